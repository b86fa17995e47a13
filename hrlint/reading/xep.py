"""Reads XEPs, the XMPP Standards Foundation's XML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from hrlint.reading.builder import DocumentBuilder
from hrlint.reading.document import BlockKind, Document, Format, Metadata, Role
from hrlint.reading.includes import Includes
from hrlint.reading.sectionnumbers import SectionNumbers
from hrlint.reading.source import Source
from hrlint.reading.xmlparser import parse_xml
from hrlint.reading.xmlprose import XmlProse
from hrlint.reading.xmltree import Tree

_PROCESS = frozenset(["sig", "approver", "dependencies", "supersedes", "supersededby", "discuss", "councilnote", "expires", "lastcall", "interim"])
_SERIES = re.compile(r"(xep|rfc)-?(\d+)\Z", re.IGNORECASE)
# Entities of xep.ent that write an element's name; the others there are names of people, bodies and specifications.
_ELEMENTS = re.compile(r"(?:IQ|MESSAGE|PRESENCE|QUERY|BODY|SUBJECT|THREAD|ERROR|FEATURE|IDENTITY|ITEM|X)S?\Z")


def read_xep(source: Source, includes: Includes) -> Document:
    """Reads a XEP, or a part of one. Never fails: faults become diagnostics."""
    builder = DocumentBuilder(source, Format.XEP)
    tree = parse_xml(source.text)
    builder.fragment = tree.names.isdisjoint(("xep", "header"))
    reader = _Xep(builder, tree, includes)
    reader.walk()
    builder.meta = Metadata(**reader.meta)
    return builder.finish()


class _Xep(XmlProse):
    """The vocabulary."""

    BLOCKS: ClassVar[Mapping[str, BlockKind | None]] = {
        **dict.fromkeys(["p", "div", "ul", "ol", "dl", "di", "table", "tr", "abstract", "section1", "section2", "section3", "section4"]),
        **dict.fromkeys(["li", "dd"], BlockKind.ITEM),
        "dt": BlockKind.TERM,
        **dict.fromkeys(["td", "th"], BlockKind.CELL),
        "blockquote": BlockKind.QUOTE,
        "note": BlockKind.NOTE,
    }
    SILENT: ClassVar[frozenset[str]] = frozenset(["xep", "header"])
    SKIPPED: ClassVar[frozenset[str]] = _PROCESS | frozenset(["legal", "author", "shortname", "schemaloc", "registry", "tags", "img"])
    ASIDES: ClassVar[frozenset[str]] = frozenset(["note"])

    def __init__(self, builder: DocumentBuilder, tree: Tree, includes: Includes) -> None:
        super().__init__(builder, tree, includes)
        self.meta: dict[str, str] = {}
        self._numbers = SectionNumbers()
        self._in_header = False
        self.openers = {
            "header": self._header,
            "title": self._title,
            **dict.fromkeys(["number", "status", "type"], self._header_line),
            "revision": self._revision,
            "abstract": self._abstract,
            **dict.fromkeys(["section1", "section2", "section3", "section4"], self._section),
            "example": self._example,
            "code": self._code,
            "br": self._line_break,
        }
        self.closers = {"header": self._end_header, **dict.fromkeys(["section1", "section2", "section3", "section4"], self._numbers.close)}

    # --- header

    def _header(self, index: int) -> None:
        self._in_header = True

    def _end_header(self) -> None:
        self._in_header = False

    def _title(self, index: int) -> None:
        if self._in_header and "title" not in self.meta:
            self.meta["title"], self.builder.title_location = self.plain(index)
            self.skip(index)

    def _header_line(self, index: int) -> None:
        if not self._in_header:
            return
        value = self.plain(index)[0]
        match self.frame.tree.events[index].name:
            case "number":
                self.meta.setdefault("name", f"XEP-{value}" if value else "")
            case "status":
                self.meta.setdefault("status", value)
            case _:
                self.meta.setdefault("category", value)
                self.meta.setdefault("kind", value)
        self.skip(index)

    def _revision(self, index: int) -> None:
        if not self._in_header:
            return
        tree = self.frame.tree
        inside = range(index + 1, tree.partners[index])
        version = next((at for at in inside if tree.events[at].name == "version"), None)
        if version is not None:
            self.meta.setdefault("revision", self.plain(version)[0])
        self.skip(index)

    def _abstract(self, index: int) -> None:
        if self._in_header:
            self._kinds[-1] = BlockKind.PARAGRAPH
            self.builder.section("Abstract", 1, self.tag_name(index), role=Role.ABSTRACT)

    # --- body

    def _section(self, index: int) -> None:
        self._kinds[-1] = BlockKind.PARAGRAPH
        found = self.frame.tree.attributes(index)
        number = self._numbers.open()
        topic, anchor = found.get("topic"), found.get("anchor")
        location = self.frame.place(topic.start, topic.end) if topic and topic.value else self.tag_name(index)
        self.builder.section(topic.value if topic else "", self._numbers.depth, location, number=number, anchor=anchor.value if anchor else "")

    def _example(self, index: int) -> None:
        self.code(BlockKind.CODE, index)

    def _code(self, index: int) -> None:
        if not (self._in_block and self._is_one_line(index)):
            self.code(BlockKind.CODE, index)

    def _is_one_line(self, index: int) -> bool:
        tree = self.frame.tree
        return "\n" not in tree.text[tree.events[index].start : tree.events[tree.partners[index]].end]

    def _line_break(self, index: int) -> None:
        event = self.frame.tree.events[index]
        self.stand_in(" ", event.start, event.end)

    def spoken(self, name: str) -> str:
        """`&xep0030;` is a reference, `&IQ;` the name of an element."""
        series = _SERIES.match(name)
        if series:
            return f"[{series[1].upper()}{'-' if series[1].lower() == 'xep' else ''}{series[2]}]"
        return name.lower() if _ELEMENTS.match(name) else name
