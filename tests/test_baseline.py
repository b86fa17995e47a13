"""Baselines: what is known stays known after edits around it, what is new is reported where it stands."""

import json

import pytest
from click.testing import CliRunner
from sample_catalogue import check_yaml, write_checks

from hrlint.checking.baseline import Baseline, BaselineError, Entry, lasting_path, read_baseline, write_baseline
from hrlint.commands.main import cli

VOCABULARY = """
trial-logs: {definition: To log., phrases: [log+]}
trial-name: {definition: A name., phrases: [name]}
trial-deletion: {definition: To delete., phrases: [delet+]}
"""
DRAFT = """# The Hello Protocol

## Design

The server logs all requests.

## Security Considerations

The server learns all.
"""


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with a draft and two checks of its own: one that reports once a document, one that reports every place."""
    write_checks(
        tmp_path / "own",
        {
            "vocabulary/words.yaml": VOCABULARY,
            "trial/logged.yaml": check_yaml("{concept: trial-logs}", "{concept: trial-deletion}"),
            "trial/named.yaml": check_yaml("{concept: trial-name}", report="place"),
        },
    )
    (tmp_path / ".git").mkdir()
    (tmp_path / ".hrlint.toml").write_text('checks = ["own"]\nselect = ["trial"]\n')
    (tmp_path / "draft.md").write_text(DRAFT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments, status=None):
    result = CliRunner().invoke(cli, list(map(str, arguments)))
    assert status is None or result.exit_code == status, result.output
    return result


def check(*arguments, status=None):
    """The open findings: check, line, and the lines of related places with what is said of them."""
    result = run("check", "-f", "json", "--baseline", "base.json", *arguments, status=status)
    return [
        (item["check"], item["line"], [(related["line"], related["message"]) for related in item["related"]])
        for item in json.loads(result.stdout)["findings"]
        if item["suppressed"] is None
    ]


def test_what_was_there_is_known(repository):
    result = run("baseline", "write", "base.json", status=0)
    assert "base.json: note: 1 place in 1 document remembered" in result.stderr
    result = run("check", "-f", "json", "--baseline", "base.json", status=0)
    assert json.loads(result.stdout)["findings"][0]["suppressed"] == {"kind": "baseline", "reason": "in the baseline base.json", "expires": ""}


def test_edits_around_it_change_nothing(repository):
    run("baseline", "write", "base.json", status=0)
    text = DRAFT.replace("# The Hello Protocol\n", "# The Hello Protocol\n\nIt says hello.\n\n## History\n\nIt is old.\n")
    text = text.replace("The server logs", "A sentence before.\nThe *server*\nlogs").replace("requests.", "requests. A sentence after.")
    (repository / "draft.md").write_text(text)
    assert check(status=0) == []


def test_a_new_place_brings_the_finding_back_and_is_where_it_stands(repository):
    run("baseline", "write", "base.json", status=0)
    (repository / "draft.md").write_text(DRAFT.replace("learns all.", "learns all. A relay logs addresses."))
    assert check(status=1) == [("trial/logged", 9, [(5, "also here, not new")])]


def test_of_a_check_that_reports_every_place_only_the_new_one_counts(repository):
    (repository / "draft.md").write_text(DRAFT.replace("all requests", "the name"))
    run("baseline", "write", "base.json", status=0)
    (repository / "draft.md").write_text(DRAFT.replace("all requests", "the name").replace("learns all", "learns the name"))
    assert check(status=1) == [("trial/named", 9, [])]


def test_the_same_sentence_again_is_new(repository):
    run("baseline", "write", "base.json", status=0)
    (repository / "draft.md").write_text(DRAFT.replace("requests.", "requests.\n\nThe server logs all requests."))
    assert [line for _, line, _ in check(status=1)] == [7]


def test_the_same_sentence_in_another_document_is_new(repository):
    run("baseline", "write", "base.json", status=0)
    (repository / "other.md").write_text(DRAFT)
    assert len(check(status=1)) == 1


def test_more_places_than_outputs_list_are_known(repository):
    many = DRAFT.replace("all requests.", "all requests.\n" + "".join(f"\nThe server logs request {number}.\n" for number in range(40)))
    (repository / "draft.md").write_text(many)
    run("baseline", "write", "base.json", status=0)
    assert check(status=0) == []
    (repository / "draft.md").write_text(many.replace("learns all", "logs all"))
    assert [line for _, line, _ in check(status=1)] == [many.count("\n")]


def test_accepted_findings_are_not_remembered(repository):
    accepted = DRAFT.replace("## Design\n", "## Design\n\n<!-- hrlint: accept trial/logged because it is a test -->\n")
    (repository / "draft.md").write_text(accepted)
    run("baseline", "write", "base.json", status=0)
    (repository / "draft.md").write_text(DRAFT)
    assert len(check(status=1)) == 1


def test_writing_again_keeps_other_documents(repository):
    (repository / "other.md").write_text(DRAFT)
    run("baseline", "write", "base.json", status=0)
    (repository / "draft.md").write_text(DRAFT.replace("logs", "logs and logs"))
    run("baseline", "write", "base.json", "draft.md", status=0)
    assert {entry.path for entry in read_baseline((repository / "base.json").read_text()).entries} == {"draft.md", "other.md"}
    assert check(status=0) == []


def test_stale_entries_are_told_and_pruned(repository):
    (repository / "other.md").write_text(DRAFT)
    run("baseline", "write", "base.json", status=0)
    (repository / "draft.md").write_text(DRAFT.replace("logs", "drops"))
    (repository / "other.md").unlink()
    result = run("check", "--baseline", "base.json", status=0)
    assert "base.json: note: 1 entry is stale; `hrlint baseline prune base.json` takes them out" in result.stderr
    assert "2 stale entries taken out" in run("baseline", "prune", "base.json", status=0).stderr
    assert read_baseline((repository / "base.json").read_text()) == Baseline()


def test_what_was_not_asked_is_not_stale(repository):
    run("baseline", "write", "base.json", status=0)
    result = run("check", "--baseline", "base.json", "--select", "trial/named", status=0)
    assert "stale" not in result.stderr
    assert "0 stale entries" in run("baseline", "prune", "base.json", "--select", "trial/named", status=0).stderr


def test_paths_are_relative_to_the_baseline(repository, monkeypatch):
    run("baseline", "write", "base.json", status=0)
    (repository / "below").mkdir()
    monkeypatch.chdir(repository / "below")
    assert run("check", "../draft.md", "--baseline", "../base.json").exit_code == 0


def test_what_it_shows(repository):
    run("baseline", "write", "base.json", status=0)
    assert run("baseline", "show", "base.json", status=0).stdout == "draft.md\n  trial/logged  Design: logs\n\n1 place in 1 document\n"
    assert json.loads(run("baseline", "show", "base.json", "-f", "json").stdout)["schema"] == 1


def test_a_file_that_is_no_baseline(repository):
    (repository / "base.json").write_text("[]")
    assert "base.json: error: this is no baseline of hrlint" in run("check", "--baseline", "base.json", status=2).stderr
    assert run("check", "--baseline", "missing.json", status=2).exit_code == 2
    assert run("baseline", "show", "missing.json", status=2).exit_code == 2


def test_failures_are_never_remembered(repository):
    (repository / "broken.md").write_bytes(b"\x00\x01\x02" * 99)
    assert run("baseline", "write", "base.json", "draft.md", "broken.md").exit_code == 2
    assert run("check", "draft.md", "broken.md", "--baseline", "base.json").exit_code == 2


@pytest.mark.parametrize(
    ("path", "lasting"),
    [
        ("draft-doe-hello-03.md", "draft-doe-hello.md"),
        ("a/draft-doe-hello-latest.xml", "a/draft-doe-hello.xml"),
        ("draft-doe-hello-tmp1234.md", "draft-doe-hello.md"),
        ("draft-doe-hello-03-tmp1234.md", "draft-doe-hello.md"),
        ("draft-doe-hello.md", "draft-doe-hello.md"),
        ("eip-1559.md", "eip-1559.md"),
        ("chapter-03.md", "chapter-03.md"),
        ("rfc9999-tmp77.xml", "rfc9999.xml"),
    ],
)
def test_names_without_what_passes(path, lasting):
    assert lasting_path(path) == lasting


def test_the_file_reads_what_it_writes_one_line_for_each_entry():
    baseline = Baseline((Entry("a.md", "a/b", "1 Ä", 'a "quote"', "00"), Entry("b.md", "a/b", "", "", "01")))
    text = write_baseline(baseline)
    assert read_baseline(text) == baseline
    assert text.count("\n") == 7
    assert read_baseline(write_baseline(Baseline())) == Baseline()


@pytest.mark.parametrize("text", ["", "{}", '{"schema": 2, "entries": []}', '{"schema": 1, "entries": [{}]}', '{"schema": 1, "entries": [1]}', "[" * 100000])
def test_what_is_no_baseline(text):
    with pytest.raises(BaselineError):
        read_baseline(text)
