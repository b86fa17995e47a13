"""The readable report, and beside it annotations for GitHub Actions: workflow commands, which GitHub shows at the lines of a pull request.

GitHub shows ten annotations of each kind from a step, so no more are written, the worst first. The path and line are in their text as well: GitHub
hides them where the line is outside the changes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from hrlint.checking.check import Severity
from hrlint.checking.finding import Failure, Finding, Report
from hrlint.reporting import text
from hrlint.reporting.markdown import render_table
from hrlint.reporting.notes import notes
from hrlint.reporting.order import worst_first
from hrlint.reporting.summary import counted
from hrlint.reporting.terminal import INVISIBLE, safe, visible
from hrlint.reporting.view import View
from hrlint.reporting.workflowcommands import defused

MOST_ANNOTATIONS = 10
"""Of each kind from one step; GitHub drops further ones without a word."""
_LONGEST_SUMMARY = 1_000_000
"""GitHub refuses summaries of a step beyond 1 MiB."""
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_NOTES = ("suspected", "see", "also at", "answer in", "ask")
_HIDDEN = re.compile(f"(?![\r\n])[{INVISIBLE}]")


def render(report: Report, view: View) -> str:
    """The text for people, the annotations, and what has none."""
    annotations = list(_annotations(report))
    lines = [defused(text.render(report, view))]
    shown: Counter[str] = Counter()
    for command, properties, message in annotations:
        shown[command] += 1
        if shown[command] <= MOST_ANNOTATIONS:
            lines.append(_command(command, properties, message))
    more = sum(max(0, number - MOST_ANNOTATIONS) for number in shown.values())
    if more:
        lines.append(f"{counted(more, 'more finding')} without an annotation (GitHub shows {MOST_ANNOTATIONS} of each kind): see the text above.\n")
    return "".join(lines)


def render_summary(report: Report, view: View) -> str:
    """The findings as a table, for the summary of a step."""
    return render_table(report, view, _LONGEST_SUMMARY)


def _annotations(report: Report) -> Iterator[tuple[str, Mapping[str, object], str]]:
    for failure in report.failures:
        yield "error", _failed(failure), f"{_place(failure.path, failure.line or 1)}: {safe(failure.reason)}"
    for finding in worst_first(report.open_findings):
        yield _COMMANDS[finding.severity], _properties(finding), _message(finding)


def _failed(failure: Failure) -> Mapping[str, object]:
    return {"file": failure.path, "line": failure.line or 1, "title": "could not be linted"}


def _properties(finding: Finding) -> Mapping[str, object]:
    """The place is that of the words that raise the question, not of the missing answer: those are in the changes that somebody reads."""
    start, end = finding.location.start, finding.location.end
    place: dict[str, object] = {"file": finding.location.source.path, "line": start.line}
    if end.line == start.line:
        place |= {"col": start.column, "endLine": end.line, "endColumn": end.column}
    else:
        place |= {"endLine": end.line}  # columns are only understood within one line
    return {**place, "title": f"{finding.check.title} [{finding.check.id}]"}


def _message(finding: Finding) -> str:
    lines = [f"{_place(finding.location.source.path, finding.location.start.line)}: {safe(finding.message)}"]
    lines += [f"{label}: {told}" for label, told in notes(finding, View()) if label in _NOTES]
    return "\n".join(lines)


def _place(path: str, line: int) -> str:
    return f"{safe(path)}:{line}"


def _command(name: str, properties: Mapping[str, object], message: str) -> str:
    values = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {values}::{_data(message)}\n"


def _data(value: str) -> str:
    shown = _HIDDEN.sub(lambda match: visible(match.group()), value)
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
