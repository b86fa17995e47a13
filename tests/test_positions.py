"""What hrlint says of a text stands in it, exactly where it says: sentences, mentions, findings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from hrlint.checking.catalogue import Catalogue
from hrlint.checking.check import Persona
from hrlint.checking.linter import Linter, Options
from hrlint.matching.reading import Reader
from hrlint.reading.document import Document, Run
from hrlint.reading.errors import ReadError
from hrlint.reading.reader import read_file
from hrlint.reading.source import Location

FOLDER = Path(__file__).parents[1] / "specs-examples"
SPECS = [path for path in sorted(FOLDER.glob("*.*")) if path.suffix in (".md", ".xml", ".txt", ".mediawiki")]


@pytest.fixture(scope="module")
def reader(catalogue: Catalogue) -> Reader:
    return Reader(catalogue.vocabulary)


@pytest.fixture(scope="module")
def linter(catalogue: Catalogue) -> Linter:
    return Linter(catalogue, Options(persona=Persona.REVIEWER))


def is_literal(run: Run) -> bool:
    """False for prose that stands in for markup: an entity, a reference."""
    markup = run.end > run.start and run.source.text[run.start] in "&<" and run.source.text[run.end - 1] in ";>"
    return run.prose_end - run.prose_start == run.end - run.start and not markup


def runs_between(document: Document, start: int, end: int) -> Iterator[Run]:
    prose = document.prose
    first = max(0, bisect_right(prose.run_starts, start) - 1)
    return iter(prose.runs[first : bisect_right(prose.run_starts, max(start, end - 1))])


def wrong_runs(document: Document) -> list[tuple[str, str]]:
    """Literal pieces of prose that are not the source text at their place."""
    pairs = ((document.text(run.prose_start, run.prose_end), run.source.text[run.start : run.end]) for run in document.prose.runs if is_literal(run))
    return [(prose, source) for prose, source in pairs if prose != source and not (prose == " " and not source.isalnum())]


def wrong_places(document: Document, ranges: Iterable[tuple[int, int]]) -> list[tuple[str, str]]:
    """Prose whose letters do not stand in their order in the quote at its place, or that does not begin where the quote begins."""
    wrong = []
    for start, end in ranges:
        quote = document.prose.locate(start, end).quote
        if quote == document.text(start, end):
            continue
        runs = list(runs_between(document, start, end))
        if any(run.source is not runs[0].source for run in runs):
            continue  # from one file into another: the quote ends with the first
        letters = "".join(document.text(max(start, run.prose_start), min(end, run.prose_end)) for run in runs if is_literal(run))
        quoted = iter(quote)
        in_order = all(letter in quoted for letter in letters if letter.isalnum())
        begins = not is_literal(runs[0]) or quote.startswith(letters[:1])
        if not (in_order and begins):
            wrong.append((document.text(start, end), quote))
    return wrong


def sentences_and_mentions(document: Document, reader: Reader, catalogue: Catalogue) -> Iterator[tuple[int, int]]:
    yield from ((sentence.start, sentence.end) for sentence in document.sentences)
    reading = reader.read(document)
    yield from {(mention.start, mention.end) for concept in catalogue.vocabulary.concepts for mention in reading.mentions(concept)}


def slice_of(location: Location) -> str:
    """The text between two positions, cut out by lines and columns as an editor does it."""
    lines = location.source.text.split("\n")[location.start.line - 1 : location.end.line]
    lines[-1] = lines[-1][: location.end.column - 1]
    lines[0] = lines[0][location.start.column - 1 :]
    return "\n".join(lines)


def check_document(document: Document, reader: Reader, linter: Linter, catalogue: Catalogue) -> None:
    assert wrong_runs(document) == []
    assert wrong_places(document, sentences_and_mentions(document, reader, catalogue)) == []
    report = linter.lint(document)
    for finding in report.findings:
        locations = [finding.location, *(related.location for related in finding.related), *([finding.insert_at] if finding.insert_at else [])]
        assert all(slice_of(location) == location.quote for location in locations)
    for verdict in report.verdicts:
        assert all(slice_of(location) == location.quote for location in (*verdict.triggers, *verdict.evidence))


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.name)
def test_our_own_specifications(path: Path, reader: Reader, linter: Linter, catalogue: Catalogue) -> None:
    check_document(read_file(path, path.name, root=FOLDER), reader, linter, catalogue)


def test_the_corpus(corpus: list[Path], reader: Reader, catalogue: Catalogue) -> None:
    wrong = {}
    for path in corpus:
        try:
            document = read_file(path, path.name, root=path.parent)
        except ReadError:
            continue  # test_corpus tells which may not be read
        wrong[path.name] = wrong_runs(document)[:3] + wrong_places(document, sentences_and_mentions(document, reader, catalogue))[:3]
    assert {name: places for name, places in wrong.items() if places} == {}


def test_what_a_stand_in_or_a_fold_hides_is_found_by_this_test() -> None:
    """The test of the test: a place that is one character off is wrong."""
    from dataclasses import replace

    from hrlint.reading.reader import read_text

    document = read_text("# T\n\nThe *server* logs  names.\n")
    sentence = [(document.sentences[0].start, document.sentences[0].end)]
    assert wrong_runs(document) == []
    assert wrong_places(document, sentence) == []
    runs = tuple(run._replace(start=run.start + 1, end=run.end + 1) for run in document.prose.runs)
    shifted = replace(document, prose=replace(document.prose, runs=runs))
    assert wrong_runs(shifted)
    assert wrong_places(shifted, sentence)
