"""What a Markdown or MediaWiki document says of itself before its text: YAML, TOML, and the preambles of BIPs, EIPs and their like."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from hrlint.reading.document import Format, Metadata
from hrlint.reading.source import Source, Span

SEPARATOR = re.compile(r"^---[ \t]+(?P<name>abstract|middle|back|fluff|(?:to_be_removed_)?note_\S*)[ \t]*$", re.MULTILINE)
"""What parts the text of a kramdown-rfc document; the first of them ends its front matter."""

_YAML_OPEN = re.compile(r"\s*---[ \t]*\n")
_YAML_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_TOML_OPEN = re.compile(r"\s*(?P<fence>%%%+|\+\+\+)[ \t]*\n")
_PREAMBLE = re.compile(r"\s*(?:```+\w*|<pre>)[ \t]*\n(?P<body>(?:[ \t]*[A-Z][\w-]*:.*\n|[ \t]+\S.*\n)+)[ \t]*(?:```+|</pre>)[ \t]*(?:\n|\Z)")
_PAIR = re.compile(r"^(?P<key>[A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(?P<value>\S.*?))?[ \t]*$", re.MULTILINE)
_NAME = re.compile(r"[\w.\-]+\Z")
_INDENTED_PAIR = re.compile(r"^[ \t]*(?P<key>[A-Z][\w-]*):[ \t]+(?P<value>\S.*?)[ \t]*$", re.MULTILINE)
_TOML_LINE = re.compile(
    r"""^[ \t]*(?:\[+(?P<table>[\w.]+)\]+|(?P<key>[\w-]+)[ \t]*=[ \t]*(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'|(?P<bare>[^"'\s#][^\n#]*)?))""",
    re.MULTILINE,
)
_TOML_ERROR = re.compile(r"\(at line (\d+), column \d+\)")
_REVISION = re.compile(r"-(\d\d|latest)\Z")
_NUMBERED = (("eip", "EIP-{}"), ("bip", "BIP-{}"), ("erc", "ERC-{}"), ("kep-number", "KEP-{}"))
_QUOTES = "\"'"


class Entry(NamedTuple):
    """A value of the front matter, and where it stands in the source."""

    value: str
    span: Span


class Remark(NamedTuple):
    """Something that is wrong in the front matter, and the offset where it shows."""

    message: str
    offset: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a document: its entries under lower-case names (`table.key` in TOML), and the offset where the text begins."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    body: int = 0
    found: bool = False
    remarks: tuple[Remark, ...] = ()

    def first(self, *names: str) -> str:
        """The first of the named entries that is there and filled in; build placeholders (`@DOCNAME@`) are not."""
        values = (self.entries[name].value for name in names if name in self.entries)
        return next((value for value in values if value and "@BUILD" not in value and not re.fullmatch(r"@\w+@", value)), "")

    @property
    def title(self) -> Entry | None:
        """The title, if there is one."""
        entry = self.entries.get("title")
        return entry if entry is not None and entry.value else None

    def metadata(self, source: Source) -> Metadata:
        """The metadata that every format writes in its own words."""
        name = self.first("docname", "seriesinfo.value") or _numbered(self) or self.first("slug") or PurePosixPath(source.path).name.rpartition(".")[0]
        revision = _REVISION.search(name) if name[:1].islower() else None
        return Metadata(
            name=name if not name.isdigit() else PurePosixPath(source.path).stem,
            title=self.first("title"),
            category=self.first("category", "cat", "seriesinfo.status"),
            stream=self.first("submissiontype", "stream", "seriesinfo.stream"),
            status=self.first("status", "seriesinfo.status"),
            revision=self.first("version", "revision") if revision is None else revision.group(1),
            kind=self.first("type"),
        )


def read_front_matter(source: Source, format: Format) -> FrontMatter:
    """Finds and reads the front matter of any Markdown or MediaWiki document; an empty one where there is none."""
    text = source.text
    if format is Format.KRAMDOWN_RFC:
        return _kramdown(text)
    toml = _TOML_OPEN.match(text)
    if toml is not None:
        return _toml(text, toml)
    yaml = _YAML_OPEN.match(text)
    if yaml is not None:
        return _fenced_yaml(text, yaml.end())
    preamble = _PREAMBLE.match(text)
    if preamble is not None:
        entries = _lines(_INDENTED_PAIR, text, preamble.start("body"), preamble.end("body"))
        if "title" in entries:
            return FrontMatter(entries, preamble.end(), True)
    return FrontMatter()


def _numbered(front: FrontMatter) -> str:
    for key, form in _NUMBERED:
        number = front.first(key)
        if number:
            return form.format(number.lstrip("0") or number)
    return ""


# --- YAML


def _kramdown(text: str) -> FrontMatter:
    separator = SEPARATOR.search(text)
    opening = _YAML_OPEN.match(text)
    start = opening.end() if opening else 0
    if separator is None:
        return _fenced_yaml(text, start) if opening else FrontMatter()
    entries, remarks = _yaml(text, start, separator.start())
    return FrontMatter(entries, separator.start(), True, remarks)


def _fenced_yaml(text: str, start: int) -> FrontMatter:
    close = _YAML_CLOSE.search(text, start)
    pair = _PAIR.match(text, start)
    if close is not None and (pair is not None or text.startswith(("#", "\n", " ", "---", "..."), start)):
        entries, remarks = _yaml(text, start, close.start())
        if all(_NAME.match(name) for name in entries) and (entries or not text[start : close.start()].strip()):
            return FrontMatter(entries, min(close.end() + 1, len(text)), bool(entries), remarks)
        return FrontMatter()
    if close is None and pair is not None:
        blank = text.find("\n\n", start)
        end = len(text) if blank < 0 else blank + 1
        unclosed = Remark("the front matter is never closed by a line `---`; it is taken to end at the first empty line", start)
        return FrontMatter(_lines(_PAIR, text, start, end), end, True, (unclosed,))
    return FrontMatter()


def _yaml(text: str, start: int, end: int) -> tuple[dict[str, Entry], tuple[Remark, ...]]:
    """The scalars of the outermost mapping. Reads events, not objects: no tags, no aliases that grow, no recursion, and exact places."""
    import yaml

    entries: dict[str, Entry] = {}
    remarks: list[Remark] = []
    key: Entry | None = None
    depth = 0
    try:
        for event in yaml.parse(text[start:end], Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                depth += 1
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                depth -= 1
                key = key if depth > 1 else None
            elif depth == 1 and isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent)):
                value = event.value if isinstance(event, yaml.ScalarEvent) else ""
                entry = Entry(value, Span(start + _index(event.start_mark), start + _index(event.end_mark)))
                if key is None:
                    key = entry
                    if value.lower() in entries:
                        remarks.append(Remark(f"the key {value} stands twice in the front matter; the last one counts", entry.span.start))
                else:
                    entries[key.value.lower()] = _unquoted(text, entry)
                    key = None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        remarks.append(Remark(f"the front matter is not valid YAML ({error.problem or error.context}); it is read line by line", start + _index(mark)))
        return _lines(_PAIR, text, start, end), tuple(remarks)
    except yaml.YAMLError as error:  # a character that YAML does not allow
        remarks.append(Remark(f"the front matter is not valid YAML ({str(error).splitlines()[0]}); it is read line by line", start))
        return _lines(_PAIR, text, start, end), tuple(remarks)
    return entries, tuple(remarks)


def _index(mark: Any) -> int:
    return mark.index if mark is not None else 0


def _lines(pattern: re.Pattern[str], text: str, start: int, end: int) -> dict[str, Entry]:
    found = (match for match in pattern.finditer(text, start, end) if match["value"])
    return {match["key"].lower(): _unquoted(text, Entry(match["value"], Span(*match.span("value")))) for match in found}


def _unquoted(text: str, entry: Entry) -> Entry:
    start, end = entry.span
    if end - start >= 2 and text[start] in _QUOTES and text[end - 1] == text[start]:
        quoted = entry.value[:1] == text[start] and entry.value[-1:] == text[start] and len(entry.value) == end - start
        return Entry(entry.value[1:-1] if quoted else entry.value, Span(start + 1, end - 1))
    return entry


# --- TOML


def _toml(text: str, opening: re.Match[str]) -> FrontMatter:
    fence = opening["fence"]
    closing = re.compile(rf"^{re.escape(fence[:3])}{re.escape(fence[0])}*[ \t]*$", re.MULTILINE).search(text, opening.end())
    start, end = opening.end(), closing.start() if closing else len(text)
    entries = _toml_lines(text, start, end)
    remarks: list[Remark] = []
    if closing is None:
        if not entries:
            return FrontMatter()
        blank = text.find("\n\n", start)
        end = len(text) if blank < 0 else blank + 1
        entries = _toml_lines(text, start, end)
        remarks.append(Remark(f"the front matter is never closed by a line `{fence}`; it is taken to end at the first empty line", opening.start()))
    try:
        entries = {name: Entry(value, entries[name].span if name in entries else Span(start, start)) for name, value in _toml_values(text[start:end])} | entries
    except ValueError as error:
        where = _TOML_ERROR.search(str(error))
        offset = start if where is None else _line_start(text, start, int(where.group(1)))
        remarks.append(Remark(f"the front matter is not valid TOML ({_TOML_ERROR.sub('', str(error)).strip()}); it is read line by line", offset))
    return FrontMatter(entries, min(closing.end() + 1, len(text)) if closing else end, True, tuple(remarks))


def _toml_values(text: str) -> list[tuple[str, str]]:
    """Names and values of all strings, tables within tables left out. Raises ValueError."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        read: dict[str, Any] = tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    tables = [("", read), *((f"{key.lower()}.", value) for key, value in read.items() if isinstance(value, dict))]
    return [(prefix + key.lower(), value) for prefix, table in tables for key, value in table.items() if isinstance(value, str)]


def _toml_lines(text: str, start: int, end: int) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    prefix = ""
    for match in _TOML_LINE.finditer(text, start, end):
        if match["table"]:
            prefix = f"{match['table'].lower()}."
            continue
        group = next((name for name in ("double", "single", "bare") if match[name] is not None), None)
        if group is not None:
            entries.setdefault(prefix + match["key"].lower(), Entry(match[group].strip(), Span(*match.span(group))))
    return entries


def _line_start(text: str, start: int, line: int) -> int:
    for _ in range(line - 1):
        following = text.find("\n", start) + 1
        if not following:
            break
        start = following
    return start
