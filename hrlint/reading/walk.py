"""Walks over the blocks of Markdown and drives a DocumentBuilder."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from hrlint.reading.builder import DocumentBuilder
from hrlint.reading.document import BlockKind, Format, Role
from hrlint.reading.headings import automatic_anchor, manual_number, read_heading, without_attributes
from hrlint.reading.htmlblocks import html_pieces
from hrlint.reading.inline import plain, write
from hrlint.reading.numbering import Numbering
from hrlint.reading.parts import Attributes, Inclusion, Prepared, Separator, Text
from hrlint.reading.roles import own_roles
from hrlint.reading.source import Location, Source, Span
from hrlint.reading.tables import cells, is_table

if TYPE_CHECKING:
    from markdown_it.token import Token

_ATX = re.compile(r"[ \t>]*#{1,6}[ \t]*")
_TIGHT_ATX = re.compile(r"[ \t]{0,3}(#{1,6})(?=[^#\n\t ])")
_ASIDE = re.compile(r"(?:^|[\s.:])(?:aside|note)\b")
_BOLD = re.compile(r"\s*(?P<mark>\*\*|__)(?P<title>[^*_\n`\[\]]{2,80})(?P=mark)\s*:?\s*\Z")
_ADMONITION = re.compile(r"\s*\[!\w+\][ \t]*")
_NOTE = re.compile(
    r"\W*(?:note|notes|warning|caution|important|tip|editor'?s?'? note|implementation note|implementer'?s?'? note|rationale)\b\W*(?::|\*|_|\n|\Z)",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"^[ \t>]*\[\^[^\]\s]{1,100}\]:[ \t]*", re.MULTILINE)
_CAPTION = re.compile(r"\s*(?:Figure|Table|Quote): ")
_TASK = re.compile(r"\s*\[[ xX]\][ \t]+")
_LOCAL_LINK = re.compile(r"\s*\[[^\n]{1,300}\]\(#[^()\s]{0,300}\)\s*\Z")
_CONTENTS = frozenset(["[TOC]", "[[_TOC_]]", "[[TOC]]", "TOC", "{:toc}"])
_ARTWORK = frozenset(
    ["", "art", "ascii-art", "ascii", "aasvg", "goat", "ditaa", "mermaid", "plantuml", "plantuml-utxt", "puml", "mscgen", "railroad", "svg", "dot", "graphviz"]
)


class Walker:
    """Tells a builder what stands in a document; the calls must come in the order of the text."""

    def __init__(self, builder: DocumentBuilder, format: Format, labels: Collection[str], outermost: int, title_at: int | None) -> None:
        """`outermost` is the level of the headings whose sections have depth 1; `title_at` the offset of the heading that is the document's title.

        Sections of a fragment are not numbered: theirs are not the numbers that they have in the whole."""
        self._builder = builder
        self._format = format
        self._labels = labels
        self._outermost = outermost
        self._title_at = title_at
        self._numbering = Numbering()
        self._depth = 0
        self._anchors: set[str] = set()
        self._numbers = format in (Format.KRAMDOWN_RFC, Format.MMARK)
        self._enter(Prepared(builder.source), 0)

    def _enter(self, prepared: Prepared, start: int) -> None:
        self._prepared = prepared
        self._source: Source = prepared.source
        self._first_line = self._source.position(start).line
        self._quotes: list[BlockKind] = []
        self._lists: list[bool] = []

    # --- parts

    def separator(self, prepared: Prepared, part: Separator) -> None:
        """A line that opens a part of the document."""
        self.hidden(prepared, part.start)
        location = Location(prepared.source, Span(part.start, part.end))
        if part.name == "abstract":
            self._builder.section("Abstract", 1, location, role=Role.ABSTRACT)
        elif "note_" in part.name:
            self._builder.section(part.name.partition("note_")[2].replace("_", " "), 1, location)
        elif part.name == "back":
            self._numbering.appendices()

    def inclusion(self, prepared: Prepared, part: Inclusion) -> None:
        """A file of code that is included: it holds no prose and is not opened."""
        self.hidden(prepared, part.start)
        self._builder.code(BlockKind.CODE, Location(prepared.source, Span(part.start, part.end)))

    def hidden(self, prepared: Prepared, before: int) -> None:
        """Passes on the comments and the code that stand before an offset and were not passed on yet."""
        while prepared.passed < len(prepared.hidden) and prepared.hidden[prepared.passed].start < before:
            hidden = prepared.hidden[prepared.passed]
            prepared.passed += 1
            if hidden.code is None:
                self._builder.comment(hidden.text, prepared.source, hidden.start, hidden.end)
            else:
                self._builder.code(hidden.code, Location(prepared.source, Span(hidden.start, hidden.end)))

    def text(self, prepared: Prepared, part: Text, tokens: Sequence[Token]) -> None:
        """A stretch of Markdown, parsed into block tokens."""
        self._enter(prepared, part.start)
        self._end = part.end
        self._tokens = tokens
        for index, token in enumerate(tokens):
            handler = _HANDLERS.get(token.type)
            if handler is not None:
                handler(self, token, index)
        self._builder.end_block()

    # --- places

    def _lines(self, token: Token) -> tuple[int, int]:
        """Offsets of the first character of a token's lines, and of the end of the last one."""
        assert token.map is not None
        starts = self._source.line_starts
        first, after = self._first_line + token.map[0] - 1, self._first_line + token.map[1] - 1
        start = starts[first]
        end = starts[after] - 1 if after < len(starts) else len(self._source.text)
        self.hidden(self._prepared, start)
        return start, min(end, self._end)

    def _line(self, token: Token, edge: int = 0) -> int:
        assert token.map is not None
        return self._first_line + token.map[edge]

    def _content(self, token: Token) -> tuple[str, int]:
        """The text of a token, one to one with the source from the returned offset on, marks of containers blanked."""
        start, end = self._lines(token)
        text = self._prepared.text[start:end]
        if not self._quotes and not self._lists:
            return text, start
        lines = text.split("\n")
        contents = token.content.split("\n")
        lines[0] = " " * _prefix(lines[0], contents[0]) + lines[0][_prefix(lines[0], contents[0]) :]
        if self._quotes:
            for index in range(1, min(len(lines), len(contents))):
                prefix = _prefix(lines[index], contents[index])
                lines[index] = " " * prefix + lines[index][prefix:]
        return "\n".join(lines), start

    # --- blocks

    def _open(self, kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        if self._quotes and (self._quotes[-1] is BlockKind.QUOTE or not self._lists):
            self._builder.block(self._quotes[-1])
        elif self._lists and kind is BlockKind.PARAGRAPH:
            self._builder.block(BlockKind.ITEM, lead=self._lists[-1])
        else:
            self._builder.block(kind)

    def _write(self, text: str, start: int) -> None:
        write(self._builder, text, self._source, start, self._format, self._labels)

    def _prose(self, kind: BlockKind, text: str, start: int) -> None:
        self._open(kind)
        self._write(text, start)
        self._builder.end_block()

    def _inline(self, token: Token, index: int) -> None:
        if index and self._tokens[index - 1].type == "paragraph_open":
            text, start = self._content(token)
            if not self._special(text, start, index):
                self._prose(BlockKind.PARAGRAPH, text, start)

    def _special(self, text: str, start: int, index: int) -> bool:
        """Handles a paragraph that is not just a paragraph."""
        stripped = text.strip()
        first = stripped[:1]
        if self._is_term(index):
            self._each_line(BlockKind.TERM, text, start)
        elif first == "[" and (self._quotes and (admonition := _ADMONITION.match(text))):
            self._prose(BlockKind.PARAGRAPH, text[admonition.end() :], start + admonition.end())
        elif first == "[" and self._lists and (task := _TASK.match(text)):
            self._prose(BlockKind.PARAGRAPH, text[task.end() :], start + task.end())
        elif stripped in _CONTENTS or (first == "[" and self._lists and _LOCAL_LINK.match(text)):
            pass  # a table of contents, written by hand or to be filled in
        elif first == "[" and _FOOTNOTE.match(text):
            self._footnotes(text, start)
        elif first == "$" and stripped.startswith("$$") and stripped.endswith("$$") and len(stripped) > 4:
            self._builder.code(BlockKind.ARTWORK, Location(self._source, Span(start, start + len(text))))
        elif first == "#" and self._format is Format.KRAMDOWN_RFC and not self._lists and (tight := _TIGHT_ATX.match(text)):
            line, _, rest = text.partition("\n")
            self.heading(len(tight.group(1)), line[tight.end() :], start + tight.end(), self._tokens[index].map)
            if rest.strip():
                self._prose(BlockKind.PARAGRAPH, rest, start + len(line) + 1)
        elif self._numbers and "|" in text and is_table(stripped):
            self._table_lines(text, start)
        elif self._format is Format.MMARK and _CAPTION.match(text):
            self._caption(text, start)
        elif first in "*_" and first and self._format is Format.MARKDOWN and not self._lists and not self._quotes and (bold := _BOLD.match(text)):
            title = bold["title"].strip(" :")
            if not own_roles(title):
                return False
            self._section(title, self._depth + 1, Span(start + bold.start("title"), start + bold.end("title")))
        else:
            return False
        return True

    def _is_term(self, index: int) -> bool:
        following = index + 2
        if not self._prepared.definitions or following >= len(self._tokens) or self._tokens[following].type != "bullet_list_open":
            return False
        return self._line(self._tokens[following]) in self._prepared.definitions

    def _each_line(self, kind: BlockKind, text: str, start: int) -> None:
        for line in text.split("\n"):
            self._prose(kind, line, start)
            start += len(line) + 1

    def _footnotes(self, text: str, start: int) -> None:
        labels = list(_FOOTNOTE.finditer(text))
        for index, label in enumerate(labels):
            end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
            self._prose(BlockKind.NOTE, text[label.end() : end], start + label.end())

    # --- headings

    def _heading(self, token: Token, index: int) -> None:
        inline = self._tokens[index + 1]
        if token.level:
            self._open()
            text, start = self._content(inline)
            mark = _ATX.match(text)
            self._write(text[mark.end() :] if mark else text, start + (mark.end() if mark else 0))
            return
        start, end = self._lines(inline)
        text = self._prepared.text[start:end]
        mark = _ATX.match(text) if token.markup.startswith("#") else None
        skip = mark.end() if mark else 0
        self.heading(int(token.tag[1]), text[skip:], start + skip, token.map)

    def heading(self, level: int, text: str, start: int, lines: Sequence[int] | None) -> None:
        """A heading: its text as it stands, attributes and closing marks included."""
        heading = read_heading(text, start, self._attributes_around(lines))
        if heading.start == self._title_at or not heading.text:
            self._builder.end_block()
            return
        depth = max(1, level - self._outermost + 1)
        number, skip = "", 0
        if self._numbers:
            special = lines is not None and self._first_line + lines[0] in self._prepared.specials
            number = "" if self._builder.fragment else self._numbering.number(depth, numbered=heading.numbered and not special)
        else:
            number, skip = manual_number(heading.text)
        self._depth = depth
        title = plain(heading.text[skip:], self._source, self._format, self._labels)
        if title:
            self._section(title, depth, Span(heading.start + skip, heading.start + len(heading.text)), number, heading.anchor or self._automatic_anchor(title))

    def _automatic_anchor(self, title: str) -> str:
        anchor = automatic_anchor(title, self._format)
        return "" if anchor in self._anchors else anchor  # a second one gets a number behind it, and nobody refers to that

    def _section(self, title: str, depth: int, span: Span, number: str = "", anchor: str = "") -> None:
        self._anchors.add(anchor)
        self._builder.section(title, depth, Location(self._source, span), number=number, anchor=anchor)

    def _attributes_around(self, lines: Sequence[int] | None) -> str:
        if lines is None or not self._prepared.attributes:
            return ""
        above: Attributes | None = self._prepared.attributes_ending.get(self._first_line + lines[0] - 1)
        below = self._prepared.attributes.get(self._first_line + lines[1])
        return f"{above.text if above and not above.glued else ''} {below.text if below else ''}"

    # --- containers

    def _list_open(self, token: Token, index: int) -> None:
        before = self._tokens[index - 1].type if index else ""
        self._lists.append(before == "paragraph_close" or (bool(self._lists) and self._lists[-1]))

    def _list_close(self, token: Token, index: int) -> None:
        self._lists.pop()

    def _quote_open(self, token: Token, index: int) -> None:
        content = next((token.content for token in self._tokens[index + 1 : index + 4] if token.type == "inline"), "")
        note = self._line(token) in self._prepared.asides or _ADMONITION.match(content) or _NOTE.match(content)
        around = self._attributes_around(token.map)
        self._quotes.append(BlockKind.NOTE if note or _ASIDE.search(around) else BlockKind.QUOTE)

    def _quote_close(self, token: Token, index: int) -> None:
        self._quotes.pop()

    # --- code, tables, HTML

    def _code(self, token: Token, index: int) -> None:
        start, end = self._lines(token)
        language = token.info.split(maxsplit=1)[0].lower().strip("{}:.") if token.info.strip() else ""
        artwork = language in _ARTWORK and (bool(language) or self._numbers)
        text = self._prepared.text[start:end]
        self._builder.code(BlockKind.ARTWORK if artwork else BlockKind.CODE, Location(self._source, Span(start, start + len(text.rstrip()))))

    def _row(self, token: Token, index: int) -> None:
        start, end = self._lines(token)
        row = self._prepared.text[start:end]
        if self._format is Format.MMARK and _CAPTION.match(row):  # it follows its table at once
            self._caption(row, start)
        else:
            self._cells(row, start)

    def _caption(self, text: str, start: int) -> None:
        caption = _CAPTION.match(text)
        skip = caption.end() if caption else 0
        self._prose(BlockKind.PARAGRAPH, without_attributes(text)[skip:], start + skip)

    def _table_lines(self, text: str, start: int) -> None:
        for line in text.split("\n"):
            self._cells(line, start)
            start += len(line) + 1

    def _cells(self, row: str, start: int) -> None:
        if self._quotes and row.lstrip().startswith(">"):
            row = row.replace(">", " ", len(self._quotes))
        for span in cells(row, code_shields=self._format is Format.KRAMDOWN_RFC):
            self._prose(BlockKind.CELL, row[span.start : span.end], start + span.start)

    def _html(self, token: Token, index: int) -> None:
        text, start = self._content(token)
        for piece in html_pieces(text):
            if piece.level:
                self.heading(piece.level, text[piece.start : piece.end], start + piece.start, None)
            elif piece.kind in (BlockKind.CODE, BlockKind.ARTWORK):
                self._builder.code(piece.kind, Location(self._source, Span(start + piece.start, start + piece.end)))
            elif text[piece.start : piece.end].strip():
                self._prose(piece.kind, text[piece.start : piece.end], start + piece.start)


def _prefix(line: str, content: str) -> int:
    """Length of what stands before the content of a line: marks of containers, and white space."""
    return max(0, len(line.rstrip()) - len(content.strip()))


_HANDLERS = {
    "inline": Walker._inline,
    "heading_open": Walker._heading,
    "bullet_list_open": Walker._list_open,
    "ordered_list_open": Walker._list_open,
    "bullet_list_close": Walker._list_close,
    "ordered_list_close": Walker._list_close,
    "blockquote_open": Walker._quote_open,
    "blockquote_close": Walker._quote_close,
    "fence": Walker._code,
    "code_block": Walker._code,
    "tr_open": Walker._row,
    "html_block": Walker._html,
}
