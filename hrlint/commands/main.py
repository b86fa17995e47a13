"""The program: a group whose commands are the modules of this folder that have a `command`, imported when they are used."""

from __future__ import annotations

import importlib
import pkgutil
from importlib.util import find_spec

import click

import hrlint.commands
from hrlint import __version__
from hrlint.commands.shared.suggestions import did_you_mean


class CommandFolder(click.Group):
    """Finds commands by the names of modules; nothing is registered."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = sorted(module.name for module in pkgutil.iter_modules(hrlint.commands.__path__) if not module.ispkg)
        return [name for name in names if self._load(name) is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return self._load(cmd_name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            raise click.UsageError(f"There is no command {name!r}.{did_you_mean(name, self.list_commands(ctx))}", ctx)
        return super().resolve_command(ctx, args)

    def _load(self, name: str) -> click.Command | None:
        if not name.isidentifier() or find_spec(f"hrlint.commands.{name}") is None:
            return None
        command = getattr(importlib.import_module(f"hrlint.commands.{name}"), "command", None)
        return command if isinstance(command, click.Command) else None


@click.group(cls=CommandFolder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hrlint", message="%(prog)s %(version)s")
def cli() -> None:
    """Brings human rights by design into protocol and architecture specifications.

    hrlint finds the words with which a design raises a question, looks for the words that answer it, and reports what is raised and not answered.
    """
