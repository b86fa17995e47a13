import os
import time
from pathlib import Path

import pytest

from hrlint.reading.decode import decode
from hrlint.reading.detect import detect, is_specification
from hrlint.reading.document import Format

KRAMDOWN = "---\ntitle: A Protocol\ndocname: draft-x-00\n\n--- abstract\n\nText.\n\n--- middle\n\n# Introduction\n"
MMARK = '%%%\ntitle = "A Protocol"\n%%%\n\n.# Abstract\n\nText.\n\n{mainmatter}\n'
TEXT = (
    "Network Working Group                                        A. Author\nInternet-Draft                                            Example Ltd\n\n\n"
    "                     A Protocol\n                     draft-x-00\n\nAbstract\n\n   Text.\n\n1.  Introduction\n\n   Text.\n"
)
WIKI = "== Abstract ==\n\nText.\n\n== Security ==\n\nText.\n"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (KRAMDOWN, "draft.md", Format.KRAMDOWN_RFC),
        (KRAMDOWN, "x", Format.KRAMDOWN_RFC),
        ("coding: utf-8\n\n" + KRAMDOWN, "draft.mkd", Format.KRAMDOWN_RFC),
        (MMARK, "draft.md", Format.MMARK),
        ("\n" + MMARK, "", Format.MMARK),
        ("# Security\n\nAs in [@!RFC2119].\n", "part.md", Format.MMARK),
        ('<?xml version="1.0"?>\n<!-- <xep> -->\n<rfc docName="x"><t/></rfc>', "x.xml", Format.RFCXML_V2),
        ('<?xml version="1.0"?>\n<!DOCTYPE rfc SYSTEM "x.dtd" [<!ENTITY a "b">]>\n<rfc version="3"></rfc>', "x", Format.RFCXML_V3),
        ("<rfc><middle><ul><li>x</li></ul></middle></rfc>", "stdin", Format.RFCXML_V3),
        ("<<<<<<< .mine\n<?xml version='1.0'?>\n<rfc></rfc>", "x.xml", Format.RFCXML_V2),
        ('<?xml version="1.0"?><!DOCTYPE xep SYSTEM "xep.dtd"><xep></xep>', "x.xml", Format.XEP),
        ("<project><modelVersion/></project>", "pom.xml", None),
        ('<?xml version="1.0"?><svg></svg>', "x.svg", None),
        ("<!-- no end", "x.xml", None),
        ("<!DOCTYPE html><html><p>The text of a page.</p></html>", "x.html", None),
        ("<h1>Title</h1>\n\nText.\n\n```xml\n<rfc></rfc>\n```\n", "readme.md", Format.MARKDOWN),
        (WIKI, "bip-1.mediawiki", Format.MEDIAWIKI),
        (WIKI, "bip-1.md", Format.MEDIAWIKI),
        (TEXT, "draft-x-00.txt", Format.TEXT),
        (TEXT, "", Format.TEXT),
        ("\f\n" + TEXT, "draft-x-00.raw", Format.TEXT),
        ("# A Protocol\n\nText.\n\n## Security\n\nText.\n", "protocol.txt", Format.MARKDOWN),
        ("1. Introduction\n\n   Text here.\n\n2. Security\n\n   Text here.\n", "protocol.txt", Format.TEXT),
        ("Clients of this protocol send what they know.", "note", Format.TEXT),
        ("Title\n=====\n\nText.\n", "note.rst", Format.MARKDOWN),
        ("Some words.", "x.md", Format.MARKDOWN),
        ("# A comment in a file of settings\n", "x.yaml", None),
        ("int main(void) {\n  return 0;\n}\n", "main.c", None),
        ("a b c 1 2 3\n", "data.txt", None),
    ],
)
def test_detect(text: str, name: str, expected: Format | None) -> None:
    assert detect(text, name) is expected


@pytest.mark.parametrize("unit", ["<!--", "<?x ", "<!DOCTYPE [", "<rfc ", "== a ", "word ", "---\n", "1. A\n", "# \n"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    began = time.perf_counter()
    for name in ("x.xml", "x.md", "x.txt"):
        is_specification(text, name, detect(text, name))
    assert time.perf_counter() - began < 5


SPEC = "# An Exchange\n\n## Specification\n\nThe client MUST send it. It MUST NOT log it and SHOULD delete it.\n\n## Security Considerations\n\nNone.\n"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (SPEC, "docs/exchange.md", True),
        (SPEC, "README.md", True),
        (SPEC, "docs/proposal-template.md", False),
        (SPEC, "meetings/2024.md", False),
        ("# Tool\n\nInstall it with pip.\n\n## License\n\nMIT\n", "README.md", False),
        ("# Tool\n\nYou MUST sign your commits.\n", "CONTRIBUTING.md", False),
        ("# How to\n\nInstall it with pip.\n", "docs/howto.md", False),
        ("Permission is granted.\n", "LICENSE.md", False),
        ("# Notes\n\nA text.\n", "proposals/0042-notes.md", True),
        ("---\neip: 1\nstatus: Draft\n---\n\nText.\n", "text.md", True),
        ("# MSC0000: Fewer identifiers\n\nText.\n", "text.md", True),
        (MMARK, "readme.md", True),
    ],
)
def test_specifications_in_folders(text: str, name: str, expected: bool) -> None:
    assert is_specification(text, name, detect(text, name)) is expected


@pytest.mark.skipif("HRLINT_CORPUS" not in os.environ, reason="HRLINT_CORPUS names no folder of real documents")
def test_the_corpus_is_told_apart() -> None:
    folders = {
        "kramdown": "kramdown-rfc",
        "rfcxml-v2": "rfcxml-v2",
        "rfcxml-v3": "rfcxml-v3",
        "xep": "xep",
        "txt": "text",
        "eip": "markdown",
        "msc": "markdown",
    }
    for folder, expected in folders.items():
        for path in sorted((Path(os.environ["HRLINT_CORPUS"]) / folder).iterdir()):
            found = detect(decode(path.read_bytes(), path.name)[0].text, path.name)
            assert found is not None
            assert found.value == expected, path.name
