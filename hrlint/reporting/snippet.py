"""The line of a source on which something stands, with the words underlined."""

from __future__ import annotations

from dataclasses import dataclass

from hrlint.reading.source import Location
from hrlint.reporting.terminal import Cell, line_cells
from hrlint.reporting.view import View


@dataclass(frozen=True, slots=True)
class Snippet:
    """A line as a terminal shows it. `column` counts from 0, in columns of the terminal; `carets` is 0 where there are no words."""

    line: int
    text: str
    column: int
    carets: int
    continues: bool
    """The words go on in the next line."""


def snippet_of(location: Location, view: View, width: int) -> Snippet:
    """The first line of the words at the location, cut around them to `width` columns."""
    number, first, last, continues = _first_line(location)
    line = location.source.line(number)
    lead = max(0, first - width * 2)  # beyond these nothing can be shown, so that a line of a megabyte costs nothing
    tail = max(last, first + 1) + width * 2 if last - first < width * 2 else first + width * 4
    cells, start, stop = _cells(line[lead:tail], first - lead, last - lead)
    text, column, carets = _cut(cells, start, stop, width, view.ellipsis, before=lead > 0, after=tail < len(line))
    return Snippet(number, text, column, carets, continues)


def _first_line(location: Location) -> tuple[int, int, int, bool]:
    """Line number, first and last code point of the words in that line (from 0, exclusive), and whether they go on."""
    source, span = location.source, location.span
    start = span.start
    while start < span.end and source.text[start].isspace():
        start += 1
    if start == span.end:
        start = span.start
    position = source.position(start)
    first = position.column - 1
    line_end = start - first + len(source.line(position.line))
    last = max(first, min(span.end, line_end) - (start - first))
    words = source.text[start : start - first + last]
    return position.line, first, first + len(words.rstrip()), bool(source.text[line_end : span.end].strip())


def _cells(line: str, first: int, last: int) -> tuple[list[Cell], int, int]:
    """The cells of a line, and the range of cells that the code points from `first` to `last` fall into."""
    cells: list[Cell] = []
    start = stop = -1
    at = 0
    for cell, points in line_cells(line):
        if start < 0 and at + points > first:
            start = len(cells)
        cells.append(cell)
        at += points
        if stop < 0 and at >= last and start >= 0:
            stop = len(cells)
    if start < 0:
        start = len(cells)
    if stop < 0:
        stop = len(cells)
    return cells, start, start if first >= last else stop


def _cut(cells: list[Cell], start: int, stop: int, width: int, ellipsis: str, *, before: bool, after: bool) -> tuple[str, int, int]:
    total = sum(cell.width for cell in cells)
    marked = sum(cell.width for cell in cells[start:stop])
    if total <= width and not before and not after:
        return _join(cells), sum(cell.width for cell in cells[:start]), marked
    room = max(1, width - 2 * len(ellipsis))
    left, used = start, min(marked, room)
    lead = max(0, room - marked) // 2
    while left > 0 and cells[left - 1].width <= lead:
        left -= 1
        lead -= cells[left].width
        used += cells[left].width
    right, used = _extend(cells, left, room)
    while right == len(cells) and not after and left > 0 and used + cells[left - 1].width <= room:  # the line ends here: show more before the words
        left -= 1
        used += cells[left].width
    opening = ellipsis if before or left > 0 else ""
    closing = ellipsis if after or right < len(cells) else ""
    column = len(opening) + sum(cell.width for cell in cells[left:start])
    carets = sum(cell.width for cell in cells[start : min(stop, right)])
    return opening + _join(cells[left:right]) + closing, column, carets


def _extend(cells: list[Cell], left: int, room: int) -> tuple[int, int]:
    right, used = left, 0
    while right < len(cells) and used + cells[right].width <= room:
        used += cells[right].width
        right += 1
    return right, used


def _join(cells: list[Cell]) -> str:
    return "".join(cell.text for cell in cells).rstrip()
