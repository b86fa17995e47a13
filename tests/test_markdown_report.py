from __future__ import annotations

import re

from hostile import hostile_report, many_findings
from markdown_it import MarkdownIt
from sample_report import make_finding, make_report, sample_report

from hrlint.checking.finding import Failure, Suppression
from hrlint.reading.source import Source
from hrlint.reporting import markdown
from hrlint.reporting.markdowntext import code, escaped
from hrlint.reporting.view import View


def rendered(report, **view):
    return markdown.render(report, View(**view))


def test_a_finding_is_an_item_with_its_words_and_what_to_do():
    output = rendered(sample_report())
    assert output.startswith("## hrlint: 1 finding\n\n- **warning**: Identifier that stays the same ([`privacy/persistent-identifier`](https://")
    assert "  `draft.md:3`, section 1 Handshake: the text does not say for how long it lives\n" in output
    assert "  > `device identifier`\n" in output
    assert "  *Also at*: line 5  \n" in output
    assert "  *Ask*: Say how long it lives, who can see it and how it is reset.  \n" in output
    assert output.endswith("what is left to people.\n")


def test_the_worst_comes_first():
    assert re.findall(r"- \*\*(\w+)\*\*", rendered(many_findings(1, 2, 1))) == ["error", "warning", "warning", "info"]


def test_nothing_found_is_said():
    assert rendered(make_report()).startswith("## hrlint: no findings\n\n1 document: no findings; ")


def test_what_failed_and_what_is_accepted_is_told():
    accepted = make_finding(Source("a.md", "id"), "id", suppressed=Suppression("inline", "per message", "2027-01-01"))
    output = rendered(make_report(accepted, failures=(Failure("b.md", "it is empty"),)))
    assert "- `b.md`: it is empty\n" in output
    assert "<details><summary>1 accepted</summary>\n\n- `privacy/persistent-identifier` `a.md:1`: per message (until 2027-01-01)\n" in output


def test_it_fits_into_a_comment():
    output = rendered(many_findings(0, 900, 0))
    assert len(output) < 65_536
    left_out = int(re.search(r"\n(\d+) more findings are left out here\.\n", output)[1])
    assert left_out + output.count("- **warning**") == 900


def test_words_of_a_document_are_no_markup_no_mentions_and_no_links():
    output = rendered(hostile_report())
    html = MarkdownIt("gfm-like", {"linkify": False}).render(output)
    assert set(re.findall(r"<(\w+)", html)) <= {"h2", "ul", "li", "p", "strong", "em", "a", "code", "blockquote", "br", "details", "summary"}
    prose = re.sub(r"<code>.*?</code>", "", html)
    assert not re.search(r"@\w", prose)
    assert "https://evil" not in prose
    assert {address.partition("/checks/")[0] for address in re.findall(r'href="([^"]*)"', html)} == {"https://hrlint.github.io/hrlint"}


def test_prose_and_code_show_the_same_characters():
    markdown_it = MarkdownIt("commonmark")
    for text in ("a *b* _c_ `d` <e> &amp; [f](g) # h", "- i", "12. k", "``x``", "`", "a\\b", "| a | b |", "~~x~~", "!!!", "$x$"):
        shown = "".join(child.content for child in markdown_it.parseInline(escaped(text))[0].children).replace("\u200b", "")
        assert shown == text
        (span,) = markdown_it.parseInline(code(text))[0].children
        assert (span.type, span.content) == ("code_inline", text)
