"""The options by which the command line says what a configuration could say, too."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from hrlint.commands.shared.options import checks_option


@dataclass(frozen=True)
class Asked:
    """What the command line says: `values` by the keys of a configuration, only those that were given."""

    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    config_file: Path | None = None
    isolated: bool = False


_NAMES = "Repeatable, or separated by commas."
_FILES = (
    checks_option,
    click.option(
        "--config", "config_file", metavar="FILE", type=click.Path(path_type=Path), default=None, help="The configuration file, instead of the nearest."
    ),
    click.option("--isolated", is_flag=True, help="No configuration, no HRLINT_ variables, no installed checks: the documents and this command line count."),
)
_QUESTIONS = (
    click.option(
        "--persona", type=click.Choice(["author", "reviewer"]), default=None, show_default="author", help="Whose checks: the most precise ones, or all."
    ),
    click.option("--select", metavar="AREA|CHECK", multiple=True, help=f"Only these areas or checks. {_NAMES}"),
    click.option("--extend-select", metavar="AREA|CHECK", multiple=True, help=f"These areas or checks besides the others. {_NAMES}"),
    click.option("--ignore", metavar="AREA|CHECK", multiple=True, help=f"Not these areas or checks. {_NAMES}"),
    click.option("--profile", metavar="NAME", default=None, help="The community whose customs count: eip, ietf, w3c ... Found out by default."),
)


def asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options to a command and hands them over as one value, `asked`."""
    return _added(command, (*_QUESTIONS, *_FILES))


def asking_for_checks(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options that tell which checks there are, and hands them over as one value, `asked`."""
    return _added(command, _FILES)


def _added(command: Callable[..., Any], options: Sequence[Callable[..., Any]]) -> Callable[..., Any]:
    @functools.wraps(command)
    def collected(*args: Any, config_file: Path | None, isolated: bool, folders: tuple[Path, ...], **rest: Any) -> Any:
        values: dict[str, Any] = {}
        for key in ("select", "extend_select", "ignore"):
            names = tuple(name.strip() for value in rest.pop(key, ()) for name in value.split(",") if name.strip())
            if names:
                values[key.replace("_", "-")] = names
        for key in ("persona", "profile"):
            value = rest.pop(key, None)
            if value is not None:
                values[key] = value
        if folders:
            values["checks"] = tuple(map(str, folders))
        return command(*args, asked=Asked(values, config_file, isolated), **rest)

    for option in reversed(options):
        collected = option(collected)
    return collected
