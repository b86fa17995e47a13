"""What an earlier review in Markdown tells the next one: the reviewer's notes, and what was found then.

Comments on lines of their own carry it: `<!-- review-note: KEY -->` to `<!-- review-note end -->` around each note, and a record at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hrlint.checking.review import Concern, Review

UNWRITTEN = "(to be written)"
_NOTE = re.compile(r"<!-- review-note: ([a-z0-9/. -]{1,300}) -->")
_END = "<!-- review-note end -->"
_RECORD = re.compile(r"<!-- review-(record|input|state|concern): ([^<>]{0,4000}) -->")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class NoReviewError(Exception):
    """A text that is no review of hrlint in Markdown; `str()` is the reason."""


@dataclass(frozen=True)
class Previous:
    """An earlier review. `concerns` holds the fingerprints of each concern by its key, `states` those of guidelines by section."""

    notes: Mapping[str, str] = field(default_factory=dict)
    concerns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    digests: tuple[str, ...] = ()
    made: str = ""
    """Date and version of that review."""

    def note(self, key: str) -> str:
        return self.notes.get(key, "")


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from an earlier review."""

    new: tuple[Concern, ...]
    gone: tuple[str, ...]
    """Keys of concerns that are not found any more."""
    remaining: int
    moved: Mapping[str, str]
    """Keys of now, where a section has another name, with those of then."""
    states: tuple[tuple[str, str, str], ...]
    """Guidelines with the state of then and of now."""
    same_input: bool


def read_previous(text: str) -> Previous:
    """Reads an earlier review. Raises NoReviewError."""
    notes: dict[str, str] = {}
    records: dict[str, list[str]] = {"record": [], "input": [], "state": [], "concern": []}
    key, lines = "", list[str]()
    for line in text.replace("\r\n", "\n").split("\n"):
        stripped = line.strip()
        if key:
            if stripped == _END:
                written = _CONTROL.sub("", "\n".join(lines)).strip("\n").rstrip()
                if written and not written.startswith(UNWRITTEN):
                    notes[key] = written
                key, lines = "", []
            else:
                lines.append(line)
        elif opening := _NOTE.fullmatch(stripped):
            key = opening[1]
        elif record := _RECORD.fullmatch(stripped):
            records[record[1]].append(record[2])
    if key:
        raise NoReviewError(f"the note {key!r} has no end: the line `{_END}` is missing")
    if not records["record"]:
        raise NoReviewError("this is no review that hrlint wrote in Markdown")
    concerns = (entry.partition(" | ") for entry in records["concern"])
    states = (entry.partition(" ") for entry in records["state"])
    return Previous(
        notes,
        {name: frozenset(prints.split()) for name, _, prints in concerns},
        {section: state for section, _, state in states},
        tuple(records["input"]),
        records["record"][0],
    )


def record_of(review: Review) -> Iterator[str]:
    """The lines from which a later review reads what was found."""
    yield f"<!-- review-record: {review.date or 'no date'}, hrlint {review.version} -->"
    for reviewed in review.documents:
        yield f"<!-- review-input: {reviewed.digest} -->"
    for assessment in review.guidelines:
        yield f"<!-- review-state: {assessment.guideline.section} {assessment.state.value} -->"
    for concern in review.concerns():
        yield f"<!-- review-concern: {concern.key} | {' '.join(concern.fingerprints[:100])} -->"


def note_lines(key: str, text: str, hint: str) -> list[str]:
    """A note between its marks."""
    return [f"<!-- review-note: {key} -->", "", text or f"{UNWRITTEN} {hint}", "", _END]


def changes(review: Review, previous: Previous) -> Changes:
    """What is new, gone and still there, by the keys of concerns. A single concern of a check that only changed its section counts as the same one."""
    now = {concern.key: concern for concern in review.concerns()}
    gone = [key for key in previous.concerns if key not in now]
    new = [concern for concern in now.values() if concern.key not in previous.concerns]
    moved: dict[str, str] = {}
    for check, then in _single(gone).items():
        here = [concern for concern in new if concern.check.id == check]
        if len(here) == 1:
            moved[here[0].key] = then
    return Changes(
        new=tuple(concern for concern in new if concern.key not in moved),
        gone=tuple(key for key in gone if key not in moved.values()),
        remaining=len(now) - len(new) + len(moved),
        moved=moved,
        states=tuple(
            (assessment.guideline.section, previous.states[assessment.guideline.section], assessment.state.value)
            for assessment in review.guidelines
            if previous.states.get(assessment.guideline.section, assessment.state.value) != assessment.state.value
        ),
        same_input=set(previous.digests) == {reviewed.digest for reviewed in review.documents},
    )


def _single(keys: Iterable[str]) -> dict[str, str]:
    """The keys of checks that have only one of them, by check."""
    by_check: dict[str, list[str]] = {}
    for key in keys:
        by_check.setdefault(key.partition(" ")[0], []).append(key)
    return {check: found[0] for check, found in by_check.items() if len(found) == 1}
