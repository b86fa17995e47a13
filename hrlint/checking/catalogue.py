"""The catalogue: all checks with their vocabulary and facts, read from folders of YAML files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hrlint.checking.acceptancechecks import acceptance_checks
from hrlint.checking.accuracy import load_measurement
from hrlint.checking.check import Check
from hrlint.checking.checkfile import expressions_of, read_check
from hrlint.checking.expression import Expression
from hrlint.checking.parse import parse_fact
from hrlint.matching.vocabulary import Vocabulary, load_vocabulary
from hrlint.matching.yamlnodes import NodeError, Problem, load_nodes, unknown

_NO_AREAS = ("vocabulary", "facts")
_NAMING = frozenset(["concept", "with", "without", "actor", "action", "object", "recipient", "clause", "delegation", "fact"])
"""Keys whose values are names of concepts and facts."""


class CatalogueError(Exception):
    """A catalogue with mistakes; `problems` lists them all."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Catalogue:
    """Checks sorted by id, and what they are written in."""

    checks: tuple[Check, ...]
    vocabulary: Vocabulary
    facts: Mapping[str, Expression]

    def get(self, id: str) -> Check:
        """The check of an id; raises KeyError."""
        for check in self.checks:
            if check.id == id:
                return check
        raise KeyError(id)


def builtin_folder() -> Path:
    """The checks that come with hrlint: beside the package's modules in a wheel, at the top of the repository in a checkout."""
    packaged = Path(__file__).parents[1] / "checks"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "checks"


def load_catalogue(folders: Sequence[Path] = (), *, builtin: bool = True) -> Catalogue:
    """Reads the built-in checks and those of further folders; raises CatalogueError with every mistake in them."""
    all_folders = [*([builtin_folder()] if builtin else []), *folders]
    vocabulary, problems = load_vocabulary(all_folders)
    facts = _load_facts(all_folders, vocabulary, problems)
    checks: dict[str, Check] = {check.id: check for check in acceptance_checks()} if builtin else {}
    for folder in all_folders:
        if not folder.is_dir():
            problems.append(Problem(folder, None, "there is no such folder of checks"))
            continue
        measurement, mistakes = load_measurement(folder)
        problems += mistakes
        for path in _check_files(folder):
            try:
                check = read_check(path, folder)
            except NodeError as error:
                problems.append(Problem(path, error.line, str(error)))
                continue
            if check.id in checks:
                problems.append(Problem(path, None, f"the check `{check.id}` is defined twice, first in {checks[check.id].path}"))
                continue
            accuracy = measurement.checks.get(check.id)
            checks[check.id] = replace(check, precision=accuracy.certain.precision, accuracy=accuracy) if accuracy else check
            problems += _unknown_names(path, expressions_of(check), vocabulary, facts)
    if problems:
        raise CatalogueError(sorted(problems, key=lambda problem: (str(problem.path), problem.line or 0)))
    return Catalogue(tuple(checks[id] for id in sorted(checks)), vocabulary, facts)


def _check_files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*/*.yaml")) if path.parent.name not in _NO_AREAS]


def _load_facts(folders: Iterable[Path], vocabulary: Vocabulary, problems: list[Problem]) -> dict[str, Expression]:
    facts: dict[str, Expression] = {}
    places: dict[str, tuple[Path, int]] = {}
    for folder in folders:
        for path in sorted((folder / "facts").glob("*.yaml")):
            try:
                for name, node in load_nodes(path).mapping().items():
                    if name in facts:
                        raise NodeError(node.line, f"the fact `{name}` is defined twice")
                    facts[name] = parse_fact(node)
                    places[name] = path, node.line
            except NodeError as error:
                problems.append(Problem(path, error.line, str(error)))
    for name, (path, line) in places.items():
        problems += _unknown_names(path, [facts[name]], vocabulary, facts)
        if _rests_on_itself(name, facts):
            problems.append(Problem(path, line, f"the fact `{name}` rests on itself"))
    return facts


def _rests_on_itself(name: str, facts: Mapping[str, Expression]) -> bool:
    met: set[str] = set()
    open_ = list(facts[name].fact_names())
    while open_:
        fact = open_.pop()
        if fact == name:
            return True
        if fact not in met and fact in facts:
            met.add(fact)
            open_ += facts[fact].fact_names()
    return False


def _unknown_names(path: Path, expressions: Iterable[Expression], vocabulary: Vocabulary, facts: Mapping[str, Expression]) -> list[Problem]:
    problems = []
    for expression in expressions:
        problems += [
            Problem(path, _line_of(path, name), unknown("concept", name, vocabulary.names()))
            for name in dict.fromkeys(expression.concepts())
            if name not in vocabulary
        ]
        problems += [Problem(path, _line_of(path, name), unknown("fact", name, facts)) for name in dict.fromkeys(expression.fact_names()) if name not in facts]
    return problems


def _line_of(path: Path, name: str) -> int | None:
    """The first line where a file names a concept or a fact."""
    open_ = [("", load_nodes(path))]
    while open_:
        key, node = open_.pop()
        if isinstance(node.value, dict):
            open_ += [*node.value.items()][::-1]
        elif isinstance(node.value, list):
            open_ += [(key, item) for item in node.value[::-1]]
        elif key in _NAMING and node.text() == name:
            return node.line
    return None
