"""The small language in which the vocabulary writes its phrases, and its translation into regular expressions.

    device identifier        the words in any case, singular or plural, with spaces, hyphens or underscores between them
    log+                     a verb in all its forms: log, logs, logged, logging
    correlat*                every word that begins so
    =open                    exactly this form
    TLS                      a word with a capital letter is matched with its case
    (stable|permanent) id    alternatives; each may be several words
    (log|record)+            alternatives that are all verbs
    (user)? name             may be left out
    log+ .. address          up to four words between; `..8` up to eight; never across brackets or a stop other than a comma

The expressions stay in the RE2 subset: no look-around, no back-references, every repetition bounded, so that matching takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from hrlint.matching.wordforms import noun_forms, verb_forms

_TOKEN = re.compile(r"\s*(?:(?P<gap>\.\.(?P<most>\d*))|(?P<open>\()|(?P<close>\)(?P<optional>\?)?)|(?P<bar>\|)|(?P<word>[^\s()|]+))")
_VERBS = re.compile(r"\(([^()]*)\)\+")
_SEPARATOR = "[ _-]"
POSSESSIVE = "(?:['’]s?)?"
LONGEST_ENDING = 30
"""Letters by which a word may go on behind its beginning (`correlat*`)."""
_PIECE = re.compile(r"[^\W_]+")
_DEFAULT_GAP = 4
_STOPS = ".;:!?"


class PhraseError(ValueError):
    """A phrase that cannot be read; the text says why."""


@dataclass(frozen=True)
class Word:
    """A word as it is written in a phrase, and all forms in which it is found."""

    written: str

    @cached_property
    def stem(self) -> bool:
        """True for a beginning of words."""
        return self.written[0] != "=" and self.written[-1] == "*" and len(self.written) > 2

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """All forms, the longest first."""
        word = self.written
        if word[0] == "=" and len(word) > 1:
            return (word[1:],)
        if self.stem:
            return (word[:-1],)
        forms = verb_forms(word[:-1]) if word[-1] == "+" and len(word) > 1 else noun_forms(word)
        return tuple(sorted(forms, key=lambda form: (-len(form), form)))

    @cached_property
    def cased(self) -> bool:
        """True where the case of letters matters."""
        return self.forms[0] != self.forms[0].lower()

    def pieces(self, form: str) -> list[str]:
        """The letters and digits of a form, cut where a text is cut; at the end of a beginning of words stands a `*`."""
        pieces = [form] if form.isalnum() else _PIECE.findall(form)
        if self.stem:
            pieces[-1] += "*"
        return pieces

    @cached_property
    def first_keys(self) -> frozenset[str]:
        """The first piece of each form, in lower case."""
        return frozenset(self.pieces(form)[0].lower() for form in self.forms)

    @cached_property
    def shortest_key(self) -> int:
        """The length of the shortest of the first keys."""
        return min(map(len, self.first_keys))

    @cached_property
    def _by_first(self) -> _ByFirst:
        return _by_first(((Step(self),),))

    def beginning_with(self, keys: Iterable[str]) -> Sequence[_Ranked]:
        """The forms that may begin with a word of a text, in their order; `keys` are those of the word."""
        return _beginning_with(self._by_first, keys)

    def fits(self, form: str, token: str) -> bool:
        """True where the first piece of a form, which has the letters of a token, also has its case, and is not too short a beginning of it."""
        first = self.pieces(form)[0].removesuffix("*")
        return len(token) - len(first) <= LONGEST_ENDING and (not self.cased or token.startswith(first))


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a sequence; `gap` is the number of words that may stand before it, None where it follows at once."""

    part: Word | Choice
    optional: bool = False
    gap: int | None = None


Steps = tuple[Step, ...]
"""What stands one behind the other; at least one of them is not optional."""


@dataclass(frozen=True)
class Choice:
    """Alternatives, in the order in which they are tried."""

    sequences: tuple[Steps, ...]

    @cached_property
    def first_keys(self) -> frozenset[str]:
        """The first pieces of all words that can come first, in lower case."""
        keys = set[str]()
        for sequence in self.sequences:
            for step in sequence:
                keys |= step.part.first_keys
                if not step.optional:
                    break
        return frozenset(keys)

    @cached_property
    def shortest_key(self) -> int:
        """The length of the shortest of the first keys."""
        return min(map(len, self.first_keys))

    @cached_property
    def _by_first(self) -> _ByFirst:
        return _by_first(self.sequences)

    def beginning_with(self, keys: Iterable[str]) -> Sequence[_Ranked]:
        """What may begin with a word of a text, in the order of the alternatives; `keys` are those of the word."""
        return _beginning_with(self._by_first, keys)


class Beginning(NamedTuple):
    """An alternative, from the first word that it can begin with: the word, its form, and what follows."""

    word: Word
    form: str
    rest: Steps


_Ranked = tuple[int, Beginning]
_ByFirst = Mapping[str, Sequence[_Ranked]]


def beginnings(sequences: Iterable[Steps], after: Steps = ()) -> Iterator[tuple[str, Beginning]]:
    """Every form of every word that alternatives can begin with, by its key, in the order in which they are tried."""
    for sequence in sequences:
        for index, step in enumerate(sequence):
            rest = sequence[index + 1 :] + after
            if isinstance(step.part, Choice):
                yield from beginnings(step.part.sequences, rest)
            else:
                for form in step.part.forms:
                    yield step.part.pieces(form)[0].lower(), Beginning(step.part, form, rest)
            if not step.optional:
                break


def _by_first(sequences: Iterable[Steps]) -> _ByFirst:
    found: dict[str, list[_Ranked]] = {}
    for rank, (key, beginning) in enumerate(beginnings(sequences)):
        found.setdefault(key, []).append((rank, beginning))
    return found


def _beginning_with(by_first: _ByFirst, keys: Iterable[str]) -> Sequence[_Ranked]:
    found: Sequence[_Ranked] = ()
    for key in keys:
        more = by_first.get(key)
        if more is not None:
            found = sorted((*found, *more)) if found else more
    return found


@dataclass(frozen=True)
class Phrase:
    """A phrase: its text and what it says."""

    text: str
    choice: Choice

    @cached_property
    def expression(self) -> str:
        """The regular expression of the whole phrase, to be matched where a word begins."""
        return expression_of(self.choice.sequences) + r"\b"

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The words (in lower case) that it can begin with; those ending in `*` are beginnings of words."""
        return self.choice.first_keys


def parse_phrase(text: str) -> Phrase:
    """Reads a phrase; raises PhraseError."""
    plain = _VERBS.sub(lambda verbs: f"({'|'.join(verb.strip() + '+' for verb in verbs[1].split('|'))})", text)
    tokens = list(_TOKEN.finditer(plain.strip()))
    choice, at = _choice(tokens, 0)
    if at != len(tokens):
        raise PhraseError("a bracket is closed that was not opened")
    return Phrase(text, choice)


def _choice(tokens: list[re.Match[str]], at: int) -> tuple[Choice, int]:
    """Alternatives, up to a closing bracket or the end."""
    alternatives: list[list[Step]] = [[]]
    gap: int | None = None
    steps = alternatives[0]
    begun = False
    while at < len(tokens) and (kind := tokens[at].lastgroup) != "close":
        token = tokens[at]
        if kind == "word":
            steps.append(_word_step(token["word"], gap if begun else None))
            begun, gap = True, None
        elif kind == "bar":
            _finish(steps, gap, begun)
            steps, begun = [], False
            alternatives.append(steps)
        elif kind == "gap":
            if not steps:
                raise PhraseError("`..` stands between words")
            gap = int(token["most"] or _DEFAULT_GAP)
        else:
            part, at = _choice(tokens, at + 1)
            if at >= len(tokens):
                raise PhraseError("a bracket is not closed")
            optional = bool(tokens[at]["optional"])
            steps.append(Step(part, optional, gap if begun else None))
            begun, gap = begun or not optional, gap if optional else None
        at += 1
    _finish(steps, gap, begun)
    return Choice(tuple(map(tuple, alternatives))), at


def _finish(steps: list[Step], gap: int | None, begun: bool) -> None:
    if not steps:
        raise PhraseError("an alternative is empty")
    if gap is not None:
        raise PhraseError("`..` stands between words")
    if not begun:
        raise PhraseError("every word of an alternative may be left out")


@lru_cache(maxsize=1 << 15)
def _word_step(word: str, gap: int | None) -> Step:
    """The same step for all phrases."""
    return Step(_word(word), gap=gap)


@lru_cache(maxsize=1 << 14)
def _word(word: str) -> Word:
    """The same word for all phrases, so that its forms are made once."""
    written = Word(word)
    if _PIECE.match(word, 1 if word[0] == "=" and len(word) > 1 else 0) is None:
        raise PhraseError(f"{word!r} does not begin with a letter or a digit")
    if word[-1] in _STOPS:
        raise PhraseError(f"{word!r} ends with a stop, which is no part of a word")
    if written.stem and not word[-2].isalnum():
        raise PhraseError(f"{word!r} does not go on behind a letter or a digit")
    return written


def expression_of(sequences: Iterable[Steps]) -> str:
    """The regular expression of alternatives."""
    expressions = [_joined(sequence) for sequence in sequences]
    return expressions[0] if len(expressions) == 1 else f"(?:{'|'.join(expressions)})"


def _joined(sequence: Steps) -> str:
    expression, begun = "", False
    for step in sequence:
        part = _part_expression(step.part)
        # An optional part carries the separator on its own side, so that none is left over.
        if begun:
            expression += following_expression(step)
        elif step.optional:
            expression += f"(?:{part}{_SEPARATOR})?"
        else:
            expression, begun = expression + part, True
    return expression


def following_expression(step: Step) -> str:
    """The expression of a step that follows another, with what stands between them."""
    between = _SEPARATOR if step.gap is None else rf"(?: [^\s.;:!?()]{{1,60}}){{0,{step.gap}}} "
    expression = between + _part_expression(step.part)
    return f"(?:{expression})?" if step.optional else expression


def _part_expression(part: Word | Choice) -> str:
    if isinstance(part, Choice):
        return expression_of(part.sequences)
    return word_expression(part, part.forms)


def word_expression(word: Word, forms: Iterable[str]) -> str:
    """The expression of a word, or of what is left of its forms behind their beginning."""
    expression = "|".join(map(_escaped, forms))
    cased = f"(?:{expression})" if word.cased else f"(?i:{expression})"
    return cased + (rf"[^\W_]{{0,{LONGEST_ENDING}}}" if word.stem else POSSESSIVE)


def _escaped(form: str) -> str:
    # A hyphen in a phrase matches like a space between its words: on-path, on path.
    return re.escape(form).replace(r"\-", _SEPARATOR).replace("'", "['’]")
