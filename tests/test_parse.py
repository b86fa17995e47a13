"""Every mistake that docs/writing-checks.md lets one make is an error with file and line."""

from pathlib import Path

import pytest
from sample_catalogue import check_yaml, expression, write_checks

from hrlint.checking.catalogue import CatalogueError, load_catalogue
from hrlint.checking.expression import Purpose
from hrlint.matching.yamlnodes import NodeError


def problems_of(folder: Path, files: dict[str, str]) -> list[tuple[str, int | None, str]]:
    with pytest.raises(CatalogueError) as error:
        load_catalogue([write_checks(folder, files)], builtin=False)
    return [(problem.path.name, problem.line, problem.message) for problem in error.value.problems]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{concepts: name}", "expected exactly one of `concept`, `requirement`"),
        ("{concept: name, fact: x}", "expected exactly one of"),
        ("{concept: name, negate: true}", "unknown key `negate`; did you mean `negated`?"),
        ("{concept: name, negated: no}", "expected true or false"),
        ("{concept: name, subject: desing}", "unknown value `desing`; did you mean `design`?"),
        ("{concept: name, in: [securty]}", "unknown value `securty`; did you mean `security`?"),
        ("{concept: name, not-in: securty}", "unknown value `securty`; did you mean `security`?"),
        ("{concept: name, near: paragraf}", "unknown value `paragraf`; did you mean `paragraph`?"),
        ("{concept: name, near: document}", "unknown value `document`"),
        ("{concept: name, within: section}", "`within` is the distance of an answer from its trigger"),
        ("{concept: name, about: trigger}", "`about: trigger` belongs to an answer"),
        ("{concept: name, with: {concept: name, subjet: any}}", "unknown key `subjet`; did you mean `subject`?"),
        ("{concept: {name: x}}", "expected a text"),
        ("{requirement: must}", "expected a mapping"),
        ("{requirement: {keyword: shall}}", "unknown value `shall`"),
        ("{requirement: {keyword: mustnot}}", "unknown value `mustnot`; did you mean `must-not`?"),
        ("{requirement: {verb: [name]}}", "unknown key `verb`"),
        ("{requirement: {keyword: must}, negated: true}", "unknown key `negated`"),
        ("{section: privcay}", "unknown value `privcay`; did you mean `privacy`?"),
        ("{section: privacy, state: absent}", "unknown value `absent`; did you mean `present`?"),
        ("{section: privacy, least-words: few}", "expected a whole number"),
        ("{document: {genre: protokol}}", "unknown value `protokol`; did you mean `protocol`?"),
        ("{document: {stage: individual}}", "unknown key `stage`"),
        ("{fact: x, in: [privacy]}", "unknown key `in`"),
        ("{delegation: any, near: section}", "unknown key `near`"),
        ("{all: [{concept: name}], any: [{concept: name}]}", "expected exactly one of"),
        ("{at-least: {of: [{concept: name}]}}", "the key `count` is missing"),
        ("{at-least: {count: two, of: [{concept: name}]}}", "expected a whole number"),
        ("{not: {}}", "expected exactly one of"),
        ("name", "expected a mapping"),
    ],
)
def test_mistakes_in_expressions(text: str, message: str) -> None:
    with pytest.raises(NodeError) as error:
        expression(text)
    assert str(error.value).startswith(message)
    assert error.value.line == 1


def test_answers_may_say_within_and_about() -> None:
    assert expression("{concept: name, within: document, about: trigger}", Purpose.ANSWER)
    with pytest.raises(NodeError, match="did you mean `considerations`"):
        expression("{concept: name, within: consideration}", Purpose.ANSWER)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (check_yaml(severity="fatal"), 2, "unknown value `fatal`"),
        (check_yaml(severity="eror"), 2, "unknown value `eror`; did you mean `error`?"),
        (check_yaml(persona="reader"), 3, "unknown value `reader`"),
        (check_yaml(rights="[privcay]"), 4, "unknown value `privcay`; did you mean `privacy`?"),
        (check_yaml(basis="[{section: 7.1}]"), 5, "the key `doc` is missing"),
        (check_yaml(basis="[{doc: RFC 6973, sect: 7.1}]"), 5, "unknown key `sect`; did you mean `section`?"),
        (check_yaml(message='"{word} is logged"'), 7, "`{word}` means nothing in a message; only `{match}` does"),
        (check_yaml(raised="{concept: loging}"), 9, "unknown concept `loging`"),
        (check_yaml(raised="{concept: log-acts}"), 9, "unknown concept `log-acts`; did you mean `log-act`?"),
        (check_yaml(raised="{fact: logs}"), 9, "unknown fact `logs`"),
        (check_yaml(raised="\n  all:\n    - concept: name\n    - concept:\n        - name\n        - nme"), 14, "unknown concept `nme`; did you mean `name`?"),
        (check_yaml(raised="{requirement: {action: [log-act], object: [nam]}}"), 9, "unknown concept `nam`; did you mean `name`?"),
        (check_yaml(raised="{concept: name, without: {concept: nam}}"), 9, "unknown concept `nam`; did you mean `name`?"),
        (check_yaml(addressed="{concept: deletoin}"), 10, "unknown concept `deletoin`; did you mean `deletion`?"),
        (check_yaml(examples="[{bad: It logs.}, {good: It never logs.}]"), 11, "a check needs at least one bad and two good examples"),
        (check_yaml(examples="[{good: It waits.}, {good: It never logs.}]"), 11, "a check needs at least one bad and two good examples"),
        (check_yaml(examples="[{bad: It logs., good: It waits.}]"), 11, "an example is either `bad` or `good`"),
        (check_yaml(examples="[{good: It waits., at: [waits]}]"), 11, "`at` says where a bad example is reported"),
        (check_yaml(examples="[{text: It waits.}]"), 11, "unknown key `text`"),
        (check_yaml(applies_to="[protocl]"), 12, "unknown value `protocl`; did you mean `protocol`?"),
        (check_yaml(report="places"), 12, "unknown value `places`; did you mean `place`?"),
        (check_yaml(gap_order="first"), 12, "expected a whole number"),
        (check_yaml(certain_where="{maturity: indivdual}"), 12, "unknown value `indivdual`; did you mean `individual`?"),
        (check_yaml(certain_where="{most-words: many}"), 12, "expected a whole number"),
        (check_yaml(answer_in="privcy"), 12, "unknown value `privcy`; did you mean `privacy`?"),
        (check_yaml(severity_when="[{if: {concept: name}}]"), 12, "the key `severity` is missing"),
        (check_yaml(severity_when="[{if: {concept: nam}, severity: error}]"), 12, "unknown concept `nam`; did you mean `name`?"),
        (check_yaml(sverity="error"), 12, "unknown key `sverity`; did you mean `severity`?"),
        (check_yaml(title=""), 1, "the key `title` is missing"),
        (check_yaml(raised=""), 1, "the key `raised` is missing"),
        (check_yaml() + "title: Again\n", 12, "the key `title` stands here twice"),
        (check_yaml() + "raised: [\n", 13, "cannot read the YAML"),
        ("", 1, "the file is empty"),
        ("- a list\n", 1, "expected a mapping"),
    ],
)
def test_mistakes_in_check_files(tmp_path: Path, text: str, line: int, message: str) -> None:
    found = problems_of(tmp_path, {"privacy/logging.yaml": text})
    assert len(found) == 1
    assert found[0][0] == "logging.yaml"
    assert found[0][2].startswith(message)
    assert found[0][1] == line


def test_yaml_makes_nothing_else_of_what_is_written(tmp_path: Path) -> None:
    text = check_yaml(basis="[{doc: RFC 6973, section: 7.10}]", title="no", question="on")
    check = load_catalogue([write_checks(tmp_path, {"privacy/logging.yaml": text})], builtin=False).get("privacy/logging")
    assert (check.basis[0].section, check.title, check.question) == ("7.10", "no", "on")


@pytest.mark.parametrize("name", ["privacy/Logging.yaml", "privacy/log_ging.yaml", "Privacy/logging.yaml", "privacy/1logging.yaml"])
def test_names_are_lower_case_words_joined_by_hyphens(tmp_path: Path, name: str) -> None:
    assert "lower-case words" in problems_of(tmp_path, {name: check_yaml()})[0][2]


def test_two_mistakes_in_one_folder_are_both_told(tmp_path: Path) -> None:
    files = {
        "privacy/logging.yaml": check_yaml(severity="fatal"),
        "privacy/naming.yaml": check_yaml(raised="{all: [{concept: nam}, {fact: nothing}]}"),
        "facts/all.yaml": "one: {definition: x, holds: {concept: addres}}\n",
        "security/fine.yaml": check_yaml(),
    }
    found = problems_of(tmp_path, files)
    assert [(name, message.split(";")[0]) for name, _, message in found if name != "all.yaml"] == [
        ("logging.yaml", "unknown value `fatal`"),
        ("naming.yaml", "unknown concept `nam`"),
        ("naming.yaml", "unknown fact `nothing`"),
    ]
    assert ("all.yaml", 1, "unknown concept `addres`; did you mean `address`?") in found


def test_an_error_names_its_file_and_line(tmp_path: Path) -> None:
    folder = write_checks(tmp_path, {"privacy/logging.yaml": check_yaml(severity="fatal")})
    with pytest.raises(CatalogueError) as error:
        load_catalogue([folder], builtin=False)
    assert str(error.value) == f"{folder}/privacy/logging.yaml:2: unknown value `fatal`; known are error, info, warning"
