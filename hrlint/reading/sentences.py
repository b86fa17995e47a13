"""Where sentences end: pure text to offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ABBREVIATIONS = frozenset(
    [
        "e.g",
        "i.e",
        "vs",
        "cf",
        "resp",
        "approx",
        "esp",
        "incl",
        "excl",
        "viz",
        "sec",
        "sect",
        "fig",
        "figs",
        "eq",
        "eqs",
        "ref",
        "refs",
        "p",
        "pp",
        "dr",
        "mr",
        "mrs",
        "eds",
    ]
)
"""After which a sentence goes on, even in upper case."""

# A stop, its closing quotes and brackets, and the white space before what follows. CJK stops need no space. A line feed ends a block.
# All begin with a character of one set, which `re` finds fast.
_STOP = re.compile(r"[.!?。！？\n](?:(?<=\n)|(?<=[.!?])[.!?]*[\"'”’)\]*_]*(?=[ \n]|\Z)|(?<=[。！？])[。！？]*[」』”’）]*)")
_LAST_WORD = re.compile(r"[\w.\-/]*\Z")
_LAST_WORD_REACH = max(map(len, _ABBREVIATIONS)) + 1
"""Characters: of a longer word the end is enough to tell that it is no abbreviation."""
_WORD = re.compile(r"[\w-]+")
_OPENER = re.compile(r" +[\"'“‘(\[{<*_`]*(?P<first>.)")


_LONGEST = 2000
"""Characters: what goes on longer without a stop is no sentence but a dump, and is cut, so that its length does not cost its square."""


def sentence_ends(text: str) -> Iterator[int]:
    """Offsets just behind each sentence of folded text, the last one included; no sentence goes on behind a line feed."""
    start = 0
    length = len(text)
    for stop in _STOP.finditer(text):
        at, end = stop.span()
        feed = text[at] == "\n"
        if feed:
            end = at
        elif end < length and text[end] != "\n" and _is_inside(text, at, end):
            continue
        if end > start:
            if end - start > _LONGEST:
                yield from _cuts(text, start, end)
            yield end
        start = end + feed
    if start < length:
        yield from _cuts(text, start, length)
        yield length


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where a sentence between two offsets is cut because it is too long."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        start = space if space > 0 else start + _LONGEST
        yield start


def _is_inside(text: str, at: int, end: int) -> bool:
    """True where the stop between two offsets does not end its sentence: abbreviations, initials, numbered references, what goes on in lower case."""
    if text[at] == ".":
        word = _LAST_WORD.search(text, max(0, at - _LAST_WORD_REACH), at)
        last = word.group().lower() if word else ""
        if last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha() and text[at - 1].isupper()):
            return True
    return _goes_on(text, end)


def _goes_on(text: str, end: int) -> bool:
    if text[end + 1 : end + 2].isupper():  # as nearly always
        return False
    opener = _OPENER.match(text, end)
    if opener is None:
        return False
    first = opener.group("first")
    if first.isdigit():
        return False
    if not first.islower():
        return False
    # An identifier such as `eSIM` or `client_id` may well open a sentence; a plain lower-case word does not.
    word = _WORD.match(text, opener.start("first"))
    return word is not None and word.group().islower() and "_" not in word.group()
