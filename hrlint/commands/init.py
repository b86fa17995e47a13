"""`hrlint init`: sets hrlint up in a repository, after showing what it would write."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hrlint.commands.shared.console import Console
from hrlint.commands.shared.options import color_option

if TYPE_CHECKING:
    from hrlint.commands.shared.adoption import Change
    from hrlint.reporting.view import View

UNABLE = 2


@click.command(name="init", short_help="Set hrlint up in a repository.")
@click.argument("folder", metavar="[DIR]", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path())
@click.option("--yes", "-y", is_flag=True, help="Write without asking.")
@color_option
@click.option("--quiet", "-q", is_flag=True, help="No notes.")
@click.pass_context
def command(ctx: click.Context, folder: Path, yes: bool, color: str, quiet: bool) -> None:
    """Writes a configuration, a hook for pre-commit and a workflow, or what i-d-template needs, for the repository of DIR.

    Shows everything as a diff first, and asks. What is there is added to, never replaced; what is set up already is left alone.
    """
    from hrlint.commands.discovery import repository_root, shown_path
    from hrlint.commands.shared.adoption import Unsuitable, plan, survey

    console = Console(color, quiet=quiet)
    root = repository_root(folder) or folder.absolute()
    steps = list(plan(survey(root)))
    changes = [step for step in steps if not isinstance(step, Unsuitable)]
    reasons = [step for step in steps if isinstance(step, Unsuitable)]
    for reason in reasons:
        console.error(f"not changed: {reason}", shown_path(reason.path))
    if changes:
        console.write(_diff(changes, root, console.view))
    else:
        console.note("nothing to do")
    if changes and _agreed(console, yes=yes):
        for change in changes:
            if not _written(console, change):
                ctx.exit(UNABLE)
            console.note("written", shown_path(change.path))
    ctx.exit(UNABLE if reasons else 0)


def _diff(changes: Sequence[Change], root: Path, view: View) -> str:
    from difflib import unified_diff

    from hrlint.reporting.terminal import safe_line, style

    colors = {"+": "green", "-": "red", "@": "cyan"}
    lines = []
    for change in changes:
        name = change.path.relative_to(root).as_posix()
        old, new = (change.old or "").splitlines(), change.new.splitlines()
        for line in unified_diff(old, new, "/dev/null" if change.old is None else f"a/{name}", f"b/{name}", lineterm=""):
            lines.append(style(safe_line(line), view, fg=colors.get(line[:1])))
    return "".join(f"{line}\n" for line in lines)


def _agreed(console: Console, *, yes: bool) -> bool:
    if yes:
        return True
    if not sys.stdin.isatty():
        console.note("nothing is written: there is nobody to ask (--yes writes)")
        return False
    return click.confirm("Write this?", err=True)


def _written(console: Console, change: Change) -> bool:
    try:
        change.path.parent.mkdir(parents=True, exist_ok=True)
        with change.path.open("w" if change.old is not None else "x", encoding="utf-8", newline="") as file:
            file.write(change.new)
    except OSError as error:
        console.error(f"cannot be written: {error.strerror or error}", str(change.path))
        return False
    return True
