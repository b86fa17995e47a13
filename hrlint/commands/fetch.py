"""`hrlint fetch`: fetches Internet-Drafts and RFCs into a folder."""

from __future__ import annotations

from pathlib import Path

import click

from hrlint.commands.shared.console import Console
from hrlint.commands.shared.options import color_option

_OK, _UNABLE = 0, 2


@click.command(name="fetch", short_help="Fetch Internet-Drafts and RFCs.")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option("--to", "folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="The folder; the current one by default.")
@click.option("--force", is_flag=True, help="Overwrite files that differ.")
@color_option
@click.option("--quiet", "-q", is_flag=True, help="Errors only.")
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], folder: Path, force: bool, color: str, quiet: bool) -> None:
    """Fetches documents by their names: draft-ietf-foo-bar (the newest revision), draft-ietf-foo-bar-03, rfc9000.

    XML if it is published, else plain text. Prints the paths of the files. Exit status: 0 all are there, 2 something could not be done.
    """
    from hrlint.commands.shared.fetched import make_fetcher, tell_fetched
    from hrlint.fetching.errors import FetchError
    from hrlint.fetching.names import parse_name

    console = Console(color, quiet=quiet)
    status = _OK
    try:
        fetcher = make_fetcher()
    except FetchError as error:
        console.error(str(error))
        ctx.exit(_UNABLE)
    for text in names:
        name = parse_name(text)
        try:
            if name is None:
                raise FetchError("this names neither an Internet-Draft (draft-ietf-foo-bar, draft-ietf-foo-bar-03) nor an RFC (rfc9000)")
            fetched = fetcher.fetch(name)
            tell_fetched(console, fetched)
            path = folder / fetched.filename
            _write(path, fetched.data, force=force)
            console.write(f"{path}\n")
        except FetchError as error:
            console.error(str(error), text)
            status = _UNABLE
    ctx.exit(status)


def _write(path: Path, data: bytes, *, force: bool) -> None:
    """Raises FetchError where the file cannot be written, or would be overwritten."""
    from hrlint.fetching.errors import FetchError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not force:
            if path.read_bytes() != data:
                raise FetchError(f"{path} is there already, and differs; --force overwrites it")
            return
        path.write_bytes(data)
    except OSError as error:
        raise FetchError(f"{path} cannot be written: {error.strerror or error}") from error
