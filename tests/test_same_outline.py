"""One specification in five forms has one outline: sections, roles, states, blocks and sentences.

`same_outline/` holds a specification as kramdown, mmark, RFCXML v2 and v3, and the text that xml2rfc made of the v3 form. What these forms
cannot have in common stands in `is_made_by_tools` and `rendered`, each difference with its reason.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import pytest

from hrlint.reading.document import Block, Document, Role, Section
from hrlint.reading.reader import read_file

FORMS = Path(__file__).parent / "same_outline"
CORPUS = os.environ.get("HRLINT_CORPUS")
PAIRS = [
    ("rfcxml-v2/ietf__google-certificate-transparency-rfcs__rfc6962.xml", "txt/ietf__google-certificate-transparency-rfcs__rfc6962.txt"),
]
"""Documents of the corpus that stand there as source and as text, in the same revision."""


class Part(NamedTuple):
    """A section of an outline."""

    heading: tuple[str, str, int]
    roles: tuple[str, ...]
    state: str
    blocks: tuple[tuple[str, tuple[str, ...]], ...]


def read(path: Path) -> Document:
    return read_file(path, path.name, root=None)


def is_made_by_tools(section: Section) -> bool:
    """Sections that no author writes: kramdown-rfc and xml2rfc make the references, and xml2rfc the memo's status, the copyright and the addresses."""
    return not {Role.REFERENCES, Role.BOILERPLATE, Role.CONTENTS}.isdisjoint(section.roles)


def outline(document: Document) -> list[Part]:
    return [
        Part(
            (section.number, section.title, section.depth),
            tuple(role.value for role in section.roles),
            section.state.value,
            tuple((block.kind.value, sentences(document, index)) for index, block in enumerate(document.blocks) if block.section == section.index),
        )
        for section in document.sections
        if not is_made_by_tools(section)
    ]


def sentences(document: Document, block: int) -> tuple[str, ...]:
    return tuple(document.text(sentence.start, sentence.end) for sentence in document.sentences if sentence.block == block)


def as_text_has_it(parts: list[Part]) -> list[Part]:
    """The outline of the XML, with what rendering as text changes."""
    return [part._replace(blocks=tuple(rendered(part))) for part in parts]


def rendered(part: Part) -> Iterator[tuple[str, tuple[str, ...]]]:
    term = ""
    for kind, said in part.blocks:
        if kind == "term":  # term and definition stand on one line, set apart by white space alone
            term = said[0]
            continue
        # References to sections have their numbers, emphasis has its marks, and what is code is told by its shape alone.
        said = tuple(sentence.replace("[security]", "Section 4").replace("a ballot to", "a _ballot_ to") for sentence in said)
        if term:
            kind, said, term = "paragraph", (f"{term} {said[0]}", *said[1:]), ""
        yield ("artwork" if kind == "code" else kind), said
    if part.heading[1] == "Counting":  # the caption below the table
        yield "artwork", ()


@pytest.fixture(scope="module")
def reference() -> list[Part]:
    return outline(read(FORMS / "rfcxml-v3.xml"))


def test_the_outline_is_what_its_author_meant(reference: list[Part]) -> None:
    assert [(*part.heading, part.roles, part.state) for part in reference] == [
        ("", "The Tally Protocol", 0, ("introduction",), "present"),
        ("", "Abstract", 1, ("abstract",), "present"),
        ("1", "Introduction", 1, ("introduction",), "present"),
        ("1.1", "Requirements Language", 2, ("conventions", "introduction"), "delegated"),
        ("2", "Protocol", 1, ("design",), "present"),
        ("2.1", "Counting", 2, ("design",), "present"),
        ("3", "IANA Considerations", 1, ("iana",), "present"),
        ("4", "Security Considerations", 1, ("security",), "unfinished"),
        ("4.1", "Privacy Considerations", 2, ("privacy", "security"), "unfinished"),
        ("A", "Change Log", 1, ("changelog",), "present"),
    ]
    assert [kind for kind, _ in reference[4].blocks] == ["paragraph", "paragraph", "item", "item", "code"]
    assert reference[2].blocks == (("paragraph", ("A teller counts votes, e.g. in a meeting.", "Each voter is known to the teller.")),)


@pytest.mark.parametrize("form", ["kramdown-rfc.md", "mmark.md", "rfcxml-v2.xml"])
def test_sources_have_the_same_outline(form: str, reference: list[Part]) -> None:
    def without_kind_of_code(parts: list[Part]) -> list[Part]:  # version 2 has artwork only
        return [part._replace(blocks=tuple((kind.replace("artwork", "code"), said) for kind, said in part.blocks)) for part in parts]

    assert without_kind_of_code(outline(read(FORMS / form))) == without_kind_of_code(reference)


def test_text_has_the_outline_of_its_source(reference: list[Part]) -> None:
    assert outline(read(FORMS / "text.txt")) == as_text_has_it(reference)


def words_of(document: Document, block: Block) -> str:
    """The words of a block as both forms have them: numbers and names of references, quotation marks and characters beyond ASCII differ."""
    text = re.sub(r"\[[^\]]*\]|\b(?:Section|Appendix|Figure|Table) [\dA-Z]+(?:\.\d+)*", "", document.text(block.start, block.end))
    return " ".join(re.findall(r"[a-z]+", text.casefold()))


@pytest.mark.skipif(CORPUS is None, reason="HRLINT_CORPUS does not name a folder of specifications")
@pytest.mark.parametrize(("source", "text"), PAIRS)
def test_published_text_has_the_outline_of_its_source(source: str, text: str) -> None:
    folder = Path(CORPUS or "")
    if not (folder / source).exists() or not (folder / text).exists():
        pytest.skip("these documents are not in the corpus")
    documents = [read(folder / source), read(folder / text)]
    first, second = ([part[:3] for part in outline(document)] for document in documents)
    assert first == second
    prose = [
        [words for block in document.blocks if not is_made_by_tools(document.sections[block.section]) and (words := words_of(document, block))]
        for document in documents
    ]
    # What stays apart are formulas, which are drawings in text, and the ends of lists that the RFC Editor changed.
    assert SequenceMatcher(None, *prose, autojunk=False).ratio() > 0.95
