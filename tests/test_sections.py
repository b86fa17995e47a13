"""What every reader leaves to the builder: folding, roles, states, sentences and references."""

from __future__ import annotations

import pytest

from hrlint.reading.builder import DocumentBuilder
from hrlint.reading.document import BlockKind, Document, Format, Metadata, Role, State
from hrlint.reading.references import find_references
from hrlint.reading.roles import own_roles
from hrlint.reading.sentences import sentence_ends
from hrlint.reading.source import Location, Source, Span
from hrlint.reading.states import state_of

# --- roles


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Abstract", Role.ABSTRACT),
        ("1. Introduction", Role.INTRODUCTION),
        ("Motivation and Scope", Role.MOTIVATION),
        ("Goals", Role.MOTIVATION),
        ("Non-Goals", Role.NON_GOALS),
        ("Terminology", Role.TERMINOLOGY),
        ("Conventions Used in This Document", Role.CONVENTIONS),
        ("Requirements Language", Role.CONVENTIONS),
        ("Security Considerations", Role.SECURITY),
        ("SECURITY CONSIDERATIONS", Role.SECURITY),
        ("7.2. Security Considerations", Role.SECURITY),
        ("Appendix A. Security Analysis", Role.SECURITY),
        ("Security", Role.SECURITY),
        ("Threat Model", Role.SECURITY),
        ("Denial-of-Service Attacks", Role.SECURITY),
        ("Risks and Mitigations", Role.SECURITY),
        ("Privacy Considerations", Role.PRIVACY),
        ("User Privacy", Role.PRIVACY),
        ("Human Rights Considerations", Role.RIGHTS),
        ("Ethical Considerations", Role.RIGHTS),
        ("IANA Considerations", Role.IANA),
        ("XMPP Registrar Considerations", Role.IANA),
        ("Operational Considerations", Role.OPERATIONS),
        ("Internationalization Considerations", Role.INTERNATIONALIZATION),
        ("Implementation Status", Role.IMPLEMENTATION_STATUS),
        ("Examples", Role.EXAMPLES),
        ("Test Vectors", Role.EXAMPLES),
        ("Normative References", Role.REFERENCES),
        ("Acknowledgments", Role.ACKNOWLEDGEMENTS),
        ("Acknowledgements", Role.ACKNOWLEDGEMENTS),
        ("Changes since -01", Role.CHANGELOG),
        ("draft-example-names-02", Role.CHANGELOG),
        ("-02 to -03", Role.CHANGELOG),
        ("Revision History", Role.CHANGELOG),
        ("Copyright", Role.BOILERPLATE),
        ("Authors' Addresses", Role.BOILERPLATE),
        ("Table of Contents", Role.CONTENTS),
    ],
)
def test_titles_tell_roles(title: str, role: Role) -> None:
    assert own_roles(title) == (role,)


@pytest.mark.parametrize(
    "title",
    ["Security and Privacy Considerations", "Privacy & Security", "Security/Privacy", "Privacy and Security Considerations"],
)
def test_a_title_can_name_two_subjects(title: str) -> None:
    assert set(own_roles(title)) == {Role.SECURITY, Role.PRIVACY}


@pytest.mark.parametrize("title", ["NIP-05", "BIP-77", "RFC 9620"])
def test_a_name_with_a_number_is_no_change_log(title: str) -> None:
    assert own_roles(title) == ()


@pytest.mark.parametrize(
    "title",
    ["Transport Layer Security", "IP Security Options", "Security Associations", "Privacy Pass Tokens", "The Security Header", "Message Format", "", "42"],
)
def test_what_only_carries_the_word_tells_no_role(title: str) -> None:
    assert not {Role.SECURITY, Role.PRIVACY} & set(own_roles(title))


# --- states


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", State.EMPTY),
        ("None.", State.EMPTY),
        ("N/A", State.EMPTY),
        ("This document raises no security issues.", State.EMPTY),
        ("There are no privacy considerations.", State.EMPTY),
        ("This document does not introduce any new security considerations.", State.EMPTY),
        ("TBD", State.UNFINISHED),
        ("TODO Security", State.UNFINISHED),
        ("To be written.", State.UNFINISHED),
        ("This section will be completed.", State.UNFINISHED),
        ("The security considerations of [RFC7858] apply.", State.DELEGATED),
        ("See Section 4.", State.DELEGATED),
        ("See RFC 7858.", State.DELEGATED),
        ("There are no security considerations because the registry holds nothing but names.", State.PRESENT),
        ("A server learns the address of each client that asks.", State.PRESENT),
        ("The security considerations of [RFC7858] apply. A server learns the address of each client that asks.", State.PRESENT),
    ],
)
def test_how_much_a_section_says(text: str, state: State) -> None:
    assert state_of(text, 1 if text else 0) is state


def test_code_says_something_and_long_sections_are_never_unfinished() -> None:
    assert state_of("", 1) is State.PRESENT
    assert state_of("The server learns the address of each client. TODO: more. " + "It keeps what it learns for a day. " * 12, 1) is State.PRESENT


# --- sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["One.", "Two."],
        ["Is it?", "It is!", "So."],
        ["See e.g. the server, i.e. the one.", "It waits."],
        ["See Sec. 4.2 and Fig. 3 of it.", "It waits."],
        ["It is version 1.2.3 of it.", "It waits."],
        ["As J. Doe and M. Roe wrote, it waits.", "So be it."],
        ["It waits (see [RFC7858].)", "It goes on."],
        ['It says "wait."', "It waits."],
        ["It waits etc. and goes on.", "So."],
        ["It sends eSIM.", "eSIM goes on."],
        ["Nobody vs. everybody.", "So."],
        ["它等。", "它发送。"],
        ["No stop at the end"],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    joined = " ".join(sentences) if sentences[0].isascii() else "".join(sentences)
    start, found = 0, []
    for end in sentence_ends(joined):
        found.append(joined[start:end].strip())
        start = end
    assert found == sentences


def test_an_endless_sentence_is_cut_at_a_space() -> None:
    text = "word " * 3000
    ends = list(sentence_ends(text.strip()))
    assert ends[-1] == len(text.strip())
    assert max(end - start for start, end in zip([0, *ends], ends, strict=False)) <= 2000
    assert all(text[end] == " " for end in ends[:-1])
    assert list(sentence_ends("x" * 5000)) == [2000, 4000, 5000]


# --- the builder


def build(text: str) -> tuple[DocumentBuilder, Source]:
    source = Source("x.md", text)
    return DocumentBuilder(source, Format.MARKDOWN), source


def at(source: Source, words: str) -> Location:
    start = source.text.index(words)
    return Location(source, Span(start, start + len(words)))


def two_sections() -> Document:
    source = Source("x", "Title A words  B\n more C")
    builder = DocumentBuilder(source, Format.MARKDOWN)
    builder.meta = Metadata(title="Title")
    builder.section("Security Considerations", 1, at(source, "A"), number="1", anchor="sec")
    builder.text("words", source, source.text.index("words"))
    builder.section("Privacy", 2, at(source, "B"), number="1.1")
    builder.text("\n more", source, source.text.index("\n more"))
    builder.section("Design", 1, at(source, "C"), number="2")
    return builder.finish()


def test_white_space_is_folded_and_every_offset_maps_back() -> None:
    builder, source = build("a  b\n\n   c <x>d</x> e")
    builder.text("a  b\n", source, 0)
    builder.text("   c ", source, 6)
    builder.text("d", source, 14)
    builder.text(" e", source, 19)
    document = builder.finish()
    assert document.prose.text == "a b c d e\n"
    for word in "abcde":
        offset = document.prose.text.index(word)
        assert document.prose.locate(offset, offset + 1).quote == word
    assert document.prose.locate(0, 9).quote == source.text


def test_what_stands_for_markup_has_the_place_of_the_markup() -> None:
    builder, source = build("You &MUST; wait")
    builder.text("You ", source, 0)
    builder.stand_in("MUST", source, 4, 10)
    builder.text(" wait", source, 10)
    document = builder.finish()
    assert document.prose.text == "You MUST wait\n"
    assert document.prose.locate(4, 8).quote == "&MUST;"
    assert document.prose.locate(9, 13).quote == "wait"
    assert document.prose.locate(0, 13).quote == source.text


def test_sections_nest_by_depth_and_pass_their_roles_on() -> None:
    document = two_sections()
    root, security, privacy, design = document.sections
    assert [section.parent for section in document.sections] == [None, 0, 1, 0]
    assert (security.roles, privacy.roles, design.roles) == ((Role.SECURITY,), (Role.PRIVACY, Role.SECURITY), (Role.DESIGN,))
    assert (root.after, security.after, privacy.after, design.after) == (4, 3, 3, 4)
    assert document.text(security.start, security.end) == "words\nmore\n"
    assert document.text(security.start, security.own_end) == "words\n"
    assert (security.label, security.words, design.state) == ("1 Security Considerations", 2, State.EMPTY)
    assert document.section_at(document.prose.text.index("more")) is privacy
    assert [section.index for section in document.with_role(Role.SECURITY)] == [1]
    assert [section.index for section in document.with_role(Role.PRIVACY)] == [2]


def test_the_document_itself_is_no_section_of_any_role() -> None:
    assert list(two_sections().with_role(Role.INTRODUCTION)) == []


def test_lists_know_the_sentence_that_introduces_them() -> None:
    builder, source = build("It sends: one two. More. three")
    builder.block(BlockKind.PARAGRAPH)
    builder.text("It sends:", source, 0)
    for word in ("one", "two"):
        builder.block(BlockKind.ITEM, lead=True)
        builder.text(word, source, source.text.index(word))
    builder.block(BlockKind.PARAGRAPH)
    builder.text("More.", source, source.text.index("More"))
    builder.block(BlockKind.ITEM)
    builder.text("three", source, source.text.index("three"))
    document = builder.finish()
    assert [block.lead for block in document.blocks] == [None, 0, 0, None, None]


def test_code_has_a_place_and_no_prose_and_empty_blocks_leave_no_trace() -> None:
    builder, source = build("x = 1")
    builder.block(BlockKind.PARAGRAPH)
    builder.text("  ", source, 0)
    builder.code(BlockKind.CODE, Location(source, Span(0, 5)))
    document = builder.finish()
    assert [(block.kind, block.start, block.end) for block in document.blocks] == [(BlockKind.CODE, 0, 0)]
    assert document.prose.text == ""
    assert document.sentences == ()
    assert document.prose.locate(0, 0).quote == ""


def test_comments_that_speak_to_hrlint_are_kept_with_their_section() -> None:
    builder, source = build("<!-- hrlint: accept x -- y --> A <!-- other -->")
    builder.comment(" hrlint: accept x -- y ", source, 0, 30)
    builder.section("A", 1, at(source, "A"))
    builder.comment("hrlint: again", source, 0, 30)
    builder.comment(" other ", source, 33, 47)
    document = builder.finish()
    assert [(directive.text, directive.section) for directive in document.directives] == [("accept x -- y", None), ("again", 1)]


def test_places_that_cross_into_another_file_end_with_the_first() -> None:
    builder, source = build("first ")
    other = Source("y.md", "second")
    builder.include(other)
    builder.text("first ", source, 0)
    builder.text("second", other, 0)
    document = builder.finish()
    assert [item.path for item in document.sources] == ["x.md", "y.md"]
    location = document.prose.locate(0, len("first second"))
    assert (location.source.path, location.quote) == ("x.md", "first")
    assert document.prose.locate(6, 12).quote == "second"


# --- references


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see Section 1.1", [(None, 2, "1.1")]),
        ("see Section 9", [(None, None, "9")]),
        ("see [sec]", [(None, 1, None)]),
        ("see [RFC7858]", [("RFC7858", None, None)]),
        ("see RFC 7858", [("RFC 7858", None, None)]),
        ("see Section 3.2 of [RFC7858]", [("RFC7858", None, "3.2")]),
        ("see [RFC7858], Section 3.2", [("RFC7858", None, "3.2")]),
        ("see RFC 7858 Section 3", [("RFC 7858", None, "3")]),
        ("see Appendix A of RFC 7858", [("RFC 7858", None, "A")]),
        ("see XEP-0384 and EIP-1", [("XEP-0384", None, None), ("EIP-1", None, None)]),
        ("a section of [two words]", []),
    ],
)
def test_references(text: str, expected: list[tuple[str | None, int | None, str | None]]) -> None:
    found = find_references(text, two_sections().sections)
    assert [(reference.document, reference.section, reference.part) for reference in found] == expected
    assert all(0 <= reference.start < reference.end <= len(text) for reference in found)
