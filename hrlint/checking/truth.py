"""What people noted of real specifications: the truth that checks are measured by. It stays outside the repository; tables in a folder hold it.

    labels.tsv       file, check, state, weight, raised_line: what a careful reviewer says of a document as a whole. `state` is `missing` (raised and not
                     answered), `partial` or `addressed`; `weight` is `must`, `should` or `could`. What is not listed for a labelled file was not raised there.
    pairs.tsv        id, before, after, check: two versions of a document, before and after its authors added a consideration.
    concerns.tsv     file, check, detectable: what a reviewer really remarked on a document, and whether its text shows it (`yes`, `partly`, `no`).
    unlabelled.txt   checks that the labels leave out.

In pairs and concerns a column `source` may name the repository that a document comes from (owner/name:path, or an address there).
Further columns are passed over. In pairs and concerns `check` may name alternatives: a|b. Labelled files are relative to the folder of specifications,
all others to the folder of the tables.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_REPOSITORY = re.compile(r"(?:https?://[^/\s]+/)?([^/\s:]+/[^/\s:]+)")


class TruthError(Exception):
    """A table that cannot be used; `str()` says which and why."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a reviewer says of one check in one document; `line` is where the document raises it, 0 where it has no line of its own."""

    file: Path
    check: str
    placed: bool
    """True for checks about single places: each label stands for one."""
    state: str
    needed: bool
    """True where a reviewer must or should say it."""
    line: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A document before and after its authors added what one of the checks asks for."""

    id: str
    before: Path
    after: Path
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """What a reviewer really remarked."""

    file: Path
    checks: tuple[str, ...]
    detectable: str


@dataclass(frozen=True, slots=True)
class Truth:
    """Checks are named by the last part of their id throughout."""

    labels: tuple[Label, ...]
    pairs: tuple[Pair, ...]
    concerns: tuple[Concern, ...]
    unlabelled: frozenset[str]
    origins: Mapping[Path, str]
    """The repositories (owner/name) of the documents of pairs and concerns, where the tables tell them."""

    @property
    def files(self) -> list[Path]:
        """All documents, sorted."""
        labelled = {label.file for label in self.labels}
        return sorted(labelled | {file for pair in self.pairs for file in (pair.before, pair.after)} | {concern.file for concern in self.concerns})


def short_name(check: str) -> str:
    """The last part of a check's id."""
    return check.rpartition("/")[2]


def read_truth(tables: Path, specifications: Path) -> Truth:
    """Reads the tables of a folder; one that is missing is empty. Raises TruthError."""
    unlabelled = tables / "unlabelled.txt"
    truth = Truth(
        labels=tuple(
            Label(
                file=(specifications / row["file"]).resolve(),
                check=short_name(row["check"]),
                placed=row["check"].startswith("wording/"),
                state=row["state"],
                needed=row["state"] == "missing" and row["weight"] in ("must", "should"),
                line=int(row["raised_line"] or 0),
            )
            for row in _rows(tables / "labels.tsv", ("file", "check", "state", "weight", "raised_line"), numbers=("raised_line",))
        ),
        pairs=tuple(
            Pair(row["id"], (tables / row["before"]).resolve(), (tables / row["after"]).resolve(), _names(row["check"]))
            for row in _rows(tables / "pairs.tsv", ("id", "before", "after", "check"))
        ),
        concerns=tuple(
            Concern((tables / row["file"]).resolve(), _names(row["check"]), row["detectable"])
            for row in _rows(tables / "concerns.tsv", ("file", "check", "detectable"))
        ),
        unlabelled=frozenset(map(short_name, unlabelled.read_text(encoding="utf-8").split())) if unlabelled.exists() else frozenset(),
        origins=_origins(tables),
    )
    if not truth.files:
        raise TruthError(f"{tables}: there is no labels.tsv, pairs.tsv or concerns.tsv with a row in it")
    return truth


def _origins(tables: Path) -> dict[Path, str]:
    origins: dict[Path, str] = {}
    for table, columns in (("pairs.tsv", ("before", "after")), ("concerns.tsv", ("file",))):
        for row in _rows(tables / table, columns):
            repository = _REPOSITORY.match(row.get("source") or "")
            if repository:
                origins |= {(tables / row[column]).resolve(): repository.group(1) for column in columns}
    return origins


def _names(checks: str) -> tuple[str, ...]:
    return tuple(short_name(check) for check in checks.split("|"))


def _rows(path: Path, columns: tuple[str, ...], numbers: tuple[str, ...] = ()) -> Iterator[dict[str, str]]:
    if not path.exists():
        return
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TruthError(f"{path}: cannot be read: {error}") from error
    for number, row in enumerate(rows, start=2):
        if any(row.get(column) is None for column in columns):
            raise TruthError(f"{path}:{number}: this row lacks one of {', '.join(columns)}")
        if any(row[column] and not row[column].isdecimal() for column in numbers):
            raise TruthError(f"{path}:{number}: {', '.join(numbers)} is not a number")
        yield row
