"""`hrlint explain`: what a check asks, why, and what to do."""

from __future__ import annotations

import click

from hrlint.commands.shared.asking import Asked, asking_for_checks
from hrlint.commands.shared.console import Console
from hrlint.commands.shared.options import color_option


@click.command(name="explain", short_help="Explain checks: question, sources, advice, examples.")
@click.argument("names", metavar="CHECK...", nargs=-1, required=True)
@click.option("--output-format", "-f", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
@asking_for_checks
@color_option
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], output_format: str, asked: Asked, color: str) -> None:
    """Explains checks by their ids: the question, what it rests on, why it matters, what to do, and examples."""
    from hrlint.commands.shared.catalogues import check_named
    from hrlint.commands.shared.preparing import checks_or_exit, settings_or_exit
    from hrlint.reporting.explain import explain_text
    from hrlint.reporting.pages.checkpage import check_page

    console = Console(color)
    catalogue = checks_or_exit(ctx, console, asked, settings_or_exit(ctx, console, asked))[0]
    checks = [check_named(catalogue, name) for name in names]
    pages = [check_page(check) if output_format == "markdown" else explain_text(check, console.view) for check in checks]
    console.write("\n".join(pages))
