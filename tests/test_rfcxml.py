"""RFCXML, versions 2 and 3: front matter, sections and their numbers, prose and where it stands, includes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hrlint.reading.document import BlockKind, Document, Format, Role, State
from hrlint.reading.includes import Includes
from hrlint.reading.rfcxml import read_rfcxml
from hrlint.reading.source import Source


def read(text: str, root: Path | None = None) -> Document:
    return read_rfcxml(Source(str(root / "draft.xml") if root else "draft.xml", text), Includes(root))


def body(inside: str, doctype: str = "") -> Document:
    return read(f'{doctype}<rfc><middle><section title="Design" anchor="design">{inside}</section></middle></rfc>')


def prose(document: Document) -> list[str]:
    return [document.text(block.start, block.end) for block in document.blocks]


def kinds(document: Document) -> list[BlockKind]:
    return [block.kind for block in document.blocks]


def assert_mapped(document: Document) -> None:
    """Each sentence's words stand in its quote, in order, unless they stand in for markup."""
    for sentence in document.sentences:
        quote, at = document.prose.locate(sentence.start, sentence.end).quote, 0
        for run in document.prose.runs:
            words = document.text(max(run.prose_start, sentence.start), min(run.prose_end, sentence.end)) if run.prose_start < sentence.end else ""
            if words.strip() and run.source.text[run.start : run.end] == document.text(run.prose_start, run.prose_end):
                at = quote.index(words, at) + len(words)


FRONT = """<?xml version='1.0'?>
<!DOCTYPE rfc SYSTEM "rfc2629.dtd">
<rfc docName="draft-doe-mail-02" category="std" submissionType="IETF">
<front><title abbrev="Mail">Sealed  Mail
 for Everyone</title>
<author fullname="Jane Doe"><address><email>jane@example.org</email></address></author>
<abstract><t>Mail is sealed.</t></abstract>
<note title="Discussion"><t>On the list.</t></note></front>
<middle>
<section title='Introduction' anchor="intro"><t>One.</t><section
  title="Scope"><t>Two.</t></section></section>
<section title="Notes" numbered="false"><t>Three.</t><section title="More"><t>Four.</t></section></section>
<section title="Security &amp; Privacy"><t>Five.</t></section>
</middle>
<back><references title="Normative References"><reference anchor="A"><front><title>Hidden</title></front></reference></references>
<references title="Informative References"/>
<section title="Extra"><t>Six.</t><section title="Deep"><t>Seven.</t></section></section></back></rfc>"""


def test_front_matter_of_version_2() -> None:
    document = read(FRONT)
    assert document.format is Format.RFCXML_V2
    assert (document.meta.name, document.meta.revision, document.meta.category, document.meta.stream) == ("draft-doe-mail-02", "02", "std", "IETF")
    assert document.meta.title == "Sealed Mail for Everyone"
    assert document.title_location.quote == "Sealed  Mail\n for Everyone"
    assert not document.fragment
    assert not document.diagnostics
    assert "Jane" not in document.prose.text
    assert "Hidden" not in document.prose.text


def test_sections_are_numbered_as_xml2rfc_does() -> None:
    sections = [(section.number, section.title, section.depth) for section in read(FRONT).sections[1:]]
    assert sections == [
        ("", "Abstract", 1),
        ("", "Discussion", 1),
        ("1", "Introduction", 1),
        ("1.1", "Scope", 2),
        ("", "Notes", 1),
        ("", "More", 2),
        ("2", "Security & Privacy", 1),
        ("3.1", "Normative References", 1),
        ("3.2", "Informative References", 1),
        ("A", "Extra", 1),
        ("A.1", "Deep", 2),
    ]


def test_roles_and_places_of_sections() -> None:
    document = read(FRONT)
    by_title = {section.title: section for section in document.sections}
    assert by_title["Abstract"].role is Role.ABSTRACT
    assert by_title["Security & Privacy"].location.quote == "Security &amp; Privacy"
    assert by_title["Normative References"].role is Role.REFERENCES
    assert by_title["Scope"].location.start.line == 11


def test_front_matter_of_version_3() -> None:
    document = read(
        '<rfc version="3" number="9999" category="info"><front><title>T</title><seriesInfo name="RFC" value="9999" stream="IRTF"/></front>'
        "<middle><section removeInRFC='true'><!-- c --><name>Using <tt>x</tt> with <xref target='RFC1'/></name><t>Text.</t></section>"
        "<section removeInRFC='true'><name>Security Considerations</name><t>None.</t></section></middle>"
        "<back><references><name>References</name><references><name>Normative</name></references></references></back></rfc>"
    )
    assert document.format is Format.RFCXML_V3
    assert (document.meta.name, document.meta.stream, document.meta.revision) == ("rfc9999", "IRTF", "")
    assert [(s.number, s.title, s.role) for s in document.sections[1:]] == [
        ("1", "Using x with [RFC1]", Role.BOILERPLATE),
        ("2", "Security Considerations", Role.SECURITY),
        ("3", "References", Role.REFERENCES),
        ("3.1", "Normative", Role.REFERENCES),
    ]
    assert document.sections[1].location.quote == "Using <tt>x</tt> with <xref target='RFC1'/>"


def test_lists_of_version_2() -> None:
    document = body("<t>Fields: <list style='hanging'><t hangText='Name &amp; id:'>who</t><t>more <list><t>deep</t></list> end</t></list> After.</t>")
    assert prose(document) == ["Fields:", "Name & id:", "who", "more", "deep", "end", "After."]
    assert [kind.value for kind in kinds(document)] == ["paragraph", "term", "item", "item", "item", "item", "paragraph"]
    assert document.blocks[2].lead == 0
    assert_mapped(document)


def test_blocks_of_version_3() -> None:
    document = body(
        "<dl><dt>Key</dt><dd><t>secret</t></dd></dl><ul><li>plain<ul><li>inner</li></ul></li></ul>"
        "<table><name>Hidden</name><tr><th>H</th><td><t>c</t></td></tr></table><blockquote><t>said</t></blockquote><aside><t>by the way</t></aside>"
        "<figure><name>Hidden</name><artwork>Hidden</artwork></figure><sourcecode>Hidden</sourcecode>directly in the section"
    )
    assert prose(document) == ["Key", "secret", "plain", "inner", "H", "c", "said", "by the way", "", "", "directly in the section"]
    assert "".join(kind.value[0] for kind in kinds(document)) == "tiiiccqnacp"
    assert_mapped(document)


@pytest.mark.parametrize(
    ("markup", "read_as"),
    [
        ("<xref target='RFC2119'/>", "[RFC2119]"),
        ("<xref target='sec'>the section</xref>", "the section"),
        ("<xref target='RFC9110' section='3.1'/>", "Section 3.1 of [RFC9110]"),
        ("<xref target='RFC9110' section='3.1' sectionFormat='comma'></xref>", "[RFC9110], Section 3.1"),
        ("<xref target='RFC9110' section='A.1' sectionFormat='bare'/>", "A.1"),
        ("<relref target='RFC9110' section='B' displayFormat='of'/>", "Appendix B of [RFC9110]"),
        ("<xref target='RFC7230' x:sec='2' x:fmt='sec'/>", "Section 2"),
        ("<eref target='https://example.org/'/>", "https://example.org/"),
        ("<eref target='https://example.org/'>site</eref>", "site"),
        ("<bcp14>MUST</bcp14> <em>not</em><br/>be<iref item='x'/> <x:ref>kept</x:ref>", "MUST not be kept"),
        ("<contact fullname='J. Doe'><organization>Org</organization></contact>", "J. Doe"),
        ("non&nbsp;breaking &#8217;quote&#8217; hy&nbhy;phen", "non breaking ’quote’ hy-phen"),
        ("&rfc2119; and &I-D.doe-x; and &nobody;", "[RFC2119] and [I-D.doe-x] and nobody"),
        ("a<vspace/>b<!-- hidden -->c", "a bc"),
    ],
)
def test_inline_markup(markup: str, read_as: str) -> None:
    document = body(f"<t>{markup}</t>")
    assert prose(document) == [read_as]
    assert_mapped(document)


def test_references_have_their_displayed_names() -> None:
    document = read("<rfc><middle><t>See <xref target='RFC9110'/>.</t></middle><back><displayreference target='RFC9110' to='HTTP'/></back></rfc>")
    assert prose(document) == ["See [HTTP]."]


def test_entities_that_expand_to_markup_keep_their_text() -> None:
    doctype = """<!DOCTYPE rfc [<!ENTITY MUST "<bcp14 xmlns='u'>MUST</bcp14>"><!ENTITY http "<xref target='HTTP' section='2'/>"><!ENTITY two "&MUST; not">]>"""
    document = body("<t>It &MUST; use &http; and &two;.</t>", doctype)
    assert prose(document) == ["It MUST use Section 2 of [HTTP] and MUST not."]
    at = document.prose.text.index("MUST")
    assert document.prose.locate(at, at + 4).quote == "&MUST;"


def test_comments_of_editors_follow_the_paragraph() -> None:
    document = body("<t>First<cref>Really?</cref> half.</t>")
    assert prose(document) == ["First half.", "Really?"]
    assert kinds(document) == [BlockKind.PARAGRAPH, BlockKind.NOTE]
    assert body("<cref>TBD</cref>").sections[1].state is State.UNFINISHED


def test_directives_stand_in_comments() -> None:
    directive = body("<!-- hrlint: accept privacy/retention -- short -->").directives[0]
    assert (directive.text, directive.section) == ("accept privacy/retention -- short", 1)


def test_an_undeclared_entity_is_told_once() -> None:
    assert [diagnostic.message for diagnostic in body("<t>&who; &who;</t>").diagnostics] == ["entity &who; is not declared"]


def test_expanding_entities_come_to_an_end() -> None:
    declared = "".join(f'<!ENTITY x{level} "{f"&x{level + 1};" * 10}">' for level in range(20))
    document = body("<t>&x0;</t>", f'<!DOCTYPE rfc [{declared}<!ENTITY x20 "&x0; <b>lol</b>">]>')
    assert len(document.prose.text) < 3_000_000
    assert any("too much text" in diagnostic.message for diagnostic in document.diagnostics)


def test_deep_nesting_is_read() -> None:
    document = read("<rfc><middle>" + "<section title='s'><t><list>" * 20_000 + "deep")
    assert document.prose.text == "deep\n"


def test_a_malformed_document_is_read_to_its_end() -> None:
    document = body("<t>A & B.</t><t>Open <list><t>item.</t></t></section><section title='Last'><t>End.</t></section>")
    assert prose(document) == ["A & B.", "Open", "item.", "End."]
    assert len(document.diagnostics) == 3
    assert all(diagnostic.line == 1 for diagnostic in document.diagnostics)


def test_local_files_are_read_in_place(tmp_path: Path) -> None:
    (tmp_path / "part.xml").write_text("<section title='Part'>\n<t>From the part.</t></section>")
    (tmp_path / "more.xml").write_text("<t>More.</t>")
    document = read(
        '<!DOCTYPE rfc [<!ENTITY part SYSTEM "part.xml">]><rfc><middle>&part;<section title="B"><?rfc include="more"?>'
        '<xi:include href="part.xml"/></section></middle></rfc>',
        tmp_path,
    )
    assert prose(document) == ["From the part.", "More.", "From the part."]
    assert [section.number for section in document.sections] == ["", "1", "2", "2.1"]
    place = document.prose.locate(0, 4)
    assert (Path(place.source.path).name, place.start.line, place.quote) == ("part.xml", 2, "From")
    assert not document.diagnostics


def test_refused_includes_are_told_except_for_bibliography(tmp_path: Path) -> None:
    document = read(
        '<!DOCTYPE rfc [<!ENTITY rfc1 SYSTEM "https://example.org/reference.RFC.0001.xml">]><rfc>\n<middle><xi:include href="gone.xml"/>'
        '<t>By &rfc1;.</t></middle><back><references>&rfc1;<?rfc include="reference.RFC.2"?><xi:include href="https://example.org/x"/></references>'
        '<?rfc include="https://example.org/evil"?></back></rfc>',
        tmp_path,
    )
    assert prose(document) == ["By [RFC1]."]
    assert [(diagnostic.line, diagnostic.message.split('"')[1]) for diagnostic in document.diagnostics] == [
        (2, "gone.xml"),
        (2, "https://example.org/evil.xml"),
    ]


def test_a_part_of_a_document_is_a_fragment() -> None:
    assert read("<section title='Alone'><t>Text.</t></section>").fragment


@pytest.mark.skipif("HRLINT_CORPUS" not in os.environ, reason="HRLINT_CORPUS names no folder of real documents")
@pytest.mark.parametrize("folder", ["rfcxml-v2", "rfcxml-v3"])
def test_real_documents_map_back_to_their_sources(folder: str) -> None:
    for path in sorted((Path(os.environ["HRLINT_CORPUS"]) / folder).glob("*.xml")):
        source = Source(str(path), path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n"))
        document = read_rfcxml(source, Includes(None))
        assert len(document.sections) > 4, path
        assert document.meta.title, path
        for run in document.prose.runs:
            written = run.source.text[run.start : run.end]
            value = document.text(run.prose_start, run.prose_end)
            assert value == written or written[:1] in "<" or "&" in written or value == " ", (path, value, written)
