"""Puts the page together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from hrlint import __version__
from hrlint.checking.baseline import document_of
from hrlint.checking.finding import Finding, LintedDocument, Report, Verdict, VerdictState
from hrlint.checking.guidelines import Questionnaire
from hrlint.reporting.htmlpage.coverage import coverage
from hrlint.reporting.htmlpage.inventory import data_rows, party_rows
from hrlint.reporting.htmlpage.model import Answered, Choice, DocumentView, Note, Page
from hrlint.reporting.htmlpage.notes import notes_of
from hrlint.reporting.htmlpage.places import Places, places_of
from hrlint.reporting.htmlpage.text import excerpts, whole_text

_FEW = 3
_SEVERITIES = (("error", "Errors"), ("warning", "Warnings"), ("info", "Hints"))
_PERSONAS = (("author", "Only what is most certain (for authors)"), ("reviewer", "Everything, with suspicions (for reviewers)"))


def make_page(report: Report, questionnaire: Questionnaire) -> Page:
    """The page of a report. Documents whose contents were not kept are shown by their findings alone."""
    paths = {document.path for document in report.documents}
    findings: dict[str, list[Finding]] = {}
    for finding in report.findings:
        findings.setdefault(document_of(finding), []).append(finding)
    verdicts: dict[str, list[Verdict]] = {}
    for verdict in report.verdicts:
        verdicts.setdefault(verdict.path, []).append(verdict)
    others = [LintedDocument(path, "", "", path, "", "", "") for path in findings if path not in paths]  # findings about a configuration
    documents = tuple(
        _document(f"d{number}", linted, findings.get(linted.path, []), verdicts.get(linted.path, []), questionnaire)
        for number, linted in enumerate([*report.documents, *others], 1)
    )
    notes = [note for document in documents for note in document.notes]
    return Page(
        version=__version__,
        documents=documents,
        severities=_choices(_SEVERITIES, (note.severity for note in notes)),
        areas=_choices(sorted({(note.area, note.area) for note in notes}), (note.area for note in notes)),
        personas=_personas(notes),
        accepted=sum(bool(note.accepted) for note in notes),
        open=sum(not note.accepted for note in notes),
        answered=sum(len(document.answered) for document in documents),
        problems=tuple(_problems(report)),
    )


def _document(id: str, linted: LintedDocument, findings: Sequence[Finding], verdicts: Sequence[Verdict], questionnaire: Questionnaire) -> DocumentView:
    places = places_of(linted.contents, id)
    noted = tuple(notes_of(findings, id, places))
    inventory = linted.contents.inventory if linted.contents else None
    return DocumentView(
        id=id,
        title=linted.title or linted.name or linted.path,
        name=linted.name,
        path=linted.path,
        facts=tuple(fact for fact in (linted.format, linted.genre, linted.maturity, linted.profile) if fact),
        whole=places is not None,
        notes=tuple(note for _, note in noted),
        parts=whole_text(places, noted) if places else excerpts(noted, id),
        coverage=coverage(places, verdicts, findings, questionnaire) if places else None,
        data=data_rows(inventory, places) if places and inventory else (),
        parties=party_rows(inventory, places) if places and inventory else (),
        answered=tuple(_answered(verdicts, places)),
    )


def _answered(verdicts: Iterable[Verdict], places: Places | None) -> Iterator[Answered]:
    for verdict in verdicts:
        if verdict.state is VerdictState.ADDRESSED:
            links = dict.fromkeys(places.link(location, quoted=True) for location in verdict.evidence[:_FEW]) if places else {}
            yield Answered(verdict.check.title, verdict.check.question, tuple(links))


def _choices(values: Iterable[tuple[str, str]], given: Iterable[str]) -> tuple[Choice, ...]:
    counts = Counter(given)
    return tuple(Choice(value, label, counts[value]) for value, label in values if counts[value])


def _personas(notes: Sequence[Note]) -> tuple[Choice, ...]:
    counts = Counter(note.persona for note in notes)
    if len(counts) < 2:
        return ()
    return tuple(Choice(value, label, counts["author"] if value == "author" else len(notes)) for value, label in _PERSONAS)


def _problems(report: Report) -> Iterator[str]:
    for failure in report.failures:
        yield f"{failure.path}{f':{failure.line}' if failure.line else ''}: could not be checked: {failure.reason}"
    for diagnostic in report.diagnostics:
        yield f"{diagnostic.path}{f':{diagnostic.line}' if diagnostic.line else ''}: {diagnostic.message}"
