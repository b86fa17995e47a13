"""Rules about the rules: what the reader of a check's file cannot enforce while it is being written."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from sample_catalogue import built_in_catalogue, yaml_checks

import hrlint
from hrlint.checking.catalogue import Catalogue, CatalogueError
from hrlint.checking.check import Check, Persona
from hrlint.checking.checkfile import expressions_of
from hrlint.checking.expression import All, AtLeast, Expression, Question
from hrlint.checking.mentioned import Mentioned, Required
from hrlint.matching.reading import Reader
from hrlint.reading.reader import read_text
from hrlint.reading.sentences import sentence_ends


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "check" not in metafunc.fixturenames:
        return
    try:
        checks = yaml_checks()
    except CatalogueError:
        checks = ()
    metafunc.parametrize("check", checks, ids=[check.id for check in checks])


@pytest.fixture(scope="session")
def reader(catalogue: Catalogue) -> Reader:
    return Reader(catalogue.vocabulary)


def test_titles_are_headlines(check: Check) -> None:
    assert len(check.title) <= 60
    assert check.title[0].isupper() or check.title[0].isdigit()
    assert not check.title.endswith(".")
    assert "\n" not in check.title


def test_texts_are_sentences(check: Check) -> None:
    assert check.question.endswith("?")
    assert check.message.endswith((".", "?"))
    assert check.advice.endswith(".")
    rationale = " ".join(check.rationale.split())
    assert len(list(sentence_ends(rationale))) >= 2, "a rationale says who could do what to whom, in at least two sentences"


def test_it_rests_on_a_document(check: Check) -> None:
    assert check.basis
    for basis in check.basis:
        assert re.fullmatch(r"RFC \d{3,5}|BCP \d+|[\w .:,/()&'-]{3,80}", basis.doc)
        assert re.fullmatch(r"[\w.]*|\w[\w.]* ?\w*(?: ?[-,] ?[\w.]+)*", basis.section), basis.section


def test_it_names_rights(check: Check) -> None:
    assert check.rights
    assert len(set(check.rights)) == len(check.rights)


def test_examples_differ(check: Check) -> None:
    assert len({" ".join(example.text.split()) for example in check.examples}) == len(check.examples)


def trigger_words(expression: Expression) -> set[str]:
    """The concepts whose words raise a question, without those that must or must not stand beside them."""
    if isinstance(expression, Mentioned):
        return set(expression.any_of)
    if isinstance(expression, Required):
        return {concept for _, concepts in expression.slots for concept in concepts}
    if isinstance(expression, All | AtLeast):
        return {concept for part in expression.parts for concept in trigger_words(part)}
    return set()


def test_a_good_example_holds_what_raises_the_question(check: Check, catalogue: Catalogue, reader: Reader) -> None:
    """Without the words, that nothing is found proves nothing."""
    asked = [expression for expression in (check.raised, check.suspected) if expression]
    readings = [reader.read(read_text(example.text, "example.md")) for example in check.examples if not example.bad]
    if any(expression.evaluate(Question(reading, catalogue.facts)).holds for expression in asked for reading in readings):
        return
    words = {concept for expression in asked for concept in trigger_words(expression)}
    if not words:
        pytest.skip("no words raise it: a section is missing, empty, or says too little")
    assert any(reading.mentions(concept) for reading in readings for concept in words)


def test_checks_of_one_gap_have_an_order() -> None:
    gaps = Counter(check.gap for check in yaml_checks() if check.gap)
    assert [gap for gap, count in gaps.items() if count == 1] == [], "a gap of one check is none"
    orders = Counter((check.gap, check.order) for check in yaml_checks() if check.gap)
    assert [key for key, count in orders.items() if count > 1] == []


def named_in_the_program() -> set[str]:
    """All texts of the program: what asks for concepts besides checks names them."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in Path(hrlint.__file__).parent.rglob("*.py")]
    return {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_concept_and_every_fact_is_used() -> None:
    catalogue = built_in_catalogue()
    expressions = [*catalogue.facts.values(), *(expression for check in yaml_checks() for expression in expressions_of(check))]
    concepts = {name for expression in expressions for name in expression.concepts()}
    facts = {name for expression in expressions for name in expression.fact_names()}
    concepts |= named_in_the_program()
    used = {member for name in concepts for member in catalogue.vocabulary.members(name)}
    assert sorted(set(catalogue.vocabulary.concepts) - used) == []
    assert sorted(set(catalogue.facts) - facts) == []


def test_concepts_say_what_they_are() -> None:
    for concept in built_in_catalogue().vocabulary.concepts.values():
        assert re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", concept.id)
        assert concept.definition.endswith("."), concept.id


def test_only_what_has_earned_it_is_shown_to_authors() -> None:
    """A check may stay with reviewers whatever was measured: a handful of labelled findings is thin."""
    for check in yaml_checks():
        assert check.precision is None or 0 <= check.precision <= 1
        if check.persona is Persona.AUTHOR:
            assert check.accuracy is not None
            assert check.accuracy.persona is Persona.AUTHOR, check.id
