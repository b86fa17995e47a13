"""Paths of a report as their repositories have them."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from hrlint.commands.discovery import repository_root


def from_root() -> Callable[[str], str]:
    """A function that turns a path relative to the working directory into one relative to its repository, else to its own folder. It remembers its answers."""
    return lru_cache(maxsize=4096)(_from_root)


def _from_root(shown: str) -> str:
    path = os.path.abspath(shown)
    root = repository_root(Path(path)) or Path(path).parent
    return os.path.relpath(path, root).replace(os.sep, "/")
