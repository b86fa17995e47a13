"""What keeps a file from being read."""

from __future__ import annotations


class ReadError(Exception):
    """Nothing of a file could be read; `str()` is the reason, `line` where it is known (from 1)."""

    def __init__(self, path: str, line: int | None, reason: str) -> None:
        super().__init__(reason)
        self.path = path
        self.line = line
        self.reason = reason


class NotADocument(ReadError):  # noqa: N818 - it reads as what the file is
    """A text in none of the formats that hrlint reads: a program, a configuration, a data file."""
