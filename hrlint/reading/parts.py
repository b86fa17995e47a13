"""What Markdown processors of specifications do before they parse Markdown, line by line: separators, includes, comments, attributes.

The text that is left over has the very length of the source: whatever is no CommonMark is blanked, so that offsets stay true. Where a form
has a counterpart in CommonMark, it is turned into that: the colon of a definition list into the bullet of a list, `A>` into `>`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from hrlint.reading.document import BlockKind, Format
from hrlint.reading.frontmatter import SEPARATOR, Remark
from hrlint.reading.inline import label_key
from hrlint.reading.source import Source
from hrlint.reading.tags import SILENT


class Text(NamedTuple):
    """A stretch of Markdown."""

    start: int
    end: int


class Inclusion(NamedTuple):
    """A line that includes a file."""

    start: int
    end: int
    name: str
    code: bool


class Separator(NamedTuple):
    """A line that parts the document: `abstract`, `middle`, `back`, `note_...`."""

    start: int
    end: int
    name: str


class Hidden(NamedTuple):
    """What a parser of Markdown is not shown: a comment and its inner text, or code of a kind."""

    text: str
    start: int
    end: int
    code: BlockKind | None = None


class Attributes(NamedTuple):
    """A line of attributes, and whether it follows a block at once, to which it then belongs."""

    text: str
    glued: bool


@dataclass(slots=True, eq=False)
class Prepared:
    """A source, made ready for a CommonMark parser. Line numbers start at 1."""

    source: Source
    text: str = ""
    parts: list[Text | Inclusion | Separator] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    attributes: dict[int, Attributes] = field(default_factory=dict)
    """By the line on which they begin."""
    attributes_ending: dict[int, Attributes] = field(default_factory=dict)
    """By the line on which they end."""
    definitions: set[int] = field(default_factory=set)
    asides: set[int] = field(default_factory=set)
    specials: set[int] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)
    passed: int = 0
    """How much of what is hidden a walker has passed on."""


_FENCE = r"(?P<fence>[ \t>]*(?:(?:[-*+:]|[0-9]{1,9}[.)])[ \t]+)*(?:`{3,}(?=[^`\n]*$)|~{3,})[^\n]*)"
_COMMENT = r"(?P<comment><!--)"
_RAW = r"(?P<raw>[ \t]*(?:<[a-z][^<>\n]*>[ \t]*){0,4}<(?:references?|artwork|sourcecode|svg|style|script|pre)\b)"
_LINK = (
    r"(?P<link>[ \t>]{0,12}\[[^\[\]\n^@][^\[\]\n]{0,300}\]:[ \t]*(?:\n[ \t]*)?(?:<[^<>\n]*>|[^\s<]\S*)"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\))|[ \t]*\n[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*$)"
)
_DEFINITION = r"(?P<definition>[ \t]*:(?=[ \t]+\S))"
_LINES = {
    Format.KRAMDOWN_RFC: (
        r"(?P<attributes>[ \t>]*\{:(?![:/])[^{}]{0,600}\}[ \t]*$)",
        r"(?P<suppressed>[ \t]*\{::comment\})",
        r"(?P<include>[ \t]*\{::include[\w-]*[ \t]+[^{}\n]+\}[ \t]*$)",
        r"(?P<blank>[ \t]*\{:(?:/|:(?!boilerplate|include|comment))[^{}\n]*\}[ \t]*$|\*\[[^\]\n]+\]:[^\n]*$)",
        _DEFINITION,
        _FENCE,
        _RAW,
        _LINK,
    ),
    Format.MMARK: (
        r"(?P<matter>\{(?:front|main|back)matter\}[ \t]*$)",
        r"(?P<attributes>[ \t]*\{[^{}\n]{1,400}\}[ \t]*$)",
        r"(?P<include>[ \t]*<?\{\{[^{}\n]+\}\}(?:\[[^\]\n]*\])?[ \t]*$)",
        r"(?P<special>\.(?=\#))",
        r"(?P<aside>[AN]>)",
        r"(?P<blank>!---[ \t]*$|\*\[[^\]\n]+\]:[^\n]*$)",
        _DEFINITION,
        _FENCE,
        _RAW,
        _LINK,
    ),
    Format.MARKDOWN: (_FENCE, _RAW, _LINK),
}
"""What stands at the start of a line, by format."""
_FENCE_MARK = re.compile(r"(?P<prefix>.*?)(?P<mark>`{3,}|~{3,})(?P<info>[^\n]*)\Z")
_HEADING_AFTER_BLANK = re.compile(r"\n[ \t]*\n(?=\#{1,6}[ \t]+\S)")
_INCLUDE = re.compile(r"\s*(?:\{::include[\w-]*[ \t]+(?P<kramdown>[^{}\n]+)\}|(?P<code><?)\{\{(?P<mmark>[^{}\n]+)\}\})")
_PROSE_NAME = re.compile(r"(?:\.(?:md|mkd|mkdn|mdown|markdown|text)|(?:^|/)[^./]+)\Z", re.IGNORECASE)
_LOOK_BACK = 2000
_VISIBLE = re.compile(r"[^\n]")


@cache
def _events(format: Format) -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(_LINES[format])})|{_COMMENT}", re.MULTILINE)


def prepare(source: Source, start: int, format: Format, *, whole: bool = True) -> Prepared:
    """Reads the lines of a source from `start` on; `whole` for a document rather than a file that one includes."""
    prepared = Prepared(source)
    separators = list(SEPARATOR.finditer(source.text, start)) if format is Format.KRAMDOWN_RFC and whole else []
    pass_ = _Pass(prepared, format)
    at = start
    for separator in separators:
        pass_.run(at, separator.start())
        prepared.parts.append(Separator(separator.start("name"), separator.end("name"), separator["name"]))
        at = min(separator.end() + 1, len(source.text))
    pass_.run(at, len(source.text))
    prepared.text = pass_.blanked()
    return prepared


class _Pass:
    """The state of one pass over the lines."""

    def __init__(self, prepared: Prepared, format: Format) -> None:
        self._into = prepared
        self._source = prepared.source
        self._text = prepared.source.text
        self._format = format
        self._edits: list[tuple[int, int, str]] = []
        self._part = 0
        self._absent: dict[str, int] = {}

    def blanked(self) -> str:
        pieces: list[str] = []
        at = 0
        for start, end, value in self._edits:
            pieces.append(self._text[at:start])
            pieces.append(value)
            at = end
        pieces.append(self._text[at:])
        return "".join(pieces)

    def run(self, start: int, end: int) -> None:
        """Reads one stretch between separators."""
        self._part = start
        self._absent.clear()
        events = list(_events(self._format).finditer(self._text, start, end))
        closing = _longest_closing_fences(events)
        go_on = start
        for index, event in enumerate(events):
            if event.start() < go_on:
                continue
            kind = event.lastgroup
            if kind == "fence":
                go_on = self._fence(events, index, closing[index], end)
            else:
                assert kind is not None
                go_on = getattr(self, f"_{kind}")(event, end)
        self._cut(end, end)

    def _cut(self, start: int, go_on: int) -> None:
        if self._text[self._part : start].strip():
            self._into.parts.append(Text(self._part, start))
        self._part = go_on

    def _blank(self, event: re.Match[str], end: int) -> int:
        return self._blank_out(event.start(), event.end())

    def _blank_out(self, start: int, end: int, value: str | None = None) -> int:
        self._edits.append((start, end, _VISIBLE.sub(" ", self._text[start:end]) if value is None else value))
        return end

    def _find(self, end_mark: str, start: int, end: int) -> int:
        """Like `str.find`; remembers what it did not find, so that a thousand unclosed marks cost no more than one."""
        if start >= self._absent.get(end_mark, end):
            return -1
        found = self._text.find(end_mark, start, end)
        if found < 0:
            self._absent[end_mark] = start
        return found

    def _line(self, offset: int) -> int:
        return self._source.position(offset).line

    # --- code

    def _fence(self, events: list[re.Match[str]], index: int, closing: tuple[int, int], end: int) -> int:
        opening = _FENCE_MARK.match(events[index].group())
        assert opening is not None
        mark, length = opening["mark"][0], len(opening["mark"])
        if closing["`~".index(mark)] < length:
            heading = _HEADING_AFTER_BLANK.search(self._text, events[index].end(), end)
            if heading is None:
                return end
            self._into.remarks.append(Remark("this code fence is never closed; it is taken to end before the next heading", events[index].start()))
            self._cut(heading.end(), heading.end())
            return heading.end()
        for following in range(index + 1, len(events)):
            other = _FENCE_MARK.match(events[following].group()) if events[following].lastgroup == "fence" else None
            if other is not None and other["mark"][0] == mark and len(other["mark"]) >= length and _closes(other):
                return events[following].end()
        return end

    def _raw(self, event: re.Match[str], end: int) -> int:
        """An element that holds no prose; it may hold empty lines, which end a block of HTML in CommonMark."""
        start = event.group().rindex("<") + event.start()
        name = self._text[start + 1 : event.end()]
        close = self._find(f"</{name}>", event.end(), end)
        line_end = self._text.find("\n", event.end(), end)
        if close < 0 or "/>" in self._text[event.end() : line_end if line_end >= 0 else end]:
            return event.end()
        close += len(name) + 3
        if name not in SILENT:
            code = BlockKind.ARTWORK if name in ("artwork", "svg") else BlockKind.CODE
            self._into.hidden.append(Hidden("", start, close, code))
        return self._blank_out(start, close)

    # --- comments

    def _comment(self, event: re.Match[str], end: int) -> int:
        start = event.start()
        line_start = self._text.rfind("\n", max(0, start - _LOOK_BACK), start) + 1
        if self._text.count("`", max(line_start, start - _LOOK_BACK), start) % 2:
            return event.end()  # inside a code span
        close = self._find("-->", event.end(), end)
        if close < 0:
            self._into.remarks.append(Remark("this comment is never closed; what follows is read as text", start))
            return self._blank_out(start, event.end())
        return self._forget(start, close + 3, self._text[event.end() : close])

    def _suppressed(self, event: re.Match[str], end: int) -> int:
        close = self._find("{:/", event.end(), end)
        close_end = self._find("}", close, end) if close >= 0 else -1
        if close_end < 0:
            return self._blank_out(event.start(), event.end())
        return self._forget(event.start(), close_end + 1, self._text[event.end() : close])

    def _forget(self, start: int, end: int, inner: str) -> int:
        self._into.hidden.append(Hidden(inner, start, end))
        return self._blank_out(start, end)

    # --- structure

    def _include(self, event: re.Match[str], end: int) -> int:
        include = _INCLUDE.match(event.group())
        assert include is not None
        name = (include["kramdown"] or include["mmark"]).strip()
        self._cut(event.start(), event.end())
        start = event.end() - len(event.group().lstrip())
        self._into.parts.append(Inclusion(start, event.end(), name, include["code"] == "<" or _PROSE_NAME.search(name) is None))
        return event.end()

    def _matter(self, event: re.Match[str], end: int) -> int:
        self._cut(event.start(), event.end())
        name = event.group().strip(" \t{}")
        self._into.parts.append(Separator(event.start(), event.end(), {"mainmatter": "middle", "backmatter": "back"}.get(name, name)))
        return event.end()

    def _attributes(self, event: re.Match[str], end: int) -> int:
        first, last = self._line(event.start()), self._line(event.end())
        glued = first > 1 and bool(self._source.line(first - 1).strip())
        found = Attributes(event.group().strip(" \t>{}:"), glued)
        self._into.attributes[first] = found
        self._into.attributes_ending[last] = found
        return self._blank_out(event.start(), event.end())

    def _definition(self, event: re.Match[str], end: int) -> int:
        self._into.definitions.add(self._line(event.start()))
        return self._blank_out(event.end() - 1, event.end(), "-")

    def _special(self, event: re.Match[str], end: int) -> int:
        self._into.specials.add(self._line(event.start()))
        return self._blank_out(event.start(), event.end())

    def _aside(self, event: re.Match[str], end: int) -> int:
        self._into.asides.add(self._line(event.start()))
        return self._blank_out(event.start(), event.start() + 1)

    def _link(self, event: re.Match[str], end: int) -> int:
        label = event.group()
        self._into.labels.add(label_key(label[label.index("[") + 1 : label.index("]:")]))
        return self._blank_out(event.start(), event.end())


def _closes(fence: re.Match[str]) -> bool:
    return not fence["info"].strip() and not fence["prefix"].strip(" \t>")


def _longest_closing_fences(events: list[re.Match[str]]) -> list[tuple[int, int]]:
    """For each event, the longest fence of backticks and of tildes that stands after it and can close one."""
    longest: list[tuple[int, int]] = [(0, 0)] * len(events)
    ticks = tildes = 0
    for index in range(len(events) - 1, -1, -1):
        longest[index] = (ticks, tildes)
        if events[index].lastgroup == "fence":
            fence = _FENCE_MARK.match(events[index].group())
            if fence is not None and _closes(fence):
                if fence["mark"][0] == "`":
                    ticks = max(ticks, len(fence["mark"]))
                else:
                    tildes = max(tildes, len(fence["mark"]))
    return longest
