"""Runs the examples of checks, each check alone."""

from __future__ import annotations

from dataclasses import dataclass

from hrlint.checking.catalogue import Catalogue
from hrlint.checking.check import Check, Example
from hrlint.checking.finding import Report
from hrlint.checking.linter import Linter, Options, Terms
from hrlint.reading.reader import read_text


@dataclass(frozen=True, slots=True)
class ExampleOutcome:
    """What became of an example; `message` says what went wrong."""

    check: Check
    example: Example
    passed: bool
    message: str


class ExampleRunner:
    """Runs examples with one reading of the vocabulary for all of them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._linter = Linter(catalogue, Options())

    def run(self, check: Check) -> list[ExampleOutcome]:
        alone = Terms(Options(select=(check.id,)))
        return [_outcome(check, example, self._linter.lint(read_text(example.text, "example.md"), alone)) for example in check.examples]


def run_examples(catalogue: Catalogue, check: Check) -> list[ExampleOutcome]:
    """The outcomes of one check's examples."""
    return ExampleRunner(catalogue).run(check)


def _outcome(check: Check, example: Example, report: Report) -> ExampleOutcome:
    if report.failures:
        return ExampleOutcome(check, example, False, report.failures[0].reason)
    quotes = [" ".join(finding.location.quote.split()) for finding in report.findings]
    if not example.bad:
        return ExampleOutcome(check, example, not quotes, f"a good example is reported at {quotes!r}" if quotes else "")
    if not quotes:
        return ExampleOutcome(check, example, False, "a bad example is not reported")
    missing = [words for words in example.at if words not in quotes]
    message = f"expected to be reported at {missing!r}, but it is at {quotes!r}" if missing else ""
    return ExampleOutcome(check, example, not missing, message)
