"""Requirements of two versions of a text, matched by who must do what to what; and what became of their keywords."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from hrlint.matching.likeness import likeness, words_of
from hrlint.matching.reading import Reading
from hrlint.matching.requirement import Requirement, Strength

_LEVEL = {Strength.MUST: 3, Strength.MUST_NOT: 3, Strength.SHOULD: 2, Strength.SHOULD_NOT: 2, Strength.MAY: 1}
_DENYING = frozenset({Strength.MUST_NOT, Strength.SHOULD_NOT})
_ALIKE = 0.5
_MOST_CANDIDATES = 40
_BEYOND = 40
"""Characters after the object in which a means of protection still belongs to the clause: "send it over TLS"."""
PROTECTING = ("strong-protective-act", "protective-means", "encrypts", "authenticates", "secure-transport", "rotation", "deletion")
CARING = ("protective-act",)
"""Verbs that protect only where what they are done to says so."""
EXPOSING = ("exposing-act",)
GOODS = ("protected-good", "personal-data", "persistent-identifier")


class Direction(str, Enum):
    """What became of a requirement."""

    WEAKER = "weaker"
    STRONGER = "stronger"
    REVERSED = "reversed"
    REMOVED = "removed"
    ADDED = "added"


class Effect(str, Enum):
    """What a requirement does for people: it protects, it exposes, or neither is told by its words."""

    PROTECTS = "protects"
    EXPOSES = "exposes"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Clause:
    """A requirement of one version; `start` and `end` are the prose offsets of its sentence."""

    strength: Strength
    actor: str
    action: str
    object: str
    passive: bool
    effect: Effect
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RequirementChange:
    """A requirement that is not what it was; `old` is None where it is new, `new` where it is gone."""

    direction: Direction
    old: Clause | None
    new: Clause | None

    @property
    def is_worse(self) -> bool:
        """True where protection got weaker, or exposure stronger."""
        protected = self.old is not None and self.old.effect is Effect.PROTECTS
        exposes = self.new is not None and self.new.effect is Effect.EXPOSES
        if self.direction is Direction.REVERSED:
            return exposes or (protected and self.new is not None and self.new.effect is not Effect.PROTECTS)
        if self.direction is Direction.REMOVED:
            return protected and self.old is not None and self.old.strength is not Strength.MAY
        return (self.direction is Direction.WEAKER and protected) or (self.direction is Direction.STRONGER and exposes)


@dataclass(frozen=True, slots=True)
class _Entry:
    clause: Clause
    action: frozenset[str]
    what: frozenset[str]
    who: frozenset[str]

    @property
    def key(self) -> tuple[frozenset[str], ...]:
        return self.action, self.what, self.who


def requirement_changes(old: Reading, new: Reading) -> tuple[RequirementChange, ...]:
    """Those that changed, in the order of the new text; then those that are gone or added, if they protect or expose."""
    before, after = list(map(_entry, _clauses(old))), list(map(_entry, _clauses(new)))
    pairs = _same(before, after)
    met_before = {id(one) for one, _ in pairs}
    met_after = {id(other) for _, other in pairs}
    pairs += _alike([entry for entry in before if id(entry) not in met_before], [entry for entry in after if id(entry) not in met_after])
    met_before = {id(one) for one, _ in pairs}
    met_after = {id(other) for _, other in pairs}
    changes = [change for one, other in pairs if (change := _change(one.clause, other.clause)) is not None]
    changes.sort(key=lambda change: change.new.start if change.new else 0)
    gone = [entry.clause for entry in before if id(entry) not in met_before and entry.clause.effect is not Effect.OTHER]
    added = [entry.clause for entry in after if id(entry) not in met_after and entry.clause.effect is not Effect.OTHER]
    return (
        *changes,
        *(RequirementChange(Direction.REMOVED, clause, None) for clause in gone),
        *(RequirementChange(Direction.ADDED, None, clause) for clause in added),
    )


def _clauses(reading: Reading) -> Iterator[Clause]:
    text = reading.document.prose.text
    for requirement in reading.requirements:
        sentence = reading.document.sentences[requirement.sentence]
        yield Clause(
            requirement.strength,
            "" if requirement.passive else text[slice(*requirement.actor)],
            text[slice(*requirement.action)],
            text[slice(*requirement.object)],
            requirement.passive,
            _effect(reading, requirement, sentence.end),
            sentence.start,
            sentence.end,
        )


def _effect(reading: Reading, requirement: Requirement, end: int) -> Effect:
    """Told from the verb and what it is done to: to encrypt protects; to log an address exposes, and not to log it protects."""
    start, stop = requirement.action.start, min(end, max(requirement.object.end, requirement.action.end))
    if requirement.passive:
        start = min(start, requirement.object.start)
        stop = max(requirement.action.end, requirement.object.end)

    def names(concepts: Iterable[str], from_: int, to: int) -> bool:
        return any(reading.mentions_between(concept, from_, to) for concept in concepts)

    if requirement.action.start == requirement.action.end:
        return Effect.OTHER
    denied = requirement.strength in _DENYING
    shields = names(PROTECTING, requirement.action.end, min(end, stop + _BEYOND))  # "MUST send credentials over TLS" is about the protection
    if not shields and names(EXPOSING, requirement.action.start, requirement.action.end) and names(GOODS, start, stop):
        return Effect.PROTECTS if denied else Effect.EXPOSES
    cares = names(CARING, requirement.action.start, requirement.action.end) and names(GOODS, start, stop)
    if cares or names(PROTECTING, start, min(end, stop + _BEYOND)):
        return Effect.OTHER if denied else Effect.PROTECTS
    return Effect.OTHER


def _entry(clause: Clause) -> _Entry:
    return _Entry(clause, words_of(clause.action), words_of(clause.object), words_of(clause.actor))


def _same(before: list[_Entry], after: list[_Entry]) -> list[tuple[_Entry, _Entry]]:
    """Those with the same words, in their order; of several with the same words those with the same keyword first."""
    waiting: defaultdict[object, list[_Entry]] = defaultdict(list)
    pairs: list[tuple[_Entry, _Entry]] = []
    left: list[_Entry] = []
    for entry in after:
        waiting[entry.key, entry.clause.strength].append(entry)
    for entry in before:
        found = waiting[entry.key, entry.clause.strength]
        if found:
            pairs.append((entry, found.pop(0)))
        else:
            left.append(entry)
    by_key: defaultdict[object, list[_Entry]] = defaultdict(list)
    for found in waiting.values():
        for entry in found:
            by_key[entry.key].append(entry)
    for entry in left:
        if by_key[entry.key]:
            pairs.append((entry, by_key[entry.key].pop(0)))
    return pairs


def _alike(before: list[_Entry], after: list[_Entry]) -> list[tuple[_Entry, _Entry]]:
    """Those with the same verb and nearly the same words otherwise, the most alike first."""
    by_action: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(after):
        for word in entry.action:
            if len(by_action[word]) < _MOST_CANDIDATES:
                by_action[word].append(number)
    scored = [
        (_score(entry, after[number]), -at, -number)
        for at, entry in enumerate(before)
        for number in dict.fromkeys(number for word in entry.action for number in by_action.get(word, ()))
    ]
    pairs, taken_before, taken_after = [], set(), set()
    for score, at, number in sorted(scored, reverse=True):
        if score >= _ALIKE and -at not in taken_before and -number not in taken_after:
            taken_before.add(-at)
            taken_after.add(-number)
            pairs.append((before[-at], after[-number]))
    return pairs


def _score(one: _Entry, other: _Entry) -> float:
    """How alike two requirements with the same verb are; an empty slot on both sides tells nothing, and counts half."""
    what = likeness(one.what, other.what) if one.what or other.what else 0.5
    who = likeness(one.who, other.who) if one.who or other.who else 0.5
    return 0.65 * what + 0.35 * who


def _change(old: Clause, new: Clause) -> RequirementChange | None:
    if (old.strength in _DENYING) != (new.strength in _DENYING):
        return RequirementChange(Direction.REVERSED, old, new)
    difference = _LEVEL[new.strength] - _LEVEL[old.strength]
    if not difference:
        return None
    return RequirementChange(Direction.STRONGER if difference > 0 else Direction.WEAKER, old, new)
