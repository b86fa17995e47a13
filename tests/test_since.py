"""`--since`: only what a change brings, in real repositories of git."""

import json
import shutil
import subprocess

import pytest
from click.testing import CliRunner
from sample_catalogue import check_yaml, write_checks

from hrlint.commands.main import cli

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

VOCABULARY = """
trial-logs: {definition: To log., phrases: [log+]}
trial-identifier: {definition: An identifier., phrases: [identifier]}
trial-linking: {definition: To recognise people., phrases: [recognise]}
"""
DRAFT = """# The Hello Protocol

## Requests

The client sends a greeting.

## Answers

The server logs every greeting.

## Privacy Considerations

People learn nothing of each other.
"""


def git(folder, *arguments):
    identity = ("-c", "user.name=Doe", "-c", "user.email=doe@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(folder, message="A change"):
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)


@pytest.fixture
def repository(tmp_path_factory, tmp_path, monkeypatch):
    """A repository with one draft, committed on `main`; the checks lie outside."""
    own = tmp_path_factory.mktemp("own")
    write_checks(
        own,
        {
            "vocabulary/words.yaml": VOCABULARY,
            "trial/logged.yaml": check_yaml("{concept: trial-logs}"),
            "trial/identifier.yaml": check_yaml("{concept: trial-identifier}", "{concept: trial-linking, within: document}"),
            "trial/silent.yaml": check_yaml("{all: [{section: privacy, state: present}, {concept: trial-identifier}]}", "{concept: trial-linking}"),
        },
    )
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / ".hrlint.toml").write_text(f'checks = ["{own.as_posix()}"]\nselect = ["trial"]\n')
    (tmp_path / "draft.md").write_text(DRAFT)
    commit(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments, status=None):
    result = CliRunner().invoke(cli, list(map(str, arguments)))
    assert status is None or result.exit_code == status, result.output
    return result


def new(*arguments, since="main", status=None):
    result = run("check", "-f", "json", "--since", since, *arguments, status=status)
    return [(item["path"], item["check"], item["line"]) for item in json.loads(result.stdout)["findings"] if item["suppressed"] is None]


def test_nothing_is_new_where_nothing_changed(repository):
    assert run("check").exit_code == 1
    result = run("check", "--since", "HEAD", status=0)
    assert "note: 1 document left out: unchanged" in result.stderr


def test_a_new_identifier_is_told_with_the_section_that_is_silent(repository):
    git(repository, "checkout", "-q", "-b", "change")
    (repository / "draft.md").write_text(DRAFT.replace("sends a greeting.", "sends a greeting and its identifier."))
    commit(repository)
    assert new(status=1) == [("draft.md", "trial/identifier", 5), ("draft.md", "trial/silent", 11)]


def test_a_second_identifier_is_new_though_the_first_is_not(repository):
    (repository / "draft.md").write_text(DRAFT.replace("every greeting", "every identifier"))
    commit(repository)
    (repository / "draft.md").write_text(DRAFT.replace("every greeting", "every identifier").replace("sends a greeting", "sends an identifier"))
    found = json.loads(run("check", "-f", "json", "--since", "HEAD", "--select", "trial/identifier", status=1).stdout)["findings"]
    assert [(item["line"], [(other["line"], other["message"]) for other in item["related"]]) for item in found] == [(5, [(9, "also here, not new")])]


def test_text_that_moved_is_not_new(repository):
    (repository / "draft.md").write_text(DRAFT.replace("# The Hello Protocol\n", "# The Hello Protocol\n\nAn overview.\n\n## Overview\n\nMore.\n"))
    assert new(status=0) == []


def test_renamed_files_are_followed(repository):
    git(repository, "mv", "draft.md", "draft-02.md")
    (repository / "draft-02.md").write_text(DRAFT.replace("a greeting", "a greeting and logs it"))
    commit(repository)
    assert new(since="HEAD~1", status=1) == [("draft-02.md", "trial/logged", 5)]


def test_a_new_file_is_wholly_new(repository):
    (repository / "other.md").write_text(DRAFT)
    assert new(since="HEAD", status=1) == [("other.md", "trial/logged", 9)]


def test_a_branch_that_went_on_does_not_matter(repository):
    git(repository, "checkout", "-q", "-b", "change")
    (repository / "other.md").write_text("# Other\n\n## Design\n\nA server waits.\n")
    commit(repository)
    git(repository, "checkout", "-q", "main")
    (repository / "draft.md").write_text(DRAFT.replace("logs every", "drops every"))
    commit(repository)
    git(repository, "checkout", "-q", "change")
    assert new(status=0) == []


def test_includes_are_those_of_the_revision(repository):
    whole = "---\ntitle: Hello\ndocname: draft-doe-hello-03\n\n--- abstract\n\nHello.\n\n--- middle\n\n# One\n\n{::include part.md}\n"
    (repository / "whole.md").write_text(whole)
    (repository / "part.md").write_text("The server logs one.\n")
    commit(repository)
    assert new("whole.md", since="HEAD", status=0) == []
    (repository / "part.md").write_text("The server logs one.\n\nThe server logs two.\n")
    assert new("whole.md", since="HEAD", status=1) == [("part.md", "trial/logged", 3)]


def test_an_acceptance_that_is_taken_away_brings_its_finding(repository):
    directive = "## Answers\n\n<!-- hrlint: accept trial/logged because it is a test -->\n"
    (repository / "draft.md").write_text(DRAFT.replace("## Answers\n", directive))
    commit(repository)
    (repository / "draft.md").write_text(DRAFT)
    assert new(since="HEAD", status=1) == [("draft.md", "trial/logged", 9)]


def test_an_answer_that_is_taken_away_brings_its_finding(repository):
    answered = DRAFT.replace("a greeting", "an identifier").replace("People learn nothing of each other.", "An identifier lets servers recognise people.")
    (repository / "draft.md").write_text(answered)
    commit(repository)
    (repository / "draft.md").write_text(answered.replace("An identifier lets servers recognise people.", "People learn nothing of each other."))
    assert ("draft.md", "trial/identifier", 5) in new(since="HEAD", status=1)


def test_a_deleted_include_counts_as_a_change(repository):
    (repository / "note.md").write_text("# A note\n")
    commit(repository)
    (repository / "note.md").unlink()
    assert "unchanged" not in run("check", "--since", "HEAD", status=0).stderr


def test_from_a_folder_below_and_through_standard_input(repository, monkeypatch):
    (repository / "below").mkdir()
    monkeypatch.chdir(repository / "below")
    assert new("../draft.md", since="HEAD", status=0) == []
    text = DRAFT.replace("a greeting", "a greeting and logs it")
    result = CliRunner().invoke(cli, ["check", "-f", "concise", "--since", "HEAD", "-", "--stdin-filename", "../draft.md"], input=text)
    assert result.stdout.startswith("../draft.md:5:")


def test_baseline_and_since_add_up(repository):
    run("baseline", "write", "base.json", status=0)
    (repository / "draft.md").write_text(DRAFT.replace("a greeting", "a greeting and logs it"))
    assert new("--baseline", "base.json", since="HEAD", status=1) == [("draft.md", "trial/logged", 5)]


@pytest.mark.parametrize("revision", ["nowhere", "--output=/tmp/x", ""])
def test_a_revision_that_is_not_there(repository, revision):
    result = run("check", "--since", revision, status=2)
    assert "there is no revision" in str(result.exception) + result.output


def test_outside_of_a_repository(repository, tmp_path_factory, monkeypatch):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "draft.md").write_text(DRAFT)
    monkeypatch.chdir(elsewhere)
    result = run("check", "--since", "HEAD", "draft.md", status=2)
    assert "in no git repository" in str(result.exception) + result.output


def test_nothing_that_the_repository_configures_is_run(repository):
    trap = repository / "trap.sh"
    trap.write_text("#!/bin/sh\ntouch caught\n")
    trap.chmod(0o755)
    git(repository, "config", "core.fsmonitor", "./trap.sh")
    git(repository, "config", "diff.external", "./trap.sh")
    (repository / "draft.md").write_text(DRAFT + "\nMore.\n")
    run("check", "--since", "HEAD", status=0)
    assert not (repository / "caught").exists()
