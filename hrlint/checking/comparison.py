"""What differs between two versions of a document, for the rights of people: findings, requirements, considerations, data and parties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from hrlint import __version__
from hrlint.checking.acceptancechecks import AREA as ACCEPTANCE
from hrlint.checking.baseline import places
from hrlint.checking.check import Check, Severity
from hrlint.checking.citing import Citer
from hrlint.checking.finding import Finding, LintedDocument, Related, VerdictState
from hrlint.checking.review import Citation
from hrlint.checking.reviewing import Material
from hrlint.checking.scope import CONSIDERATIONS
from hrlint.matching.inventory import DataItem, Party, Passage, take_inventory
from hrlint.matching.likeness import Texts
from hrlint.matching.requirementchanges import RequirementChange, requirement_changes
from hrlint.reading.document import Document, Sentence

CONSIDERATIONS_AREA = "considerations"
"""Its checks miss text in a document: where else something raises that changes nothing."""
_REWORDED = 0.55
"""From here on two sentences are versions of one."""
_FEW_WORDS = 4
"""Sentences of considerations with fewer words are no text that anybody misses."""


class Fate(str, Enum):
    """What became of a finding."""

    NEW = "new"
    RESOLVED = "resolved"
    REMAINING = "remaining"


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding in one or both versions. `citation` is its place in the new version, in the old one where it is resolved."""

    fate: Fate
    check: Check
    severity: Severity
    message: str
    citation: Citation
    fingerprint: str
    how: str
    """Why it is resolved: answered, accepted, not raised any more; what is new of one that remains."""
    new_places: tuple[Citation, ...] = ()
    """Places of a remaining finding that were not there before."""

    @property
    def is_worse(self) -> bool:
        return self.fate is Fate.NEW or bool(self.new_places)


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A change of a requirement with its sentences in both versions."""

    change: RequirementChange
    old: Citation | None
    new: Citation | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a document, or two drafts."""

    old: LintedDocument
    new: LintedDocument
    version: str
    findings: tuple[FindingChange, ...]
    requirements: tuple[ClauseChange, ...]
    removed_text: tuple[Citation, ...]
    """Sentences of considerations that the new version says nowhere, cited from the old one."""
    added_text: tuple[Citation, ...]
    new_data: tuple[tuple[DataItem, Citation], ...]
    gone_data: tuple[DataItem, ...]
    new_parties: tuple[tuple[Party, Citation], ...]
    gone_parties: tuple[Party, ...]

    def with_fate(self, fate: Fate) -> tuple[FindingChange, ...]:
        return tuple(change for change in self.findings if change.fate is fate)

    @property
    def is_worse(self) -> bool:
        """True where a finding is new or spread, protection got weaker, or considerations were removed.

        New data and new parties alone are to be looked at: where they raise a question, a finding says so.
        """
        return any(change.is_worse for change in self.findings) or any(item.change.is_worse for item in self.requirements) or bool(self.removed_text)


def compare(old: Material, new: Material) -> Comparison:
    """Compares what linting and reading found in two versions."""
    before, after = Citer(old.reading.document), Citer(new.reading.document)
    changes = requirement_changes(old.reading, new.reading)
    then, now = take_inventory(old.reading), take_inventory(new.reading)
    known_data, known_parties = {item.name for item in then.data}, {party.name for party in then.parties}
    still_data, still_parties = {item.name for item in now.data}, {party.name for party in now.parties}
    return Comparison(
        old=old.report.documents[0],
        new=new.report.documents[0],
        version=__version__,
        findings=tuple(_finding_changes(old, new, before, after)),
        requirements=tuple(
            ClauseChange(
                change,
                before.passage(change.old.start, change.old.end) if change.old else None,
                after.passage(change.new.start, change.new.end) if change.new else None,
            )
            for change in changes
        ),
        removed_text=tuple(before.passage(sentence.start, sentence.end) for sentence in _missing(old.reading.document, new.reading.document)),
        added_text=tuple(after.passage(sentence.start, sentence.end) for sentence in _missing(new.reading.document, old.reading.document)),
        new_data=tuple((item, _cited(after, item.introduced)) for item in now.data if item.name not in known_data),
        gone_data=tuple(item for item in then.data if item.name not in still_data),
        new_parties=tuple((party, _cited(after, party.introduced)) for party in now.parties if party.name not in known_parties),
        gone_parties=tuple(party for party in then.parties if party.name not in still_parties),
    )


def _cited(citer: Citer, passage: Passage) -> Citation:
    return citer.passage(passage.start, passage.end)


def _missing(document: Document, other: Document) -> list[Sentence]:
    """The sentences of considerations that the other version has nowhere, not even in other words."""
    texts = Texts([other.text(sentence.start, sentence.end) for sentence in other.sentences])
    missing = []
    for sentence in document.sentences:
        if not set(CONSIDERATIONS).isdisjoint(document.section_at(sentence.start).roles):
            text = document.text(sentence.start, sentence.end)
            if len(text.split()) > _FEW_WORDS and texts.nearest(text)[1] < _REWORDED:
                missing.append(sentence)
    return missing


def _open(material: Material) -> list[Finding]:
    return [finding for finding in material.report.open_findings if finding.check.area != ACCEPTANCE]


def _finding_changes(old: Material, new: Material, before: Citer, after: Citer) -> Iterable[FindingChange]:
    """Findings by fingerprint; those whose sentence was reworded by the words of the sentence."""
    previous: dict[str, list[Finding]] = {}
    for finding in _open(old):
        previous.setdefault(finding.check.id, []).append(finding)
    resolved = {finding.fingerprint + finding.check.id: finding for finding in _open(old)}
    for finding in _open(new):
        rivals = previous.get(finding.check.id, [])
        fresh = _fresh_places(finding, rivals, before, after)
        same = _same_finding(finding, rivals, before, after)
        if same is None:
            yield _change(Fate.NEW, finding, after, "")
        else:
            resolved.pop(same.fingerprint + same.check.id, None)
            citations = tuple(after.cite(place.location) for place in fresh)
            how = "at further places" if citations else "" if same.fingerprint == finding.fingerprint else "in other words or at another place"
            yield _change(Fate.REMAINING, finding, after, how, citations)
    for finding in resolved.values():
        yield _change(Fate.RESOLVED, finding, before, _how(finding, new))


def _same_finding(finding: Finding, rivals: Sequence[Finding], before: Citer, after: Citer) -> Finding | None:
    """The finding of the old version that this one is: it shares a place with it, or one of its places is a rewording of one there."""
    prints = {place.fingerprint for place in places(finding)}
    for rival in rivals:
        if any(place.fingerprint in prints for place in places(rival)):
            return rival
    quotes = [(rival, before.cite(place.location).quote) for rival in rivals for place in places(rival)]
    texts = Texts([quote for _, quote in quotes])
    for place in places(finding):
        number, alike = texts.nearest(after.cite(place.location).quote)
        if alike >= _REWORDED:
            return quotes[number][0]
    return None


def _fresh_places(finding: Finding, rivals: Sequence[Finding], before: Citer, after: Citer) -> list[Related]:
    """The places of a finding that no old finding of the check has, not even in other words."""
    known = {place.fingerprint for rival in rivals for place in places(rival)}
    unknown = [place for place in places(finding) if place.fingerprint not in known]
    if not unknown or not rivals or finding.check.area == CONSIDERATIONS_AREA:
        return [] if rivals else unknown
    texts = Texts([before.cite(place.location).quote for rival in rivals for place in places(rival)])
    return [place for place in unknown if texts.nearest(after.cite(place.location).quote)[1] < _REWORDED]


def _change(fate: Fate, finding: Finding, citer: Citer, how: str, new_places: tuple[Citation, ...] = ()) -> FindingChange:
    return FindingChange(fate, finding.check, finding.severity, finding.message, citer.cite(finding.location), finding.fingerprint, how, new_places)


def _how(finding: Finding, new: Material) -> str:
    """Why the new version does not have a finding."""
    if any(other.check is finding.check and other.suppressed is not None for other in new.report.findings):
        return "accepted"
    states = {verdict.state for verdict in new.report.verdicts if verdict.check.id == finding.check.id}
    if VerdictState.ADDRESSED in states:
        return "answered"
    if states & {VerdictState.NOT_RAISED, VerdictState.NOT_APPLICABLE}:
        return "not raised any more"
    return "not at this place any more" if states else "not asked any more"
