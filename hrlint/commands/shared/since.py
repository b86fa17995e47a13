"""Documents as git has them: `REV:PATH` names a file in a commit, a branch or a tag."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath

from hrlint.commands.shared.inputs import Task
from hrlint.reading.reader import DEFAULT_LIMIT

_SECONDS = 60


class RevisionError(Exception):
    """A revision that cannot be read; `str()` is the reason."""


def is_revision(name: str) -> bool:
    """True for `REV:PATH`, unless a file has that very name. A letter alone before the colon is a drive."""
    revision, colon, path = name.partition(":")
    return bool(colon and path and len(revision) > 1) and not Path(name).exists()


def revision_task(name: str) -> Task:
    """The task for `REV:PATH`; the path starts at the top of the repository, or at the working directory. Raises RevisionError.

    Files that it includes are not read: they stand in the working tree, not in that revision.
    """
    revision, _, path = name.partition(":")
    if revision.startswith("-"):
        raise RevisionError(f"{revision!r} is no revision")
    data = _blob(f"{revision}:{path}")
    if data is None and not path.startswith(("./", "../", "/")):
        data = _blob(f"{revision}:./{path}")
    if data is None:
        raise RevisionError("git has no such file in that revision, or this is no repository")
    return Task(Path(PurePosixPath(path).name), name, None, True, data)


def _blob(name: str) -> bytes | None:
    """The bytes of a blob; None where git does not know it. Raises RevisionError where git cannot be run or the blob is too large."""
    size = _git("cat-file", "-s", name)
    if size is None:
        return None
    if size.strip().isdigit() and int(size) > DEFAULT_LIMIT:
        raise RevisionError(f"larger than the limit of {DEFAULT_LIMIT:,} bytes")
    return _git("cat-file", "blob", name)


def _git(*arguments: str) -> bytes | None:
    try:
        result = subprocess.run(["git", *arguments], capture_output=True, timeout=_SECONDS, check=False)
    except FileNotFoundError as error:
        raise RevisionError("git is not installed") from error
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        raise RevisionError(f"git cannot be run: {error}") from error
    return result.stdout if result.returncode == 0 else None
