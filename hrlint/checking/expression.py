"""The check language: what `raised` and `addressed` can say, and how it is evaluated.

An expression holds or not, and names the places that make it hold. The same expression reads differently by its `Purpose`: what raises a
question must be affirmed, in a section that designs something, about this design; what answers it may stand anywhere that the authors
speak, may be a denial, and must say something.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import NamedTuple, Protocol

from hrlint.checking.scope import Place, Scope, Window, around
from hrlint.matching.reading import Reading
from hrlint.matching.requirement import Range


class Purpose(str, Enum):
    """What an expression is asked for."""

    RAISE = "raise"
    ANSWER = "answer"
    NEAR = "near"


class Outcome(NamedTuple):
    """Whether an expression holds, and the places that show it (none for a statement about the whole document)."""

    holds: bool
    places: tuple[Place, ...] = ()


class Weighed(NamedTuple):
    """How much speaks for a statement (0: as likely as not; without a score: infinitely much where it holds), and the places that do."""

    value: float
    places: tuple[Place, ...]


class Findable(Protocol):
    """What can be looked for in a scope."""

    @property
    def within(self) -> Window: ...

    def find(self, question: Question, scope: Scope) -> Outcome: ...


class _Found(NamedTuple):
    """What was found in a document so far."""

    facts: dict[str, Weighed]
    answers: dict[tuple[int, Scope], Outcome]
    near: dict[tuple[int, Scope], bool]
    scopes: dict[tuple[Window, int], Scope]


@dataclass(frozen=True, eq=False)
class Question:
    """What an expression is evaluated against: a reading, the facts by name, and for answers the trigger that asks."""

    reading: Reading
    facts: Mapping[str, Expression]
    trigger: Place | None = None
    scope: Scope | None = None
    _found: _Found = field(default_factory=lambda: _Found({}, {}, {}, {}))

    def at(self, trigger: Place) -> Question:
        return Question(self.reading, self.facts, trigger, None, self._found)

    def inside(self, scope: Scope) -> Question:
        return Question(self.reading, self.facts, self.trigger, scope, self._found)

    def around(self, place: Place, window: Window) -> Scope:
        """The ranges that a window opens around a place, the same object for all places that share them."""
        document = self.reading.document
        if window is Window.PARAGRAPH and place.section is None:
            key: tuple[Window, int] = (window, document.block_at(place.start))
        elif window in (Window.SECTION, Window.CONSIDERATIONS) and place.section is None:
            key = (window, document.section_at(place.start).index)
        else:
            return around(document, place, window)
        scope = self._found.scopes.get(key)
        if scope is None:
            scope = self._found.scopes[key] = around(document, place, window)
        return scope

    def near(self, expression: Expression, place: Place, window: Window) -> bool:
        """Whether an expression holds near a place; found once for all places that share the window."""
        scope = self.around(place, window)
        known = self._found.near.get((id(expression), scope))
        if known is None:
            known = self._found.near[id(expression), scope] = expression.evaluate(self.inside(scope)).holds
        return known

    def answer(self, expression: Findable) -> Outcome:
        """The answers in the scope of the trigger, found once for all triggers that share it: otherwise long documents would cost their square."""
        assert self.trigger is not None
        scope = self.around(self.trigger, expression.within)
        known = self._found.answers.get((id(expression), scope))
        if known is None:
            known = self._found.answers[id(expression), scope] = expression.find(self, scope)
        return known

    def fact(self, name: str) -> Weighed:
        known = self._found.facts.get(name)
        if known is None:
            known = self._found.facts[name] = self.facts[name].weigh(Question(self.reading, self.facts, None, None, self._found))
        return known

    @cached_property
    def whole(self) -> Scope:
        return (Range(0, len(self.reading.document.prose.text)),)


class Expression(ABC):
    """A statement of the check language."""

    @abstractmethod
    def evaluate(self, question: Question) -> Outcome:
        """Whether the statement holds, and where."""

    def weigh(self, question: Question) -> Weighed:
        """How much speaks for the statement, and where."""
        outcome = self.evaluate(question)
        return Weighed(math.inf if outcome.holds else -math.inf, outcome.places)

    def concepts(self) -> Iterator[str]:
        """The concepts that the statement names."""
        return iter(())

    def fact_names(self) -> Iterator[str]:
        """The facts that the statement names."""
        return iter(())


@dataclass(frozen=True)
class Fact(Expression):
    """A named expression; of one with a score, that it is at least so high."""

    name: str
    least: float = 0

    def evaluate(self, question: Question) -> Outcome:
        weighed = question.fact(self.name)
        return Outcome(True, weighed.places) if weighed.value >= self.least else Outcome(False)

    def fact_names(self) -> Iterator[str]:
        yield self.name


@dataclass(frozen=True)
class All(Expression):
    """Every part holds; the places are those of the first part that has some."""

    parts: tuple[Expression, ...]

    def evaluate(self, question: Question) -> Outcome:
        places: tuple[Place, ...] = ()
        for part in self.parts:
            outcome = part.evaluate(question)
            if not outcome.holds:
                return Outcome(False)
            places = places or outcome.places
        return Outcome(True, places)

    def concepts(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.concepts()

    def fact_names(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.fact_names()


@dataclass(frozen=True)
class AtLeast(Expression):
    """At least so many of the parts hold; `any` is at least one. With a single part: it holds in at least so many sentences."""

    count: int
    parts: tuple[Expression, ...]
    rate: int = 0
    """Least number of such sentences in a thousand words, so that long documents do not reach the count by length alone."""

    def evaluate(self, question: Question) -> Outcome:
        outcomes = [outcome for part in self.parts if (outcome := part.evaluate(question)).holds]
        places = tuple(sorted({place for outcome in outcomes for place in outcome.places}, key=lambda place: (place.start, place.end, place.concept)))
        if len(self.parts) > 1:
            return Outcome(len(outcomes) >= self.count, places)
        document = question.reading.document
        sentences = {document.sentence_at(place.start) for place in places}
        enough = len(sentences) >= self.count and len(sentences) * 1000 >= self.rate * document.sections[0].words
        return Outcome(enough or (bool(outcomes) and self.count == 1 and not self.rate), places)

    def concepts(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.concepts()

    def fact_names(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.fact_names()


@dataclass(frozen=True)
class Not(Expression):
    """The part does not hold."""

    part: Expression

    def evaluate(self, question: Question) -> Outcome:
        return Outcome(not self.part.evaluate(question).holds)

    def concepts(self) -> Iterator[str]:
        yield from self.part.concepts()

    def fact_names(self) -> Iterator[str]:
        yield from self.part.fact_names()
