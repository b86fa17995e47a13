"""The coverage matrix: which guidelines are raised, answered and left open in which sections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from hrlint.checking.check import Check
from hrlint.checking.finding import Finding, Verdict, VerdictState
from hrlint.checking.guidelines import Guideline, Questionnaire
from hrlint.reading.document import Role, Section
from hrlint.reading.source import Location
from hrlint.reporting.htmlpage.model import Cell, Coverage, Line, Link
from hrlint.reporting.htmlpage.places import Places

_ASIDE = frozenset([Role.REFERENCES, Role.BOILERPLATE, Role.CONTENTS, Role.ACKNOWLEDGEMENTS, Role.CHANGELOG])


def coverage(places: Places, verdicts: Sequence[Verdict], findings: Iterable[Finding], questionnaire: Questionnaire) -> Coverage:
    """The matrix of one document; sections are the highest ones that divide it."""
    return _Matrix(places, verdicts, findings, questionnaire).made()


class _Matrix:
    def __init__(self, places: Places, verdicts: Sequence[Verdict], findings: Iterable[Finding], questionnaire: Questionnaire) -> None:
        self._places = places
        self._questionnaire = questionnaire
        self._verdicts = verdicts
        sections = places.document.sections
        self._heads = _heads(sections)
        self._column = _columns(sections, self._heads)
        self._raised: defaultdict[str, set[int]] = defaultdict(set)
        self._answered: defaultdict[str, set[int]] = defaultdict(set)
        self._open: defaultdict[str, set[int]] = defaultdict(set)
        self._accepted: set[str] = set()
        for verdict in verdicts:
            self._raised[verdict.check.id].update(map(self._at, verdict.triggers))
            if verdict.state is VerdictState.ADDRESSED:
                self._answered[verdict.check.id].update(map(self._at, verdict.evidence))
        for finding in findings:
            if finding.suppressed is not None:
                self._accepted.add(finding.check.id)
                continue
            self._open[finding.check.id].update(self._at(place) for place in (finding.location, *(related.location for related in finding.related)))

    def _at(self, location: Location) -> int:
        """The index of the section at whose head a location counts."""
        return self._column[self._places.section_of(location)]

    def made(self) -> Coverage:
        checks = [verdict.check for verdict in self._verdicts]
        belongs = {check.id: self._questionnaire.sections_of(check) for check in checks}
        used = {at for found in (self._raised, self._answered, self._open) for where in found.values() for at in where}
        sections = self._places.document.sections
        heads = [at for at in self._heads if at in used or (at and sections[at].role not in _ASIDE)]
        lines = [
            self._line(guideline, [check for check in checks if guideline.section in belongs[check.id]], heads) for guideline in self._questionnaire.guidelines
        ]
        rest = [check for check in checks if not belongs[check.id] and self._raised[check.id] | self._open[check.id]]
        if rest:
            others = Guideline(
                "", "Other questions", ("How requirements are worded, and what checks outside the guidelines ask.",), (), True, "", (), (), (), ()
            )
            lines.append(self._line(others, rest, heads))
        columns = tuple(Link(sections[at].label if at else "Beginning", self._places.section_id(at)) for at in heads)
        return Coverage(columns, tuple(lines))

    def _line(self, guideline: Guideline, checks: Sequence[Check], heads: Sequence[int]) -> Line:
        state, says = self._state(guideline, checks)
        cells = tuple(self._cell(checks, at) for at in heads)
        return Line(guideline.section, guideline.name, " ".join(guideline.questions), state, says, cells)

    def _cell(self, checks: Sequence[Check], at: int) -> Cell:
        open_ = {check.id for check in checks if at in self._open[check.id]}
        answered = {check.id for check in checks if at in self._answered[check.id]} - open_
        raised = {check.id for check in checks if at in self._raised[check.id]} - open_ - answered
        return Cell(len(open_), len(answered), len(raised), self._places.section_id(at))

    def _state(self, guideline: Guideline, checks: Sequence[Check]) -> tuple[str, str]:
        open_ = [check for check in checks if self._open[check.id]]
        states = {verdict.check.id: verdict.state for verdict in self._verdicts}
        answered = [check for check in checks if states[check.id] is VerdictState.ADDRESSED]
        accepted = [check for check in checks if check.id in self._accepted and check not in open_]
        told = list(_told(len(open_), len(answered), len(accepted)))
        if told:
            return "open" if open_ else "answered", ", ".join(told)
        if not checks:
            return "unknown", "not asked in this run"
        return ("quiet", "nothing raises it") if guideline.words_tell else ("unknown", "left to people")


def _told(open_: int, answered: int, accepted: int) -> Iterator[str]:
    if open_:
        yield f"{open_} open"
    if answered:
        yield f"{answered} answered"
    if accepted:
        yield f"{accepted} accepted"


def _heads(sections: Sequence[Section]) -> list[int]:
    """The document itself, and the highest sections of which there are several."""
    at = 0
    while True:
        children = [section.index for section in sections if section.parent == at]
        if len(children) != 1:
            return [0, *children]
        at = children[0]


def _columns(sections: Sequence[Section], heads: Sequence[int]) -> list[int]:
    """For each section the head under which it counts."""
    chosen = frozenset(heads)
    columns: list[int] = []
    for section in sections:
        columns.append(section.index if section.index in chosen or section.parent is None else columns[section.parent])
    return columns
