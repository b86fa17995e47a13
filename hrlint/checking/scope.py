"""Ranges of prose in which a check looks: around a trigger, or where a document considers its consequences."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from hrlint.matching.context import clause_end, clause_start
from hrlint.matching.requirement import Range
from hrlint.reading.document import BlockKind, Document, Role, Section

Scope = tuple[Range, ...]

NO_TRIGGER_ROLES = frozenset(
    {
        Role.ABSTRACT,
        Role.TERMINOLOGY,
        Role.CONVENTIONS,
        Role.EXAMPLES,
        Role.REFERENCES,
        Role.ACKNOWLEDGEMENTS,
        Role.CHANGELOG,
        Role.BOILERPLATE,
        Role.CONTENTS,
        Role.IMPLEMENTATION_STATUS,
        Role.IANA,
    }
)
"""Sections whose words raise nothing by themselves."""

NO_ANSWER_ROLES = frozenset({Role.REFERENCES, Role.ACKNOWLEDGEMENTS, Role.CHANGELOG, Role.BOILERPLATE, Role.CONTENTS})
"""Sections whose words answer nothing."""

CONSIDERATIONS = (Role.SECURITY, Role.PRIVACY, Role.RIGHTS)
_MOST_ITEMS = 12


class Window(str, Enum):
    """How far around a place."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    SECTION = "section"
    CONSIDERATIONS = "considerations"
    DOCUMENT = "document"


class Place(NamedTuple):
    """What an expression finds: a range of prose, and the concept that stands there, if one does. `section` is set for a place that is a heading."""

    start: int
    end: int
    concept: str = ""
    section: int | None = None


def around(document: Document, place: Place, window: Window) -> Scope:
    """The ranges that a window opens around a place."""
    if window is Window.DOCUMENT:
        return (Range(0, len(document.prose.text)),)
    if place.section is not None:
        section = document.sections[place.section]
        return _with_considerations(document, section) if window is Window.CONSIDERATIONS else (Range(section.start, section.end),)
    if window is Window.PARAGRAPH:
        return paragraph(document, place.start)
    if window is Window.SECTION:
        section = document.section_at(place.start)
        return (Range(section.start, section.end if section.index else section.own_end),)
    if window is Window.CONSIDERATIONS:
        return _with_considerations(document, document.section_at(place.start))
    if window is Window.CLAUSE:
        text = document.prose.text
        return (Range(clause_start(text, place.start), clause_end(text, place.end)),)
    sentence = document.sentences[document.sentence_at(place.start)]
    return (Range(sentence.start, sentence.end),)


def paragraph(document: Document, offset: int) -> Scope:
    """The block at an offset, with the sentence that introduces its list, or the list that it introduces."""
    index = document.block_at(offset)
    block = document.blocks[index]
    ranges = [Range(block.start, block.end)]
    if block.lead is not None:
        lead = document.blocks[block.lead]
        ranges.insert(0, Range(lead.start, lead.end))
    else:
        for item in document.blocks[index + 1 : index + 1 + _MOST_ITEMS]:
            if item.lead != index:
                break
            ranges.append(Range(item.start, item.end))
    return tuple(ranges)


def considerations(document: Document, roles: Iterable[Role] = CONSIDERATIONS) -> tuple[Section, ...]:
    """The sections that consider consequences, and those of this document that they point to: "see Section 4.3" reads as if it stood there."""
    wanted = set(roles)
    found = [section for section in document.sections[1:] if wanted & set(section.roles[:2])]
    ranges = [(section.start, section.end) for section in found]
    pointed = {
        reference.section for reference in document.references if reference.section is not None and any(start <= reference.start < end for start, end in ranges)
    }
    return tuple(found) + tuple(document.sections[index] for index in sorted(pointed))


def _with_considerations(document: Document, section: Section) -> Scope:
    ranges = [Range(section.start, section.end if section.index else section.own_end)]
    ranges += [Range(other.start, other.end) for other in considerations(document)]
    return merged(ranges)


def merged(ranges: Iterable[Range]) -> Scope:
    """The ranges in their order, without overlaps."""
    result: list[Range] = []
    for current in sorted(ranges):
        if result and current.start <= result[-1].end:
            result[-1] = Range(result[-1].start, max(result[-1].end, current.end))
        else:
            result.append(current)
    return tuple(result)


def says_nothing(document: Document, offset: int, roles: frozenset[Role]) -> bool:
    """True where the section at an offset has one of the roles, itself or through a section around it."""
    return not roles.isdisjoint(document.section_at(offset).roles)


def is_quoted(document: Document, offset: int) -> bool:
    return document.blocks[document.block_at(offset)].kind is BlockKind.QUOTE
