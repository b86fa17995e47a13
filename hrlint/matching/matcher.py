"""Finds all mentions of all concepts in one pass over the words of a document.

Each phrase is filed under the words that it can begin with; every word of the text is looked up once, and only the phrases filed under it
are tried at its place. Expressions are compiled when their first word is first met.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from hrlint.matching.phrases import Phrase
from hrlint.matching.vocabulary import Vocabulary

_WORD = re.compile(r"[^\W_]+")
_STEM = 3


class Mention(NamedTuple):
    """A range of prose offsets in which a concept is mentioned."""

    start: int
    end: int


class _Entry:
    """A phrase of a concept, filed under its first words."""

    __slots__ = ("_match", "concept", "exception", "phrase")

    def __init__(self, phrase: Phrase, concept: str, exception: bool) -> None:
        self.phrase = phrase
        self.concept = concept
        self.exception = exception
        self._match: re.Pattern[str] | None = None

    def end_at(self, text: str, start: int) -> int:
        """Where the phrase ends if it stands at `start`, else -1."""
        pattern = self._match
        if pattern is None:
            pattern = self._match = re.compile(self.phrase.expression)
        match = pattern.match(text, start)
        return match.end() if match else -1


class Matcher:
    """Matches the phrases of a vocabulary. One matcher serves any number of documents."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._by_word: dict[str, list[_Entry]] = {}
        self._by_stem: dict[str, list[tuple[str, _Entry]]] = {}
        self._seen: dict[str, tuple[_Entry, ...]] = {}
        for concept in vocabulary.concepts.values():
            for exception, phrases in ((False, concept.phrases), (True, concept.exceptions)):
                for phrase in phrases:
                    self._file(_Entry(phrase, concept.id, exception))

    def _file(self, entry: _Entry) -> None:
        for word in sorted(entry.phrase.first_words):
            if word.endswith("*"):
                self._by_stem.setdefault(word[:_STEM].rstrip("*"), []).append((word[:-1], entry))
            else:
                self._by_word.setdefault(word, []).append(entry)

    def _entries(self, token: str) -> tuple[_Entry, ...]:
        word = token.lower()
        entries = list(self._by_word.get(word, ()))
        for length in range(1, _STEM + 1):
            entries += [entry for stem, entry in self._by_stem.get(word[:length], ()) if length == min(_STEM, len(stem)) and word.startswith(stem)]
        found = tuple(dict.fromkeys(entries))
        self._seen[token] = found
        return found

    def find(self, text: str) -> Mapping[str, tuple[Mention, ...]]:
        """All mentions of each concept, in order, none inside another of the same concept, none that an exception covers."""
        found: dict[str, list[Mention]] = {}
        exceptions: dict[str, list[Mention]] = {}
        seen = self._seen
        for match in _WORD.finditer(text):
            token = match.group()
            entries = seen.get(token)
            if entries is None:
                entries = self._entries(token)
            if not entries:
                continue
            start = match.start()
            for entry in entries:
                end = entry.end_at(text, start)
                if end >= 0:
                    (exceptions if entry.exception else found).setdefault(entry.concept, []).append(Mention(start, end))
        return {concept: _outermost(mentions, exceptions.get(concept, [])) for concept, mentions in sorted(found.items())}


def _outermost(mentions: list[Mention], exceptions: list[Mention]) -> tuple[Mention, ...]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if kept and mention.end <= kept[-1].end:
            continue
        if any(exception.start < mention.end and mention.start < exception.end for exception in exceptions):
            continue
        kept.append(mention)
    return tuple(kept)
