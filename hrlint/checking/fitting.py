"""Fits the weights of a score to documents of which it is known whether they raise its question.

Logistic regression with a small ridge, solved by coordinate descent; a weight never changes the sign that the check's author gave it, so that no signal
can speak for what it was written to speak against. What it is worth is judged on repositories that a fit has not seen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_RIDGE = 0.3
_SWEEPS = 200
_ENOUGH = 1e-6
_FOLDS = 8


@dataclass(frozen=True, slots=True)
class Sample:
    """A document: its repository, whether it raises the question, and how much each signal shows."""

    group: str
    raised: bool
    amounts: tuple[float, ...]


def fit(samples: Sequence[Sample], signs: Sequence[int]) -> tuple[float, ...]:
    """The base and one weight for each signal. `signs` holds 1 or -1, or 0 for a weight of either sign."""
    columns = [[1.0] * len(samples), *(list(column) for column in zip(*(sample.amounts for sample in samples), strict=True))]
    penalties = [0.0, *(_RIDGE * _variance(column) for column in columns[1:])]
    bounds = [0, *signs]
    weights = [0.0] * len(columns)
    sums = [0.0] * len(samples)
    targets = [1.0 if sample.raised else 0.0 for sample in samples]
    for _ in range(_SWEEPS):
        largest = 0.0
        for index, column in enumerate(columns):
            likely = [_logistic(value) for value in sums]
            slope = sum((p - y) * x for p, y, x in zip(likely, targets, column, strict=True)) + 2 * penalties[index] * weights[index]
            curve = sum(p * (1 - p) * x * x for p, x in zip(likely, column, strict=True)) + 2 * penalties[index] + 1e-9
            wanted = weights[index] - max(-1.0, min(1.0, slope / curve))
            new = max(0.0, wanted) if bounds[index] > 0 else min(0.0, wanted) if bounds[index] < 0 else wanted
            change = new - weights[index]
            if change:
                weights[index] = new
                sums = [value + change * x for value, x in zip(sums, column, strict=True)]
                largest = max(largest, abs(change))
        if largest < _ENOUGH:
            break
    return tuple(weights)


def score(weights: Sequence[float], amounts: Sequence[float]) -> float:
    """What weights make of amounts."""
    return weights[0] + sum(weight * amount for weight, amount in zip(weights[1:], amounts, strict=True))


def unseen_scores(samples: Sequence[Sample], signs: Sequence[int]) -> list[float]:
    """The score of each sample under weights that were fitted without its repository."""
    groups = sorted({sample.group for sample in samples})
    fold = {group: index % _FOLDS for index, group in enumerate(groups)}
    scores = [0.0] * len(samples)
    for held in range(min(_FOLDS, len(groups))):
        weights = fit([sample for sample in samples if fold[sample.group] != held], signs)
        for index, sample in enumerate(samples):
            if fold[sample.group] == held:
                scores[index] = score(weights, sample.amounts)
    return scores


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value)) if value > -700 else 0.0


def _variance(column: Sequence[float]) -> float:
    mean = sum(column) / len(column)
    return sum((value - mean) ** 2 for value in column) / len(column)
