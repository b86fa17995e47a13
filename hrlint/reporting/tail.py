"""The last lines of a run, for a program that shows no more than these of standard error: the template for Internet-Drafts keeps 16."""

from __future__ import annotations

from collections.abc import Iterator

from hrlint.checking.finding import Report
from hrlint.reporting.order import worst_first
from hrlint.reporting.summary import summary_lines
from hrlint.reporting.terminal import safe
from hrlint.reporting.view import View

MOST_LINES = 16
_LONGEST = 200


def tail_lines(report: Report, most: int = MOST_LINES) -> list[str]:
    """At most `most` plain lines: what failed, the findings from the worst on, how many more there are, and last the numbers."""
    told = list(_told(report))
    last = summary_lines(report, View())[0]
    if len(told) < most:
        return [*told, last]
    shown = told[: most - 2]
    return [*shown, f"... and {len(told) - len(shown)} more", last]


def _told(report: Report) -> Iterator[str]:
    for failure in report.failures:
        yield _cut(f"{safe(failure.path)}:{failure.line or 1}: error: {safe(failure.reason)}")
    for finding in worst_first(report.open_findings):
        place = f"{safe(finding.location.source.path)}:{finding.location.start.line}"
        yield _cut(f"{place}: {finding.severity.value}: {safe(finding.message)}", f" [{safe(finding.check.id)}]")


def _cut(text: str, end: str = "") -> str:
    return f"{text if len(text) + len(end) <= _LONGEST else text[: _LONGEST - len(end) - 3] + '...'}{end}"
