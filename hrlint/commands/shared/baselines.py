"""Baseline files: reading, applying and writing them, and what is stale in them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from hrlint.checking.baseline import Baseline, BaselineError, Entry, Known, lasting_path, read_baseline, stale_entries
from hrlint.checking.finding import Report
from hrlint.checking.linter import Terms
from hrlint.commands.discovery import shown_path
from hrlint.commands.shared.console import Console
from hrlint.commands.shared.inputs import Inputs, Task
from hrlint.reading.files import FileError, regular_bytes
from hrlint.reporting.summary import counted

UNUSABLE = 2


class BaselineFile:
    """A baseline and its file. Paths in it are relative to its folder, so that it means the same from wherever it is used."""

    def __init__(self, path: Path, baseline: Baseline) -> None:
        self.path = path
        self.baseline = baseline

    @property
    def shown(self) -> str:
        return shown_path(self.path)

    @property
    def named(self) -> Callable[[str], str]:
        """Gives the path in the baseline of a path in a report."""
        folder = self.path.absolute().parent
        return lambda path: lasting_path(os.path.relpath(os.path.abspath(path), folder).replace(os.sep, "/"))

    def applied(self, inputs: Inputs) -> Inputs:
        """The inputs, each with what the baseline knows of it."""
        known, named = self.baseline.by_path(), self.named
        reason = f"in the baseline {self.shown}"
        return replace(inputs, tasks=tuple(with_known(task, known.get(named(task.shown), frozenset()), reason) for task in inputs.tasks))

    def stale(self, report: Report) -> tuple[Entry, ...]:
        """The entries whose places are gone."""
        return stale_entries(self.baseline, report, self.named)

    def tell_stale(self, console: Console, report: Report) -> None:
        """A note where entries are stale."""
        stale = self.stale(report)
        if stale:
            be = "is" if len(stale) == 1 else "are"
            console.note(f"{counted(len(stale), 'entry', 'entries')} {be} stale; `hrlint baseline prune {self.shown}` takes them out", self.shown)


def with_known(task: Task, fingerprints: frozenset[str], reason: str) -> Task:
    """A task with further places that are not new."""
    terms = task.terms or Terms()
    if not fingerprints:
        return task
    before = terms.known
    known = Known(fingerprints | before.fingerprints, f"{before.reason}, {reason}") if before else Known(fingerprints, reason)
    return replace(task, terms=replace(terms, known=known))


def baseline_or_exit(ctx: click.Context, console: Console, path: Path, *, missing: bool = False) -> BaselineFile:
    """The baseline of a file. Ends the command with status 2 where it is none; a `missing` file is an empty one where that is allowed."""
    if missing and not path.exists():
        return BaselineFile(path, Baseline())
    try:
        return BaselineFile(path, read_baseline(regular_bytes(path).decode("utf-8")))
    except (FileError, BaselineError) as error:
        reason = str(error)
    except UnicodeDecodeError:
        reason = "the file is not UTF-8"
    console.error(reason, shown_path(path))
    ctx.exit(UNUSABLE)
