"""Sums of weak signals, for questions that no single word raises: how much a text says of one thing and how little of another.

A score is a linear model whose weights stand in `checks/facts/`, fitted to specifications that people have read; it can be read, and added up by hand:

    base + length * ln(1 + words / 100) + sum of weight * ln(1 + sentences that show the signal)

A statement about the whole document that holds counts as one sentence. With `words-in`, a signal counts hundreds of words in sections of a role.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from hrlint.checking.expression import Expression, Outcome, Question, Weighed
from hrlint.checking.scope import Place
from hrlint.reading.document import Document, Role

NOT_ASKED = Weighed(-math.inf, ())


@dataclass(frozen=True)
class Signal:
    """A statement, or the words in the sections of a role, and how much it adds to a score; a negative weight speaks against."""

    weight: float
    statement: Expression | None = None
    words_in: Role | None = None
    shown: bool | Expression = True
    """False where the places of the statement tell a reader nothing of the question; a statement where its places tell more."""

    def show(self, question: Question) -> tuple[float, tuple[Place, ...]]:
        """ln(1 + n), and the places to show."""
        document = question.reading.document
        if self.statement is None:
            return math.log1p(sum(section.words for section in document.with_role(self.words_in)) / 100) if self.words_in else 0.0, ()
        outcome = self.statement.evaluate(question)
        sentences = len({document.sentence_at(place.start) for place in outcome.places}) or int(outcome.holds)
        places = outcome.places if isinstance(self.shown, bool) else self.shown.evaluate(question).places
        return math.log1p(sentences), places if self.shown else ()


def length_of(document: Document) -> float:
    """ln(1 + hundreds of words)."""
    return math.log1p(document.sections[0].words / 100)


@dataclass(frozen=True)
class Score(Expression):
    """How likely a document raises a question; as an expression it holds where the score is not negative, which is where it is as likely as not."""

    base: float
    length: float
    signals: tuple[Signal, ...]
    where: Expression | None = None
    """What must hold for the question to be asked at all."""

    def weigh(self, question: Question) -> Weighed:
        """The score of a document, and the places of the signals that speak for it."""
        if self.where is not None and not self.where.evaluate(question).holds:
            return NOT_ASKED
        total = self.base + self.length * length_of(question.reading.document)
        speaking: dict[Place, None] = {}
        for signal in self.signals:
            amount, places = signal.show(question)
            total += signal.weight * amount
            if signal.weight > 0:
                speaking.update(dict.fromkeys(places))
        return Weighed(total, tuple(sorted(speaking, key=lambda place: (place.start, place.end, place.concept))))

    def evaluate(self, question: Question) -> Outcome:
        weighed = self.weigh(question)
        return Outcome(True, weighed.places) if weighed.value >= 0 else Outcome(False)

    def concepts(self) -> Iterator[str]:
        for statement in self._statements():
            yield from statement.concepts()

    def fact_names(self) -> Iterator[str]:
        for statement in self._statements():
            yield from statement.fact_names()

    def _statements(self) -> Iterator[Expression]:
        if self.where is not None:
            yield self.where
        for signal in self.signals:
            yield from (statement for statement in (signal.statement, signal.shown) if isinstance(statement, Expression))
