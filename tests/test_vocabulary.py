from pathlib import Path

import pytest
from sample_catalogue import make_vocabulary, write_checks

from hrlint.matching.vocabulary import load_vocabulary


def test_a_concept_has_its_parts(tmp_path: Path) -> None:
    vocabulary = make_vocabulary(tmp_path, "user-name: {definition: A name., source: RFC 6973, phrases: [name], except: [domain name]}\n")
    concept = vocabulary.concepts["user-name"]
    assert (concept.label, concept.definition, concept.source, concept.line) == ("user name", "A name.", "RFC 6973", 1)
    assert [phrase.text for phrase in concept.phrases] == ["name"]
    assert [phrase.text for phrase in concept.exceptions] == ["domain name"]


def test_included_concepts_are_members_at_any_depth_and_circles_end(tmp_path: Path) -> None:
    text = "a: {definition: A., includes: [b]}\nb: {definition: B., includes: [c, duration]}\nc: {definition: C., includes: [a], phrases: [sea]}\n"
    vocabulary = make_vocabulary(tmp_path, text)
    assert set(vocabulary.members("a")) == {"a", "b", "c", "duration"}
    assert vocabulary.members("duration") == ("duration",)
    assert "a" in vocabulary
    assert "duration" in vocabulary
    assert "d" not in vocabulary


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a:\n  definition: A.\n  phrase: [x]\n", 3, "unknown key `phrase`; did you mean `phrases`?"),
        ("a:\n  phrases: [word]\n", 1, "the key `definition` is missing"),
        ("a:\n  definition: A.\n", 1, "a concept needs `phrases` or `includes`"),
        ("a:\n  definition: A.\n  phrases:\n    - word\n    - (word\n", 5, "cannot read the phrase `(word`: a bracket is not closed"),
        ("a:\n  definition: A.\n  phrases:\n    - word\n    - word\n", 5, "the phrase `word` stands here twice"),
        ("a: {definition: A., phrases: [word]}\na: {definition: B., phrases: [word]}\n", 2, "the key `a` stands here twice"),
        ("\nduration: {definition: D., phrases: [word]}\n", 2, "the concept `duration` is defined twice"),
        ("deletion: {definition: D., phrases: [word]}\nb: {definition: B., includes: [deletoin]}\n", 2, "unknown concept `deletoin`; did you mean `deletion`?"),
        ("a: [definition\n", 2, "cannot read the YAML"),
        ("- a\n", 1, "expected a mapping of keys to values"),
        ("", 1, "the file is empty"),
    ],
)
def test_mistakes_have_a_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    _, problems = load_vocabulary([write_checks(tmp_path, {"vocabulary/words.yaml": text})])
    assert [(problem.path.name, problem.line) for problem in problems] == [("words.yaml", line)]
    assert problems[0].message.startswith(message)


def test_all_mistakes_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    files = {"vocabulary/a.yaml": "a: {definition: A.}\nb: {definition: B., phrases: [..]}\nc: {definition: C., phrases: [sea]}\n", "vocabulary/b.yaml": ""}
    vocabulary, problems = load_vocabulary([write_checks(tmp_path, files)])
    assert [(problem.path.name, problem.line) for problem in problems] == [("a.yaml", 1), ("a.yaml", 2), ("b.yaml", 1)]
    assert "c" in vocabulary


def test_a_concept_of_two_folders_is_a_mistake(tmp_path: Path) -> None:
    folders = [write_checks(tmp_path / name, {"vocabulary/words.yaml": "a: {definition: A., phrases: [word]}\n"}) for name in ("one", "two")]
    _, problems = load_vocabulary(folders)
    assert [str(problem) for problem in problems] == [f"{folders[1]}/vocabulary/words.yaml:1: the concept `a` is defined twice"]
