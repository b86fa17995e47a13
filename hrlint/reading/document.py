"""The document model: what every reader makes of a file, whatever its format.

All prose of a document stands in one folded string, `Prose.text`: blocks are separated by a line feed, white space inside a block is one
space, markup is left out. Sections, blocks and sentences are ranges of that string ("prose offsets"), and every prose offset maps back
to the exact place in a source. Code, artwork and the like are blocks without prose, so that no word of theirs is ever matched.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from hrlint.reading.source import Location, Source, Span


class Format(str, Enum):
    """The formats that hrlint reads."""

    KRAMDOWN_RFC = "kramdown-rfc"
    MMARK = "mmark"
    MARKDOWN = "markdown"
    MEDIAWIKI = "mediawiki"
    RFCXML_V2 = "rfcxml-v2"
    RFCXML_V3 = "rfcxml-v3"
    XEP = "xep"
    TEXT = "text"


class Role(str, Enum):
    """What a section is for, told from its title, or from the section around it."""

    ABSTRACT = "abstract"
    INTRODUCTION = "introduction"
    MOTIVATION = "motivation"
    TERMINOLOGY = "terminology"
    CONVENTIONS = "conventions"
    REQUIREMENTS = "requirements"
    DESIGN = "design"
    SECURITY = "security"
    PRIVACY = "privacy"
    RIGHTS = "rights"
    NON_GOALS = "non-goals"
    IANA = "iana"
    OPERATIONS = "operations"
    INTERNATIONALIZATION = "internationalization"
    IMPLEMENTATION_STATUS = "implementation-status"
    EXAMPLES = "examples"
    REFERENCES = "references"
    ACKNOWLEDGEMENTS = "acknowledgements"
    CHANGELOG = "changelog"
    BOILERPLATE = "boilerplate"
    CONTENTS = "contents"


class State(str, Enum):
    """How much a section says."""

    PRESENT = "present"
    EMPTY = "empty"
    UNFINISHED = "unfinished"
    DELEGATED = "delegated"


class BlockKind(str, Enum):
    """What a block is; CODE and ARTWORK have no prose."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    TERM = "term"
    CELL = "cell"
    QUOTE = "quote"
    NOTE = "note"
    CODE = "code"
    ARTWORK = "artwork"


class Run(NamedTuple):
    """A piece of prose and where it stands; of equal length, unless the prose stands in for markup (an entity, a reference)."""

    prose_start: int
    prose_end: int
    source: Source
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prose:
    """All prose of a document in one string that maps back to its sources."""

    text: str
    runs: tuple[Run, ...]
    run_starts: tuple[int, ...]

    def locate(self, start: int, end: int) -> Location:
        """Where the prose range stands. A range that crosses into another file ends with the first file's part."""
        first = self.runs[max(0, bisect_right(self.run_starts, start) - 1)]
        last = self.runs[max(0, bisect_right(self.run_starts, max(start, end - 1)) - 1)]
        at = _map(first, start, first.start)
        if last.source is not first.source or last.start < first.start:
            return Location(first.source, Span(at, max(at, first.end)))
        linear = last.prose_end - last.prose_start == last.end - last.start
        stop = min(last.start + end - last.prose_start, last.end) if linear else last.end
        return Location(first.source, Span(at, max(at, stop)))


def _map(run: Run, offset: int, otherwise: int) -> int:
    linear = run.prose_end - run.prose_start == run.end - run.start
    return min(run.start + offset - run.prose_start, run.end) if linear else otherwise


class Sentence(NamedTuple):
    """A sentence, as a range of prose offsets."""

    start: int
    end: int
    block: int


class Block(NamedTuple):
    """A paragraph, list item, table cell, code block ...; `lead` is the paragraph that introduces a list item, if any."""

    kind: BlockKind
    start: int
    end: int
    section: int
    location: Location
    lead: int | None


@dataclass(frozen=True, slots=True)
class Section:
    """A section. `roles` holds its own roles first, then those of the sections around it; ranges include all subsections."""

    index: int
    title: str
    number: str
    anchor: str
    depth: int
    parent: int | None
    location: Location
    roles: tuple[Role, ...]
    state: State
    start: int
    end: int
    own_end: int
    """Where the section's own prose ends and that of its first subsection begins."""
    after: int
    """Index of the first section that is not part of this one."""
    words: int

    @property
    def role(self) -> Role:
        return self.roles[0]

    @property
    def label(self) -> str:
        """Number and title, as people cite a section."""
        return f"{self.number} {self.title}".strip()


class Reference(NamedTuple):
    """A cross-reference: to a section of this document (`section` is its index), or to another document, with or without a section of it."""

    start: int
    end: int
    document: str | None
    section: int | None
    part: str | None


class Directive(NamedTuple):
    """An `hrlint:` comment: its text after the colon, where it stands, the section that holds it (None before the first)."""

    text: str
    location: Location
    section: int | None


class Diagnostic(NamedTuple):
    """Something that the reader had to get over: malformed markup, a missing include, a guessed encoding."""

    path: str
    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself, as its format writes it; empty where it does not say."""

    name: str = ""
    title: str = ""
    category: str = ""
    stream: str = ""
    status: str = ""
    revision: str = ""
    kind: str = ""
    """The community's own type: `Standards Track` of an EIP, `Protocol Flow`, `Historical` ..."""


@dataclass(frozen=True)
class Document:
    """A read document."""

    source: Source
    sources: tuple[Source, ...]
    format: Format
    meta: Metadata
    title_location: Location
    fragment: bool
    """True for a part of a larger document: no front matter, no title of its own."""
    prose: Prose
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    references: tuple[Reference, ...]
    directives: tuple[Directive, ...]
    diagnostics: tuple[Diagnostic, ...]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def block_at(self, offset: int) -> int:
        """Index of the block that holds a prose offset."""
        return max(0, bisect_right(self._block_starts, offset) - 1)

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds a prose offset."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def section_at(self, offset: int) -> Section:
        """The innermost section that holds a prose offset."""
        return self.sections[self.blocks[self.block_at(offset)].section]

    def text(self, start: int, end: int) -> str:
        return self.prose.text[start:end]

    def with_role(self, role: Role) -> Iterator[Section]:
        """The outermost sections that have a role themselves, not through the section around them."""
        skip_until = 0
        for section in self.sections[1:]:  # the document itself is no section of any role
            if section.index >= skip_until and role in section.roles:
                skip_until = section.after
                yield section
