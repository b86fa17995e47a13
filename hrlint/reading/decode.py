"""Turns the bytes of a file into text, and says where it had to guess.

Whatever is not UTF-8 and declares nothing else is read byte by byte as ISO 8859-1. Windows-1252 would show nicer quotation marks, but every
other tool that falls back takes ISO 8859-1 (and so do those that compare our quotes with the file), and each byte stays one column.
"""

from __future__ import annotations

import codecs
import re

from hrlint.reading.document import Diagnostic
from hrlint.reading.errors import ReadError
from hrlint.reading.source import Source

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"%!PS", "PostScript"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"{\\rtf", "rich text"),
)
_DECLARATION = re.compile(r"""\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([^"'<>]{0,60})["']""")
_STANDARD_NAME = re.compile(
    r"utf-(?:8|16|16le|16be|32)|us-ascii|ascii|iso-8859-\d{1,2}|windows-125\d|koi8-[ru]|shift_jis|euc-(?:jp|kr)|gb2312|gbk|gb18030|big5", re.IGNORECASE
)
_UTF_8 = frozenset(["utf-8", "us-ascii", "ascii"])
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_HIGH_CONTROL = re.compile(r"[\x80-\x9f]")
_SLIPS = 8
"""So many control characters may be slips of an editor in a short text; more of them must be rare."""


def decode(data: bytes, path: str) -> tuple[Source, list[Diagnostic]]:
    """The text of a file, with LF line ends and without byte-order mark. Raises ReadError for what is empty or no text."""
    for magic, kind in _OTHER_KINDS:
        if data.startswith(magic):
            raise ReadError(path, None, f"binary data: this is {kind}")
    text, notes = _characters(data, path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ReadError(path, None, "the file is empty")
    controls = _CONTROL.findall(text)
    if len(controls) * (10 if len(controls) <= _SLIPS else 100) > len(text):
        raise ReadError(path, None, "binary data")
    if controls:
        first = _CONTROL.search(text)
        assert first is not None
        notes.append((text.count("\n", 0, first.start()) + 1, f"{_plural(len(controls))} read as spaces"))
        text = _CONTROL.sub(" ", text)
    return Source(path, text), [Diagnostic(path, line, message) for line, message in notes]


def _characters(data: bytes, path: str) -> tuple[str, list[tuple[int, str]]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, len(mark), encoding, path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start, path)
    if data[1::2].count(0) * 4 > len(data) or data[::2].count(0) * 4 > len(data):
        raise ReadError(path, None, "binary data, or UTF-16 without a byte-order mark")
    return text, _doubts(text)


def _marked(data: bytes, length: int, encoding: str, path: str) -> tuple[str, list[tuple[int, str]]]:
    try:
        return (data[length:] if encoding == "utf-8" else data).decode(encoding), []
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _not_utf8(data, error.start + length, path)
        raise ReadError(path, None, f"binary data: it begins as {encoding.upper()} and does not go on so") from None


def _doubts(text: str) -> list[tuple[int, str]]:
    """What is odd about the encoding that an XML document of UTF-8 declares."""
    name = _declared(text)
    if not name:
        return []
    if not _STANDARD_NAME.fullmatch(name):
        return [(1, f'the XML declaration names an unknown encoding, "{name}"; read as UTF-8')]
    if text.isascii() or name.lower() == "utf-8":
        return []
    odd = next(at for at, character in enumerate(text) if ord(character) > 127)
    return [(_line(text, odd), f"the XML declaration says {name}, but this line holds UTF-8; read as UTF-8")]


def _not_utf8(data: bytes, odd: int, path: str) -> tuple[str, list[tuple[int, str]]]:
    text = data.decode("latin-1")
    name = _declared(text)
    if name and _STANDARD_NAME.fullmatch(name) and name.lower() not in _UTF_8 and not name.lower().startswith("utf"):
        try:
            return data.decode(name), []
        except (UnicodeDecodeError, LookupError):
            pass
    if len(_HIGH_CONTROL.findall(text)) * 10 > len(text):
        raise ReadError(path, None, "binary data, or text in an encoding that it does not tell; save it as UTF-8")
    return text, [(_line(text, odd), "this is not UTF-8; read as ISO 8859-1, save it as UTF-8")]


def _declared(text: str) -> str:
    declaration = _DECLARATION.match(text, 0, 1000)
    return declaration.group(1).strip() if declaration else ""


def _line(text: str, offset: int) -> int:
    before = text[:offset]
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1


def _plural(count: int) -> str:
    return "1 control character is" if count == 1 else f"{count} control characters are"
