"""Acceptances: which findings they accept, and what is said of them."""

import subprocess
import sys
from datetime import date
from time import process_time

import pytest
from sample_catalogue import VOCABULARY, check_yaml, make_catalogue

from hrlint.checking.acceptance import Fault, read_wording
from hrlint.checking.acceptancechecks import acceptance_checks
from hrlint.checking.catalogue import Catalogue
from hrlint.checking.check import Persona, Severity
from hrlint.checking.linter import Linter, Options, Terms
from hrlint.reading.document import Format
from hrlint.reading.reader import read_text

TODAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def checks(tmp_path_factory):
    """A check that reports once a document, one that reports every place, one on a missing section; and those about acceptances."""
    own = make_catalogue(
        tmp_path_factory.mktemp("checks"),
        {
            "vocabulary/words.yaml": VOCABULARY,
            "privacy/logged.yaml": check_yaml("{concept: log-act}", "{concept: deletion}"),
            "wording/named.yaml": check_yaml("{concept: name}", report="place"),
            "privacy/missing.yaml": check_yaml("{section: privacy, state: missing}"),
        },
    )
    return Catalogue(tuple(sorted([*own.checks, *acceptance_checks()], key=lambda check: check.id)), own.vocabulary, own.facts)


@pytest.fixture
def lint(checks):
    def run(text, name="draft.md", select=("privacy/logged", "wording/named", "acceptance"), suppressions=True, today=TODAY, **options):
        document = read_text(text, name, format=options.pop("format", None))
        return Linter(checks, Options(Persona.REVIEWER, select, suppressions=suppressions, **options)).lint(document, Terms(today=today))

    return run


def shown(report):
    """The findings that count: check and line."""
    return [(finding.check.id, finding.location.start.line) for finding in report.open_findings]


def accepted(report):
    return [(finding.check.id, finding.location.start.line, finding.suppressed.reason) for finding in report.findings if finding.suppressed]


ONE = """# Title

## First

{here}

The server logs requests.

### Below

The server logs more.

## Second

The server logs all.
"""


def test_an_acceptance_counts_for_its_section_and_those_below(lint):
    report = lint(ONE.format(here="<!-- hrlint: accept privacy/logged because it is needed -->"))
    assert shown(report) == [("privacy/logged", 15)]
    assert accepted(report) == [("privacy/logged", 7, "it is needed")]
    assert [related.location.start.line for finding in report.findings for related in finding.related] == [11]


def test_before_the_first_section_it_counts_for_the_document(lint):
    report = lint("# Title\n\n<!-- hrlint: accept privacy/logged because it is needed -->\n" + ONE.format(here="").removeprefix("# Title\n"))
    assert shown(report) == []
    assert len(accepted(report)) == 1


def test_another_section_does_not_accept(lint):
    text = ONE.format(here="").replace("## Second\n", "## Second\n\n<!-- hrlint: accept privacy/logged because it is needed -->\n")
    assert shown(lint(text)) == [("privacy/logged", 7)]
    assert accepted(lint(text)) == [("privacy/logged", 17, "it is needed")]


def test_the_innermost_acceptance_gives_the_reason(lint):
    directive = "<!-- hrlint: accept privacy/logged because {} one -->"
    text = f"# Title\n\n{directive.format('outer')}\n\n## First\n\n{directive.format('inner')}\n\nA server logs.\n"
    report = lint(text)
    assert [finding.suppressed.reason for finding in report.findings if finding.suppressed] == ["inner one"]
    assert shown(report) == [("acceptance/unused", 3)]


def test_the_abstract_comes_before_the_first_section(lint):
    directive = "<!-- hrlint: accept privacy/logged because it is needed -->"
    text = f"---\ntitle: T\ndocname: draft-doe-hello-03\n\n--- abstract\n\nHello.\n\n{directive}\n\n--- middle\n\n# One\n\nA server logs.\n"
    assert shown(lint(text)) == []


def test_a_missing_section_is_accepted_by_the_document(lint):
    text = "# Title\n\n{}\n\n## One\n\n{}\n\nA server waits.\n"
    directive = "<!-- hrlint: accept privacy/missing because nobody is concerned -->"
    select = ("privacy/missing", "acceptance")
    assert shown(lint(text.format("", ""), select=select)) == [("privacy/missing", 1)]
    assert shown(lint(text.format(directive, ""), select=select)) == []
    assert shown(lint(text.format("", directive), select=select)) == [("privacy/missing", 1), ("acceptance/unused", 7)]


def test_several_checks_in_one_comment(lint):
    text = "# T\n\n<!-- hrlint: accept privacy/logged, wording/named because it is so -->\n\n## One\n\nThe server logs the user name.\n"
    assert shown(lint(text)) == []
    assert len(accepted(lint(text))) == 2


def test_places_are_accepted_one_by_one(lint):
    text = "# T\n\n## One\n\n<!-- hrlint: accept wording/named because it is so -->\n\nA name. A user name.\n\n## Two\n\nA name.\n"
    assert shown(lint(text)) == [("wording/named", 11)]
    assert len(accepted(lint(text))) == 2


@pytest.mark.parametrize("format", [Format.KRAMDOWN_RFC, Format.MMARK, Format.MARKDOWN])
def test_comments_of_several_lines(lint, format):
    text = "# One\n\n<!--\nhrlint: accept privacy/logged because\n  it is\n  needed\n-->\n\nThe server logs it.\n\n# Two\n\nNothing.\n"
    assert [reason for *_, reason in accepted(lint(text, format=format))] == ["it is needed"]


def test_in_xml(lint):
    text = """<rfc version="3" ipr="trust200902" docName="draft-doe-hello-03"><front><title>Hello</title></front><middle>
<section><name>One</name><!-- hrlint: accept privacy/logged because it is needed --><t>The server logs it.</t></section>
<section><name>Two</name><t>The server logs it.</t></section></middle></rfc>
"""
    report = lint(text, "draft.xml")
    assert shown(report) == [("privacy/logged", 3)]
    assert accepted(report) == [("privacy/logged", 2, "it is needed")]


# --- what is wrong with acceptances


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("accept privacy/logged", "without-reason"),
        ("accept privacy/logged because", "without-reason"),
        ("accept privacy/logged because ?", "without-reason"),
        ("accept privacy because I say so", "malformed"),
        ("accept * because I say so", "malformed"),
        ("accept because I say so", "malformed"),
        ("accept privacy/logged it is needed", "malformed"),
        ("accept privacy/logged because it is (expires soon)", "malformed"),
        ("ignore privacy/logged because it is", "malformed"),
        ("accept privacy/logged because it is (expires 2026-05-31)", "expired"),
        ("accept privacy/lgged because it is", "unknown-check"),
    ],
)
def test_what_accepts_nothing_is_a_finding(lint, words, fault):
    report = lint(f"# T\n\n## One\n\n<!-- hrlint: {words} -->\n\nA server logs.\n")
    assert shown(report) == [(f"acceptance/{fault}", 5), ("privacy/logged", 7)]
    assert report.findings[0].location.quote.startswith("<!-- hrlint: ")


def test_an_unknown_check_is_told_with_the_one_that_was_meant(lint):
    report = lint("# T\n\n<!-- hrlint: accept privacy/lgged because it is -->\n\nA text.\n")
    assert report.findings[0].message == "unknown check `privacy/lgged`; did you mean `privacy/logged`?"


def test_the_last_day_still_counts(lint):
    text = "# T\n\n<!-- hrlint: accept privacy/logged because it is so (expires 2026-06-01) -->\n\n## One\n\nA server logs.\n"
    assert shown(lint(text)) == []
    assert shown(lint(text, today=date(2026, 6, 2))) == [("acceptance/expired", 3), ("privacy/logged", 7)]
    assert lint(text).findings[0].suppressed.expires == "2026-06-01"


def test_unused_is_said_only_of_checks_that_were_asked(lint):
    text = "# T\n\n<!-- hrlint: accept wording/named because it is so -->\n\n## One\n\nA server waits.\n"
    assert shown(lint(text)) == [("acceptance/unused", 3)]
    assert shown(lint(text, select=("privacy/logged", "acceptance"))) == []
    assert shown(lint(text, ignore=("acceptance/unused",))) == []


def test_a_comment_glued_to_a_list_item_leaks(lint):
    directive = "<!-- hrlint: accept privacy/logged because it is so -->"
    glued = f"# One\n\n* The server logs it.\n{directive}\n"
    assert shown(lint(glued)) == [("acceptance/leaks", 4)]
    for harmless in (
        f"# One\n\n* The server logs it.\n\n{directive}\n",
        f"# One\n\nThe server logs it.\n{directive}\n",
        f"# One\n\n* The server logs it. {directive}\n",
    ):
        assert shown(lint(harmless)) == []


def test_two_hyphens_break_xml_but_not_markdown(lint):
    text = "# One\n\n<!-- hrlint: accept privacy/logged -- it is so -->\n\nA server logs.\n"
    assert shown(lint(text, format=Format.MARKDOWN)) == []
    report = lint(text, format=Format.KRAMDOWN_RFC)
    assert shown(report) == [("acceptance/breaks-xml", 3)]
    assert report.open_findings[0].severity is Severity.ERROR


def test_without_suppressions_everything_is_reported(lint):
    text = ONE.format(here="<!-- hrlint: accept privacy/logged because it is needed -->")
    assert shown(lint(text, suppressions=False)) == [("privacy/logged", 7)]
    assert accepted(lint(text, suppressions=False)) == []


@pytest.mark.parametrize("separator", ["because", "--", "—", "–", "-", ":"])
def test_separators(separator):
    wording = read_wording(f"accept privacy/logged {separator} it is: so -- really (expires 2027-06-01)")
    assert wording == (("privacy/logged",), "it is: so -- really", "2027-06-01", ())


def test_a_colon_needs_no_space_before_it():
    assert read_wording("accept privacy/logged, a/b: it is so").checks == ("privacy/logged", "a/b")


def test_every_fault_has_a_check_that_can_be_explained(checks):
    for fault in Fault:
        check = checks.get(f"acceptance/{fault.value}")
        assert check.title
        assert check.advice.endswith(".")


@pytest.mark.parametrize("check", acceptance_checks(), ids=lambda check: check.id)
def test_examples_of_the_checks_about_acceptances_are_reported(lint, check):
    for example in check.examples:
        text = example.text.replace("privacy/retention", "privacy/logged")
        report = lint(f"# T\n\n{text}", format=Format.KRAMDOWN_RFC)
        assert check.id in [finding.check.id for finding in report.open_findings]


def test_many_comments_cost_no_square(lint):
    def seconds(number):
        text = "# T\n\n" + "".join(f"## S{n}\n\n<!-- hrlint: accept privacy/logged because of {n} -->\n\nA server logs.\n\n" for n in range(number))
        start = process_time()
        lint(text)
        return process_time() - start

    assert seconds(1600) < 24 * seconds(200)


# --- the tools that publish documents

DRAFT = """<?xml version="1.0" encoding="utf-8"?>
<!-- {0} document -->
<rfc version="3" ipr="trust200902" docName="draft-doe-hello-00" category="info" submissionType="IETF">
<front><title>Hello</title><author fullname="J. Doe" initials="J." surname="Doe"><address/></author><date/>
<!-- {0} front -->
<abstract><t>Hello.</t></abstract></front>
<middle><section><name>Design</name>
<!-- {0} section (expires 2027-06-01) -->
<t>A client waits. <!-- {0} text --> It waits long.</t></section></middle></rfc>
"""


def xml2rfc(folder, text, *options):
    pytest.importorskip("xml2rfc", reason="xml2rfc is not installed")
    (folder / "draft.xml").write_text(text)
    command = [sys.executable, "-c", "import sys; from xml2rfc.run import main; sys.exit(main())", "-N", "-q", *options, "draft.xml", "-o", "out"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


def test_xml2rfc_publishes_no_acceptance(tmp_path):
    result = xml2rfc(tmp_path, DRAFT.format("hrlint: accept privacy/retention because of the"), "--text")
    assert result.returncode == 0, result.stderr
    published = (tmp_path / "out").read_text()
    assert "A client waits.  It waits long." in published
    assert "hrlint" not in published


def test_acceptances_survive_the_preparation_of_xml2rfc(tmp_path):
    result = xml2rfc(tmp_path, DRAFT.format("hrlint: accept privacy/retention because of the"), "--preptool")
    assert result.returncode == 0, result.stderr
    directives = read_text((tmp_path / "out").read_text(), "draft.xml").directives
    reasons = [read_wording(directive.text).reason for directive in directives]
    assert {"of the section", "of the text"} <= set(reasons)


def test_xml2rfc_refuses_two_hyphens(tmp_path):
    assert xml2rfc(tmp_path, DRAFT.format("hrlint: accept privacy/retention --"), "--text").returncode != 0
