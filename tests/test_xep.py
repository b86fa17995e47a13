"""XEPs: header, sections, prose, entities of the XSF."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hrlint.reading.document import BlockKind, Document, Format, Role, State
from hrlint.reading.includes import Includes
from hrlint.reading.source import Source
from hrlint.reading.xep import read_xep

XEP = """<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE xep SYSTEM 'xep.dtd' [<!ENTITY % ents SYSTEM 'xep.ent'> %ents; ]>
<xep>
<header>
  <title>Sealed Presence</title>
  <abstract>Presence that only friends see.</abstract>
  &LEGALNOTICE;
  <number>0999</number><status>Experimental</status><type>Standards Track</type>
  <author><firstname>Jane</firstname><surname>Doe</surname></author>
  <revision><version>0.2.0</version><date>2024-01-01</date><remark><p>Second version.</p></remark></revision>
  <revision><version>0.1.0</version><remark><p>First version.</p></remark></revision>
</header>
<section1 topic='Introduction' anchor='intro'>
  <p>A client sends &PRESENCE; as in &xep0030; and &rfc6120;<note>A footnote.</note> to a
  <link url='https://example.org/'>server</link>.</p>
  <section2 topic='Terms'>
    <dl><di><dt>JID</dt><dd>An address.</dd></di></dl>
    <ul><li>One <tt>item</tt></li></ul>
  </section2>
</section1>
<section1 topic='Protocol'>
  <p>Send this:</p>
  <example caption='Hidden'><![CDATA[<presence>Hidden</presence>]]></example>
  <table><tr><th>Name</th><td>Value</td></tr></table>
</section1>
<section1 topic='Security Considerations' anchor='security'><p>TODO</p></section1>
</xep>
"""


def read(text: str) -> Document:
    return read_xep(Source("xep-0999.xml", text), Includes(None))


def test_header() -> None:
    document = read(XEP)
    assert document.format is Format.XEP
    assert (document.meta.name, document.meta.title, document.meta.status) == ("XEP-0999", "Sealed Presence", "Experimental")
    assert (document.meta.category, document.meta.kind, document.meta.revision) == ("Standards Track", "Standards Track", "0.2.0")
    assert document.title_location.start == (5, 10)
    assert not document.fragment
    assert not document.diagnostics


def test_sections() -> None:
    document = read(XEP)
    assert [(s.number, s.title, s.anchor, s.depth) for s in document.sections[1:]] == [
        ("", "Abstract", "", 1),
        ("1", "Introduction", "intro", 1),
        ("1.1", "Terms", "", 2),
        ("2", "Protocol", "", 1),
        ("3", "Security Considerations", "security", 1),
    ]
    assert document.sections[1].role is Role.ABSTRACT
    assert document.sections[5].state is State.UNFINISHED
    assert document.sections[2].location.quote == "Introduction"


def test_prose_holds_no_header_and_no_code() -> None:
    document = read(XEP)
    blocks = [(block.kind, document.text(block.start, block.end)) for block in document.blocks]
    assert blocks == [
        (BlockKind.PARAGRAPH, "Presence that only friends see."),
        (BlockKind.PARAGRAPH, "A client sends presence as in [XEP-0030] and [RFC6120] to a server."),
        (BlockKind.NOTE, "A footnote."),
        (BlockKind.TERM, "JID"),
        (BlockKind.ITEM, "An address."),
        (BlockKind.ITEM, "One item"),
        (BlockKind.PARAGRAPH, "Send this:"),
        (BlockKind.CODE, ""),
        (BlockKind.CELL, "Name"),
        (BlockKind.CELL, "Value"),
        (BlockKind.PARAGRAPH, "TODO"),
    ]


def test_prose_maps_back_to_the_source() -> None:
    document = read(XEP)
    for words, quote in (("to a server", "to a\n  <link url='https://example.org/'>server"), ("presence", "&PRESENCE;"), ("[XEP-0030]", "&xep0030;")):
        start = document.prose.text.index(words)
        assert document.prose.locate(start, start + len(words)).quote == quote


def test_a_part_of_a_xep_is_a_fragment() -> None:
    assert read("<section1 topic='Alone'><p>Text.</p></section1>").fragment


@pytest.mark.skipif("HRLINT_CORPUS" not in os.environ, reason="HRLINT_CORPUS names no folder of real documents")
def test_real_xeps_are_read() -> None:
    for path in sorted((Path(os.environ["HRLINT_CORPUS"]) / "xep").glob("*.xml")):
        document = read_xep(Source(str(path), path.read_text(encoding="utf-8-sig")), Includes(None))
        assert document.meta.name.startswith("XEP-"), path
        assert next(document.with_role(Role.SECURITY)), path
        assert not document.diagnostics, path
