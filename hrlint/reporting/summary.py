"""The last lines of a report for people, and the counts behind them."""

from __future__ import annotations

from collections import Counter

from hrlint.checking.baseline import BASELINE
from hrlint.checking.check import Severity
from hrlint.checking.finding import Report, VerdictState
from hrlint.reporting.terminal import hang, safe, style
from hrlint.reporting.view import View

COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_PLURALS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "info"}


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 finding`, `2 findings`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def summary_lines(report: Report, view: View) -> list[str]:
    """What was read, found, accepted, answered; and that this is no review."""
    found = report.open_findings
    known = sum(finding.suppressed is not None and finding.suppressed.kind == BASELINE for finding in report.findings)
    accepted = len(report.findings) - len(found) - known
    states = Counter(verdict.state for verdict in report.verdicts)
    text = f"{counted(len(report.documents), 'document')}: {_found(report)}"
    if accepted:
        text += f", {accepted} accepted"
    if known:
        text += f", {known} known before"
    if report.failures:
        text += f", {counted(len(report.failures), 'failure')}"
    text += f"; {counted(states[VerdictState.ADDRESSED], 'consideration')} raised and answered, {states[VerdictState.NOT_RAISED]} not raised."
    return [
        style(text, view, bold=True),
        *hang("", "No finding is not a review: `hrlint review` lists what was found and what is left to people.", view.width),
    ]


def _found(report: Report) -> str:
    found = report.open_findings
    if not found:
        return "no findings"
    by_severity = Counter(finding.severity for finding in found)
    parts = [counted(by_severity[severity], severity.value, _PLURALS[severity]) for severity in Severity if by_severity[severity]]
    return f"{counted(len(found), 'finding')} ({', '.join(parts)})"


def statistics_table(report: Report, view: View) -> str:
    """One line for each check with findings, the most frequent first: findings, documents, severity, check, title."""
    found = report.open_findings
    findings = Counter(finding.check.id for finding in found)
    documents = Counter(check for check, _ in {(finding.check.id, finding.location.source.path) for finding in found})
    checks = {finding.check.id: finding.check for finding in found}
    width = max((len(safe(name)) for name in findings), default=0)
    lines = []
    for name, number in sorted(findings.items(), key=lambda item: (-item[1], item[0])):
        check = checks[name]
        severity = style(f"{check.severity.value:7}", view, fg=COLORS[check.severity])
        lines.append(f"{number:6} in {documents[name]:5} {severity}  {safe(name):{width}}  {safe(check.title)}")
    return "".join(f"{line}\n" for line in lines)
