from pathlib import Path

import pytest

from hrlint.reading.document import BlockKind, Format
from hrlint.reading.errors import ReadError
from hrlint.reading.reader import read_bytes, read_file, read_text

MARKDOWN = "# A Protocol\n\nClients send it.\n"
TEXT = "1.  Introduction\n\n   Clients send what they know.\n\n2.  Security\n\n   None of it is secret.\n"


@pytest.mark.parametrize(
    ("text", "name", "format"),
    [
        (MARKDOWN, "x.md", Format.MARKDOWN),
        ("%%%\ntitle = 'x'\n%%%\n\n# One\n\nWords.\n", "x.md", Format.MMARK),
        ("---\ntitle: x\n\n--- middle\n\n# One\n\nWords.\n", "x.md", Format.KRAMDOWN_RFC),
        ("== One ==\n\nWords.\n\n== Two ==\n\nWords.\n", "x.mediawiki", Format.MEDIAWIKI),
        ('<rfc version="3"><middle><section><name>One</name><t>Words.</t></section></middle></rfc>', "x.xml", Format.RFCXML_V3),
        ('<rfc><middle><section title="One"><t>Words.</t></section></middle></rfc>', "x.xml", Format.RFCXML_V2),
        ('<xep><section1 topic="One"><p>Words.</p></section1></xep>', "x.xml", Format.XEP),
        (TEXT, "x.txt", Format.TEXT),
    ],
)
def test_every_format_finds_its_reader(tmp_path: Path, text: str, name: str, format: Format) -> None:
    (tmp_path / name).write_text(text)
    document = read_file(tmp_path / name, name, root=tmp_path)
    assert document.format is format
    assert document.source.path == name
    assert "Words." in document.prose.text or "Clients" in document.prose.text


def test_bytes_are_read_as_their_name_says() -> None:
    assert read_bytes(MARKDOWN.encode(), "<stdin>", name="x.md").format is Format.MARKDOWN
    assert read_bytes(MARKDOWN.encode(), "x.md").source.path == "x.md"


def test_text_may_name_its_format() -> None:
    document = read_text("Clients send it.\r\n", format=Format.TEXT)
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH]
    assert read_text(MARKDOWN).format is Format.MARKDOWN


def test_guesses_of_decoding_are_diagnostics_of_the_document() -> None:
    document = read_bytes(b"# Title\n\nThe caf\xe9 is open.\n", "x.md")
    assert [(entry.path, entry.line) for entry in document.diagnostics] == [("x.md", 3)]


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "x.md", "empty"),
        (bytes(range(256)), "x.md", "binary"),
        (b"<project/>", "pom.xml", "not a document"),
        (b"int main(void) { return 0; }", "main.c", "not a document"),
        (b"x" * 301, "x.md", "larger"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, name: str, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError, match=reason) as error:
        read_file(tmp_path / name, name, root=None, limit=300)
    assert error.value.path == name
    with pytest.raises(ReadError, match=reason):
        read_bytes(data, name, limit=300)


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    for name, reason in (("missing.md", "no such file"), (".", "folder")):
        with pytest.raises(ReadError, match=reason):
            read_file(tmp_path / name, name, root=None)
