"""Lints the inputs of a command with as many processes as pay, and shows how far it is."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from hrlint.checking.linter import Linter
from hrlint.commands.shared.console import Console
from hrlint.commands.shared.inputs import Inputs
from hrlint.commands.shared.linting import Outcome, Setup, lint_all

PARALLEL_ABOVE = 200
"""Documents above which several processes repay what it costs to start them."""
_PROGRESS_ABOVE = 10


def run(console: Console, linter: Linter, setup: Setup, inputs: Inputs, jobs: int | None) -> list[Outcome]:
    """The outcomes of all inputs, in their order; `jobs` None leaves the number of processes to the number of files."""
    number = len(inputs.tasks)
    if jobs is None:
        jobs = _cores() if number > PARALLEL_ABOVE else 1
    with _progress(console, number) as done:
        return lint_all(linter, setup, inputs.tasks, jobs, done)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _progress(console: Console, number: int) -> Iterator[Callable[[int], None]]:
    if not console.shows_progress or number <= _PROGRESS_ABOVE:
        yield lambda files: None
        return
    with click.progressbar(length=number, label="Linting", file=sys.stderr, show_pos=True) as bar:
        yield bar.update
