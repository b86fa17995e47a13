"""Finds all mentions of all concepts in one pass over the words of a document.

Each phrase is filed under the words that it can begin with. A word of the text is looked up once, and of the phrases filed under it only
those are tried whose next word follows, or whose later words stand in the same clause (`openings.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, compress
from operator import not_, or_
from typing import NamedTuple

from hrlint.matching.openings import opening_of
from hrlint.matching.phrases import Beginning, beginnings
from hrlint.matching.trial import Text
from hrlint.matching.vocabulary import Vocabulary

_WORD = re.compile(r"([^\W_]+)")
_LONGEST_SCHEME = 21
_SCHEME = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]{{0,{_LONGEST_SCHEME - 1}}}\Z")
_ADDRESS = re.compile(r"://[^\s<>\"]+")
"""What follows the scheme of a written-out address, whose words say nothing."""
_CLAUSE_END = re.compile(r"[.;:!?)]\s|\n|\s\(")
_STEM = re.compile(r"[^\W_]+(?=\*)")
_REMEMBERED = 200_000
"""Words whose plans are kept from document to document."""
_FILED = 3
"""Letters under which beginnings of words are filed."""
_AT_ONCE = 1 << 13
"""Letters after which the line ends with which a part of a text ends: parts are searched one after the other, and only one is held in memory as words."""


class Mention(NamedTuple):
    """A range of prose offsets in which a concept is mentioned."""

    start: int
    end: int


class _Attempt(NamedTuple):
    """A phrase behind a certain first word."""

    entry: int
    """Twice the number of the concept that it mentions; one more where it is an exception from it."""
    ways: tuple[Beginning, ...]
    needed: frozenset[str]
    """Keys of which the clause must hold one; none where that is not known."""


class _Plan(NamedTuple):
    """What to try at a certain word besides the word itself."""

    alone: tuple[_Attempt, ...]
    """Phrases that may end with it."""
    following: Mapping[str, tuple[_Attempt, ...]]
    """Phrases that go on, by the next word."""
    later: tuple[_Attempt, ...]
    """Phrases that go on with words further on."""
    distant: frozenset[str]
    """Keys of which the clause must hold one for any of those."""


class _Known(NamedTuple):
    """A word of a text, as far as the vocabulary knows it."""

    keys: tuple[str, ...]
    """In lower case, then the beginnings that it has, each with a `*`."""
    whole: tuple[tuple[bool, tuple[int, ...]], ...] = ()
    """Entries with a phrase that is this word, and (True) with one that is the beginning of it."""
    following: frozenset[str] = frozenset()
    """Keys of the next word with which a phrase goes on."""
    open: bool = False
    """True where something is to be tried whatever the next word is."""
    plan: _Plan = _Plan((), {}, (), frozenset())


class _Filed(NamedTuple):
    """A beginning of a phrase: the number of the phrase, the rank of the beginning in it, and its entry."""

    phrase: int
    order: int
    entry: int
    beginning: Beginning


_Found = list[list[tuple[int, int]]]
"""By entries: starts and negated ends, so that in order the longest comes first."""


class _Words(dict[str, _Known]):
    """The words met so far; a new one is looked up in the vocabulary once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.concepts = sorted(vocabulary.concepts)
        self._filed: dict[str, list[_Filed]] = {}
        self._stems: dict[str, set[str]] = {}
        listed = [phrases for id in self.concepts for phrases in (vocabulary.concepts[id].phrases, vocabulary.concepts[id].exceptions)]
        for number, (entry, phrase) in enumerate((entry, phrase) for entry, phrases in enumerate(listed) for phrase in phrases):
            for order, (key, beginning) in enumerate(beginnings(phrase.choice.sequences)):
                self._filed.setdefault(key, []).append(_Filed(number, order, entry, beginning))
            for stem in _STEM.findall(phrase.text.lower()):
                self._stems.setdefault(stem[:_FILED], set()).add(stem)

    def __missing__(self, token: str) -> _Known:
        word = token.lower()
        stems = (stem for length in range(1, _FILED + 1) for stem in self._stems.get(word[:length], ()) if length == min(_FILED, len(stem)))
        keys = (word, *sorted(f"{stem}*" for stem in stems if word.startswith(stem)))
        known = self[token] = self._known(token, keys)
        return known

    def _known(self, token: str, keys: tuple[str, ...]) -> _Known:
        filed: dict[int, list[_Filed]] = {}
        for key in keys:
            for item in self._filed.get(key, ()):
                filed.setdefault(item.phrase, []).append(item)
        if not filed:
            return _Known(keys)
        whole: dict[bool, dict[int, None]] = {}
        alone: list[_Attempt] = []
        following: dict[str, tuple[_Attempt, ...]] = {}
        later: list[_Attempt] = []
        for items in filed.values():
            items.sort(key=lambda item: item.order)
            entry = items[0].entry
            opening = opening_of([item.beginning for item in items], token)
            if opening is None:
                continue
            if opening.whole:
                for way in opening.ways:
                    whole.setdefault(way.word.stem, {})[entry] = None
            elif opening.alone:
                alone.append(_Attempt(entry, opening.ways, frozenset()))
            else:
                for key in opening.following:
                    following[key] = (*following.get(key, ()), _Attempt(entry, opening.ways, opening.beyond))
                if opening.later:
                    later.append(_Attempt(entry, opening.ways, opening.later))
        plan = _Plan(tuple(alone), following, tuple(later), frozenset[str]().union(*(attempt.needed for attempt in later)))
        # Behind "user's" stands "s": what follows then is the word after it.
        next_keys = frozenset((*following, "s") if following else ())
        return _Known(keys, tuple((stem, tuple(entries)) for stem, entries in whole.items()), next_keys, bool(alone or later), plan)


class Matcher:
    """Matches the phrases of a vocabulary. One matcher serves any number of documents."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = _Words(vocabulary)

    def find(self, text: str) -> Mapping[str, tuple[Mention, ...]]:
        """All mentions of each concept, in order, none inside another of the same concept, none that an exception covers."""
        if len(self._words) > _REMEMBERED:
            self._words.clear()
        concepts = self._words.concepts
        found: _Found = [[] for _ in range(2 * len(concepts))]
        for start, end in _parts(text):
            self._search(text, start, end, found)
        return {concept: _outermost(mentions, exceptions) for concept, mentions, exceptions in zip(concepts, found[::2], found[1::2], strict=True) if mentions}

    def _search(self, text: str, start: int, end: int, found: _Found) -> None:
        """Adds what some lines hold. Words at which nothing begins are passed over without a step of Python for each."""
        pieces = _WORD.split(text[start:end])
        bounds = list(accumulate(map(len, pieces), initial=start))
        tokens, starts, ends = pieces[1::2], bounds[1:-1:2], bounds[2::2]
        if not tokens:
            return
        known = list(map(self._words.__getitem__, tokens))
        _silence_addresses(text, start, end, starts, known)
        keys, whole, following, open_, plans = zip(*known, strict=True)
        words = Text(text, tokens, starts, ends, keys)
        for at in compress(range(len(tokens)), whole):
            for stem, entries in whole[at]:
                stop = words.end_of_word(at, stem)
                if stop >= 0:
                    for entry in entries:
                        found[entry].append((starts[at], -stop))
        goes_on = list(map(not_, map(frozenset.isdisjoint, following, (*keys[1:], ()))))
        clauses = iter(_clause_ends(text, start, end, starts))
        clause_end = 0
        present: set[str] = set()
        for at in compress(range(len(tokens)), map(or_, open_, goes_on)):
            if at >= clause_end:
                clause_end = next(number for number in clauses if number > at)
                present = set().union(*keys[at:clause_end])
            attempts, next_, later, distant = plans[at]
            if goes_on[at]:
                for key in words.next_keys(at):
                    attempts += next_.get(key, ())
            if not distant.isdisjoint(present):
                attempts += later
            for entry, ways, needed in attempts:
                if needed and needed.isdisjoint(present):
                    continue
                for word, form, rest in ways:
                    stop = words.end_of(word, form, rest, at)
                    if stop >= 0:
                        found[entry].append((starts[at], -stop))
                        break


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The text in parts of whole lines; no phrase goes on in the next line."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _AT_ONCE)
        end = end if end >= 0 else len(text)
        yield start, end
        start = end + 1


def _clause_ends(text: str, start: int, end: int, starts: Sequence[int]) -> Iterator[int]:
    """The numbers of the first words behind the clauses; no phrase goes on in the next clause."""
    yield from (bisect_left(starts, stop.end()) for stop in _CLAUSE_END.finditer(text, start, end))
    yield len(starts)


def _silence_addresses(text: str, start: int, end: int, starts: Sequence[int], known: list[_Known]) -> None:
    """Lets no phrase begin inside an address."""
    at = text.find("://", start, end)
    while at >= 0:
        scheme = _SCHEME.search(text, max(start, at - _LONGEST_SCHEME), at)
        address = _ADDRESS.match(text, at, end)
        start = at + 1
        if scheme and address:
            start = address.end()
            for number in range(bisect_right(starts, scheme.start()), bisect_left(starts, start)):
                known[number] = _Known(known[number].keys)
        at = text.find("://", start, end)


def _outermost(mentions: list[tuple[int, int]], exceptions: Iterable[tuple[int, int]]) -> tuple[Mention, ...]:
    covered = _joined(exceptions)
    kept: list[Mention] = []
    kept_end = -1
    for start, negated_end in sorted(mentions):
        end = -negated_end
        if end <= kept_end:
            continue
        if covered:
            nearest = bisect_left(covered, (end,)) - 1
            if nearest >= 0 and covered[nearest][1] > start:
                continue
        kept.append(Mention(start, end))
        kept_end = end
    return tuple(kept)


def _joined(mentions: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges that mentions cover, in their order, without overlaps."""
    covered: list[tuple[int, int]] = []
    for start, negated_end in sorted(mentions):
        if covered and start <= covered[-1][1]:
            covered[-1] = (covered[-1][0], max(covered[-1][1], -negated_end))
        else:
            covered.append((start, -negated_end))
    return covered
