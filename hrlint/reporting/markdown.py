"""A report as Markdown: for comments on pull requests, and for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hrlint.checking.finding import Finding, Report
from hrlint.reporting.markdowntext import cell, code, escaped
from hrlint.reporting.notes import notes
from hrlint.reporting.order import worst_first
from hrlint.reporting.summary import counted, summary_lines
from hrlint.reporting.view import View

_LONGEST = 60_000
"""Characters: GitHub refuses comments beyond 65,536."""
_LONGEST_QUOTE = 300
_SHOWN = {"suspected": "Suspected", "see": "See", "also at": "Also at", "answer in": "Answer in", "ask": "Ask", "why": "Why"}


def render(report: Report, view: View) -> str:
    """A heading with the numbers, then each finding as an item with its words, the worst first; no longer than a comment may be."""
    return _page(report, view, (_item(finding, view) for finding in worst_first(report.open_findings)), "")


def render_table(report: Report, view: View, longest: int) -> str:
    """The same with a line of a table for each finding, no longer than `longest` characters."""
    heading = "| | Place | Finding | Check |\n|---|---|---|---|\n"
    return _page(report, view, (_row(finding) for finding in worst_first(report.open_findings)), heading, longest)


def _page(report: Report, view: View, parts: Iterable[str], heading: str, longest: int = _LONGEST) -> str:
    found = len(report.open_findings)
    opening = [f"## hrlint: {counted(found, 'finding') if found else 'no findings'}\n\n"]
    closing = [*_failures(report), *_accepted(report)]
    if not view.quiet:
        closing += ["", *map(escaped, summary_lines(report, View(width=10_000)))]
    end = "".join(f"{line}\n" for line in closing)
    if found:
        opening.append(heading)
    room = longest - len(end) - 200
    for number, part in enumerate(parts):
        room -= len(part)
        if room < 0:
            opening.append(f"\n{found - number} more findings are left out here.\n")
            break
        opening.append(part)
    return "".join(opening) + end.removeprefix("\n" if not found else "")


def _item(finding: Finding, view: View) -> str:
    start = finding.location.start
    lines = [f"- **{finding.severity.value}**: {escaped(finding.check.title)} ([{code(finding.check.id)}]({finding.check.url}))  "]
    section = f", section {escaped(finding.section)}" if finding.section else ""
    lines.append(f"  {code(f'{finding.location.source.path}:{start.line}')}{section}: {escaped(finding.message)}")
    words = " ".join(finding.location.quote.split())
    if words:
        lines += ["", f"  > {code(words if len(words) <= _LONGEST_QUOTE else words[:_LONGEST_QUOTE] + '…')}"]
    told = [(label, text) for label, text in notes(finding, view) if label in _SHOWN]
    if told:
        lines.append("")
    lines += [f"  *{_SHOWN[label]}*: {escaped(text)}  " for label, text in told]
    return "".join(f"{line}\n" for line in lines) + "\n"


def _row(finding: Finding) -> str:
    place = f"{finding.location.source.path}:{finding.location.start.line}"
    cells = [
        finding.severity.value,
        code(place),
        f"{escaped(finding.check.title)}: {escaped(finding.message)}",
        f"[{code(finding.check.id)}]({finding.check.url})",
    ]
    return f"| {' | '.join(map(cell, cells))} |\n"


def _failures(report: Report) -> Iterator[str]:
    if report.failures:
        yield from ("", "**Not linted:**", "")
    for failure in report.failures:
        place = failure.path if failure.line is None else f"{failure.path}:{failure.line}"
        yield f"- {code(place)}: {escaped(failure.reason)}"


def _accepted(report: Report) -> Iterator[str]:
    accepted = [(finding, finding.suppressed) for finding in report.findings if finding.suppressed is not None]
    if not accepted:
        return
    yield from ("", f"<details><summary>{len(accepted)} accepted</summary>", "")
    for finding, suppression in accepted[:50]:
        until = f" (until {escaped(suppression.expires)})" if suppression.expires else ""
        place = f"{finding.location.source.path}:{finding.location.start.line}"
        yield f"- {code(finding.check.id)} {code(place)}: {escaped(suppression.reason or suppression.kind)}{until}"
    if len(accepted) > 50:
        yield f"- {len(accepted) - 50} more"
    yield from ("", "</details>")
