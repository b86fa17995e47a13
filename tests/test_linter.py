from dataclasses import replace
from pathlib import Path

import pytest
from sample_catalogue import check_yaml, lint, make_catalogue

from hrlint.checking.catalogue import Catalogue
from hrlint.checking.check import Check, Persona, Severity
from hrlint.checking.expression import Expression, Outcome, Question
from hrlint.checking.finding import Report, VerdictState, join_reports
from hrlint.reporting.json import render
from hrlint.reporting.view import View

DRAFT = """# The Title

## 1. Introduction

It logs what comes.

## 2. Design

The server is logging names.

Servers MUST log names.

It logged more.

## 3. Privacy Considerations

Names tell who asks.

No more.
"""


def one(folder: Path, text: str = "", **keys: str) -> Catalogue:
    return make_catalogue(folder, {"privacy/logging.yaml": text or check_yaml(**keys)})


def quotes(report: Report) -> list[str]:
    return [finding.location.quote for finding in report.findings]


# --- one finding for a document


def test_a_document_has_one_finding_on_its_strongest_trigger_and_the_others_beside_it(tmp_path: Path) -> None:
    report = lint(one(tmp_path), DRAFT)
    (finding,) = report.findings
    assert (finding.location.quote, finding.location.start.line, finding.section) == ("log", 11, "2 Design")
    assert finding.message == "log is logged"
    assert [(related.location.start.line, related.location.quote, related.message) for related in finding.related] == [
        (9, "logging", "also here"),
        (13, "logged", "also here"),
        (5, "logs", "also here"),
    ]
    assert len({finding.fingerprint, *(related.fingerprint for related in finding.related)}) == 4


def test_the_answer_belongs_at_the_end_of_its_section(tmp_path: Path) -> None:
    for keys, text, line in (
        ({}, DRAFT, 19),
        ({"answer_in": "introduction"}, DRAFT, 5),
        ({}, DRAFT.replace("Privacy", "Security"), 19),
        ({}, DRAFT.replace("Names tell who asks.\n\nNo more.\n", ""), 15),
    ):
        insert_at = lint(one(tmp_path, **keys), text).findings[0].insert_at
        assert insert_at is not None
        assert insert_at.start == insert_at.end
        assert insert_at.start.line == line
    assert lint(one(tmp_path), DRAFT.partition("## 3")[0]).findings[0].insert_at is None


def test_one_answer_speaks_for_all_triggers_of_a_document(tmp_path: Path) -> None:
    report = lint(one(tmp_path, addressed="{concept: deletion, within: section}"), DRAFT.replace("It logged more.", "It deletes all names after one day."))
    assert report.findings == ()
    (verdict,) = report.verdicts
    assert verdict.state is VerdictState.ADDRESSED
    assert [place.quote for place in verdict.evidence] == ["deletes"]
    assert len(verdict.triggers) == 3


# --- a finding at every place


def test_places_are_judged_one_by_one(tmp_path: Path) -> None:
    text = DRAFT.replace("It logged more.", "It logged more, and it deletes all of it daily.")
    report = lint(one(tmp_path, report="place", addressed="{concept: deletion, within: paragraph}"), text)
    assert [(finding.location.start.line, finding.location.quote) for finding in report.findings] == [(5, "logs"), (9, "logging"), (11, "log")]
    assert all(finding.related == () for finding in report.findings)
    (verdict,) = report.verdicts
    assert verdict.state is VerdictState.UNADDRESSED
    assert [place.quote for place in verdict.evidence] == ["deletes"]
    assert len({finding.fingerprint for finding in report.findings}) == 3


def test_a_sentence_is_reported_once(tmp_path: Path) -> None:
    report = lint(one(tmp_path, report="place"), "# T\n\nIt logs names and is logging addresses. It logged more.\n")
    assert quotes(report) == ["logs", "logged"]


def test_wording_is_not_reported_where_another_check_reports_the_same_words(tmp_path: Path) -> None:
    files = {
        "privacy/logging.yaml": check_yaml(),
        "wording/logs.yaml": check_yaml(report="place"),
        "wording/names.yaml": check_yaml(report="place", raised="{concept: name}"),
    }
    text = "# T\n\nIt logs what comes.\n\nA name is sent. It logged more.\n"
    catalogue = make_catalogue(tmp_path, files)
    report = lint(catalogue, text)
    assert sorted(finding.check.id for finding in report.findings) == ["privacy/logging", "wording/names"]
    assert {verdict.check.id for verdict in report.verdicts if verdict.state is VerdictState.UNADDRESSED} == {"privacy/logging", "wording/names"}
    assert [finding.check.id for finding in lint(catalogue, text, select=("wording/logs",)).findings] == ["wording/logs"] * 2
    # What is only suspected does not silence what is certain.
    suspected = {**files, "privacy/logging.yaml": check_yaml(raised="{concept: client}", suspected="{concept: log-act}")}
    found = [(finding.check.id, finding.suspected) for finding in lint(make_catalogue(tmp_path, suspected), text).findings if finding.check.name != "names"]
    assert sorted(found) == [("privacy/logging", True), ("wording/logs", False), ("wording/logs", False)]


# --- verdicts


@pytest.mark.parametrize(
    ("text", "keys", "state"),
    [
        ("# The Hello Protocol\n\nIt waits.\n", {}, VerdictState.NOT_RAISED),
        ("# The Hello Protocol\n\nIt logs.\n", {}, VerdictState.UNADDRESSED),
        ("# The Hello Protocol\n\nIt logs. It deletes all of it daily.\n", {}, VerdictState.ADDRESSED),
        ("# The Hello Protocol\n\nIt logs.\n", {"applies_to": "[data-format]"}, VerdictState.NOT_APPLICABLE),
        ("# The Hello Protocol\n\nIt logs.\n", {"applies_to": "[designs]"}, VerdictState.UNADDRESSED),
        ("# Hello\n\nIt logs.\n", {"applies_to": "[data-format]"}, VerdictState.UNADDRESSED),
    ],
)
def test_states(tmp_path: Path, text: str, keys: dict[str, str], state: VerdictState) -> None:
    report = lint(one(tmp_path, addressed="{concept: deletion}", **keys), text)
    assert [verdict.state for verdict in report.verdicts] == [state]
    assert bool(report.findings) is (state is VerdictState.UNADDRESSED)


def test_a_missing_section_is_reported_on_the_title(tmp_path: Path) -> None:
    catalogue = one(tmp_path, raised="{section: rights, state: missing}", message="No rights")
    (finding,) = lint(catalogue, DRAFT).findings
    assert (finding.location.start.line, finding.location.quote, finding.message) == (1, "The Title", "No rights")
    assert lint(catalogue, "A fragment without a title.\n").findings == ()


def test_long_words_are_cut_in_messages_and_kept_in_quotes(tmp_path: Path) -> None:
    title = "Privacy Considerations of " + "very " * 30 + "long titles"
    (finding,) = lint(one(tmp_path, raised="{section: privacy, state: empty}"), f"# T\n\n## {title}\n\n## Next\n\nWords.\n").findings
    assert finding.location.quote == title
    assert len(finding.message) < 100
    assert finding.message.endswith("… is logged")


# --- suspicions


def test_a_suspicion_is_shown_to_reviewers_where_nothing_is_certain(tmp_path: Path) -> None:
    catalogue = one(tmp_path, suspected="{concept: name}", dispelled="{concept: protection, within: document}")
    hint = "# T\n\nA name is sent.\n"
    assert [(finding.location.quote, finding.suspected) for finding in lint(catalogue, hint).findings] == [("name", True)]
    assert lint(catalogue, hint, persona=Persona.AUTHOR).findings == ()
    assert quotes(lint(catalogue, hint, persona=Persona.AUTHOR, select=("privacy/logging",))) == ["name"]
    assert lint(catalogue, hint + "\nEncryption protects it from all others.\n").findings == ()
    assert [(finding.location.quote, finding.suspected) for finding in lint(catalogue, hint + "\nIt logs.\n").findings] == [("logs", False)]


def test_in_other_kinds_of_documents_than_a_check_is_certain_in_it_only_suspects(tmp_path: Path) -> None:
    short, long = "# T\n\nIt logs.\n", "# T\n\nIt logs. A name is sent each day.\n"
    for report_ in ("document", "place"):
        catalogue = one(tmp_path / report_, addressed="{concept: deletion}", suspected="{concept: name}", report=report_, certain_where="{most-words: 5}")
        assert [(finding.location.quote, finding.suspected) for finding in lint(catalogue, short).findings] == [("logs", False)]
        assert ("logs", True) in [(finding.location.quote, finding.suspected) for finding in lint(catalogue, long).findings]
        assert not any(not finding.suspected for finding in lint(catalogue, long).findings)
        assert quotes(lint(catalogue, short, persona=Persona.AUTHOR)) == ["logs"]
        report = lint(catalogue, long, persona=Persona.AUTHOR)
        assert (report.findings, report.verdicts) == ((), ())  # where authors are told nothing but what is certain, it is not asked


# --- gaps


def test_one_gap_is_one_finding_and_the_first_in_order_speaks(tmp_path: Path) -> None:
    files = {
        "privacy/zebra.yaml": check_yaml(gap="logs", gap_order="1"),
        "privacy/apple.yaml": check_yaml(gap="logs", gap_order="2"),
        "privacy/other.yaml": check_yaml(gap="names", raised="{concept: name}"),
        "privacy/alone.yaml": check_yaml(),
    }
    catalogue = make_catalogue(tmp_path, files)
    assert sorted(finding.check.name for finding in lint(catalogue, DRAFT).findings) == ["alone", "other", "zebra"]
    # One that finds nothing does not speak for the gap.
    silent = {**files, "privacy/zebra.yaml": check_yaml(gap="logs", gap_order="1", raised="{concept: client}")}
    assert sorted(finding.check.name for finding in lint(make_catalogue(tmp_path, silent), DRAFT).findings) == ["alone", "apple", "other"]
    assert sorted(finding.check.name for finding in lint(catalogue, DRAFT, ignore=("privacy/zebra",)).findings) == ["alone", "apple", "other"]


# --- whose checks are asked


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"persona": Persona.AUTHOR}, ["privacy/author", "security/author"]),
        ({"persona": Persona.REVIEWER}, ["privacy/author", "privacy/reviewer", "security/author"]),
        ({"persona": Persona.AUTHOR, "select": ("privacy",)}, ["privacy/author"]),
        ({"persona": Persona.AUTHOR, "select": ("privacy/reviewer",)}, ["privacy/reviewer"]),
        ({"persona": Persona.AUTHOR, "select": ("privacy/reviewer", "security")}, ["privacy/reviewer", "security/author"]),
        ({"persona": Persona.REVIEWER, "ignore": ("privacy",)}, ["security/author"]),
        ({"persona": Persona.REVIEWER, "ignore": ("privacy/author",)}, ["privacy/reviewer", "security/author"]),
        ({"persona": Persona.REVIEWER, "select": ("privacy",), "ignore": ("privacy/author",)}, ["privacy/reviewer"]),
        ({"persona": Persona.REVIEWER, "select": ("privacy/author",), "ignore": ("privacy",)}, ["privacy/author"]),
        ({"persona": Persona.REVIEWER, "select": ("privacy/author",), "ignore": ("privacy/author",)}, []),
    ],
)
def test_personas_selections_and_what_is_ignored(tmp_path: Path, options: dict[str, object], expected: list[str]) -> None:
    files = {
        "privacy/author.yaml": check_yaml(),
        "privacy/reviewer.yaml": check_yaml(persona="reviewer"),
        "security/author.yaml": check_yaml(),
    }
    report = lint(make_catalogue(tmp_path, files), DRAFT, **options)
    assert sorted(finding.check.id for finding in report.findings) == expected
    assert sorted(verdict.check.id for verdict in report.verdicts) == expected


# --- severity


@pytest.mark.parametrize(("text", "severity"), [("It logs addresses.", Severity.ERROR), ("It logs keys.", Severity.WARNING), ("It logs names.", Severity.INFO)])
def test_the_first_condition_that_holds_sets_the_severity(tmp_path: Path, text: str, severity: Severity) -> None:
    rules = "[{if: {concept: address}, severity: error}, {if: {concept: personal}, severity: info}]"
    (finding,) = lint(one(tmp_path, severity_when=rules), f"# T\n\n{text}\n").findings
    assert finding.severity is severity


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("draft-doe-hello-00", Severity.INFO),
        ("draft-doe-hello-01", Severity.WARNING),
        ("draft-ietf-hello-world-00", Severity.WARNING),
        ("draft-doe-hello-latest", Severity.WARNING),
    ],
)
def test_a_first_individual_draft_gets_hints(tmp_path: Path, name: str, severity: Severity) -> None:
    text = f"---\ntitle: Hello\ndocname: {name}\n\n--- abstract\n\nWords.\n\n--- middle\n\n# Design\n\nIt logs.\n"
    assert [finding.severity for finding in lint(one(tmp_path), text).findings] == [severity]
    assert [finding.severity for finding in lint(one(tmp_path, severity="error"), text).findings] == [Severity.ERROR]


# --- what breaks


class Broken(Expression):
    def evaluate(self, question: Question) -> Outcome:
        raise ZeroDivisionError("broken")


@pytest.mark.parametrize("part", ["raised", "addressed", "severity"])
def test_a_check_that_breaks_is_a_failure_and_the_others_are_asked(tmp_path: Path, part: str) -> None:
    files = {"privacy/broken.yaml": check_yaml(severity_when="[{if: {concept: name}, severity: error}]"), "privacy/whole.yaml": check_yaml()}
    catalogue = make_catalogue(tmp_path, files)

    def break_(check: Check) -> Check:
        if check.name != "broken":
            return check
        if part == "severity":
            return replace(check, severity_rules=(replace(check.severity_rules[0], condition=Broken()),))
        return replace(check, **{part: Broken()})

    report = lint(replace(catalogue, checks=tuple(map(break_, catalogue.checks))), DRAFT)
    assert [finding.check.name for finding in report.findings] == ["whole"]
    assert [verdict.check.name for verdict in report.verdicts] == ["whole"]
    assert [(failure.path, failure.reason) for failure in report.failures] == [("draft.md", "the check privacy/broken failed: ZeroDivisionError('broken')")]


# --- determinism, and the report as a whole


def test_the_same_document_gives_the_same_bytes(catalogue: Catalogue) -> None:
    once, again = (render(lint(catalogue, DRAFT), View()) for _ in range(2))
    assert once == again


def test_the_order_of_checks_does_not_matter(tmp_path: Path) -> None:
    catalogue = make_catalogue(tmp_path, {f"privacy/{name}.yaml": check_yaml() for name in ("b", "a", "c")})
    backwards = replace(catalogue, checks=catalogue.checks[::-1])
    assert [finding.check.id for finding in lint(catalogue, DRAFT).findings] == [finding.check.id for finding in lint(backwards, DRAFT).findings]


def test_findings_are_sorted_by_place_and_joined_by_path(tmp_path: Path) -> None:
    files = {"privacy/names.yaml": check_yaml(raised="{concept: name}", report="place"), "privacy/logging.yaml": check_yaml(report="place")}
    catalogue = make_catalogue(tmp_path, files)
    report = join_reports([lint(catalogue, DRAFT, name="b.md"), lint(catalogue, DRAFT, name="a.md")])
    assert [document.path for document in report.documents] == ["a.md", "b.md"]
    places = [(finding.location.source.path, finding.location.start.line, finding.location.start.column) for finding in report.findings]
    assert places == sorted(places)
    assert len(places) == 14


def test_a_report_tells_what_was_read(tmp_path: Path) -> None:
    (document,) = lint(one(tmp_path), "# The Hello Protocol\n\nWords.\n").documents
    assert (document.path, document.format, document.title, document.genre, document.profile) == (
        "draft.md",
        "markdown",
        "The Hello Protocol",
        "protocol",
        "generic",
    )
    assert lint(one(tmp_path), "# T\n\nWords.\n", profile="w3c").documents[0].profile == "w3c"
