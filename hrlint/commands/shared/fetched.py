"""Documents that are named, not given as files: fetched if `--fetch` asks for it, else the user is told how to ask."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hrlint.checking.finding import Failure
from hrlint.commands.shared.console import Console
from hrlint.commands.shared.inputs import Inputs, Task, collect
from hrlint.fetching.errors import FetchError
from hrlint.fetching.names import DocumentName, parse_name

if TYPE_CHECKING:
    from hrlint.fetching.fetcher import Fetched, Fetcher


def name_of(path: str) -> DocumentName | None:
    """The document that a path names, unless there is a file or a folder of that name."""
    return None if os.path.lexists(path) else parse_name(path)


def make_fetcher() -> Fetcher:
    """The fetcher of this user. Raises FetchError where the environment names a server that may not be asked."""
    from hrlint.fetching.cache import Cache, cache_folder
    from hrlint.fetching.fetcher import Fetcher
    from hrlint.fetching.sites import sites_of

    return Fetcher(sites_of(os.environ), Cache(cache_folder(os.environ)))


def collect_named(console: Console, paths: Sequence[str], stdin_filename: str | None, *, fetch: bool, **options: Any) -> Inputs:
    """The inputs of a command as `collect` gives them, and the documents that are named instead of given; what cannot be fetched is a failure."""
    names = {path: name for path in paths if (name := name_of(path)) is not None}
    if not names or not fetch:
        inputs = collect(paths, stdin_filename, **options)
        return replace(inputs, failures=tuple(_told(failure, names) for failure in inputs.failures))
    others = [path for path in paths if path not in names]
    inputs = collect(others, stdin_filename, **options) if others else Inputs(())
    tasks, failures = _fetch_all(console, names)
    return replace(inputs, tasks=(*tasks, *inputs.tasks), failures=(*failures, *inputs.failures))


def tell_fetched(console: Console, fetched: Fetched) -> None:
    """A note where a document comes from, if a server was asked or could not be."""
    if fetched.stale:
        console.note("the server cannot be reached; this is what was fetched before", fetched.filename)
    elif fetched.requested:
        console.note(f"fetched from {fetched.url}", fetched.filename)


def _fetch_all(console: Console, names: dict[str, DocumentName]) -> tuple[list[Task], list[Failure]]:
    tasks: list[Task] = []
    failures: list[Failure] = []
    try:
        fetcher = make_fetcher()
    except FetchError as error:
        return [], [Failure(path, str(error)) for path in names]
    for path, name in names.items():
        try:
            fetched = fetcher.fetch(name)
        except FetchError as error:
            failures.append(Failure(path, f"cannot be fetched: {error}"))
            continue
        tell_fetched(console, fetched)
        if all(task.shown != fetched.filename for task in tasks):
            tasks.append(Task(Path(fetched.filename), fetched.filename, None, True, fetched.data))
    return tasks, failures


def _told(failure: Failure, names: dict[str, DocumentName]) -> Failure:
    """The failure, with what fetches the document if a published one may be meant."""
    return replace(failure, reason=f"{failure.reason}; to fetch a published document of this name, say --fetch") if failure.path in names else failure
