"""What is only suspected is called so wherever a reviewer reads it, and nothing else is."""

from __future__ import annotations

import json
from types import ModuleType

import pytest
from jsonschema import Draft202012Validator
from sample_report import make_finding, make_report

from hrlint.checking.finding import Report
from hrlint.reading.source import Source
from hrlint.reporting import github, ietf_comments, junit, markdown, rdjson, sarif, text
from hrlint.reporting import json as json_report
from hrlint.reporting.jsonschema import report_schema
from hrlint.reporting.view import View


def report(*, suspected: bool) -> Report:
    return make_report(make_finding(Source("draft.md", "a word"), "word", suspected=suspected))


@pytest.mark.parametrize(
    ("reporter", "said"),
    [
        (text, "\n  = suspected: the words may mean something else, or the text may answer elsewhere\n"),
        (markdown, "\n  *Suspected*: the words may mean something else, or the text may answer elsewhere  \n"),
        (ietf_comments, "\n\nSuspected: the words may mean something else, or the text may answer elsewhere\n"),
        (github, "%0Asuspected: the words may mean something else, or the text may answer elsewhere%0A"),
        (rdjson, "\\nSuspected: the words may mean something else, or the text may answer elsewhere\\n"),
        (junit, "suspected: the words may mean something else, or the text may answer elsewhere\n"),
    ],
)
def test_people_are_told(reporter: ModuleType, said: str) -> None:
    assert said in reporter.render(report(suspected=True), View())
    assert "uspected" not in reporter.render(report(suspected=False), View())


@pytest.mark.parametrize("suspected", [True, False])
def test_programs_are_told(suspected: bool) -> None:
    told = json.loads(json_report.render(report(suspected=suspected), View()))
    Draft202012Validator(report_schema()).validate(told)
    assert told["findings"][0]["suspected"] is suspected
    (result,) = json.loads(sarif.render(report(suspected=suspected), View()))["runs"][0]["results"]
    assert result.get("properties", {}) == ({"suspected": True} if suspected else {})
