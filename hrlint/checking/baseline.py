"""Baselines: findings that were there before, so that only what is new is reported.

A baseline remembers each place by its fingerprint, which holds no line number, and per document: the same sentence in another document is
another design, which nobody has looked at yet. Documents are told apart by their names without what changes while a draft lives: its
revision (`draft-doe-hello-03`), `-latest`, and the `-tmp1234` of the copies that a pre-commit hook of i-d-template makes.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from hrlint.checking.finding import Finding, Related, Report

SCHEMA = 1
BASELINE = "baseline"
_QUOTE = 80
_PASSING = re.compile(r"^(draft-[^/]*?)(?:-(?:\d\d|latest))?(?:-tmp\d+)?(\.[^./]+)$")
_TEMPORARY = re.compile(r"^([^/]*?)-tmp\d+(\.[^./]+)$")


class BaselineError(Exception):
    """A file that is no baseline; `str()` is the reason."""


@dataclass(frozen=True, slots=True)
class Known:
    """The places of one document that are not new, by their fingerprints, and from where that is known."""

    fingerprints: frozenset[str]
    reason: str


class Entry(NamedTuple):
    """One place in a baseline; section and quote are for readers."""

    path: str
    check: str
    section: str
    quote: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """Entries in the order in which they are written: by path, check, section, quote."""

    entries: tuple[Entry, ...] = ()

    def by_path(self) -> Mapping[str, frozenset[str]]:
        """The fingerprints of each document."""
        known: defaultdict[str, set[str]] = defaultdict(set)
        for entry in self.entries:
            known[entry.path].add(entry.fingerprint)
        return {path: frozenset(prints) for path, prints in known.items()}

    def replaced(self, documents: Container[str], entries: Iterable[Entry]) -> Baseline:
        """With these entries for these documents; those of other documents stay."""
        return Baseline(tuple(sorted({*(entry for entry in self.entries if entry.path not in documents), *entries})))


def lasting_path(path: str) -> str:
    """A path without what changes while a document lives."""
    folder, name = posixpath.split(path)
    match = _PASSING.match(name) or _TEMPORARY.match(name)
    return posixpath.join(folder, match[1] + match[2]) if match else path


def places(finding: Finding) -> Iterator[Related]:
    """All places of a finding, the first one included."""
    yield Related(finding.location, "", finding.fingerprint, finding.section)
    yield from finding.related
    yield from finding.unlisted


def entries_of(findings: Iterable[Finding], named: Callable[[str], str]) -> set[Entry]:
    """The entries of findings; `named` gives the path in the baseline of a path in a report."""
    return {
        Entry(named(document_of(finding)), finding.check.id, place.section, _quote(place), place.fingerprint)
        for finding in findings
        for place in places(finding)
        if place.fingerprint
    }


def document_of(finding: Finding) -> str:
    """The path of the document that a finding is about; its words may stand in an included file."""
    return finding.document or finding.location.source.path


def stale_entries(baseline: Baseline, report: Report, named: Callable[[str], str]) -> tuple[Entry, ...]:
    """The entries whose places are gone or meanwhile accepted, among documents and checks that were asked in this run."""
    asked = {(named(verdict.path), verdict.check.id) for verdict in report.verdicts}
    left = (finding for finding in report.findings if finding.suppressed is None or finding.suppressed.kind == BASELINE)
    here = {(entry.path, entry.fingerprint) for entry in entries_of(left, named)}
    return tuple(entry for entry in baseline.entries if (entry.path, entry.check) in asked and (entry.path, entry.fingerprint) not in here)


def write_baseline(baseline: Baseline) -> str:
    """The text of a baseline: JSON with one line for each entry, so that changes can be read and merged."""
    lines = ",\n".join("  " + json.dumps(entry._asdict(), ensure_ascii=False) for entry in sorted(baseline.entries))
    return f'{{\n "schema": {SCHEMA},\n "entries": [{chr(10) + lines + chr(10) + " " if lines else ""}]\n}}\n'


def read_baseline(text: str) -> Baseline:
    """Reads the text of a baseline. Raises BaselineError."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"this is not JSON: {error}") from error
    if not isinstance(value, dict) or not isinstance(value.get("entries"), list):
        raise BaselineError("this is no baseline of hrlint: it has no list of `entries`")
    if value.get("schema") != SCHEMA:
        raise BaselineError(f"its schema is {value.get('schema')!r}, and this version of hrlint reads {SCHEMA}")
    return Baseline(tuple(_entry(item, number) for number, item in enumerate(value["entries"], 1)))


def _entry(item: object, number: int) -> Entry:
    if not isinstance(item, dict) or any(not isinstance(item.get(key), str) for key in Entry._fields):
        raise BaselineError(f"entry {number} has not all of {', '.join(Entry._fields)}")
    return Entry(*(item[key] for key in Entry._fields))


def _quote(place: Related) -> str:
    words = " ".join(place.location.quote[: 4 * _QUOTE].split())
    return words if len(words) <= _QUOTE else words[: _QUOTE - 1].rstrip() + "…"
