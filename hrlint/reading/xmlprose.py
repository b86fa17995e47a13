"""What the readers of XML formats share: the walk over the events, prose and its blocks, entities and includes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from hrlint.reading.builder import DocumentBuilder
from hrlint.reading.document import BlockKind
from hrlint.reading.includes import IncludeRefused, Includes
from hrlint.reading.source import Location, Source, Span
from hrlint.reading.xmlentities import character
from hrlint.reading.xmlparser import parse_xml
from hrlint.reading.xmltree import Attribute, Event, Kind, Tree

_DEEPEST = 40
"""Frames: entities within entities, includes within includes, notes put off."""
_MOST_EXPANDED = 2_000_000
"""Characters that entities with markup may expand to, all together."""

_LED = (BlockKind.ITEM, BlockKind.TERM)


@dataclass(slots=True)
class Frame:
    """A stretch of events that is being read. `pin` is set in the replacement text of an entity: all of it stands where the entity is used."""

    tree: Tree
    source: Source
    at: int
    stop: int
    pin: Span | None

    def place(self, start: int, end: int) -> Location:
        """Where a stretch of the tree's text stands."""
        return Location(self.source, self.pin or Span(start, end))


class XmlProse:
    """Drives a builder with the events of a tree. A reader of a format sets the tables and handlers, and calls `walk`."""

    BLOCKS: ClassVar[Mapping[str, BlockKind | None]] = {}
    """Elements whose text is a block of its own; None: of the kind of what is around, else a paragraph."""
    SILENT: ClassVar[frozenset[str]] = frozenset()
    """Elements whose text is no prose, unless an element within them makes it so."""
    SKIPPED: ClassVar[frozenset[str]] = frozenset()
    """Elements of which nothing is read."""
    ASIDES: ClassVar[frozenset[str]] = frozenset()
    """Elements that interrupt the block around them, and are read when it ends."""

    def __init__(self, builder: DocumentBuilder, tree: Tree, includes: Includes) -> None:
        self.builder = builder
        self.frame = Frame(tree, builder.source, 0, len(tree.events), None)
        self.openers: dict[str, Callable[[int], None]] = {}
        """Called with the index of an opening tag."""
        self.closers: dict[str, Callable[[], None]] = {}
        self._frames = [self.frame]
        self._kinds: list[BlockKind | None] = [BlockKind.PARAGRAPH]
        self._in_block = False
        self._postponed: list[Frame] = []
        self._includes = includes
        self._expanded = 0
        self._parts: dict[str, Tree] = {}
        self._undeclared: set[str] = set()
        self._report(tree, builder.source)

    # --- for a format to fill in

    def spoken(self, name: str) -> str:
        """What is read for an entity that is declared elsewhere; empty for nothing."""
        return name

    def spoken_element(self, tree: Tree, index: int) -> str | None:
        """What is read for an element that stands for generated text (a cross-reference); None: its own text."""
        return None

    def instruction(self, name: str, data: str, event: Event) -> None:
        """A processing instruction."""

    @property
    def skips_includes(self) -> bool:
        """True where includes are bibliography, which holds no prose."""
        return False

    # --- the walk

    def walk(self) -> None:
        """Reads everything, once."""
        frames, blocks, silent, skipped = self._frames, self.BLOCKS, self.SILENT, self.SKIPPED
        text_kind, open_kind, close_kind = Kind.TEXT, Kind.OPEN, Kind.CLOSE
        while frames:
            frame = self.frame = frames[-1]
            if frame.at >= frame.stop:
                frames.pop()
                continue
            index = frame.at
            frame.at = index + 1
            event = frame.tree.events[index]
            kind, name, start, end = event
            if kind is text_kind:
                self.text(start, end)
            elif kind is open_kind:
                if name in skipped:
                    frame.at = frame.tree.partners[index] + 1
                    continue
                if self._in_block and name in self.ASIDES:
                    self._postpone(index)
                    continue
                if name in blocks:
                    self.end_block()
                    self._kinds.append(blocks[name] or self._kinds[-1] or BlockKind.PARAGRAPH)
                elif name in silent:
                    self.end_block()
                    self._kinds.append(None)
                opener = self.openers.get(name)
                if opener is not None:
                    opener(index)
            elif kind is close_kind:
                if name in blocks or name in silent:
                    self.end_block()
                    self._kinds.pop()
                closer = self.closers.get(name)
                if closer is not None:
                    closer()
            elif kind is Kind.ENTITY:
                self._entity(event)
            elif kind is Kind.COMMENT:
                if frame.pin is None:
                    self.builder.comment(frame.tree.text[start + 4 : end - 3], frame.source, start, end)
            else:
                self.instruction(name, frame.tree.text[start + 2 + len(name) : end - 2], event)
        self.end_block()

    def skip(self, index: int) -> None:
        """Goes on behind an element; its closing tag is not seen either."""
        self.frame.at = self.frame.tree.partners[index] + 1
        name = self.frame.tree.events[index].name
        if name in self.BLOCKS or name in self.SILENT:
            self._kinds.pop()

    def _postpone(self, index: int) -> None:
        frame = self.frame
        after = frame.tree.partners[index] + 1
        self._postponed.append(Frame(frame.tree, frame.source, index, after, frame.pin))
        frame.at = after

    # --- prose

    def text(self, start: int, end: int) -> None:
        """Text of the tree, as prose."""
        frame = self.frame
        value = frame.tree.text[start:end]
        if not self._in_block and (value.isspace() or not self._start_block()):
            return
        if frame.pin is None:
            self.builder.text(value, frame.source, start)
        else:
            self.builder.stand_in(value, frame.source, *frame.pin)

    def stand_in(self, value: str, start: int, end: int) -> None:
        """Prose that stands for what the tree's text holds between two offsets."""
        if value and (self._in_block or (not value.isspace() and self._start_block())):
            self.builder.stand_in(value, *_flat(self.frame.place(start, end)))

    def attribute_text(self, attribute: Attribute) -> None:
        """The value of an attribute, as prose."""
        if self.frame.tree.text[attribute.start : attribute.end].find("&") < 0:
            self.text(attribute.start, attribute.end)
        else:
            self.stand_in(attribute.value, attribute.start, attribute.end)

    def _start_block(self) -> bool:
        """Opens a block for the first text of an element; False where text is no prose."""
        kind = self._kinds[-1]
        if kind is None:
            return False
        self.builder.block(kind, lead=kind in _LED)
        self._in_block = True
        return True

    def end_block(self) -> None:
        """Ends the block of prose; what was put off comes next."""
        self.builder.end_block()
        self._in_block = False
        if self._postponed:
            self._frames += reversed(self._postponed)
            self._postponed.clear()

    def code(self, kind: BlockKind, index: int) -> None:
        """An element that holds code or artwork."""
        self.end_block()
        tree = self.frame.tree
        self.builder.code(kind, self.frame.place(tree.events[index].start, tree.events[tree.partners[index]].end))
        self.skip(index)

    def plain(self, index: int) -> tuple[str, Location]:
        """The text of an element, folded, and where it stands; an element without text stands at its tag."""
        tree = self.frame.tree
        pieces: list[str] = []
        first = last = -1
        at, stop = index + 1, tree.partners[index]
        while at < stop:
            kind, name, start, end = tree.events[at]
            step = at + 1
            if kind is Kind.TEXT:
                value = tree.text[start:end]
                pieces.append(value)
                end -= len(value) - len(value.rstrip())
                start += len(value) - len(value.lstrip())
            elif kind is Kind.ENTITY:
                pieces.append(self._plain_entity(tree, name))
            elif kind is Kind.OPEN and (name in self.SKIPPED or self.spoken_element(tree, at) is not None):
                pieces.append(self.spoken_element(tree, at) or "")
                step = tree.partners[at] + 1
                end = tree.events[step - 1].end
            elif kind is Kind.OPEN and name in ("br", "vspace"):
                pieces.append(" ")
            if pieces and start < end and kind in (Kind.TEXT, Kind.ENTITY, Kind.OPEN):
                first, last = (start if first < 0 else first), end
            at = step
        return " ".join("".join(pieces).split()), self.frame.place(first, last) if first >= 0 else self.tag_name(index)

    def _plain_entity(self, tree: Tree, name: str) -> str:
        entity = tree.entities.get(name)
        if character(name, tree.entities) is not None or (entity is not None and entity.value is not None):
            return tree.resolve(f"&{name};")
        return self.spoken(name)

    def tag_name(self, index: int) -> Location:
        """The name in a tag: where a section stands that has no title."""
        event = self.frame.tree.events[index]
        return self.frame.place(event.start + 1, event.start + 1 + len(event.name))

    # --- entities and includes

    def _entity(self, event: Event) -> None:
        _, name, start, end = event
        declared = self.frame.tree.entities
        value = character(name, declared)
        if value is not None:
            self.stand_in(value, start, end)
            return
        entity = declared.get(name)
        if entity is None:
            self._unknown(name, start, end)
        elif entity.value is not None:
            self._expand(name, entity.value, start, end)
        elif entity.system and self.is_bibliography(entity.system):
            self.stand_in(self.spoken(name), start, end)
        elif entity.system:
            self.include(entity.system, start, end)

    def _unknown(self, name: str, start: int, end: int) -> None:
        if self._kinds[-1] is None:
            return
        self.stand_in(self.spoken(name), start, end)
        if not self.frame.tree.open_ended and name not in self._undeclared:
            self._undeclared.add(name)
            self.diagnose(f"entity &{name}; is not declared", start)

    def _expand(self, name: str, value: str, start: int, end: int) -> None:
        already, self._expanded = self._expanded, self._expanded + len(value) + 1
        if self._expanded > _MOST_EXPANDED or len(self._frames) > _DEEPEST:
            self._expanded = max(self._expanded, _MOST_EXPANDED + 1)
            if already <= _MOST_EXPANDED:
                self.diagnose(f"entity &{name}; expands to too much text; further entities are not expanded", start)
            return
        if "<" not in value and "&" not in value:
            self.stand_in(value, start, end)
            return
        tree = self._parts.get(value)
        if tree is None:
            tree = self._parts[value] = parse_xml(value, self.frame.tree.entities)
        pin = self.frame.pin or Span(start, end)
        self._frames.append(Frame(tree, self.frame.source, 0, len(tree.events), pin))

    def is_bibliography(self, name: str) -> bool:
        """True for a file that by its name holds a reference, or where only references are included."""
        return self.skips_includes

    def include(self, name: str, start: int, end: int) -> None:
        """Reads a local file in the place of what stands between `start` and `end`."""
        if self.skips_includes or self.is_bibliography(name):
            return
        try:
            source = self._includes.open(name, self.frame.source)
        except IncludeRefused as reason:
            self.diagnose(f'"{name}" is not included: {reason}', start)
            return
        if len(self._frames) > _DEEPEST:
            self.diagnose(f'"{name}" is not included: includes lie too deep in each other', start)
            return
        self.builder.include(source)
        tree = parse_xml(source.text, self.frame.tree.entities)
        self._report(tree, source)
        self._frames.append(Frame(tree, source, 0, len(tree.events), None))

    def diagnose(self, message: str, offset: int) -> None:
        """A diagnostic at an offset of the tree's text."""
        place = self.frame.place(offset, offset)
        self.builder.diagnose(message, place.source, place.span.start)

    def _report(self, tree: Tree, source: Source) -> None:
        for problem in tree.problems:
            self.builder.diagnose(f"XML: {problem.message}", source, problem.offset)


def _flat(location: Location) -> tuple[Source, int, int]:
    return location.source, location.span.start, location.span.end
