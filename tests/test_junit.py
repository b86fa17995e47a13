from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hostile import hostile_report
from lxml import etree
from sample_report import make_check, make_finding, make_report, sample_report

from hrlint.checking.finding import Failure, Suppression
from hrlint.reading.source import Source
from hrlint.reporting import junit
from hrlint.reporting.view import View

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "junit-10.xsd"))


def rendered(report):
    root = etree.fromstring(junit.render(report, View()).encode("utf-8"))
    SCHEMA.assertValid(root)
    return root


@pytest.mark.parametrize("report", [sample_report(), make_report(), make_report(documents=()), hostile_report()], ids=["sample", "clean", "nothing", "hostile"])
def test_is_valid_against_the_schema_of_the_jenkins_plugin(report):
    rendered(report)


def test_each_question_that_a_document_raises_is_a_test():
    suite = rendered(sample_report()).find("testsuite")
    assert dict(suite.attrib) == {"name": "draft.md", "tests": "2", "failures": "1", "errors": "0", "skipped": "0"}
    assert [(case.get("name"), [child.tag for child in case]) for case in suite] == [("privacy/persistent-identifier", ["failure"]), ("privacy/logging", [])]


def test_a_failure_says_where_what_and_what_to_do():
    failure = rendered(sample_report()).find("testsuite/testcase/failure")
    assert (failure.get("type"), failure.get("message")) == ("warning", "line 3: the text does not say for how long it lives")
    assert failure.text.splitlines()[:2] == ["draft.md:3:27: warning: Identifier that stays the same", "also at: line 5"]
    assert "ask: Say how long it lives" in failure.text


def test_a_clean_document_has_a_test_that_passes():
    (case,) = rendered(make_report()).iter("testcase")
    assert (case.get("name"), case.get("classname"), len(case)) == ("hrlint", "draft.md", 0)


def test_accepted_findings_are_skipped_and_what_failed_is_an_error():
    finding = make_finding(Source("a.md", "An id"), "id", suppressed=Suppression("inline", "it is per message"))
    root = rendered(make_report(finding, failures=(Failure("b.md", "it is empty"),)))
    assert [suite.get("name") for suite in root] == ["a.md", "b.md"]
    assert root.find("testsuite/testcase/skipped").get("message") == "it is per message"
    assert root.find("testsuite/testcase/error").get("message") == "it is empty"
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("2", "0", "1")


def test_several_findings_of_a_check_have_names_of_their_own():
    source = Source("a.md", "id id")
    finding = make_finding(source, "id", check=make_check(id="wording/x"))
    names = [case.get("name") for case in rendered(make_report(finding, replace(finding))).iter("testcase")]
    assert names == ["wording/x", "wording/x 2"]


def test_text_is_text_whatever_it_holds():
    failure = rendered(hostile_report()).find("testsuite/testcase/failure")
    assert "100%: done" in failure.get("message")
    assert "<script>" in failure.get("message")
    assert "\\x1b[31m" in failure.text
    assert not [character for character in junit.render(hostile_report(), View()) if character != "\n" and not character.isprintable()]
