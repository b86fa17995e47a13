"""Takes the pages out of plain-text RFCs and Internet-Drafts: footers, headers and form feeds, so that only lines of text remain."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from hrlint.reading.source import Source

WIDTH = 72
"""Columns of an RFC's line."""

_FOOTER = re.compile(
    r"\S.{0,100}\[Page\s{1,4}[\divxlc]{1,5}\]\s*$|\s{20,}\[Page\s{1,4}[\divxlc]{1,5}\]\s*$|\s{20,}(?:Page\s{1,2}|- )\d{1,4}(?: -)?\s*$", re.IGNORECASE
)
_HEADER = re.compile(r"(?:RFC\s?#?\s?\d{1,5}|Internet[- ]Draft|I-D|draft-\S{3,80})\b.{0,100}$|\S.{0,60}\s{3,}\S.{0,60}\b(?:19|20)\d\d\s*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


class Line(NamedTuple):
    """A line with text in it: its offset in the source, its indent in columns, its text without white space around."""

    start: int
    indent: int
    text: str
    blank_before: bool
    """True where an empty line or the break of a page stands before it."""
    page_before: bool
    """True where it is the first line of its page: what stands before may be the same paragraph."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def width(self) -> int:
        return self.indent + len(self.text)


def lines_of(source: Source) -> list[Line]:
    """The lines of a text that hold more than white space, without what belongs to its pages."""
    raw = source.text.split("\n")
    furniture = _furniture(raw)
    lines: list[Line] = []
    blank, page, at = True, False, 0
    for number, line in enumerate(raw):
        text = line.strip()
        lead = line[: len(line) - len(line.lstrip())]
        if number in furniture or "\f" in lead:
            blank, page = True, bool(lines)
        if not text:
            blank = True
        elif number not in furniture:
            lines.append(Line(at + len(lead), len(lead.replace("\f", "").expandtabs()), text, blank, page))
            blank = page = False
        at += len(line) + 1
    return lines


def _furniture(raw: list[str]) -> frozenset[int]:
    """Numbers (from 0) of the lines that are headers and footers of pages."""
    found: set[int] = set()
    candidates: list[int] = []
    after_break = False
    for number, line in enumerate(raw):
        if _FOOTER.match(line.lstrip("\f")):
            found.add(number)
            after_break = True
            continue
        after_break = after_break or line.startswith("\f")
        if after_break and line.strip():
            after_break = False
            candidates.append(number)
    shapes = [_DIGITS.sub("0", raw[number].strip()) for number in candidates]
    times = Counter(shapes)
    for number, shape in zip(candidates, shapes, strict=True):
        line = raw[number].lstrip("\f")
        if not line[:1].isspace() and (_HEADER.match(line) or times[shape] > 1):
            found.add(number)
    return frozenset(found)
