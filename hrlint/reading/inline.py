"""Inline markup of the Markdown family: finds what is no prose, and hands the prose between it to a builder, each word with its place.

One pass over the text of a block, linear in its length whatever it holds: brackets and emphasis are paired on stacks, code spans through an
index of all runs of backticks, everything else by bounded patterns.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from html import unescape
from typing import NamedTuple, Protocol

from hrlint.reading.citations import kramdown_citation, mmark_citation
from hrlint.reading.document import Format
from hrlint.reading.source import Source
from hrlint.reading.tags import tag_value


class Sink(Protocol):
    """Takes prose; a DocumentBuilder is one."""

    def text(self, value: str, source: Source, start: int) -> None: ...
    def stand_in(self, value: str, source: Source, start: int, end: int) -> None: ...


class Plain:
    """A sink that only keeps the words, for titles."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def text(self, value: str, source: Source, start: int) -> None:
        self._pieces.append(value)

    def stand_in(self, value: str, source: Source, start: int, end: int) -> None:
        self._pieces.append(value)

    def __str__(self) -> str:
        return " ".join("".join(self._pieces).split())


class Edit(NamedTuple):
    """Markup between two offsets, and the prose that stands in for it (none: it vanishes)."""

    start: int
    end: int
    value: str


_COMMON = (
    r"(?P<escape>\\[!-/:-@\[-`{-~\n])",
    r"(?P<ticks>`+)",
    r"(?P<footnote>\[\^[^\[\]\s]{1,100}\])",
    r"(?P<opening>!?\[)",
    r"(?P<closing>\])",
    r"(?P<url>://[^\s<>\[\]()`*\"']+)",
    r"(?P<emphasis>\*+|_+)",
    r"(?P<strike>~~)",
    r"(?P<autolink><(?:[A-Za-z][A-Za-z0-9+.\-]{1,31}:[^<>\s]*|[\w.+\-]{1,64}@[\w.\-]{1,255})>)",
    r"(?P<tag></?[A-Za-z][A-Za-z0-9]{0,30}(?:[\s/][^<>]*)?>)",
    r"(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)",
)
_OF_FORMAT = {
    Format.KRAMDOWN_RFC: (
        r"(?P<contact>\{\{\{[^{}]{1,200}\}(?:\{[^{}]{0,200}\})?\}\})",
        r"(?P<reference>\{\{[^{}]{1,400}\}\})",
        r"(?P<extension>\{::[^{}\n]{1,200}\})",
        r"(?P<attributes>\{[:#][^{}]{0,400}\})",
        r"(?P<index>\({3}[^()]{1,200}\){3})",
        r"(?P<math>\$\$[^$]{1,600}\$\$)",
    ),
    Format.MMARK: (
        r"(?P<citation>\[@[^\[\]]{1,400}\])",
        r"(?P<anchor>\(\#[^()\s,]{1,200}(?:,[^()]{0,100})?\))",
        r"(?P<index>\({3}[^()]{1,200}\){3}|\(![^()]{1,200}\))",
        r"(?P<math>\$\$[^$]{1,600}\$\$)",
    ),
    Format.MARKDOWN: (
        r"(?P<github_math>\$`[^`\n]{1,400}`\$)",
        r"(?P<template>\{%[^{}]{0,400}%\}|\{\{[<%][^{}]{0,400}[>%]\}\})",
        r"(?P<math>\$\$?(?=[^\s$])[^$\n]{0,300}(?<=[^\s\\$])\$\$?(?![\w$]))",
    ),
}
_DESTINATION = re.compile(
    r"\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s()]{0,4000}(?:\([^\s()]{0,400}\)[^\s()]{0,4000})*))(?:\s+(?:\"[^\"]{0,1000}\"|'[^']{0,1000}'|\([^()]{0,1000}\)))?\s*\)"
)
_LABEL = re.compile(r"\[([^\[\]]{0,999})\]")
_TICKS = re.compile(r"`+")
_LONGEST_LABEL = 999
_NOTHING: frozenset[str] = frozenset()


@cache
def _patterns(format: Format) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The characters with which markup begins, which are found fast, and all that can begin with them."""
    first = {Format.KRAMDOWN_RFC: "{($", Format.MMARK: "($", Format.MARKDOWN: "{$"}[format]
    return re.compile(rf"[\\`\[\]!:*_~<&{first}]"), re.compile("|".join((*_OF_FORMAT[format], *_COMMON)))


def label_key(label: str) -> str:
    """The form in which two labels of link definitions are the same."""
    return " ".join(label.split()).casefold()


def write(sink: Sink, text: str, source: Source, start: int, format: Format, labels: Collection[str] = _NOTHING) -> None:
    """Writes the prose of a block: `text` stands one to one in `source` from `start` on (blanked characters aside); `labels` are those of defined links."""
    write_edited(sink, text, source, start, find_edits(text, format, labels))


def write_edited(sink: Sink, text: str, source: Source, start: int, edits: Iterable[Edit]) -> None:
    """Writes a text without its markup; `edits` come in order."""
    at = 0
    for edit in edits:
        if edit.start < at:  # inside a larger one
            continue
        if edit.start > at:
            sink.text(text[at : edit.start], source, start + at)
        if edit.value:
            sink.stand_in(edit.value, source, start + edit.start, start + edit.end)
        at = edit.end
    sink.text(text[at:] if at else text, source, start + at)


def plain(text: str, source: Source, format: Format, labels: Collection[str] = _NOTHING) -> str:
    """The words of a piece of inline markup."""
    words = Plain()
    write(words, text, source, 0, format, labels)
    return str(words)


def find_edits(text: str, format: Format, labels: Collection[str] = _NOTHING) -> list[Edit]:
    """The markup of a block, in order; an edit may hold others, which then do not count."""
    first, markup = _patterns(format)
    special = first.search(text)
    if special is None:
        return []
    scan = _Scan(text, labels)
    while special is not None:
        match = markup.match(text, special.start())
        at = special.end() if match is None else _HANDLERS[match.lastgroup or ""](scan, match)
        special = first.search(text, at)
    scan.edits.sort()
    return scan.edits


class _Opening(NamedTuple):
    at: int
    image: bool


class _Scan:
    """The state of one pass. Each handler takes a match and tells where to go on."""

    __slots__ = ("_brackets", "_emphasis", "_labels", "_text", "_ticks", "edits")

    def __init__(self, text: str, labels: Collection[str]) -> None:
        self._text = text
        self._labels = labels
        self._brackets: list[_Opening] = []
        self._emphasis: dict[str, list[list[int]]] = {"*": [], "_": []}
        self._ticks: dict[int, list[int]] | None = None
        self.edits: list[Edit] = []

    def _replace(self, match: re.Match[str], value: str) -> int:
        self.edits.append(Edit(match.start(), match.end(), value))
        return match.end()

    def _reference(self, match: re.Match[str]) -> int:
        return self._replace(match, kramdown_citation(match.group()[2:-2]))

    def _citation(self, match: re.Match[str]) -> int:
        return self._replace(match, mmark_citation(match.group()[1:-1]))

    def _anchor(self, match: re.Match[str]) -> int:
        return self._replace(match, f"[{match.group()[2:-1].partition(',')[0]}]")

    def _vanish(self, match: re.Match[str]) -> int:
        return self._replace(match, "")

    def _unwrap(self, match: re.Match[str], start: int, end: int) -> int:
        """Keeps what stands between two offsets as it is, and drops the rest of the match."""
        self.edits.append(Edit(match.start(), start, ""))
        self.edits.append(Edit(end, match.end(), ""))
        return match.end()

    def _escape(self, match: re.Match[str]) -> int:
        self.edits.append(Edit(match.start(), match.start() + 1, ""))
        return match.end()

    def _code(self, match: re.Match[str]) -> int:
        length = match.end() - match.start()
        if self._ticks is None:
            self._ticks = {}
            for run in _TICKS.finditer(self._text):
                self._ticks.setdefault(run.end() - run.start(), []).append(run.start())
        starts = self._ticks.get(length, [])
        following = bisect_right(starts, match.start())
        if following == len(starts):
            return match.end()
        self.edits.append(Edit(match.start(), match.end(), ""))
        self.edits.append(Edit(starts[following], starts[following] + length, ""))
        return starts[following] + length

    def _math(self, match: re.Match[str]) -> int:
        value = match.group()
        return self._unwrap(match, match.start() + len(value) - len(value.lstrip("$")), match.end() - len(value) + len(value.rstrip("$")))

    def _github_math(self, match: re.Match[str]) -> int:
        return self._unwrap(match, match.start() + 2, match.end() - 2)

    def _url(self, match: re.Match[str]) -> int:
        return match.end()

    def _autolink(self, match: re.Match[str]) -> int:
        return self._unwrap(match, match.start() + 1, match.end() - 1)

    def _contact(self, match: re.Match[str]) -> int:
        return self._unwrap(match, match.start() + 3, self._text.index("}", match.start()))

    def _extension(self, match: re.Match[str]) -> int:
        """`{::boilerplate bcp14}` brings in a text that the document does not hold; its name stands for it."""
        words = match.group()[3:-1].split()
        if words[:1] == ["boilerplate"] and len(words) > 1:
            return self._unwrap(match, self._text.index(words[1], match.start() + 3 + len(words[0])), match.end() - 1)
        return self._vanish(match)

    def _entity(self, match: re.Match[str]) -> int:
        value = unescape(match.group())
        return match.end() if value == match.group() else self._replace(match, value)

    def _tag(self, match: re.Match[str]) -> int:
        value = tag_value(match.group())
        return match.start() + 1 if value is None else self._replace(match, value)

    # --- brackets

    def _open(self, match: re.Match[str]) -> int:
        self._brackets.append(_Opening(match.start(), match.group()[0] == "!"))
        return match.end()

    def _close(self, match: re.Match[str]) -> int:
        if not self._brackets:
            return match.end()
        opening = self._brackets.pop()
        end, target = self._link_end(opening, match.start())
        if end < 0:
            return match.end()
        inner = opening.at + (2 if opening.image else 1)
        if opening.image:
            self.edits.append(Edit(opening.at, end, ""))
        elif inner == match.start() and target.startswith("#"):
            self.edits.append(Edit(opening.at, end, f"[{target[1:]}]"))
        else:
            self.edits.append(Edit(opening.at, inner, ""))
            # A link inside the document stays a reference, behind its words.
            self.edits.append(Edit(match.start(), end, f" [{target[1:]}]" if target.startswith("#") and len(target) > 1 else ""))
        return end

    def _link_end(self, opening: _Opening, close: int) -> tuple[int, str]:
        """Where the link whose text ends at `close` ends, and its target; -1 where it is no link."""
        text = self._text
        following = text[close + 1 : close + 2]
        if following == "(":
            destination = _DESTINATION.match(text, close + 1)
            if destination is not None:
                return destination.end(), destination["angled"] or destination["bare"] or ""
        if following == "[":
            label = _LABEL.match(text, close + 1)
            if label is not None and label_key(label.group(1) or self._inner(opening, close)) in self._labels:
                return label.end(), ""
        if self._labels and label_key(self._inner(opening, close)) in self._labels:
            return close + 1, ""
        return -1, ""

    def _inner(self, opening: _Opening, close: int) -> str:
        start = opening.at + (2 if opening.image else 1)
        return self._text[start:close] if close - start <= _LONGEST_LABEL else ""

    # --- emphasis

    def _emphasize(self, match: re.Match[str]) -> int:
        start, end = match.span()
        mark = match.group()[0]
        openers = self._emphasis[mark]
        can_open, can_close = self._flanks(start, end, mark)
        left = start
        while can_close and left < end and openers:
            opener = openers[-1]
            paired = min(opener[1] - opener[0], end - left)
            self.edits.append(Edit(opener[1] - paired, opener[1], ""))
            self.edits.append(Edit(left, left + paired, ""))
            opener[1] -= paired
            left += paired
            if opener[0] == opener[1]:
                openers.pop()
        if can_open and left < end:
            openers.append([left, end])
        return end

    def _flanks(self, start: int, end: int, mark: str) -> tuple[bool, bool]:
        """Whether a run of marks can open and close emphasis: CommonMark's rules, though punctuation other than ASCII counts as letters."""
        before, after = self._text[start - 1 : start] or " ", self._text[end : end + 1] or " "
        space_before, space_after = before.isspace(), after.isspace()
        sign_before, sign_after = _is_sign(before), _is_sign(after)
        left = not space_after and (not sign_after or space_before or sign_before)
        right = not space_before and (not sign_before or space_after or sign_after)
        if mark == "*":
            return left, right
        return left and (not right or sign_before), right and (not left or sign_after)


_HANDLERS: Mapping[str, Callable[[_Scan, re.Match[str]], int]] = {
    "escape": _Scan._escape,
    "ticks": _Scan._code,
    "footnote": _Scan._vanish,
    "opening": _Scan._open,
    "closing": _Scan._close,
    "url": _Scan._url,
    "emphasis": _Scan._emphasize,
    "strike": _Scan._vanish,
    "autolink": _Scan._autolink,
    "tag": _Scan._tag,
    "entity": _Scan._entity,
    "contact": _Scan._contact,
    "reference": _Scan._reference,
    "extension": _Scan._extension,
    "attributes": _Scan._vanish,
    "index": _Scan._vanish,
    "math": _Scan._math,
    "github_math": _Scan._github_math,
    "citation": _Scan._citation,
    "anchor": _Scan._anchor,
    "template": _Scan._vanish,
}


def _is_sign(character: str) -> bool:
    return character.isascii() and not character.isalnum() and not character.isspace()
