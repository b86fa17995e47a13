"""A report as SARIF 2.1.0, for code scanning and viewers.

Paths start at the root of the repository, as URIs relative to `%SRCROOT%`. Columns count code points. Fingerprints have a key of their own:
the key that GitHub computes itself, `primaryLocationLineHash`, depends on the line and gets a warning when it is already there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import quote

from hrlint import __version__
from hrlint.checking.check import Check, Severity
from hrlint.checking.finding import Finding, Report, Suppression
from hrlint.reading.source import Location
from hrlint.reporting.basis import basis_text
from hrlint.reporting.jsontext import json_lines
from hrlint.reporting.pages.checkpage import check_page
from hrlint.reporting.view import View

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "hrlint/v1"
_ROOT = "%SRCROOT%"
_HOME = "https://hrlint.github.io/hrlint/"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_PRECISIONS = ((0.95, "very-high"), (0.8, "high"), (0.6, "medium"), (0.0, "low"))
_MOST_TAGS = 20


def render(report: Report, view: View) -> str:
    """One run. Accepted findings are in it, with their suppressions."""
    rules = {finding.check.id: finding.check for finding in sorted(report.findings, key=lambda finding: finding.check.id)}
    numbers = {name: number for number, name in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "hrlint",
                "informationUri": _HOME,
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(check) for check in rules.values()],
            }
        },
        "invocations": [_invocation(report, view)],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "artifacts": [{"location": _artifact(document.path, view), "roles": ["analysisTarget"]} for document in report.documents],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, numbers[finding.check.id], view) for finding in report.findings],
    }
    return json_lines({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(check: Check) -> Mapping[str, object]:
    parts = [check.question, check.rationale.strip(), check.advice, basis_text(check.basis)]
    properties: dict[str, object] = {"tags": _tags(check), "problem.severity": _PROBLEMS[check.severity]}
    if check.precision is not None:
        properties["precision"] = next(name for least, name in _PRECISIONS if check.precision >= least)
    return {
        "id": check.id,
        "name": "".join(part.capitalize() for part in check.name.split("-")),
        "shortDescription": {"text": _plain(check.title)},
        "fullDescription": {"text": _plain(check.question)},
        "help": {"text": "\n\n".join(part for part in parts if part), "markdown": check_page(check)},
        "helpUri": check.url,
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": properties,
    }


def _tags(check: Check) -> list[str]:
    """The area, the rights and the documents that the check rests on."""
    documents = (basis.doc.lower().replace(" ", "") for basis in check.basis)
    return list(dict.fromkeys([check.area, *check.rights, *documents]))[:_MOST_TAGS]


def _result(finding: Finding, index: int, view: View) -> Mapping[str, object]:
    location: dict[str, object] = {"physicalLocation": _place(finding.location, view)}
    if finding.section:
        location["logicalLocations"] = [{"name": finding.section, "kind": "module"}]
    return {
        "ruleId": finding.check.id,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _plain(_message(finding))},
        "locations": [location],
        "relatedLocations": _related(finding, view),
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "suppressions": [_suppression(finding.suppressed)] if finding.suppressed is not None else [],
        **({"properties": {"suspected": True}} if finding.suspected else {}),
    }


def _message(finding: Finding) -> str:
    return f"{finding.message.rstrip('.')}. {finding.check.advice}".rstrip()


def _related(finding: Finding, view: View) -> list[Mapping[str, object]]:
    places = [(related.location, related.message or "also here") for related in finding.related]
    if finding.insert_at is not None:
        places.append((finding.insert_at, "an answer belongs here"))
    return [
        {"id": number, "physicalLocation": _place(location, view), "message": {"text": _plain(message)}} for number, (location, message) in enumerate(places, 1)
    ]


def _place(location: Location, view: View) -> Mapping[str, object]:
    start, end = location.start, location.end
    region: dict[str, object] = {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
    if location.quote:
        region["snippet"] = {"text": location.quote}
    return {"artifactLocation": _artifact(location.source.path, view), "region": region}


def _artifact(path: str, view: View) -> Mapping[str, object]:
    return {"uri": quote(os.fsencode(view.from_root(path)), safe="/!$&'()*+,;=@~"), "uriBaseId": _ROOT}


def _suppression(suppression: Suppression) -> Mapping[str, object]:
    until = f" (until {suppression.expires})" if suppression.expires else ""
    return {
        "kind": "inSource" if suppression.kind == "inline" else "external",
        "status": "accepted",
        "justification": f"{suppression.reason or suppression.kind}{until}",
    }


def _invocation(report: Report, view: View) -> Mapping[str, object]:
    """How the run went. Diagnostics are notes: something was got over; failures are errors: something was not linted."""
    failures = [_notification("error", failure.reason, failure.path, failure.line, view) for failure in report.failures]
    diagnostics = [_notification("note", diagnostic.message, diagnostic.path, diagnostic.line, view) for diagnostic in report.diagnostics]
    return {"executionSuccessful": not report.failures, "toolExecutionNotifications": [*failures, *diagnostics]}


def _notification(level: str, message: str, path: str, line: int | None, view: View) -> Mapping[str, object]:
    place: dict[str, object] = {"artifactLocation": _artifact(path, view)}
    if line:
        place["region"] = {"startLine": line}
    return {"level": level, "message": {"text": _plain(message)}, "locations": [{"physicalLocation": place}]}


def _plain(text: str) -> str:
    """A message of SARIF makes links of `[text](target)` wherever they come from: those of a document stay text."""
    return text.replace("](", "] (")
