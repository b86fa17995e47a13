"""`hrlint outline`: what hrlint read of a document."""

from __future__ import annotations

import sys
from dataclasses import replace

import click

from hrlint.commands.shared.console import Console
from hrlint.commands.shared.options import color_option, stdin_filename_option

_UNABLE = 2


@click.command(name="outline", short_help="Print what hrlint reads of a document.")
@click.argument("path", metavar="DOC")
@click.option("--output-format", "-f", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--sentences", is_flag=True, help="Every sentence with its place, too.")
@stdin_filename_option
@color_option
@click.option("--quiet", "-q", is_flag=True, help="No diagnostics.")
@click.pass_context
def command(ctx: click.Context, path: str, output_format: str, sentences: bool, stdin_filename: str | None, color: str, quiet: bool) -> None:
    """Prints the format, genre and maturity of a document, and its sections with roles, states, lines and counts."""
    from hrlint.commands.shared.inputs import collect
    from hrlint.commands.shared.linting import read_task
    from hrlint.reading.errors import ReadError
    from hrlint.reporting.outline import outline_json, outline_text

    console = Console(color, quiet=quiet)
    inputs = collect([path], stdin_filename)
    for failure in inputs.failures:
        console.error(failure.reason, failure.path, failure.line)
    if inputs.failures:
        ctx.exit(_UNABLE)
    if len(inputs.tasks) != 1 or not inputs.tasks[0].named:
        raise click.UsageError(f"{path!r} is not one document: give the path of a file.")
    try:
        document = read_task(inputs.tasks[0])
    except ReadError as error:
        console.error(error.reason, error.path, error.line)
        ctx.exit(_UNABLE)
    for diagnostic in document.diagnostics:
        console.note(diagnostic.message, diagnostic.path, diagnostic.line)
    if output_format == "json":
        console.write(outline_json(document, sentences=sentences))
    else:
        view = console.view if console.on_terminal else replace(console.view, width=sys.maxsize)  # a file has room for whole titles
        console.write(outline_text(document, view, sentences=sentences))
