"""The first page of a plain-text RFC or Internet-Draft: who publishes it, its name and its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from hrlint.reading.document import Metadata
from hrlint.reading.source import Span
from hrlint.reading.textpages import WIDTH, Line

_FIELD = re.compile(r"(?P<key>[A-Z][A-Za-z -]{1,30}?):\s+(?P<value>\S+(?: \S+)*)")
_NUMBER = re.compile(r"(?:Request for Comments|RFC)\s*:?\s+#?(\d{1,5})\b", re.IGNORECASE)
_DRAFT = re.compile(r"<?\b(?P<name>draft-[a-z0-9][a-z0-9.+_-]*?)(?:\.txt|\.raw)?>?\.?\s*$", re.IGNORECASE)
_REVISION = re.compile(r"-(\d\d)$")
_OPENING = re.compile(
    r"\w+ working group|internet[- ]draft|request for comments|rfc \d|internet (?:engineering|research|architecture)|independent",
    re.IGNORECASE,
)
_GAP = re.compile(r"\s{3,}")
_STREAMS = (("engineering task force", "IETF"), ("research task force", "IRTF"), ("architecture board", "IAB"), ("independent", "independent"))
_RIGHT = 36
"""Columns: a line that begins further right belongs to the authors and the date, not to a title in the middle."""


class Front(NamedTuple):
    """What the first page tells, and where its title stands (None where no title was found)."""

    meta: Metadata
    title: Span | None


def front_of(lines: Sequence[Line]) -> Front:
    """Reads the lines before the first heading."""
    header = [line for line in lines if _is_header(line)]
    title: list[Line] = []
    name = ""
    for line in lines:
        draft = _DRAFT.search(line.text)
        if draft and not name and len(draft.group()) > len(line.text) // 2:
            name = draft["name"].lower()
            if title:
                break
        elif not _is_header(line):
            if title and line.blank_before:
                break
            title.append(line)
    return Front(_metadata(header, name, title), Span(title[0].start, title[-1].end) if title else None)


def _is_header(line: Line) -> bool:
    if _is_right(line) or (line.indent == 0 and (_FIELD.match(line.text) or _OPENING.match(line.text))):
        return True
    return line.indent < 8 and _GAP.search(line.text) is not None


def _is_right(line: Line) -> bool:
    middle = (WIDTH - len(line.text)) / 2
    return line.indent >= _RIGHT or (line.width >= WIDTH - 2 and line.indent - middle > 3)


def _metadata(header: Sequence[Line], name: str, title: Sequence[Line]) -> Metadata:
    fields: dict[str, str] = {}
    number = ""
    for line in header:
        left = _GAP.split(line.text, maxsplit=1)[0] if not _is_right(line) else ""
        field = _FIELD.match(left)
        if field:
            fields.setdefault(field["key"].lower(), field["value"])
        found = _NUMBER.match(left)
        number = number or (found.group(1) if found else "")
    if number:
        name = f"rfc{number}"
    revision = _REVISION.search(name)
    first = " ".join(line.text for line in header[:3]).lower()
    return Metadata(
        name=name,
        title=" ".join(" ".join(line.text for line in title).split()),
        category=fields.get("category", fields.get("intended status", "")),
        stream=next((stream for words, stream in _STREAMS if words in first), ""),
        status="RFC" if number else "Internet-Draft" if name or "internet-draft" in first else "",
        revision=revision.group(1) if revision and not number else "",
    )
