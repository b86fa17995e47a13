"""Parsed XML: a flat list of events in document order, with the exact offsets of every tag and every piece of text.

There are no levels to recurse into: `Tree.partners` leads from a tag to its other end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from hrlint.reading.xmlentities import REFERENCE, Entity, Problem, character

_LONGEST_EXPANSION = 10_000
_DEEPEST_EXPANSION = 8

_ATTRIBUTE = re.compile(r"(?P<name>[^\s=<>/\"']+)\s*=\s*(?:\"(?P<double>[^\"]*)\"?|'(?P<single>[^']*)'?|(?P<bare>[^\s\"'<>]+))")
_MARKUP = re.compile(r"<[^<>]*>")


class Kind(Enum):
    """What an event is."""

    OPEN = "open"
    CLOSE = "close"
    TEXT = "text"
    ENTITY = "entity"
    COMMENT = "comment"
    INSTRUCTION = "instruction"


class Event(NamedTuple):
    """A piece of markup or text; `name` of a tag (without its prefix), entity (`#8217`, `nbsp`) or instruction; a supplied closing tag is empty."""

    kind: Kind
    name: str
    start: int
    end: int


class Attribute(NamedTuple):
    """An attribute's value, references resolved, and where the value stands between its quotes."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Parsed XML. `partners` holds for each tag the index of its other end, and 0 for other events."""

    text: str
    events: list[Event]
    partners: list[int]
    entities: Mapping[str, Entity]
    names: frozenset[str]
    """All element names, with their prefixes."""
    open_ended: bool
    """True if entities may be declared in places that were not read."""
    problems: tuple[Problem, ...]

    def attributes(self, index: int) -> dict[str, Attribute]:
        """The attributes of an opening tag, without the prefixes of their names; the first of equal names counts."""
        event = self.events[index]
        found: dict[str, Attribute] = {}
        for match in _ATTRIBUTE.finditer(self.text, event.start + 1, event.end - 1):
            group = match.lastgroup or "bare"
            found.setdefault(match["name"].rpartition(":")[2], Attribute(" ".join(self.resolve(match[group]).split()), *match.span(group)))
        return found

    def resolve(self, raw: str) -> str:
        """A text with its references replaced by what they stand for, without markup; unknown ones by their names."""
        return raw if "&" not in raw else _resolve(raw, self.entities, {}, _DEEPEST_EXPANSION)

    def is_empty(self, index: int) -> bool:
        """True if an element holds neither text nor elements."""
        inside = range(index + 1, self.partners[index])
        return all(self.events[at].kind is Kind.TEXT and self.text[slice(*self.events[at][2:])].isspace() for at in inside)


def _resolve(raw: str, entities: Mapping[str, Entity], known: dict[str, str], depth: int) -> str:
    """`known` holds each entity's text once it was resolved, so that entities within entities do not multiply the work."""
    pieces: list[str] = []
    length = at = 0
    for match in REFERENCE.finditer(raw):
        name = match[1]
        if name is None:
            continue
        value = character(name, entities)
        if value is None and name not in known:
            known[name] = ""  # for an entity that holds itself
            known[name] = _entity_text(name, entities, known, depth)
        pieces += [raw[at : match.start()], known[name] if value is None else value]
        length += len(pieces[-1])
        at = match.end()
        if length > _LONGEST_EXPANSION:
            break
    return "".join([*pieces, raw[at:]])[: max(_LONGEST_EXPANSION, len(raw))]


def _entity_text(name: str, entities: Mapping[str, Entity], known: dict[str, str], depth: int) -> str:
    entity = entities.get(name)
    if entity is None:
        return name
    return _resolve(_MARKUP.sub("", entity.value), entities, known, depth - 1) if entity.value and depth else ""
