"""HTML, and RFC XML, in blocks of Markdown: what of it is prose, a heading, code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hrlint.reading.document import BlockKind
from hrlint.reading.tags import BLOCKS, OPAQUE, SILENT

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,30})(?P<rest>(?:[\s/][^<>]*)?)>")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


class Piece(NamedTuple):
    """A stretch of an HTML block: a heading if it has a level, else a block of a kind."""

    kind: BlockKind
    level: int
    start: int
    end: int


def html_pieces(text: str) -> Iterator[Piece]:
    """The pieces of an HTML block, in order. Tags inside running text stay in it; inline markup takes them out."""
    kind = BlockKind.PARAGRAPH
    level = 0
    at = 0
    start = 0
    absent: set[str] = set()
    while (tag := _TAG.search(text, at)) is not None:
        at = tag.end()
        name = tag["name"].lower()
        opens = not tag["close"]
        if name in OPAQUE and opens and not tag["rest"].endswith("/") and name not in absent:
            yield Piece(kind, level, start, tag.start())
            end = text.find(f"</{tag['name']}", at)
            if end < 0:
                absent.add(name)
            start = at = len(text) if end < 0 else end
            if name not in SILENT:
                yield Piece(BlockKind.ARTWORK if name in ("artwork", "svg") else BlockKind.CODE, 0, tag.start(), at)
        elif name in BLOCKS:
            yield Piece(kind, level, start, tag.start())
            start = tag.end()
            level = int(name[1]) if opens and name in _HEADINGS else 0
            kind = BLOCKS[name] if opens else BlockKind.PARAGRAPH
    yield Piece(kind, level, start, len(text))
