"""Findings for people, in the manner of rustc and ruff: the words underlined in their line, then what to do, why, and how to accept."""

from __future__ import annotations

from collections.abc import Iterator

from hrlint.checking.finding import Finding, Report
from hrlint.reporting.notes import notes
from hrlint.reporting.snippet import Snippet, snippet_of
from hrlint.reporting.summary import COLORS, summary_lines
from hrlint.reporting.terminal import hang, link, safe, style, width_of, wrap
from hrlint.reporting.view import View

_NARROW = 40
"""Columns that a message needs to be read; with less room under the words it moves to the left."""


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
    for label, text in notes(finding, view):
        plain, styled = _labels(margin, label, view)
        first, *rest = hang(plain, text, view.width)
        yield styled + first[len(plain) :]
        yield from rest
    if teaches:  # on one line, to be copied
        yield f"{_labels(margin, 'accept', view)[1]}<!-- hrlint: accept {safe(finding.check.id)} because ... -->"


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
