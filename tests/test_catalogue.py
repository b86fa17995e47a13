from pathlib import Path

import pytest
from sample_catalogue import built_in_catalogue, check_yaml, make_catalogue, write_checks

from hrlint.checking.catalogue import CatalogueError, builtin_folder, load_catalogue
from hrlint.checking.check import Persona, Placement, Severity


def test_the_checks_that_come_with_hrlint_have_no_mistake() -> None:
    catalogue = built_in_catalogue()
    assert len(catalogue.checks) >= 24
    assert [check.id for check in catalogue.checks] == sorted(check.id for check in catalogue.checks)


def test_a_file_dropped_into_a_folder_is_found(tmp_path: Path) -> None:
    files = {"security/zebra.yaml": check_yaml(), "privacy/logging.yaml": check_yaml(), "README.md": "x", "privacy/notes.txt": "x"}
    assert [check.id for check in make_catalogue(tmp_path, files).checks] == ["privacy/logging", "security/zebra"]


def test_a_check_has_what_its_file_says(tmp_path: Path) -> None:
    text = check_yaml(
        addressed="{concept: deletion}",
        report="place",
        gap="logs",
        gap_order="2",
        answer_in="operations",
        applies_to="[designs, data-format]",
        advice="|\n  Say\n  it.",
    )
    check = make_catalogue(tmp_path, {"privacy/logging.yaml": text}).get("privacy/logging")
    assert (check.area, check.name, check.title) == ("privacy", "logging", "Something is logged")
    assert (check.severity, check.persona, check.placement) == (Severity.WARNING, Persona.AUTHOR, Placement.PLACE)
    assert (check.gap, check.order, check.insert, check.advice) == ("logs", 2, "operations", "Say it.")
    assert check.applies_to == ("protocol", "extension", "api", "architecture", "unknown", "data-format")
    assert [(str(basis), basis.point) for basis in check.basis] == [("RFC 6973 section 7.1", "")]
    assert [(example.bad, example.text) for example in check.examples] == [(True, "The server logs it."), (False, "Nobody logs it."), (False, "Never log it.")]


def test_defaults_are_careful(tmp_path: Path) -> None:
    catalogue = make_catalogue(tmp_path, {f"{area}/logging.yaml": check_yaml(persona="") for area in ("privacy", "rights", "security")})
    assert {check.persona for check in catalogue.checks} == {Persona.REVIEWER}
    assert {check.placement for check in catalogue.checks} == {Placement.DOCUMENT}
    assert [check.insert for check in catalogue.checks] == ["privacy", "privacy", "security"]
    assert {check.precision for check in catalogue.checks} == {None}


def test_an_unknown_id_is_an_error() -> None:
    with pytest.raises(KeyError):
        built_in_catalogue().get("privacy/no-such-check")


def test_further_folders_may_use_the_vocabulary_of_the_checks_that_come_with_hrlint(tmp_path: Path) -> None:
    concept = next(iter(built_in_catalogue().vocabulary.concepts))
    folder = write_checks(tmp_path, {"vocabulary/words.yaml": "our-own-word: {definition: x, phrases: [x1]}\n"})
    write = check_yaml(raised=f"{{concept: {concept}, with: [our-own-word]}}")
    (folder / "ours").mkdir()
    (folder / "ours" / "logging.yaml").write_text(write)
    assert load_catalogue([folder]).get("ours/logging").path == folder / "ours" / "logging.yaml"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"facts/a.yaml": "x: {definition: d}\n"}, "expected one of `holds` and `score`"),
        ({"facts/a.yaml": "x: {definition: d, score: {base: one, signals: []}}\n"}, "expected a number"),
        ({"facts/a.yaml": "x: {definition: d, score: {base: 1, signals: [{weight: 1}]}}\n"}, "expected one of `of` and `words-in`"),
        ({"facts/a.yaml": "x: {definition: d, score: {base: 1, signals: [{weight: 1, of: {concept: nam}}]}}\n"}, "unknown concept `nam`"),
        ({"facts/a.yaml": "x: {definition: d, holds: {concept: name}, y: z}\n"}, "unknown key `y`"),
        ({"facts/a.yaml": "x: {definition: d, holds: {concept: name}}\n", "facts/b.yaml": "x: {definition: d, holds: {concept: name}}\n"}, "defined twice"),
        ({"facts/a.yaml": "x: {definition: d, holds: {fact: x}}\n"}, "a.yaml:1: the fact `x` rests on itself"),
        ({"facts/a.yaml": "x: {definition: d, holds: {fact: y}}\ny: {definition: d, holds: {not: {fact: x}}}\n"}, "a.yaml:2: the fact `y` rests on itself"),
        ({"facts/a.yaml": "x: {definition: d, holds: {concept: nam}}\n"}, "a.yaml:1: unknown concept `nam`; did you mean `name`?"),
    ],
)
def test_mistakes_in_facts(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(CatalogueError, match=message):
        make_catalogue(tmp_path, files)


def test_a_check_of_two_folders_and_a_folder_that_is_not_there_are_mistakes(tmp_path: Path) -> None:
    one = write_checks(tmp_path / "one", {"privacy/logging.yaml": check_yaml()})
    two = tmp_path / "two" / "privacy"
    two.mkdir(parents=True)
    (two / "logging.yaml").write_text(check_yaml())
    with pytest.raises(CatalogueError) as error:
        load_catalogue([one, tmp_path / "two", tmp_path / "three"], builtin=False)
    messages = sorted(problem.message for problem in error.value.problems)
    assert messages[0].startswith("the check `privacy/logging` is defined twice, first in ")
    assert messages[1] == "there is no such folder of checks"


def test_the_folder_of_the_checks_lies_where_the_package_finds_it() -> None:
    assert (builtin_folder() / "vocabulary").is_dir()
