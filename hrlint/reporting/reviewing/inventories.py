"""The inventory of a review as tables."""

from __future__ import annotations

from collections.abc import Iterator

from hrlint.checking.review import Review, ReviewedDocument
from hrlint.matching.inventory import DataItem, Flow, Party, Passage
from hrlint.reporting.reviewing.pieces import Heading, Paragraph, Piece, Table
from hrlint.reporting.reviewing.words import joined

_NOT_FOUND = "not found"
_MOST_FLOWS = 3
_MOST_LINES = 5


def inventory_pieces(review: Review) -> Iterator[Piece]:
    """Two tables for each document: data and parties."""
    yield Heading(1, "Inventory")
    yield Paragraph(
        "Read off words that stand near each other: to be corrected by those who know the design."
        " Lines are those of the document; “not found” means that no words nearby say it."
    )
    for reviewed in review.documents:
        titles = ("Data", "Parties")
        if len(review.documents) > 1:
            titles = (f"Data of {reviewed.linted.path}", f"Parties of {reviewed.linted.path}")
        table = _Tables(reviewed)
        yield Heading(2, titles[0])
        yield from table.data()
        yield Heading(2, titles[1])
        yield from table.parties()


class _Tables:
    def __init__(self, reviewed: ReviewedDocument) -> None:
        self._reviewed = reviewed

    def data(self) -> Iterator[Piece]:
        items = self._reviewed.inventory.data
        if not items:
            yield Paragraph("No words were found that name data about people.")
            return
        columns = ("Data", "Introduced", "Who sends or keeps it", "On the wire", "At rest", "Kept for", "Discussed")
        yield Table(columns, tuple(map(self._data_row, items)))

    def _data_row(self, item: DataItem) -> tuple[str, ...]:
        return (
            f"{item.name} ({item.kind.value})",
            f"{self._lines((item.introduced,))}{'' if item.in_design else ', in considerations only'}",
            joined(map(self._flow, item.flows[:_MOST_FLOWS])) or _NOT_FOUND,
            self._lines(item.on_wire),
            self._lines(item.at_rest),
            self._lines(item.kept),
            self._lines(item.discussed),
        )

    def _flow(self, flow: Flow) -> str:
        to = f" to {flow.recipient}" if flow.recipient else ""
        return f"{flow.sender or 'somebody'} {flow.strength} {flow.action}{to} (line {self._line(flow.passage)})"

    def parties(self) -> Iterator[Piece]:
        parties = self._reviewed.inventory.parties
        if not parties:
            yield Paragraph("No words were found that name parties.")
            return
        yield Table(("Party", "Introduced", "Learns, as the text says"), tuple(map(self._party_row, parties)))

    def _party_row(self, party: Party) -> tuple[str, ...]:
        learns = joined(f"{data} (line {self._line(passage)})" for data, passage in party.learns)
        return (f"{party.name} ({party.kind})" if party.name != party.kind else party.name, self._lines((party.introduced,)), learns or _NOT_FOUND)

    def _lines(self, passages: tuple[Passage, ...]) -> str:
        lines = sorted({self._line(passage) for passage in passages})
        if not lines:
            return _NOT_FOUND
        more = f" and {len(lines) - _MOST_LINES} more" if len(lines) > _MOST_LINES else ""
        return f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines[:_MOST_LINES]))}{more}"

    def _line(self, passage: Passage) -> int:
        return self._reviewed.document.prose.locate(passage.start, passage.end).start.line
