from __future__ import annotations

import re
from dataclasses import replace

import pytest
from click.testing import CliRunner
from hostile import hostile_report, many_findings
from markdown_it import MarkdownIt
from sample_pack import write_pack
from sample_report import make_check, make_finding, make_report, sample_report

from hrlint.commands.main import cli
from hrlint.reading.source import Source
from hrlint.reporting import ietf_comments
from hrlint.reporting.view import View


def rendered(report, **view):
    return ietf_comments.render(report, View(**view))


def named(report, *names):
    documents = [replace(report.documents[0], name=name, path=f"{name}.md") for name in names]
    return replace(report, documents=tuple(documents))


def headings(output):
    """Level and text of each heading, as CommonMark reads them."""
    tokens = MarkdownIt().parse(output)
    return [(token.tag, tokens[number + 1].content) for number, token in enumerate(tokens) if token.type == "heading_open"]


def test_a_review_has_the_headings_of_the_format():
    report = named(sample_report(), "draft-doe-hello-03")
    assert headings(rendered(report)) == [
        ("h1", "hrlint comments for draft-doe-hello-03"),
        ("h2", "Comments"),
        ("h3", "Identifier that stays the same"),
    ]


def test_the_reviewer_is_named():
    assert rendered(named(sample_report(), "draft-doe-hello-03"), reviewer="HRPC").startswith("# HRPC comments for draft-doe-hello-03\n")


def test_an_issue_has_its_section_the_words_and_the_advice():
    issue = rendered(sample_report()).partition("### ")[2]
    assert "\nSection 1, Handshake (line 3):\n\n> device identifier\n\nthe text does not say for how long it lives\n" in issue
    assert "\nSuggestion: Say how long it lives" in issue
    assert "\nBasis: RFC 6973 section 7.1" in issue


def test_errors_are_comments_hints_are_nits_and_nothing_is_a_discuss():
    found = headings(rendered(many_findings(1, 1, 1)))
    assert [text for tag, text in found if tag == "h2"] == ["Comments", "Nits"]
    assert [tag for tag, _ in found] == ["h1", "h2", "h3", "h3", "h2", "h3"]


def test_several_drafts_have_one_heading_and_each_issue_tells_its_file():
    output = rendered(named(sample_report(), "draft-a-01", "draft-b-02"))
    assert headings(output)[0] == ("h1", "hrlint comments for draft-a-01 and draft-b-02")
    assert "(draft.md, line 3)" in output


def test_nothing_found_is_a_review_without_issues():
    assert rendered(named(make_report(), "draft-doe-hello-03")) == "# hrlint comments for draft-doe-hello-03\n\nNo comments.\n"


def test_words_of_a_document_are_no_markup():
    output = rendered(hostile_report())
    tokens = [token for token in MarkdownIt().parse(output) for token in [token, *(token.children or [])]]
    assert {token.type for token in tokens if token.type.startswith(("html", "image", "code", "em", "strong"))} == set()
    assert {token.attrs["href"].partition("/checks/")[0] for token in tokens if token.type == "link_open"} == {"https://hrlint.github.io/hrlint"}
    assert [tag for tag, _ in headings(output)] == ["h1", "h2", "h3", "h3"]


HOSTILE_WORDS = ("# not a heading", "1. one", "- item", "> quote", "*stars* and _lines_", "a\n===", "``` x", "<b>", "[x](y)", "&amp;", "a  b\nc")


@pytest.mark.parametrize("words", HOSTILE_WORDS)
def test_quotes_are_still_the_words_of_the_document(words):
    """`ietf-comments` looks for them there, to find their lines."""
    output = rendered(make_report(make_finding(Source("a.md", words), words, check=make_check(advice="", basis=(), rights=()))))
    tokens = MarkdownIt().parse(output)
    quote = next(number for number, token in enumerate(tokens) if token.type == "blockquote_open")
    inline = tokens[quote + 2]
    assert "".join(child.content for child in inline.children) == " ".join(words.split())


def test_the_tool_of_the_format_reads_it(monkeypatch):
    """The parser that `ietf-comments` itself uses; it looks the draft up in the network, which is cut off here."""
    md_comments = pytest.importorskip("ietf_comments_engine.md_comments", reason="ietf-comments is not installed (extra `test`)")

    said = []

    class Ui:
        warn = error = staticmethod(said.append)

    class Changes:
        def __init__(self, *_):
            pass

        def find_change_line(self, content):
            return 1 if content == "device identifier" else None

    monkeypatch.setattr(md_comments, "DocChanges", Changes)
    read = md_comments.parse_markdown_comments(rendered(named(sample_report(), "draft-doe-hello-03")), Ui())
    assert (read.doc, read.revision) == ("draft-doe-hello", "03")
    assert {kind: [title for title, _ in issues] for kind, issues in read.issues.items()} == {
        "discuss": [],
        "comment": ["Identifier that stays the same"],
        "nit": [],
    }
    assert said == []


def test_the_command_line_names_format_and_reviewer(tmp_path):
    draft = tmp_path / "draft-doe-hello-03.md"
    draft.write_text("---\ntitle: Hello\ndocname: draft-doe-hello-03\n---\n\n--- abstract\n\nA.\n\n--- middle\n\n# Design\n\nClients send a frobnicator.\n")
    arguments = ["check", str(draft), *write_pack(tmp_path / "pack"), "-f", "ietf-comments", "--reviewer", "Security AD"]
    output = CliRunner().invoke(cli, arguments).stdout
    assert output.startswith("# Security AD comments for draft-doe-hello-03\n\n## Comments\n\n### ")
    assert re.search(r"\n> frobnicator", output)
