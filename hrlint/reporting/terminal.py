"""What may reach a terminal, and how wide it is there.

Documents, file names and check packs come from strangers: a character that moves the cursor, colours the screen, reorders the text or
cannot be seen at all is shown as an escape (`\\x1b`, `\\u202e`), never sent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import click

from hrlint.reporting.view import View

TAB = 4
"""Columns of a tab, wherever it stands: a line may be cut in front of it, so tab stops mean nothing."""
MARKS = 4
"""Combining characters that one character may carry; no script needs more, and many of them cover the lines around."""

INVISIBLE = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""For a character class: controls, line separators, bidirectional overrides, joiners, fillers, variation selectors, tags, surrogates."""

_UNSAFE = re.compile(f"[{INVISIBLE}]")
_STYLED_SYMBOLS = ("\ufe0e", "\ufe0f")
_STYLES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\")


class Cell(NamedTuple):
    """A piece of text that is shown as one, and its columns."""

    text: str
    width: int


def visible(character: str) -> str:
    """The escape that stands for a character: `\\x1b`, `\\u202e`, `\\U000e0041`."""
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def safe(text: str) -> str:
    """A line of text from a stranger, fit for a terminal: line ends and tabs become spaces, what cannot be seen becomes an escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(cell.text for cell in _cells(re.sub(r"[\r\n\t]+", " ", text.strip())))


def safe_line(line: str) -> str:
    """A line with its white space kept, tabs as spaces."""
    return "".join(cell.text for cell in _cells(line)).rstrip()


def line_cells(line: str) -> Iterator[tuple[Cell, int]]:
    """The cells of a source line, each with the number of code points that it stands for."""
    size = 0
    pending: Cell | None = None
    for cell, points in _pieces(line):
        if cell.width == 0 and pending is not None:
            pending = Cell(pending.text + cell.text, pending.width)
            size += points
            continue
        if pending is not None:
            yield pending, size
        pending, size = cell, points
    if pending is not None:
        yield pending, size


def _cells(text: str) -> Iterator[Cell]:
    for cell, _ in _pieces(text):
        yield cell


def _pieces(text: str) -> Iterator[tuple[Cell, int]]:
    """One piece for each code point; one of width 0 belongs to the piece before it."""
    previous, marks, carrier = "", 0, False
    for character in text:
        if " " <= character <= "~":
            marks, carrier = 0, True
            yield Cell(character, 1), 1
        elif character == "\t":
            marks, carrier = 0, False
            yield Cell(" " * TAB, TAB), 1
        elif character in _STYLED_SYMBOLS and previous and unicodedata.category(previous).startswith("S"):
            yield Cell("", 0), 1  # chooses between two drawings of the symbol before it
        elif _UNSAFE.match(character):
            marks, carrier = 0, False
            escape = visible(character)
            yield Cell(escape, len(escape)), 1
        else:
            width = _width_of(character)
            if width > 0:
                marks, carrier = 0, True
            elif not carrier or marks == MARKS:
                character = visible(character)  # nothing to stand on, or too many of them
                width = len(character)
            else:
                marks += 1
            yield Cell(character, width), 1
        previous = character


@lru_cache(maxsize=4096)
def _width_of(character: str) -> int:
    from wcwidth import wcwidth

    return max(0, wcwidth(character))


def width_of(text: str) -> int:
    """Columns of a safe text on a terminal; styles and links take none."""
    if "\x1b" in text:
        text = _STYLES.sub("", text)
    return len(text) if text.isascii() else sum(_width_of(character) for character in text)


def wrap(text: str, width: int) -> list[str]:
    """The words of a safe text in lines of at most `width` columns; a longer word has a line of its own."""
    lines: list[str] = []
    line, used = "", 0
    for word in text.split():
        columns = width_of(word)
        if line and used + 1 + columns > width:
            lines.append(line)
            line, used = "", 0
        line, used = (f"{line} {word}", used + 1 + columns) if line else (word, columns)
    if line or not lines:
        lines.append(line)
    return lines


def hang(label: str, text: str, width: int) -> list[str]:
    """The text wrapped behind a label, further lines indented to its end."""
    indent = width_of(label)
    lines = wrap(text, max(20, width - indent))
    return [label + lines[0], *(" " * indent + line for line in lines[1:])]


def style(text: str, view: View, *, fg: str | None = None, bold: bool | None = None, dim: bool | None = None) -> str:
    """The text in a colour, where colours are wanted."""
    return click.style(text, fg=fg, bold=bold, dim=dim) if view.color else text


def link(text: str, address: str, view: View) -> str:
    """The text as a hyperlink, where the terminal shows them."""
    return f"\x1b]8;;{safe(address)}\x1b\\{text}\x1b]8;;\x1b\\" if view.links and address else text
