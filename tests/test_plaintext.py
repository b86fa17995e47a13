import time

import pytest

from hrlint.reading.document import BlockKind, Document, Role, State
from hrlint.reading.includes import Includes
from hrlint.reading.plaintext import read_plaintext
from hrlint.reading.source import Source

HEADER = """\



Network Working Group                                       A. Author, Ed.
Internet-Draft                                    Example Institute of Ideas
Intended status: Standards Track                            9 January 2031
Expires: 13 July 2031


                A Protocol for the Exchange of Short Notes
                       between Neighbouring Gardens
                       draft-author-garden-notes-03

"""
BREAK = """


Author                      Expires 13 July 2031                [Page {}]
\f
Internet-Draft                Garden Notes                  January 2031


"""
FRONT = (
    HEADER
    + """\
Abstract

   Gardens exchange notes.

Status of This Memo

   This Internet-Draft is submitted in full.

Table of Contents

   1.  Introduction . . . . . . . . . . . . . . . . . . . . . . . . .  2
     1.1.  Terms  . . . . . . . . . . . . . . . . . . . . . . . . . .  2
   2.  Security Considerations  . . . . . . . . . . . . . . . . . . .  3
   Author's Address . . . . . . . . . . . . . . . . . . . . . . . . .  4
"""
)
BODY = """\
1.  Introduction

   A note is sent from one garden to the next, and the one that receives
   it keeps it until the gardener has read it.
"""


def read(text: str) -> Document:
    return read_plaintext(Source("draft.txt", text), Includes(None))


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.prose.text[block.start : block.end]) for block in document.blocks]


def titles(document: Document) -> list[str]:
    return [section.label for section in document.sections[1:]]


def body(text: str) -> list[tuple[str, str]]:
    return blocks(read("1.  Notes\n\n" + text))


def test_the_first_page() -> None:
    document = read(FRONT + "\n" + BODY)
    meta = document.meta
    assert (meta.name, meta.revision, meta.category, meta.status) == ("draft-author-garden-notes-03", "03", "Standards Track", "Internet-Draft")
    assert meta.title == "A Protocol for the Exchange of Short Notes between Neighbouring Gardens"
    assert document.title_location.start.line == 10
    assert document.title_location.quote.split() == meta.title.split()
    assert titles(document) == ["Abstract", "Status of This Memo", "1 Introduction"]
    assert not document.fragment


def test_the_first_page_of_an_rfc() -> None:
    lines = [
        "Internet Research Task Force (IRTF)                            A. Author",
        "Request for Comments: 99990                                      Example",
        "Category: Informational                                     January 2031",
        "ISSN: 2070-1721",
        "",
        "",
        "                               Notes",
        "",
        "Abstract",
        "",
        "   Text.",
    ]
    document = read("\n".join(lines))
    assert (document.meta.name, document.meta.title, document.meta.stream, document.meta.category) == ("rfc99990", "Notes", "IRTF", "Informational")
    assert document.title_location.quote == "Notes"


def test_a_text_without_first_page_is_a_fragment() -> None:
    document = read(BODY)
    assert document.fragment
    assert titles(document) == ["1 Introduction"]


def test_a_paragraph_goes_on_over_the_break_of_a_page() -> None:
    cut = "1.  Notes\n\n   The note is kept by the garden that receives it, and nobody else may\n" + BREAK.format(1) + "   read it.\n"
    kept = "1.  Notes\n\n   The note is kept by the garden.\n" + BREAK.format(1) + "   Another garden reads it.\n"
    document = read(cut)
    assert blocks(document) == [("paragraph", "The note is kept by the garden that receives it, and nobody else may read it.")]
    assert document.prose.locate(66, 78).start.line == 3
    assert [text for _, text in blocks(read(kept))] == ["The note is kept by the garden.", "Another garden reads it."]


def test_headings_of_all_kinds() -> None:
    text = """\
1.  Introduction

   Text.

1.1.  A Title That Is So Long That It Does Not Find Room on One Line,
      and Goes On

   Text.

2.  Security Considerations
3.  Privacy Considerations

   Text.

Appendix A.  Examples

   Text.

A.1.  One

   Text.

Acknowledgements

   Thanks.

Author's Address

   A. Author
   1 Garden Lane
"""
    document = read(text)
    assert titles(document) == [
        "1 Introduction",
        "1.1 A Title That Is So Long That It Does Not Find Room on One Line, and Goes On",
        "2 Security Considerations",
        "3 Privacy Considerations",
        "A Examples",
        "A.1 One",
        "Acknowledgements",
        "Author's Address",
    ]
    assert [section.depth for section in document.sections[1:]] == [1, 2, 1, 1, 1, 2, 1, 1]
    assert document.sections[3].state is State.EMPTY
    assert document.sections[8].role is Role.BOILERPLATE
    assert document.blocks[-1].kind is BlockKind.ARTWORK
    for section in document.sections[1:]:
        assert section.location.quote.split() == section.title.split()


def test_lists() -> None:
    text = """\
   A garden does these things:

   o  It keeps the note, and it shows it to the gardener who asks for
      it.
   o  It deletes it.

      Nothing is left of it then.

   1.  First.
   2.  Second.

   The gardener:  The one who reads.

   Neighbour
      A garden that can be seen from here and sends a note of its own
      from time to time.

   Stone  Something that lies between two gardens and that nobody has
      ever moved.
"""
    assert body(text) == [
        ("paragraph", "A garden does these things:"),
        ("item", "It keeps the note, and it shows it to the gardener who asks for it."),
        ("item", "It deletes it."),
        ("item", "Nothing is left of it then."),
        ("item", "First."),
        ("item", "Second."),
        ("term", "The gardener:"),
        ("item", "The one who reads."),
        ("term", "Neighbour"),
        ("item", "A garden that can be seen from here and sends a note of its own from time to time."),
        ("term", "Stone"),
        ("item", "Something that lies between two gardens and that nobody has ever moved."),
    ]
    assert read("1.  Notes\n\n" + text).blocks[1].lead == 0


def test_words_and_addresses_cut_at_the_end_of_a_line_are_whole_again() -> None:
    text = """\
   The note is kept by the garden that it was sent to, in a well-
   known place - a stone - at https://garden.example/a/long/path/
   to/it -- and nowhere
   else.
"""
    assert body(text)[0][1].endswith("in a well-known place - a stone - at https://garden.example/a/long/path/to/it -- and nowhere else.")


@pytest.mark.parametrize(
    "text",
    [
        "      +-------+        +-------+\n      | one   |------->| two   |\n      +-------+        +-------+\n",
        '      note = 1*( ALPHA / DIGIT )\n      list = note *( "," note )\n',
        "      struct {\n          opaque name<1..255>;\n      } Note;\n",
        "      GET /notes HTTP/1.1\n      Host: garden.example\n      Accept: */*\n",
        '      <note id="1">\n        <text>hello</text>\n      </note>\n',
        '      {\n        "note": "to a garden",\n        "to": ["a", "b"]\n      }\n',
        "      48 65 6c 6c 6f 20 67 61 72 64 65 6e\n      0a 00 00 00\n",
        "    0                   1\n    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5\n"
        "   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+\n   |            Length             |\n   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+\n",
        "<CODE BEGINS>\nmodule notes\nThe words of this comment are code.\n\n   and so are these.\n<CODE ENDS>\n",
    ],
)
def test_drawings_and_code_hold_no_prose(text: str) -> None:
    paragraph = "   The words of this paragraph are prose, and they are many enough to\n   fill two lines.\n"
    assert [kind for kind, _ in body(paragraph + "\n" + text + "\n" + paragraph)] == ["paragraph", "artwork", "paragraph"]


def test_prose_with_symbols_stays_prose() -> None:
    text = "   Given a list of n notes, D[n] = {d(0), ..., d(n-1)}, the sum of the\n   list is the one that the garden sends to all of its neighbours:\n"
    assert [kind for kind, _ in body(text)] == ["paragraph"]


def test_asides_and_captions() -> None:
    text = """\
   |  An aside is set off from the text around it by a bar at its left,
   |  on every line.
   |
   |  It may have two paragraphs.

      +--+   +--+
      |  |-->|  |
      +--+   +--+

                         Figure 1: Two gardens
"""
    first = "An aside is set off from the text around it by a bar at its left, on every line."
    assert body(text) == [("quote", first), ("quote", "It may have two paragraphs."), ("artwork", "")]


def test_tables_are_cells() -> None:
    text = """\
   +--------+------------------+
   | Garden | Meaning          |
   +========+==================+
   | one    | the first of all |
   |        | gardens          |
   +--------+------------------+
   | two    | another          |
   +--------+------------------+
"""
    assert body(text) == [("cell", cell) for cell in ("Garden", "Meaning", "one", "the first of all gardens", "two", "another")]


def test_rows_need_no_rule_between_them() -> None:
    text = """\
   +------+--------------+
   | Name | Depth        |
   +------+--------------+
   | pond | one metre    |
   | sea  | more than    |
   |      | anyone knows |
   +------+--------------+
"""
    assert [cell for _, cell in body(text)] == ["Name", "Depth", "pond", "one metre", "sea", "more than anyone knows"]


def test_text_without_indent() -> None:
    document = read("Introduction\n\nA note is sent from one garden to the next.\nIt is kept.\n\n2. Security Considerations\n\nNotes are read by others.\n")
    assert titles(document) == ["Introduction", "2 Security Considerations"]
    assert [text for _, text in blocks(document)] == ["A note is sent from one garden to the next. It is kept.", "Notes are read by others."]


def test_a_table_of_contents_at_the_margin() -> None:
    document = read("Table of Contents\n\n1. Introduction\n2. Security\n3. References\n4. Notes\n\n" + BODY + "\n2.  Security\n\n   Text.\n")
    assert titles(document) == ["1 Introduction", "2 Security"]


@pytest.mark.parametrize(
    "unit", ["\f\n", "Table of Contents\n\n", "1. A\n\n", "   o \n", "   +--+\n   |  |\n", "   word", "x [Page 1]\n", "a: ", " . .", "<CODE BEGINS>\n\n"]
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    began = time.perf_counter()
    read(unit * (100_000 // len(unit)))
    assert time.perf_counter() - began < 5


def test_messages_tokens_and_frames_of_dots_are_no_prose() -> None:
    text = """\
   A gardener asks like this:

   POST /notes HTTP/1.1
   Host: garden.example

   c2VlZHMgYW5kIHNwYWRlcyAxMjM0NTY3ODkw

   o . . . . . . . . . . . . . . . . o
   . GARDEN                          .
   . +----------+        +--------+  .
   . | gardener |+------>| fence  |  .
   o . . . . . . . . . . . . . . . . o

Ann                         Neighbourhood Server                    Ben
-----------------------------------------------------------------------
<-  Say who you are at the gate  ---->

   That is all.
"""
    assert [said for kind, said in body(text) if said] == ["A gardener asks like this:", "That is all."]


def test_words_cut_behind_a_slash_are_put_together() -> None:
    assert body("   Each gardener may be a sender or a receiver of notes, a gardener/\n   reader, and/or both.\n") == [
        ("paragraph", "Each gardener may be a sender or a receiver of notes, a gardener/reader, and/or both."),
    ]
