from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hostile import PATH, hostile_report, many_findings
from jsonschema import validators
from sample_report import make_finding, make_report, sample_report

from hrlint.checking.finding import Suppression
from hrlint.reading.source import Source
from hrlint.reporting import gitlab
from hrlint.reporting.view import View


def rendered(report):
    return json.loads(gitlab.render(report, View()))


@pytest.fixture(scope="module")
def schema():
    """What GitLab itself validates reports with."""
    folder = os.environ.get("HRLINT_SCHEMAS")
    path = Path(folder or ".") / "codeclimate.json"
    if not folder or not path.is_file():
        pytest.skip("HRLINT_SCHEMAS names no folder with GitLab's codeclimate.json (app/validators/json_schemas/ in gitlab-org/gitlab)")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("report", [sample_report(), hostile_report()], ids=["sample", "hostile"])
def test_each_issue_is_valid_against_the_schema_of_gitlab(report, schema):
    validator = validators.validator_for(schema)(schema)
    for issue in rendered(report):
        assert [error.message for error in validator.iter_errors(issue)] == []


def test_an_issue_has_what_gitlab_documents():
    (issue,) = rendered(sample_report())
    assert issue["description"] == "Identifier that stays the same: the text does not say for how long it lives"
    assert (issue["check_name"], issue["severity"]) == ("privacy/persistent-identifier", "minor")
    assert issue["location"] == {"path": "draft.md", "lines": {"begin": 3, "end": 3}}
    assert "**Ask**: Say how long it lives" in issue["content"]["body"]


def test_severities_are_those_of_gitlab():
    assert [issue["severity"] for issue in rendered(many_findings(1, 1, 1))] == ["info", "minor", "major"]


def test_fingerprints_tell_documents_apart_and_forget_lines():
    one, two, moved = (make_report(make_finding(Source(path, text), "id")) for path, text in (("a.md", "id"), ("b.md", "id"), ("a.md", "\n\nid")))
    assert rendered(one)[0]["fingerprint"] != rendered(two)[0]["fingerprint"]
    assert rendered(one)[0]["fingerprint"] == rendered(moved)[0]["fingerprint"]


def test_nothing_found_is_an_empty_list_and_accepted_findings_are_left_out():
    accepted = make_finding(Source("a.md", "id"), "id", suppressed=Suppression("inline", "per message"))
    assert rendered(make_report()) == rendered(make_report(accepted)) == []


def test_hostile_text_stays_text():
    issue = rendered(hostile_report())[0]
    assert issue["location"]["path"] == PATH
    assert issue["description"].isprintable()
