"""What hrlint read of a document: what it is, its sections with their roles and states, and how much they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from hrlint.matching.genre import genre_of, maturity_of, profile_of
from hrlint.matching.requirement import find_requirements
from hrlint.reading.document import Document, Section
from hrlint.reporting.jsontext import json_lines
from hrlint.reporting.summary import counted
from hrlint.reporting.terminal import hang, safe, style, width_of
from hrlint.reporting.view import View

SCHEMA = 1
_HEADINGS = ("line", "section", "roles", "state", "words", "sentences", "requirements")
_NUMBERS = 3
"""The last columns, which are numbers."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a section says by itself, its subsections left out."""

    words: int
    sentences: int
    requirements: int
    blocks: Mapping[str, int]


def counts_of(document: Document) -> list[Counts]:
    """The counts of each section, in their order."""
    blocks: list[Counter[str]] = [Counter() for _ in document.sections]
    for block in document.blocks:
        blocks[block.section][block.kind.value] += 1
    sentences = Counter(document.blocks[sentence.block].section for sentence in document.sentences)
    requirements = Counter(document.blocks[document.sentences[requirement.sentence].block].section for requirement in find_requirements(document))
    return [
        Counts(len(document.text(section.start, section.own_end).split()), sentences[section.index], requirements[section.index], dict(sorted(kinds.items())))
        for section, kinds in zip(document.sections, blocks, strict=True)
    ]


def _total(counts: list[Counts]) -> Counts:
    blocks: Counter[str] = Counter()
    for count in counts:
        blocks.update(count.blocks)
    return Counts(sum(c.words for c in counts), sum(c.sentences for c in counts), sum(c.requirements for c in counts), dict(sorted(blocks.items())))


def outline_json(document: Document, *, sentences: bool = False) -> str:
    """The outline as one JSON document; with every sentence and its place where asked."""
    counts = counts_of(document)
    members: dict[str, object] = {
        "schema": SCHEMA,
        "path": document.source.path,
        "format": document.format.value,
        "genre": genre_of(document).value,
        "maturity": maturity_of(document).value,
        "profile": profile_of(document).value,
        "fragment": document.fragment,
        "metadata": asdict(document.meta),
        "sources": [source.path for source in document.sources],
        "counts": asdict(_total(counts)),
        "sections": [_section(section, count) for section, count in zip(document.sections, counts, strict=True)],
        "diagnostics": [{"path": item.path, "line": item.line or 1, "message": item.message} for item in document.diagnostics],
    }
    if sentences:
        members["sentences"] = [_sentence(document, index) for index in range(len(document.sentences))]
    return json_lines(members)


def _section(section: Section, counts: Counts) -> Mapping[str, object]:
    return {
        "number": section.number,
        "title": section.title,
        "anchor": section.anchor,
        "depth": section.depth,
        "roles": [role.value for role in section.roles],
        "state": section.state.value,
        "path": section.location.source.path,
        "line": section.location.start.line,
        **asdict(counts),
    }


def _sentence(document: Document, index: int) -> Mapping[str, object]:
    sentence = document.sentences[index]
    location = document.prose.locate(sentence.start, sentence.end)
    start = location.start
    return {
        "path": location.source.path,
        "line": start.line,
        "column": start.column,
        "section": document.blocks[sentence.block].section,
        "kind": document.blocks[sentence.block].kind.value,
        "text": document.text(sentence.start, sentence.end),
    }


def outline_text(document: Document, view: View, *, sentences: bool = False) -> str:
    """The outline for people."""
    counts = counts_of(document)
    what = [document.format.value, genre_of(document).value, maturity_of(document).value, profile_of(document).value]
    lines = [f"{style(safe(document.source.path), view, bold=True)}: {', '.join(what)}{', a fragment' if document.fragment else ''}"]
    for key, value in asdict(document.meta).items():
        if value:
            lines += hang(f"  {key:9} ", safe(value), view.width)
    for source in document.sources[1:]:
        lines += hang(f"  {'includes':9} ", safe(source.path), view.width)
    lines += ["", *_table(document, counts, view), "", *hang("", _totals(_total(counts)), view.width)]
    if sentences:
        lines.append("")
        for index in range(len(document.sentences)):
            sentence = _sentence(document, index)
            lines.append(f"{safe(str(sentence['path']))}:{sentence['line']}:{sentence['column']}: {safe(str(sentence['text']))}")
    return "".join(f"{line}\n" for line in lines)


def _table(document: Document, counts: list[Counts], view: View) -> list[str]:
    rows = [_HEADINGS]
    for section, count in zip(document.sections, counts, strict=True):
        title = "  " * max(0, section.depth - 1) + (safe(section.label) or "(the document)")
        line = str(section.location.start.line)
        if section.location.source is not document.source:
            line = f"{safe(section.location.source.path)}:{line}"
        roles = ", ".join(role.value for role in section.roles)
        rows.append((line, title, roles, section.state.value, str(count.words), str(count.sentences), str(count.requirements)))
    widths = [max(width_of(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    spare = view.width - sum(widths) - 2 * (len(widths) - 1)
    if spare < 0:
        widths[1] = max(24, widths[1] + spare)
    table = ["  ".join(_padded(cell, widths[column], column, view) for column, cell in enumerate(row)).rstrip() for row in rows]
    return [style(table[0], view, dim=True), *table[1:]]


def _padded(cell: str, width: int, column: int, view: View) -> str:
    while width_of(cell) > width:
        cell = cell[: -len(view.ellipsis) - 1 if cell.endswith(view.ellipsis) else max(0, width - len(view.ellipsis))] + view.ellipsis
    space = " " * (width - width_of(cell))
    return space + cell if column == 0 or column >= len(_HEADINGS) - _NUMBERS else cell + space


def _totals(total: Counts) -> str:
    blocks = ", ".join(f"{number} {kind}" for kind, number in total.blocks.items())
    parts = [counted(total.words, "word"), counted(total.sentences, "sentence"), counted(total.requirements, "requirement")]
    return f"{', '.join(parts)}{f'; blocks: {blocks}' if blocks else ''}"
