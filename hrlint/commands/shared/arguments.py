"""What `hrlint check` was asked for: formats and files of output."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hrlint.commands.shared.suggestions import did_you_mean

if TYPE_CHECKING:
    from hrlint.reporting.formats import Renderer


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A format to be written to a file."""

    render: Renderer
    path: Path


def renderer(name: str, option: str) -> Renderer:
    """The renderer of a format. Raises BadParameter where there is none."""
    from hrlint.reporting.formats import find_format, format_names

    render = find_format(name)
    if render is None:
        names = format_names()
        raise click.BadParameter(f"there is no format {name!r}.{did_you_mean(name, names) or ' There are ' + ', '.join(names) + '.'}", param_hint=option)
    return render


def output_file(value: str) -> OutputFile:
    """`FORMAT=FILE`. Raises BadParameter for anything else."""
    name, equals, path = value.partition("=")
    if not equals or not path:
        raise click.BadParameter(f"{value!r} is not FORMAT=FILE, as in json=findings.json", param_hint="--output")
    return OutputFile(renderer(name, "--output"), Path(path))


def known_name(name: str, known: tuple[str, ...], option: str) -> str:
    """The name itself. Raises BadParameter where it is not known."""
    if name not in known:
        raise click.BadParameter(f"there is no {name!r}.{did_you_mean(name, known) or ' There are ' + ', '.join(known) + '.'}", param_hint=option)
    return name
