"""What hrlint promises to those who run it on the files of strangers."""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sample_catalogue import check_yaml, write_checks

import hrlint
from hrlint.checking.catalogue import Catalogue
from hrlint.checking.check import Persona
from hrlint.checking.linter import Linter, Options
from hrlint.reading.document import Document
from hrlint.reading.errors import ReadError
from hrlint.reading.reader import read_file, read_text

ROOT = Path(hrlint.__file__).parents[1]
CANARY = "canary-7f3a"

SPEC = """# The Hello Protocol

## Design

The server logs the name of each user.

## Security Considerations

None.
"""

# The audit hook sees every socket that is opened and every program that is started, whoever asks for it.
GUARD = """
import sys
def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "ftplib.", "http.", "smtplib.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn")):
        raise SystemError(f"{event} {arguments}")
sys.addaudithook(watch)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a file outside it that nobody may see."""
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    (tmp_path / "secret.md").write_text(f"# Secret\n\nThe {CANARY} logs the name of a user.\n")
    (tmp_path / "secret.xml").write_text(f"<t>The {CANARY} logs the name of a user.</t>\n")
    (tmp_path / "secret.txt").write_text(f"{CANARY}\n")
    return project


def run(*arguments: object, cwd: Path, guard: bool = False, **environment: str) -> subprocess.CompletedProcess[str]:
    program = f"{GUARD}\nfrom hrlint.__main__ import main\nsys.exit(main())" if guard else "import sys\nfrom hrlint.__main__ import main\nsys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=False,
    )


def check(*arguments: object, cwd: Path, guard: bool = False, **environment: str) -> subprocess.CompletedProcess[str]:
    return run("check", "--isolated", "--persona", "reviewer", *arguments, cwd=cwd, guard=guard, **environment)


# --- no network, no external entity, nothing outside


SYSTEM = """<?xml version="1.0"?>
<!DOCTYPE rfc [{}]>
<rfc docName="draft-doe-hello-01"><front><title>Hello</title></front>
<middle><section title="Design"><t>The server waits.</t>{}</section></middle></rfc>
"""
REACHING_OUT = {
    "include.md": "---\ntitle: Hello\n\n--- middle\n\n# Design\n\nThe server waits.\n\n{::include ../secret.md}\n\n{::include-all ../secret.md}\n",
    "mmark.md": '%%%\ntitle = "Hello"\n%%%\n\n# Design\n\nThe server waits.\n\n{{../secret.md}}\n\n<{{../secret.md}}\n',
    "absolute.md": "---\ntitle: Hello\n\n--- middle\n\n# Design\n\nThe server waits.\n\n{::include {absolute}/secret.md}\n",
    "link.md": "---\ntitle: Hello\n\n--- middle\n\n# Design\n\nThe server waits.\n\n{::include link-to-secret.md}\n",
    "remote.md": "---\ntitle: Hello\n\n--- middle\n\n# Design\n\nThe server waits.\n\n{::include https://example.org/x.md}\n\n![x](https://example.org/x.png)\n",
    "entity.xml": SYSTEM.format('<!ENTITY x SYSTEM "../secret.xml">', "&x;"),
    "text-entity.xml": SYSTEM.format('<!ENTITY x SYSTEM "../secret.txt">', "<t>&x;</t>"),
    "file-entity.xml": SYSTEM.format('<!ENTITY x SYSTEM "file://{absolute}/secret.xml">', "&x;"),
    "remote-entity.xml": SYSTEM.format('<!ENTITY x SYSTEM "http://127.0.0.1:9/x.xml">', "&x;"),
    "parameter-entity.xml": SYSTEM.format('<!ENTITY % x SYSTEM "../secret.xml"> %x;', ""),
    "public-entity.xml": SYSTEM.format('<!ENTITY x PUBLIC "-//X//Y" "../secret.xml">', "&x;"),
    "xinclude.xml": SYSTEM.format("", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="../secret.xml"/>'),
    "xinclude-text.xml": SYSTEM.format("", '<t><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="../secret.txt" parse="text"/></t>'),
    "instruction.xml": SYSTEM.format("", '<?rfc include="../secret.xml"?>'),
    "schema.xml": SYSTEM.replace("rfc [{}]", 'rfc SYSTEM "../secret.dtd"').format(""),
    "stylesheet.xml": '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>\n<xep><section1 topic="Design"><p>The server waits.</p></section1></xep>\n',
}


def write_reaching_out(folder: Path) -> list[str]:
    for name, text in REACHING_OUT.items():
        (folder / name).write_text(text.replace("{absolute}", str(folder.parent)))
    (folder / "link-to-secret.md").symlink_to(folder.parent / "secret.md")
    return sorted(REACHING_OUT)


def test_nothing_outside_the_project_is_read_and_nothing_is_fetched(folder: Path) -> None:
    names = write_reaching_out(folder)
    result = check("--output-format", "json", *names, cwd=folder, guard=True)
    assert result.returncode in (0, 1), result.stderr
    report = json.loads(result.stdout)
    assert report["failures"] == []
    assert sorted(document["path"] for document in report["documents"]) == names
    assert CANARY not in result.stdout + result.stderr
    told = {diagnostic["path"] for diagnostic in report["diagnostics"]}
    quiet = {"schema.xml", "stylesheet.xml", "parameter-entity.xml"}  # no text of theirs would come from there
    assert told >= set(names) - quiet


def test_no_text_of_documents_holds_the_canary(folder: Path) -> None:
    for name in write_reaching_out(folder):
        document = read_file(folder / name, name, root=folder)
        assert CANARY not in document.prose.text, name
        assert "The server waits." in document.prose.text, name
        assert all(Path(source.path).name != "secret.md" for source in document.sources)


def test_the_guard_guards_and_the_canary_would_be_seen(folder: Path) -> None:
    """The tests of the tests: a socket is refused, and an include inside the project is read."""
    opened = subprocess.run([sys.executable, "-c", f"{GUARD}\nimport socket; socket.socket()"], capture_output=True, text=True, check=False)
    assert "SystemError: socket." in opened.stderr
    (folder / "part.md").write_text(f"The {CANARY} waits.\n")
    (folder / "main.md").write_text("---\ntitle: Hello\n\n--- middle\n\n# Design\n\nThe server waits.\n\n{::include part.md}\n")
    assert CANARY in read_file(folder / "main.md", "main.md", root=folder).prose.text


def test_a_walk_follows_no_link_out_of_its_folder(folder: Path) -> None:
    (folder / "spec.md").write_text(SPEC)
    (folder / "link.md").symlink_to(folder.parent / "secret.md")
    (folder / "linked-folder").symlink_to(folder.parent)
    result = check(".", cwd=folder)
    assert CANARY not in result.stdout + result.stderr


# --- nothing of a document acts on the terminal


HOSTILE = "\x1b[2J\x1b]0;owned\x07\x1b]8;;http://example.org\x1b\\\x9b31m\x08\x7f\u202e\u2066"


@pytest.mark.parametrize(("format", "color"), [("text", "always"), ("text", "never"), ("concise", "always")])
def test_no_control_code_of_a_document_reaches_the_terminal(folder: Path, format: str, color: str) -> None:
    text = SPEC.replace("The Hello Protocol", f"The {HOSTILE} Protocol").replace("name of", f"name {HOSTILE} of").replace("Design", f"Design {HOSTILE}")
    (folder / "spec.md").write_text(text)
    (folder / f"{HOSTILE.replace('/', '')}.md").write_text(text)
    outline = run("outline", "spec.md", "--color", color, cwd=folder)
    result = check("--color", color, "--output-format", format, ".", cwd=folder)
    for shown in (result.stdout, result.stderr, outline.stdout, outline.stderr):
        own = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;;https://[\w./#-]*\x1b\\|\x1b\]8;;\x1b\\", "", shown)
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", own)
    if color == "never":
        assert "\x1b" not in result.stdout + result.stderr + outline.stdout


# --- what cannot be read


@pytest.fixture
def hostile(folder: Path) -> dict[str, str]:
    """Files that cannot be linted, with a word of what is said of them."""
    (folder / "random.md").write_bytes(bytes((index * 197 + index // 7) % 256 for index in range(4096)))
    (folder / "empty.md").write_bytes(b"")
    with (folder / "large.md").open("wb") as file:
        file.truncate(32 * 1024 * 1024 + 1)
    (folder / "nothing").mkdir()
    (folder / "nothing" / "main.c").write_text("int main(void) { return 0; }\n")
    (folder / "pipe.md").symlink_to("/dev/null")
    return {
        "random.md": "binary",
        "empty.md": "empty",
        "large.md": "larger than the limit of 33,554,432 bytes",
        "nothing": "no file here that may be a specification",
        "missing.md": "no such file or folder",
        "pipe.md": "not a regular file",
    }


def test_each_has_its_clear_error_and_the_others_are_linted(folder: Path, hostile: dict[str, str]) -> None:
    (folder / "spec.md").write_text(SPEC)
    together = check("--output-format", "json", *hostile, "spec.md", cwd=folder)
    assert together.returncode == 2
    report = json.loads(together.stdout)
    assert {failure["path"] for failure in report["failures"]} == set(hostile)
    assert [document["path"] for document in report["documents"]] == ["spec.md"]
    assert any(finding["path"] == "spec.md" for finding in report["findings"])
    for path, words in hostile.items():
        assert re.search(rf"^{re.escape(path)}: error: .*{re.escape(words)}", together.stderr, re.MULTILINE), together.stderr
    assert "Traceback" not in together.stderr


@pytest.mark.parametrize("path", ["random.md", "empty.md", "large.md", "nothing", "missing.md", "pipe.md"])
def test_each_alone_gives_2_whatever_else_is_asked_for(folder: Path, hostile: dict[str, str], path: str) -> None:
    alone = check("--exit-zero", "--fail-on", "never", path, cwd=folder)
    assert (alone.returncode, hostile[path] in alone.stderr) == (2, True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is readable here")
def test_a_file_without_permission(folder: Path) -> None:
    (folder / "spec.md").write_text(SPEC)
    (folder / "locked.md").write_text(SPEC)
    (folder / "locked.md").chmod(0)
    result = check("locked.md", "spec.md", cwd=folder)
    assert result.returncode == 2
    assert "locked.md: error: cannot be read: Permission denied" in result.stderr
    assert "spec.md:" in result.stdout


def test_without_permission_told_by_the_system(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As above, for those who may read everything."""
    (folder / "locked.md").write_text(SPEC)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(ReadError, match="cannot be read: Permission denied"):
        read_file(folder / "locked.md", "locked.md", root=folder)


def test_a_mistake_in_a_check_file_names_its_place(folder: Path) -> None:
    (folder / "spec.md").write_text(SPEC)
    checks = write_checks(folder / "checks", {"ours/logging.yaml": check_yaml(sverity="error"), "ours/naming.yaml": check_yaml(rights="[privcay]")})
    result = check("--checks", checks, "spec.md", cwd=folder)
    assert result.returncode == 2
    assert re.search(r"ours/logging\.yaml:\d+: error: unknown key `sverity`; did you mean `severity`\?", result.stderr)
    assert re.search(r"ours/naming\.yaml:4: error: unknown value `privcay`; did you mean `privacy`\?", result.stderr)
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe", b"\xef\xbb\xbf", b"\x00" * 100, b"---\n", b"---\n---\n", b"<", b"<rfc", b"<rfc>", b"%%%\n", b"# \n", b"\n\n\n", b"```\n", b"<!--", b"&"],
)
@pytest.mark.parametrize("name", ["x.md", "x.xml", "x.txt", "x.mediawiki"])
def test_fragments_of_files_break_nothing(tmp_path: Path, catalogue: Catalogue, data: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    try:
        document = read_file(tmp_path / name, name, root=tmp_path)
    except ReadError:
        pass  # one of the two is fine: it says why it cannot be read, or it is linted
    else:
        assert Linter(catalogue, Options(select=("considerations",))).lint(document).failures == ()


# --- time and memory


def test_entities_that_multiply_come_to_an_end(folder: Path) -> None:
    entities = '<!ENTITY a0 "logs a name">' + "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12))
    (folder / "laughs.xml").write_text(SYSTEM.format(entities, "<t>&a11;</t>"))
    (folder / "loop.xml").write_text(SYSTEM.format('<!ENTITY a "&b;"><!ENTITY b "&a;">', "<t>&a;</t>"))
    (folder / "again.md").write_text("---\ntitle: Hello\n\n--- middle\n\n# Design\n\nThe server waits.\n\n" + "{::include again.md}\n\n" * 10)
    result = check("--output-format", "json", "laughs.xml", "loop.xml", "again.md", cwd=folder)
    report = json.loads(result.stdout)
    assert report["failures"] == []
    assert {diagnostic["path"] for diagnostic in report["diagnostics"]} == {"laughs.xml", "loop.xml", "again.md"}
    assert len(result.stdout) < 1_000_000


HUNGRY: dict[str, Callable[[int], str]] = {
    "one sentence of requirements": lambda size: "# T\n\n" + "the client MUST log the user address and " * size,
    "one sentence of triggers": lambda size: "# T\n\n" + "the server stores personal data of the user and an eavesdropper " * size,
    "one paragraph of attackers": lambda size: "# T\n\n" + "an attacker can log the address of a person. " * size,
    "paragraphs": lambda size: "# T\n\n" + "The server logs the user address.\n\n" * size,
    "items": lambda size: "# T\n\nThe server logs:\n\n" + "- the user address\n" * size,
    "sections": lambda size: (
        "# T\n\n" + "## Part\n\nThe server logs the user address. See Section 3.\n\n" * size + "## Privacy Considerations\n\nSee Section 3.\n"
    ),
    "answers": lambda size: (
        "# T\n\n" + "The server logs it.\n\n" * size + "## Privacy\n\n" + "Each log of a user address is deleted after 24 hours.\n\n" * size
    ),
    "considerations": lambda size: "# T\n\n" + "## Security Considerations\n\nThe server logs the user address.\n\n" * size,
    "references": lambda size: "# T\n\n" + "The address is logged, see [RFC7858], Section 3.2, and Appendix A of RFC 7858. " * size,
    "stops": lambda size: "# T\n\nlogs " + ". " * size * 20 + "e.g. " * size * 5,
    "negations": lambda size: "# T\n\n" + "not " * size * 10 + "logs the name of a user " * size,
    "brackets": lambda size: "# T\n\n" + "[" * size * 10 + "(" * size * 10 + "*" * size * 10 + "`" * size * 10,
    "quotes": lambda size: "# T\n\n" + ">" * size * 2 + " The server logs the name of a user.\n",
    "blank space": lambda size: "# T\n\nlogs" + " " * size * 40 + "the name" + "\n" * size * 20,
    "headings": lambda size: "".join(f"{'#' * (1 + number % 6)} Privacy Considerations\n\nTBD\n\n" for number in range(size)),
    "one long word": lambda size: "# T\n\n" + "log-user_address" * size * 4,
    "table": lambda size: "# T\n\n|a|b|\n|-|-|\n" + "|The server logs it|the user address|\n" * size,
}


@pytest.mark.parametrize("kind", HUNGRY)
def test_time_grows_with_the_text_and_not_with_its_square(kind: str, catalogue: Catalogue) -> None:
    linter = Linter(catalogue, Options(persona=Persona.REVIEWER))
    linter.lint(read_text(SPEC))  # what is done once is done

    def seconds(size: int) -> float:
        began = time.process_time()
        document: Document = read_text(HUNGRY[kind](size))
        assert linter.lint(document).failures == ()
        return time.process_time() - began

    gc.disable()  # what it costs depends on all that other tests keep
    try:
        small, large = (min(seconds(size) for _ in range(2)) for size in (60, 480))
    finally:
        gc.enable()
    # Eight times the text in eight times the time; a square would take 64 times as much.
    assert large < 24 * max(small, 0.004)


# --- the same result everywhere


def test_the_same_files_give_the_same_bytes(folder: Path) -> None:
    for name in ("b.md", "a.md"):
        (folder / name).write_text(SPEC)
    outputs = {check("-f", "json", *names, cwd=folder, PYTHONHASHSEED=seed).stdout for seed, names in (("1", ["a.md", "b.md"]), ("2", ["b.md", "a.md"]))}
    assert len(outputs) == 1
