"""Phrases that several parts of a written review use."""

from __future__ import annotations

from collections.abc import Iterable

from hrlint.checking.review import Citation
from hrlint.reporting.summary import counted

__all__ = ["counted", "joined", "place", "right"]


def place(citation: Citation, with_path: bool) -> str:
    """`Section 3.2 Storage, line 42`."""
    where = f"Section {citation.section}, line {citation.line}" if citation.section else f"line {citation.line}"
    return f"{citation.path}, {where}" if with_path else where


def joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def right(name: str) -> str:
    """`freedom of expression` for `expression`."""
    return _RIGHTS.get(name, name.replace("-", " "))


_RIGHTS = {
    "expression": "freedom of expression",
    "assembly": "freedom of assembly and association",
    "science": "benefits of science",
    "cultural-life": "cultural life and arts",
    "access-to-information": "access to information",
}
