"""Judges one question of the catalogue: does a document raise it, and does its text answer it?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hrlint.checking.check import Check, Placement
from hrlint.checking.expression import Expression, Question
from hrlint.checking.finding import VerdictState
from hrlint.checking.scope import Place
from hrlint.reading.document import Document

_SPOKEN = (VerdictState.NOT_APPLICABLE, VerdictState.NOT_RAISED, VerdictState.ADDRESSED, VerdictState.UNADDRESSED)
_MOST_TRIGGERS = 500
"""Triggers of one check that are asked for their answers where it reports once a document: its length must not cost its square."""


class Answered(NamedTuple):
    """What a document says to a question."""

    state: VerdictState
    open: tuple[Place, ...]
    """Triggers that the text does not answer."""
    raised: tuple[Place, ...] = ()
    """All triggers."""
    evidence: tuple[Place, ...] = ()
    """What answers them."""
    suspected: frozenset[Place] = frozenset()
    """Those of the open ones that only suspicion found."""


def ask(check: Check, question: Question, *, suspicious: bool) -> Answered:
    """What a document says to the question of a check; `suspicious` asks for what the check only suspects, too."""
    if check.applies_to and question.reading.genre.value not in check.applies_to:
        return Answered(VerdictState.NOT_APPLICABLE, ())
    certain = _judge(check, question, check.raised, (check.addressed,))
    if check.certain_where is not None and not check.certain_where.evaluate(question).holds:
        certain = certain._replace(suspected=frozenset(certain.open))
    # What is certain speaks for a document; only where nothing is raised, suspicion does.
    if check.suspected is None or not suspicious or (check.placement is Placement.DOCUMENT and certain.state is not VerdictState.NOT_RAISED):
        return certain
    suspicion = _judge(check, question, check.suspected, (check.addressed, check.dispelled))
    open_ = tuple(place for place in suspicion.open if not any(place.start < other.end and other.start < place.end for other in certain.raised))
    return Answered(
        VerdictState.UNADDRESSED if certain.open or open_ else max(certain.state, suspicion.state, key=_SPOKEN.index),
        certain.open + open_,
        certain.raised + suspicion.raised,
        certain.evidence + suspicion.evidence,
        certain.suspected.union(open_),
    )


def _judge(check: Check, question: Question, asks: Expression, answers: tuple[Expression | None, ...]) -> Answered:
    """What an expression raises, and which of its places the text leaves open."""
    outcome = asks.evaluate(question)
    if not outcome.holds:
        return Answered(VerdictState.NOT_RAISED, ())
    raised = outcome.places or (Place(0, 0, section=0),)
    raised = _first_in_each_sentence(question.reading.document, raised)
    open_: list[Place] = []
    evidence: dict[Place, None] = {}
    for place in raised if check.placement is Placement.PLACE else raised[:_MOST_TRIGGERS]:
        answer = next((given for expression in answers if expression and (given := expression.evaluate(question.at(place))).holds), None)
        if answer is None:
            open_.append(place)
            continue
        evidence.update(dict.fromkeys(answer.places))
        if check.placement is Placement.DOCUMENT:
            # One answer shows that the authors considered the question; which places it covers is for people to judge.
            return Answered(VerdictState.ADDRESSED, (), raised, tuple(evidence))
    return Answered(VerdictState.UNADDRESSED if open_ else VerdictState.ADDRESSED, tuple(open_), raised, tuple(evidence))


def _first_in_each_sentence(document: Document, places: Sequence[Place]) -> tuple[Place, ...]:
    """One sentence is told of once, however many of its words raise the question."""
    first: dict[tuple[int, int | None], Place] = {}
    for place in places:
        first.setdefault((document.sentence_at(place.start), place.section), place)
    return tuple(first.values())
