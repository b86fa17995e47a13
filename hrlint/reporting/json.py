"""A report as JSON for other programs: schema 1, the same bytes for the same report.

Each document, finding and verdict has a line of its own, so that two reports can be compared line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hrlint import __version__
from hrlint.checking.finding import Finding, Report, Verdict, VerdictState
from hrlint.reading.source import Location
from hrlint.reporting.jsontext import json_lines
from hrlint.reporting.view import View

SCHEMA = 1
_REPORTED = (VerdictState.ADDRESSED, VerdictState.UNADDRESSED)


def render(report: Report, view: View) -> str:
    """One JSON document, also where nothing was found."""
    return json_lines(
        {
            "schema": SCHEMA,
            "tool": {"name": "hrlint", "version": __version__},
            "documents": _documents(report),
            "findings": [_finding(finding) for finding in report.findings],
            "verdicts": [_verdict(verdict) for verdict in report.verdicts if verdict.state in _REPORTED],
            "diagnostics": [{"path": item.path, "line": item.line or 1, "message": item.message} for item in report.diagnostics],
            "failures": [{"path": item.path, "line": item.line, "message": item.reason} for item in report.failures],
        }
    )


def _documents(report: Report) -> Iterable[Mapping[str, object]]:
    return [
        {
            "path": document.path,
            "format": document.format,
            "name": document.name or None,
            "title": document.title or None,
            "genre": document.genre,
            "maturity": document.maturity or None,
            "profile": document.profile,
        }
        for document in report.documents
    ]


def _finding(finding: Finding) -> Mapping[str, object]:
    check, suppressed = finding.check, finding.suppressed
    return {
        "check": check.id,
        "severity": finding.severity.value,
        "precision": finding.precision,
        "suspected": finding.suspected,
        "message": finding.message,
        "advice": check.advice,
        "question": check.question,
        **_place(finding.location),
        "quote": finding.location.quote,
        "section": finding.section or None,
        "related": [{**_place(related.location), "message": related.message, "fingerprint": related.fingerprint} for related in finding.related],
        "insert_at": finding.insert_at and {"path": finding.insert_at.source.path, "line": finding.insert_at.start.line},
        "rights": list(check.rights),
        "basis": [{"doc": basis.doc, "section": basis.section} for basis in check.basis],
        "url": check.url,
        "fingerprint": finding.fingerprint,
        "suppressed": suppressed and {"kind": suppressed.kind, "reason": suppressed.reason, "expires": suppressed.expires},
    }


def _place(location: Location) -> Mapping[str, object]:
    start, end = location.start, location.end
    return {"path": location.source.path, "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}


def _verdict(verdict: Verdict) -> Mapping[str, object]:
    return {
        "check": verdict.check.id,
        "path": verdict.path,
        "state": verdict.state.value,
        "evidence": [_evidence(location, verdict.path) for location in verdict.evidence],
    }


def _evidence(location: Location, path: str) -> Mapping[str, object]:
    evidence: dict[str, object] = {"line": location.start.line, "quote": location.quote}
    if location.source.path != path:  # the answer stands in an included file
        evidence["path"] = location.source.path
    return evidence
