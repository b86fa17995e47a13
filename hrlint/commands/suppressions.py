"""`hrlint suppressions`: what is accepted, where and why."""

from __future__ import annotations

import click

from hrlint.commands.shared.asking import Asked, asking
from hrlint.commands.shared.console import Console
from hrlint.commands.shared.options import color_option


@click.command(name="suppressions", short_help="List what is accepted, and why.")
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@asking
@click.option("--output-format", "-f", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@color_option
@click.option("--quiet", "-q", is_flag=True, help="No notes.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], asked: Asked, output_format: str, color: str, quiet: bool) -> None:
    """Lists the acceptances in documents and in the configuration: what they accept, their reasons, and what is wrong with them.

    Exit status: 0, or 2 where something could not be done. `hrlint check` reports acceptances that are wrong as findings.
    """
    from hrlint.commands.shared import presenting
    from hrlint.commands.shared.inputs import collect
    from hrlint.commands.shared.preparing import prepare, settings_or_exit
    from hrlint.commands.shared.running import run
    from hrlint.reporting.acceptances import acceptances_json, acceptances_markdown, acceptances_text

    console = Console(color, quiet=quiet)
    settings = settings_or_exit(ctx, console, asked, paths)
    inputs = collect(paths, None, exclude=settings.config.exclude, exclude_from=settings.base)
    prepared = prepare(ctx, console, asked, settings, inputs)
    outcomes = run(console, prepared.linter, prepared.setup, prepared.inputs, None)
    report = prepared.completed(presenting.joined(prepared.inputs, outcomes))
    if output_format == "json":
        console.write(acceptances_json(report.acceptances))
    elif output_format == "markdown":
        console.write(acceptances_markdown(report.acceptances))
    else:
        console.write(acceptances_text(report.acceptances, console.view))
    presenting.show_remains(console, prepared.inputs, outcomes, report)
    ctx.exit(presenting.UNABLE if report.failures else presenting.OK)
