"""`hrlint explain`: what a check asks, why, and what to do."""

from __future__ import annotations

from pathlib import Path

import click

from hrlint.commands.shared.console import Console
from hrlint.commands.shared.options import checks_option, color_option


@click.command(name="explain", short_help="Explain checks: question, sources, advice, examples.")
@click.argument("names", metavar="CHECK...", nargs=-1, required=True)
@click.option("--output-format", "-f", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
@checks_option
@color_option
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], output_format: str, folders: tuple[Path, ...], color: str) -> None:
    """Explains checks by their ids: the question, what it rests on, why it matters, what to do, and examples."""
    from hrlint.commands.shared.catalogues import catalogue_or_exit, check_named
    from hrlint.reporting.explain import explain_markdown, explain_text

    console = Console(color)
    catalogue = catalogue_or_exit(ctx, console, folders)
    checks = [check_named(catalogue, name) for name in names]
    pages = [explain_markdown(check) if output_format == "markdown" else explain_text(check, console.view) for check in checks]
    console.write("\n".join(pages))
