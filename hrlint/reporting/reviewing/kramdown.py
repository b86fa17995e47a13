"""A review as an Internet-Draft in kramdown-rfc, which can be edited, sent and submitted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from hrlint.checking.review import Review
from hrlint.reporting.reviewing.layout import Plan, lay_out
from hrlint.reporting.reviewing.pieces import Heading, Item, Note, Paragraph, Piece, Quote, Table
from hrlint.reporting.reviewing.previous import note_lines, record_of
from hrlint.reporting.terminal import safe

_MARKUP = re.compile(r"[\\`*_{}\[\]<>|#!$]|\((?=\()|(?<=\()\(")
_FIRST = re.compile(r"^(?:[-+=:.]|\d{1,9}(?=[.)](?:\s|$)))")
_ENTITIES = {"&": "&amp;", "~": "&#126;"}
_NO_NAME = re.compile(r"[^a-z0-9]+")

_FRONT = """---
title: {title}
abbrev: Human Rights Review
docname: {name}
category: info
submissiontype: independent
ipr: trust200902
consensus: false
v: 3
author:
  - name: {author}
    organization: {author}
informative:
  RFC3552:
  RFC6973:
  RFC7258:
  RFC9620:

--- abstract

A review of {title_text} by the guidelines for human rights considerations of RFC 9620.

--- middle
"""

_BACK = """# Security Considerations

This document reviews other documents. What it says of their security stands in the sections above.

# IANA Considerations

This document has no IANA actions.

--- back
"""


def markdown(text: str) -> str:
    """A line of text from a stranger that kramdown, kramdown-rfc and CommonMark show as it is."""
    plain = _MARKUP.sub(lambda match: "\\" + match.group(), safe(text))
    plain = re.sub("[&~]", lambda match: _ENTITIES[match.group()], plain)
    return _FIRST.sub(lambda match: f"\\{match.group()}" if not match.group().isdigit() else f"&#{ord(match.group()[0])};{match.group()[1:]}", plain)


def review_markdown(review: Review, plan: Plan) -> str:
    """The whole document, with marks that a later review reads."""
    blocks = [*_front(review, plan), *_blocks(lay_out(review, plan)), _BACK.rstrip("\n"), "\n".join(record_of(review))]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _front(review: Review, plan: Plan) -> Iterator[str]:
    names = [safe(reviewed.linted.name or reviewed.linted.path.rpartition("/")[2]) for reviewed in review.documents]
    title = f"Human Rights Review of {', '.join(names)}"
    name = _NO_NAME.sub("-", names[0].rpartition(".")[0].lower() if "." in names[0] else names[0].lower()).strip("-")[:60]
    author = safe(plan.reviewer) or "Reviewer"
    yield _FRONT.format(
        title=json.dumps(title),
        title_text=markdown(", ".join(names)),
        name=f"draft-reviewer-rights-of-{name.removeprefix('draft-')}-latest",
        author=json.dumps(author),
    ).rstrip("\n")


def _blocks(pieces: Iterable[Piece]) -> Iterator[str]:
    """One text for each block: items that follow each other are one list."""
    items: list[str] = []
    for piece in pieces:
        if isinstance(piece, Item):
            items.append(f"{piece.number}. {markdown(piece.text)}" if piece.number else f"* {markdown(piece.text)}")
            continue
        if items:
            yield "\n".join(items)
            items = []
        yield _block(piece)
    if items:
        yield "\n".join(items)


def _block(piece: Heading | Paragraph | Quote | Table | Note) -> str:
    if isinstance(piece, Heading):
        return f"{'#' * piece.depth} {markdown(piece.text)}"
    if isinstance(piece, Quote):
        return f"> {markdown(piece.text)}"
    if isinstance(piece, Table):
        rows = [piece.columns, tuple("---" for _ in piece.columns), *(tuple(map(markdown, row)) for row in piece.rows)]
        return "\n".join(f"| {' | '.join(cell or ' ' for cell in row)} |" for row in rows)
    if isinstance(piece, Note):
        return "\n".join(note_lines(piece.key, piece.text, piece.hint))
    return f"**{piece.label}:** {markdown(piece.text)}" if piece.label else markdown(piece.text)
