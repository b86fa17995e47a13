"""What the page shows. All texts are plain; the template escapes them."""

from __future__ import annotations

from dataclasses import dataclass

SEVERITIES = ("error", "warning", "info")
"""The worst first."""
_FIRST = 5


@dataclass(frozen=True, slots=True)
class Link:
    """A place that can be gone to: `target` is an id on the page or an address, empty where there is none."""

    text: str
    target: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A finding. `number` is that of its mark in the text."""

    id: str
    number: int
    check: str
    area: str
    severity: str
    persona: str
    """Who sees it by default: `author`, or `reviewer` for what is less certain."""
    title: str
    message: str
    quote: str
    question: str
    advice: str
    rationale: tuple[str, ...]
    """Paragraphs."""
    rights: tuple[str, ...]
    basis: tuple[Link, ...]
    place: Link
    also: tuple[Link, ...]
    related: tuple[tuple[str, Link], ...]
    answer_in: str
    url: str
    suspected: bool
    precision: float | None
    accepted: str
    """Why it does not count; empty where it does."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph: `notes` are the findings that they raise, `ends` those whose words end here."""

    text: str
    notes: tuple[Note, ...] = ()
    ends: tuple[Note, ...] = ()

    @property
    def severity(self) -> str:
        """The worst of its findings."""
        return min((note.severity for note in self.notes), key=SEVERITIES.index)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block: `kind` is that of the document model."""

    id: str
    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Paragraphs that belong together: the items of a list, the cells of a table's row, or one of another kind."""

    kind: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of text with the findings in its margin, which are those of `groups`; `rest` is what follows up to the next finding."""

    groups: tuple[Group, ...]
    notes: tuple[Note, ...]
    rest: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its own text. `level` is that of its heading, from 1 below the heading of the whole text."""

    id: str
    label: str
    level: int
    notes: tuple[Note, ...]
    """Findings about the section as a whole."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one guideline comes to in one column of sections: numbers of questions."""

    open: int = 0
    answered: int = 0
    raised: int = 0
    target: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A guideline across the sections; `state` is one of `open`, `answered`, `quiet`, `unknown`, and `says` tells it in words."""

    number: str
    name: str
    question: str
    state: str
    says: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix of guidelines and sections."""

    columns: tuple[Link, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DataRow:
    """A kind of data that the design handles."""

    name: str
    kind: str
    introduced: Link
    flows: tuple[Link, ...]
    on_wire: tuple[Link, ...]
    at_rest: tuple[Link, ...]
    kept: tuple[Link, ...]
    discussed: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Somebody who takes part or looks on."""

    name: str
    kind: str
    introduced: Link
    learns: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that the text answers."""

    title: str
    question: str
    places: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document of the page."""

    id: str
    title: str
    name: str
    path: str
    facts: tuple[str, ...]
    whole: bool
    """False where only findings are known, and not the text around them."""
    notes: tuple[Note, ...]
    parts: tuple[Part, ...]
    coverage: Coverage | None
    data: tuple[DataRow, ...]
    parties: tuple[PartyRow, ...]
    answered: tuple[Answered, ...]

    @property
    def open_notes(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if not note.accepted)

    @property
    def first(self) -> tuple[Note, ...]:
        """The worst and most certain, each check once."""
        once: dict[str, Note] = {}
        for note in sorted(self.open_notes, key=lambda note: (SEVERITIES.index(note.severity), note.persona)):
            once.setdefault(note.check, note)
        return tuple(once.values())[:_FIRST]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, and how many findings have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    version: str
    documents: tuple[DocumentView, ...]
    severities: tuple[Choice, ...]
    areas: tuple[Choice, ...]
    personas: tuple[Choice, ...]
    """Empty where all findings have the same."""
    accepted: int
    open: int
    answered: int
    problems: tuple[str, ...]
    """What could not be read or done."""
