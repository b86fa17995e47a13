"""Findings as a code quality report of GitLab, which shows them in merge requests."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from hrlint.checking.check import Severity
from hrlint.checking.finding import Finding, Report
from hrlint.reporting.jsontext import json_list
from hrlint.reporting.notes import notes
from hrlint.reporting.terminal import safe
from hrlint.reporting.view import View

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, view: View) -> str:
    """The findings that count. GitLab wants paths from the top of the repository: hrlint has to run there."""
    return json_list([_issue(finding, view) for finding in report.open_findings])


def _issue(finding: Finding, view: View) -> Mapping[str, object]:
    location = finding.location
    advice = "\n\n".join(f"**{label.capitalize()}**: {text}" for label, text in notes(finding, view))
    return {
        "type": "issue",
        "check_name": finding.check.id,
        "description": safe(f"{finding.check.title}: {finding.message}"),
        "content": {"body": advice},
        "categories": ["Security"],
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": _fingerprint(finding),
        "location": {"path": location.source.path, "lines": {"begin": location.start.line, "end": location.end.line}},
    }


def _fingerprint(finding: Finding) -> str:
    """Two documents can say the same; for GitLab equal fingerprints are one finding, so the path belongs to them."""
    return hashlib.sha256(f"{finding.location.source.path}\x00{finding.fingerprint}".encode("utf-8", "surrogatepass")).hexdigest()
