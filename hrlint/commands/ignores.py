"""What git ignores, told from the .gitignore files of a repository."""

from __future__ import annotations

import os
from pathlib import Path

from pathspec import GitIgnoreSpec


class Ignores:
    """The .gitignore files that count for a walk: those from the repository's root down to each folder that is entered."""

    def __init__(self, top: Path, root: Path | None) -> None:
        """`top` is where the walk begins; `root` the top folder of its repository, None where it is in none."""
        self._specs: dict[str, GitIgnoreSpec | None] = {}
        self._root = os.path.abspath(root if root is not None else top)
        folder = os.path.abspath(top)
        while len(folder) > len(self._root):
            folder = os.path.dirname(folder)
            self.enter(folder)
        if self.match(str(top), folder=True):  # the user asked for this folder, ignored or not
            self._root = os.path.abspath(top)

    def enter(self, folder: str) -> None:
        """Reads the .gitignore of a folder, if it has one. One that cannot be read ignores nothing."""
        folder = os.path.abspath(folder)
        if folder not in self._specs:
            self._specs[folder] = _spec(os.path.join(folder, ".gitignore"))

    def match(self, path: str, *, folder: bool = False) -> bool:
        """True for what git ignores; the innermost .gitignore that says anything of a path decides."""
        path = os.path.abspath(path)
        around = os.path.dirname(path)
        while len(around) >= len(self._root):
            spec = self._specs.get(around)
            if spec is not None:
                decided = spec.check_file(os.path.relpath(path, around).replace(os.sep, "/") + "/" * folder).include
                if decided is not None:
                    return decided
            if around == os.path.dirname(around):
                break
            around = os.path.dirname(around)
        return False


def _spec(path: str) -> GitIgnoreSpec | None:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return GitIgnoreSpec.from_lines(file)
    except (OSError, ValueError):
        return None
