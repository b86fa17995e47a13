"""The check language: what `raised` and `addressed` can say, and how it is evaluated.

An expression holds or not, and names the places that make it hold. The same expression reads differently by its `Purpose`: what raises a
question must be affirmed, in a section that designs something, about this design; what answers it may stand anywhere that the authors
speak, may be a denial, and must say something.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from hrlint.checking.scope import NO_ANSWER_ROLES, NO_TRIGGER_ROLES, Place, Scope, Window, around, is_quoted, says_nothing
from hrlint.matching.context import Subject, clause_end, clause_start
from hrlint.matching.matcher import Mention
from hrlint.matching.reading import Reading
from hrlint.matching.requirement import Range, Requirement, Strength
from hrlint.reading.document import Document, Role, Section, State
from hrlint.reading.roles import own_roles

_PUT_ASIDE = re.compile(
    r"\b(?:out(?:side)? (?:of )?(?:the )?scope|beyond (?:the )?scope|for further study|left (?:to|for|as|up to|open)"
    r"|not (?:considered|addressed|discussed|covered|described|specified) (?:here|in this|by this|further)|future (?:work|versions?|documents?))\b",
    re.IGNORECASE,
)
_CLAUSE = ("actor", "action", "object", "recipient")
_LEAST_WORDS = 5
_SHORT_SECTION = 12


class Purpose(str, Enum):
    """What an expression is asked for."""

    RAISE = "raise"
    ANSWER = "answer"
    NEAR = "near"


class Outcome(NamedTuple):
    """Whether an expression holds, and the places that show it (none for a statement about the whole document)."""

    holds: bool
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, eq=False)
class Question:
    """What an expression is evaluated against: a reading, the facts by name, and for answers the trigger that asks."""

    reading: Reading
    facts: Mapping[str, Expression]
    trigger: Place | None = None
    scope: Scope | None = None
    _fact_outcomes: dict[str, Outcome] = field(default_factory=dict)
    _answers: dict[tuple[int, Scope], Outcome] = field(default_factory=dict)

    def at(self, trigger: Place) -> Question:
        return Question(self.reading, self.facts, trigger, None, self._fact_outcomes, self._answers)

    def inside(self, scope: Scope) -> Question:
        return Question(self.reading, self.facts, self.trigger, scope, self._fact_outcomes, self._answers)

    def answer(self, expression: Mentioned | Required) -> Outcome:
        """The answers in the scope of the trigger, found once for all triggers that share it: otherwise long documents would cost their square."""
        assert self.trigger is not None
        scope = around(self.reading.document, self.trigger, expression.within)
        known = self._answers.get((id(expression), scope))
        if known is None:
            known = self._answers[id(expression), scope] = expression.find(self, scope)
        return known

    def fact(self, name: str) -> Outcome:
        known = self._fact_outcomes.get(name)
        if known is None:
            whole = Question(self.reading, self.facts, None, None, self._fact_outcomes, self._answers)
            known = self._fact_outcomes[name] = self.facts[name].evaluate(whole)
        return known

    @cached_property
    def whole(self) -> Scope:
        return (Range(0, len(self.reading.document.prose.text)),)


class Expression(ABC):
    """A statement of the check language."""

    @abstractmethod
    def evaluate(self, question: Question) -> Outcome:
        """Whether the statement holds, and where."""

    def concepts(self) -> Iterator[str]:
        """The concepts that the statement names."""
        return iter(())

    def fact_names(self) -> Iterator[str]:
        """The facts that the statement names."""
        return iter(())


@dataclass(frozen=True)
class Mentioned(Expression):
    """A mention of one of several concepts, in its context."""

    any_of: tuple[str, ...]
    purpose: Purpose
    inside: frozenset[Role] = frozenset()
    outside: frozenset[Role] = frozenset()
    negated: bool | None = None
    subjects: frozenset[Subject] = frozenset()
    with_: Expression | None = None
    without: Expression | None = None
    near: Window = Window.SENTENCE
    within: Window = Window.CONSIDERATIONS
    about_trigger: bool = False
    substance: bool = True

    def evaluate(self, question: Question) -> Outcome:
        if question.scope is not None or question.trigger is None or self.purpose is not Purpose.ANSWER:
            return self.find(question, question.scope or question.whole)
        outcome = question.answer(self)
        if not self.about_trigger:
            return outcome
        places = tuple(place for place in outcome.places if _is_about_trigger(question, place))
        return Outcome(bool(places), places)

    def find(self, question: Question, scope: Scope) -> Outcome:
        """The mentions in a scope that count, whatever the trigger."""
        places = tuple(self._places(question, scope))
        return Outcome(bool(places), places)

    def _places(self, question: Question, scope: Scope) -> Iterator[Place]:
        found = {
            (mention, concept)
            for concept in self.any_of
            for range_ in scope
            for mention in question.reading.mentions_between(concept, range_.start, range_.end)
        }
        last_end = -1
        for mention, concept in sorted(found, key=lambda pair: (pair[0].start, -pair[0].end, pair[1])):
            if mention.end > last_end and self._counts(question, mention):
                last_end = mention.end
                yield Place(mention.start, mention.end, concept)

    def _counts(self, question: Question, mention: Mention) -> bool:
        reading = question.reading
        document = reading.document
        if self.inside and not self.inside & set(document.section_at(mention.start).roles):
            return False
        if self.outside and says_nothing(document, mention.start, self.outside):
            return False
        if self.purpose is Purpose.RAISE and is_quoted(document, mention.start):
            return False
        if self.negated is not None and reading.is_negated(mention) is not self.negated:
            return False
        if self.subjects and reading.subject(mention) not in self.subjects:
            return False
        place = Place(mention.start, mention.end)
        if self.purpose is Purpose.ANSWER and self.substance and not _has_substance(question, mention):
            return False
        if self.with_ is not None and not self.with_.evaluate(question.inside(_near(question, place, self.near))).holds:
            return False
        return self.without is None or not self.without.evaluate(question.inside(_near(question, place, self.near))).holds

    def concepts(self) -> Iterator[str]:
        yield from self.any_of
        for part in (self.with_, self.without):
            if part is not None:
                yield from part.concepts()

    def fact_names(self) -> Iterator[str]:
        for part in (self.with_, self.without):
            if part is not None:
                yield from part.fact_names()


def _near(question: Question, place: Place, window: Window) -> Scope:
    document = question.reading.document
    if window is Window.CLAUSE:
        text = document.prose.text
        return (Range(clause_start(text, place.start), clause_end(text, place.end)),)
    return around(document, place, window)


def _has_substance(question: Question, mention: Mention) -> bool:
    """False for words that answer nothing: a heading-like fragment, something put aside, one name in a bare enumeration."""
    document = question.reading.document
    sentence = document.sentences[document.sentence_at(mention.start)]
    text = document.text(sentence.start, sentence.end)
    if len(text.split()) < _LEAST_WORDS:
        return False
    return not _PUT_ASIDE.search(text)


def _is_about_trigger(question: Question, place: Place) -> bool:
    """True where the paragraph of a place speaks of what the trigger is about."""
    trigger = question.trigger
    assert trigger is not None
    reading = question.reading
    ranges = around(reading.document, place, Window.PARAGRAPH)
    if any(range_.start <= trigger.start < range_.end for range_ in ranges):
        return True
    if trigger.concept and any(reading.mentions_between(trigger.concept, range_.start, range_.end) for range_ in ranges):
        return True
    words = re.findall(r"[^\W\d_]{3,}", reading.document.text(trigger.start, trigger.end).lower())
    if not words:
        return True
    noun = words[-1].rstrip("s")
    return any(noun in reading.document.text(range_.start, range_.end).lower() for range_ in ranges)


@dataclass(frozen=True)
class Required(Expression):
    """A requirement whose slots mention the given concepts."""

    strengths: frozenset[Strength]
    slots: tuple[tuple[str, tuple[str, ...]], ...]
    purpose: Purpose
    inside: frozenset[Role] = frozenset()
    outside: frozenset[Role] = frozenset()
    with_: Expression | None = None
    without: Expression | None = None
    near: Window = Window.SENTENCE
    within: Window = Window.CONSIDERATIONS

    def evaluate(self, question: Question) -> Outcome:
        if question.scope is not None or question.trigger is None or self.purpose is not Purpose.ANSWER:
            return self.find(question, question.scope)
        return question.answer(self)

    def find(self, question: Question, scope: Scope | None) -> Outcome:
        """The requirements in a scope (None: in the document) that count, whatever the trigger."""
        places = tuple(self._places(question, scope))
        return Outcome(bool(places), places)

    def _places(self, question: Question, scope: Scope | None) -> Iterator[Place]:
        document = question.reading.document
        for requirement in question.reading.requirements:
            at = requirement.keyword.start
            if requirement.strength not in self.strengths:
                continue
            if scope is not None and not any(range_.start <= at < range_.end for range_ in scope):
                continue
            if self.inside and not self.inside & set(document.section_at(at).roles):
                continue
            if self.outside and says_nothing(document, at, self.outside):
                continue
            if not all(self._fills(question.reading, requirement, slot, concepts) for slot, concepts in self.slots):
                continue
            place = _requirement_place(requirement)
            if self.with_ is not None and not self.with_.evaluate(question.inside(_near(question, place, self.near))).holds:
                continue
            if self.without is not None and self.without.evaluate(question.inside(_near(question, place, self.near))).holds:
                continue
            yield place

    @staticmethod
    def _fills(reading: Reading, requirement: Requirement, slot: str, concepts: Iterable[str]) -> bool:
        ranges = [getattr(requirement, part) for part in (_CLAUSE if slot == "clause" else (slot,))]
        return any(
            mention.end > range_.start
            for range_ in ranges
            if range_.end > range_.start
            for concept in concepts
            # A mention may begin before the slot: "MUST be encrypted" holds its verb inside.
            for mention in reading.mentions_between(concept, max(0, range_.start - 60), range_.end)
        )

    def concepts(self) -> Iterator[str]:
        for _, concepts in self.slots:
            yield from concepts
        for part in (self.with_, self.without):
            if part is not None:
                yield from part.concepts()


def _requirement_place(requirement: Requirement) -> Place:
    """From the keyword to its verb; for "encryption is OPTIONAL" from the noun to the keyword."""
    if requirement.action.start < requirement.keyword.start:
        return Place(requirement.action.start, requirement.keyword.end)
    return Place(requirement.keyword.start, max(requirement.keyword.end, requirement.action.end))


@dataclass(frozen=True)
class SectionState(Expression):
    """A section of a role that is missing, or in one of several states, of at least or at most so many words."""

    role: Role
    missing: bool
    states: frozenset[State]
    least_words: int = 0
    most_words: int | None = None

    def evaluate(self, question: Question) -> Outcome:
        document = question.reading.document
        sections = list(document.with_role(self.role))
        if self.missing and not sections:
            # A part of a document is not asked for what the whole has; a document whose title names the subject is about it as a whole.
            missing = not document.fragment and self.role not in own_roles(document.meta.title)
            return Outcome(missing, (Place(0, 0, section=0),) if missing else ())
        said = {section.index: _said(document, section) for section in sections}
        # A section of the role that says something speaks for one that does not.
        if State.PRESENT not in self.states and any(state is State.PRESENT for state, _ in said.values()):
            return Outcome(False)
        places = tuple(Place(section.start, section.start, section=section.index) for section in sections if self._fits(*said[section.index]))
        return Outcome(bool(places), places)

    def _fits(self, state: State, words: int) -> bool:
        return state in self.states and words >= self.least_words and (self.most_words is None or words <= self.most_words)


def _said(document: Document, section: Section) -> tuple[State, int]:
    """The state and the words of a section; one that points to other sections of the document reads as if those stood there."""
    pointed = {
        reference.section
        for reference in document.references
        if section.start <= reference.start < section.end and reference.section is not None and not section.index <= reference.section < section.after
    }
    words = sum(document.sections[index].words for index in pointed)
    state = State.PRESENT if section.state is State.DELEGATED and words > _SHORT_SECTION else section.state
    return state, section.words + words


@dataclass(frozen=True)
class Fact(Expression):
    """A named expression."""

    name: str

    def evaluate(self, question: Question) -> Outcome:
        return question.fact(self.name)

    def fact_names(self) -> Iterator[str]:
        yield self.name


@dataclass(frozen=True)
class Delegation(Expression):
    """A sentence that names another document and a section of it (or its considerations), about one of the concepts if any are given."""

    about: tuple[str, ...]
    within: Window = Window.CONSIDERATIONS

    def evaluate(self, question: Question) -> Outcome:
        document = question.reading.document
        scope = question.scope or (around(document, question.trigger, self.within) if question.trigger else question.whole)
        places = []
        for reference in document.references:
            if reference.document is None or not any(range_.start <= reference.start < range_.end for range_ in scope):
                continue
            sentence = document.sentences[document.sentence_at(reference.start)]
            text = document.text(sentence.start, sentence.end)
            if reference.part is None and not re.search(r"\b(?:security|privacy) considerations\b", text, re.IGNORECASE):
                continue
            if not self.about or any(question.reading.mentions_between(concept, sentence.start, sentence.end) for concept in self.about):
                places.append(Place(reference.start, reference.end))
        return Outcome(bool(places), tuple(places))

    def concepts(self) -> Iterator[str]:
        yield from self.about


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


DEFAULTS: Mapping[Purpose, Mapping[str, object]] = {
    Purpose.RAISE: {"outside": NO_TRIGGER_ROLES, "negated": False, "subjects": frozenset({Subject.DESIGN})},
    Purpose.ANSWER: {"outside": NO_ANSWER_ROLES},
    Purpose.NEAR: {},
}
"""What an expression means where it does not say so."""
