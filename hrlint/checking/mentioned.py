"""Statements about words: a concept that is mentioned, a requirement whose slots mention concepts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hrlint.checking.expression import Expression, Outcome, Purpose, Question
from hrlint.checking.scope import NO_ANSWER_ROLES, NO_TRIGGER_ROLES, Place, Scope, Window, is_quoted, says_nothing
from hrlint.matching.context import Subject
from hrlint.matching.matcher import Mention
from hrlint.matching.reading import Reading
from hrlint.matching.requirement import Requirement, Strength
from hrlint.reading.document import Role

_PUT_ASIDE = re.compile(
    r"\b(?:out(?:side)? (?:of )?(?:the )?scope|beyond (?:the )?scope|for further study|left (?:to|for|as|up to|open)"
    r"|not (?:considered|addressed|discussed|covered|described|specified) (?:here|in this|by this|further)|future (?:work|versions?|documents?))\b",
    re.IGNORECASE,
)
_CLAUSE = ("actor", "action", "object", "recipient")
_LEAST_WORDS = 5


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
        if self.with_ is not None and not question.near(self.with_, place, self.near):
            return False
        return self.without is None or not question.near(self.without, place, self.near)

    def concepts(self) -> Iterator[str]:
        yield from self.any_of
        for part in (self.with_, self.without):
            if part is not None:
                yield from part.concepts()

    def fact_names(self) -> Iterator[str]:
        for part in (self.with_, self.without):
            if part is not None:
                yield from part.fact_names()


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
    ranges = question.around(place, Window.PARAGRAPH)
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
        for requirement in question.reading.requirements_in(scope if scope is not None else question.whole):
            at = requirement.keyword.start
            if requirement.strength not in self.strengths:
                continue
            if self.inside and not self.inside & set(document.section_at(at).roles):
                continue
            if self.outside and says_nothing(document, at, self.outside):
                continue
            filled = self._filled(question.reading, requirement)
            if filled is None:
                continue
            # Where only the clause is asked about, its words are the matter, and the verb beside the keyword says little.
            place = filled["clause"] if "clause" in filled and "action" not in filled else _requirement_place(requirement)
            if self.with_ is not None and not question.near(self.with_, place, self.near):
                continue
            if self.without is not None and question.near(self.without, place, self.near):
                continue
            yield place

    def _filled(self, reading: Reading, requirement: Requirement) -> dict[str, Place] | None:
        """What stands in each slot that is asked about; None where one of them holds nothing of it."""
        filled: dict[str, Place] = {}
        for slot, concepts in self.slots:
            words = self._filler(reading, requirement, slot, concepts)
            if words is None:
                return None
            filled[slot] = words
        return filled

    @staticmethod
    def _filler(reading: Reading, requirement: Requirement, slot: str, concepts: Iterable[str]) -> Place | None:
        """The first words of the concepts in a slot."""
        ranges = [getattr(requirement, part) for part in (_CLAUSE if slot == "clause" else (slot,))]
        found = (
            Place(mention.start, mention.end, concept)
            for range_ in ranges
            if range_.end > range_.start
            for concept in concepts
            # A mention may begin before the slot: "MUST be encrypted" holds its verb inside.
            for mention in reading.mentions_between(concept, max(0, range_.start - 60), range_.end)
            if mention.end > range_.start
        )
        return next(found, None)

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


DEFAULTS: Mapping[Purpose, Mapping[str, object]] = {
    Purpose.RAISE: {"outside": NO_TRIGGER_ROLES, "negated": False, "subjects": frozenset({Subject.DESIGN})},
    Purpose.ANSWER: {"outside": NO_ANSWER_ROLES},
    Purpose.NEAR: {},
}
"""What an expression means where it does not say so."""
