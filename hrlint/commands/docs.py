"""`hrlint docs`: the pages about checks, written, or compared with those that are there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hrlint.commands.shared.console import Console
from hrlint.commands.shared.options import color_option

if TYPE_CHECKING:
    from hrlint.checking.check import Check, Example
    from hrlint.checking.finding import Report

_FOLDER = click.Path(file_okay=False, path_type=Path)
_DEFAULT = "docs"


@click.command(name="docs", short_help="Generate the pages about checks.")
@click.option(
    "--write", metavar="DIR", type=_FOLDER, is_flag=False, flag_value=_DEFAULT, help=f"Write the pages into a folder, `{_DEFAULT}` where none is named."
)
@click.option("--check", "compare", metavar="DIR", type=_FOLDER, is_flag=False, flag_value=_DEFAULT, help="List the pages of a folder that are not current.")
@color_option
@click.pass_context
def command(ctx: click.Context, write: Path | None, compare: Path | None, color: str) -> None:
    """Generates the documentation of all checks from their files and from what was measured.

    Exit status: 0 the pages are current or written, 1 --check found some that are not, 2 something could not be done.
    """
    from hrlint.commands.shared.catalogues import UNUSABLE

    if (write is None) is (compare is None):
        raise click.UsageError("Either --write or --check.")
    console = Console(color)
    pages = _pages(ctx, console)
    try:
        if write is not None:
            _write(write, pages)
        elif compare is not None:
            stale = _stale(compare, pages)
            for path in stale:
                console.error("not current; `hrlint docs --write` writes it anew", str(compare / path))
            ctx.exit(1 if stale else 0)
    except OSError as error:
        console.error(f"{error.strerror or error}", str(error.filename or ""))
        ctx.exit(UNUSABLE)


def _pages(ctx: click.Context, console: Console) -> dict[str, str]:
    from hrlint.checking.accuracy import load_measurement
    from hrlint.checking.catalogue import builtin_folder
    from hrlint.checking.guidelines import load_questionnaire
    from hrlint.checking.linter import Linter, Options, Terms
    from hrlint.checking.seeds import FILE, load_seeds
    from hrlint.commands.shared.catalogues import UNUSABLE, catalogue_or_exit
    from hrlint.matching.yamlnodes import NodeError
    from hrlint.reading.reader import read_text
    from hrlint.reporting.pages.site import site

    catalogue = catalogue_or_exit(ctx, console, ())
    linter = Linter(catalogue, Options())

    def report_on(check: Check, example: Example) -> Report:
        return linter.lint(read_text(example.text, "example.md"), Terms(Options(select=(check.id,))))

    folder = builtin_folder()
    try:
        seeds = load_seeds(folder, {check.id for check in catalogue.checks})
    except NodeError as error:
        console.error(str(error), str(folder / FILE), error.line)
        ctx.exit(UNUSABLE)
    measurement, _ = load_measurement(folder)
    return site(catalogue.checks, measurement.totals, seeds, load_questionnaire(), report_on)


def _write(folder: Path, pages: Mapping[str, str]) -> None:
    for path, text in pages.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    for path in _strangers(folder, pages):
        (folder / path).unlink()


def _stale(folder: Path, pages: Mapping[str, str]) -> list[str]:
    different = [path for path, text in pages.items() if not (folder / path).is_file() or (folder / path).read_text(encoding="utf-8") != text]
    return sorted([*different, *_strangers(folder, pages)])


def _strangers(folder: Path, pages: Mapping[str, str]) -> list[str]:
    """Pages of checks that are gone."""
    from hrlint.reporting.pages.site import GENERATED

    there = (path.relative_to(folder).as_posix() for path in (folder / GENERATED).rglob("*.md"))
    return sorted(path for path in there if path not in pages)
