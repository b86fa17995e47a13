"""How hrlint behaves on terminals that show less than Unicode, and in shells."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
DRAFT = "# Ünï → 🙂 Protocol\n\n## Design\n\nThe 🙂 client SHOULD use TLS → “always”.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "ünï→.md").write_text(DRAFT, encoding="utf-8")
    return tmp_path


def environment(**more):
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "0", **more}


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii"])
@pytest.mark.parametrize("arguments", [["check", "."], ["check", "missing→.md"], ["chekc→"], ["outline", "ünï→.md"], ["init"], ["suppressions"]])
def test_no_code_page_breaks_it(folder, encoding, arguments):
    command = [sys.executable, "-m", "hrlint", *arguments]
    result = subprocess.run(command, cwd=folder, capture_output=True, env=environment(PYTHONIOENCODING=encoding), timeout=120)
    assert b"Traceback" not in result.stderr
    assert b"internal error" not in result.stderr
    assert result.returncode in (0, 1, 2)


def test_a_terminal_gets_what_its_code_page_has(folder):
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "hrlint", "check", "--isolated", "--color", "never", "."]
    process = subprocess.Popen(command, cwd=folder, stdout=terminal, stderr=subprocess.DEVNULL, env=environment(PYTHONIOENCODING="cp1252", CI=""))
    os.close(terminal)
    shown = b""
    try:
        while piece := os.read(controller, 4096):
            shown += piece
    except OSError:
        pass  # how Linux says that nobody writes any more
    os.close(controller)
    assert process.wait(timeout=120) == 1
    assert "“always”".encode("cp1252") in shown
    assert b"\\u2192" in shown  # the arrow, which this code page lacks


def test_shells_can_complete_commands():
    asks = environment(COMP_WORDS="hrlint ba", COMP_CWORD="1", _HRLINT_COMPLETE="bash_complete")
    result = subprocess.run([sys.executable, "-c", "from hrlint.commands.main import cli; cli(prog_name='hrlint')"], capture_output=True, text=True, env=asks)
    assert result.stdout.strip() == "plain,baseline"
