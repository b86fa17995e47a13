"""Blocks of plain text: groups of lines become paragraphs, items, terms, cells and drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from hrlint.reading.builder import DocumentBuilder
from hrlint.reading.document import BlockKind
from hrlint.reading.source import Location, Source, Span
from hrlint.reading.textpages import Line
from hrlint.reading.textshapes import begins_entry, bullet, ended, filled, is_barred, is_caption, is_drawing, is_rule, is_table, reference

_TERM = re.compile(r"(?P<term>\S+(?: \S+){0,7}?)(?P<gap>:\s{2,}|(?<![.!?:;,])\s{2,})(?=\S)")
_FIELD = re.compile(r"[A-Z]\w*(?: [\w&/()-]+){0,5}:(?:\s|$)")
_URL_CUT = re.compile(r"://\S*[/=&?_.-]$")


class Blocks:
    """Adds groups of lines to a document, in their order."""

    def __init__(self, source: Source, builder: DocumentBuilder, body: int) -> None:
        """`body` is the indent of the document's text, in columns."""
        self.addresses = False
        """True inside a section of postal addresses, which holds no prose."""
        self._source = source
        self._builder = builder
        self._body = body
        self._drawn: Span | None = None
        self._item = 0

    def add(self, group: Sequence[Line]) -> None:
        """Adds lines that stand together."""
        if self.addresses or is_caption(group, self._body):
            self.drawing(group)
        elif is_barred(group):
            self.finish()
            for paragraph in _unbarred(group):
                self._prose(BlockKind.QUOTE, paragraph, 0)
        elif is_table(group):
            self.finish()
            self._table(group)
        elif not begins_entry(group[0].text) and is_drawing(group, self._body):
            self.drawing(group)
        else:
            self.finish()
            for chunk in _chunks(group):
                self._chunk(chunk)

    def drawing(self, group: Sequence[Line]) -> None:
        """Adds lines that are no prose; drawings in a row are one block."""
        self._drawn = Span(self._drawn.start if self._drawn else group[0].start, group[-1].end)

    def finish(self) -> None:
        """Ends the drawing, if there is one."""
        if self._drawn:
            self._builder.code(BlockKind.ARTWORK, Location(self._source, self._drawn))
            self._drawn = None

    def _chunk(self, lines: Sequence[Line]) -> None:
        first = lines[0]
        mark = bullet(first.text)
        if mark:
            self._item = lines[1].indent if len(lines) > 1 and lines[1].indent > first.indent else first.indent + mark
            self._prose(BlockKind.ITEM, lines, mark)
            return
        if reference(first.text):
            self._item = 0
            self._prose(BlockKind.ITEM, lines, 0)
            return
        term = _term(lines)
        if term is not None:
            self._item = lines[1].indent if len(lines) > 1 else first.indent + term
            self._definition(lines, term)
            return
        continues = self._item > self._body and first.indent == self._item
        self._item = self._item if continues else 0
        self._prose(BlockKind.ITEM if continues else BlockKind.PARAGRAPH, lines, 0)

    def _definition(self, lines: Sequence[Line], term: int) -> None:
        first = lines[0]
        self._builder.block(BlockKind.TERM, lead=True)
        self._builder.text(first.text[:term].rstrip(), self._source, first.start)
        rest = first.text[term:]
        self._builder.block(BlockKind.ITEM, lead=True)
        if rest:
            self._line(first, term, lines[1].text if len(lines) > 1 else "")
        for line, following in _with_next(lines[1:]):
            self._line(line, 0, following)

    def _prose(self, kind: BlockKind, lines: Sequence[Line], skip: int) -> None:
        self._builder.block(kind, lead=kind is BlockKind.ITEM)
        for line, following in _with_next(lines):
            self._line(line, skip, following)
            skip = 0

    def _line(self, line: Line, skip: int, following: str) -> None:
        """Adds a line; words or an address that the line's end cuts at a hyphen or a slash are put together again."""
        cut = following and following[0].isalnum() and ((line.text[-1] in "-/" and line.text[-2:-1].isalnum()) or _URL_CUT.search(line.text))
        end = line.end if cut else line.end + 1
        self._builder.text(self._source.text[line.start + skip : end], self._source, line.start + skip)

    def _table(self, lines: Sequence[Line]) -> None:
        edges = [at for at, character in enumerate(lines[0].text) if character == "+"]
        rows: list[list[Line]] = []
        for line in lines:
            if is_rule(line.text):
                rows.append([])
            else:
                rows[-1].append(line)
        if len(rows) == 3:  # a rule under the head alone: a row begins where its first cell does
            loose = rows.pop(1)
            for line in loose:
                if line.text[edges[0] + 1 : edges[1]].strip():
                    rows.append([])
                rows[-1].append(line)
        for row in rows:
            self._row(row, edges)

    def _row(self, row: Sequence[Line], edges: Sequence[int]) -> None:
        for left, right in pairwise(edges):
            self._builder.block(BlockKind.CELL)
            for line in row:
                self._builder.text(line.text[left + 1 : right] + " ", self._source, line.start + left + 1)


def _unbarred(group: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The paragraphs behind the bars of an aside or a quotation."""
    paragraph: list[Line] = []
    for line in group:
        text = line.text[1:].lstrip()
        if text:
            skip = len(line.text) - len(text)
            paragraph.append(line._replace(start=line.start + skip, indent=line.indent + skip, text=text))
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _with_next(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    for index, line in enumerate(lines):
        yield line, lines[index + 1].text if index + 1 < len(lines) else ""


def _chunks(group: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Items of a list that has no empty lines between them, and the paragraph before them."""
    start = 0
    for index in range(1, len(group)):
        if _begins(group[start], group[index - 1], group[index]):
            yield group[start:index]
            start = index
    yield group[start:]


def _begins(first: Line, before: Line, line: Line) -> bool:
    """True where a line begins a block of its own, behind lines that begin with `first` and end with `before`."""
    if reference(line.text) and reference(first.text):
        return line.indent == first.indent
    broken = ended(before.text) or not filled(before, line.text)
    if bullet(first.text):
        sibling = line.indent <= first.indent and bullet(line.text) > 0
        return sibling or line.indent < first.indent or (broken and (line.indent == first.indent or bullet(line.text) > 0))
    if bullet(line.text):
        return line.indent > first.indent or ended(before.text)
    return broken and line.indent == before.indent == first.indent and _FIELD.match(line.text) is not None and _FIELD.match(first.text) is not None


def _term(lines: Sequence[Line]) -> int | None:
    """How many characters of the first line are the term of a definition; None where it defines nothing."""
    first = lines[0]
    match = _TERM.match(first.text)
    hanging = len(lines) > 1 and lines[1].indent >= first.indent + 2 and all(line.indent == lines[1].indent for line in lines[1:])
    if match and (hanging or (len(lines) == 1 and match["gap"][0] == ":")):
        return match.end()
    if hanging and not filled(first, lines[1].text) and len(first.text.split()) <= 8:
        return len(first.text)
    return None
