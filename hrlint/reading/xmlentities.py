"""What XML's references stand for: characters, and the entities that a document type declaration declares.

Nothing is fetched and nothing is expanded here; parameter entities and external subsets are left unread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.entities import name2codepoint
from typing import NamedTuple

NAME = r"[^\W\d][\w:.-]*"
"""What hrlint takes for an XML name; a little wider than the standard, in one pass."""

REFERENCE = re.compile(rf"&(?:(#[0-9]{{1,8}}|#x[0-9A-Fa-f]{{1,8}}|{NAME});)?")
"""`&name;`, with the name as group 1; None for a bare ampersand."""

_QUOTED = r"(?:\"[^\"]*\"|'[^']*')"
_HEAD = re.compile(rf"<!DOCTYPE\s+[^\s\[<>\"']+(?P<external>\s+(?:SYSTEM\s*{_QUOTED}|PUBLIC\s*{_QUOTED}(?:\s*{_QUOTED})?))?\s*(?P<last>[\[>])")
_ROUGH_HEAD = re.compile(r"<!DOCTYPE[^\[<>]*(?P<last>[\[>])", re.IGNORECASE)
_ENTITY = re.compile(
    rf"<!ENTITY\s+(?P<parameter>%\s+)?(?P<name>{NAME})\s+(?:(?P<value>{_QUOTED})|(?:SYSTEM|PUBLIC\s*{_QUOTED})\s*(?P<system>{_QUOTED})(?:\s+NDATA\s+{NAME})?)\s*>"
)
_DECLARATION = re.compile(rf"\s+|<!(?:ELEMENT|ATTLIST|NOTATION)\b(?:{_QUOTED}|[^\"'<>])*>")
_PARAMETER = re.compile(rf"%{NAME};")
_CLOSE = re.compile(r"\]\s*>")
_NEXT = re.compile(r"[<%\]]")
_START_TAG = re.compile(rf"</?{NAME}")
_MANY = 100
"""Pieces of junk after which a declaration is given up."""

# What typesetting needs and reading does not: non-breaking hyphens, zero-width spaces, word joiners, soft hyphens.
_READ_AS = {0x2011: "-", 0x200B: "", 0x2060: "", 0xFEFF: "", 0xAD: ""}
_PREDEFINED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_EXTRA = {"nbhy": 0x2011, "zwsp": 0x200B, "wj": 0x2060}
"""What xml2rfc declares beyond HTML's names."""


class Entity(NamedTuple):
    """A declared general entity: its replacement text, or the system identifier of the file that holds it."""

    value: str | None
    system: str | None


class Problem(NamedTuple):
    """Where XML is not what it should be; `offset` into the text that was parsed."""

    message: str
    offset: int


class Doctype(NamedTuple):
    """What a document type declaration says, and where it ends."""

    end: int
    entities: dict[str, Entity]
    open_ended: bool
    """True if parameter entities may declare more than this file shows."""
    problems: list[Problem]


def character(name: str, declared: Mapping[str, Entity]) -> str | None:
    """The text of a reference that needs no declaration (`#8217`, `amp`, `nbsp`), empty where nothing is to be read.

    None for others, and for names that a document declares itself.
    """
    if name.startswith("#"):
        code = int(name[2:], 16) if name[1] == "x" else int(name[1:])
        readable = 0 < code < 0xD800 or 0xDFFF < code < 0x110000
        return _READ_AS.get(code, chr(code)) if readable else ""
    if name in _PREDEFINED:
        return _PREDEFINED[name]
    known = None if name in declared else name2codepoint.get(name, _EXTRA.get(name))
    return None if known is None else _READ_AS.get(known, chr(known))


def read_doctype(text: str, start: int) -> Doctype:
    """Reads the declaration that begins at `start` with `<!DOCTYPE`."""
    problems: list[Problem] = []
    head = _HEAD.match(text, start)
    if head is None:
        problems.append(Problem("malformed document type declaration", start))
        head = _ROUGH_HEAD.match(text, start)
        if head is None:
            return Doctype(start + len("<!DOCTYPE"), {}, True, problems)
    if head["last"] == ">":
        return Doctype(head.end(), {}, False, problems)
    return _read_subset(text, head.end(), problems)


def _read_subset(text: str, start: int, problems: list[Problem]) -> Doctype:
    entities: dict[str, Entity] = {}
    open_ended = False
    at = start
    while len(problems) < _MANY:
        if close := _CLOSE.match(text, at):
            return Doctype(close.end(), entities, open_ended, problems)
        if declared := _ENTITY.match(text, at):
            if not declared["parameter"]:
                value, system = declared["value"], declared["system"]
                entities.setdefault(declared["name"], Entity(value and value[1:-1], system and system[1:-1]))
            at = declared.end()
        elif other := _DECLARATION.match(text, at):
            at = other.end()
        elif parameter := _PARAMETER.match(text, at):
            open_ended = True
            at = parameter.end()
        elif (end := _aside_end(text, at)) > 0:
            at = end
        elif at >= len(text) or _START_TAG.match(text, at):
            problems.append(Problem("the document type declaration is not closed", start))
            break
        else:
            problems.append(Problem("malformed text in the document type declaration", at))
            following = _NEXT.search(text, at + 1)
            at = following.start() if following else len(text)
    return Doctype(at, entities, open_ended, problems)


def _aside_end(text: str, at: int) -> int:
    """Where the comment or processing instruction that begins here ends; 0 if none does."""
    for opening, closing in (("<!--", "-->"), ("<?", "?>")):
        if text.startswith(opening, at):
            end = text.find(closing, at + len(opening))
            return end + len(closing) if end >= 0 else 0
    return 0
