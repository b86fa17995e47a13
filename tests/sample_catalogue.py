"""Small catalogues for tests, and small ways to use them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from hrlint.checking.catalogue import Catalogue, load_catalogue
from hrlint.checking.check import Check, Persona
from hrlint.checking.expression import Expression, Outcome, Purpose, Question
from hrlint.checking.finding import Report
from hrlint.checking.linter import Linter, Options
from hrlint.checking.parse import parse_expression
from hrlint.matching.reading import Reader
from hrlint.matching.vocabulary import Vocabulary, load_vocabulary
from hrlint.matching.yamlnodes import load_nodes
from hrlint.reading.reader import read_text

VOCABULARY = """
log-act: {definition: To log., phrases: [log+]}
name: {definition: A name., phrases: [(user)? name]}
address: {definition: An address., phrases: [address]}
personal: {definition: Data about people., includes: [name, address]}
deletion: {definition: To delete., phrases: [delete+]}
client: {definition: A client., phrases: [client]}
server: {definition: A server., phrases: [server]}
protection: {definition: Protection., phrases: [encryption, encrypt+]}
"""


@lru_cache(maxsize=1)
def built_in_catalogue() -> Catalogue:
    return load_catalogue()


def yaml_checks() -> tuple[Check, ...]:
    """The checks that are files; a few about acceptances are part of the program."""
    return tuple(check for check in built_in_catalogue().checks if check.path.suffix == ".yaml")


def check_yaml(raised: str = "{concept: log-act}", addressed: str = "", **keys: str) -> str:
    """The text of a check file; further keys as YAML, `_` for `-`; an empty value leaves a key out."""
    values = {
        "title": "Something is logged",
        "severity": "warning",
        "persona": "author",
        "rights": "[privacy]",
        "basis": '[{doc: RFC 6973, section: "7.1"}]',
        "question": "What is logged?",
        "message": '"{match} is logged"',
        "advice": "Say it.",
        "raised": raised,
        "addressed": addressed,
        "rationale": "A reason. Another one.",
        "examples": "[{bad: The server logs it.}, {good: Nobody logs it.}, {good: Never log it.}]",
        **{key.replace("_", "-"): value for key, value in keys.items()},
    }
    return "".join(f"{key}: {value}\n" for key, value in values.items() if value)


def write_checks(folder: Path, files: Mapping[str, str]) -> Path:
    """Writes a folder of checks: texts by their paths below it; a vocabulary if none is among them."""
    for name, text in {"vocabulary/words.yaml": VOCABULARY, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def make_catalogue(folder: Path, files: Mapping[str, str]) -> Catalogue:
    return load_catalogue([write_checks(folder, files)], builtin=False)


def lint(catalogue: Catalogue, text: str, *, name: str = "draft.md", **options: Any) -> Report:
    return Linter(catalogue, Options(**{"persona": Persona.REVIEWER, **options})).lint(read_text(text, name))


def make_vocabulary(folder: Path, text: str = VOCABULARY) -> Vocabulary:
    vocabulary, problems = load_vocabulary([write_checks(folder, {"vocabulary/words.yaml": text})])
    assert not problems
    return vocabulary


def expression(text: str, purpose: Purpose = Purpose.RAISE) -> Expression:
    return parse_expression(load_nodes(Path("expression.yaml"), text), purpose)


class Asked:
    """Evaluates expressions on documents, with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, facts: Mapping[str, Expression] | None = None) -> None:
        self._reader = Reader(vocabulary)
        self._facts = facts or {}

    def question(self, document: str) -> Question:
        return Question(self._reader.read(read_text(document)), self._facts)

    def outcome(self, text: str, document: str) -> Outcome:
        return expression(text).evaluate(self.question(document))

    def words(self, text: str, document: str) -> list[str]:
        """The words on which an expression that raises stands; the title for a section."""
        question = self.question(document)
        read = question.reading.document
        return [
            read.sections[place.section].title if place.section is not None else read.text(place.start, place.end)
            for place in expression(text).evaluate(question).places
        ]

    def answers(self, text: str, document: str, trigger: str = "log-act") -> bool:
        """Whether an expression answers the first mention of a concept."""
        question = self.question(document)
        place = expression(f"{{concept: {trigger}}}").evaluate(question).places[0]
        return expression(text, Purpose.ANSWER).evaluate(question.at(place)).holds
