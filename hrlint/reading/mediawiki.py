"""Reads MediaWiki text, in which older Bitcoin Improvement Proposals are written: line by line, with the inline markup that they use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from hrlint.reading.builder import DocumentBuilder
from hrlint.reading.document import BlockKind, Document, Format
from hrlint.reading.frontmatter import read_front_matter
from hrlint.reading.includes import Includes
from hrlint.reading.inline import Edit, Plain, write_edited
from hrlint.reading.source import Location, Source, Span
from hrlint.reading.tags import tag_value

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_NOTE = re.compile(r"<ref\b[^<>/]*>(?P<text>.*?)</ref>", re.DOTALL)
_CODE_OPEN = re.compile(r"[ \t]*<(?P<name>pre|source|syntaxhighlight|math|gallery)\b[^<>]*(?<!/)>", re.IGNORECASE)
_HEADING = re.compile(r"(?P<mark>={1,6})[ \t]*(?P<title>[^\s=].*?)[ \t]*(?P=mark)[ \t]*\Z")
_ITEM = re.compile(r"(?P<mark>[*#:;]+)[ \t]*")
_CELLS = re.compile(r"\|\||!!")
_CELL_STYLE = re.compile(r"[^\[\]|]*=[^\[\]|]*\|(?!\|)")
_INLINE = re.compile(
    r"(?P<file>\[\[(?:File|Image|Category):[^\[\]]{0,600}\]\])"
    r"|(?P<link>\[\[(?:[^\[\]|\n]{0,300}\|)?(?P<linked>[^\[\]\n]{0,300})\]\])"
    r"|(?P<outside>\[(?:[a-z]{2,8}:/?/?)[^\s\[\]]{1,1000}[ \t]*(?P<named>[^\[\]\n]{0,600})\])"
    r"|(?P<quotes>'{2,5})"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9]{0,30}(?:[\s/][^<>]*)?>)"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<template>\{\{[^{}]{0,600}\}\}|__[A-Z]{3,20}__)"
)
_VISIBLE = re.compile(r"[^\n]")
_WIKI_TAGS = frozenset(["nowiki", "ref", "references", "math", "poem", "onlyinclude", "noinclude"])


def read_mediawiki(source: Source, includes: Includes) -> Document:
    """Reads a MediaWiki document; templates and transclusions are left out, nothing is included."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._builder = DocumentBuilder(source, Format.MEDIAWIKI)
        self._paragraph: tuple[int, int] | None = None
        self._notes: list[tuple[int, int]] = []
        self._outermost = 1

    def read(self) -> Document:
        builder, source = self._builder, self._source
        front = read_front_matter(source, Format.MEDIAWIKI)
        builder.meta = front.metadata(source)
        if front.title is not None:
            builder.title_location = Location(source, front.title.span)
        for remark in front.remarks:
            builder.diagnose(remark.message, source, remark.offset)
        builder.fragment = not front.found
        comments = list(_COMMENT.finditer(source.text, front.body)) if "-->" in source.text else []
        self._text = _blanked(source.text, [match.span() for match in comments])
        self._outermost = min((len(found.group(1)) for found in re.finditer(r"^(={1,6})[^=\n]", self._text, re.MULTILINE)), default=1)
        self._lines(front.body, iter(comments))
        self._flush()
        return builder.finish()

    def _lines(self, start: int, comments: Iterator[re.Match[str]]) -> None:
        comment = next(comments, None)
        text, length = self._text, len(self._text)
        while start < length:
            end = text.find("\n", start)
            end = length if end < 0 else end
            while comment is not None and comment.start() < end:
                self._builder.comment(comment.group(1), self._source, comment.start(), comment.end())
                comment = next(comments, None)
            code = _CODE_OPEN.match(text, start, end)
            if code is not None:
                end = self._code(start, code)
            else:
                self._line(text[start:end], start)
            start = end + 1

    def _code(self, start: int, code: re.Match[str]) -> int:
        self._flush()
        close = self._text.lower().find(f"</{code['name'].lower()}>", code.end()) if code["name"] else -1
        if close < 0:
            self._builder.diagnose(f"<{code['name']}> is never closed; only its line is taken as code", self._source, start)
            close = code.end()
        end = self._text.find("\n", close)
        end = len(self._text) if end < 0 else end
        self._builder.code(BlockKind.CODE, Location(self._source, Span(start, end)))
        return end

    def _line(self, line: str, start: int) -> None:
        stripped = line.strip()
        heading = _HEADING.match(line)
        if not stripped:
            self._flush()
        elif heading is not None:
            self._flush()
            title = Plain()
            write_edited(title, heading["title"], self._source, start, _edits(heading["title"]))
            location = Location(self._source, Span(start + heading.start("title"), start + heading.end("title")))
            self._builder.section(str(title), len(heading["mark"]) - self._outermost + 1, location)
        elif (item := _ITEM.match(line)) is not None:
            lead = self._paragraph is not None
            self._flush()
            kind = BlockKind.TERM if item["mark"][-1] == ";" else BlockKind.ITEM
            self._block(kind, start + item.end(), start + len(line), lead=lead)
        elif stripped.startswith(("{|", "|}", "|-", "|+")):
            self._flush()
        elif stripped[0] in "|!":
            self._flush()
            self._cells(line, start)
        elif line[0] == " ":
            self._flush()
            self._builder.code(BlockKind.CODE, Location(self._source, Span(start, start + len(line))))
        else:
            self._paragraph = (self._paragraph[0] if self._paragraph else start, start + len(line))

    def _cells(self, line: str, start: int) -> None:
        at = len(line) - len(line.lstrip()) + 1
        for end in (*(match.start() for match in _CELLS.finditer(line, at)), len(line)):
            style = _CELL_STYLE.match(line, at, end)
            self._block(BlockKind.CELL, start + (style.end() if style else at), start + end)
            at = end + 2

    def _flush(self) -> None:
        paragraph, self._paragraph = self._paragraph, None
        if paragraph is not None:
            self._block(BlockKind.PARAGRAPH, *paragraph)

    def _block(self, kind: BlockKind, start: int, end: int, *, lead: bool = False) -> None:
        """A block of prose; its footnotes follow it as blocks of their own, lest they tear its sentences apart."""
        text = self._text[start:end]
        notes = list(_NOTE.finditer(text)) if "</ref>" in text else []
        self._builder.block(kind, lead=lead)
        write_edited(self._builder, text, self._source, start, _edits(text, [note.span() for note in notes]))
        for note in notes:
            self._builder.block(BlockKind.NOTE)
            write_edited(self._builder, note["text"], self._source, start + note.start("text"), _edits(note["text"]))
        self._builder.end_block()


def _edits(text: str, gone: list[tuple[int, int]] | None = None) -> list[Edit]:
    edits = [Edit(start, end, "") for start, end in gone or ()]
    for match in _INLINE.finditer(text):
        kind = match.lastgroup
        if kind in ("link", "outside"):
            group = "linked" if kind == "link" else "named"
            inner, end = match.span(group)
            edits.append(Edit(match.start(), inner, ""))
            edits.extend(Edit(quotes.start(), quotes.end(), "") for quotes in re.finditer("'{2,5}", text[:end]) if quotes.start() >= inner)
            edits.append(Edit(end, match.end(), ""))
        elif kind == "entity":
            edits.append(Edit(match.start(), match.end(), unescape(match.group())))
        elif kind == "tag":
            value = "" if match.group().strip("</>").split(maxsplit=1)[0].lower() in _WIKI_TAGS else tag_value(match.group())
            if value is not None:
                edits.append(Edit(match.start(), match.end(), value))
        else:
            edits.append(Edit(match.start(), match.end(), ""))
    return sorted(edits, key=lambda edit: (edit.start, -edit.end))  # the larger one of two counts


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += (text[at:start], _VISIBLE.sub(" ", text[start:end]))
        at = end
    return "".join((*pieces, text[at:]))
