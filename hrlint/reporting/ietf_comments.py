"""Findings as IETF Comments Markdown, which the datatracker shows and `ietf-comments` turns into issues.

The format knows Discuss, Comment and Nit. A program that has counted words does not hold up a document: nothing becomes a Discuss.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hrlint.checking.check import Severity
from hrlint.checking.finding import Finding, LintedDocument, Report
from hrlint.reporting.markdowntext import quoted
from hrlint.reporting.notes import notes
from hrlint.reporting.order import worst_first
from hrlint.reporting.view import View

_SECTIONS = (("Comments", (Severity.ERROR, Severity.WARNING)), ("Nits", (Severity.INFO,)))
_NOTES = {"suspected": "Suspected", "see": "See", "also at": "Also at", "ask": "Suggestion", "why": "Basis"}
_NUMBER = re.compile(r"[A-Z0-9]+(\.[0-9]+)*\b")


def render(report: Report, view: View) -> str:
    """One review, which names the first document in its only heading of the first level; a review of several drafts wants several runs."""
    names = [_name(document) for document in report.documents]
    several = len(names) > 1
    lines = [f"# {quoted(view.reviewer)} comments for {' and '.join(map(quoted, names)) or 'no document'}", ""]
    found = worst_first(report.open_findings)
    if not found:
        lines += ["No comments.", ""]
    for heading, severities in _SECTIONS:
        chosen = [finding for finding in found if finding.severity in severities]
        if chosen:
            lines += [f"## {heading}", ""]
        for finding in chosen:
            lines += _issue(finding, view, several)
    return "".join(f"{line}\n" for line in lines).rstrip("\n") + "\n"


def _name(document: LintedDocument) -> str:
    """The name with its revision, as the format wants it; the file's where the document does not say."""
    return document.name or document.path.rpartition("/")[2].rpartition(".")[0] or document.path


def _issue(finding: Finding, view: View, several: bool) -> Iterator[str]:
    yield f"### {quoted(finding.check.title)}"
    yield ""
    place = f"{finding.location.source.path}, line {finding.location.start.line}" if several else f"line {finding.location.start.line}"
    yield quoted(f"{_section(finding.section)} ({place}):" if finding.section else f"{place[0].upper()}{place[1:]}:")
    yield ""
    words = " ".join(finding.location.quote.split())
    if words:
        yield f"> {quoted(words)}"
        yield ""
    yield quoted(finding.message)
    for label, text in notes(finding, view):
        if label in _NOTES:
            yield ""
            yield f"{_NOTES[label]}: {quoted(text)}"
    yield ""
    yield f"([{finding.check.id}]({finding.check.url}))"
    yield ""


def _section(section: str) -> str:
    """`Section 3.2 (Client Identifiers)`: the number is what readers of a text without lines go by."""
    number, _, title = section.partition(" ")
    if _NUMBER.fullmatch(number) and title:
        return f"Section {number}, {title}"
    return f"Section {section}"
