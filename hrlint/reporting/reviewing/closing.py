"""The end of a review: what is fine, what nobody assessed, questions, recommendations, acceptances."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hrlint.checking.review import Assessment, Review, State
from hrlint.reporting.reviewing.pieces import Heading, Item, Note, Paragraph, Piece
from hrlint.reporting.reviewing.words import counted, joined, place


def closing(review: Review, note: Callable[[str, str], Note]) -> Iterator[Piece]:
    """The pieces after the tables; `note` makes a note of the reviewer."""
    yield from _lists(review)
    yield from _questions(review)
    yield Heading(1, "Conclusion")
    yield note("conclusion", "What the group should do.")
    several = len(review.documents) > 1
    for number, concern in enumerate(review.recommendations, 1):
        yield Item(f"{concern.check.advice} ({concern.severity.value}; {place(concern.raised[0], several)})", number)
    yield Heading(1, "Acceptances in Force")
    yield Paragraph("What the authors accept in their text or configuration, with their reasons.")
    counting = [acceptance for acceptance in review.acceptances if acceptance.counts]
    for acceptance in counting:
        until = f", until {acceptance.expires}" if acceptance.expires else ""
        where = f"{acceptance.location.source.path}, line {acceptance.location.start.line}"
        yield Item(f"{', '.join(acceptance.checks)}: {acceptance.reason} ({where}{until}; {counted(acceptance.accepted, 'place')})")
    if not counting:
        yield Item("none")


def _lists(review: Review) -> Iterator[Piece]:
    yield Heading(1, "What Was Checked")
    asked = {check.id for assessment in review.guidelines for check in assessment.checks}
    yield Paragraph(f"{counted(len(asked), 'check')} of the guidelines were asked.")
    yield Heading(2, "Guidelines without a Concern")
    fine = [assessment for assessment in review.guidelines if assessment.state is State.ADDRESSED]
    yield from _named(fine)
    yield Heading(2, "Guidelines That Do Not Apply")
    yield from _named(review.with_state(State.NOT_APPLICABLE))
    yield Heading(2, "Guidelines Not Assessed")
    yield from _named(review.with_state(State.NOT_ASSESSED))
    yield Heading(2, "What No Tool Can Assess")
    yield from (Item(f"{assessment.guideline.section} {assessment.guideline.name}: {assessment.guideline.beyond}") for assessment in review.guidelines)
    for failure in review.failures:
        yield Item(f"not done: {failure.path}: {failure.reason}")


def _named(assessments: tuple[Assessment, ...] | list[Assessment]) -> Iterator[Piece]:
    for assessment in assessments:
        silent = f"; asked, and nothing found: {joined(check.id for check in assessment.silent)}" if assessment.silent else ""
        yield Item(f"{assessment.guideline.section} {assessment.guideline.name}: {assessment.because}{silent}")
    if not assessments:
        yield Item("none")


def _questions(review: Review) -> Iterator[Piece]:
    yield Heading(1, "Questions")
    several = len(review.documents) > 1
    guidelines = review.left_to_people
    yield Heading(2, "For the Authors")
    questions = review.author_questions
    yield from (Item(f"{concern.check.question} ({place(concern.raised[0], several)})") for concern in questions)
    if not questions:
        yield Item("none besides those of the concerns above")
    for title, texts in (
        ("For Experts (RFC 9620, Section 3.3)", [(guideline, guideline.experts) for guideline in guidelines]),
        ("For People Affected (RFC 9620, Section 3.4)", [(guideline, guideline.affected) for guideline in guidelines]),
        ("To Measure in Implementations (RFC 9620, Section 3.5)", [(guideline, guideline.measure) for guideline in guidelines]),
    ):
        yield Heading(2, title)
        yield from (Item(f"{guideline.name}: {text}") for guideline, listed in texts for text in listed)
