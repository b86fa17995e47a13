from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hostile import PATH, hostile_report, many_findings
from markdown_it import MarkdownIt
from sample_pack import write_pack
from sample_report import make_finding, make_report, sample_report

from hrlint.__main__ import main
from hrlint.commands.main import cli
from hrlint.reading.source import Source
from hrlint.reporting import github, text
from hrlint.reporting.view import View

DRAFT = "# Hello\n\n## Design\n\nClients send a frobnicator.\n"


def runner_reads(output: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands that a runner of GitHub takes from a log, by its rules: `::name key=value,...::data` after white space, else `##[name]` anywhere."""
    commands = []
    for line in output.split("\n"):
        found = re.match(r"\s*::([a-z-]+)(?: (.*?))?::(.*)$", line)
        if found:
            pairs = [pair.split("=", 1) for pair in (found[2] or "").split(",") if "=" in pair]
            commands.append((found[1], {key: unescaped(value, ":", ",") for key, value in pairs}, unescaped(found[3])))
        elif "##[" in line:
            commands.append(("##[", {}, line))
    return commands


def unescaped(value: str, *characters: str) -> str:
    for character in ("\r", "\n", *characters, "%"):  # the runner turns % back last
        value = value.replace(f"%{ord(character):02X}", character)
    return value


def rendered(report) -> str:
    return github.render(report, View())


def test_annotations_stand_beside_the_readable_text():
    output = rendered(sample_report())
    assert output.startswith(text.render(sample_report(), View()))
    ((command, properties, message),) = runner_reads(output)
    assert command == "warning"
    assert properties == {
        "file": "draft.md",
        "line": "3",
        "col": "27",
        "endLine": "3",
        "endColumn": "44",
        "title": "Identifier that stays the same [privacy/persistent-identifier]",
    }
    assert message.split("\n")[0] == "draft.md:3: the text does not say for how long it lives"


def test_an_answer_that_is_missing_elsewhere_is_told_at_the_words_that_raise_the_question():
    ((_, properties, message),) = runner_reads(rendered(sample_report()))
    assert properties["line"] == "3"
    assert "answer in: line 6" in message.split("\n")


def test_hostile_names_titles_and_words_stay_text():
    commands = runner_reads(rendered(hostile_report()))
    assert [command for command, _, _ in commands] == ["error", "error", "warning"]
    for _, properties, message in commands:
        assert properties["file"] == PATH
        assert properties["line"] in ("1", "3")
        assert "100%" in properties["title"] or properties["title"] == "could not be linted"
        assert "::stop-commands::x" in message
        assert "\x1b" not in message
    assert all(character == "\n" or character.isprintable() for character in rendered(hostile_report()))


def test_words_of_a_document_are_no_commands():
    for words in ("::error::injected", "::stop-commands::token", "x ##[add-mask]y", "\u00a0::error::x"):
        source = Source("a.md", words)
        output = rendered(make_report(make_finding(source, words, message=f"{'long ' * 30}{words} {'long ' * 20}{words}")))
        assert [command for command, _, _ in runner_reads(output)] == ["warning"]


@pytest.mark.parametrize("width", range(20, 60))
def test_a_wrapped_line_cannot_begin_a_command(width):
    finding = make_finding(Source("a.md", "word"), "word", message="some words ::error::injected and more")
    assert [command for command, _, _ in runner_reads(github.render(make_report(finding), View(width=width)))] == ["warning"]


def test_no_more_annotations_than_github_shows_the_worst_first():
    output = rendered(many_findings(12, 15, 3))
    commands = runner_reads(output)
    assert Counter(command for command, _, _ in commands) == {"error": 10, "warning": 10, "notice": 3}
    assert [command for command, _, _ in commands] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 3
    assert output.endswith("7 more findings without an annotation (GitHub shows 10 of each kind): see the text above.\n")
    assert "more finding" not in rendered(many_findings(10, 10, 10))


def test_a_finding_over_several_lines_has_no_columns():
    ((_, properties, _),) = runner_reads(rendered(make_report(make_finding(Source("a.md", "an\nid"), "an\nid"))))
    assert (properties["line"], properties["endLine"]) == ("1", "2")
    assert "col" not in properties


def test_nothing_found_has_no_annotation():
    assert runner_reads(rendered(make_report())) == []


def test_the_summary_is_a_table():
    html = MarkdownIt("gfm-like", {"linkify": False}).render(github.render_summary(many_findings(1, 1, 1), View()))
    rows = re.findall(r"<tr>\n<td>(\w+)</td>", html)
    assert rows == ["error", "warning", "info"]
    assert "<h2>hrlint: 3 findings</h2>" in html


def test_the_summary_stays_below_what_github_takes():
    summary = github.render_summary(many_findings(6000, 0, 0), View())
    assert len(summary.encode()) < 1024 * 1024
    assert re.search(r"\n\d+ more findings are left out here\.\n", summary)


def check(folder, *arguments, **environment):
    (folder / "draft-doe-hello.md").write_text(DRAFT)
    command = ["check", str(folder / "draft-doe-hello.md"), *write_pack(folder / "pack"), *arguments]
    return CliRunner().invoke(cli, command, env=environment)


def test_the_summary_of_a_step_is_appended_to(tmp_path):
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    result = check(tmp_path, "-f", "github", GITHUB_STEP_SUMMARY=str(summary))
    assert result.exit_code == 1
    assert summary.read_text().startswith("before\n## hrlint: 1 finding\n\n| | Place | Finding | Check |\n|---|---|---|---|\n| warning |")


def test_other_formats_and_other_places_leave_no_summary(tmp_path):
    summary = tmp_path / "summary.md"
    check(tmp_path, "-f", "json", GITHUB_STEP_SUMMARY=str(summary))
    check(tmp_path, "-f", "github", GITHUB_STEP_SUMMARY="")
    assert not summary.exists()


def test_a_summary_that_cannot_be_written_changes_no_result(tmp_path):
    result = check(tmp_path, "-f", "github", GITHUB_STEP_SUMMARY=str(tmp_path / "none" / "summary.md"))
    assert result.exit_code == 1
    assert "the summary cannot be written" in result.stderr


@pytest.mark.parametrize(
    "name", ["::error::x.md", " ::stop-commands::x.md", "a\n::error::x.md", "a\r::error::x.md", "##[error]x.md", "%0A::error::x.md", "none-::x.md"]
)
@pytest.mark.parametrize("exists", [True, False])
def test_names_of_files_are_no_commands_on_standard_error(tmp_path, monkeypatch, name, exists):
    monkeypatch.chdir(tmp_path)
    if exists:
        Path(name).write_bytes(b"<rfc><front>\0")
    result = CliRunner().invoke(cli, ["check", "-f", "github", "--isolated", "--", name], env={"GITHUB_ACTIONS": "true"})
    assert result.stderr
    assert [runner_reads(line) for line in re.split(r"[\r\n]", result.stderr)] == [[] for _ in re.split(r"[\r\n]", result.stderr)]
    if not exists:
        assert "no such file or folder" in result.stderr
        unchanged = CliRunner().invoke(cli, ["check", "--isolated", "--", name], env={"GITHUB_ACTIONS": ""})
        assert result.stderr.replace(": :", "::").replace("## [", "##[") == unchanged.stderr


def test_wrong_usage_and_broken_programs_write_no_commands(monkeypatch, capsys):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setattr(sys, "argv", ["hrlint", "check", "--config", "##[error]x\n::error::y", "x.md"])
    assert main() == 2
    usage = capsys.readouterr().err
    monkeypatch.setattr(cli, "main", lambda **_: (_ for _ in ()).throw(ValueError("x\n::error::y\r::error::z")))
    assert main() == 2
    broken = capsys.readouterr().err
    assert "internal error: ValueError" in broken
    for output in (usage, broken):
        assert [command for line in re.split(r"[\r\n]", output) for command in runner_reads(line)] == []
