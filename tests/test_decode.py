import codecs
import random

import pytest

from hrlint.reading.decode import decode
from hrlint.reading.errors import ReadError

XML = '<?xml version="1.0" encoding="{}"?>\n<rfc>\n<t>caf\u00e9</t>\n</rfc>\n'


def messages(data: bytes) -> list[tuple[int | None, str]]:
    return [(entry.line, entry.message) for entry in decode(data, "draft.xml")[1]]


@pytest.mark.parametrize(
    "data",
    [
        "née\n".encode(),
        codecs.BOM_UTF8 + "née\n".encode(),
        "née\n".encode("utf-16"),
        codecs.BOM_UTF16_BE + "née\n".encode("utf-16-be"),
        "née\n".encode("utf-32"),
    ],
)
def test_marked_and_plain_unicode_needs_no_guess(data: bytes) -> None:
    source, diagnostics = decode(data, "draft.md")
    assert (source.text, source.path, diagnostics) == ("née\n", "draft.md", [])


def test_all_line_ends_become_line_feeds() -> None:
    assert decode(b"a\r\nb\rc\nd\r\r\ne", "x")[0].text == "a\nb\nc\nd\n\ne"


def test_what_is_not_utf8_is_read_byte_by_byte() -> None:
    source, diagnostics = decode(b"\xef\xbb\xbfone\rtwo\r\nthe server\x92s caf\xe9\n", "x")
    assert source.line(3) == "the server\x92s café"
    assert [entry.line for entry in diagnostics] == [3]


def test_declared_encodings() -> None:
    assert messages(XML.format("UTF-8").encode()) == []
    assert messages(XML.format("US-ASCII").replace("\u00e9", "e").encode()) == []
    assert messages(XML.format("iso-8859-1").encode("latin-1")) == []
    assert messages(XML.format("windows-1251").replace("\u00e9", "\u0436").encode("cp1251")) == []
    assert "ж" in decode(XML.format("windows-1251").replace("\u00e9", "\u0436").encode("cp1251"), "x")[0].text


@pytest.mark.parametrize(("name", "line"), [("US-ASCII", 3), ("iso-8859-1", 3), ("USASCII", 1), ("utf8", 1), ("no-such-name", 1)])
def test_declarations_that_are_wrong_are_told(name: str, line: int) -> None:
    assert [at for at, _ in messages(XML.format(name).encode())] == [line]
    assert "café" in decode(XML.format(name).encode(), "x")[0].text


@pytest.mark.parametrize("name", ["US-ASCII", "utf-8", "rot13", "punycode"])
def test_a_declaration_does_not_choose_a_codec_of_its_own(name: str) -> None:
    source, diagnostics = decode(XML.format(name).encode("latin-1"), "x")
    assert "café" in source.text
    assert [entry.line for entry in diagnostics] == [3]


def test_stray_control_characters_become_spaces_and_keep_their_place() -> None:
    source, diagnostics = decode(b"A line of text, and more of it to make it long enough.\nThe peer\x00s key \x0cis here.\n" * 2, "x")
    assert source.line(2) == "The peer s key \x0cis here."
    assert [(entry.line, entry.message) for entry in diagnostics] == [(2, "2 control characters are read as spaces")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        codecs.BOM_UTF8,
        b" \r\n\t\n",
        b"%PDF-1.4 plain words follow",
        b"\x00\x01\x02",
        bytes(range(256)) * 4,
        "in UTF-16".encode("utf-16-le"),
        codecs.BOM_UTF16_LE + b"\x00\xd8\x00\xd8",
    ],
)
def test_no_text(data: bytes) -> None:
    with pytest.raises(ReadError) as error:
        decode(data, "x.md")
    assert (error.value.path, error.value.line) == ("x.md", None)
    assert str(error.value) == error.value.reason != ""


def test_random_bytes_are_no_text() -> None:
    for seed in range(20):
        with pytest.raises(ReadError, match="binary"):
            decode(random.Random(seed).randbytes(2000), "x.md")
