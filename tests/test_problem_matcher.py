"""The problem matcher is tried on real output, with the regular expressions as they are in the file."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hostile import hostile_report, many_findings
from sample_report import make_finding, make_report, sample_report

from hrlint.checking.check import Severity
from hrlint.reading.source import Source
from hrlint.reporting import concise, text
from hrlint.reporting.view import View

MATCHERS = json.loads((Path(__file__).parents[1] / ".github" / "hrlint-matcher.json").read_text(encoding="utf-8"))["problemMatcher"]
COLORS = pytest.mark.parametrize("view", [View(), View(color=True)], ids=["plain", "colored"])


def matched(line):
    """What the runner would take from a line: the groups by name, with the severity of the matcher where it captures none."""
    for matcher in MATCHERS:
        (pattern,) = matcher["pattern"]
        found = re.search(pattern["regexp"], line)
        if found:
            groups = {name: found[number] for name, number in pattern.items() if isinstance(number, int)}
            return {"severity": matcher.get("severity"), **groups}
    return None


@COLORS
def test_a_finding_is_matched_with_all_its_parts(view):
    (line,) = concise.render(sample_report(), view).splitlines()
    assert matched(line) == {
        "severity": "warning",
        "file": "draft.md",
        "line": "3",
        "column": "27",
        "message": "the text does not say for how long it lives",
        "code": "privacy/persistent-identifier",
    }


@COLORS
def test_each_severity_is_one_that_github_knows(view):
    lines = concise.render(many_findings(1, 1, 1), view).splitlines()
    assert [matched(line)["severity"] for line in lines] == ["notice", "warning", "error"]


@COLORS
def test_hostile_paths_and_messages_do_not_confuse_it(view):
    lines = concise.render(hostile_report(), view).splitlines()
    assert [(matched(line)["severity"], matched(line)["line"]) for line in lines] == [("error", "3"), ("warning", "3")]
    source = Source("a: b:1:2: error: x.md", "\n\nid")
    (line,) = concise.render(make_report(make_finding(source, "id", severity=Severity.INFO, message="says: [a/b] 1:2: error: no")), view).splitlines()
    assert matched(line) is not None
    assert matched(line)["code"] == "privacy/persistent-identifier"


def test_the_readable_text_is_matched_at_most_once_for_each_finding():
    lines = text.render(replace(sample_report()), View()).splitlines()
    assert len([line for line in lines if matched(line)]) == 1
