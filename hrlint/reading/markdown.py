"""Reads Markdown: kramdown-rfc, mmark, and the plain kind in which EIPs, MSCs, KEPs, BIPs, explainers and READMEs are written."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from hrlint.reading.builder import DocumentBuilder
from hrlint.reading.document import Document, Format, Role
from hrlint.reading.frontmatter import FrontMatter, read_front_matter
from hrlint.reading.headings import LONGEST_TITLE
from hrlint.reading.includes import IncludeRefused, Includes
from hrlint.reading.inline import plain
from hrlint.reading.parts import Inclusion, Prepared, Separator, Text, prepare
from hrlint.reading.roles import own_roles
from hrlint.reading.source import Location, Source, Span
from hrlint.reading.walk import Walker

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_DEEPEST = 60
"""Levels of nested lists and quotes (a list counts twice); deeper ones are left out."""

_HTML_HEADING = re.compile(r"<h([1-6])(?:\s[^<>]*)?>", re.IGNORECASE)
_ATX_TEXT = re.compile(r"[ \t]*#{1,6}[ \t]*")
_CHAPTER_WORDS = 3
"""A first heading of so few words that names a role ("Security Considerations") opens a chapter and is no title of a document."""
_PREFACE = 80
"""Characters: a heading after so much text is no title of what stands before it."""


class _Piece(NamedTuple):
    prepared: Prepared
    part: Text | Inclusion | Separator
    tokens: list[Token]


class _Heading(NamedTuple):
    level: int
    text: str
    source: Source
    span: Span
    prose_before: int
    """Characters of paragraphs between the beginning of the document and the heading."""


def read_markdown(source: Source, format: Format, includes: Includes) -> Document:
    """Reads a Markdown document with all that it includes. Whatever is odd in it becomes a diagnostic, nothing raises."""
    builder = DocumentBuilder(source, format)
    front = read_front_matter(source, format)
    for remark in front.remarks:
        builder.diagnose(remark.message, source, remark.offset)
    pieces = _pieces(source, front.body, format, includes, builder)
    headings = _headings(pieces)
    title = _title(headings, front, format)
    builder.meta = front.metadata(source)
    if front.title is not None:
        builder.title_location = Location(source, front.title.span)
    elif title is not None:
        builder.meta = replace(builder.meta, title=plain(title.text, title.source, format))
        builder.title_location = Location(title.source, title.span)
    abstract = any(own_roles(heading.text) == (Role.ABSTRACT,) for heading in headings)
    builder.fragment = not (front.found or title or abstract)
    outermost = min((heading.level for heading in headings if heading is not title), default=1)
    labels = frozenset().union(*(piece.prepared.labels for piece in pieces))
    walker = Walker(builder, format, labels, outermost, title.span.start if title else None)
    for piece in pieces:
        if isinstance(piece.part, Separator):
            walker.separator(piece.prepared, piece.part)
        elif isinstance(piece.part, Inclusion):
            walker.inclusion(piece.prepared, piece.part)
        else:
            walker.text(piece.prepared, piece.part, piece.tokens)
    for prepared in dict.fromkeys(piece.prepared for piece in pieces):
        walker.hidden(prepared, len(prepared.source.text) + 1)
    return builder.finish()


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    return parser.enable("table").disable(["inline", "text_join", "reference"])


def _pieces(source: Source, start: int, format: Format, includes: Includes, builder: DocumentBuilder) -> list[_Piece]:
    """The parts of a document and of what it includes, in the order of reading."""
    pieces: list[_Piece] = []
    main = prepare(source, start, format)
    _remarks(main, builder)
    open_files = [(main, iter(main.parts))]
    while open_files:
        prepared, parts = open_files[-1]
        part = next(parts, None)
        if part is None:
            open_files.pop()
        elif isinstance(part, Text):
            pieces.append(_Piece(prepared, part, _parser().parse(prepared.text[part.start : part.end])))
        elif isinstance(part, Separator) or part.code:
            pieces.append(_Piece(prepared, part, []))
        else:
            try:
                included = includes.open(part.name, prepared.source)
            except IncludeRefused as refused:
                builder.diagnose(f"{part.name} is not included: {refused}", prepared.source, part.start)
                continue
            builder.include(included)
            inner = prepare(included, 0, format, whole=False)
            _remarks(inner, builder)
            open_files.append((inner, iter(inner.parts)))
    return pieces


def _remarks(prepared: Prepared, builder: DocumentBuilder) -> None:
    for remark in prepared.remarks:
        builder.diagnose(remark.message, prepared.source, remark.offset)


def _headings(pieces: list[_Piece]) -> list[_Heading]:
    headings: list[_Heading] = []
    prose = 0
    for piece in pieces:
        starts = piece.prepared.source.line_starts
        if isinstance(piece.part, Separator) and piece.part.name == "abstract":
            headings.append(_Heading(1, "Abstract", piece.prepared.source, Span(piece.part.start, piece.part.end), prose))
            continue
        first_line = piece.prepared.source.position(piece.part.start).line if piece.tokens else 0
        for index, token in enumerate(piece.tokens):
            if token.type == "inline" and token.level == 1 and piece.tokens[index - 1].type == "paragraph_open":
                prose += len(token.content)
            elif token.type == "heading_open" and token.level == 0 and token.map is not None:
                start = starts[first_line + token.map[0] - 1]
                mark = _ATX_TEXT.match(piece.prepared.text, start)
                start = mark.end() if mark and token.markup.startswith("#") else start
                content = piece.tokens[index + 1].content[:LONGEST_TITLE]
                headings.append(_Heading(int(token.tag[1]), content, piece.prepared.source, Span(start, start + len(content)), prose))
            elif token.type == "html_block" and token.map is not None:
                line = starts[first_line + token.map[0] - 1]
                for tag in _HTML_HEADING.finditer(token.content):
                    headings.append(_html_heading(token.content, tag, piece.prepared, line, prose))
    return headings


def _html_heading(html: str, tag: re.Match[str], prepared: Prepared, line: int, prose: int) -> _Heading:
    end = html.find("</", tag.end(), tag.end() + LONGEST_TITLE)
    text = html[tag.end() : end if end >= 0 else tag.end()]
    start = line + tag.end() + len(text) - len(text.lstrip())
    return _Heading(int(tag.group(1)), text.strip(), prepared.source, Span(start, start + len(text.strip())), prose)


def _title(headings: list[_Heading], front: FrontMatter, format: Format) -> _Heading | None:
    """The heading that is the title of the whole document, if there is one."""
    if format is not Format.MARKDOWN or not headings or headings[0].level != 1 or headings[0].prose_before > _PREFACE:
        return None
    first = headings[0]
    text = plain(first.text, first.source, format)
    if front.title is not None and text.casefold() == front.title.value.casefold():
        return first
    is_chapter = bool(own_roles(text)) and len(text.split()) <= _CHAPTER_WORDS
    others = any(heading.level == 1 for heading in headings[1:])
    if is_chapter or (others and front.title is not None):
        return None
    return first
