"""A human-rights review as data: what every guideline comes to, with words of the documents for it. Rendering is left to others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from hrlint.checking.acceptance import Acceptance
from hrlint.checking.check import Check, Severity
from hrlint.checking.finding import Failure, LintedDocument
from hrlint.checking.guidelines import Guideline, Row
from hrlint.matching.inventory import Inventory
from hrlint.reading.document import Diagnostic, Document
from hrlint.reading.source import Location

_DENIAL = re.compile(
    r"(?i)\b(?:no|not?|none|without)\b[^.;]{0,40}\b(?:privacy|security|rights?)\b[^.;]{0,20}\b(?:considerations?|implications?|issues?|concerns?|impacts?)\b"
)


class State(str, Enum):
    """What a question comes to. NOT_APPLICABLE always has a reason; NOT_ASSESSED is left to people."""

    CONCERN = "concern"
    ADDRESSED = "addressed"
    NOT_APPLICABLE = "not applicable"
    NOT_ASSESSED = "not assessed"


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a document. `quote` is at most one sentence without its markup, `…` where it is cut; empty where a place has no words."""

    path: str
    line: int
    section: str
    """Number and title of the section; empty before the first."""
    anchor: str
    """What is kept of the section's name while numbers change."""
    quote: str
    location: Location


@dataclass(frozen=True, slots=True)
class Concern:
    """What one check reports in one section of one document."""

    key: str
    """The same on every revision: check, section, and document where there are several."""
    check: Check
    severity: Severity
    message: str
    document: str
    raised: tuple[Citation, ...]
    elsewhere: tuple[Citation, ...]
    """Further places, in other sections."""
    answered_in: tuple[Citation, ...]
    """What another document of the suite says to the question."""
    answer_line: int | None
    """The line where an answer belongs."""
    replacement: str
    """The sentence with a stronger keyword, where that is enough; else empty."""
    suspected: bool
    fingerprints: tuple[str, ...]

    @property
    def section(self) -> str:
        return self.raised[0].section


@dataclass(frozen=True, slots=True)
class Answer:
    """A question that a document raises and answers."""

    check: Check
    document: str
    raised: tuple[Citation, ...]
    answered: tuple[Citation, ...]

    @property
    def denies(self) -> bool:
        """True where the only answer is that there is nothing to consider."""
        return bool(self.answered) and all(_DENIAL.search(citation.quote) for citation in self.answered)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one guideline comes to. Concerns are told in full under one guideline; `shared` names those that are told under another one."""

    guideline: Guideline
    state: State
    because: str
    concerns: tuple[Concern, ...]
    shared: tuple[tuple[Concern, str], ...]
    answers: tuple[Answer, ...]
    checks: tuple[Check, ...]
    """All that were asked."""
    silent: tuple[Check, ...]
    """Those for which nothing was found that raises them."""


@dataclass(frozen=True, slots=True)
class RowAssessment:
    """What one line of a table comes to."""

    row: Row
    state: State
    because: str
    raised: tuple[Citation, ...]
    answered: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ReviewedDocument:
    """A document of the suite. `digest` is the SHA-256 of its bytes, in hexadecimal."""

    linted: LintedDocument
    document: Document
    digest: str
    inventory: Inventory


@dataclass(frozen=True, slots=True)
class Review:
    """A review of one document, or of several as one protocol suite."""

    documents: tuple[ReviewedDocument, ...]
    date: str
    """ISO 8601; empty where nobody says what day it is."""
    version: str
    persona: str
    guidelines: tuple[Assessment, ...]
    wording: tuple[Concern, ...]
    """Requirements whose wording weakens them, under no guideline."""
    other: tuple[Concern, ...]
    """Concerns of checks that belong to no guideline: those of others."""
    privacy: tuple[RowAssessment, ...]
    attacks: tuple[RowAssessment, ...]
    monitoring: tuple[RowAssessment, ...]
    acceptances: tuple[Acceptance, ...]
    diagnostics: tuple[Diagnostic, ...]
    failures: tuple[Failure, ...]

    def concerns(self) -> Iterator[Concern]:
        """Every concern once, in the order of the guidelines."""
        for assessment in self.guidelines:
            yield from assessment.concerns
        yield from self.wording
        yield from self.other

    def with_state(self, state: State) -> tuple[Assessment, ...]:
        return tuple(assessment for assessment in self.guidelines if assessment.state is state)

    @property
    def recommendations(self) -> tuple[Concern, ...]:
        """The concerns, the worst first."""
        return tuple(sorted(self.concerns(), key=lambda concern: (concern.severity.rank, concern.suspected)))

    @property
    def author_questions(self) -> tuple[Concern, ...]:
        """Concerns that may well have an answer that is not in the text: hints and suspicions, each check once."""
        once: dict[str, Concern] = {}
        for concern in self.concerns():
            if concern.severity is Severity.INFO or concern.suspected:
                once.setdefault(concern.check.id, concern)
        return tuple(once.values())

    @property
    def left_to_people(self) -> tuple[Guideline, ...]:
        """The guidelines about which people are to be asked: those with concerns, and those of which words tell little."""
        return tuple(
            assessment.guideline
            for assessment in self.guidelines
            if assessment.state is State.CONCERN or (assessment.state is State.NOT_ASSESSED and not assessment.guideline.words_tell)
        )
