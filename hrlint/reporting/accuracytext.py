"""What was measured of a check, in words."""

from __future__ import annotations

from collections.abc import Iterator

from hrlint.checking.accuracy import Accuracy, Counts
from hrlint.checking.check import Check
from hrlint.reporting.summary import counted


def accuracy_sentences(check: Check) -> Iterator[str]:
    """A line for the findings that are certain, for all findings, and for those that were read by hand; one line where nothing is known."""
    accuracy = check.accuracy or Accuracy()
    certain, every = accuracy.certain, accuracy.every
    if certain == Counts() == every and not accuracy.readings:
        yield "not measured yet: the labelled specifications neither raise the question nor make the check report it"
        return
    yield f"certain: {counts_text(certain)}"
    if every != certain:
        yield f"with suspicions: {counts_text(every)}"
    if accuracy.readings:
        yield f"read by hand: {accuracy.right} of {counted(len(accuracy.readings), 'finding')} right"


def counts_text(counts: Counts) -> str:
    """`10 true, 2 noisy, 3 missed, 1 in part (precision 0.79)`."""
    part = f", {counts.neutral} in part" if counts.neutral else ""
    precision = f" (precision {counts.precision:.2f})" if counts.precision is not None else ""
    return f"{counts.true} true, {counts.noise} noisy, {counts.missed} missed{part}{precision}"
