from __future__ import annotations

import json
from pathlib import Path

import pytest
from hostile import PATH, hostile_report, many_findings
from jsonschema import validators
from sample_report import make_finding, make_report, sample_report

from hrlint.reading.source import Source
from hrlint.reporting import rdjson
from hrlint.reporting.view import View

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "rdformat.json").read_text(encoding="utf-8"))


def rendered(report):
    document = json.loads(rdjson.render(report, View()))
    assert [error.message for error in validators.validator_for(SCHEMA)(SCHEMA).iter_errors(document)] == []
    return document


def test_a_diagnostic_says_all_that_a_reader_needs():
    document = rendered(sample_report())
    assert document["source"]["name"] == "hrlint"
    (diagnostic,) = document["diagnostics"]
    assert diagnostic["location"] == {"path": "draft.md", "range": {"start": {"line": 3, "column": 27}, "end": {"line": 3, "column": 44}}}
    assert diagnostic["code"]["value"] == "privacy/persistent-identifier"
    lines = diagnostic["message"].splitlines()
    assert lines[0] == "the text does not say for how long it lives"
    assert "Also at: line 5" in lines
    assert "Answer in: line 6" in lines


def test_columns_count_bytes_of_utf_8():
    """As in the example of the format: in `a𐐀b` the column of b is 6."""
    for text, words, start, end in (("a𐐀b", "b", 6, 7), ("x\né𐐀 id\n", "𐐀 id", 3, 10), ("id", "id", 1, 3)):
        (diagnostic,) = rendered(make_report(make_finding(Source("a.md", text), words)))["diagnostics"]
        place = diagnostic["location"]["range"]
        assert (place["start"]["column"], place["end"]["column"]) == (start, end)
        line = text.encode().split(b"\n")[place["start"]["line"] - 1]
        assert line[start - 1 : end - 1].decode() == words


@pytest.mark.parametrize("report", [make_report(), make_report(documents=())])
def test_nothing_found_is_a_whole_document(report):
    assert rendered(report)["diagnostics"] == []


def test_severities_and_hostile_text():
    assert [item["severity"] for item in rendered(many_findings(1, 1, 1))["diagnostics"]] == ["INFO", "WARNING", "ERROR"]
    diagnostics = rendered(hostile_report())["diagnostics"]
    assert [item["location"]["path"] for item in diagnostics] == [PATH, PATH]
    assert all(line.isprintable() for item in diagnostics for line in item["message"].split("\n"))
