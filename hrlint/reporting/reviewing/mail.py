"""A review as a plain mail: 72 columns, no markup."""

from __future__ import annotations

from collections.abc import Iterator

from hrlint.checking.review import Review
from hrlint.reporting.reviewing.layout import Plan, lay_out
from hrlint.reporting.reviewing.pieces import Heading, Item, Note, Piece, Quote, Table
from hrlint.reporting.terminal import hang, safe, safe_line, width_of, wrap

WIDTH = 72
_LINES = {1: "=", 2: "-"}


def review_mail(review: Review, plan: Plan) -> str:
    """The text of the mail. A word that is longer than a line has a line of its own."""
    lines: list[str] = []
    before: Piece | None = None
    for piece in lay_out(review, plan):
        if before is not None and not (isinstance(piece, Item) and isinstance(before, Item)):
            lines.append("")
        lines += _lines(piece)
        before = piece
    return "".join(f"{line}\n" for line in lines)


def _lines(piece: Piece) -> Iterator[str]:
    if isinstance(piece, Heading):
        text = wrap(safe(piece.text), WIDTH)
        yield from text
        if piece.depth in _LINES:
            yield _LINES[piece.depth] * min(WIDTH, width_of(text[-1]))
    elif isinstance(piece, Quote):
        yield from (f"> {line}" for line in wrap(safe(piece.text), WIDTH - 2))
    elif isinstance(piece, Item):
        yield from hang(f"{piece.number}. " if piece.number else "* ", safe(piece.text), WIDTH)
    elif isinstance(piece, Table):
        yield from _table(piece)
    elif isinstance(piece, Note):
        yield from _note(piece)
    else:
        yield from wrap(f"{piece.label}: {safe(piece.text)}" if piece.label else safe(piece.text), WIDTH)


def _table(table: Table) -> Iterator[str]:
    """Each row as a list of what its cells say: seven columns fit no mail."""
    for number, row in enumerate(table.rows):
        if number:
            yield ""
        yield from hang("* ", safe(row[0]), WIDTH)
        for column, cell in zip(table.columns[1:], row[1:], strict=True):
            yield from hang(f"  {column}: ", safe(cell), WIDTH)


def _note(note: Note) -> Iterator[str]:
    if not note.text:
        yield from wrap(f"[{safe(note.hint)}]", WIDTH)
        return
    for line in note.text.split("\n"):
        shown = safe_line(line)
        yield from [shown] if width_of(shown) <= WIDTH else wrap(shown, WIDTH)
