"""How a report is to be shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _as_it_is(path: str) -> str:
    return path


@dataclass(frozen=True, slots=True)
class View:
    """What a reporter may use of the place where its text goes. The defaults suit a file."""

    color: bool = False
    """ANSI colours."""
    links: bool = False
    """OSC 8 hyperlinks."""
    width: int = 100
    """Columns; only prose for people is wrapped and cut to it."""
    unicode: bool = True
    """False where the terminal cannot show more than ASCII: no characters of our own beyond it."""
    quiet: bool = False
    """Findings only: no summary, no hints."""
    verbose: bool = False
    """Accepted findings, rationale and addresses too."""

    from_root: Callable[[str], str] = _as_it_is
    """Turns a path of the report into one that starts at the root of the file's repository."""
    reviewer: str = "hrlint"
    """Whose comments they are, in a review."""

    @property
    def ellipsis(self) -> str:
        return "…" if self.unicode else "..."
