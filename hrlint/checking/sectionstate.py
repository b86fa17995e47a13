"""Statements about sections and what they point to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hrlint.checking.expression import Expression, Outcome, Question
from hrlint.checking.scope import Place, Window, around
from hrlint.reading.document import Document, Role, Section, State
from hrlint.reading.roles import own_roles

_SHORT_SECTION = 12
"""Words: a section that a pointer leads to must say more to count."""


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
        # A section that is named for its considerations is judged by itself; others of the role speak only where there is none.
        sections = [section for section in sections if "consideration" in section.title.lower()] or sections
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
