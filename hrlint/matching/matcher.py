"""Finds all mentions of all concepts in one pass over the words of a document.

Each phrase is filed under the words that it can begin with. A word of the text is looked up once, and of the phrases filed under it only
those are tried whose next word follows, or whose later words stand in the same line (`openings.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
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


class _Plan(NamedTuple):
    """What to try at a certain word."""

    whole: tuple[_Entry, ...]
    """Phrases that are this word."""
    begun: tuple[_Entry, ...]
    """Phrases that are the beginning of it."""
    alone: tuple[_Attempt, ...]
    """Phrases that may end with it."""
    following: Mapping[str, tuple[_Attempt, ...]]
    """Phrases that go on, by the next word."""
    later: tuple[_Attempt, ...]
    """Phrases that go on with words further on."""


_Known = tuple[tuple[str, ...], _Plan | None]
"""A word of a text: in lower case, then the beginnings that it has, each with a `*`; and what to try at it."""
_Found = dict[_Entry, list[Mention]]


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
        known = self[token] = (keys, self._plan(token, keys))
        return known

    def _plan(self, token: str, keys: Iterable[str]) -> _Plan | None:
        filed: dict[int, list[tuple[int, int, _Entry, Beginning]]] = {}
        for key in keys:
            for item in self._filed.get(key, ()):
                filed.setdefault(item[0], []).append(item)
        whole: list[_Entry] = []
        begun: list[_Entry] = []
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
                for stem in {way.word.stem for way in opening.ways}:
                    (begun if stem else whole).append(entry)
            elif opening.alone:
                alone.append(_Attempt(entry, opening.ways, frozenset()))
            else:
                for key in opening.following:
                    following[key] = (*following.get(key, ()), _Attempt(entry, opening.ways, opening.beyond))
                if opening.later:
                    later.append(_Attempt(entry, opening.ways, opening.later))
        plan = _Plan(tuple(whole), tuple(begun), tuple(alone), following, tuple(later))
        return plan if any(plan) else None


class Matcher:
    """Matches the phrases of a vocabulary. One matcher serves any number of documents."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = _Words(vocabulary)

    def find(self, text: str) -> Mapping[str, tuple[Mention, ...]]:
        """All mentions of each concept, in order, none inside another of the same concept, none that an exception covers."""
        if len(self._words) > _REMEMBERED:
            self._words.clear()
        found: _Found = {}
        start = 0
        for line in text.split("\n"):
            end = start + len(line)
            self._search(text, start, end, found)
            start = end + 1
        addresses = [match.span() for match in _ADDRESS.finditer(text)] if "://" in text else []
        if addresses:
            found = {entry: [mention for mention in mentions if not _is_inside(addresses, mention[0])] for entry, mentions in found.items()}
        return {
            concept: _outermost(mentions, found.get(_Entry(concept, True), ()))
            for (concept, exception), mentions in sorted(found.items(), key=lambda item: item[0])
            if mentions and not exception
        }

    def _search(self, text: str, start: int, end: int, found: _Found) -> None:
        """Adds what a line holds; no phrase goes on in the next."""
        words = list(_WORD.finditer(text, start, end))
        known_words = self._words
        known = [known_words[word[0]] for word in words]
        planned = [(at, plan) for at, (_, plan) in enumerate(known) if plan is not None]
        if not planned:
            return
        line = Line(text, words, [keys for keys, _ in known])
        for at, (whole, begun, alone, following, later) in planned:
            for entries, stem in ((whole, False), (begun, True)):
                if entries and (stop := line.end_of_word(at, stem)) >= 0:
                    mention = Mention(words[at].start(), stop)
                    for entry in entries:
                        found.setdefault(entry, []).append(mention)
            attempts = alone
            if following:
                for key in line.next_keys(at):
                    attempts += following.get(key, ())
            attempts += later
            if not attempts:
                continue
            present = line.present()
            for entry, ways, needed in attempts:
                if needed and needed.isdisjoint(present):
                    continue
                for word, form, rest in ways:
                    stop = line.end_of(word, form, rest, at)
                    if stop >= 0:
                        found.setdefault(entry, []).append(Mention(words[at].start(), stop))
                        break


def _is_inside(spans: list[tuple[int, int]], offset: int) -> bool:
    """True where one of the spans, which come in order, holds the offset behind its first character."""
    at = bisect_left(spans, (offset,)) - 1
    return at >= 0 and spans[at][0] < offset < spans[at][1]


def _outermost(mentions: list[Mention], exceptions: Iterable[Mention]) -> tuple[Mention, ...]:
    covered = _joined(exceptions)
    kept: list[Mention] = []
    kept_end = -1
    for mention in sorted(mentions, key=lambda mention: (mention[0], -mention[1])):
        start, end = mention
        if end <= kept_end:
            continue
        if covered:
            nearest = bisect_left(covered, (end,)) - 1
            if nearest >= 0 and covered[nearest][1] > start:
                continue
        kept.append(mention)
        kept_end = end
    return tuple(kept)


def _joined(mentions: Iterable[Mention]) -> list[tuple[int, int]]:
    """The ranges that mentions cover, in their order, without overlaps."""
    covered: list[tuple[int, int]] = []
    for start, end in sorted(mentions):
        if covered and start <= covered[-1][1]:
            covered[-1] = (covered[-1][0], max(covered[-1][1], end))
        else:
            covered.append((start, end))
    return covered
