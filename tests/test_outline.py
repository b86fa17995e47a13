import json

import pytest

from hrlint.reading.builder import DocumentBuilder
from hrlint.reading.document import BlockKind, Format, Metadata
from hrlint.reading.source import Location, Source, Span
from hrlint.reporting.outline import counts_of, outline_json, outline_text
from hrlint.reporting.view import View

TEXT = """The Hello Protocol
Design
A client MUST send a name. It MAY send two.
figure
Security Considerations
TBD
"""


@pytest.fixture
def document():
    source = Source("hello.md", TEXT)
    builder = DocumentBuilder(source, Format.KRAMDOWN_RFC)
    builder.meta = Metadata(name="draft-doe-hello-00", title="The Hello Protocol")

    def place(words):
        start = TEXT.index(words)
        return Location(source, Span(start, start + len(words)))

    builder.title_location = place("The Hello Protocol")
    builder.section("Design", 1, place("Design"), number="1")
    builder.block(BlockKind.PARAGRAPH)
    builder.text("A client MUST send a name. It MAY send two.", source, TEXT.index("A client"))
    builder.code(BlockKind.ARTWORK, place("figure"))
    builder.section("Security Considerations", 2, place("Security Considerations"), number="1.1")
    builder.block(BlockKind.PARAGRAPH)
    builder.text("TBD", source, TEXT.index("TBD"))
    builder.diagnose("the figure has no end", source, TEXT.index("figure"))
    return builder.finish()


def test_counts_leave_out_subsections(document):
    design = counts_of(document)[1]
    assert (design.words, design.sentences, design.requirements, design.blocks) == (10, 2, 2, {"artwork": 1, "paragraph": 1})


def test_text_shows_what_was_read(document):
    head, table, totals = outline_text(document, View()).split("\n\n")
    assert head.splitlines() == ["hello.md: kramdown-rfc, protocol, individual, ietf", "  name      draft-doe-hello-00", "  title     The Hello Protocol"]
    rows = [line.split("  ") for line in table.splitlines()]
    assert [[cell.strip() for cell in row if cell.strip()] for row in rows] == [
        ["line", "section", "roles", "state", "words", "sentences", "requirements"],
        ["1", "The Hello Protocol", "introduction", document.sections[0].state.value, "0", "0", "0"],
        ["2", "1 Design", "design", document.sections[1].state.value, "10", "2", "2"],
        ["5", "1.1 Security Considerations", ", ".join(role.value for role in document.sections[2].roles), "unfinished", "1", "1", "0"],
    ]
    assert len({len(line) for line in table.splitlines()}) == 1
    assert totals == "11 words, 3 sentences, 2 requirements; blocks: 1 artwork, 2 paragraph\n"


def test_sentences_are_shown_with_their_places(document):
    assert outline_text(document, View(), sentences=True).splitlines()[-3:] == [
        "hello.md:3:1: A client MUST send a name.",
        "hello.md:3:28: It MAY send two.",
        "hello.md:6:1: TBD",
    ]


def test_json_says_the_same(document):
    outline = json.loads(outline_json(document, sentences=True))
    assert {key: outline[key] for key in ("schema", "path", "format", "genre", "maturity", "profile", "fragment", "sources")} == {
        "schema": 1,
        "path": "hello.md",
        "format": "kramdown-rfc",
        "genre": "protocol",
        "maturity": "individual",
        "profile": "ietf",
        "fragment": False,
        "sources": ["hello.md"],
    }
    assert outline["metadata"]["name"] == "draft-doe-hello-00"
    assert outline["counts"] == {"words": 11, "sentences": 3, "requirements": 2, "blocks": {"artwork": 1, "paragraph": 2}}
    security = outline["sections"][2]
    assert {key: security[key] for key in ("number", "title", "depth", "state", "line", "words")} == {
        "number": "1.1",
        "title": "Security Considerations",
        "depth": 2,
        "state": "unfinished",
        "line": 5,
        "words": 1,
    }
    assert security["roles"][0] == "security"
    assert outline["diagnostics"] == [{"path": "hello.md", "line": 4, "message": "the figure has no end"}]
    assert outline["sentences"][1] == {"path": "hello.md", "line": 3, "column": 28, "section": 1, "kind": "paragraph", "text": "It MAY send two."}
    assert "sentences" not in json.loads(outline_json(document))


def test_a_narrow_view_cuts_titles_only(document):
    lines = outline_text(document, View(width=93, unicode=False)).splitlines()
    assert max(map(len, lines)) <= 93
    assert any("..." in line for line in lines)
