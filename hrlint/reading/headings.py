"""What a heading of the Markdown family says besides its title: attributes, a number written by hand, closing marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from hrlint.reading.document import Format

LONGEST_TITLE = 400
"""Characters of a heading that are read; no title is that long."""

_TAIL = re.compile(r"[ \t]*(?<!\{)\{(?:[:#.]|[a-z]+=)[^{}]{0,600}\}[ \t]*\Z")
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*\Z")
_ANCHOR = re.compile(r"#([^\s\"'{}=]+)")
_UNNUMBERED = re.compile(r"\bnumbered\s*=\s*[\"']?(?:false|no)\b|\bunnumbered\b")
_MANUAL_NUMBER = re.compile(r"(?:(?:Section|Appendix|Annex)\s+)?((?:\d{1,2}(?:\.\d{1,3})*|[A-Z](?:\.\d{1,3})+|[A-Z](?=[.:)]))[.:)]?)\s+(?=\S)")


class Heading(NamedTuple):
    """A heading: its text without attributes, where that starts, and what the attributes say."""

    text: str
    start: int
    anchor: str
    numbered: bool


def read_heading(text: str, start: int, attributes: str) -> Heading:
    """Takes a heading apart; `text` starts at `start` in its source, `attributes` are those on lines of their own."""
    text = text[:LONGEST_TITLE]
    while (tail := _TAIL.search(text)) is not None:
        attributes += " " + tail.group().strip("{}: \t")
        text = text[: tail.start()]
    closing = _CLOSING_HASHES.search(text)
    text = (text[: closing.start()] if closing else text).rstrip()
    leading = len(text) - len(text.lstrip())
    anchor = _ANCHOR.search(attributes)
    return Heading(text[leading:], start + leading, anchor.group(1) if anchor else "", _UNNUMBERED.search(attributes) is None)


def manual_number(text: str) -> tuple[str, int]:
    """The number that opens a title, `1.2` or `A`, and how many characters to skip for the title itself."""
    number = _MANUAL_NUMBER.match(text)
    return (number.group(1).rstrip(".:)"), number.end()) if number else ("", 0)


def automatic_anchor(title: str, format: Format) -> str:
    """The anchor that kramdown, mmark, or a forge that renders Markdown, gives a section whose heading names none."""
    if format is Format.KRAMDOWN_RFC:
        return re.sub(r"[^a-zA-Z0-9 -]", "", re.sub(r"\A[^a-zA-Z]+", "", title)).replace(" ", "-").lower()
    if format is Format.MMARK:
        return re.sub(r"[\W_]+", "-", title).strip("-").lower()
    return re.sub(r"[^\w -]", "", title).replace(" ", "-").lower()


def without_attributes(text: str) -> str:
    """A caption without the attributes at its end."""
    tail = _TAIL.search(text)
    return text[: tail.start()] if tail else text
