"""The entry of the program: exit statuses, and what happens when it is interrupted or breaks."""

from __future__ import annotations

import gc
import sys

import click

from hrlint.commands.main import cli

INTERRUPTED = 130
FAILED = 2
_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def main() -> int:
    """Runs the command line. 0: nothing to report; 1: findings; 2: something could not be done; 130: interrupted."""
    # Checks and documents hold no cycles and live long: to look through them for garbage all the time takes a fifth of a run.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 50, 50)
    try:
        return int(cli.main(prog_name="hrlint", standalone_mode=False) or 0)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        _show(error)
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:
        import traceback

        from hrlint.commands.shared.console import for_the_log

        click.echo(for_the_log(traceback.format_exc()), err=True, nl=False)
        click.echo(f"hrlint: internal error: {type(error).__name__}; this is a mistake in hrlint, not in a document", err=True)
        return FAILED


def _show(error: click.ClickException) -> None:
    """Says what was wrong with the command line; names in it may come from files, so nothing of it may act on the terminal."""
    from hrlint.commands.shared.console import for_the_log
    from hrlint.reporting.terminal import safe

    context = getattr(error, "ctx", None)
    help_hint = f" (`{context.command_path} --help` tells more)" if context is not None else ""
    click.echo(for_the_log(f"error: {safe(error.format_message())}{help_hint}"), err=True)


if __name__ == "__main__":
    sys.exit(main())
