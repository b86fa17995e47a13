"""Makes a review of what linting found in the documents of a suite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hrlint import __version__
from hrlint.checking.acceptancechecks import AREA as ACCEPTANCE
from hrlint.checking.baseline import document_of, lasting_path, places
from hrlint.checking.catalogue import Catalogue
from hrlint.checking.check import Check
from hrlint.checking.citing import Citer
from hrlint.checking.finding import Finding, Report, Verdict, VerdictState, join_reports
from hrlint.checking.guidelines import Guideline, Questionnaire, Row
from hrlint.checking.review import Answer, Assessment, Citation, Concern, Review, ReviewedDocument, RowAssessment, State
from hrlint.matching.inventory import take_inventory
from hrlint.matching.reading import Reading
from hrlint.reading.source import Location

_MOST_CITED = 6
_MOST_ANSWERS = 3
_KEYWORD = re.compile(r"\b(?:SHOULD NOT|SHOULD|MAY|RECOMMENDED|OPTIONAL)\b")


@dataclass(frozen=True, slots=True)
class Material:
    """One document with all that is known of it. `digest` is the SHA-256 of its bytes."""

    reading: Reading
    report: Report
    digest: str


def make_review(materials: Sequence[Material], catalogue: Catalogue, questionnaire: Questionnaire, *, persona: str = "", date: str = "") -> Review:
    """The review of the documents as one suite: an answer in one of them is shown where another one leaves its question open."""
    maker = _Maker(materials, catalogue, questionnaire)
    whole = join_reports(material.report for material in materials)
    return Review(
        documents=tuple(
            ReviewedDocument(material.report.documents[0], material.reading.document, material.digest, take_inventory(material.reading))
            for material in materials
        ),
        date=date,
        version=__version__,
        persona=persona,
        guidelines=tuple(maker.assess(guideline) for guideline in questionnaire.guidelines),
        wording=tuple(concern for concern in maker.concerns if not maker.sections[concern.check.id] and concern.check.id in questionnaire.wording),
        other=tuple(concern for concern in maker.concerns if not maker.sections[concern.check.id] and concern.check.id not in questionnaire.wording),
        privacy=tuple(map(maker.assess_row, questionnaire.privacy)),
        attacks=tuple(map(maker.assess_row, questionnaire.attacks)),
        monitoring=tuple(map(maker.assess_row, questionnaire.monitoring)),
        acceptances=whole.acceptances,
        diagnostics=whole.diagnostics,
        failures=whole.failures,
    )


class _Maker:
    """What the parts of a review have in common."""

    def __init__(self, materials: Sequence[Material], catalogue: Catalogue, questionnaire: Questionnaire) -> None:
        self._checks = {check.id: check for check in catalogue.checks}
        self._keyword_change = frozenset(questionnaire.keyword_change)
        self._several = len(materials) > 1
        self._citers = {material.report.documents[0].path: Citer(material.reading.document) for material in materials}
        self._genres = tuple(dict.fromkeys(material.report.documents[0].genre for material in materials))
        self.sections = {check.id: questionnaire.sections_of(check) for check in catalogue.checks}
        self._verdicts: dict[str, list[Verdict]] = {}
        self._accepted: set[str] = set()
        for material in materials:
            for verdict in material.report.verdicts:
                self._verdicts.setdefault(verdict.check.id, []).append(verdict)
            self._accepted.update(finding.check.id for finding in material.report.findings if finding.suppressed is not None)
        self.concerns = tuple(concern for material in materials for concern in self._concerns(material))
        self._by_check: dict[str, list[Concern]] = {}
        for concern in self.concerns:
            self._by_check.setdefault(concern.check.id, []).append(concern)

    def assess(self, guideline: Guideline) -> Assessment:
        checks = [check for check in self._checks.values() if guideline.section in self.sections[check.id] and check.id in self._verdicts]
        concerns, shared = [], []
        for check in checks:
            home = self.sections[check.id][0]
            for concern in self._by_check.get(check.id, ()):
                if home == guideline.section:
                    concerns.append(concern)
                else:
                    shared.append((concern, home))
        state, because = self._state(checks, guideline.words_tell)
        return Assessment(
            guideline=guideline,
            state=state,
            because=because,
            concerns=tuple(sorted(concerns, key=lambda concern: concern.severity.rank)),
            shared=tuple(shared),
            answers=tuple(answer for check in checks for answer in self._answers(check)),
            checks=tuple(checks),
            silent=tuple(check for check in checks if self._states(check) <= {VerdictState.NOT_RAISED, VerdictState.NOT_APPLICABLE}),
        )

    def assess_row(self, row: Row) -> RowAssessment:
        checks = [self._checks[id] for id in row.checks if id in self._checks and id in self._verdicts]
        state, because = self._state(checks, words_tell=True)
        raised = [citation for check in checks for concern in self._by_check.get(check.id, ()) for citation in concern.raised[:1]]
        answers = [answer for check in checks for answer in self._answers(check)]
        return RowAssessment(
            row,
            state,
            because,
            tuple(raised or [citation for answer in answers for citation in answer.raised[:1]])[:_MOST_ANSWERS],
            tuple(citation for answer in answers for citation in answer.answered[:1])[:_MOST_ANSWERS],
        )

    def _state(self, checks: Sequence[Check], words_tell: bool) -> tuple[State, str]:
        """The state of a question, with its reason, of what its checks say together."""
        if not checks:
            return State.NOT_ASSESSED, "no check of this run asks about it"
        open_ = [check for check in checks if check.id in self._by_check]
        if open_:
            return State.CONCERN, f"{_counted(len(open_), 'question')} of {len(checks)} raised and not answered"
        states = {check.id: self._states(check) for check in checks}
        answered = [id for id, found in states.items() if VerdictState.ADDRESSED in found]
        accepted = [id for id in states if id in self._accepted]
        if answered or accepted:
            parts = [f"{_counted(len(answered), 'question')} raised and answered in the text, as far as words tell"] if answered else []
            parts += [f"{len(accepted)} accepted with a reason"] if accepted else []
            return State.ADDRESSED, ", ".join(parts)
        if all(found == {VerdictState.NOT_APPLICABLE} for found in states.values()):
            return State.NOT_APPLICABLE, f"this is not asked of a document of this kind ({', '.join(self._genres)})"
        asked = _counted(len([1 for found in states.values() if found != {VerdictState.NOT_APPLICABLE}]), "check")
        tells = "no concern is found, and none is ruled out" if words_tell else "for this guideline that tells little"
        return State.NOT_ASSESSED, f"{asked} found no words that raise it: {tells}"

    def _states(self, check: Check) -> set[VerdictState]:
        return {verdict.state for verdict in self._verdicts[check.id]}

    def _answers(self, check: Check) -> Iterable[Answer]:
        for verdict in self._verdicts[check.id]:
            if verdict.state is VerdictState.ADDRESSED:
                # What authors say where they consider consequences is what they mean as their answer.
                evidence = sorted(verdict.evidence, key=lambda location: not self._citers[verdict.path].considers(location))
                yield Answer(check, verdict.path, self._cite(verdict.path, verdict.triggers), self._cite(verdict.path, evidence))

    def _cite(self, path: str, locations: Iterable[Location]) -> tuple[Citation, ...]:
        citer = self._citers[path]
        cited: dict[tuple[str, int, str], Citation] = {}
        for location in locations:
            if len(cited) == _MOST_ANSWERS:
                break
            citation = citer.cite(location)
            cited.setdefault((citation.path, citation.line, citation.quote), citation)
        return tuple(cited.values())

    def _concerns(self, material: Material) -> Iterable[Concern]:
        """The open findings of a document, those of one check in one section as one concern."""
        groups: dict[str, list[tuple[Finding, list[Citation]]]] = {}
        for finding in material.report.open_findings:
            if finding.check.area == ACCEPTANCE:
                continue
            path = document_of(finding)
            cited = [self._citers[path].cite(place.location) for place in places(finding)]
            groups.setdefault(self._key(finding, path, cited[0]), []).append((finding, cited))
        return [self._concern(key, group) for key, group in groups.items()]

    def _key(self, finding: Finding, path: str, first: Citation) -> str:
        key = f"{finding.check.id} {first.anchor}"
        return f"{key} {_slug(lasting_path(path))}" if self._several else key

    def _concern(self, key: str, group: Sequence[tuple[Finding, list[Citation]]]) -> Concern:
        finding = group[0][0]
        path = document_of(finding)
        home = group[0][1][0].anchor
        cited = {(citation.path, citation.line, citation.quote): citation for _, citations in group for citation in citations}
        raised = [citation for citation in cited.values() if citation.anchor == home]
        answered = [
            citation
            for verdict in self._verdicts.get(finding.check.id, ())
            if verdict.path != path and verdict.state is VerdictState.ADDRESSED
            for citation in self._cite(verdict.path, verdict.evidence)
        ]
        return Concern(
            key=key,
            check=finding.check,
            severity=min((item.severity for item, _ in group), key=lambda severity: severity.rank),
            message=finding.message,
            document=path,
            raised=tuple(raised[:_MOST_CITED]),
            elsewhere=tuple([citation for citation in cited.values() if citation.anchor != home][:_MOST_CITED]),
            answered_in=tuple(answered[:_MOST_ANSWERS]),
            answer_line=finding.insert_at.start.line if finding.insert_at is not None else None,
            replacement=_strengthened(raised[0].quote) if finding.check.id in self._keyword_change else "",
            suspected=all(item.suspected for item, _ in group),
            fingerprints=tuple(dict.fromkeys(place.fingerprint for item, _ in group for place in places(item) if place.fingerprint)),
        )


def _strengthened(sentence: str) -> str:
    """The sentence with MUST for its keyword; empty where it is cut, or has not exactly one that is weaker."""
    keywords = _KEYWORD.findall(sentence)
    if len(keywords) != 1 or "…" in sentence or "MUST" in sentence:
        return ""
    stronger = {"SHOULD NOT": "MUST NOT", "RECOMMENDED": "REQUIRED", "OPTIONAL": "REQUIRED"}.get(keywords[0], "MUST")
    return sentence.replace(keywords[0], stronger)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"


def _slug(path: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.rpartition("/")[2].rpartition(".")[0].lower()).strip("-")


def by_section(review: Review) -> Mapping[tuple[str, str], tuple[Concern, ...]]:
    """The concerns by document and section, in the order of the documents' text."""
    order = {reviewed.linted.path: number for number, reviewed in enumerate(review.documents)}
    grouped: dict[tuple[str, str], list[Concern]] = {}
    for concern in sorted(review.concerns(), key=lambda concern: (order[concern.document], concern.raised[0].line)):
        grouped.setdefault((concern.document, concern.section), []).append(concern)
    return {place: tuple(concerns) for place, concerns in grouped.items()}
