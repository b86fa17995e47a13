"""Reads the bytes of regular files, within a limit."""

from __future__ import annotations

import os
import stat
from pathlib import Path

DEFAULT_LIMIT = 32 * 1024 * 1024
"""Bytes: the largest file that is read unless the caller says otherwise, some twenty times the longest RFC."""


class FileError(Exception):
    """The bytes of a file cannot be had; `str()` is the reason."""


def regular_bytes(path: str | Path, limit: int = DEFAULT_LIMIT) -> bytes:
    """The bytes of a regular file. Raises FileError where there is none, where it is something else, or holds more than `limit` bytes."""
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise FileError("this is a folder, not a file")
        if not stat.S_ISREG(mode):  # before it is opened: opening a pipe waits, opening a device may act
            raise FileError("this is not a regular file")
        with open(path, "rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise FileError("no such file") from None
    except ValueError:  # a NUL in the name
        raise FileError("not a valid file name") from None
    except OSError as error:
        raise FileError(f"cannot be read: {error.strerror or error}") from error
    if len(data) > limit:
        raise FileError(f"larger than the limit of {limit:,} bytes")
    return data
