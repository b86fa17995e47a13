"""Reads a collection of specifications for measuring: what checks find in it, and where phrases occur in it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from hrlint.checking.accuracy import Accuracy, Counts, Measurement
from hrlint.checking.catalogue import Catalogue
from hrlint.checking.check import Persona
from hrlint.checking.checkfile import expressions_of
from hrlint.checking.expression import Question
from hrlint.checking.fitting import Sample
from hrlint.checking.linter import Linter, Options, Terms
from hrlint.checking.measuring import Found, Tally, judged_by, measure, same_gap
from hrlint.checking.score import Score, length_of
from hrlint.checking.truth import Truth, short_name
from hrlint.commands.shared.console import Console
from hrlint.commands.shared.inputs import collect
from hrlint.commands.shared.linting import read_task
from hrlint.matching.occurrences import PhraseUse, find_occurrences
from hrlint.matching.reading import Reader
from hrlint.matching.vocabulary import Vocabulary
from hrlint.reading.errors import ReadError

CERTAIN = "certain"
"""The run that asks every check for what it finds for certain, as if all were shown to authors."""


def measure_catalogue(console: Console, catalogue: Catalogue, truth: Truth) -> tuple[Measurement, Mapping[str, Tally]]:
    """What each check is worth, and the tallies of the runs behind it.

    What an `author` check finds for certain is counted as authors see it, among the other checks of authors; that of another check among all checks.
    """
    found = _lint(console, catalogue, truth)
    tallies = {run: measure(truth, findings) for run, findings in found.items()}
    author, certain, reviewer = tallies[Persona.AUTHOR.value].checks, tallies[CERTAIN].checks, tallies[Persona.REVIEWER.value].checks
    checks = {}
    for check in catalogue.checks:
        name = short_name(check.id)
        counts = (author if check.persona is Persona.AUTHOR else certain).get(name, Counts())
        checks[check.id] = Accuracy(counts, reviewer.get(name, Counts()), check.accuracy.readings if check.accuracy else ())
    totals = [tallies[persona.value].totals for persona in Persona]
    figures = {figure: (totals[0].get(figure, 0), totals[1].get(figure, 0)) for figure in totals[1]}
    return Measurement(checks, figures), tallies


def _lint(console: Console, catalogue: Catalogue, truth: Truth) -> dict[str, dict[Path, Sequence[Found]]]:
    everybody = replace(catalogue, checks=tuple(replace(check, persona=Persona.AUTHOR) for check in catalogue.checks))
    runs = {
        Persona.AUTHOR.value: Linter(catalogue, Options(persona=Persona.AUTHOR)),
        CERTAIN: Linter(everybody, Options(persona=Persona.AUTHOR)),
        Persona.REVIEWER.value: Linter(catalogue, Options(persona=Persona.REVIEWER)),
    }
    reader = Reader(catalogue.vocabulary)
    found: dict[str, dict[Path, Sequence[Found]]] = {run: {} for run in runs}
    inputs = collect([str(path) for path in truth.files], None)
    for failure in inputs.failures:
        console.error(failure.reason, failure.path)
    for task in inputs.tasks:
        try:
            reading = reader.read(read_task(task))
        except ReadError as error:
            console.error(error.reason, error.path)
            continue
        for run, linter in runs.items():
            report = linter.lint_reading(reading, Terms())
            for broken in report.failures:
                console.error(broken.reason, broken.path)
            found[run][task.path.resolve()] = [Found.of(finding) for finding in report.open_findings]
    return found


def phrases_by_repository(console: Console, vocabulary: Vocabulary, corpus: Path, truth: Truth | None, sources: Sequence[Path]) -> list[PhraseUse]:
    """The phrases of a vocabulary, those of the fewest repositories first.

    A file is a repository of its own where neither `manifest.tsv` nor the truth says from which one it comes.
    """
    repository = _repositories(corpus)
    paths = [corpus]
    if truth is not None:
        repository |= {path.as_posix(): origin for path, origin in truth.origins.items()}
        paths += sorted(truth.origins)
    occurrences = find_occurrences(vocabulary, _texts(console, corpus, paths))
    in_sources = find_occurrences(vocabulary, _sources(sources))
    uses = [
        PhraseUse(entry, tuple(sorted({repository.get(file, file) for file in entry.texts})), entry.texts, known.texts)
        for entry, known in zip(occurrences, in_sources, strict=True)
    ]
    return sorted(uses, key=lambda use: (len(use.repositories), bool(use.sources), use.occurrences.concept.path.name, use.occurrences.concept.line))


def samples_of(catalogue: Catalogue, truth: Truth, corpus: Path, fact: str) -> list[Sample]:
    """What the signals of a score show in each document that the truth judges by the checks that ask for the score.

    A label that is `partial` says neither; before a change a document raises the question, after it does not.
    """
    scored = catalogue.facts[fact]
    assert isinstance(scored, Score)
    names = frozenset().union(
        *(same_gap(short_name(check.id)) for check in catalogue.checks if any(fact in expression.fact_names() for expression in expressions_of(check)))
    )
    origins = _repositories(corpus)
    reader = Reader(catalogue.vocabulary)
    samples = []
    for path, raised in sorted(judged_by(truth, names).items()):
        (task,) = collect([str(path)], None).tasks
        question = Question(reader.read(read_task(task)), catalogue.facts)
        if scored.where is None or scored.where.evaluate(question).holds:
            amounts = (length_of(question.reading.document), *(signal.show(question)[0] for signal in scored.signals))
            inside = path.relative_to(corpus.resolve()).as_posix() if path.is_relative_to(corpus.resolve()) else ""
            samples.append(Sample(truth.origins.get(path) or origins.get(inside, path.name), raised, amounts))
    return samples


def _repositories(corpus: Path) -> dict[str, str]:
    manifest = corpus / "manifest.tsv"
    if not manifest.exists():
        return {}
    with manifest.open(encoding="utf-8", newline="") as stream:
        return {row["file"]: row["github_repo"] for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)}


def _texts(console: Console, corpus: Path, paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """The prose of each specification under its path, within the collection where it lies there."""
    for task in collect([str(path) for path in paths], None).tasks:
        try:
            document = read_task(task)
        except ReadError as error:
            console.note(error.reason, error.path)
            continue
        path = task.path.resolve()
        yield (path.relative_to(corpus.resolve()) if path.is_relative_to(corpus.resolve()) else path).as_posix(), document.prose.text


def _sources(folders: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for folder in folders:
        for path in sorted(folder.iterdir()):
            if path.suffix in (".txt", ".md") and path.name != "README.md":
                yield path.stem, " ".join(path.read_text(encoding="utf-8", errors="replace").split())
