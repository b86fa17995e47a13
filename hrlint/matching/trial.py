"""Tries whether a phrase stands at a word of a text, as its expression would, without compiling the expression.

The vocabulary has thousands of alternatives, of which a document holds few: to compile their expressions would take longer than to read
the document. Here a choice of fifty words is one look-up. `Phrase.expression` says what must come out, and the tests hold both together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from hrlint.matching.phrases import LONGEST_ENDING, Choice, Steps, Word

_SEPARATORS = " _-"
_APOSTROPHES = "'’"
_PLAIN_ENDS = frozenset(" .,;:)\n")
_NOTHING: Steps = ()
_NONE = -1


class Text:
    """A text, or a part of it, cut into words."""

    __slots__ = ("_ends", "_keys", "_starts", "_text", "_tokens")

    def __init__(self, text: str, tokens: Sequence[str], starts: Sequence[int], ends: Sequence[int], keys: Sequence[tuple[str, ...]]) -> None:
        """The words with the offsets of where they start and end; the keys of a word: in lower case, then the beginnings that it has, each with a `*`."""
        self._text = text
        self._tokens = tokens
        self._starts = starts
        self._ends = ends
        self._keys = keys

    def next_keys(self, at: int) -> tuple[str, ...]:
        """The keys of the word behind the word number `at`; behind an `'s` (the user's name) those of the word after it as well."""
        keys = self._keys
        if at + 1 >= len(keys):
            return ()
        following = keys[at + 1]
        return following + keys[at + 2] if following[0] == "s" and at + 2 < len(keys) else following

    def end_of_word(self, at: int, stem: bool) -> int:
        """Where a phrase ends that is the word number `at` and no more; -1 where that word goes on."""
        text, end = self._text, self._ends[at]
        after = text[end : end + 1]
        if after in _PLAIN_ENDS:
            return end
        return self._behind(_NOTHING, at + 1, end) if stem else self._behind_literal(_NOTHING, at + 1, end)

    def end_of(self, word: Word, form: str, rest: Steps, at: int) -> int:
        """Where a phrase ends that begins with a form of a word, which the word number `at` fits; -1 where it goes on otherwise."""
        if not form.isalnum():
            return self._form(word, form, rest, at)
        end = self._ends[at]
        if word.stem or self._text[end : end + 1] not in _APOSTROPHES:
            return self._behind(rest, at + 1, end)
        return self._behind_literal(rest, at + 1, end)

    def _form(self, word: Word, form: str, rest: Steps, at: int) -> int:
        """A form of several pieces, compared letter by letter."""
        text, start = self._text, self._starts[at]
        end = start + len(form)
        found = text[start:end]
        if len(found) < len(form) or not all(map(_fits if word.cased else _fits_in_any_case, form, found)):
            return _NONE
        at += 1
        while at < len(self._starts) and self._starts[at] < end:
            at += 1
        if word.stem:
            stop = self._ends[at - 1]
            if stop - end > LONGEST_ENDING:
                return _NONE
            end = max(end, stop)
        return self._behind(rest, at, end) if word.stem else self._behind_literal(rest, at, end)

    def _behind_literal(self, rest: Steps, at: int, end: int) -> int:
        """Goes on behind a word that may have an `'s`."""
        text = self._text
        if end < len(text) and text[end] in _APOSTROPHES:
            if text.startswith("s", end + 1):
                found = self._behind(rest, at + 1, end + 2)
                if found >= 0:
                    return found
            found = self._behind(rest, at, end + 1)
            if found >= 0:
                return found
        return self._behind(rest, at, end)

    def _behind(self, rest: Steps, at: int, end: int) -> int:
        """Goes on behind a part that ends at `end`; the next word is number `at`."""
        text, starts = self._text, self._starts
        for number, step in enumerate(rest, 1):
            found = _NONE
            if step.gap is not None:
                found = self._beyond_gap(step.part, step.gap, rest[number:], at, end)
            elif at < len(starts) and starts[at] == end + 1 and text[end] in _SEPARATORS:
                found = self._part(step.part, rest[number:], at)
            if found >= 0 or not step.optional:
                return found
        before = text[end - 1]
        after = text[end : end + 1]
        return end if (before.isalnum() or before == "_") != (after.isalnum() or after == "_") else _NONE

    def _beyond_gap(self, part: Word | Choice, most: int, rest: Steps, at: int, end: int) -> int:
        """Skips as many words as possible first, up to `most`, never the end of a clause."""
        text, starts, keys, first = self._text, self._starts, self._keys, part.first_keys
        skipped = _skipped(most).match(text, end)
        if skipped is None:
            return _NONE
        for place in range(bisect_right(starts, skipped.end(), at) - 1, at - 1, -1):
            if not first.isdisjoint(keys[place]) and text[starts[place] - 1] == " ":
                found = self._part(part, rest, place)
                if found >= 0:
                    return found
        return _NONE

    def _part(self, part: Word | Choice, rest: Steps, at: int) -> int:
        """A part that begins with word number `at`."""
        for _, (word, form, inner) in part.beginning_with(self._keys[at]):
            if (word.stem or word.cased) and not word.fits(form, self._tokens[at]):
                continue
            found = self.end_of(word, form, inner + rest, at)
            if found >= 0:
                return found
        return _NONE


def _fits(wanted: str, found: str) -> bool:
    return found in _SEPARATORS if wanted == "-" else found in _APOSTROPHES if wanted == "'" else found == wanted


def _fits_in_any_case(wanted: str, found: str) -> bool:
    return _fits(wanted, found.lower())


@lru_cache(maxsize=64)
def _skipped(most: int) -> re.Pattern[str]:
    """As many words between two others as possible, at most so many, and the space behind them: no clause ends with them."""
    return re.compile(rf"(?: [^ \n.;:!?()]{{1,60}}(?= )){{0,{most}}} ")
