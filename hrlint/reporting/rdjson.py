"""Findings for reviewdog: a DiagnosticResult of its format, whose columns count bytes of UTF-8 and whose ends are exclusive."""

from __future__ import annotations

from collections.abc import Mapping

from hrlint.checking.finding import Finding, Report
from hrlint.reading.source import Location, Position
from hrlint.reporting.jsontext import json_lines
from hrlint.reporting.notes import notes
from hrlint.reporting.terminal import safe
from hrlint.reporting.view import View

_HOME = "https://hrlint.github.io/hrlint/"
_NOTES = ("suspected", "see", "also at", "answer in", "ask")


def render(report: Report, view: View) -> str:
    """The findings that count."""
    return json_lines(
        {
            "source": {"name": "hrlint", "url": _HOME},
            "diagnostics": [_diagnostic(finding, view) for finding in report.open_findings],
        }
    )


def _diagnostic(finding: Finding, view: View) -> Mapping[str, object]:
    return {
        "message": _message(finding, view),
        "location": {"path": finding.location.source.path, "range": _range(finding.location)},
        "severity": finding.severity.value.upper(),
        "code": {"value": finding.check.id, "url": finding.check.url},
    }


def _message(finding: Finding, view: View) -> str:
    """What reviewdog shows is all that its reader sees: the places and the advice must be in it."""
    lines = [safe(finding.message)]
    lines += [f"{label.capitalize()}: {text}" for label, text in notes(finding, view) if label in _NOTES]
    return "\n".join(lines)


def _range(location: Location) -> Mapping[str, object]:
    return {"start": _position(location, location.start), "end": _position(location, location.end)}


def _position(location: Location, position: Position) -> Mapping[str, object]:
    before = location.source.line(position.line)[: position.column - 1]
    return {"line": position.line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
