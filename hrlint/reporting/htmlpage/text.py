"""The text of a document by its sections, with notes beside the words that raise them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from hrlint.checking.finding import Finding
from hrlint.reading.document import Block, BlockKind
from hrlint.reading.source import Location
from hrlint.reporting.htmlpage.model import Group, Note, Paragraph, Part, Piece, Row
from hrlint.reporting.htmlpage.places import Places

_DEEPEST = 4
_FENCES = ("```", "~~~")
_ELEMENT = re.compile(r"<(?:artwork|sourcecode|code|pre)\b[^<>]*>(?:\s*<!\[CDATA\[)?(.*?)(?:\]\]>\s*)?</\w+>", re.DOTALL)
Mark = tuple[int, int, Note]


def whole_text(places: Places, noted: Sequence[tuple[Finding, Note]]) -> tuple[Part, ...]:
    """Every section with its own text, whether something is found in it or not."""
    return tuple(_Text(places, noted).parts())


def excerpts(noted: Sequence[tuple[Finding, Note]], prefix: str) -> tuple[Part, ...]:
    """Only the words that raise something, by section: all that there is where the text was not kept."""
    parts = []
    for index, (label, group) in enumerate(groupby(noted, key=lambda item: item[0].section)):
        rows = []
        for _, note in group:
            pieces = (Piece(note.quote, (note,), (note,)),) if note.quote else ()
            rows.append(Row((Group("paragraph", (Paragraph(f"{prefix}-b{note.number}", "paragraph", pieces),)),) if pieces else (), (note,)))
        parts.append(Part(f"{prefix}-s{index}", label or "The document as a whole", 1, (), tuple(rows)))
    return tuple(parts)


class _Text:
    def __init__(self, places: Places, noted: Sequence[tuple[Finding, Note]]) -> None:
        self._places = places
        self._document = places.document
        self._marks: defaultdict[int, list[Mark]] = defaultdict(list)
        self._beside: defaultdict[int, list[Note]] = defaultdict(list)
        self._about: defaultdict[int, list[Note]] = defaultdict(list)
        for finding, note in noted:
            self._place(finding, note)

    def _place(self, finding: Finding, note: Note) -> None:
        found = self._places.find(finding.location)
        if found is None:
            self._about[self._places.section_of(finding.location)].append(note)
        else:
            self._beside[self._document.block_at(found[0])].append(note)
        for location in (finding.location, *(related.location for related in finding.related)):
            self._mark(location, note)

    def _mark(self, location: Location, note: Note) -> None:
        found = self._places.find(location)
        if found is None:
            return
        for index in range(self._document.block_at(found[0]), self._document.block_at(found[1] - 1) + 1):
            block = self._document.blocks[index]
            start, end = max(found[0], block.start), min(found[1], block.end)
            if start < end:
                self._marks[index].append((start, end, note))

    def parts(self) -> Iterator[Part]:
        own: defaultdict[int, list[int]] = defaultdict(list)
        for index, block in enumerate(self._document.blocks):
            own[block.section].append(index)
        level = 0
        for section in self._document.sections:
            notes, rows = tuple(self._about[section.index]), tuple(self._rows(own[section.index]))
            if section.index == 0 and not (notes or rows):
                continue
            level = min(max(section.depth, 1), level + 1, _DEEPEST)  # a heading may not be more than one level below the one before it
            label = section.label if section.index else "The document as a whole" if not rows else "Beginning of the document"
            yield Part(self._places.section_id(section.index), label or "(no title)", level, notes, rows)

    def _rows(self, blocks: Iterable[int]) -> Iterator[Row]:
        """A new row begins where a note does, so that each stands beside its words."""
        row: list[int] = []
        for index in blocks:
            if self._beside[index] and row:
                yield self._row(row)
                row = []
            row.append(index)
        if row:
            yield self._row(row)

    def _row(self, blocks: Sequence[int]) -> Row:
        notes = tuple(self._beside[blocks[0]])
        if not notes:
            return Row(self._groups(blocks), ())
        return Row(self._groups(blocks[:1]), notes, self._groups(blocks[1:]))

    def _groups(self, blocks: Iterable[int]) -> tuple[Group, ...]:
        groups = []
        for (kind, _), indexes in groupby(blocks, key=self._together):
            paragraphs = tuple(paragraph for paragraph in map(self._paragraph, indexes) if paragraph.pieces)
            if paragraphs:
                groups.append(Group(kind, paragraphs))
        return tuple(groups)

    def _together(self, index: int) -> tuple[str, int]:
        """Items that follow each other are one list, cells of one line one row; all else stands alone."""
        block = self._document.blocks[index]
        if block.kind is BlockKind.ITEM:
            return block.kind.value, -1
        if block.kind is BlockKind.CELL:
            return block.kind.value, block.location.start.line
        return block.kind.value, index

    def _paragraph(self, index: int) -> Paragraph:
        block = self._document.blocks[index]
        return Paragraph(self._places.block_id(index), block.kind.value, tuple(self._pieces(block, self._marks.get(index, ()))))

    def _pieces(self, block: Block, marks: Sequence[Mark]) -> Iterator[Piece]:
        if block.kind in (BlockKind.CODE, BlockKind.ARTWORK):
            code = _bare(block.location.quote)
            if code.strip():
                yield Piece(code)
            return
        end = block.start + len(self._document.text(block.start, block.end).rstrip())
        begins: defaultdict[int, list[Note]] = defaultdict(list)
        stops: defaultdict[int, list[Note]] = defaultdict(list)
        for start, stop, note in marks:
            if start < end:
                begins[start].append(note)
                stops[min(stop, end)].append(note)
        over: dict[int, Note] = {}
        for start, stop in pairwise(sorted({block.start, end, *begins, *stops})):
            over.update((note.number, note) for note in begins[start])
            ending = {note.number: note for note in stops[stop]}
            yield Piece(self._document.text(start, stop), tuple(over.values()), tuple(ending.values()))
            for number in ending:
                over.pop(number, None)


def _bare(code: str) -> str:
    """Code without the fence or the element around it."""
    lines = code.split("\n")
    if len(lines) > 2 and lines[0].lstrip().startswith(_FENCES) and lines[-1].strip().startswith(_FENCES):
        return "\n".join(lines[1:-1])
    match = _ELEMENT.fullmatch(code.strip())
    return match[1].strip("\n") if match else code
