"""The entry point of reading: files, bytes or text become documents, whatever their format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hrlint.reading.decode import decode
from hrlint.reading.detect import detect
from hrlint.reading.document import Diagnostic, Document, Format
from hrlint.reading.errors import NotADocument, ReadError
from hrlint.reading.files import DEFAULT_LIMIT, FileError, regular_bytes
from hrlint.reading.includes import Includes
from hrlint.reading.source import Source

__all__ = ["DEFAULT_LIMIT", "read_bytes", "read_file", "read_text"]


def read_file(path: Path, shown: str, *, root: Path | None, limit: int = DEFAULT_LIMIT) -> Document:
    """Reads a file; `shown` is its path in output, `root` the folder that its includes do not leave (None: it includes nothing).

    Raises ReadError where the file is missing, unreadable, larger than `limit` bytes, empty, binary, or no document that hrlint reads.
    """
    try:
        data = regular_bytes(path, limit)
    except FileError as error:
        raise ReadError(shown, None, str(error)) from error
    return _read_bytes(data, shown, path.name, root, limit, path)


def read_bytes(data: bytes, shown: str, *, name: str | None = None, root: Path | None = None, limit: int = DEFAULT_LIMIT) -> Document:
    """Reads what came from elsewhere than a file: standard input, a blob of git. `name` helps to tell the format. Raises ReadError as `read_file` does."""
    if len(data) > limit:
        raise ReadError(shown, None, f"larger than the limit of {limit:,} bytes")
    return _read_bytes(data, shown, name or shown, root, limit, None)


def read_text(text: str, shown: str = "example.md", *, format: Format | None = None) -> Document:
    """Reads a text that is part of something else, such as an example in the description of a check; it includes nothing. Raises ReadError."""
    source = Source(shown, text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff"))
    return _read(source, format or _format(source, shown), Includes(None), [])


def _read_bytes(data: bytes, shown: str, name: str, root: Path | None, limit: int, path: Path | None) -> Document:
    source, diagnostics = decode(data, shown)
    includes = Includes(root, limit=limit)
    if path is not None:
        includes.place(source, path)
    return _read(source, _format(source, name), includes, diagnostics)


def _format(source: Source, name: str) -> Format:
    format = detect(source.text, name)
    if format is None:
        raise NotADocument(source.path, None, "not a document that hrlint reads")
    return format


def _read(source: Source, format: Format, includes: Includes, decoded: list[Diagnostic]) -> Document:
    document = _dispatch(source, format, includes)
    diagnostics = (*decoded, *includes.diagnostics, *document.diagnostics)
    return replace(document, diagnostics=diagnostics) if len(diagnostics) > len(document.diagnostics) else document


def _dispatch(source: Source, format: Format, includes: Includes) -> Document:
    """Each reader is imported where it is needed: their parsers take longer to load than most documents to read."""
    if format in (Format.RFCXML_V2, Format.RFCXML_V3):
        from hrlint.reading.rfcxml import read_rfcxml

        return read_rfcxml(source, includes)
    if format is Format.XEP:
        from hrlint.reading.xep import read_xep

        return read_xep(source, includes)
    if format is Format.TEXT:
        from hrlint.reading.plaintext import read_plaintext

        return read_plaintext(source, includes)
    if format is Format.MEDIAWIKI:
        from hrlint.reading.mediawiki import read_mediawiki

        return read_mediawiki(source, includes)
    from hrlint.reading.markdown import read_markdown

    return read_markdown(source, format, includes)
