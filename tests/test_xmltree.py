"""The tolerant XML parser: exact offsets, what is told of faults, and time and depth on hostile input."""

from __future__ import annotations

import time
from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrlint.reading.xmlparser import PROBLEMS_SHOWN, parse_xml
from hrlint.reading.xmltree import Kind, Tree


def pieces(tree: Tree, kind: Kind) -> list[str]:
    return [tree.text[event.start : event.end] for event in tree.events if event.kind is kind]


def messages(text: str) -> list[str]:
    return [problem.message for problem in parse_xml(text).problems]


def expat_accepts(text: str) -> bool:
    parser = expat.ParserCreate("utf-8")
    parser.UseForeignDTD(True)
    parser.SkippedEntityHandler = lambda *_: None
    parser.ExternalEntityRefHandler = lambda *_: 1
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError:
        return False
    return True


def test_every_piece_has_its_exact_offsets() -> None:
    tree = parse_xml('<?xml version="1.0"?>\n<a b="1">é <![CDATA[<&>]]>x&amp;y<!-- note --><c/></a>')
    assert pieces(tree, Kind.TEXT) == ["é ", "<&>", "x", "y"]
    assert pieces(tree, Kind.ENTITY) == ["&amp;"]
    assert pieces(tree, Kind.COMMENT) == ["<!-- note -->"]
    assert pieces(tree, Kind.INSTRUCTION) == ['<?xml version="1.0"?>']
    assert not tree.problems


def test_partners_lead_from_tag_to_tag() -> None:
    tree = parse_xml("<a><b/><x:c>t</x:c></a>")
    opened = [index for index, event in enumerate(tree.events) if event.kind is Kind.OPEN]
    assert [tree.events[index].name for index in opened] == ["a", "b", "c"]
    assert all(tree.partners[tree.partners[index]] == index for index in opened)
    assert tree.partners[0] == len(tree.events) - 1


def test_attributes_have_resolved_values_and_their_places() -> None:
    text = "<a one='x &amp; &deg;'\n   x:two = \"y\n z\" one='again'/>"
    attributes = parse_xml(text).attributes(0)
    assert attributes["one"].value == "x & °"
    assert attributes["two"].value == "y z"
    assert text[attributes["two"].start : attributes["two"].end] == "y\n z"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<a>x & y</a>", "bare & (write &amp;)"),
        ("<a>x < y</a>", "< begins no tag (write &lt;)"),
        ("<a><b>x</a>", "<b> is not closed before </a>"),
        ("<a>x</b></a>", "</b> closes nothing"),
        ("<a><b>x", "the file ends inside <b>"),
        ("<a><!-- x -- y --></a>", "-- inside a comment"),
        ("<a><!-- x</a>", "<!-- has no -->"),
        ("<a><![CDATA[x</a>", "<![CDATA[ has no ]]>"),
        ("<a>x]]></a>", "]]> without <![CDATA["),
        ('<a b="1" b="2"/>', 'attribute "b" occurs twice'),
        ('<a b="x & y"/>', "bare & (write &amp;)"),
        ('<!-- c -->\n<?xml version="1.0"?><a/>', "the XML declaration is not at the start"),
        ('<?xml version="1.0" encoding=UTF-8?><a/>', "malformed processing instruction"),
        ("junk <a/>", "text outside the root element"),
        ("<a/><b/>", "<b> stands behind the root element"),
        ("<!DOCTYPE a [ junk ]><a/>", "malformed text in the document type declaration"),
        ("<!DOCTYPE a [ <a>x</a>", "the document type declaration is not closed"),
        ("<a>\x01</a>", "character U+0001, which XML forbids"),
        ("<a>\n<<<<<<< mine\nx\n=======\ny\n>>>>>>> theirs\n</a>", "conflict marker of a version control system"),
        ("words", "no element"),
    ],
)
def test_a_fault_is_told_and_expat_refuses_it_too(text: str, message: str) -> None:
    assert message in messages(text)
    assert not expat_accepts(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('<a><b c="x < y">one</b></a>', "one"),
        ('<a><b c="x>two</b></a>', "two"),
        ("<a><b>x</b><b<Three</b></a>", "Three"),
        ("<a><b c=1>four</b></a>", "four"),
        ("<a>if x < y then</a>", "if x < y then"),
        ("<a>mail <me@example.org> now</a>", "mail <me@example.org> now"),
        ("<a>\n<<<<<<< mine\nfive\n=======\nsix\n>>>>>>> theirs\n</a>", "\nfive\n"),
    ],
)
def test_text_around_a_fault_is_kept(text: str, kept: str) -> None:
    tree = parse_xml(text)
    assert kept in pieces(tree, Kind.TEXT)
    assert len(tree.problems) == 1


def test_conflict_markers_are_no_text() -> None:
    tree = parse_xml("<a>\n<<<<<<< mine\nfive\n=======\nsix\n>>>>>>> theirs\n</a>")
    assert "".join(pieces(tree, Kind.TEXT)).split() == ["five", "six"]


def test_few_of_many_problems_are_shown() -> None:
    problems = parse_xml("<a>" + "&" * 500 + "</a>").problems
    assert len(problems) == PROBLEMS_SHOWN + 1
    assert problems[-1].message.startswith("480 more problems")


def test_entities_come_from_the_internal_subset() -> None:
    tree = parse_xml('<!DOCTYPE a SYSTEM "a.dtd" [<!-- ]> --><!ENTITY x "y &amp; z"><!ENTITY f SYSTEM "f.xml"> %more; ]><a b="&x;"/>')
    assert tree.entities["f"].system == "f.xml"
    assert tree.attributes(0)["b"].value == "y & z"
    assert tree.open_ended
    assert not tree.problems


def test_a_declared_entity_comes_before_the_name_that_html_knows() -> None:
    tree = parse_xml('<!DOCTYPE a [<!ENTITY part "Part 1">]><a b="&part; &image;"/>')
    assert tree.attributes(0)["b"].value == "Part 1 ℑ"


@pytest.mark.parametrize(
    "text",
    [
        "<a>" * 100_000,
        "<a>" * 100_000 + "</a>" * 100_000,
        "<a>" + "<" * 100_000,
        "<a>" + "<a " * 100_000,
        "<a>" + '<a "' * 100_000,
        "<a>" + '<a"<a\'"' * 50_000,
        "<a>" + "<!--" * 100_000,
        "<a>" + "<![CDATA[" * 50_000,
        "<a>" + "</b>" * 100_000,
        "<a>" + "<b><c></b></c>" * 30_000,
        "<a>" + "<a b=1>x " * 1_000 + "< " * 100_000,
        "<a>" + "\n<<<<<<< x\n" * 20_000,
        "<!DOCTYPE a [" + "<!ELEMENT " * 50_000,
        "<!DOCTYPE a [" + '<!ENTITY a "' * 50_000,
        "<a " + 'b="1" ' * 50_000 + ">",
        "<a" + " " * 200_000 + "<",
    ],
    ids=lambda text: text[:12],
)
def test_hostile_input_takes_linear_time(text: str) -> None:
    start = time.process_time()
    parse_xml(text)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("value", ["&x1;&x1;", "&x0;"])
def test_expansion_in_attributes_is_bounded(value: str) -> None:
    declared = "".join(f'<!ENTITY x{level} "{f"&x{level + 1};" * 10}">' for level in range(30))
    text = f'<!DOCTYPE a [{declared}<!ENTITY x30 "&x0; lol">]><a b="{value}"/>'
    assert len(parse_xml(text).attributes(0)["b"].value) < 20_000


_FRAGMENTS = ["<a>", "</a>", "<b c='d'>", "</b>", "<b/>", "x", " ", "&", "&amp;", "<", ">", '"', "<a", "<!--", "-->", "--", "<![CDATA[", "]]>", "<?p ", "?>"]


@given(st.lists(st.sampled_from(_FRAGMENTS), max_size=12))
def test_exactly_what_expat_refuses_is_a_problem(fragments: list[str]) -> None:
    text = "<r>" + "".join(fragments) + "</r>"
    tree = parse_xml(text)
    assert expat_accepts(text) == (not tree.problems)
    opened = [index for index, event in enumerate(tree.events) if event.kind is Kind.OPEN]
    assert all(tree.events[tree.partners[index]].kind is Kind.CLOSE for index in opened)
    assert [event.start for event in tree.events] == sorted(event.start for event in tree.events)
