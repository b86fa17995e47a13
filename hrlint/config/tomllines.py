"""Lines of keys in a TOML file; the parser of Python's library does not tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hrlint.config.shapes import KeyPath

_PART = r"""(?:[\w-]+|"[^"\\\n]*"|'[^'\n]*')"""
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_PART}(?:\s*\.\s*{_PART})*)\s*\]")
_ASSIGNMENT = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")
_PIECE = re.compile(_PART)


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line of each key and table that begins a line of its own, counted from 1."""
    lines: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, line in _outside_strings(text):
        header = _HEADER.match(line)
        if header:
            table = _resolved(_parts(header[2]), counts)
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            lines.setdefault(table, number)
            continue
        assignment = _ASSIGNMENT.match(line)
        if assignment:
            lines.setdefault((*table, *_parts(assignment[1])), number)
    return lines


def line_of(at: KeyPath, lines: Mapping[KeyPath, int]) -> int | None:
    """The line of a key, else that of the nearest key around it; a list of tables is where its first one is."""
    for length in range(len(at), 0, -1):
        for found in (at[:length], (*at[:length], 0)):
            if found in lines:
                return lines[found]
    return None


def _parts(text: str) -> tuple[str, ...]:
    return tuple(piece.strip("\"'") for piece in _PIECE.findall(text))


def _resolved(parts: tuple[str, ...], counts: dict[KeyPath, int]) -> KeyPath:
    """The path of a header whose outer parts may be lists of tables: then the last of them is meant."""
    path: KeyPath = ()
    for number, part in enumerate(parts):
        path = (*path, part)
        if path in counts and number < len(parts) - 1:
            path = (*path, counts[path])
    return path


def _outside_strings(text: str) -> Iterator[tuple[int, str]]:
    """Lines that do not begin inside a string of several lines."""
    inside = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not inside:
            yield number, line
        for mark in ('"""', "'''"):
            if inside in ("", mark) and line.count(mark) % 2:
                inside = "" if inside else mark
                break
