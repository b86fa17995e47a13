"""Headings of plain-text RFCs and Internet-Drafts, and the tables of contents that repeat them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from hrlint.reading.document import Role
from hrlint.reading.roles import own_roles
from hrlint.reading.source import Span
from hrlint.reading.textpages import WIDTH, Line
from hrlint.reading.textshapes import filled

_NUMBERED = re.compile(
    r"(?:(?P<appendix>(?:Appendix|Annex|APPENDIX)\s+(?P<letter>[A-Z](?:\.\d+)*|\d{1,2}|[IVX]{1,4})\b[.:]?(?:\s+[-–—]+(?=\s))?)|(?P<number>\d{1,3}(?:\.\d{1,3})*|[A-Z](?:\.\d{1,3})+|[A-Z](?=\.))\.?(?=\s))"
    r"\s*(?P<title>.*)"
)
_CODE = re.compile(r"[{}=<>|;]|\+-|--|//|\.{4,}")
_LEADERS = re.compile(r"(?:\. ?){4,}\s*[\divxlc]*$|\s{3,}\d{1,3}$|\s\.\s+\d{1,3}$")
_OPENING = re.compile(
    r"abstract|status of th(?:is|e) (?:memo|document)|copyright(?: notice| statement)?|(?:table of )?contents|introduction|overview|requirements language"
    r"|(?:ie[sr]g |iab |editorial )?note|preface|foreword",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"(?:full )?copyright\b|intellectual property|disclaimer of|(?:authors?|editors?)['’]?s?['’]? (?:and contributors['’]? )?address|contact information"
    r"|funding for|legal provisions|status of th(?:is|e)",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:table of )?contents|index", re.IGNORECASE)


class Heading(NamedTuple):
    """A heading: its number without the last stop, its title, where that stands, and how many lines it takes."""

    number: str
    title: str
    span: Span
    lines: int

    @property
    def depth(self) -> int:
        return self.number.count(".") + 1

    @property
    def role(self) -> Role | None:
        """A role that the format gives, beyond what titles give in all formats."""
        return Role.BOILERPLATE if _BOILERPLATE.match(self.title) else None

    @property
    def is_contents(self) -> bool:
        return _CONTENTS.fullmatch(self.title.strip(" .:")) is not None


def in_contents(line: Line) -> bool:
    """True for an entry of a table of contents that leads to a page."""
    return _LEADERS.search(line.text) is not None


def number_of(line: Line) -> str:
    """The number with which a line begins as headings do; empty where it begins otherwise."""
    match = _NUMBERED.match(line.text)
    return (match["number"] or match["letter"]) if match else ""


def is_margin(line: Line) -> bool:
    """True for a line of text, not a heading by its words, at the left margin."""
    return not line.indent and not number_of(line) and (line.width > WIDTH or not own_roles(line.text))


def opening(group: Sequence[Line]) -> Heading | None:
    """The heading that ends the first page's header: wherever it stands in its line, if it is one that documents open with."""
    line = group[0]
    match = _NUMBERED.match(line.text) if line.indent <= 3 else None
    if match and match["number"] in ("0", "1"):
        return _numbered(group, match)
    title = line.text.rstrip(" .:")
    if _OPENING.fullmatch(title) or (line.indent <= 3 and len(title.split()) <= 5 and own_roles(title) and len(group) == 1):
        return _plain(group, 1)
    return None


def heading(group: Sequence[Line], *, indented: bool, last: str) -> Heading | None:
    """The heading with which a group of lines begins. `indented` tells that the document indents its text; `last` is the number before."""
    line = group[0]
    match = _NUMBERED.match(line.text)
    if line.indent:
        alone = len(group) == 1 and match is not None and line.indent <= 8 and len(line.text) <= 66 and line.text[-1] not in ".,;:"
        return _numbered(group, match) if alone and match and _follows(match["number"] or "", last) else None
    if match and (match["title"] or match["appendix"]) and len(match["title"]) <= 100:
        words = indented and match["title"][:1].isalpha()
        plain = not _CODE.search(match["title"]) and (indented or (len(group) == 1 and line.text[-1] not in ".,;"))
        return _numbered(group, match) if words or plain else None
    return _unnumbered(group, indented)


def _unnumbered(group: Sequence[Line], indented: bool) -> Heading | None:
    text = group[0].text
    top = next((index for index, line in enumerate(group) if line.indent), len(group))
    if not (text[0].isupper() or text[0].isdigit()) or _CODE.search(text) or text[-1] in ".,;" or len(text) > 80:
        return None
    if own_roles(text) and len(text.split()) <= 8 and top == 1:
        return _plain(group, 1)
    if not indented or top > 2 or (top == 2 and not filled(group[0], group[1].text)):
        return None
    return _plain(group, top) if len(text.split()) <= 14 else None


def _numbered(group: Sequence[Line], match: re.Match[str]) -> Heading:
    number = match["number"] or match["letter"]
    column = group[0].indent + match.start("title")
    last = 0
    while last + 1 < len(group) and group[last + 1].indent >= max(1, column - 4) and filled(group[last], group[last + 1].text) and last < 3:
        last += 1
    start = group[0].start + (match.start("title") if match["title"] else 0)
    parts = [match["title"] or match["appendix"], *(line.text for line in group[1 : last + 1])]
    return Heading(number, " ".join(" ".join(parts).split()), Span(start, group[last].end), last + 1)


def _plain(group: Sequence[Line], lines: int) -> Heading:
    title = " ".join(line.text for line in group[:lines])
    return Heading("", title.rstrip(":"), Span(group[0].start, group[lines - 1].end), lines)


def _follows(number: str, last: str) -> bool:
    """True where a number of several parts comes right after another in the order of sections."""
    parts, before = number.split("."), last.split(".")
    if len(parts) < 2 or not all(part.isdigit() for part in parts[1:]):
        return False
    if parts == [*before, "1"]:
        return True
    stem, end = parts[:-1], int(parts[-1])
    return before[: len(stem)] == stem and len(before) >= len(parts) and before[len(stem)].isdigit() and int(before[len(stem)]) + 1 == end
