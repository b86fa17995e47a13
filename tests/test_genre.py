from dataclasses import replace

import pytest

from hrlint.matching.genre import Genre, Maturity, Profile, genre_of, maturity_of, profile_of
from hrlint.reading.document import Document, Format, Metadata
from hrlint.reading.reader import read_text


def titled(title: str, abstract: str = "It is short.") -> Document:
    return read_text(f"---\ntitle: {title}\ndocname: draft-doe-hello-01\n\n--- abstract\n\n{abstract}\n\n--- middle\n\n# Introduction\n\nWords.\n", "draft.md")


def with_meta(**meta: str) -> Document:
    format = Format(meta.pop("format", "markdown"))
    return replace(read_text("# Hello\n\nWords.\n", meta.pop("path", "x.md")), meta=Metadata(**meta), format=format)


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("The Hello Protocol", Genre.PROTOCOL),
        ("Hello over QUIC", Genre.PROTOCOL),
        ("An Architecture for Greetings", Genre.ARCHITECTURE),
        ("A Framework for Greetings", Genre.ARCHITECTURE),
        ("A Greeting Extension for the Hello Protocol", Genre.EXTENSION),
        ("DHCPv6 Options for Greetings", Genre.EXTENSION),
        ("The Greeting Header Field for HTTP", Genre.EXTENSION),
        ("A YANG Data Model for Greetings", Genre.YANG_MIB),
        ("Greeting Management Information Base", Genre.YANG_MIB),
        ("The Greeting Data Format", Genre.DATA_FORMAT),
        ("A Media Type for Greetings", Genre.DATA_FORMAT),
        ("Registration of Greeting Names", Genre.REGISTRATION),
        ("Guidelines for Working Group Chairs", Genre.GUIDANCE),
        ("Working Group Procedures", Genre.PROCESS),
        ("Requirements for Greetings", Genre.REQUIREMENTS),
        ("Problem Statement for Greetings", Genre.PROBLEM_STATEMENT),
        ("Use Cases of Greetings", Genre.PROBLEM_STATEMENT),
        ("Best Current Practices for Greetings", Genre.GUIDANCE),
        ("The Hello Hash Function", Genre.CRYPTO_PRIMITIVE),
        ("Blind Signatures with Hello", Genre.CRYPTO_PRIMITIVE),
        ("Hello Ring Signatures", Genre.CRYPTO_PRIMITIVE),
        ("Hello Message Signatures", Genre.UNKNOWN),
        ("The Hello Protocol (HELLO): Message Syntax and Routing", Genre.PROTOCOL),
        ("JSON Meta Application Protocol (JMAP) for Greetings", Genre.PROTOCOL),
        ("A Vocabulary for Greetings", Genre.DATA_FORMAT),
        ("Using m.policy for Greetings", Genre.UNKNOWN),
        ("The Hello API", Genre.API),
        ("Hello", Genre.UNKNOWN),
    ],
)
def test_the_title_tells_the_kind(title: str, genre: Genre) -> None:
    assert genre_of(titled(title)) is genre


@pytest.mark.parametrize(
    ("abstract", "genre"),
    [
        ("This document defines a protocol to greet.", Genre.PROTOCOL),
        ("This specification describes an architecture for greetings.", Genre.ARCHITECTURE),
        ("This memo introduces a new HTTP header field.", Genre.EXTENSION),
        ("This document specifies a YANG module.", Genre.YANG_MIB),
        ("This document lists requirements.", Genre.UNKNOWN),
    ],
)
def test_what_it_says_that_it_defines_tells_the_kind_where_the_title_does_not(abstract: str, genre: Genre) -> None:
    assert genre_of(titled("Hello", abstract)) is genre


@pytest.mark.parametrize(
    ("document", "genre"),
    [
        (with_meta(name="eip-1", title="Hello", kind="Meta"), Genre.PROCESS),
        (with_meta(name="erc-7", title="Hello", category="ERC"), Genre.API),
        (with_meta(name="eip-2", title="Hello", kind="Informational"), Genre.GUIDANCE),
        (with_meta(title="Hello", kind="Informational"), Genre.UNKNOWN),
        (with_meta(format="xep", title="Hello", kind="Procedural"), Genre.PROCESS),
        (with_meta(format="xep", title="Hello", kind="Standards Track"), Genre.EXTENSION),
        (with_meta(name="msc9", title="MSC9: Hello"), Genre.EXTENSION),
    ],
)
def test_communities_have_kinds_of_their_own(document: Document, genre: Genre) -> None:
    assert genre_of(document) is genre


@pytest.mark.parametrize(
    ("meta", "maturity"),
    [
        ({"name": "draft-doe-hello-00", "format": "kramdown-rfc"}, Maturity.INDIVIDUAL),
        ({"name": "draft-ietf-wg-hello-03", "format": "kramdown-rfc"}, Maturity.ADOPTED),
        ({"name": "draft-irtf-rg-hello-03", "format": "kramdown-rfc"}, Maturity.ADOPTED),
        ({"name": "rfc1234", "format": "text"}, Maturity.PUBLISHED),
        ({"name": "eip-1", "status": "Final"}, Maturity.PUBLISHED),
        ({"name": "eip-1", "status": "Review"}, Maturity.ADOPTED),
        ({"name": "eip-1", "status": "Draft"}, Maturity.INDIVIDUAL),
        ({"format": "xep", "status": "Draft"}, Maturity.ADOPTED),
        ({"format": "xep", "status": "Active"}, Maturity.PUBLISHED),
        ({"format": "xep", "status": "Experimental"}, Maturity.INDIVIDUAL),
        ({}, Maturity.INDIVIDUAL),
    ],
)
def test_how_far_a_document_has_come(meta: dict[str, str], maturity: Maturity) -> None:
    assert maturity_of(with_meta(**meta)) is maturity


@pytest.mark.parametrize(
    ("meta", "profile"),
    [
        ({"format": "xep"}, Profile.XSF),
        ({"name": "eip-1"}, Profile.EIP),
        ({"name": "erc-20"}, Profile.EIP),
        ({"name": "msc1234"}, Profile.MATRIX),
        ({"title": "MSC1234: Hello"}, Profile.MATRIX),
        ({"name": "draft-irtf-hrpc-hello"}, Profile.IRTF),
        ({"format": "rfcxml-v3", "stream": "irtf"}, Profile.IRTF),
        ({"format": "kramdown-rfc"}, Profile.IETF),
        ({"format": "text"}, Profile.IETF),
        ({"name": "draft-doe-hello"}, Profile.IETF),
        ({"title": "Hello Explainer"}, Profile.W3C),
        ({"path": "hello/explainer.md"}, Profile.W3C),
        ({"title": "Hello"}, Profile.GENERIC),
    ],
)
def test_whose_community_it_is(meta: dict[str, str], profile: Profile) -> None:
    assert profile_of(with_meta(**meta)) is profile
