"""Rows of pipe tables, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hrlint.reading.source import Span

_PIPE = re.compile(r"\\.|\|")
_PIPE_OUTSIDE_CODE = re.compile(r"\\.|`[^`\n]*`|\|")
_RULE = re.compile(r"[\s:=+|-]*\Z")


def cells(row: str, *, code_shields: bool) -> Iterator[Span]:
    """Where the cells of a row stand that hold more than a rule; `code_shields` where a pipe in a code span parts nothing (kramdown)."""
    at = 0
    pipes = (_PIPE_OUTSIDE_CODE if code_shields else _PIPE).finditer(row)
    for end in (*(pipe.start() for pipe in pipes if pipe.group() == "|"), len(row)):
        if not _RULE.match(row, at, end):
            yield Span(at, end)
        at = end + 1


def is_table(text: str) -> bool:
    """Whether a paragraph is a table without a rule below its head, as kramdown allows it."""
    lines = text.split("\n")
    if not all("|" in line for line in lines):
        return False
    return all(line.lstrip().startswith("|") for line in lines) or (len(lines) > 1 and all(" | " in line or line.rstrip().endswith("|") for line in lines))
