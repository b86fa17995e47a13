"""One line for each finding: `path:line:column: severity: message [area/name]`."""

from __future__ import annotations

from hrlint.checking.finding import Report
from hrlint.reporting.summary import COLORS
from hrlint.reporting.terminal import link, safe, style
from hrlint.reporting.view import View


def render(report: Report, view: View) -> str:
    """The findings that count, and nothing else: other tools read these lines."""
    lines = []
    for finding in report.open_findings:
        start = finding.location.start
        severity = style(finding.severity.value, view, fg=COLORS[finding.severity])
        name = link(safe(finding.check.id), finding.check.url, view)
        lines.append(f"{safe(finding.location.source.path)}:{start.line}:{start.column}: {severity}: {safe(finding.message)} [{name}]\n")
    return "".join(lines)
