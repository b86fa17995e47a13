"""Turns places of a document into citations: the sentence, its section, its line."""

from __future__ import annotations

import re
from bisect import bisect_right

from hrlint.checking.review import Citation
from hrlint.checking.scope import CONSIDERATIONS
from hrlint.reading.document import Document, Section
from hrlint.reading.source import Location, Source

LONGEST = 320
"""Code points of a quote; a longer sentence is cut around the words that matter."""
_NO_ANCHOR = re.compile(r"[^a-z0-9]+")


def anchor_of(section: Section) -> str:
    """A name for a section that outlives its number: letters, digits and single hyphens."""
    return _NO_ANCHOR.sub("-", (section.anchor or section.title).lower()).strip("-") or "document"


class Citer:
    """Cites one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._starts: dict[Source, list[int]] = {}
        self._sentences: dict[Source, list[int]] = {}
        places = []
        for number, sentence in enumerate(document.sentences):
            location = document.prose.locate(sentence.start, sentence.end)
            places.append((location.span.start, number, location.source))
        for start, number, source in sorted(places, key=lambda place: place[:2]):
            self._starts.setdefault(source, []).append(start)
            self._sentences.setdefault(source, []).append(number)
        self._headings = {(section.location.source, section.location.span): section for section in document.sections}

    def cite(self, location: Location) -> Citation:
        """The citation of a place that linting reported."""
        heading = self._headings.get((location.source, location.span))
        if heading is not None:
            return self._citation(location, heading, heading.title)
        starts = self._starts.get(location.source, [])
        at = bisect_right(starts, location.span.start) - 1
        if at < 0:
            return self._citation(location, self._document.sections[0], "")
        sentence = self._document.sentences[self._sentences[location.source][at]]
        text = self._document.text(sentence.start, sentence.end)
        return self._citation(location, self._document.section_at(sentence.start), _cut(text, " ".join(location.quote.split())))

    def considers(self, location: Location) -> bool:
        """True where a place stands in considerations of security, privacy or rights."""
        starts = self._starts.get(location.source, [])
        at = bisect_right(starts, location.span.start) - 1
        if at < 0:
            return False
        sentence = self._document.sentences[self._sentences[location.source][at]]
        return not set(CONSIDERATIONS).isdisjoint(self._document.section_at(sentence.start).roles)

    def passage(self, start: int, end: int) -> Citation:
        """The citation of a range of prose."""
        return self._citation(self._document.prose.locate(start, end), self._document.section_at(start), _cut(self._document.text(start, end), ""))

    def _citation(self, location: Location, section: Section, quote: str) -> Citation:
        return Citation(location.source.path, location.start.line, section.label if section.index else "", anchor_of(section), quote.strip(), location)


def _cut(sentence: str, words: str) -> str:
    if len(sentence) <= LONGEST:
        return sentence
    at = max(0, sentence.find(words)) if words else 0
    start = max(0, at - LONGEST // 2)
    end = start + LONGEST
    kept = sentence[start:end]
    if start:
        kept = "…" + kept.partition(" ")[2]
    if end < len(sentence):
        kept = kept.rpartition(" ")[0] + "…"
    return kept
