"""Loads the catalogue for a command, and shows its mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hrlint.commands.shared.console import Console
from hrlint.commands.shared.suggestions import did_you_mean

if TYPE_CHECKING:
    from hrlint.checking.catalogue import Catalogue
    from hrlint.checking.check import Check

UNUSABLE = 2


def catalogue_or_exit(ctx: click.Context, console: Console, folders: Sequence[Path]) -> Catalogue:
    """The built-in checks with those of further folders. Ends the command with status 2 where they have mistakes, once all are shown."""
    from hrlint.checking.catalogue import CatalogueError, load_catalogue
    from hrlint.commands.discovery import shown_path

    try:
        return load_catalogue(folders)
    except CatalogueError as error:
        for problem in error.problems:
            console.error(problem.message, shown_path(problem.path), problem.line)
        ctx.exit(UNUSABLE)


def check_named(catalogue: Catalogue, name: str) -> Check:
    """The check of an id. Raises UsageError with what was probably meant."""
    try:
        return catalogue.get(name)
    except KeyError:
        raise click.UsageError(f"There is no check {name!r}.{did_you_mean(name, (check.id for check in catalogue.checks))}") from None


def selectors(values: Sequence[str], catalogue: Catalogue, option: str) -> tuple[str, ...]:
    """The areas and ids in the values of an option, which may be separated by commas. Raises UsageError for one that does not exist."""
    names = tuple(name.strip() for value in values for name in value.split(",") if name.strip())
    known = {name for check in catalogue.checks for name in (check.id, check.area)}
    for name in names:
        if name not in known:
            raise click.BadParameter(f"there is no check or area {name!r}.{did_you_mean(name, known)}", param_hint=option)
    return names
