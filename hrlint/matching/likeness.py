"""Finds for each text of one version the text of another version that says the same in nearly the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SMALL = frozenset(["a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "is", "are", "be", "by", "with", "that", "this", "it", "as", "at", "from"])
_MOST_CANDIDATES = 40
"""Texts that are compared in full with one text: those that share its rarest words."""
_RAREST = 6


def words_of(text: str) -> frozenset[str]:
    """The words that carry a text, in lower case and without endings that only tell number or person."""
    return frozenset(_stem(word) for word in _WORD.findall(text.lower()) if word not in _SMALL)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words as a share of all words; 1 for equals, 0 where one has none."""
    return len(one & other) / len(one | other) if one and other else 0.0


class Texts:
    """Texts in which like ones are looked for. Looking one up costs no more in a long document than in a short one."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = [words_of(text) for text in texts]
        self._frequency = Counter(word for words in self._words for word in words)
        self._holders: dict[str, list[int]] = {}
        for number, words in enumerate(self._words):
            for word in words:
                holders = self._holders.setdefault(word, [])
                if len(holders) < _MOST_CANDIDATES:
                    holders.append(number)

    def nearest(self, text: str) -> tuple[int, float]:
        """The number of the text that is most alike, and how alike it is; -1 and 0 where none shares a word."""
        words = words_of(text)
        rarest = sorted((word for word in words if word in self._holders), key=lambda word: (self._frequency[word], word))[:_RAREST]
        candidates = dict.fromkeys(number for word in rarest for number in self._holders[word])
        best, alike = -1, 0.0
        for number in candidates:
            ratio = likeness(words, self._words[number])
            if ratio > alike:
                best, alike = number, ratio
        return best, alike


def _stem(word: str) -> str:
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
