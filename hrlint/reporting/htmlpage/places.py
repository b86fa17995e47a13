"""Where things of one document stand on the page."""

from __future__ import annotations

from hrlint.checking.finding import Contents
from hrlint.matching.inventory import Passage
from hrlint.reading.document import Document, Section
from hrlint.reading.proseranges import ProseRanges
from hrlint.reading.source import Location
from hrlint.reporting.htmlpage.model import Link

_QUOTE = 240


class Places:
    """The ids of sections and blocks of a document, and links to them. `prefix` keeps documents of one page apart."""

    def __init__(self, document: Document, prefix: str) -> None:
        self.document = document
        self.prefix = prefix
        self._ranges = ProseRanges(document)
        self._headings = {(section.location.source.path, section.location.span): section.index for section in reversed(document.sections)}

    def find(self, location: Location) -> tuple[int, int] | None:
        """The prose of a location, None for headings and what has no prose."""
        return None if self.heading(location) is not None else self._ranges.find(location)

    def heading(self, location: Location) -> int | None:
        """The index of the section whose heading a location is."""
        return self._headings.get((location.source.path, location.span))

    def section_of(self, location: Location) -> int:
        """The index of the section in which a location lies; 0, the document itself, for what cannot be placed."""
        heading = self.heading(location)
        if heading is not None:
            return heading
        found = self._ranges.find(location)
        return self.document.section_at(found[0]).index if found else 0

    def section_id(self, index: int) -> str:
        return f"{self.prefix}-s{index}"

    def block_id(self, index: int) -> str:
        return f"{self.prefix}-b{index}"

    def link(self, location: Location, *, quoted: bool = False) -> Link:
        """A link to the paragraph of a location."""
        found = self.find(location)
        if found is None:
            index = self.section_of(location)
            return Link(f"{_label(self.document.sections[index])}, line {location.start.line}", self.section_id(index))
        return self._link(found[0], location.start.line, self._sentence(found[0]) if quoted else "")

    def passage(self, passage: Passage, text: str = "") -> Link:
        """A link to a sentence, with its words."""
        line = self.document.prose.locate(passage.start, passage.end).start.line
        link = self._link(passage.start, line, _cut(self.document.text(passage.start, passage.end)))
        return Link(text, link.target, link.quote) if text else link

    def _link(self, offset: int, line: int, quote: str) -> Link:
        return Link(f"{_label(self.document.section_at(offset))}, line {line}", self.block_id(self.document.block_at(offset)), quote)

    def _sentence(self, offset: int) -> str:
        sentence = self.document.sentences[self.document.sentence_at(offset)]
        return _cut(self.document.text(sentence.start, sentence.end))


def places_of(contents: Contents | None, prefix: str) -> Places | None:
    return Places(contents.document, prefix) if contents is not None else None


def _label(section: Section) -> str:
    return f"§{section.number}" if section.number else section.title if section.index else "Beginning"


def _cut(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _QUOTE else text[:_QUOTE].rpartition(" ")[0] + "…"
