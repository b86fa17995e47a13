"""Tries whether a phrase stands at a word of a line, as its expression would, without compiling the expression.

The vocabulary has thousands of alternatives, of which a document holds few: to compile their expressions would take longer than to read
the document. Here a choice of fifty words is one look-up. `Phrase.expression` says what must come out, and the tests hold both together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hrlint.matching.phrases import LONGEST_ENDING, Choice, Steps, Word

_SEPARATORS = " _-"
_APOSTROPHES = "'’"
_SKIPPED = re.compile(r" [^ \n.;:!?()]{1,60}(?= )")
"""A word that may stand between others: no clause ends with it."""
_PLAIN_ENDS = frozenset(" .,;:)\n")
_NOTHING: Steps = ()
_NONE = -1


class Line:
    """A line of text, cut into words."""

    __slots__ = ("_present", "_text", "_words", "keys")

    def __init__(self, text: str, words: Sequence[re.Match[str]], keys: Sequence[tuple[str, ...]]) -> None:
        """The keys of a word: in lower case, then the beginnings that it has, each with a `*`."""
        self._text = text
        self._words = words
        self._present: set[str] = set()
        self.keys = keys

    def present(self) -> set[str]:
        """The keys of all words."""
        if not self._present:
            self._present = set().union(*self.keys)
        return self._present

    def next_keys(self, at: int) -> tuple[str, ...]:
        """The keys of the word behind the word number `at`; behind an `'s` (the user's name) those of the word after it as well."""
        keys = self.keys
        if at + 1 >= len(keys):
            return ()
        following = keys[at + 1]
        return following + keys[at + 2] if following[0] == "s" and at + 2 < len(keys) else following

    def end_of_word(self, at: int, stem: bool) -> int:
        """Where a phrase ends that is the word number `at` and no more; -1 where that word goes on."""
        text, end = self._text, self._words[at].end()
        after = text[end : end + 1]
        if after in _PLAIN_ENDS:
            return end
        return self._behind(_NOTHING, at + 1, end) if stem else self._behind_literal(_NOTHING, at + 1, end)

    def end_of(self, word: Word, form: str, rest: Steps, at: int) -> int:
        """Where a phrase ends that begins with a form of a word, which the word number `at` of the line fits; -1 where it goes on otherwise."""
        if not form.isalnum():
            return self._form(word, form, rest, at)
        end = self._words[at].end()
        return self._behind(rest, at + 1, end) if word.stem else self._behind_literal(rest, at + 1, end)

    def _form(self, word: Word, form: str, rest: Steps, at: int) -> int:
        """A form of several pieces, compared letter by letter."""
        text, start = self._text, self._words[at].start()
        end = start + len(form)
        found = text[start:end]
        if len(found) < len(form) or not all(map(_fits if word.cased else _fits_in_any_case, form, found)):
            return _NONE
        at += 1
        while at < len(self._words) and self._words[at].start() < end:
            at += 1
        if word.stem:
            stop = self._words[at - 1].end()
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
        text = self._text
        if not rest:
            before = text[end - 1]
            after = text[end : end + 1]
            return end if (before.isalnum() or before == "_") != (after.isalnum() or after == "_") else _NONE
        step = rest[0]
        found = _NONE
        if step.gap is not None:
            found = self._beyond_gap(step.part, step.gap, rest[1:], at, end)
        elif at < len(self._words) and self._words[at].start() == end + 1 and text[end] in _SEPARATORS:
            found = self._part(step.part, rest[1:], at)
        if found < 0 and step.optional:
            return self._behind(rest[1:], at, end)
        return found

    def _beyond_gap(self, part: Word | Choice, most: int, rest: Steps, at: int, end: int) -> int:
        """Skips as many words as possible first, up to `most`, never the end of a clause."""
        text, words, keys, first = self._text, self._words, self.keys, part.first_keys
        if first.isdisjoint(self.present()):
            return _NONE
        places = []
        while end < len(text) and text[end] == " ":
            while at < len(words) and words[at].start() <= end:
                at += 1
            if at < len(words) and words[at].start() == end + 1 and not first.isdisjoint(keys[at]):
                places.append(at)
            if most == 0:
                break
            most -= 1
            skipped = _SKIPPED.match(text, end)
            if skipped is None:
                break
            end = skipped.end()
        for place in reversed(places):
            found = self._part(part, rest, place)
            if found >= 0:
                return found
        return _NONE

    def _part(self, part: Word | Choice, rest: Steps, at: int) -> int:
        """A part that begins with word number `at`."""
        if isinstance(part, Choice):
            for sequence in part.beginning_with(self.keys[at]):
                found = self._sequence(sequence, rest, at)
                if found >= 0:
                    return found
            return _NONE
        for form in part.forms_of(self._words[at][0], self.keys[at]):
            found = self.end_of(part, form, rest, at)
            if found >= 0:
                return found
        return _NONE

    def _sequence(self, sequence: Steps, rest: Steps, at: int) -> int:
        """A sequence whose first parts may be missing."""
        for index, step in enumerate(sequence):
            found = self._part(step.part, (*sequence[index + 1 :], *rest), at)
            if found >= 0 or not step.optional:
                return found
        return _NONE


def _fits(wanted: str, found: str) -> bool:
    return found in _SEPARATORS if wanted == "-" else found in _APOSTROPHES if wanted == "'" else found == wanted


def _fits_in_any_case(wanted: str, found: str) -> bool:
    return _fits(wanted, found.lower())
