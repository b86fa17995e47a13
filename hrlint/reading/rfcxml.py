"""Reads RFCXML, the vocabulary of xml2rfc: version 2 (RFC 7749), version 3 (RFC 7991 and later), both mixed, and prepared files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from hrlint.reading.builder import DocumentBuilder
from hrlint.reading.document import BlockKind, Document, Format, Metadata, Role
from hrlint.reading.includes import Includes
from hrlint.reading.roles import own_roles
from hrlint.reading.sectionnumbers import SectionNumbers
from hrlint.reading.source import Location, Source
from hrlint.reading.xmlparser import parse_xml
from hrlint.reading.xmlprose import XmlProse
from hrlint.reading.xmltree import Attribute, Event, Kind, Tree

_ABOUT_THE_DOCUMENT = frozenset(["author", "address", "boilerplate", "toc", "area", "workgroup", "keyword", "date", "link", "feedback"])
_WITHOUT_PROSE = frozenset(["iref", "reference", "referencegroup", "displayreference", "name", "source", "anchor-alias", "assign-section-number", "length-of"])
_VERSION_3_ONLY = frozenset(["dl", "ul", "ol", "sourcecode", "blockquote", "aside", "contact", "toc"])
_DISPLAY = re.compile(r"<displayreference\b[^<>]*>")
_DISPLAY_PART = re.compile(r"\b(target|to)\s*=\s*[\"']([^\"']*)[\"']")
_INCLUDE = re.compile(r"\binclude\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_BIBLIOGRAPHY = re.compile(r"(?:^|/)(?:reference\.|bibxml|refs?/)|bib(?:xml|liograph)", re.IGNORECASE)
_REFERENCE_NAME = re.compile(r"(?:(rfc|bcp|std)\.?-?(\d+)|I-D[.\w-]+)\Z", re.IGNORECASE)
_REVISION = re.compile(r"-(\d\d)\Z")

# Titles whose role counts even if the section leaves with publication: the text that reviewers judge is still there.
_ROLES_THAT_STAY = frozenset([Role.SECURITY, Role.PRIVACY, Role.RIGHTS, Role.CHANGELOG, Role.IMPLEMENTATION_STATUS])


def read_rfcxml(source: Source, includes: Includes) -> Document:
    """Reads a document, or a part of one that others include (`fragment`). Never fails: faults become diagnostics."""
    tree = parse_xml(source.text)
    builder = DocumentBuilder(source, Format.RFCXML_V3 if _is_version_3(tree) else Format.RFCXML_V2)
    builder.fragment = tree.names.isdisjoint(("rfc", "front"))
    reader = _RfcXml(builder, tree, includes)
    reader.walk()
    builder.meta = Metadata(**reader.meta)
    return builder.finish()


class _RfcXml(XmlProse):
    """The vocabulary."""

    BLOCKS: ClassVar[Mapping[str, BlockKind | None]] = {
        **dict.fromkeys(["t", "preamble", "postamble", "figure", "table", "texttable", "dl", "ul", "ol", "abstract", "section", "appendix", "tr"]),
        **dict.fromkeys(["list", "li", "dd"], BlockKind.ITEM),
        "dt": BlockKind.TERM,
        **dict.fromkeys(["td", "th", "c", "ttcol"], BlockKind.CELL),
        "blockquote": BlockKind.QUOTE,
        **dict.fromkeys(["aside", "note", "cref"], BlockKind.NOTE),
    }
    SILENT: ClassVar[frozenset[str]] = frozenset(["rfc", "front", "references"])
    SKIPPED: ClassVar[frozenset[str]] = _ABOUT_THE_DOCUMENT | _WITHOUT_PROSE
    ASIDES: ClassVar[frozenset[str]] = frozenset(["cref"])

    def __init__(self, builder: DocumentBuilder, tree: Tree, includes: Includes) -> None:
        super().__init__(builder, tree, includes)
        self.meta: dict[str, str] = {}
        self._numbers = SectionNumbers()
        self._displayed = _display_names(builder.source.text)
        self._fronts = 0
        self._references = 0
        self.openers = {
            "rfc": self._rfc,
            "front": self._front,
            "title": self._title,
            "seriesInfo": self._series,
            "abstract": self._abstract,
            "note": self._note,
            "section": self._section,
            "appendix": self._section,
            "back": self._back,
            "references": self._reference_list,
            "t": self._paragraph,
            "vspace": self._vertical_space,
            "br": self._line_break,
            "xref": self._cross_reference,
            "relref": self._cross_reference,
            "eref": self._address,
            "contact": self._contact,
            "include": self._xinclude,
            **dict.fromkeys(["artwork", "artset", "svg"], self._artwork),
            "sourcecode": self._source_code,
        }
        self.closers = {
            "front": self._end_front,
            "section": self._numbers.close,
            "appendix": self._numbers.close,
            "references": self._end_reference_list,
        }

    # --- front matter

    def _rfc(self, index: int) -> None:
        found = self.frame.tree.attributes(index)
        number, name = _value(found, "number"), re.sub(r"\.(?:txt|xml|html)\Z", "", _value(found, "docName"))
        revision = _REVISION.search(name)
        self.meta.update(
            name=f"rfc{number}" if number.isdecimal() else name,
            category=_value(found, "category"),
            stream=_value(found, "submissionType"),
            revision=revision[1] if revision and not number.isdecimal() else "",
        )

    def _front(self, index: int) -> None:
        self._fronts += 1

    def _end_front(self) -> None:
        self._fronts -= 1

    def _title(self, index: int) -> None:
        if self._fronts and "title" not in self.meta:
            self.meta["title"], self.builder.title_location = self.plain(index)
        self.skip(index)

    def _series(self, index: int) -> None:
        found = self.frame.tree.attributes(index)
        if self._fronts:
            for key in ("stream", "status"):
                self.meta[key] = self.meta.get(key) or _value(found, key)
            if not self.meta.get("name"):
                series, value = _value(found, "name"), _value(found, "value")
                self.meta["name"] = f"rfc{value}" if series == "RFC" else value
        self.skip(index)

    def _abstract(self, index: int) -> None:
        self.builder.section("Abstract", 1, self.tag_name(index), role=Role.ABSTRACT)

    def _note(self, index: int) -> None:
        if self._fronts:
            self._kinds[-1] = BlockKind.PARAGRAPH
            title, location = self._heading(index)
            self.builder.section(title or "Note", 1, location, role=self._role(title, self.frame.tree.attributes(index)))

    # --- sections

    def _section(self, index: int) -> None:
        self._kinds[-1] = BlockKind.PARAGRAPH
        found = self.frame.tree.attributes(index)
        number = self._numbers.open(numbered=_value(found, "numbered") not in ("false", "no"))
        title, location = self._heading(index)
        self.builder.section(title, self._numbers.depth, location, number=number, anchor=_value(found, "anchor"), role=self._role(title, found))

    def _heading(self, index: int) -> tuple[str, Location]:
        """A section's title and where it stands: `<name>`, else `title=`."""
        tree = self.frame.tree
        at = index + 1
        while tree.events[at].kind in (Kind.COMMENT, Kind.INSTRUCTION) or (tree.events[at].kind is Kind.TEXT and _is_space(tree, at)):
            at += 1
        if tree.events[at].kind is Kind.OPEN and tree.events[at].name == "name":
            return self.plain(at)
        title = tree.attributes(index).get("title")
        if title is None or not title.value:
            return "", self.tag_name(index)
        return title.value, self.frame.place(title.start, title.end)

    def _role(self, title: str, found: dict[str, Attribute]) -> Role | None:
        leaves = _value(found, "removeInRFC") in ("true", "yes")
        return Role.BOILERPLATE if leaves and _ROLES_THAT_STAY.isdisjoint(own_roles(title)) else None

    def _back(self, index: int) -> None:
        tree = self.frame.tree
        lists, at = 0, index + 1
        while at < tree.partners[index]:
            lists += tree.events[at].kind is Kind.OPEN and tree.events[at].name == "references"
            at = max(at, tree.partners[at]) + 1
        self._numbers.start_back(lists)

    def _reference_list(self, index: int) -> None:
        self._references += 1
        title, location = self._heading(index)
        number = self._numbers.open_references()
        anchor = _value(self.frame.tree.attributes(index), "anchor")
        self.builder.section(title or "References", self._numbers.depth, location, number=number, anchor=anchor, role=Role.REFERENCES)

    def _end_reference_list(self) -> None:
        self._references -= 1
        self._numbers.close()

    # --- blocks

    def _paragraph(self, index: int) -> None:
        hung = self.frame.tree.attributes(index).get("hangText")
        if hung is not None and hung.value:
            kind, self._kinds[-1] = self._kinds[-1], BlockKind.TERM
            self.attribute_text(hung)
            self.end_block()
            self._kinds[-1] = kind

    def _vertical_space(self, index: int) -> None:
        lines = _value(self.frame.tree.attributes(index), "blankLines")
        if lines.isdecimal() and int(lines) > 0:
            self.end_block()
        else:
            self._line_break(index)

    def _line_break(self, index: int) -> None:
        event = self.frame.tree.events[index]
        self.stand_in(" ", event.start, event.end)

    def _artwork(self, index: int) -> None:
        self.code(BlockKind.ARTWORK, index)

    def _source_code(self, index: int) -> None:
        self.code(BlockKind.CODE, index)

    # --- text that is generated

    def _cross_reference(self, index: int) -> None:
        tree = self.frame.tree
        value = self.spoken_element(tree, index)
        if value is not None:
            self.stand_in(value, tree.events[index].start, tree.events[tree.partners[index]].end)
            self.skip(index)

    def _address(self, index: int) -> None:
        target = self.frame.tree.attributes(index).get("target")
        if target is not None and self.frame.tree.is_empty(index):
            self.attribute_text(target)
            self.skip(index)

    def _contact(self, index: int) -> None:
        name = self.frame.tree.attributes(index).get("fullname")
        if name is not None:
            self.attribute_text(name)
        self.skip(index)

    def spoken_element(self, tree: Tree, index: int) -> str | None:
        """What an empty cross-reference says."""
        if tree.events[index].name not in ("xref", "relref") or not tree.is_empty(index):
            return None
        found = tree.attributes(index)
        target = _value(found, "target")
        document = f"[{self._displayed.get(target, target)}]" if target else ""
        section = _value(found, "section") or _value(found, "sec")
        style = _value(found, "sectionFormat") or _value(found, "displayFormat") or _value(found, "fmt")
        if not section:
            return document
        if style in ("bare", "number"):
            return section
        part = f"{'Appendix' if section[0].isalpha() else 'Section'} {section}"
        if style == "sec":
            return part
        return f"{document}, {part}" if style in ("comma", ",") else f"{part} of {document}"

    def spoken(self, name: str) -> str:
        """`&rfc2119;` of a file that was not read is the reference of that name."""
        known = _REFERENCE_NAME.match(name)
        return f"[{name.upper() if known[1] else name}]" if known else name

    # --- includes

    @property
    def skips_includes(self) -> bool:
        return self._references > 0

    def is_bibliography(self, name: str) -> bool:
        return self._references > 0 or _BIBLIOGRAPHY.search(name) is not None

    def _xinclude(self, index: int) -> None:
        found = self.frame.tree.attributes(index)
        event = self.frame.tree.events[index]
        self.skip(index)
        if "href" in found:
            self.include(found["href"].value, event.start, event.end)

    def instruction(self, name: str, data: str, event: Event) -> None:
        """`<?rfc include="file"?>`, whose file may be named without its extension."""
        named = _INCLUDE.search(data) if name == "rfc" else None
        if named is not None:
            file = named[1] or named[2] or ""
            self.include(file if file.endswith(".xml") else f"{file}.xml", event.start, event.end)


def _is_version_3(tree: Tree) -> bool:
    root = next((at for at, event in enumerate(tree.events) if event.kind is Kind.OPEN), None)
    says_so = root is not None and _value(tree.attributes(root), "version") == "3"
    return says_so or not _VERSION_3_ONLY.isdisjoint(tree.names)


def _display_names(text: str) -> dict[str, str]:
    """The names that `<displayreference>` gives to references."""
    named = (dict(_DISPLAY_PART.findall(match.group())) for match in _DISPLAY.finditer(text))
    return {parts["target"]: parts["to"] for parts in named if {"target", "to"} <= parts.keys()}


def _value(attributes: dict[str, Attribute], name: str) -> str:
    return attributes[name].value if name in attributes else ""


def _is_space(tree: Tree, index: int) -> bool:
    event = tree.events[index]
    return tree.text[event.start : event.end].isspace()
