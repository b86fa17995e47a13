"""Findings for people, in the manner of rustc and ruff: the words underlined in their line, then what to do, why, and how to accept."""

from __future__ import annotations

from collections.abc import Iterator

from hrlint.checking.check import Placement
from hrlint.checking.finding import Finding, Related, Report
from hrlint.reporting.basis import basis_text
from hrlint.reporting.snippet import Snippet, snippet_of
from hrlint.reporting.summary import COLORS, summary_lines
from hrlint.reporting.terminal import hang, link, safe, style, width_of, wrap
from hrlint.reporting.view import View

_NARROW = 40
"""Columns that a message needs to be read; with less room under the words it moves to the left."""
_PLACES = 8
_ALSO = ("", "also here")


def render(report: Report, view: View) -> str:
    """The findings, worst reading order kept (path, place), and a summary."""
    shown = report.findings if view.verbose else report.open_findings
    teaching = _teaching(report, view)
    lines: list[str] = []
    for finding in shown:
        lines += [*_finding(finding, view, teaches=finding is teaching), ""]
    if not view.quiet:
        lines += summary_lines(report, view)
    return "".join(f"{line}\n" for line in lines)


def _teaching(report: Report, view: View) -> Finding | None:
    """The finding that says how to accept one: the last, next to the prompt. Plain text has no comments to accept in."""
    if view.quiet:
        return None
    plain = {document.path for document in report.documents if document.format == "text"}
    return next((finding for finding in reversed(report.open_findings) if finding.location.source.path not in plain), None)


def _finding(finding: Finding, view: View, *, teaches: bool) -> Iterator[str]:
    start = finding.location.start
    place = f"{safe(finding.location.source.path)}:{start.line}:{start.column}"
    severity = style(finding.severity.value, view, fg=COLORS[finding.severity], bold=True)
    name = link(safe(finding.check.id), finding.check.url, view)
    yield f"{style(place, view, bold=True)}: {severity}: {safe(finding.check.title)} [{name}]"
    margin = len(str(start.line))
    snippet = snippet_of(finding.location, view, max(20, view.width - margin - 3))
    margin = max(margin, len(str(snippet.line)))
    bar = style("|", view, fg="blue", bold=True)
    yield f"{' ' * margin} {bar}"
    yield f"{style(f'{snippet.line:{margin}}', view, fg='blue', bold=True)} {bar} {snippet.text}".rstrip()
    if snippet.carets:
        for line in _underline(finding, snippet, view, view.width - margin - 3):
            yield f"{' ' * margin} {bar} {line}"
    for label, text in _notes(finding, view):
        plain, styled = _labels(margin, label, view)
        first, *rest = hang(plain, text, view.width)
        yield styled + first[len(plain) :]
        yield from rest
    if teaches:  # on one line, to be copied
        yield f"{_labels(margin, 'accept', view)[1]}<!-- hrlint: accept {safe(finding.check.id)} -- why it is right here -->"


def _labels(margin: int, label: str, view: View) -> tuple[str, str]:
    """The label of a note, plain and as it is shown."""
    return f"{' ' * margin} = {label}: ", f"{' ' * margin} {style('=', view, fg='blue', bold=True)} {style(f'{label}:', view, bold=True)} "


def _underline(finding: Finding, snippet: Snippet, view: View, width: int) -> Iterator[str]:
    """The carets, and the message beside them if it fits, else below."""
    color = COLORS[finding.severity]
    room = max(0, width - snippet.column - snippet.carets)
    carets = "^" * snippet.carets + ("..."[:room] if snippet.continues else "")
    message = safe(finding.message)
    lead = " " * snippet.column
    if snippet.column + len(carets) + 1 + width_of(message) <= width:
        yield f"{lead}{style(f'{carets} {message}', view, fg=color, bold=True)}"
        return
    yield f"{lead}{style(carets, view, fg=color, bold=True)}"
    indent = max(0, min(snippet.column, width - max(_NARROW, width_of(message) // 2)))
    for line in wrap(message, max(20, width - indent)):
        yield f"{' ' * indent}{style(line, view, fg=color, bold=True)}"


def _notes(finding: Finding, view: View) -> Iterator[tuple[str, str]]:
    check = finding.check
    path = finding.location.source.path
    if not finding.location.quote.strip():
        yield "note", safe(finding.message)
    also = [related for related in finding.related if related.message in _ALSO]
    if also:
        yield "also at", _places(also, path)
    for related in finding.related:
        if related.message not in _ALSO:
            yield "see", f"{_places([related], path)}: {safe(related.message)}"
    if finding.insert_at is not None and check.placement is Placement.DOCUMENT:  # what is wrong where it stands is put right there
        yield "answer in", _places([Related(finding.insert_at, "")], path)
    if check.advice:
        yield "ask", safe(check.advice)
    if view.verbose and check.rationale:
        yield "because", safe(check.rationale)
    if check.basis or check.rights:
        rights = f"(rights: {', '.join(check.rights)})" if check.rights else ""
        yield "why", safe(f"{basis_text(check.basis)} {rights}")
    if view.verbose:
        yield "page", safe(check.url)
    if finding.suppressed is not None:
        until = f" (until {finding.suppressed.expires})" if finding.suppressed.expires else ""
        yield "accepted", safe(f"{finding.suppressed.reason or finding.suppressed.kind}{until}")


def _places(places: list[Related], path: str) -> str:
    """`lines 214, 301`; places in another file with its path."""
    here = sorted({place.location.start.line for place in places if place.location.source.path == path})
    there = sorted({(place.location.source.path, place.location.start.line) for place in places if place.location.source.path != path})
    parts = [str(line) for line in here[:_PLACES]]
    parts += [f"{safe(other)}:{line}" for other, line in there[: _PLACES - len(parts)]]
    more = len(here) + len(there) - len(parts)
    label = "" if not here else "line " if len(here) == 1 else "lines "
    return f"{label}{', '.join(parts)}{f' and {more} more' if more else ''}"
