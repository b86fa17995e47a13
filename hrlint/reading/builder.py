"""Puts a Document together from what a reader finds, in the order in which it stands.

A reader calls `section`, `block`, `text` and the others; folding of white space, offsets, roles, states, numbers, sentences and references
are the same for every format and happen here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from hrlint.reading.document import Block, BlockKind, Diagnostic, Directive, Document, Format, Metadata, Prose, Role, Run, Section, Sentence, State
from hrlint.reading.references import find_references
from hrlint.reading.roles import own_roles
from hrlint.reading.sentences import sentence_ends
from hrlint.reading.source import Location, Source, Span
from hrlint.reading.states import SUFFICIENT, state_of

_CHUNK = re.compile(r"\S+(?: \S+)*")


class _Heading(NamedTuple):
    title: str
    number: str
    anchor: str
    depth: int
    location: Location
    role: Role | None
    start: int
    block: int


@dataclass(slots=True)
class _OpenBlock:
    kind: BlockKind
    start: int
    lead: int | None
    source: Source | None = None
    """Where its prose begins; None as long as it has none."""
    source_start: int = 0
    source_end: int = 0


class DocumentBuilder:
    """Collects the parts of one document; call `finish` once at the end."""

    def __init__(self, source: Source, format: Format) -> None:
        self.source = source
        self.format = format
        self.meta = Metadata()
        self.title_location = Location(source, Span(0, 0))
        self.fragment = False
        self._sources = [source]
        self._pieces: list[str] = []
        self._length = 0
        self._runs: list[Run] = []
        self._headings: list[_Heading] = []
        self._blocks: list[Block] = []
        self._open: _OpenBlock | None = None
        self._space = False
        self._directives: list[Directive] = []
        self._diagnostics: list[Diagnostic] = []
        self._lead: int | None = None

    # --- structure

    def section(self, title: str, depth: int, location: Location, *, number: str = "", anchor: str = "", role: Role | None = None) -> None:
        """Opens a section: `depth` 1 for the outermost; `role` where the format knows it (an abstract, references)."""
        self.end_block()
        self._lead = None
        self._headings.append(_Heading(" ".join(title.split()), number, anchor, max(1, depth), location, role, self._length, len(self._blocks)))

    def block(self, kind: BlockKind, *, lead: bool = False) -> None:
        """Opens a block of prose. `lead` marks an item that the last paragraph introduces."""
        self.end_block()
        self._open = _OpenBlock(kind, self._length, self._lead if lead else None)

    def end_block(self) -> None:
        """Closes the block of prose, if one is open; one without text leaves no trace."""
        block, self._open, self._space = self._open, None, False
        if block is None or block.source is None or self._length == block.start:
            return
        if block.kind is BlockKind.PARAGRAPH:
            self._lead = len(self._blocks)
        location = Location(block.source, Span(block.source_start, block.source_end))
        self._blocks.append(Block(block.kind, block.start, self._length, self._section(), location, block.lead))
        self._pieces.append("\n")
        self._length += 1

    def code(self, kind: BlockKind, location: Location) -> None:
        """A block of code or artwork: it has a place and no prose."""
        self.end_block()
        self._blocks.append(Block(kind, self._length, self._length, self._section(), location, None))

    # --- prose

    def text(self, value: str, source: Source, start: int) -> None:
        """Adds prose whose characters stand one to one in the source from `start` on; white space is folded."""
        if not value:
            return
        if value[0].isspace():
            self._space = True
        last = 0
        for chunk in _CHUNK.finditer(value):
            self._add(chunk.group(), source, start + chunk.start(), start + chunk.end(), start + last)
            last = chunk.end()
            self._space = True
        if not value[-1].isspace():
            self._space = False

    def stand_in(self, value: str, source: Source, start: int, end: int) -> None:
        """Adds prose that stands for the markup between `start` and `end`: an entity, a cross-reference."""
        folded = " ".join(value.split())
        if value[:1].isspace():
            self._space = True
        if folded:
            self._add(folded, source, start, end, start)
        self._space = value[-1:].isspace()

    def _add(self, value: str, source: Source, start: int, end: int, space_at: int) -> None:
        block = self._open
        if block is None:
            self.block(BlockKind.PARAGRAPH)
            block = self._open
            assert block is not None
        if block.source is None:
            block.source, block.source_start, block.source_end = source, start, end
        elif block.source is source and end > block.source_end:
            block.source_end = end
        at = self._length
        if self._space and at > block.start:
            self._runs.append(Run(at, at + 1, source, min(space_at, start), start))
            self._pieces.append(" ")
            at += 1
        self._space = False
        self._length = at + len(value)
        self._runs.append(Run(at, self._length, source, start, end))
        self._pieces.append(value)

    # --- the rest

    def include(self, source: Source) -> None:
        """Notes a further source, included by the first."""
        if source not in self._sources:
            self._sources.append(source)

    def comment(self, text: str, source: Source, start: int, end: int) -> None:
        """A comment of the format: kept if it speaks to hrlint, else forgotten."""
        stripped = text.strip()
        if stripped.startswith("hrlint:"):
            section = self._section() if self._headings else None
            self._directives.append(Directive(stripped.removeprefix("hrlint:").strip(), Location(source, Span(start, end)), section))

    def diagnose(self, message: str, source: Source | None = None, offset: int | None = None) -> None:
        """Notes something that the reader had to get over."""
        source = source or self.source
        line = source.position(offset).line if offset is not None else None
        self._diagnostics.append(Diagnostic(source.path, line, message))

    def _section(self) -> int:
        return len(self._headings)  # 0 is the document itself

    def finish(self) -> Document:
        """The document, complete."""
        self.end_block()
        text = "".join(self._pieces)
        runs = tuple(self._runs) or (Run(0, 0, self.source, 0, 0),)
        prose = Prose(text, runs, tuple(run.prose_start for run in runs))
        sections = self._sections(text)
        return Document(
            source=self.source,
            sources=tuple(self._sources),
            format=self.format,
            meta=self.meta,
            title_location=self.title_location,
            fragment=self.fragment,
            prose=prose,
            sections=sections,
            blocks=tuple(self._blocks),
            sentences=tuple(self._sentences(text)),
            references=find_references(text, sections),
            directives=tuple(self._directives),
            diagnostics=tuple(self._diagnostics),
        )

    def _sentences(self, text: str) -> list[Sentence]:
        sentences = []
        with_prose = ((index, block.start, block.end) for index, block in enumerate(self._blocks) if block.end > block.start)
        start = last = -1
        for end in sentence_ends(text):
            if start >= last:
                index, start, last = next(with_prose)
            sentences.append(Sentence(start, end, index))
            start = end + 1 if text[end] == " " else end
        return sentences

    def _sections(self, text: str) -> tuple[Section, ...]:
        root_role = Role.INTRODUCTION if self._headings else Role.DESIGN
        headings = [_Heading(self.meta.title, "", "", 0, self.title_location, root_role, 0, 0), *self._headings]
        parents = _parents(headings)
        ends = _ends(headings)
        starts = [*(heading.start for heading in headings), self._length]
        # Each word of folded text has a space or a line feed behind it.
        words_before = list(accumulate((text.count(" ", start, end) + text.count("\n", start, end) for start, end in pairwise(starts)), initial=0))
        sections: list[Section] = []
        for index, heading in enumerate(headings):
            parent, after = parents[index], ends[index]
            words = words_before[after] - words_before[index]
            blocks = self._blocks_between(heading.block, headings, after)
            state = State.PRESENT if words > SUFFICIENT else state_of(text[heading.start : starts[after]], blocks)
            own = (heading.role,) if heading.role else own_roles(heading.title)
            around = sections[parent].roles if parent else ()  # the document itself passes no role on
            roles = tuple(dict.fromkeys(own + around)) or (Role.DESIGN,)
            sections.append(
                Section(
                    index=index,
                    title=heading.title,
                    number=heading.number,
                    anchor=heading.anchor,
                    depth=heading.depth,
                    parent=parent,
                    location=heading.location,
                    roles=roles,
                    state=state,
                    start=heading.start,
                    end=starts[after],
                    own_end=starts[index + 1],
                    after=after,
                    words=words,
                )
            )
        return tuple(sections)

    def _blocks_between(self, first: int, headings: list[_Heading], after: int) -> int:
        last = headings[after].block if after < len(headings) else len(self._blocks)
        return last - first


def _parents(headings: list[_Heading]) -> list[int | None]:
    parents: list[int | None] = []
    path: list[int] = []
    for index, heading in enumerate(headings):
        while path and headings[path[-1]].depth >= heading.depth:
            path.pop()
        parents.append(path[-1] if path else None)
        path.append(index)
    return parents


def _ends(headings: list[_Heading]) -> list[int]:
    ends = [len(headings)] * len(headings)
    path: list[int] = []
    for index, heading in enumerate(headings):
        while path and headings[path[-1]].depth >= heading.depth:
            ends[path.pop()] = index
        path.append(index)
    return ends
