"""What a written review is made of. All texts are plain: whoever writes them out escapes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the highest depth."""

    depth: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `label` is set off in front of it."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A list item; `number` is 0 in a list without numbers."""

    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as there are columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A place that belongs to the reviewer: `text` is what stands there already, `hint` what is asked for."""

    key: str
    hint: str
    text: str = ""


Piece = Heading | Paragraph | Quote | Item | Table | Note
