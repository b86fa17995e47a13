"""`hrlint config`: what is in force, and where each value comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

import click

from hrlint.commands.shared.asking import Asked, asking
from hrlint.commands.shared.console import Console
from hrlint.commands.shared.options import color_option

if TYPE_CHECKING:
    from hrlint.config.layers import Config
    from hrlint.reporting.view import View

_ABOUT_FILES = ("extend", "required-version")


@click.command(name="config", short_help="Show what is configured, and where.")
@click.argument("paths", metavar="[PATH]", nargs=-1)
@asking
@click.option("--output-format", "-f", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--schema", type=click.Choice(["config", "report"]), default=None, help="Print the JSON Schema of configuration files, or of reports, and stop.")
@color_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], asked: Asked, output_format: str, schema: str | None, color: str) -> None:
    """Shows every setting that is in force for a file or folder, by default for the working directory, and where it comes from."""
    from hrlint.commands.discovery import shown_path
    from hrlint.commands.shared.preparing import checks_or_exit, settings_or_exit
    from hrlint.config.keys import config_schema, schema_text
    from hrlint.reporting.jsontext import json_lines

    console = Console(color)
    if schema is not None:
        from hrlint.reporting.jsonschema import report_schema

        console.write(schema_text(config_schema() if schema == "config" else report_schema()))
        return
    if len(paths) > 1:
        raise click.UsageError("Give one file or folder: each may have settings of its own.")
    settings = settings_or_exit(ctx, console, asked, paths)
    checks_or_exit(ctx, console, asked, settings)
    from pathlib import Path

    config = settings.config_for(Path(paths[0])) if paths else settings.config
    file = shown_path(settings.file) if settings.file else None
    if output_format == "json":
        values = {key: {"value": value, "origin": list(config.origins.get(key, ("default",)))} for key, value in _values(config).items()}
        console.write(json_lines({"file": file, "settings": values}))
    else:
        console.write(_table(config, file, console.view))


def _values(config: Config) -> dict[str, Any]:
    from hrlint.config.keys import KEYS

    return {key: _plain(getattr(config, key.replace("-", "_"))) for key in KEYS.keys if key not in _ABOUT_FILES}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, Sequence) and not isinstance(value, str) else value


def _table(config: Config, file: str | None, view: View) -> str:
    from hrlint.reporting.jsontext import json_value
    from hrlint.reporting.terminal import safe, style

    values = _values(config)
    width = max(map(len, values))
    lines = [f"configuration file: {safe(file) if file else 'none'}", ""]
    for key, value in values.items():
        origin = ", ".join(config.origins.get(key, ("default",)))
        shown = [json_value(item) for item in value] if isinstance(value, list) and any(isinstance(item, dict) for item in value) else []
        first = f"{len(shown)} {'entry' if len(shown) == 1 else 'entries'}" if shown else _shown(value)
        lines.append(f"{style(f'{key:{width}}', view, bold=True)}  {safe(first)}  {style(f'({safe(origin)})', view, dim=True)}")
        lines += [f"{' ' * width}    {safe(item)}" for item in shown]
    return "".join(f"{line}\n" for line in lines)


def _shown(value: Any) -> str:
    if value in ("", [], {}):
        return "-"
    if isinstance(value, dict):
        return ", ".join(f"{key} = {item}" for key, item in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value)
