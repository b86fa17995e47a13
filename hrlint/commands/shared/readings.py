"""Reads documents one by one for commands that look at whole texts, not only at findings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import click

from hrlint.checking.finding import Failure
from hrlint.checking.linter import Terms
from hrlint.checking.reviewing import Material
from hrlint.commands.shared.catalogues import UNUSABLE
from hrlint.commands.shared.console import Console
from hrlint.commands.shared.inputs import Task
from hrlint.commands.shared.linting import read_task
from hrlint.commands.shared.preparing import Prepared
from hrlint.matching.reading import Reader
from hrlint.reading.errors import ReadError
from hrlint.reading.files import regular_bytes


def materials_or_exit(ctx: click.Context, console: Console, prepared: Prepared) -> list[Material]:
    """Every document with its reading and its report. Ends the command with status 2 where one cannot be read: a suite is reviewed as a whole."""
    failures = list(prepared.inputs.failures)
    materials = list(_materials(prepared, failures))
    for failure in failures:
        console.error(failure.reason, failure.path, failure.line)
    if failures or not materials:
        if not failures:
            console.error("there is no specification")
        ctx.exit(UNUSABLE)
    return materials


def _materials(prepared: Prepared, failures: list[Failure]) -> Iterator[Material]:
    reader = Reader(prepared.catalogue.vocabulary)
    for task in prepared.inputs.tasks:
        try:
            reading = reader.read(read_task(task))
            report = prepared.linter.lint_reading(reading, task.terms or Terms())
            yield Material(reading, report, _digest(task))
        except ReadError as error:
            failures.append(Failure(error.path, error.reason, error.line))


def _digest(task: Task) -> str:
    data = task.data if task.data is not None else regular_bytes(task.path)
    return hashlib.sha256(data).hexdigest()
