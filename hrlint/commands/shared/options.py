"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

color_option = click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="When to use colours.")
checks_option = click.option(
    "--checks",
    "folders",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="A folder with further checks. Repeatable.",
)
stdin_filename_option = click.option("--stdin-filename", metavar="NAME", default=None, help="The name of what is read from standard input (PATH -).")
fetch_option = click.option("--fetch", is_flag=True, help="Fetch documents that are named (draft-ietf-foo-bar, draft-ietf-foo-bar-03, rfc9000).")
