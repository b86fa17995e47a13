"""`hrlint baseline`: remembers the findings that are there, so that only new ones are reported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hrlint.commands.shared.asking import Asked, asking
from hrlint.commands.shared.console import Console
from hrlint.commands.shared.options import color_option

if TYPE_CHECKING:
    from hrlint.checking.baseline import Baseline
    from hrlint.checking.finding import Report
    from hrlint.commands.shared.baselines import BaselineFile

UNUSABLE = 2
_file = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
_paths = click.argument("paths", metavar="[PATH...]", nargs=-1)
_quiet = click.option("--quiet", "-q", is_flag=True, help="Errors only.")


@click.group(name="baseline", short_help="Remember old findings, to see new ones.")
def command() -> None:
    """Writes, prunes and shows baselines: files that remember findings, for `hrlint check --baseline FILE`."""


@command.command(name="write")
@_file
@_paths
@asking
@color_option
@_quiet
@click.pass_context
def write(ctx: click.Context, file: Path, paths: tuple[str, ...], asked: Asked, color: str, quiet: bool) -> None:
    """Remembers all findings of documents; what FILE knows of other documents stays in it."""
    from hrlint.checking.baseline import entries_of
    from hrlint.commands.shared.baselines import baseline_or_exit
    from hrlint.reporting.summary import counted

    console = Console(color, quiet=quiet)
    old = baseline_or_exit(ctx, console, file, missing=True)
    report = _linted(ctx, console, asked, paths)
    linted = {old.named(document.path) for document in report.documents}
    entries = entries_of((finding for finding in report.open_findings if old.named(_document(finding)) in linted), old.named)
    _save(ctx, console, old, old.baseline.replaced(linted, entries))
    console.note(f"{counted(len(entries), 'place')} in {counted(len(linted), 'document')} remembered", old.shown)
    _end(ctx, report)


@command.command(name="prune")
@_file
@_paths
@asking
@color_option
@_quiet
@click.pass_context
def prune(ctx: click.Context, file: Path, paths: tuple[str, ...], asked: Asked, color: str, quiet: bool) -> None:
    """Takes out of FILE what is gone: places that are no longer found in these documents, and documents that are no longer there."""
    from dataclasses import replace

    from hrlint.commands.shared.baselines import baseline_or_exit
    from hrlint.reporting.summary import counted

    console = Console(color, quiet=quiet)
    old = baseline_or_exit(ctx, console, file)
    report = _linted(ctx, console, asked, paths)
    gone = {*old.stale(report), *(entry for entry in old.baseline.entries if entry.path in _missing(old))}
    _save(ctx, console, old, replace(old.baseline, entries=tuple(entry for entry in old.baseline.entries if entry not in gone)))
    console.note(f"{counted(len(gone), 'stale entry', 'stale entries')} taken out", old.shown)
    _end(ctx, report)


@command.command(name="show")
@_file
@click.option("--output-format", "-f", type=click.Choice(["text", "json"]), default="text", show_default=True)
@color_option
@click.pass_context
def show(ctx: click.Context, file: Path, output_format: str, color: str) -> None:
    """Lists what FILE remembers: documents, checks, sections and words."""
    from hrlint.checking.baseline import SCHEMA
    from hrlint.commands.shared.baselines import baseline_or_exit
    from hrlint.reporting.jsontext import json_lines

    console = Console(color)
    known = baseline_or_exit(ctx, console, file).baseline
    if output_format == "json":
        console.write(json_lines({"schema": SCHEMA, "entries": [entry._asdict() for entry in known.entries]}))
    else:
        console.write(_table(known, console))


def _linted(ctx: click.Context, console: Console, asked: Asked, paths: tuple[str, ...]) -> Report:
    from hrlint.commands.shared import presenting
    from hrlint.commands.shared.inputs import collect
    from hrlint.commands.shared.preparing import prepare, settings_or_exit
    from hrlint.commands.shared.running import run

    settings = settings_or_exit(ctx, console, asked, paths)
    inputs = collect(paths, None, exclude=settings.config.exclude, exclude_from=settings.base)
    prepared = prepare(ctx, console, asked, settings, inputs)
    outcomes = run(console, prepared.linter, prepared.setup, prepared.inputs, None)
    report = presenting.joined(prepared.inputs, outcomes)
    presenting.show_remains(console, prepared.inputs, outcomes, report)
    return report


def _document(finding: object) -> str:
    from hrlint.checking.baseline import document_of
    from hrlint.checking.finding import Finding

    assert isinstance(finding, Finding)
    return document_of(finding)


def _missing(file: BaselineFile) -> set[str]:
    """The documents of a baseline that are no longer there, under any of the names that they may bear."""
    from hrlint.checking.baseline import lasting_path

    folder = file.path.absolute().parent
    missing = set()
    for path in {entry.path for entry in file.baseline.entries}:
        place = (folder / path).parent
        names = {lasting_path(name.name) for name in place.iterdir()} if place.is_dir() else set()
        if Path(path).name not in names:
            missing.add(path)
    return missing


def _save(ctx: click.Context, console: Console, file: BaselineFile, baseline: Baseline) -> None:
    from hrlint.checking.baseline import write_baseline

    try:
        file.path.write_text(write_baseline(baseline), encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        console.error(f"cannot be written: {error.strerror or error}", file.shown)
        ctx.exit(UNUSABLE)


def _end(ctx: click.Context, report: Report) -> None:
    if report.failures:
        ctx.exit(UNUSABLE)


def _table(baseline: Baseline, console: Console) -> str:
    from hrlint.reporting.summary import counted
    from hrlint.reporting.terminal import safe, style

    lines = []
    path = ""
    for entry in sorted(baseline.entries):
        if entry.path != path:
            path = entry.path
            lines += ["", style(safe(path), console.view, bold=True)]
        lines.append(f"  {safe(entry.check)}  {safe(entry.section)}: {safe(entry.quote) or '(the section)'}")
    documents = len({entry.path for entry in baseline.entries})
    lines += ["", f"{counted(len(baseline.entries), 'place')} in {counted(documents, 'document')}"]
    return "".join(f"{line}\n" for line in lines[1:])
