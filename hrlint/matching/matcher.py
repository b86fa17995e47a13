"""Finds all mentions of all concepts in one pass over the words of a document.

Each phrase is filed under the words that it can begin with. A word of the text is looked up once, and of the phrases filed under it only
those are tried whose next word follows, or whose later words stand in the same line (`openings.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from hrlint.matching.openings import Beginning, beginnings, opening_of
from hrlint.matching.trial import Line
from hrlint.matching.vocabulary import Vocabulary

_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}://[^\s<>\"]+")
"""A written-out address, whose words say nothing."""
_STEM = re.compile(r"[^\W_]+(?=\*)")
_REMEMBERED = 200_000
"""Words whose plans are kept from document to document."""
_FILED = 3
"""Letters under which beginnings of words are filed."""


class Mention(NamedTuple):
    """A range of prose offsets in which a concept is mentioned."""

    start: int
    end: int


class _Entry(NamedTuple):
    """A phrase: the concept that it mentions, or that it does not mention after all."""

    concept: str
    exception: bool


class _Attempt(NamedTuple):
    """An entry behind a certain first word."""

    entry: _Entry
    ways: tuple[Beginning, ...]
    needed: frozenset[str]
    """Keys of which the line must hold one; none where that is not known."""

    def end_at(self, line: Line, at: int) -> int:
        """Where the phrase ends that begins with a word of a line, -1 where none begins there."""
        for word, form, rest in self.ways:
            end = line.end_of(word, form, rest, at)
            if end >= 0:
                return end
        return -1


class _Plan(NamedTuple):
    """What to try at a certain word."""

    whole: tuple[tuple[_Entry, bool], ...]
    """Phrases that are this word, or (True) the beginning of it."""
    alone: tuple[_Attempt, ...]
    """Phrases that may end with it."""
    following: Mapping[str, tuple[_Attempt, ...]]
    """Phrases that go on, by the next word."""
    later: tuple[_Attempt, ...]
    """Phrases that go on with words further on."""


class _Known(NamedTuple):
    """A word of a text: in lower case, then the beginnings that it has, each with a `*`; and what to try at it."""

    keys: tuple[str, ...]
    plan: _Plan | None


class _Words(dict[str, _Known]):
    """The words met so far; a new one is looked up in the vocabulary once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._filed: dict[str, list[tuple[int, int, _Entry, Beginning]]] = {}
        self._stems: dict[str, set[str]] = {}
        number = 0
        for concept in vocabulary.concepts.values():
            for exception, phrases in ((False, concept.phrases), (True, concept.exceptions)):
                entry = _Entry(concept.id, exception)
                for phrase in phrases:
                    number += 1
                    for order, (key, beginning) in enumerate(beginnings(phrase)):
                        self._filed.setdefault(key, []).append((number, order, entry, beginning))
                    for stem in _STEM.findall(phrase.text.lower()):
                        self._stems.setdefault(stem[:_FILED], set()).add(stem)

    def __missing__(self, token: str) -> _Known:
        word = token.lower()
        stems = (stem for length in range(1, _FILED + 1) for stem in self._stems.get(word[:length], ()) if length == min(_FILED, len(stem)))
        keys = (word, *sorted(f"{stem}*" for stem in stems if word.startswith(stem)))
        known = self[token] = _Known(keys, self._plan(token, keys))
        return known

    def _plan(self, token: str, keys: Iterable[str]) -> _Plan | None:
        filed: dict[int, list[tuple[int, int, _Entry, Beginning]]] = {}
        for key in keys:
            for item in self._filed.get(key, ()):
                filed.setdefault(item[0], []).append(item)
        whole: list[tuple[_Entry, bool]] = []
        alone: list[_Attempt] = []
        following: dict[str, tuple[_Attempt, ...]] = {}
        later: list[_Attempt] = []
        for items in filed.values():
            items.sort(key=lambda item: item[1])
            entry = items[0][2]
            opening = opening_of([item[3] for item in items], token)
            if opening is None:
                continue
            if opening.whole:
                whole += [(entry, stem) for stem in {way.word.stem for way in opening.ways}]
            elif opening.alone:
                alone.append(_Attempt(entry, opening.ways, frozenset()))
            else:
                for key in opening.following:
                    following[key] = (*following.get(key, ()), _Attempt(entry, opening.ways, opening.beyond))
                if opening.later:
                    later.append(_Attempt(entry, opening.ways, opening.later))
        return _Plan(tuple(whole), tuple(alone), following, tuple(later)) if whole or alone or following or later else None


class Matcher:
    """Matches the phrases of a vocabulary. One matcher serves any number of documents."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = _Words(vocabulary)

    def find(self, text: str) -> Mapping[str, tuple[Mention, ...]]:
        """All mentions of each concept, in order, none inside another of the same concept, none that an exception covers."""
        if len(self._words) > _REMEMBERED:
            self._words.clear()
        found: dict[str, list[Mention]] = {}
        exceptions: dict[str, list[Mention]] = {}
        addresses = [match.span() for match in _ADDRESS.finditer(text)] if "://" in text else []
        start = 0
        for line in text.split("\n"):
            for entry, mention in self._mentions(text, start, start + len(line)):
                if not addresses or not _is_inside(addresses, mention.start):
                    (exceptions if entry.exception else found).setdefault(entry.concept, []).append(mention)
            start += len(line) + 1
        return {concept: _outermost(mentions, exceptions.get(concept, ())) for concept, mentions in sorted(found.items())}

    def _mentions(self, text: str, start: int, end: int) -> Iterator[tuple[_Entry, Mention]]:
        """What a line holds; no phrase goes on in the next."""
        words = list(_WORD.finditer(text, start, end))
        known = [self._words[word.group()] for word in words]
        line = Line(text, words, [keys for keys, _ in known])
        keys = line.keys
        present: set[str] | None = None
        for at, (_, plan) in enumerate(known):
            if plan is None:
                continue
            for entry, stem in plan.whole:
                stop = line.end_of_word(at, stem)
                if stop >= 0:
                    yield entry, Mention(line.start(at), stop)
            attempts = list(plan.alone)
            if plan.following and at + 1 < len(keys):
                next_keys = keys[at + 1]
                if next_keys[0] == "s" and at + 2 < len(keys):  # the user's name
                    next_keys += keys[at + 2]
                for key in next_keys:
                    attempts += plan.following.get(key, ())
            if plan.later:
                attempts += plan.later
            if not attempts:
                continue
            if present is None:
                present = set().union(*keys)
            for attempt in attempts:
                if attempt.needed and attempt.needed.isdisjoint(present):
                    continue
                stop = attempt.end_at(line, at)
                if stop >= 0:
                    yield attempt.entry, Mention(line.start(at), stop)


def _is_inside(spans: list[tuple[int, int]], offset: int) -> bool:
    """True where one of the spans, which come in order, holds the offset behind its first character."""
    at = bisect_left(spans, (offset,)) - 1
    return at >= 0 and spans[at][0] < offset < spans[at][1]


def _outermost(mentions: list[Mention], exceptions: Iterable[Mention]) -> tuple[Mention, ...]:
    covered = _joined(exceptions)
    starts = [mention.start for mention in covered]
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if kept and mention.end <= kept[-1].end:
            continue
        nearest = bisect_left(starts, mention.end) - 1
        if nearest >= 0 and covered[nearest].end > mention.start:
            continue
        kept.append(mention)
    return tuple(kept)


def _joined(mentions: Iterable[Mention]) -> list[Mention]:
    """The ranges that mentions cover, in their order, without overlaps."""
    covered: list[Mention] = []
    for mention in sorted(mentions):
        if covered and mention.start <= covered[-1].end:
            covered[-1] = Mention(covered[-1].start, max(covered[-1].end, mention.end))
        else:
            covered.append(mention)
    return covered
