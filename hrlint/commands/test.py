"""`hrlint test`: runs the examples that checks carry, each check alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hrlint.commands.shared.console import Console
from hrlint.commands.shared.options import color_option

if TYPE_CHECKING:
    from hrlint.checking.examples import ExampleOutcome


@click.command(name="test", short_help="Run the examples of checks.")
@click.argument("folder", metavar="[DIR]", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@color_option
@click.option("--quiet", "-q", is_flag=True, help="Failures only.")
@click.option("--verbose", "-v", is_flag=True, help="Name the examples that pass, too.")
@click.pass_context
def command(ctx: click.Context, folder: Path | None, color: str, quiet: bool, verbose: bool) -> None:
    """Runs the examples of the checks in a folder, each check alone; those that come with hrlint by default.

    Exit status: 0 all passed, 1 some failed, 2 the checks have mistakes.
    """
    from hrlint.checking.catalogue import builtin_folder
    from hrlint.checking.examples import ExampleRunner
    from hrlint.commands.shared.catalogues import catalogue_or_exit
    from hrlint.reporting.terminal import style

    console = Console(color, quiet=quiet, verbose=verbose)
    builtin = builtin_folder().resolve()
    own = builtin if folder is None else folder.resolve()
    catalogue = catalogue_or_exit(ctx, console, [] if folder is None or own == builtin else [folder])
    runner = ExampleRunner(catalogue)
    outcomes = [outcome for check in catalogue.checks if check.path.resolve().is_relative_to(own) for outcome in runner.run(check)]
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in outcomes if verbose else failed:
        console.write(_line(outcome, console))
    if not outcomes:
        raise click.UsageError(f"There are no checks with examples in {str(folder)!r}.")
    if not quiet:
        console.write(style(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed", console.view, fg="red" if failed else "green") + "\n")
    ctx.exit(1 if failed else 0)


def _line(outcome: ExampleOutcome, console: Console) -> str:
    from hrlint.commands.discovery import shown_path
    from hrlint.reporting.terminal import safe, style

    verdict = style("ok", console.view, fg="green") if outcome.passed else style("failed", console.view, fg="red", bold=True)
    kind = "bad example" if outcome.example.bad else "good example"
    reason = f": {safe(outcome.message)}" if outcome.message else ""
    return f"{safe(shown_path(outcome.check.path))}:{outcome.example.line}: {verdict}: {kind} of {safe(outcome.check.id)}{reason}\n"
