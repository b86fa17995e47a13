"""Reads plain-text RFCs and Internet-Drafts, with pages or without."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from hrlint.reading.builder import DocumentBuilder
from hrlint.reading.document import Document, Format
from hrlint.reading.includes import Includes
from hrlint.reading.source import Location, Source
from hrlint.reading.textblocks import Blocks
from hrlint.reading.textfront import front_of
from hrlint.reading.textheadings import Heading, heading, in_contents, is_margin, number_of, opening
from hrlint.reading.textpages import Line, lines_of
from hrlint.reading.textshapes import bullet, ended, filled

_FRONT = 120
"""Lines with text: the first heading stands before them, or there is no first page."""
_ADDRESSES = re.compile(r"\b(?:authors?|editors?|contributors?)['’]?s?['’]? (?:and \w+['’]? )?address|contact information", re.IGNORECASE)
_TERM = re.compile(r"\S+:(?:\s|$)")
_CODE_BEGINS, _CODE_ENDS = "<CODE BEGINS>", "<CODE ENDS>"

Group = list[Line]


def read_plaintext(source: Source, includes: Includes) -> Document:
    """Reads a text; it includes nothing, `includes` is there because every reader takes it."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: Source) -> None:
        lines = lines_of(source)
        indents = Counter(line.indent for line in lines if line.indent)
        self._source = source
        self._builder = DocumentBuilder(source, Format.TEXT)
        self._indented = sum(indents.values()) > 2 * sum(map(is_margin, lines))
        self._body = indents.most_common(1)[0][0] if self._indented else 0
        self._blocks = Blocks(source, self._builder, self._body)
        self._groups = list(_groups(lines, self._indented))
        self._ends = [index for index, group in enumerate(self._groups) if any(_CODE_ENDS in line.text for line in group)]
        self._number = ""

    def read(self) -> Document:
        at = self._read_front()
        while at < len(self._groups):
            at = self._read_group(at)
        self._blocks.finish()
        return self._builder.finish()

    def _read_front(self) -> int:
        """Reads the first page up to its first heading; answers how many groups that took."""
        lines: list[Line] = []
        for index, group in enumerate(self._groups):
            if opening(group):
                break
            lines.extend(group)
            if len(lines) > _FRONT:
                index, lines = 0, []
                break
        else:
            index, lines = 0, []
        front = front_of(lines)
        self._builder.meta = front.meta
        self._builder.fragment = front.title is None
        if front.title:
            self._builder.title_location = Location(self._source, front.title)
        return index

    def _read_group(self, at: int) -> int:
        group = self._groups[at]
        code = self._code_from(at)
        if code > at:
            self._blocks.drawing([line for part in self._groups[at:code] for line in part])
            return code
        found = heading(group, indented=self._indented, last=self._number) or (opening(group) if not self._number else None)
        if found is None:
            self._blocks.add(group)
            return at + 1
        if found.is_contents and not found.number:
            return self._skip_contents(at, found)
        self._open(found)
        rest = group[found.lines :]
        if rest:
            self._groups[at] = rest
            return at
        return at + 1

    def _open(self, found: Heading) -> None:
        self._blocks.finish()
        self._number = found.number or self._number
        self._builder.section(found.title, found.depth, Location(self._source, found.span), number=found.number, role=found.role)
        self._blocks.addresses = _ADDRESSES.search(found.title) is not None

    def _skip_contents(self, at: int, found: Heading) -> int:
        """The first group behind a table of contents: it begins with a heading that does not lead to a page."""
        rest = self._groups[at][found.lines :]
        numbers: set[str] = set()
        if rest:
            self._groups[at] = rest
        else:
            at += 1
        while at < len(self._groups):
            group = self._groups[at]
            entry = heading(group, indented=True, last="") if not group[0].indent else None
            listed = any(in_contents(line) for line in group) or len(group) > 3
            if entry and not listed and (self._indented or not entry.number or entry.number in numbers):
                return at
            numbers.update(number for line in group if (number := number_of(line)))
            at += 1
        return at

    def _code_from(self, at: int) -> int:
        """Behind the code that begins with a group, if it has an end; else the same group."""
        if _CODE_BEGINS not in self._groups[at][0].text:
            return at
        end = bisect_left(self._ends, at)
        return self._ends[end] + 1 if end < len(self._ends) else at


def _groups(lines: Sequence[Line], indented: bool) -> Iterator[Group]:
    """Lines without an empty line between them; a paragraph that runs over the break of a page is one group."""
    group: Group = []
    for line in lines:
        if group and line.blank_before and not (line.page_before and _goes_on(group, line, indented)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(group: Group, line: Line, indented: bool) -> bool:
    last = group[-1]
    if last.text[0] in "|+" or line.text[0] in "|+":
        return last.text[0] in "|+" and line.text[0] in "|+" and last.indent == line.indent
    if bullet(line.text) or (indented and not line.indent):
        return False
    hanging = len(group) == 1 and line.indent > last.indent and bullet(last.text) == line.indent - last.indent
    if line.indent != last.indent and not hanging:
        return False
    if ended(last.text):
        return line.text[0].islower() and not _TERM.match(line.text)
    return filled(last, line.text)
