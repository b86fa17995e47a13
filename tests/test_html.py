"""The HTML report: its parts, its places, and that nothing in a document becomes more than text."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from dataclasses import replace

import lxml.html
import pytest
from click.testing import CliRunner
from hostile import TITLE, WORDS, hostile_report
from sample_report import make_check, make_finding, make_report, sample_report

from hrlint.checking.catalogue import Catalogue
from hrlint.checking.check import Persona, Severity
from hrlint.checking.finding import LintedDocument, Report, Suppression, join_reports
from hrlint.checking.linter import Linter, Options
from hrlint.commands.main import cli
from hrlint.reading.proseranges import ProseRanges
from hrlint.reading.reader import read_text
from hrlint.reading.source import Source
from hrlint.reporting import html
from hrlint.reporting.formats import find_format, shows_documents
from hrlint.reporting.htmlpage.shown import https, shown
from hrlint.reporting.view import View

DRAFT = """# The Hello Protocol

## Introduction

A client says hello to a server. The server logs the name of each user.

- Each client MUST send its device identifier in every request.
- A client SHOULD use TLS.

```
GET /hello
```

| field | use |
| --- | --- |
| name | the name of the user |

## Privacy Considerations

None.

## Security Considerations

An attacker on the path reads the device identifier. Clients SHOULD encrypt it.
"""

EVIL = """# <script>alert(1)</script> Protocol

## <img src=x onerror=alert(2)> "quoted' `<svg onload=alert(3)>`

The server logs the name of each user, `</style></script><script>alert(4)</script>`, \u202eevil\u202c and \x1b[31m, javascript:alert(5).

- [click](javascript:alert(6)) the server logs the name of each user\u2066 too.

```
</pre><script>alert(7)</script>
```

## Security Considerations

None. <a href="javascript:alert(8)" onclick="alert(9)">go</a> {{ 7 * 7 }} {% raw %}
"""


def linted(catalogue: Catalogue, *texts: str) -> Report:
    linter = Linter(catalogue, Options(persona=Persona.REVIEWER), keeps_contents=True)
    return join_reports(linter.lint(read_text(text, f"draft-{number}.md")) for number, text in enumerate(texts))


def rendered(report: Report) -> str:
    return html.render(report, View())


def page_of(report: Report) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(rendered(report))


@pytest.fixture(scope="module")
def report(catalogue: Catalogue) -> Report:
    return linted(catalogue, DRAFT)


@pytest.fixture(scope="module")
def page(report: Report) -> lxml.html.HtmlElement:
    return page_of(report)


def test_every_finding_is_a_note_and_leads_to_its_words(report, page):
    notes = page.cssselect("article.note")
    assert len(notes) == len(report.findings) >= 3
    assert sorted(note.cssselect(".title")[0].text_content() for note in notes) == sorted(finding.check.title for finding in report.findings)
    for finding in report.findings:
        text = " ".join(page.xpath(f"//article[contains(@class, 'note')]//p[@class='message'][. = {_literal(finding.message)}]/text()"))
        assert text == finding.message
    ids = set(page.xpath("//@id"))
    assert {reference.get("href")[1:] for reference in page.cssselect("a[href^='#']")} <= ids


def test_marks_are_the_words_that_the_findings_quote(report, page):
    for note in page.cssselect("article.note"):
        quoted = note.xpath(".//p[@class='place']/q")
        words = " ".join(" ".join(mark.text_content() for mark in page.cssselect("mark") if note.get("id") in mark.get("data-notes", "").split()).split())
        heading = page.get_element_by_id(note.xpath(".//p[@class='place']//a/@href")[0][1:]).tag.startswith("h")
        assert heading or quoted[0].text_content() in words


def test_the_whole_text_is_there_in_its_order(page):
    prose = " ".join(" ".join(block.text_content() for block in page.cssselect(".text .prose")).split())
    for words in (
        "Introduction",
        "A client says hello to a server.",
        "GET /hello",
        "the name of the user",
        "Security Considerations",
        "An attacker on the path",
    ):
        _before, found, prose = prose.partition(words)
        assert found == words


def test_notes_stand_in_the_row_of_their_words(page):
    for row in page.cssselect(".row"):
        references = {reference.get("href")[1:] for reference in row.cssselect(".prose:not(.rest) a.ref")}
        about = row.cssselect(".prose > h1, .prose > h2, .prose > h3, .prose > h4, .prose > h5, .prose > h6")
        for note in row.cssselect("article.note"):
            assert about or note.get("id") in references


def test_headings_leave_out_no_level(catalogue):
    deep = "# A\n\n###### F\n\nText.\n\n## B\n\nText.\n"
    for texts in ((DRAFT,), (DRAFT, EVIL, deep)):
        levels = [int(heading.tag[1]) for heading in page_of(linted(catalogue, *texts)).iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(following <= before + 1 for before, following in itertools.pairwise(levels))


def test_the_matrix_has_a_line_for_each_guideline_and_counts_what_is_open(page):
    table = page.cssselect("table.matrix")[0]
    lines = {row.cssselect("th")[0].text: row for row in table.cssselect("tbody tr")}
    assert [name for name in lines if name.startswith("4.")][:3] == ["4.1 Intermediaries", "4.2 Connectivity", "4.3 Reliability"]
    columns = [column.text_content().strip() for column in table.cssselect("thead th")]
    assert columns[2:] == ["Introduction", "Privacy Considerations", "Security Considerations"]
    privacy = next(row for name, row in lines.items() if name.endswith(" Privacy"))
    assert "open" in privacy.cssselect(".in-all")[0].text_content()
    assert "open" in privacy.cssselect("td.hit")[0].text_content()


def test_the_inventory_names_data_and_parties_with_their_places(page):
    data, parties = page.cssselect(".inventory table")
    assert "device identifier" in data.text_content()
    assert {row.cssselect("th bdi")[0].text for row in parties.cssselect("tbody tr")} >= {"client", "server", "user"}
    assert all(page.get_element_by_id(link.get("href")[1:]) is not None for link in data.cssselect("a"))


def test_the_same_report_gives_the_same_page(report, catalogue):
    assert rendered(report) == rendered(linted(catalogue, DRAFT))


def test_the_policy_lets_nothing_work_but_the_own_style_and_script(page):
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,), (script,) = page.xpath("//style/text()"), page.xpath("//script/text()")
    digests = ["sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    assert policy == f"default-src 'none'; style-src '{digests[0]}'; script-src '{digests[1]}'; base-uri 'none'; form-action 'none'"


def test_nothing_is_fetched(page):
    assert not page.xpath("//@src | //@srcset | //link | //iframe | //object | //embed | //img | //svg | //@style | //base")
    assert not re.search(r"url\(|@import", page.xpath("//style/text()")[0])
    assert not re.search(r"fetch|XMLHttpRequest|import|innerHTML|eval", page.xpath("//script/text()")[0])
    assert {address.partition("/")[0] for address in page.xpath("//a/@href") if not address.startswith("#")} == {"https:"}


@pytest.mark.parametrize(
    "make", [lambda catalogue: linted(catalogue, EVIL), lambda catalogue: linted(catalogue, EVIL, EVIL), lambda catalogue: hostile_report()]
)
def test_a_hostile_document_stays_text(catalogue, make):
    output = rendered(make(catalogue))
    page = lxml.html.document_fromstring(output)
    assert len(page.xpath("//script")) == len(page.xpath("//style")) == 1
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    assert not page.xpath("//img | //svg | //iframe | //@src")
    assert {address.partition(":")[0] for address in page.xpath("//@href") if not address.startswith("#")} == {"https"}
    allowed = re.sub(r"[\n\t]", "", output)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe]", allowed)
    output.encode("utf-8")


def test_what_is_hostile_can_be_read(catalogue):
    page = page_of(linted(catalogue, EVIL))
    text = page.text_content()
    assert "<img src=x onerror=alert(2)>" in page.cssselect(".text")[0].text_content() or "alert(2)" not in text
    assert "</script><script>alert(4)</script>" in text
    assert "\\u202eevil\\u202c" in text
    assert "</pre><script>alert(7)</script>" in page.cssselect("pre")[0].text_content()
    assert "7 * 7" in text
    assert "49" not in page.cssselect(".text")[0].text_content()
    hostile = page_of(hostile_report())
    assert " ".join(TITLE.split()) in " ".join(hostile.text_content().split())
    assert WORDS[:12] in hostile.text_content()


def test_what_is_shown_of_characters():
    assert shown("a\u202eb\x00\x1b\ud800\ufeff") == "a\\u202eb\\x00\\x1b\\ud800\\ufeff"
    assert shown("می\u200cخواهم 👩\u200d🔬\ufe0f e\u0301\tx\n") == "می\u200cخواهم 👩\u200d🔬\ufe0f e\u0301\tx\n"
    assert shown(7) == 7
    assert https("https://a.example/b#c") == "https://a.example/b#c"
    assert not any(map(https, ("javascript:alert(1)", "http://a.example", 'https://a.example/"onclick="', "https:alert(1)", "data:text/html,x")))


def test_a_report_without_texts_shows_its_findings():
    page = page_of(sample_report())
    assert page.cssselect("mark[data-notes]")[0].text == "device identifier"
    assert [heading.text_content() for heading in page.cssselect(".text h3")] == ["1 Handshake"]
    assert not page.cssselect("table")


def test_filters_offer_what_there_is():
    certain = make_finding(Source("a.md", "word"), "word", severity=Severity.ERROR)
    suspected = make_finding(Source("a.md", "word"), "word", check=make_check(id="rights/x"), suspected=True, suppressed=Suppression("inline", "fine", ""))
    page = page_of(make_report(certain, suspected))
    values = {name: page.xpath(f"//input[@name='{name}']/@value") for name in ("severity", "area", "persona", "accepted")}
    assert values == {"severity": ["error", "warning"], "area": ["privacy", "rights"], "persona": ["author", "reviewer"], "accepted": ["yes"]}
    assert [note.get("data-persona") for note in page.cssselect("article.note")] == ["author", "reviewer"]
    assert not page_of(make_report(certain)).xpath("//input[@name='persona' or @name='accepted']")


def test_nothing_found_and_findings_elsewhere():
    assert "No open question was found." in page_of(make_report()).text_content()
    elsewhere = replace(make_report(make_finding(Source("hrlint.toml", "x"), "x")), documents=(LintedDocument("a.md", "", "", "A", "", "", ""),))
    assert [heading.text_content() for heading in page_of(elsewhere).cssselect("h2")][1:] == ["A", "hrlint.toml"]


def test_overlapping_words_are_parted(catalogue):
    document = read_text(DRAFT)
    source = document.source
    findings = [make_finding(source, words) for words in ("Each client MUST send its device", "send its device identifier", "device")]
    from hrlint.checking.finding import Contents
    from hrlint.matching.inventory import Inventory

    linted_document = LintedDocument(source.path, "", "", "A", "", "", "", Contents(document, Inventory((), ())))
    page = page_of(make_report(*findings, documents=(linted_document,)))
    item = page.xpath("//li[starts-with(., 'Each client')]")[0]
    assert [(mark.text, len(mark.get("data-notes").split())) for mark in item.cssselect("mark")] == [
        ("Each client MUST ", 1),
        ("send its ", 2),
        ("device", 3),
        (" identifier", 1),
    ]
    assert [reference.text for reference in item.cssselect("a.ref")] == ["1", "3", "2"]


def test_prose_is_found_again():
    document = read_text(DRAFT)
    ranges = ProseRanges(document)
    for sentence in document.sentences:
        start, end = sentence.start, sentence.start + len(document.text(sentence.start, sentence.end).rstrip())
        assert ranges.find(document.prose.locate(start, end)) == (start, end)
    assert ranges.find(document.sections[1].location) is None


def test_only_the_formats_that_show_documents_keep_them(tmp_path):
    assert [name for name in ("html", "json", "text") if shows_documents(find_format(name))] == ["html"]
    path = tmp_path / "draft-x.md"
    path.write_text(DRAFT)
    written = tmp_path / "x.html"
    result = CliRunner().invoke(cli, ["check", "--isolated", "--exit-zero", "--output", f"html={written}", str(path)])
    assert result.exit_code == 0, result.output
    assert "A client says hello to a server." in written.read_text()


def _literal(text: str) -> str:
    return '"' + text + '"' if '"' not in text else "'" + text + "'"
