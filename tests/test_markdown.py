"""The Markdown family: structure, inline markup, includes, and the exact places of all words."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

from hrlint.reading.document import BlockKind, Document, Format, Role
from hrlint.reading.includes import Includes
from hrlint.reading.markdown import read_markdown
from hrlint.reading.mediawiki import read_mediawiki
from hrlint.reading.source import Source

HEAD = "---\ntitle: Tea\ndocname: draft-tea-00\n--- abstract\n\nAbout tea.\n\n--- middle\n\n"


def read(text: str, format: Format = Format.MARKDOWN, root: Path | None = None, path: str = "tea.md") -> Document:
    document = read_markdown(Source(path, text), format, Includes(root))
    check_places(document)
    return document


def kramdown(body: str) -> Document:
    return read(HEAD + body, Format.KRAMDOWN_RFC)


def mmark(body: str) -> Document:
    return read('%%%\ntitle = "Tea"\n%%%\n\n' + body, Format.MMARK)


def check_places(document: Document) -> None:
    """The letters of every sentence stand, in this order, where the document says that it stands."""
    for sentence in document.sentences:
        quote = document.prose.locate(sentence.start, sentence.end).quote
        rest = iter(quote)
        letters = re.findall(r"[^\W_]", document.text(sentence.start, sentence.end))
        assert "&" in quote or all(letter in rest for letter in letters)  # an entity may stand for a letter


def blocks(document: Document, kind: BlockKind) -> list[str]:
    return [document.text(block.start, block.end) for block in document.blocks if block.kind is kind]


def prose(document: Document) -> str:
    return document.prose.text.replace("\n", " / ").strip(" /")


def titles(document: Document) -> list[tuple[int, str, str]]:
    return [(section.depth, section.number, section.title) for section in document.sections[1:]]


# --- kramdown-rfc


def test_separators_make_sections_and_appendices() -> None:
    document = read(
        "---\ntitle: Tea\n--- abstract\n\nShort.\n\n--- note_To_Readers\n\nHello.\n\n--- middle\n\n# One\n\n## Two\n\n# Three\n\n--- back\n\n"
        "# Four\n\n## Five\n\n# Thanks\n{:numbered='false'}\n\n## Inner\n",
        Format.KRAMDOWN_RFC,
    )
    assert titles(document) == [
        (1, "", "Abstract"),
        (1, "", "To Readers"),
        (1, "1", "One"),
        (2, "1.1", "Two"),
        (1, "2", "Three"),
        (1, "A", "Four"),
        (2, "A.1", "Five"),
        (1, "", "Thanks"),
        (2, "", "Inner"),
    ]
    assert document.sections[1].role is Role.ABSTRACT
    assert "title" not in prose(document)
    assert document.meta.title == "Tea"
    assert document.title_location.quote == "Tea"


def test_headings_in_all_their_forms() -> None:
    document = kramdown(
        "One  {#one}\n===\n\n# Two `code` {{RFC1}} #\n\n# Three {#three .x}\n\nText\n{: #para}\n\n# Four\n{: #four\ntitle='x'}\n\n#Five\n\n"
        "#### Deep\n\nNo\n#heading? Yes.\n"
    )
    assert [title for _, _, title in titles(document)] == ["Abstract", "One", "Two code [RFC1]", "Three", "Four", "Five", "Deep"]
    assert [section.anchor for section in document.sections[2:]] == ["one", "two-code-rfc1", "three", "four", "five", "deep"]
    assert document.sections[2].location.quote == "One"
    assert "para" not in prose(document)


def test_manual_numbers_and_hash_without_space_in_plain_markdown() -> None:
    document = read("# Spec\n\n## 1. Goals\n\n#no heading\n\n## 3.2 More {#x}\n\n## A. Extra\n\n## 2fa\n")
    assert titles(document) == [(1, "1", "Goals"), (1, "3.2", "More"), (1, "A", "Extra"), (1, "", "2fa")]
    assert "#no heading" in prose(document)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("{{RFC8446}}", "[RFC8446]"),
        ("{{!RFC2119}}{{?I-D.x-y}}", "[RFC2119][I-D.x-y]"),
        ("{{!NAME=RFC2119}}", "[NAME]"),
        ("{{-alias}}", "[alias]"),
        ("{{Section 3.1 of\nRFC9110}}", "Section 3.1 of [RFC9110]"),
        ("{{Sections 4 and 5 of !RFC9110}}", "Sections 4 and 5 of [RFC9110]"),
        ("{{RFC7258, Section 2}}", "[RFC7258], Section 2"),
        ("{{A.3<QUIC}}", "A.3"),
        ("{{{Zoë}{Zoe}}}", "Zoë"),
        ("{{open", "{{open"),
        ("{{{open", "{{{open"),
        ("[text](#here){: .x}", "text [here]"),
        ("[](#here)", "[here]"),
        ('<xref target="here"/>', "[here]"),
        ("index(((tea, green)))", "index"),
    ],
)
def test_kramdown_references(markup: str, expected: str) -> None:
    assert blocks(kramdown(f"# S\n\n{markup}\n"), BlockKind.PARAGRAPH)[-1] == expected


def test_definition_lists() -> None:
    document = kramdown(
        "# S\n\nTerms:\n\nfirst:\n: one\n\n  more\n  {: .x}\n\n      still prose?\n\nsecond\nthird\n\n:   two\n    lines\n\n    * item\n\nAfter\n"
    )
    assert blocks(document, BlockKind.TERM) == ["first:", "second", "third"]
    assert blocks(document, BlockKind.ITEM) == ["one", "more", "two lines", "item"]
    assert blocks(document, BlockKind.PARAGRAPH)[-1] == "After"


def test_what_is_no_prose() -> None:
    document = kramdown(
        "# S\n\n{:toc: .x}\n\n*[TEA]: hot\n\n{::comment}\nhidden\n\n# Hidden\n{:/comment}\n\nSeen <!-- not seen --> here.\n\n<!-- not\n\n# Hidden\n-->\n\n"
        "~~~~ abnf\n~~~\ncode\n~~~~\n\n    indented\n\n$$\nx^2\n$$\n\n[link]: http://x 'title'\n"
    )
    assert prose(document) == "About tea. / Seen here."
    assert [title for _, _, title in titles(document)] == ["Abstract", "S"]


def test_boilerplate_counts_as_text() -> None:
    assert prose(kramdown("# Conventions\n\n{::boilerplate bcp14-tagged}\n")).endswith("bcp14-tagged")


def test_asides_quotes_and_editor_comments() -> None:
    document = kramdown("# S\n\n> said\n\n> aside\n{:aside}\n\n> Note: mind\n\n<cref>\neditor\n</cref>\n\nText [^1].\n\n[^1]: foot\n")
    assert blocks(document, BlockKind.QUOTE) == ["said"]
    assert blocks(document, BlockKind.NOTE) == ["aside", "Note: mind", "editor", "foot"]
    assert "Text ." in prose(document)


def test_tables_with_and_without_a_rule_below_the_head() -> None:
    document = kramdown("# S\n\n| a | b `x|y` |\n|:--|---|\n| c |  |\n{: title='T'}\n\n|d|e|\n|f|g|\n\nh | i\n|--|--|\nj | k\n")
    assert blocks(document, BlockKind.CELL) == ["a", "b x|y", "c", "d", "e", "f", "g", "h", "i", "j", "k"]


def test_raw_tags() -> None:
    document = kramdown(
        "# S\n\n<t>Uses <tt>x</tt> &lt; y&nbsp;z; <name> stays.</t>\n\n<figure><artwork>\ncode\n\nmore\n</artwork></figure>\n\n2<sup>32</sup>\n"
    )
    assert blocks(document, BlockKind.PARAGRAPH)[1:] == ["Uses x < y z; <name> stays.", "2^32"]


def test_an_unclosed_fence_ends_before_the_next_heading() -> None:
    document = kramdown("# S\n\n~~~\ncode\n\n# Next\n\nText\n")
    assert [title for _, _, title in titles(document)] == ["Abstract", "S", "Next"]
    assert prose(document) == "About tea. / Text"
    assert document.diagnostics[0].line == HEAD.count("\n") + 3


# --- mmark


def test_mmark_frame_and_references() -> None:
    document = mmark(
        ".# Abstract\n\nShort.\n\n{mainmatter}\n\n# One {#one}\n\nSee [@!RFC2119], [@RFC9110, section 1], (#one) and [@A; @?B].\n\n"
        '!---\n~~~\ncode\n~~~\nFigure: A picture {#fig}\n!---\n\nA> beside\n\n{backmatter}\n\n{numbered="false"}\n# Thanks\n\n# Other\n'
        "\n<reference anchor='X'>\n<front><title>Hidden</title>\n\n</front></reference>\n"
    )
    assert titles(document) == [(1, "", "Abstract"), (1, "1", "One"), (1, "", "Thanks"), (1, "A", "Other")]
    assert "See [RFC2119], [RFC9110], section 1, [one] and [A], [B]." in prose(document)
    assert "A picture" in prose(document)
    assert "Hidden" not in prose(document)
    assert blocks(document, BlockKind.NOTE) == ["beside"]
    assert document.sections[2].anchor == "one"


def test_a_chapter_of_mmark_is_a_fragment_with_a_role() -> None:
    document = read("# Security Considerations\n\nNone.\n", Format.MMARK)
    assert document.fragment
    assert document.sections[1].role is Role.SECURITY


# --- plain Markdown


def test_the_first_heading_of_its_level_is_the_title() -> None:
    document = read("# The *Tea* Protocol\n\nHello.\n\n## Security\n\nText\n")
    assert document.meta.title == "The Tea Protocol"
    assert document.title_location.quote == "The *Tea* Protocol"
    assert titles(document) == [(1, "", "Security")]
    assert not document.fragment
    assert document.meta.name == "tea"


def test_a_chapter_heading_is_no_title() -> None:
    document = read("# Security Considerations\n\nText\n\n## Spoofing\n\nMore\n")
    assert document.fragment
    assert titles(document) == [(1, "", "Security Considerations"), (2, "", "Spoofing")]


def test_repeated_outermost_headings_are_sections() -> None:
    document = read("---\neip: 1\ntitle: Tea\n---\n\n# Abstract\n\nx\n\n# Motivation\n\ny\n")
    assert titles(document) == [(1, "", "Abstract"), (1, "", "Motivation")]


def test_depths_start_at_one() -> None:
    assert titles(read("---\ntitle: Tea\n---\n\n## A\n\n#### B\n\n## C\n")) == [(1, "", "A"), (3, "", "B"), (1, "", "C")]


def test_a_known_title_in_bold_is_a_heading() -> None:
    document = read("# Tea\n\n## Proposal\n\n**Security**\n\nText\n\n**Not a title of anything**\n\nMore\n")
    assert titles(document) == [(1, "", "Proposal"), (2, "", "Security")]
    assert "Not a title of anything" in prose(document)


def test_inline_markup_vanishes_and_words_stay() -> None:
    document = read(
        "# Tea\n\nA **bold _word_** with `code_x` and client_id, [a link](http://x/(y) 'z'), [one][ref], [ref], [no][such], ![alt](img.png)\\*,\n"
        "<https://a_b.example/>, 5 * 3 &amp; 2 \\< 3[^n], ~~old~~ :tea: $k$-anonymous for $5 or $6.\n\n[ref]: http://x\n"
    )
    assert prose(document) == (
        "A bold word with code_x and client_id, a link, one, ref, [no][such], *, https://a_b.example/, 5 * 3 & 2 < 3, old :tea: k-anonymous for $5 or $6."
    )


def test_lists_know_what_introduces_them() -> None:
    document = read("# Tea\n\nClients MUST:\n\n* wait\n\n  longer\n  1. deep\n* [x] pour\n\n## Next\n\n- alone\n")
    leads = [document.text(*document.blocks[block.lead][1:3]) if block.lead is not None else None for block in document.blocks if block.kind is BlockKind.ITEM]
    assert blocks(document, BlockKind.ITEM) == ["wait", "longer", "deep", "pour", "alone"]
    assert leads == ["Clients MUST:"] * 4 + [None]


def test_contents_written_by_hand_are_left_out() -> None:
    assert prose(read("# Tea\n\n- [Security](#security)\n  - [Deep `x`](#deep)\n- [Tea](http://x)\n\n## Security\n")) == "Tea"


def test_admonitions_footnotes_and_html() -> None:
    document = read(
        "# Tea\n\n> [!NOTE]\n> Hot.\n\n> plain\n> quote\n\n[^1]: Foot one.\n[^2]: Foot two.\n\n"
        "<details>\n<summary>More</summary>\n<p>Inside <b>it</b></p>\n<pre>\ncode\n\n</pre>\n"
        "</details>\n\n<h2 id='x'>Heading</h2>\n\n<table><tr><td>cell</td></tr></table>\n"
    )
    assert blocks(document, BlockKind.NOTE) == ["Hot.", "Foot one.", "Foot two."]
    assert blocks(document, BlockKind.QUOTE) == ["plain quote"]
    assert blocks(document, BlockKind.PARAGRAPH) == ["More", "Inside it"]
    assert blocks(document, BlockKind.CELL) == ["cell"]
    assert len(blocks(document, BlockKind.CODE)) == 1
    assert titles(document) == [(1, "", "Heading")]


def test_text_after_a_quote_or_list_mark_keeps_its_place() -> None:
    document = read("# Tea\n\n- > first line\n  > second line\n\n1. tab\there\n   * x\\|y\n")
    second = document.prose.text.index("second")
    assert document.prose.locate(second, second + 6).quote == "second"
    assert document.prose.locate(second, second + 6).start == (4, 5)


def test_directives_know_their_section() -> None:
    document = read(
        "# Tea\n\n<!-- hrlint: accept a/b -- why -->\n\n## One\n<!-- hrlint: accept c/d -- so -->\n\nText\n\n"
        "```\n<!-- hrlint: accept no/no -->\n```\n\n`<!-- hrlint: no -->`\n"
    )
    assert [(directive.text, directive.section) for directive in document.directives] == [("accept a/b -- why", None), ("accept c/d -- so", 1)]


def test_other_scripts() -> None:
    document = read("# 茶の仕様\n\n> **注意**:これは**重要。**です。次の文。\n\n## 安全\n\nТекст — *важный*.\n")
    assert document.meta.title == "茶の仕様"
    assert "これは重要。です。" in prose(document)
    assert "Текст — важный." in prose(document)


def test_templates_of_site_generators_vanish() -> None:
    assert prose(read("# Tea\n\nA {{< ref x >}} b {% raw %}c{% endraw %} {{ d }}\n")) == "A b c {{ d }}"


# --- includes


def test_included_prose_belongs_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "part.md").write_text("# Part\n\nIncluded words.\n", encoding="utf-8")
    document = read(
        HEAD + "# S\n\n{::include part.md}\n\nAfter.\n\n~~~\n{::include missing.json}\n~~~\n", Format.KRAMDOWN_RFC, tmp_path, str(tmp_path / "tea.md")
    )
    at = document.prose.text.index("Included")
    assert document.prose.locate(at, at + 8).source.path.endswith("part.md")
    assert document.prose.locate(at, at + 8).start == (3, 1)
    assert [section.title for section in document.sections[2:]] == ["S", "Part"]
    assert len(document.sources) == 2
    assert document.diagnostics == ()


def test_missing_and_circular_includes_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A\n\n{{b.md}}\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("B\n\n{{a.md}}\n", encoding="utf-8")
    text = "%%%\ntitle = 'Tea'\n%%%\n\n{mainmatter}\n\n# S\n\n{{a.md}}\n\n{{gone.md}}\n\n<{{code.go}}\n\nEnd\n"
    document = read(text, Format.MMARK, tmp_path, str(tmp_path / "tea.md"))
    assert prose(document) == "A / B / End"
    assert [(Path(diagnostic.path).name, diagnostic.line) for diagnostic in document.diagnostics] == [("b.md", 3), ("tea.md", 11)]
    assert [block.kind for block in document.blocks].count(BlockKind.CODE) == 1


# --- MediaWiki


def test_mediawiki() -> None:
    text = (
        "<pre>\n  BIP: 7\n  Title: Tea\n</pre>\n\n"
        "==Abstract==\nTea is '''hot''' and [[bip-1|linked]] or [http://x named].<ref>A note.</ref> More\nlines.\n\n* one\n"
        '** two <code>x_y</code>\n\n===Security===\n<!-- gone -->\n {| no\n<pre>\ncode\n</pre>\n{|\n! Head\n|-\n| a || style="x" | b\n|}\n{{Template|x}}\n'
    )
    document = read_mediawiki(Source("bip.mediawiki", text), Includes(None))
    check_places(document)
    assert titles(document) == [(1, "", "Abstract"), (2, "", "Security")]
    assert (document.meta.name, document.meta.title) == ("BIP-7", "Tea")
    assert blocks(document, BlockKind.PARAGRAPH) == ["Tea is hot and linked or named. More lines."]
    assert blocks(document, BlockKind.NOTE) == ["A note."]
    assert blocks(document, BlockKind.ITEM) == ["one", "two x_y"]
    assert blocks(document, BlockKind.CELL) == ["Head", "a", "b"]


# --- robustness


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "[a](",
        "](",
        "`a``",
        "{{",
        "{{a\n",
        "*a **b ",
        "_a*",
        "<a ",
        "<!-- ",
        "<svg\n",
        "# {#a ",
        "~~~x\n\n# h\n",
        "[a]: b\n",
        "<h1>",
        "{: #a\n",
        "> ",
        "- ",
        "$a",
    ],
)
def test_hostile_input_takes_linear_time(unit: str) -> None:
    spent = []
    for size in (10_000, 80_000):
        begin = time.process_time()
        for format in (Format.KRAMDOWN_RFC, Format.MARKDOWN):
            read_markdown(Source("x.md", "# A\n\n" + unit * (size // len(unit)) + "\n"), format, Includes(None))
        spent.append(time.process_time() - begin)
    assert spent[1] < 30 * max(spent[0], 0.02)  # 8 times the input; 64 times the time where it is quadratic


@pytest.mark.parametrize("format", [Format.KRAMDOWN_RFC, Format.MMARK, Format.MARKDOWN])
@pytest.mark.parametrize(
    "text", ["", "\n", "---", "--- abstract", "%%%", "+++\n", "```", "<!--", "#", "> ", "- ", "|", "{{", "\ufffd\u2028\u0085x\x0cy", "a\n===", "[x]:"]
)
def test_odd_little_documents_are_read(text: str, format: Format) -> None:
    read(text, format)


@pytest.mark.skipif("HRLINT_CORPUS" not in os.environ, reason="HRLINT_CORPUS names no folder of real documents")
@pytest.mark.parametrize(
    ("folder", "format"),
    [("kramdown", Format.KRAMDOWN_RFC), ("mmark", Format.MMARK), ("eip", Format.MARKDOWN), ("msc", Format.MARKDOWN), ("other-markdown", Format.MARKDOWN)],
)
def test_words_of_real_documents_stand_where_they_are_said_to_stand(folder: str, format: Format) -> None:
    for path in sorted(Path(os.environ["HRLINT_CORPUS"], folder).glob("*.m*d*")):
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        if path.suffix == ".mediawiki":
            check_places(read_mediawiki(Source(str(path), text), Includes(None)))
        else:
            read(text, format, path.parent, str(path))
