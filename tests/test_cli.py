import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import hrlint as package
from hrlint import __version__
from hrlint.__main__ import main
from hrlint.checking.linter import Linter
from hrlint.commands.main import cli
from hrlint.commands.shared.suggestions import did_you_mean

CHECK = """title: Word that is forbidden here
severity: {severity}
persona: author
rights: [privacy]
basis:
  - {{doc: RFC 6973, section: "7.1"}}
report: place
question: Does it say so?
message: "{{match}} is said"
advice: Do not say it.
answer-in: privacy
raised: {{concept: {concept}}}
rationale: |
  It is forbidden.
examples:
  - bad: |
      # Hello
      ## Design
      The client sends a {word} to the server.
    at: ["{word}"]
  - good: |
      # Hello
      ## Design
      The client sends nothing to the server.
  - good: |
      # Hello
      ## Design
      The client waits for the server.
"""
VOCABULARY = """{concept}:
  definition: A word made up for a test.
  phrases: ["{word}"]
"""
BAD = """# The Hello Protocol

## Design

This protocol is small. A client MUST send a frobnicator to the server.

## Security Considerations

The server learns all.
"""
GOOD = BAD.replace("frobnicator", "greeting")


@pytest.fixture(scope="session")
def pack(tmp_path_factory):
    """A folder with two checks of our own, so that these tests do not depend on the catalogue."""
    folder = tmp_path_factory.mktemp("pack")
    for area, name, word, severity in (("trial", "frobnicator", "frobnicator", "error"), ("trial", "whatchamacallit", "whatchamacallit", "info")):
        (folder / area).mkdir(exist_ok=True)
        (folder / "vocabulary").mkdir(exist_ok=True)
        (folder / area / f"{name}.yaml").write_text(CHECK.format(severity=severity, concept=f"{name}-word", word=word))
        (folder / "vocabulary" / f"{name}.yaml").write_text(VOCABULARY.format(concept=f"{name}-word", word=word))
    return folder


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "bad.md").write_text(BAD)
    (tmp_path / "good.md").write_text(GOOD)
    return tmp_path


@pytest.fixture
def check(pack):
    """Runs `hrlint check` with the checks of the pack only."""

    def run(*arguments, select="trial", **options):
        return CliRunner().invoke(cli, ["check", "--checks", str(pack), "--select", select, *map(str, arguments)], **options)

    return run


PROGRAM = [sys.executable, "-m", "hrlint"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(package.__file__).parents[1])}


def hrlint(*arguments, **options):
    return subprocess.run([*PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=60, env=ENVIRONMENT, **options)


# --- results


def test_findings_give_1_and_none_gives_0(folder, check):
    result = check("bad.md")
    assert result.exit_code == 1
    assert result.stdout.startswith("bad.md:5:46: error: Word that is forbidden here [trial/frobnicator]\n")
    assert "1 document: 1 finding (1 error); " in result.stdout
    assert check("good.md").exit_code == 0


def test_json_is_the_only_thing_on_standard_output(folder, check):
    for path in ("bad.md", "good.md", "missing.md"):
        document = json.loads(check(path, "--output-format", "json").stdout)
        assert document["schema"] == 1
    assert document["failures"] == [{"path": "missing.md", "line": None, "message": "no such file or folder"}]


def test_quotes_are_the_source_at_their_place(folder, check):
    finding = json.loads(check("bad.md", "-f", "json").stdout)["findings"][0]
    line = BAD.split("\n")[finding["line"] - 1]
    assert line[finding["column"] - 1 : finding["end_column"] - 1] == finding["quote"] == "frobnicator"


def test_the_current_folder_is_the_default(folder, check):
    assert check("-f", "concise").stdout.startswith("bad.md:5:46: error: ")


def test_paths_are_relative_to_the_working_directory(folder, check, monkeypatch):
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    assert check(folder / "bad.md", "-f", "concise").stdout.startswith("../bad.md:5:46: ")


def test_further_formats_are_written_to_files(folder, check):
    result = check("bad.md", "--output", "json=out.json", "--output", "concise=out.txt")
    assert result.stdout.startswith("bad.md:5:46: error: Word")
    assert json.loads((folder / "out.json").read_text())["findings"][0]["check"] == "trial/frobnicator"
    assert (folder / "out.txt").read_text().endswith("[trial/frobnicator]\n")
    failed = check("bad.md", "--output", "json=none/out.json")
    assert failed.exit_code == 2
    assert "none/out.json: error: cannot be written" in failed.stderr


def test_standard_input_is_linted_under_a_name(folder, check):
    result = check("-", "--stdin-filename", "drafts/hello.md", "-f", "concise", input=BAD)
    assert (result.exit_code, result.stdout.split(":")[0]) == (1, "drafts/hello.md")
    assert check("-", "-f", "concise", input=BAD).stdout.startswith("<stdin>:5:46: ")
    assert check("-", "bad.md", input=BAD).exit_code == 2
    assert check("bad.md", "--stdin-filename", "hello.md").exit_code == 2
    assert check("-", input="").exit_code == 2


def test_statistics_count_instead_of_listing(folder, check):
    (folder / "worse.md").write_text(BAD + "\nIt sends another frobnicator and a whatchamacallit.\n")
    result = check("--statistics", "--quiet")
    assert [line.split()[:3] for line in result.stdout.splitlines()] == [["3", "in", "2"], ["1", "in", "1"]]
    assert result.exit_code == 1


def test_quiet_leaves_findings_only(folder, check):
    (folder / "notes.md").write_text("We met and talked. It was nice.\n")
    result = check(".", "--quiet")
    assert "1 document" not in result.stdout
    assert result.stderr == ""


def test_show_files_lists_what_would_be_linted(folder, check):
    (folder / "notes.md").write_text("We met and talked. It was nice.\n")
    result = check("--show-files")
    assert (result.exit_code, result.stdout) == (0, "bad.md\ngood.md\n")
    assert "1 file left out" in result.stderr
    assert "notes.md: note: no specification, left out" in check("--show-files", "--verbose").stderr


# --- exit statuses


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--fail-on", "error"], 1),
        (["--fail-on", "never"], 0),
        (["--exit-zero"], 0),
        (["--ignore", "trial/frobnicator"], 0),
        (["--isolated"], 1),
        (["--persona", "reviewer"], 1),
    ],
)
def test_what_is_asked_decides_the_exit_status(folder, check, arguments, status):
    assert check("bad.md", *arguments).exit_code == status


def test_a_hint_fails_only_when_asked(folder, check):
    (folder / "hint.md").write_text(BAD.replace("frobnicator", "whatchamacallit"))
    assert check("hint.md").exit_code == 0
    assert check("hint.md", "--fail-on", "info").exit_code == 1


def test_2_beats_1_and_exit_zero(folder, check):
    for arguments in ([], ["--exit-zero"]):
        result = check("bad.md", "missing.md", *arguments)
        assert result.exit_code == 2
        assert "[trial/frobnicator]" in result.stdout
        assert "missing.md: error: no such file or folder" in result.stderr


def test_what_cannot_be_read_is_said_and_the_rest_is_linted(folder, check):
    (folder / "empty.md").write_text("")
    (folder / "noise.md").write_bytes(bytes(range(256)) * 64)
    (folder / "nothing").mkdir()
    result = check("empty.md", "noise.md", "nothing", "bad.md")
    assert result.exit_code == 2
    for path in ("empty.md", "noise.md", "nothing"):
        assert f"{path}: error: " in result.stderr
    assert "[trial/frobnicator]" in result.stdout


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_said(folder, check):
    (folder / "secret.md").write_text(BAD)
    (folder / "secret.md").chmod(0)
    assert check("secret.md").exit_code == 2


def test_named_files_that_are_no_specifications_give_0(folder, check):
    (folder / "setup.py").write_text("import os\n\nprint(os.name)\n")
    result = check("setup.py")
    assert result.exit_code == 0
    assert "setup.py: note: does not look like a specification" in result.stderr
    assert check("setup.py", "bad.md").exit_code == 1


def test_a_mistake_in_hrlint_costs_one_document(folder, check, monkeypatch):
    lint = Linter.lint

    def broken(self, document, terms):
        if document.source.path == "good.md":
            raise RuntimeError("something broke")
        return lint(self, document, terms)

    monkeypatch.setattr(Linter, "lint", broken)
    result = check()
    assert result.exit_code == 2
    assert "good.md: error: internal error: RuntimeError: something broke" in result.stderr
    assert "Traceback" not in result.stderr
    assert "[trial/frobnicator]" in result.stdout
    assert "Traceback" in check("--verbose").stderr


def test_an_unforeseen_mistake_gives_2(monkeypatch, capsys):
    def fail(*arguments, **options):
        raise RuntimeError("something broke")

    monkeypatch.setattr(cli, "main", fail)
    assert main() == 2
    assert "internal error: RuntimeError" in capsys.readouterr().err


def test_an_interrupt_gives_130_without_a_trace(monkeypatch, capsys):
    def interrupt(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "main", interrupt)
    assert main() == 130
    assert capsys.readouterr().err == ""


# --- names that do not exist


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["chekc"], "There is no command 'chekc'. Did you mean check"),
        (["check", "--select", "wordin"], "there is no check or area 'wordin'. Did you mean wording?"),
        (["check", "--ignore", "overclaim"], "there is no check or area 'overclaim'. Did you mean wording/overclaim?"),
        (["check", "--output-format", "jsn"], "there is no format 'jsn'. Did you mean json?"),
        (["check", "--output", "txt=out"], "there is no format 'txt'. Did you mean text?"),
        (["check", "--output", "out.json"], "is not FORMAT=FILE"),
        (["check", "--profile", "ieft"], "there is no 'ieft'. Did you mean ietf?"),
        (["explain", "wording/overclaims"], "There is no check 'wording/overclaims'. Did you mean wording/overclaim?"),
    ],
)
def test_what_was_meant_is_suggested(arguments, expected, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["hrlint", *arguments])
    assert main() == 2
    assert expected in capsys.readouterr().err


def test_suggestions_come_only_where_something_is_near():
    assert did_you_mean("zzzzzz", ["text", "json"]) == ""
    assert did_you_mean("logging", ["privacy/logging", "security/rollback"]) == " Did you mean privacy/logging?"


def test_a_name_from_a_stranger_does_not_act_on_the_terminal(folder, check, monkeypatch, capsys):
    (folder / "evil\x1b[2J.md").write_text(BAD)
    assert "\x1b" not in (result := check()).stdout + result.stderr
    monkeypatch.setattr(sys, "argv", ["hrlint", "explain", "\x1b[2J"])
    assert main() == 2
    assert "\x1b" not in capsys.readouterr().err


# --- colours


def test_colours_follow_option_and_environment(folder, check):
    def colored(*arguments, **environment):
        return "\x1b[" in check("bad.md", *arguments, env=environment, color=True).stdout

    assert not colored()
    assert colored("--color", "always")
    assert colored(FORCE_COLOR="1")
    assert not colored(FORCE_COLOR="1", NO_COLOR="1")
    assert colored("--color", "always", NO_COLOR="1")
    assert not colored("--color", "never", FORCE_COLOR="1")


# --- the other commands


def test_outline_as_text_and_json(folder):
    result = CliRunner().invoke(cli, ["outline", "bad.md"])
    assert (result.exit_code, result.stdout.split(",")[0]) == (0, "bad.md: markdown")
    outline = json.loads(CliRunner().invoke(cli, ["outline", "bad.md", "-f", "json", "--sentences"]).stdout)
    assert "security" in [role for section in outline["sections"] for role in section["roles"]]
    assert "This protocol is small." in [sentence["text"] for sentence in outline["sentences"]]
    assert CliRunner().invoke(cli, ["outline", "-"], input=BAD).exit_code == 0
    for path in (".", "missing.md"):
        assert CliRunner().invoke(cli, ["outline", path]).exit_code == 2


def test_checks_are_listed(pack):
    listed = json.loads(CliRunner().invoke(cli, ["checks", "--checks", str(pack), "-f", "json"]).stdout)
    trial = next(check for check in listed if check["id"] == "trial/frobnicator")
    assert trial == {
        "id": "trial/frobnicator",
        "title": "Word that is forbidden here",
        "severity": "error",
        "persona": trial["persona"],
        "precision": None,
        "rights": ["privacy"],
        "url": trial["url"],
    }
    assert [check["id"] for check in listed] == sorted(check["id"] for check in listed)
    assert "trial/frobnicator " in CliRunner().invoke(cli, ["checks", "--checks", str(pack)]).stdout


def test_a_check_is_explained(pack):
    explain = ["explain", "trial/frobnicator", "--checks", str(pack)]
    text = CliRunner().invoke(cli, explain).stdout
    page = CliRunner().invoke(cli, [*explain, "-f", "markdown"]).stdout
    for output in (text, page):
        for words in (
            "Does it say so?",
            "https://www.rfc-editor.org/rfc/rfc6973.html#section-7.1",
            "It is forbidden.",
            "Do not say it.",
            "hrlint: accept trial/frobnicator",
        ):
            assert words in output
    assert page.startswith("# Word that is forbidden here\n")


def test_examples_of_a_folder_are_run(pack, tmp_path):
    result = CliRunner().invoke(cli, ["test", str(pack)])
    assert (result.exit_code, result.stdout) == (0, "6 passed, 0 failed\n")
    (tmp_path / "trial").mkdir()
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "word.yaml").write_text(VOCABULARY.format(concept="gizmo-word", word="gizmo"))
    path = tmp_path / "trial" / "gizmo.yaml"
    path.write_text(CHECK.format(severity="error", concept="gizmo-word", word="gadget"))
    failed = CliRunner().invoke(cli, ["test", str(tmp_path)])
    assert failed.exit_code == 1
    assert "gizmo.yaml:16: failed: bad example of trial/gizmo: " in failed.stdout
    assert failed.stdout.endswith("2 passed, 1 failed\n")


def test_mistakes_in_checks_are_all_told_with_their_lines(pack, tmp_path, folder):
    (tmp_path / "trial").mkdir()
    for name in ("one", "two"):
        text = CHECK.format(severity="fatal", concept="frobnicator-word", word="frobnicator")
        (tmp_path / "trial" / f"{name}.yaml").write_text(text)
    for arguments in (["test", str(tmp_path)], ["check", "--checks", str(tmp_path), "bad.md"], ["explain", "x", "--checks", str(tmp_path)]):
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == 2
        assert "trial/one.yaml:2: error: " in result.stderr
        assert "trial/two.yaml:2: error: " in result.stderr


# --- processes


def test_several_processes_give_the_same_in_the_same_order(folder, pack):
    for number in range(20):
        (folder / f"draft-{number:02}.md").write_text(BAD.replace("small", f"small {number}"))
    (folder / "zero.md").write_bytes(b"\x00\x01\x02" * 100)
    one, two = (hrlint("check", "--checks", pack, "--select", "trial", "-f", "json", "--jobs", jobs, cwd=folder) for jobs in (1, 2))
    assert len(json.loads(one.stdout)["findings"]) == 21
    assert (one.returncode, one.stdout, one.stderr) == (two.returncode, two.stdout, two.stderr)


def test_the_module_runs(folder):
    assert hrlint("--version").stdout == f"hrlint {__version__}\n"
    assert "Commands:" in hrlint("--help").stdout


def test_the_version_costs_little():
    heavy = ("yaml", "lxml", "markdown_it", "importlib.metadata", "wcwidth", "hrlint.checking.linter")
    code = f"import sys; sys.argv = ['hrlint', '--version']; import hrlint.__main__ as m; m.main(); print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=ENVIRONMENT)
    assert result.stdout.splitlines() == [f"hrlint {__version__}", "[]"]


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_reader_who_goes_away_is_no_error(folder, pack):
    (folder / "long.md").write_text(BAD + "\nA client sends a frobnicator.\n" * 3000)
    process = subprocess.Popen(
        [*PROGRAM, "check", "--checks", str(pack), "--select", "trial", "long.md"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, env=ENVIRONMENT
    )
    assert process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 1


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_ends_at_once_and_without_a_trace(folder, pack, jobs):
    for number in range(300):
        (folder / f"draft-{number:03}.md").write_text(BAD * 60)
    process = subprocess.Popen(
        [*PROGRAM, "check", "--checks", str(pack), "--jobs", str(jobs)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=ENVIRONMENT,
        start_new_session=True,
    )
    time.sleep(1.5)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in errors


@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
def test_a_bar_shows_progress_on_a_terminal_only(folder, pack):
    import pty

    for number in range(20):
        (folder / f"draft-{number:02}.md").write_text(GOOD)

    def errors(*arguments, **environment):
        controller, terminal = pty.openpty()
        command = [*PROGRAM, "check", "--checks", str(pack), "--select", "trial", *arguments]
        variables = {key: value for key, value in ENVIRONMENT.items() if key != "CI"} | {"TERM": "xterm"} | environment
        subprocess.run(command, stdout=subprocess.PIPE, stderr=terminal, cwd=folder, env=variables, timeout=60)
        os.close(terminal)
        shown = b""
        try:
            while piece := os.read(controller, 65536):
                shown += piece
        except OSError:
            pass  # how Linux says that nobody writes any more
        os.close(controller)
        return shown

    assert b"Linting" in errors()
    assert errors("--quiet") == b""
    assert b"Linting" not in errors(CI="true")
