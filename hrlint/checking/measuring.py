"""Compares what checks find with what people noted of the same documents.

Most checks count once for a document; those about wording count at each place. Several checks may stand for one gap: one of them is enough, and the
same gap reported once more under a name that nobody noted is noise. What people noted as partly answered counts neither way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import NamedTuple

from hrlint.checking.accuracy import Counts
from hrlint.checking.finding import Finding
from hrlint.checking.truth import Concern, Label, Pair, Truth, short_name

NEAR = 5
"""Lines within which a finding stands at a labelled line."""
_MOST_NOISE_OF_PLACES = 5
"""Wrong places of one check in one document that count: a table of false alarms is one mistake made many times."""
_ANCHORS = 3
"""Findings, and related places of each, that may stand at a labelled line."""

_ONE_GAP = tuple(
    map(
        frozenset,
        (
            (
                "security-considerations-missing",
                "security-considerations-empty",
                "security-considerations-delegated",
                "unfinished-considerations",
                "threat-model-missing",
            ),
            ("privacy-considerations-missing", "privacy-considerations-empty"),
            ("no-encryption", "eavesdropping"),
            ("retention", "mandatory-retention"),
            ("persistent-identifier", "linkability"),
            ("dual-use-monitoring", "pervasive-monitoring"),
            ("internationalization", "language-tag"),
            ("message-insertion", "message-modification"),
        ),
    )
)
"""Checks that describe one and the same gap in a text."""


def same_gap(check: str) -> frozenset[str]:
    """A check and those that stand for the same gap."""
    return frozenset({check}).union(*(names for names in _ONE_GAP if check in names))


def judged_by(truth: Truth, checks: frozenset[str]) -> dict[Path, bool]:
    """Documents of which the truth tells whether one of the checks should find something."""
    judged: dict[Path, bool] = {}
    states: dict[Path, set[str]] = {label.file: set() for label in truth.labels}
    for label in truth.labels:
        if label.check in checks:
            states[label.file].add(label.state)
    for file, said in states.items():
        if "missing" in said or "partial" not in said:
            judged[file] = "missing" in said
    for pair in truth.pairs:
        if checks.intersection(pair.checks):
            judged |= {pair.before: True, pair.after: False}
    for concern in truth.concerns:
        if concern.detectable == "yes" and checks.intersection(concern.checks):
            judged.setdefault(concern.file, True)
    return judged


class Found(NamedTuple):
    """A finding: its check without the area, its line, and its first further lines."""

    check: str
    line: int
    others: tuple[int, ...] = ()

    @classmethod
    def of(cls, finding: Finding) -> Found:
        related = finding.related[:_ANCHORS]
        return cls(short_name(finding.check.id), finding.location.start.line, tuple(place.location.start.line for place in related))

    def near(self, line: int) -> bool:
        return any(abs(own - line) <= NEAR for own in (self.line, *self.others))


class Judged(NamedTuple):
    """One decision, for people who want to look at it; `kind` is `noise`, `twice`, `missed`, `still flagged` or `pair missed`."""

    kind: str
    check: str
    file: Path
    line: int


@dataclass
class Tally:
    """Counts of a run: by check, and in total."""

    checks: dict[str, Counts] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)
    details: list[Judged] = field(default_factory=list)

    def count(self, check: str, *, true: int = 0, noise: int = 0, missed: int = 0, neutral: int = 0) -> None:
        before = astuple(self.checks.get(check, Counts()))
        self.checks[check] = Counts(*(old + new for old, new in zip(before, (true, noise, missed, neutral), strict=True)))

    def add(self, figure: str, number: int) -> None:
        self.totals[figure] = self.totals.get(figure, 0) + number


def measure(truth: Truth, found: Mapping[Path, Sequence[Found]]) -> Tally:
    """Judges the findings of each document; one that is no key of `found` was not read: all that was noted of it is missed."""
    tally = Tally()
    by_file: dict[Path, list[Label]] = defaultdict(list)
    for label in truth.labels:
        by_file[label.file].append(label)
    placed = frozenset(label.check for label in truth.labels if label.placed)
    tally.add("documents", len(by_file))
    for figure in ("true", "noise", "neutral", "anchored", "wanted", "wanted_found"):
        tally.add(figure, 0)
    for file, labels in sorted(by_file.items()):
        _Document(file, labels, placed, tally).judge([item for item in found.get(file, ()) if item.check not in truth.unlabelled])
    _judge_pairs(truth.pairs, found, tally)
    _judge_concerns(truth.concerns, found, tally)
    return tally


class _Document:
    """The labels of one document, and the judging of its findings by them."""

    def __init__(self, file: Path, labels: Iterable[Label], placed: Container[str], tally: Tally) -> None:
        self._file = file
        self._placed = placed
        self._tally = tally
        self._lines: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._needed: set[tuple[str, int]] = set()
        for label in labels:
            self._lines[label.check, label.state].add(label.line)
            if label.needed:
                self._needed.add(self._key(label.check, label.line))
        self._hit: set[tuple[str, int]] = set()

    def _key(self, check: str, line: int) -> tuple[str, int]:
        """What one label asks for: a place, or a check in the whole document."""
        return check, line if check in self._placed else 0

    def _states(self, check: str, state: str) -> set[str]:
        """The names under which the gap of a check is labelled so."""
        return {name for name in same_gap(check) if (name, state) in self._lines}

    def judge(self, findings: Iterable[Found]) -> None:
        by_check: dict[str, list[Found]] = defaultdict(list)
        for item in findings:
            by_check[item.check].append(item)
        reported: set[str] = set()
        # Names that are labelled themselves come first, so that a gap belongs to them and not to another name for it.
        for check in sorted(by_check, key=lambda name: ((name, "missing") not in self._lines, name)):
            if check in self._placed:
                self._judge_places(check, by_check[check])
            else:
                self._judge_once(check, by_check[check], reported)
        for check, line in sorted(self._needed - self._hit):
            self._tally.count(check, missed=1)
            self._tally.details.append(Judged("missed", check, self._file, line or max(self._lines[check, "missing"])))
        self._tally.add("wanted", len(self._needed))
        self._tally.add("wanted_found", len(self._needed & self._hit))

    def _judge_places(self, check: str, findings: Iterable[Found]) -> None:
        noise = 0
        for item in findings:
            missing = [line for line in self._lines.get((check, "missing"), ()) if abs(line - item.line) <= NEAR]
            if missing:
                self._hit.update(self._key(check, line) for line in missing)
                self._true(check, anchored=True)
            elif any(abs(line - item.line) <= NEAR for line in self._lines.get((check, "partial"), ())):
                self._neutral(check)
            elif noise < _MOST_NOISE_OF_PLACES:
                noise += 1
                self._noise("noise", check, item.line)

    def _judge_once(self, check: str, findings: Sequence[Found], reported: set[str]) -> None:
        gaps = self._states(check, "missing")
        if gaps and check not in gaps and reported & gaps:
            self._noise("twice", check, findings[0].line)
        elif gaps:
            reported |= gaps
            self._hit.update(self._key(gap, 0) for gap in gaps)
            lines = {line for gap in gaps for line in self._lines[gap, "missing"]}
            self._true(check, anchored=any(item.near(line) for item in findings[:_ANCHORS] for line in lines))
        elif self._states(check, "partial"):
            self._neutral(check)
        else:
            self._noise("noise", check, findings[0].line)

    def _true(self, check: str, *, anchored: bool) -> None:
        self._tally.count(check, true=1)
        self._tally.add("true", 1)
        self._tally.add("anchored", anchored)

    def _neutral(self, check: str) -> None:
        self._tally.count(check, neutral=1)
        self._tally.add("neutral", 1)

    def _noise(self, kind: str, check: str, line: int) -> None:
        self._tally.count(check, noise=1)
        self._tally.add("noise", 1)
        self._tally.details.append(Judged(kind, check, self._file, line))


def _judge_pairs(pairs: Iterable[Pair], found: Mapping[Path, Sequence[Found]], tally: Tally) -> None:
    """What is found before and silent after was right; what is reported after the authors added it is noise."""
    for figure in ("pairs", "pairs_found", "pairs_flagged"):
        tally.add(figure, 0)
    for pair in pairs:
        tally.add("pairs", 1)
        if pair.before not in found or pair.after not in found:
            tally.count(pair.checks[0], missed=1)
            continue
        before, after = ({item.check for item in found[side]} for side in (pair.before, pair.after))
        gaps = [same_gap(check) for check in pair.checks]
        settled = [before & gap for gap in gaps if before & gap and not after & gap]
        flagged = after & frozenset[str]().union(*gaps)
        if settled:
            tally.add("pairs_found", 1)
            for check in sorted(frozenset[str]().union(*settled)):
                tally.count(check, true=1)
        elif flagged:
            tally.add("pairs_flagged", 1)
            for check in sorted(flagged):
                line = next(item.line for item in found[pair.after] if item.check == check)
                tally.count(check, noise=1)
                tally.details.append(Judged("still flagged", check, pair.after, line))
        else:
            tally.count(pair.checks[0], missed=1)
            tally.details.append(Judged("pair missed", pair.checks[0], pair.before, 1))


def _judge_concerns(concerns: Iterable[Concern], found: Mapping[Path, Sequence[Found]], tally: Tally) -> None:
    for concern in concerns:
        wanted = frozenset[str]().union(*map(same_gap, concern.checks))
        tally.add(f"concerns_{concern.detectable}", 1)
        tally.add(f"concerns_{concern.detectable}_found", any(item.check in wanted for item in found.get(concern.file, ())))
