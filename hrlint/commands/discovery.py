"""Finds the files to read: named ones as they are, in folders those that are specifications."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pathspec import GitIgnoreSpec

from hrlint.checking.finding import Failure
from hrlint.commands.ignores import Ignores
from hrlint.reading.decode import decode
from hrlint.reading.detect import detect, has_first_page, is_specification
from hrlint.reading.document import Format
from hrlint.reading.errors import ReadError
from hrlint.reading.files import DEFAULT_LIMIT, FileError, regular_bytes

SUFFIXES = frozenset([".md", ".mkd", ".mdown", ".markdown", ".mediawiki", ".xml", ".txt"])
"""Endings of the names of files that may be specifications, in small letters."""

_SKIPPED_FOLDERS = frozenset(["node_modules", "__pycache__", "venv", "site-packages", "bower_components"])


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read; `shown` is its path as output has it, `named` tells that the user named it."""

    path: Path
    shown: str
    named: bool


@dataclass(frozen=True, slots=True)
class Discovery:
    """What paths lead to."""

    files: tuple[Found, ...]
    skipped: tuple[str, ...]
    """Files of folders that may be read and are no specifications, as output shows them."""
    failures: tuple[Failure, ...]
    """Paths that are missing, folders that cannot be listed, folders without any file that may be read."""


def discover(paths: Sequence[str | Path], *, exclude: Sequence[str] = (), exclude_from: Path | None = None, force_exclude: bool = False) -> Discovery:
    """The files that paths lead to: a file itself, a folder its specifications, each file once, in the order of the paths, sorted in folders.

    `exclude` holds patterns as in a .gitignore, relative to `exclude_from` (None: the working directory); they keep files out of folders, and
    with `force_exclude` named files too. Raises nothing: what is wrong with a path is a failure.
    """
    search = _Search(GitIgnoreSpec.from_lines(exclude), force_exclude, exclude_from)
    for path in paths:
        search.add(Path(path))
    return Discovery(tuple(search.files.values()), tuple(search.skipped), tuple(search.failures))


def repository_root(path: Path) -> Path | None:
    """The top folder of the git repository that holds a path; None where there is none."""
    start = Path(os.path.abspath(path))
    for folder in (start, *start.parents):
        if os.path.lexists(folder / ".git"):
            return folder
    return None


def shown_path(path: str | Path) -> str:
    """A path as output has it: relative to the working directory, with `/`, with `..` where it lies outside."""
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except ValueError:  # another drive
        return os.path.abspath(path).replace(os.sep, "/")


@dataclass(slots=True)
class _Search:
    exclude: GitIgnoreSpec
    force_exclude: bool
    exclude_from: Path | None = None
    files: dict[str, Found] = field(default_factory=dict)
    """By real path, so that each file is read once."""
    skipped: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def add(self, path: Path) -> None:
        if path.is_dir():
            self._add_folder(path)
        elif os.path.lexists(path):
            self._add_named(path)
        else:
            self._fail(path, "no such file or folder")

    def _add_named(self, path: Path) -> None:
        if not (self.force_exclude and self._is_excluded(path)):
            found = Found(path, shown_path(path), True)
            self.files[os.path.realpath(path)] = found

    def _add_folder(self, folder: Path) -> None:
        if self.force_exclude and self._is_excluded(folder):
            return
        before = len(self.failures)
        candidates = list(self._walk(folder))
        for path in candidates:
            self._add_candidate(path, folder)
        if not candidates and len(self.failures) == before:
            self._fail(folder, "no file here that may be a specification (" + " ".join(sorted(SUFFIXES)) + ")")

    def _add_candidate(self, path: Path, folder: Path) -> None:
        real = os.path.realpath(path)
        if real in self.files:
            return
        if _is_specification(path, folder):
            self.files[real] = Found(path, shown_path(path), False)
        else:
            self.skipped.append(shown_path(path))

    def _walk(self, top: Path) -> Iterator[Path]:
        """Files whose names say that they may be read. Links to folders are not followed, so that the walk ends and stays where it is."""
        ignores = Ignores(top, repository_root(top))
        for folder, folders, names in os.walk(top, onerror=self._unreadable):
            ignores.enter(folder)
            folders[:] = sorted(name for name in folders if self._enters(folder, name, ignores))
            for name in sorted(names):
                path = os.path.join(folder, name)
                if os.path.splitext(name)[1].lower() in SUFFIXES and not name.startswith(".") and not ignores.match(path) and not self._is_excluded(path):
                    yield Path(path)

    def _enters(self, folder: str, name: str, ignores: Ignores) -> bool:
        path = os.path.join(folder, name)
        if name.startswith(".") or name in _SKIPPED_FOLDERS or os.path.islink(path) or os.path.lexists(os.path.join(path, "pyvenv.cfg")):
            return False
        return not ignores.match(path, folder=True) and not self._is_excluded(path, folder=True)

    def _is_excluded(self, path: str | Path, *, folder: bool = False) -> bool:
        return bool(self.exclude.patterns) and self.exclude.match_file(self._excludable(path) + ("/" if folder or os.path.isdir(path) else ""))

    def _excludable(self, path: str | Path) -> str:
        return shown_path(path) if self.exclude_from is None else os.path.relpath(path, self.exclude_from).replace(os.sep, "/")

    def _unreadable(self, error: OSError) -> None:
        self._fail(error.filename, f"the folder cannot be listed: {error.strerror}")

    def _fail(self, path: str | Path, reason: str) -> None:
        self.failures.append(Failure(shown_path(path), reason))


def _is_specification(path: Path, top: Path) -> bool:
    """True for a file of a folder that is a specification, or that cannot be read: then reading says what is wrong with it."""
    if not path.is_file() or path.stat().st_size > DEFAULT_LIMIT or not _stays(path, top):
        return False
    try:
        data = regular_bytes(path)
        if not data.strip():
            return False
        source, _ = decode(data, path.name)
    except FileError:
        return True
    except ReadError:
        return path.suffix.lower() != ".txt"
    format = detect(source.text, path.name)
    if path.suffix.lower() == ".txt" and not (format is Format.TEXT and has_first_page(source.text)):
        return False
    return is_specification(source.text, shown_path(path), format)


def _stays(path: Path, top: Path) -> bool:
    """False for a link that leads out of the folder."""
    return not path.is_symlink() or Path(os.path.realpath(path)).is_relative_to(os.path.realpath(top))
