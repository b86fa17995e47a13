"""A report in which every text that comes from outside tries to be more than text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sample_report import make_check, make_finding, make_report

from hrlint.checking.check import Severity
from hrlint.checking.finding import Failure, Finding, Report, Suppression
from hrlint.reading.document import Diagnostic
from hrlint.reading.source import Source

PATH = "a b,c:d%0A=::error,`|<i>&\"'#[x](y)é👩.md"
WORDS = "]]>|`<script>``\x1b[31m%0D\x00\x85\u202e\ufffe\ud800 @someone #12 https://evil.example ##[error]x ::stop-commands::x"
TITLE = "Title, with: 100%\n::error::injected | <b>`x`</b> & \"quotes\" 'too' @someone ]("


def hostile_finding(**changes: Any) -> Finding:
    source = Source(PATH, f"# {WORDS}\n\n😀e\u0301 {WORDS}\n")
    values: dict[str, Any] = {
        "check": make_check(title=TITLE, advice=f"Do not.\n{WORDS}", rationale=WORDS),
        "message": f"\x07the words {WORDS}\r\nand more, 100%: done",
        "section": f"1 {WORDS}",
    }
    finding = make_finding(source, WORDS, **{**values, **changes})
    return replace(finding, location=replace(finding.location, span=type(finding.location.span)(len(WORDS) + 8, 2 * len(WORDS) + 8)))


def hostile_report() -> Report:
    """Findings of each severity, one accepted, a failure and a diagnostic."""
    return make_report(
        hostile_finding(severity=Severity.ERROR),
        hostile_finding(severity=Severity.INFO, suppressed=Suppression("inline", WORDS, "2027-01-01")),
        hostile_finding(),
        failures=(Failure(PATH, f"cannot be read: {WORDS}"),),
        diagnostics=(Diagnostic(PATH, 3, f"guessed: {WORDS}"),),
    )


def many_findings(errors: int, warnings: int, infos: int) -> Report:
    """So many findings of each severity, one on each line, the infos first."""
    source = Source("draft.md", "word\n" * (errors + warnings + infos))
    severities = [Severity.INFO] * infos + [Severity.WARNING] * warnings + [Severity.ERROR] * errors
    findings = [make_finding(source, "word", severity=severity, message=f"message {number}") for number, severity in enumerate(severities, 1)]
    moved = [replace(finding, location=replace(finding.location, span=type(finding.location.span)(5 * n, 5 * n + 4))) for n, finding in enumerate(findings)]
    return make_report(*moved)
