"""Where sentences end: pure text to offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ABBREVIATIONS = frozenset(
    [
        "e.g",
        "i.e",
        "etc",
        "vs",
        "cf",
        "al",
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
        "no",
        "nos",
        "vol",
        "ch",
        "chap",
        "app",
        "appx",
        "ref",
        "refs",
        "art",
        "para",
        "pp",
        "p",
        "ed",
        "eds",
        "dr",
        "mr",
        "mrs",
        "ms",
        "st",
        "inc",
        "corp",
        "ltd",
        "co",
        "jr",
        "sr",
        "dept",
        "est",
    ]
)
_ALWAYS_INSIDE = frozenset(
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
        "pp",
        "dr",
        "mr",
        "mrs",
        "eds",
    ]
)

# A stop, its closing quotes and brackets, and the white space before what follows. CJK stops need no space.
# All begin with a character of one set, which `re` finds fast.
_STOP = re.compile(r"[.!?。！？](?:(?<=[.!?])[.!?]*[\"'”’)\]*_]*(?= |$)|(?<=[。！？])[。！？]*[」』”’）]*)")
_LAST_WORD = re.compile(r"[\w.\-/]*$")
_LAST_WORD_REACH = max(map(len, _ABBREVIATIONS | _ALWAYS_INSIDE)) + 1
"""Characters: of a longer word the end is enough to tell that it is no abbreviation."""
_WORD = re.compile(r"[\w-]+")
_OPENER = re.compile(r" +[\"'“‘(\[{<*_`]*(?P<first>.)")


_LONGEST = 2000
"""Characters: what goes on longer without a stop is no sentence but a dump, and is cut, so that its length does not cost its square."""


def sentence_ends(text: str) -> Iterator[int]:
    """Offsets just behind each sentence of a folded block, the last one included."""
    start = 0
    for end in _stops(text):
        while end - start > _LONGEST:
            space = text.rfind(" ", start + 1, start + _LONGEST)
            start = space if space > 0 else start + _LONGEST
            yield start
        yield end
        start = end


def _stops(text: str) -> Iterator[int]:
    length = len(text)
    for stop in _STOP.finditer(text):
        end = stop.end()
        if end < length and _is_inside(text, stop):
            continue
        yield end
        if end == length:
            return
    if length:
        yield length


def _is_inside(text: str, stop: re.Match[str]) -> bool:
    """True where a stop does not end its sentence: abbreviations, initials, numbered references, what goes on in lower case."""
    if text[stop.start()] not in ".":
        return _goes_on(text, stop.end())
    word = _LAST_WORD.search(text, max(0, stop.start() - _LAST_WORD_REACH), stop.start())
    last = word.group().lower() if word else ""
    if last in _ALWAYS_INSIDE:
        return True
    if last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha() and text[stop.start() - 1].isupper()):
        return _goes_on(text, stop.end()) or len(last) == 1
    return _goes_on(text, stop.end())


def _goes_on(text: str, end: int) -> bool:
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
