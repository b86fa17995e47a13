"""Opens the files that a document includes: local ones inside its root, and nothing else.

Documents come from strangers (a pull request, a mail), and what they include is quoted in reports that others see. So an include never
leaves the root, by `..` or by a symbolic link, never touches the network, and never reaches into hidden files such as `.git/config` or `.env`.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from hrlint.reading.decode import decode
from hrlint.reading.document import Diagnostic
from hrlint.reading.errors import ReadError
from hrlint.reading.files import DEFAULT_LIMIT, FileError, regular_bytes
from hrlint.reading.source import Source

MOST = 500
"""Includes of one document, nested and failing ones counted."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:|//|\\\\")
_VISIBLE_NAMES = frozenset(["", ".", ".."])


class IncludeRefused(Exception):  # noqa: N818 - it reads as what happened
    """A file is not included; `str()` is the reason."""


class Includes:
    """Opens the includes of one document; counts them, so that files that include each other over and over come to an end."""

    def __init__(self, root: Path | None, *, limit: int = DEFAULT_LIMIT) -> None:
        """`root` is the folder that no include leaves (None: nothing may be included); `limit` bounds the bytes of all includes together."""
        self._root = Path(os.path.realpath(root)) if root is not None else None
        self._left = limit
        self._limit = limit
        self._count = 0
        self._places: dict[Source, str] = {}
        self._including: dict[Source, Source] = {}
        self._folder: str | None = None
        self.diagnostics: list[Diagnostic] = []
        """What decoding the included files had to guess."""

    def place(self, source: Source, path: Path) -> None:
        """Tells where the file of a source lies, for one whose path is shown otherwise than from the working directory."""
        self._places[source] = os.path.abspath(path)

    def open(self, name: str, including: Source) -> Source:
        """The file that `including` calls `name`: relative to its folder, else to that of the document, else to the root. Raises IncludeRefused."""
        if self._root is None:
            raise IncludeRefused("nothing may be included here")
        self._count += 1
        if self._count > MOST:
            raise IncludeRefused(f"more than {MOST} includes")
        name = name.strip()
        if not name:
            raise IncludeRefused("no file is named")
        if _ADDRESS.match(name):
            raise IncludeRefused("only local files are included, nothing is fetched")
        path = self._find(name, including, self._root)
        if path in self._chain(including):
            raise IncludeRefused("the file includes itself")
        return self._read(path, including)

    def _find(self, name: str, including: Source, root: Path) -> str:
        """The first candidate that is there; the reason of the refusal is that of the first candidate of all."""
        refused: IncludeRefused | None = None
        for folder in dict.fromkeys(self._folders(including, root)):
            try:
                return _inside(os.path.normpath(os.path.join(folder, name)), root)
            except IncludeRefused as reason:
                refused = refused or reason
        assert refused is not None
        raise refused

    def _folders(self, including: Source, root: Path) -> Iterator[str]:
        folder = os.path.dirname(self._place(including, root))
        self._folder = self._folder or folder
        yield folder
        yield self._folder
        yield str(root)

    def _place(self, source: Source, root: Path) -> str:
        if source not in self._places:
            path = os.path.abspath(source.path)
            inside = _is_inside(os.path.realpath(path), root)
            self._places[source] = path if inside else os.path.normpath(os.path.join(root, os.path.basename(source.path)))
        return self._places[source]

    def _chain(self, source: Source) -> Iterator[str]:
        """Real paths of a source and of all that include it."""
        around: Source | None = source
        while around is not None:
            yield os.path.realpath(self._places[around])
            around = self._including.get(around)

    def _read(self, path: str, including: Source) -> Source:
        try:
            data = regular_bytes(path, self._left)
        except FileError as reason:
            spent = self._left < self._limit and "limit" in str(reason)
            raise IncludeRefused(f"the includes hold more than {self._limit:,} bytes" if spent else str(reason)) from None
        self._left -= len(data)
        relative = os.path.relpath(path, os.path.realpath(os.path.dirname(self._places[including]))).replace(os.sep, "/")
        shown = posixpath.normpath(posixpath.join(posixpath.dirname(including.path), relative))
        source = self._decode(data, shown)
        self._places[source] = path
        self._including[source] = including
        return source

    def _decode(self, data: bytes, shown: str) -> Source:
        if not data.strip():
            return Source(shown, "")
        try:
            source, diagnostics = decode(data, shown)
        except ReadError as error:
            raise IncludeRefused(error.reason) from None
        self.diagnostics.extend(diagnostics)
        return source


def _inside(path: str, root: Path) -> str:
    """The real path of a file inside the root. Raises IncludeRefused."""
    try:
        real = os.path.realpath(path)
        if not _is_inside(real, root):
            raise IncludeRefused("it lies outside the folder of the project")
        if not os.path.lexists(real):
            raise IncludeRefused("no such file")
    except ValueError:  # a NUL in the name
        raise IncludeRefused("not a valid file name") from None
    hidden = [part for part in os.path.relpath(real, root).split(os.sep) if part.startswith(".") and part not in _VISIBLE_NAMES]
    if hidden:
        raise IncludeRefused(f"{hidden[0]} is hidden")
    return real


def _is_inside(real: str, root: Path) -> bool:
    return real == str(root) or real.startswith(os.path.join(root, ""))
