"""Asks a document the questions of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from hrlint.checking.acceptance import Acceptance
from hrlint.checking.acceptancechecks import AREA as ACCEPTANCE
from hrlint.checking.baseline import BASELINE, Known
from hrlint.checking.catalogue import Catalogue
from hrlint.checking.check import Check, Persona, Placement, Severity
from hrlint.checking.checkfile import expressions_of
from hrlint.checking.documentkind import DocumentKind
from hrlint.checking.expression import Question
from hrlint.checking.finding import Contents, Failure, Finding, LintedDocument, Related, Report, Suppression, Verdict, VerdictState, sort_key
from hrlint.checking.fingerprint import Fingerprinter
from hrlint.checking.judging import Answered, ask
from hrlint.checking.scope import Place
from hrlint.checking.suppression import INLINE, Ledger, flaw_findings
from hrlint.matching.genre import Maturity, Profile, maturity_of
from hrlint.matching.reading import Reader, Reading
from hrlint.matching.requirement import Strength
from hrlint.reading.document import BlockKind, Document, Role
from hrlint.reading.source import Location, Source, Span

_LONGEST_MATCH = 80
_MOST_RELATED = 20
_WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Options:
    """What a run asks for. `select`, `extend_select` and `ignore` hold areas and ids of checks; a check selected by id is shown whatever the persona."""

    persona: Persona = Persona.AUTHOR
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str = ""
    suppressions: bool = True
    extend_select: tuple[str, ...] = ()
    """Asked besides those of `select`, or besides those of the persona where nothing is selected."""
    severities: tuple[tuple[str, Severity], ...] = ()
    """Severities of areas and ids that differ from those of the catalogue."""

    def takes(self, check: Check) -> bool:
        chosen = (*self.select, *self.extend_select)
        if check.id in self.ignore or (check.area in self.ignore and check.id not in chosen):
            return False
        if check.id in chosen:
            return True
        if self.select and check.area not in chosen:
            return False
        return self.persona is Persona.REVIEWER or check.persona is Persona.AUTHOR

    def suspects(self, check: Check) -> bool:
        """True where what a check only suspects is shown."""
        return self.persona is Persona.REVIEWER or check.id in self.select or check.id in self.extend_select


@dataclass(frozen=True, slots=True)
class Terms:
    """What counts for one document besides its text."""

    options: Options | None = None
    """Those of the linter, where None."""
    accepted: tuple[Acceptance, ...] = ()
    """The acceptances of the configuration for this document."""
    known: Known | None = None
    """Places that are not new."""
    today: date | None = None
    """The day on which acceptances are judged; without one, none of them expires."""


@dataclass(frozen=True)
class _Run:
    """The linting of one document."""

    question: Question
    options: Options
    ledger: Ledger | None
    known: Known | None
    severities: dict[str, Severity] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "severities", dict(self.options.severities))

    def knows(self, fingerprint: str) -> bool:
        return self.known is not None and fingerprint in self.known.fingerprints

    def severity(self, check: Check) -> Severity:
        """The severity that the options set, of the check itself before that of its area; else what the document gives it."""
        return self.severities.get(check.id) or self.severities.get(check.area) or _severity(check, self.question)

    def groups(self, check: Check, places: tuple[Place, ...], prints: dict[Place, str]) -> Iterable[tuple[Sequence[Place], Suppression | None]]:
        """The places of each finding, the first one first, and what suppresses them. What is new goes first and brings back what was known."""
        accepted: dict[Suppression, list[Place]] = {}
        known: list[Place] = []
        fresh: list[Place] = []
        for place in places:
            suppression = self.ledger.suppression(check, place) if self.ledger else None
            if suppression is not None:
                accepted.setdefault(suppression, []).append(place)
            else:
                (known if self.knows(prints[place]) else fresh).append(place)
        before = Suppression(BASELINE, self.known.reason if self.known else "")
        if check.placement is Placement.PLACE:
            yield from (([place], None) for place in fresh)
            yield from (([place], before) for place in known)
            yield from (([place], suppression) for suppression, group in accepted.items() for place in group)
            return
        reading = self.question.reading
        if fresh or known:
            yield [*_strongest_first(reading, fresh), *_strongest_first(reading, known)], None if fresh else before
        yield from ((_strongest_first(reading, group), suppression) for suppression, group in accepted.items())


class Linter:
    """Asks the checks that the options take. One linter serves any number of documents."""

    def __init__(self, catalogue: Catalogue, options: Options, *, keeps_contents: bool = False) -> None:
        """`keeps_contents` puts whole documents into reports, for outputs that show them."""
        self._catalogue = catalogue
        self._options = options
        self._keeps_contents = keeps_contents
        self._readers: dict[tuple[Options, Maturity], Reader] = {}

    def lint(self, document: Document, terms: Terms | None = None) -> Report:
        """The report on one document. A check that breaks becomes a failure; the others are still asked."""
        terms = terms or Terms()
        options = terms.options or self._options
        return self.lint_reading(self._reader(options, maturity_of(document)).read(document), terms)

    def _asked(self, options: Options, fits: Callable[[DocumentKind], bool]) -> Iterable[Check]:
        """The checks that a document is asked, which fits some kinds: where only certainty is wanted, none that could only suspect."""
        for check in self._catalogue.checks:
            if options.takes(check) and (check.certain_where is None or options.suspects(check) or fits(check.certain_where)):
                yield check

    def _reader(self, options: Options, maturity: Maturity) -> Reader:
        """Reads no more meaning into documents than the checks ask for: most of the time goes into finding mentions."""
        reader = self._readers.get((options, maturity))
        if reader is None:
            vocabulary = self._catalogue.vocabulary
            if not self._keeps_contents:
                vocabulary = vocabulary.only(self._concepts(options, maturity))
            # What a reader has learned of words serves all documents that are asked of the same.
            alike = (known for known in self._readers.values() if known.vocabulary.concepts.keys() == vocabulary.concepts.keys())
            reader = self._readers[options, maturity] = next(alike, None) or Reader(vocabulary)
        return reader

    def _concepts(self, options: Options, maturity: Maturity) -> frozenset[str]:
        asked = [
            expression
            for check in self._asked(options, lambda kind: kind.allows(maturity))
            for expression in expressions_of(check)
            if options.suspects(check) or expression not in (check.suspected, check.dispelled)
        ]
        facts = self._catalogue.facts
        open_ = [name for expression in asked for name in expression.fact_names()]
        known: set[str] = set()
        while open_:
            name = open_.pop()
            if name not in known:
                known.add(name)
                open_ += facts[name].fact_names()
        return frozenset(concept for expression in [*asked, *(facts[name] for name in known)] for concept in expression.concepts())

    def lint_reading(self, reading: Reading, terms: Terms) -> Report:
        document = reading.document
        options = terms.options or self._options
        question = Question(reading, self._catalogue.facts)
        run = _Run(question, options, self._ledger(document, terms) if options.suppressions else None, terms.known)
        checks = {check.id: check for check in self._asked(options, lambda kind: kind.fits(document))}
        findings: list[Finding] = []
        verdicts: list[Verdict] = []
        failures: list[Failure] = []
        gaps: set[str] = set()
        # Wording comes last: where another check reports the same words, it has nothing to add.
        asked = sorted(
            (check for check in checks.values() if check.area != ACCEPTANCE), key=lambda check: (check.area == _WORDING, check.gap, check.order, check.id)
        )
        for check in asked:
            try:
                answered = ask(check, question, suspicious=options.suspects(check))
                found = tuple(_findings(check, run, answered)) if answered.state is VerdictState.UNADDRESSED else ()
            except Exception as error:  # a broken check must not cost the document its other findings
                failures.append(Failure(document.source.path, f"the check {check.id} failed: {error!r}"))
                continue
            if answered.state is VerdictState.UNADDRESSED and check.gap:
                if check.gap in gaps:
                    continue
                gaps.add(check.gap)
            if found and check.area == _WORDING:
                found = _untold(found, findings)
                if not found:
                    continue
            verdicts.append(
                Verdict(
                    check,
                    document.source.path,
                    answered.state,
                    tuple(_location(document, place) for place in answered.raised),
                    tuple(_location(document, place) for place in answered.evidence),
                )
            )
            findings += found
        acceptances = run.ledger.acceptances({verdict.check.id for verdict in verdicts}) if run.ledger else ()
        findings += flaw_findings((item for item in acceptances if item.kind == INLINE), checks, run.severities)
        profile = options.profile or reading.profile.value
        linted = LintedDocument(
            path=document.source.path,
            format=document.format.value,
            name=document.meta.name,
            title=document.meta.title,
            genre=reading.genre.value,
            maturity=reading.maturity.value,
            profile=profile,
            contents=_contents(reading) if self._keeps_contents else None,
        )
        return Report((linted,), tuple(sorted(findings, key=sort_key)), tuple(verdicts), document.diagnostics, tuple(failures), acceptances)

    def _ledger(self, document: Document, terms: Terms) -> Ledger:
        return Ledger(document, terms.accepted, [check.id for check in self._catalogue.checks], terms.today)


def _contents(reading: Reading) -> Contents:
    from hrlint.matching.inventory import take_inventory

    return Contents(reading.document, take_inventory(reading))


def _findings(check: Check, run: _Run, answered: Answered) -> Iterable[Finding]:
    document = run.question.reading.document
    fingerprinter = Fingerprinter(check.id, document)
    prints = {place: fingerprinter.of(place) for place in answered.open}
    severity = run.severity(check)
    insert_at = _insertion(document, check)
    for group, suppression in run.groups(check, answered.open, prints):
        first, others = group[0], [_related(document, place, prints[place], new=not run.knows(prints[place])) for place in group[1:]]
        location = _location(document, first)
        yield Finding(
            check=check,
            severity=severity,
            message=check.message.replace("{match}", _words(document, first)),
            location=location,
            section=_section_label(document, first),
            related=tuple(others[:_MOST_RELATED]),
            insert_at=insert_at,
            fingerprint=prints[first],
            suppressed=suppression,
            unlisted=tuple(others[_MOST_RELATED:]),
            suspected=first in answered.suspected,
            document=document.source.path if location.source is not document.source else "",
        )


def _untold(found: Iterable[Finding], told: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings on wording whose words no other check reports as surely: one sentence is asked for one change."""
    certain: dict[tuple[Source, int], bool] = {}
    for item in told:
        if item.check.area != _WORDING:
            for words in map(_words_at, (item.location, *(place.location for place in (*item.related, *item.unlisted)))):
                certain[words] = certain.get(words, False) or not item.suspected
    return tuple(item for item in found if _words_at(item.location) not in certain or not (certain[_words_at(item.location)] or item.suspected))


def _words_at(location: Location) -> tuple[Source, int]:
    return location.source, location.span.start


def _related(document: Document, place: Place, fingerprint: str, *, new: bool) -> Related:
    return Related(_location(document, place), "also here" if new else "also here, not new", fingerprint, _section_label(document, place))


def _section_label(document: Document, place: Place) -> str:
    section = document.sections[place.section] if place.section is not None else document.section_at(place.start)
    return section.label


def _severity(check: Check, question: Question) -> Severity:
    severity = next((rule.severity for rule in check.severity_rules if rule.condition.evaluate(question).holds), check.severity)
    # A first individual draft gets hints where a document that others rely on gets warnings.
    if severity is Severity.WARNING and question.reading.maturity is Maturity.INDIVIDUAL and _is_first(question.reading):
        return Severity.INFO
    return severity


def _is_first(reading: Reading) -> bool:
    return reading.profile in (Profile.IETF, Profile.IRTF) and reading.document.meta.revision == "00"


def _strongest_first(reading: Reading, places: Iterable[Place]) -> list[Place]:
    """A requirement before a statement, a design before an introduction, what comes first before what comes later."""

    def weakness(place: Place) -> tuple[int, int, int]:
        document = reading.document
        if place.section is not None:
            return 0, 0, place.start
        strengths = {requirement.strength for requirement in reading.requirements_of(document.sentence_at(place.start))}
        normative = 0 if strengths & {Strength.MUST, Strength.SHOULD} else 1 if strengths else 2
        role = document.section_at(place.start).role
        return normative, 1 if role in (Role.INTRODUCTION, Role.MOTIVATION, Role.ABSTRACT) else 0, place.start

    return sorted(places, key=weakness)


def _location(document: Document, place: Place) -> Location:
    if place.section is not None:
        return document.sections[place.section].location
    return document.prose.locate(place.start, place.end)


def _words(document: Document, place: Place) -> str:
    words = document.sections[place.section].title if place.section is not None else document.text(place.start, place.end)
    return words if len(words) <= _LONGEST_MATCH else words[: _LONGEST_MATCH - 1].rstrip() + "…"


def _insertion(document: Document, check: Check) -> Location | None:
    """The end of the last block of the section in which an answer belongs: its own, else the security considerations."""
    for role in (Role(check.insert), Role.SECURITY):
        for section in document.with_role(role):
            blocks = [block for block in document.blocks if section.index <= block.section < section.after and block.kind is not BlockKind.NOTE]
            last = blocks[-1].location if blocks else section.location
            return Location(last.source, Span(last.span.end, last.span.end))
    return None
