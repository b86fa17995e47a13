"""`hrlint checks`: lists the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hrlint.commands.shared.asking import Asked, asking_for_checks
from hrlint.commands.shared.console import Console
from hrlint.commands.shared.options import color_option

if TYPE_CHECKING:
    from hrlint.checking.check import Check
    from hrlint.reporting.view import View


@click.command(name="checks", short_help="List all checks.")
@click.option("--output-format", "-f", type=click.Choice(["text", "json"]), default="text", show_default=True)
@asking_for_checks
@color_option
@click.pass_context
def command(ctx: click.Context, output_format: str, asked: Asked, color: str) -> None:
    """Lists all checks: id, severity, the persona that sees it by default, and title."""
    from hrlint.commands.shared.preparing import checks_or_exit, settings_or_exit
    from hrlint.reporting.jsontext import json_list

    console = Console(color)
    checks = checks_or_exit(ctx, console, asked, settings_or_exit(ctx, console, asked))[0].checks
    if output_format == "json":
        console.write(json_list([_entry(check) for check in checks]))
    else:
        console.write(_table(checks, console.view))


def _entry(check: Check) -> dict[str, object]:
    return {
        "id": check.id,
        "title": check.title,
        "severity": check.severity.value,
        "persona": check.persona.value,
        "precision": check.precision,
        "rights": list(check.rights),
        "url": check.url,
    }


def _table(checks: tuple[Check, ...], view: View) -> str:
    from hrlint.reporting.summary import COLORS, counted
    from hrlint.reporting.terminal import link, safe, style

    width = max((len(check.id) for check in checks), default=0)
    lines = []
    for check in checks:
        severity = style(f"{check.severity.value:7}", view, fg=COLORS[check.severity])
        name = link(safe(check.id), check.url, view) + " " * (width - len(check.id))
        lines.append(f"{name}  {severity}  {check.persona.value:8}  {safe(check.title)}\n")
    authors = sum(check.persona.value == "author" for check in checks)
    closing = f"{counted(len(checks), 'check')}, {authors} for authors; `hrlint explain CHECK` tells more of one.\n"
    return "".join([*lines, "\n", closing])
