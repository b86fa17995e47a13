"""What must follow where a phrase begins with a given word, so that it is only tried where it can succeed.

Of a phrase with fifty alternatives one or two begin with a given word, and what these need is soon told: the next word is one of a few, or
another word stands further on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hrlint.matching.phrases import Beginning, Step


@dataclass(frozen=True, slots=True)
class Opening:
    """What may stand behind the first word of a phrase. Keys are words in lower case; those ending in `*` are beginnings of words."""

    whole: bool
    """The word is the phrase."""
    alone: bool
    """Nothing must follow, but something may."""
    following: frozenset[str]
    """Keys of the next word, one of which suffices."""
    beyond: frozenset[str]
    """Keys of which the clause must hold one besides, where the next word is right; none where that is not known."""
    later: frozenset[str]
    """Keys of words further on in the clause, one of which suffices."""
    ways: tuple[Beginning, ...]
    """All that may follow, in the order in which it is tried."""


def opening_of(candidates: Iterable[Beginning], token: str) -> Opening | None:
    """How a phrase goes on behind a word of the text; None where it does not begin with that word after all, because of its case or length."""
    found = [beginning for beginning in candidates if beginning.word.fits(beginning.form, token)]
    if not found:
        return None
    alone, following, beyond, later = False, set[str](), set[frozenset[str]](), set[str]()
    for word, form, rest in found:
        pieces = word.pieces(form)
        if len(pieces) > 1:
            following.add(pieces[1].lower())
            beyond.add(_rarest(rest))
        elif not form[-1].isalnum() or all(step.optional for step in rest):
            alone = True
        elif (near := _near(rest)) is None:
            later |= _rarest(rest)
        else:
            following |= near[0]
            beyond.add(_rarest(rest[near[1] :]))
    whole = all(form.isalnum() and not rest for _, form, rest in found)
    besides = frozenset[str]().union(*beyond) if all(beyond) else frozenset[str]()
    return Opening(whole, alone, frozenset(following), besides, frozenset(later), tuple(found))


def _near(rest: Sequence[Step]) -> tuple[frozenset[str], int] | None:
    """Keys of which one must be met at once behind the first word, and how many steps they speak for; None where words may stand between."""
    keys = frozenset[str]()
    for number, step in enumerate(rest, 1):
        if step.gap is not None:
            return None
        keys |= step.part.first_keys
        if not step.optional:
            return keys, number
    return None


def _rarest(rest: Sequence[Step]) -> frozenset[str]:
    """The keys of the step that a text is least likely to hold: short words are common. None where no step must be there."""
    parts = [step.part for step in rest if not step.optional]
    return max(parts, key=lambda part: part.shortest_key).first_keys if parts else frozenset()
