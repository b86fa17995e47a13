"""What the places want where hrlint runs unattended: the template for Internet-Drafts, and GitHub Actions."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

from hrlint.checking.finding import Report
from hrlint.commands.shared.console import Console
from hrlint.commands.shared.inputs import Inputs, Task
from hrlint.reading.files import FileError, regular_bytes
from hrlint.reporting.view import View

I_D_TEMPLATE = "i-d-template"
"""The make rules of martinthomson/i-d-template."""
PLACES = (I_D_TEMPLATE,)

_TEMPORARY = re.compile(r"(?P<name>(?:draft-|rfc)[^/\\]*)-tmp\d+(?P<suffix>\.\w+)")


def place(named: str | None) -> str:
    """Where hrlint runs: what the user says, else i-d-template where its `trace.sh` watches; empty elsewhere."""
    return named or (I_D_TEMPLATE if os.environ.get("TRACE_FILE") else "")


def with_real_names(inputs: Inputs) -> Inputs:
    """The inputs with the copies that i-d-template makes of staged drafts (`draft-foo-tmp1234.md`) as if they were the drafts themselves."""
    return replace(inputs, tasks=tuple(map(_restored, inputs.tasks)))


def _restored(task: Task) -> Task:
    """A copy has another name than its draft, and its text names itself; both are undone, so that nothing that is told or remembered changes."""
    match = _TEMPORARY.fullmatch(task.path.name)
    if match is None or task.data is not None:
        return task
    try:
        data = regular_bytes(task.path)
    except FileError:
        return task  # reading it will say what is wrong
    name = f"{match['name']}{match['suffix']}"
    copied = f"{task.path.stem}-latest".encode("utf-8", "surrogateescape")
    real = f"{match['name']}-latest".encode("utf-8", "surrogateescape")
    shown = task.shown[: len(task.shown) - len(task.path.name)] + name
    return replace(task, shown=shown, data=data.replace(copied, real))


def show_tail(console: Console, report: Report) -> None:
    """The last lines on standard error: all that the template shows of a run that fails."""
    from hrlint.reporting.tail import tail_lines

    console.lines("\n".join(tail_lines(report)))


def append_step_summary(console: Console, report: Report) -> None:
    """Adds the findings as a table to the summary of a step of GitHub Actions, where there is one."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    from hrlint.reporting.github import render_summary

    try:
        with Path(path).open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as summary:
            summary.write(render_summary(report, View()))
    except OSError as error:
        console.note(f"the summary cannot be written: {error.strerror or error}", path)
