"""The fifteen complaints that users of linters for specifications repeat most, each with what keeps it from being said of hrlint."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sample_pack import WORD, write_pack

from hrlint.checking.catalogue import Catalogue
from hrlint.commands.main import cli

REPOSITORY = Path(__file__).parents[1]
CHECK = f"trial/{WORD}"
DRAFT = f"""# The Hello Protocol

## Requests

The client sends a {WORD}.

## Answers

The server sends a {WORD}.

## Security Considerations

The server learns all.
"""
Run = Callable[..., Result]


@pytest.fixture
def check(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `hrlint check` in an empty folder that is the top of a repository, with one check: each `frobnicator` is a warning."""
    options = write_pack(tmp_path_factory.mktemp("pack"))
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, **files: str) -> Result:
        for name, text in files.items():
            Path(name.replace("_", ".")).write_text(text, encoding="utf-8", newline="")
        return CliRunner().invoke(cli, ["check", *options, *arguments])

    return run


def places(result: Result) -> list[tuple[str, int]]:
    return [(item["path"], item["line"]) for item in json.loads(result.stdout)["findings"] if item["suppressed"] is None]


def test_1_no_way_to_silence_one_false_positive_without_killing_the_rule(check: Run) -> None:
    accept = f"<!-- hrlint: accept {CHECK} because it is harmless -->"
    assert places(check("-f", "json", a_md=DRAFT)) == [("a.md", 5), ("a.md", 9)]
    assert places(check("-f", "json", a_md=DRAFT.replace("## Answers\n", f"## Answers\n\n{accept}\n"))) == [("a.md", 5)]
    assert places(check("-f", "json", a_md=DRAFT.replace("## Requests\n", f"{accept}\n\n## Requests\n"))) == []
    config = f'[[accept]]\ncheck = "{CHECK}"\npaths = "a*"\nreason = "it is harmless"\n'
    Path(".hrlint.toml").write_text(config)
    assert {path for path, _ in places(check("-f", "json", a_md=DRAFT, b_md=DRAFT))} == {"b.md"}
    assert f"<!-- hrlint: accept {CHECK} because ... -->" in check("b.md").stdout


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_2_wrong_or_missing_line_numbers(check: Run, mark: str, end: str) -> None:
    front = "---\ntitle: Hello\ndocname: draft-doe-hello-03\n\n--- abstract\n\nHello.\n\n--- middle\n\n"
    text = f"{front}# One\n\n🙂\tThe *client* sends a {WORD}.\n\n* The client sends a\n  {WORD}.\n"
    result = check("-f", "json", "a.md", a_md=mark + text.replace("\n", end))
    found = json.loads(result.stdout)["findings"]
    lines = text.split("\n")
    assert [item["line"] for item in found] == [13, 16]
    assert [lines[item["line"] - 1][item["column"] - 1 : item["end_column"] - 1] for item in found] == [WORD, WORD]


def test_3_regex_noise_in_code_links_and_references(check: Run) -> None:
    see = f"# Hello\n\n## One\n\nSee [there](https://example.org/{WORD}).\n\n"
    text = f"{see}```\nsend({WORD})\n```\n\n    {WORD}\n\n<!-- {WORD} -->\n\n## References\n\n* The {WORD}, 2020.\n"
    assert places(check("-f", "json", "a.md", a_md=text)) == []


def test_3_regex_noise_in_addresses(check: Run) -> None:
    assert places(check("-f", "json", "a.md", a_md=f"# Hello\n\n## One\n\nSee <https://example.org/{WORD}>.\n")) == []


def test_4_premature_warnings_push_authors_to_empty_boilerplate(check: Run, catalogue: Catalogue) -> None:
    front = "---\ntitle: Hello\ndocname: draft-doe-hello-{}\n\n--- abstract\n\nHello.\n\n--- middle\n\n# One\n\nThe client sends a {}.\n"
    assert check("a.md", a_md=front.format("00", WORD)).exit_code == 0
    assert check("a.md", a_md=front.format("05", WORD)).exit_code == 1
    title = "# Hello Protocol\n\n## One\n\nThe client sends a greeting.\n\n"
    both = f"{title}## Appendix C. Considerations for Security and Privacy\n\nWhoever floods the server exhausts it.\n"
    Path("b.md").write_text(both)
    missing = "considerations/security-considerations-missing,considerations/privacy-considerations-missing"
    assert CliRunner().invoke(cli, ["check", "--select", missing, "b.md", "-f", "concise", "-q"]).stdout == ""


def test_5_the_tools_own_toolchain_triggers_it(check: Run) -> None:
    plain = f"""<?xml version="1.0" encoding="utf-8"?>
<rfc version="3" ipr="trust200902" docName="draft-doe-hello-03"><front><title>Hello</title></front>
<middle><section><name>One</name><t>The client sends a {WORD}.</t></section></middle></rfc>
"""
    made = plain.replace("<middle>", "<?line 12?>\n<middle>").replace("</rfc>", "<!-- ##markdown-source:\nH4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==\n-->\n</rfc>")
    made = made.replace("?>\n<rfc", '?>\n<?xml-model href="rfc7991bis.rnc"?>\n<!-- generated by kramdown-rfc -->\n<?rfc toc="yes"?>\n<rfc', 1)
    before, after = check("-f", "json", "a.xml", a_xml=plain), check("-f", "json", "b.xml", b_xml=made)
    assert [item["message"] for item in json.loads(before.stdout)["findings"]] == [item["message"] for item in json.loads(after.stdout)["findings"]]
    assert json.loads(after.stdout)["diagnostics"] == []


def test_6_wrong_exit_code(check: Run) -> None:
    assert check("a.md", a_md=DRAFT.replace(WORD, "greeting")).exit_code == 0
    assert check("a.md", a_md=DRAFT).exit_code == 1
    assert check("a.md", "--exit-zero").exit_code == 0
    assert check("a.md", "missing.md").exit_code == 2
    assert check("a.md", "missing.md", "--exit-zero").exit_code == 2
    assert check("a.md", "-f", "sarif").exit_code == 1


def test_7_all_old_findings_appear_when_editing_an_old_document(check: Run) -> None:
    options = check("--show-files", a_md=DRAFT)
    assert options.exit_code == 0
    known = json.loads(check("-f", "json").stdout)["findings"]
    entries = [{"path": "a.md", "check": CHECK, "section": "", "quote": "", "fingerprint": item["fingerprint"]} for item in known]
    Path("base.json").write_text(json.dumps({"schema": 1, "entries": entries}))
    edited = DRAFT.replace("## Requests\n", "## Before\n\nSomething new.\n\n## Requests\n")
    assert places(check("-f", "json", "--baseline", "base.json", a_md=edited)) == []
    edited = edited.replace("learns all", f"learns the {WORD}")
    assert places(check("-f", "json", "--baseline", "base.json", a_md=edited)) == [("a.md", 17)]


def test_8_an_upgrade_turns_ci_red_with_no_change(check: Run) -> None:
    Path(".hrlint.toml").write_text('required-version = "<0.1"\n')
    result = check("a.md", a_md=DRAFT)
    assert result.exit_code == 2
    assert "the configuration is for <0.1" in result.stderr


def test_9_the_github_format_hides_the_readable_log(check: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(Path.cwd()))
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    text = check("./a.md", a_md=DRAFT).stdout
    assert "::warning" not in text
    shown = check("./a.md", "-f", "github").stdout
    assert text.split("\n")[0] in shown
    assert "::warning file=a.md,line=5," in shown
    assert "./a.md" not in shown


def test_10_json_off_by_one_or_polluted_by_logs(check: Run) -> None:
    result = check("a.md", "missing.md", "-f", "json", "--verbose", a_md=f"{WORD.capitalize()} is sent.\n")
    found = json.loads(result.stdout)["findings"][0]
    assert (found["line"], found["column"], found["end_column"]) == (1, 1, len(WORD) + 1)


def test_11_suppressions_rot(check: Run) -> None:
    rotten = f"""# Hello

## One

<!-- hrlint: accept {CHECK} because nobody remembers why (expires 2001-01-01) -->

## Two

<!-- hrlint: accept {CHECK} -->

## Three

<!-- hrlint: accept {CHECK} because it was here once -->

The client waits.
"""
    result = check("-f", "json", "--extend-select", "acceptance", "a.md", a_md=rotten)
    assert [item["check"] for item in json.loads(result.stdout)["findings"]] == ["acceptance/expired", "acceptance/without-reason", "acceptance/unused"]
    accepted = DRAFT.replace("## Requests\n", f"<!-- hrlint: accept {CHECK} because it is harmless -->\n\n## Requests\n")
    assert check("b.md", b_md=accepted).exit_code == 0
    assert check("b.md", "--no-suppressions").exit_code == 1


def test_12_config_typos_are_silently_ignored(check: Run) -> None:
    for typo, meant in (('fail_on = "error"', "fail-on"), (f'ignore = ["trial/{WORD}s"]', CHECK), ('persona = "autor"', "author")):
        Path(".hrlint.toml").write_text(typo + "\n")
        result = check("a.md", a_md=DRAFT)
        assert result.exit_code == 2
        assert f"did you mean `{meant}`?" in result.stderr


def test_13_the_message_does_not_say_why_or_how_to_fix(check: Run, catalogue: Catalogue) -> None:
    shown = check("a.md", "--verbose", a_md=DRAFT).stdout
    for line in ("= ask: ", "= why: RFC 6973 section 7.1", f"= page: https://hrlint.github.io/hrlint/checks/{CHECK}/"):
        assert line in shown
    lacking = [item.id for item in catalogue.checks if not (item.advice and item.message and item.question and item.rationale)]
    assert lacking == []
    assert [item.id for item in catalogue.checks if not item.basis and item.area != "acceptance"] == []


def run_python(code: str, folder: Path) -> Any:
    result = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=120, env={"PYTHONPATH": str(REPOSITORY)})
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout.strip().split("\n")[-1])


def test_14_slow_start(check: Run, tmp_path: Path) -> None:
    start = "import sys, json, time; from click.testing import CliRunner; begin = time.process_time(); from hrlint.commands.main import cli; "
    loaded = "print(json.dumps([time.process_time() - begin, sorted(sys.modules)]))"
    seconds, modules = run_python(f"{start} CliRunner().invoke(cli, ['--version']); {loaded}", tmp_path)
    assert seconds < 0.5  # usually 0.02; the rest is for slow machines
    assert not {"yaml", "lxml", "markdown_it", "pathspec", "importlib.metadata", "hrlint.checking.linter"} & set(modules)
    check("a.md", a_md=DRAFT)
    _, modules = run_python(f"{start} CliRunner().invoke(cli, ['check', '--isolated', 'a.md']); {loaded}", tmp_path)
    assert "markdown_it" in modules
    assert not {"lxml", "importlib.metadata", "tomllib"} & set(modules)


def test_15_needs_network_or_phones_home(check: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("hrlint opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    remote = '<!DOCTYPE rfc [<!ENTITY a SYSTEM "https://example.org/a.xml">]>\n'
    section = f"<section><name>One</name><t>&a; A {WORD}.</t></section>"
    text = f'<?xml version="1.0"?>\n{remote}<rfc version="3"><front><title>Hello</title></front><middle>{section}</middle></rfc>\n'
    result = check("a.xml", "-f", "json", a_xml=text)
    assert result.exit_code == 1
    assert "nothing is fetched" in json.loads(result.stdout)["diagnostics"][0]["message"]
