"""What was fetched before, in the user's folder for caches."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from hrlint.reading.files import FileError, regular_bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """An earlier answer: when it was last known to be current (seconds since 1970), and by what the server tells whether it still is."""

    data: bytes
    checked: float
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class _Record:
    url: str
    checked: float
    etag: str
    modified: str
    sha256: str


class Cache:
    """Answers by their addresses: two files for each, the bytes and what is known of them. A folder that cannot be written costs nothing but time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, url: str) -> Entry | None:
        """The answer of an address; None where it is not there, or was damaged."""
        data_path, record_path = self._paths(url)
        try:
            data = regular_bytes(data_path)
            record = _Record(**json.loads(regular_bytes(record_path)))
            if record.url != url or record.sha256 != hashlib.sha256(data).hexdigest():
                return None
            return Entry(data, float(record.checked), str(record.etag), str(record.modified))
        except (FileError, ValueError, TypeError):
            return None

    def put(self, url: str, entry: Entry) -> None:
        """Remembers an answer."""
        data_path, record_path = self._paths(url)
        record = _Record(url, entry.checked, entry.etag, entry.modified, hashlib.sha256(entry.data).hexdigest())
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            _replace(data_path, entry.data)
            _replace(record_path, json.dumps(asdict(record)).encode())

    def _paths(self, url: str) -> tuple[Path, Path]:
        name = hashlib.sha256(url.encode()).hexdigest()[:32]
        return self.folder / f"{name}.data", self.folder / f"{name}.json"


def cache_folder(environment: Mapping[str, str]) -> Path:
    """The folder for what hrlint fetches: below XDG_CACHE_HOME, else where the system keeps caches."""
    named = environment.get("XDG_CACHE_HOME", "")
    if named and os.path.isabs(named):
        return Path(named, "hrlint", "documents")
    if sys.platform == "win32" and environment.get("LOCALAPPDATA"):
        return Path(environment["LOCALAPPDATA"], "hrlint", "Cache", "documents")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "hrlint" / "documents"
    return Path.home() / ".cache" / "hrlint" / "documents"


def _replace(path: Path, data: bytes) -> None:
    """Writes a file at once, so that who reads it at the same moment sees the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
