"""What is to be read: the files that paths lead to, or standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from hrlint.checking.finding import Failure
from hrlint.checking.linter import Terms

STDIN = "-"
_UNNAMED = "<stdin>"


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read: where it is, what it is called in output, and the folder that its includes may not leave."""

    path: Path
    shown: str
    root: Path | None
    named: bool
    """Named by the user, not found in a folder."""
    data: bytes | None = None
    """Its bytes, where they came through standard input."""
    terms: Terms | None = None
    """What counts for it besides its text."""
    unless: frozenset[str] | None = None
    """Absolute paths of files: the document is not linted unless it consists of one of them."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files to read, those left out because they are no specifications, and what could not be found."""

    tasks: tuple[Task, ...]
    skipped: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()


def collect(
    paths: Sequence[str], stdin_filename: str | None, *, exclude: Sequence[str] = (), exclude_from: Path | None = None, force_exclude: bool = False
) -> Inputs:
    """The inputs of a command; no paths mean the current folder. `exclude` holds patterns relative to a folder, as `discover` takes them.

    Raises UsageError where paths and options do not fit together.
    """
    from hrlint.commands.discovery import discover

    if STDIN in paths:
        if len(paths) > 1:
            raise click.UsageError("Standard input (-) cannot be read together with files.")
        root = _root_of(Path(stdin_filename)) if stdin_filename else None
        return Inputs((Task(Path(stdin_filename or _UNNAMED), stdin_filename or _UNNAMED, root, True, sys.stdin.buffer.read()),))
    if stdin_filename:
        raise click.UsageError("--stdin-filename names what is read from standard input: give - as the path.")
    found = discover(paths or ["."], exclude=exclude, exclude_from=exclude_from, force_exclude=force_exclude)
    roots: dict[Path, Path] = {}
    tasks = []
    for file in found.files:
        folder = file.path.parent
        if folder not in roots:
            roots[folder] = _root_of(file.path)
        tasks.append(Task(file.path, file.shown, roots[folder], file.named))
    return Inputs(tuple(tasks), found.skipped, found.failures)


def _root_of(path: Path) -> Path:
    """The repository of a file, else its folder."""
    from hrlint.commands.discovery import repository_root

    return repository_root(path) or path.absolute().parent
