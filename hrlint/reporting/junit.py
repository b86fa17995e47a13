"""A report as JUnit XML: a suite for each document, a test for each question that it raises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from hrlint.checking.finding import Finding, Report, Verdict, VerdictState
from hrlint.reporting.notes import notes
from hrlint.reporting.terminal import safe
from hrlint.reporting.view import View


@dataclass(frozen=True, slots=True)
class _Case:
    """A test; `outcome` is empty where it passed, else the element that says why it did not."""

    name: str
    outcome: str = ""
    kind: str = ""
    message: str = ""
    body: str = ""


def render(report: Report, view: View) -> str:
    """What is answered passes, a finding fails whatever its severity, an accepted one is skipped, what could not be linted is an error."""
    suites = {path: list(_cases(report, path, view)) for path in _paths(report)}
    cases = [case for suite in suites.values() for case in suite]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites{_attributes({'name': 'hrlint', **_totals(cases, skipped=False)})}>"]
    for path, suite in suites.items():
        lines.append(f"  <testsuite{_attributes({'name': path, **_totals(suite)})}>")
        for case in suite:
            lines += _element(case, path)
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    return "".join(f"{line}\n" for line in lines)


def _paths(report: Report) -> list[str]:
    """Documents and what failed; findings in included files have suites of their own."""
    places = [*(d.path for d in report.documents), *(f.location.source.path for f in report.findings), *(f.path for f in report.failures)]
    return sorted(set(places))


def _cases(report: Report, path: str, view: View) -> Iterator[_Case]:
    findings = [finding for finding in report.findings if finding.location.source.path == path]
    answered = [verdict for verdict in report.verdicts if verdict.path == path and verdict.state is VerdictState.ADDRESSED]
    failures = [failure for failure in report.failures if failure.path == path]
    for failure in failures:
        yield _Case("hrlint", "error", "failure", failure.reason, f"{path}:{failure.line or 1}: {failure.reason}")
    yield from _asked(findings, answered, view)
    if not (findings or answered or failures):
        yield _Case("hrlint")


def _asked(findings: Iterable[Finding], answered: Iterable[Verdict], view: View) -> Iterator[_Case]:
    met: Counter[str] = Counter()
    for finding in findings:
        met[finding.check.id] += 1
        number = met[finding.check.id]
        name = finding.check.id if number == 1 else f"{finding.check.id} {number}"
        if finding.suppressed is not None:
            yield _Case(name, "skipped", finding.suppressed.kind, finding.suppressed.reason)
            continue
        start = finding.location.start
        place = f"{finding.location.source.path}:{start.line}:{start.column}"
        body = [f"{place}: {finding.severity.value}: {finding.check.title}", *(f"{label}: {text}" for label, text in notes(finding, view))]
        yield _Case(name, "failure", finding.severity.value, f"line {start.line}: {finding.message}", "\n".join(body))
    for verdict in answered:
        yield _Case(verdict.check.id)


def _totals(cases: Iterable[_Case], *, skipped: bool = True) -> Mapping[str, object]:
    outcomes = Counter(case.outcome for case in cases)
    totals: dict[str, object] = {"tests": sum(outcomes.values()), "failures": outcomes["failure"], "errors": outcomes["error"]}
    return {**totals, "skipped": outcomes["skipped"]} if skipped else totals


def _element(case: _Case, path: str) -> Iterator[str]:
    opening = f"    <testcase{_attributes({'name': case.name, 'classname': path})}"
    if not case.outcome:
        yield f"{opening}/>"
        return
    yield f"{opening}>"
    yield f"      <{case.outcome}{_attributes({'type': case.kind, 'message': case.message})}>{_text(case.body)}</{case.outcome}>"
    yield "    </testcase>"


def _attributes(values: Mapping[str, object]) -> str:
    return "".join(f' {name}="{_value(str(value))}"' for name, value in values.items())


def _value(text: str) -> str:
    return escape(safe(text), {'"': "&quot;"})


def _text(text: str) -> str:
    """XML has no way to write control characters: they are shown as escapes."""
    return "\n".join(escape(safe(line)) for line in text.split("\n"))
