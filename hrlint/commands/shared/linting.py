"""Reads and lints files, in this process or in several. Whatever happens to one file, the others are linted."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hrlint.checking.catalogue import load_catalogue
from hrlint.checking.finding import Failure, Report
from hrlint.checking.linter import Linter, Options
from hrlint.commands.shared.inputs import Task
from hrlint.reading.detect import is_specification
from hrlint.reading.document import Document
from hrlint.reading.errors import NotADocument, ReadError
from hrlint.reading.reader import read_bytes, read_file

_BATCH = 8
"""Files that a process takes at once: enough to forget what a hand-over costs, few enough that all processes end together."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file; `trace` is for the developers where hrlint broke."""

    report: Report
    specification: bool = True
    """False for a file that does not look like a specification, whatever was found in it."""
    trace: str = ""
    unchanged: bool = False
    """True for a document that was not linted because nothing of it changed."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What another process needs to build the same linter."""

    folders: tuple[Path, ...]
    options: Options
    keeps_contents: bool = False


def read_task(task: Task) -> Document:
    """The document of a task. Raises ReadError where nothing of it can be read."""
    if task.data is not None:
        return read_bytes(task.data, task.shown, name=task.path.name, root=task.root)
    return read_file(task.path, task.shown, root=task.root)


def lint_task(linter: Linter, task: Task) -> Outcome:
    """Reads and lints a file. Raises nothing: what goes wrong is a failure of the outcome."""
    try:
        document = read_task(task)
        if task.unless is not None and not any(os.path.abspath(source.path) in task.unless for source in document.sources):
            return Outcome(Report((), (), (), (), ()), unchanged=True)
        specification = not task.named or is_specification(document.source.text, task.shown, document.format)
        return Outcome(linter.lint(document, task.terms), specification)
    except NotADocument:
        return Outcome(Report((), (), (), (), ()), specification=False)
    except ReadError as error:
        return Outcome(_failed(Failure(error.path, error.reason, error.line)))
    except Exception as error:  # a mistake in hrlint must not cost the other documents their findings
        return Outcome(_failed(Failure(task.shown, f"internal error: {type(error).__name__}: {error}")), trace=traceback.format_exc())


def _failed(failure: Failure) -> Report:
    return Report((), (), (), (), (failure,))


def lint_all(linter: Linter, setup: Setup, tasks: Sequence[Task], jobs: int, done: Callable[[int], None]) -> list[Outcome]:
    """The outcomes in the order of the tasks, whoever worked on them. Calls `done` with numbers of files as they are finished."""
    if jobs == 1 or len(tasks) <= 1:
        outcomes = []
        for task in tasks:
            outcomes.append(lint_task(linter, task))
            done(1)
        return outcomes
    return [outcome for batch in _in_processes(setup, tasks, jobs, done) for outcome in batch]


def _in_processes(setup: Setup, tasks: Sequence[Task], jobs: int, done: Callable[[int], None]) -> Iterator[list[Outcome]]:
    from concurrent.futures import ProcessPoolExecutor, as_completed

    batches = [tuple(tasks[start : start + _BATCH]) for start in range(0, len(tasks), _BATCH)]
    pool = ProcessPoolExecutor(min(jobs, len(batches)), initializer=_leave_interrupts_to_the_parent)
    try:
        numbers = {pool.submit(_lint_batch, setup, batch): number for number, batch in enumerate(batches)}
        finished: dict[int, list[Outcome]] = {}
        for future in as_completed(numbers):
            number = numbers[future]
            try:
                finished[number] = future.result()
            except Exception as error:  # the process died: no memory left, killed from outside, an outcome that cannot be handed over
                reason = f"internal error: {type(error).__name__}: {error}"
                finished[number] = [Outcome(_failed(Failure(task.shown, reason)), trace=traceback.format_exc()) for task in batches[number]]
            done(len(batches[number]))
    finally:
        pool.shutdown(wait=sys.exc_info()[0] is None, cancel_futures=True)
    yield from (finished[number] for number in range(len(batches)))


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _lint_batch(setup: Setup, tasks: Sequence[Task]) -> list[Outcome]:
    linter = _linter(setup)
    return [lint_task(linter, task) for task in tasks]


@lru_cache(maxsize=1)
def _linter(setup: Setup) -> Linter:
    return Linter(load_catalogue(setup.folders), setup.options, keeps_contents=setup.keeps_contents)
