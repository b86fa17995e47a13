"""What checks are worth: how often they are right, measured against what people noted of real specifications, and read from `accuracy/` beside the checks.

`checks.tsv` has a row of counts for each check, `totals.tsv` those of all checks together, `readings.tsv` the findings that were judged by hand.
All of them are written by a command; only `readings.tsv` is also written by people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path

from hrlint.checking.check import Check, Persona
from hrlint.matching.yamlnodes import Problem

FOLDER = "accuracy"
CHECKS, TOTALS, READINGS = "checks.tsv", "totals.tsv", "readings.tsv"
NEEDED = 0.75
"""Precision from which a check is shown to authors."""
THIN = 10
"""Labelled findings below which the readings decide where the labels do not suffice."""
READINGS_NEEDED = 10
RIGHT_NEEDED = 0.9

_COUNTS = ("check", "true", "noise", "missed", "neutral", "all_true", "all_noise", "all_missed", "all_neutral")
_TOTALS = ("figure", "author", "reviewer")
_READINGS = ("file", "line", "check", "judgement", "why")
_JUDGEMENTS = ("right", "wrong")


@dataclass(frozen=True, slots=True)
class Counts:
    """Findings that were right, findings that were wrong, gaps that were not found, and findings that count neither way."""

    true: int = 0
    noise: int = 0
    missed: int = 0
    neutral: int = 0

    @property
    def found(self) -> int:
        return self.true + self.noise

    @property
    def precision(self) -> float | None:
        """The share of right findings, between 0 and 1; with one of each kind added, so that a few findings prove little. None where nothing was found."""
        return round((self.true + 1) / (self.found + 2), 2) if self.found else None


@dataclass(frozen=True, slots=True)
class HandReading:
    """A finding that somebody read in its document and judged. `file` is its path in the collection of specifications that it was found in."""

    file: str
    line: int
    check: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What is known of one check: its findings that are certain, all its findings, and those that were read by hand."""

    certain: Counts = Counts()
    every: Counts = Counts()
    readings: tuple[HandReading, ...] = ()

    @property
    def right(self) -> int:
        """Findings read by hand and judged right."""
        return sum(reading.right for reading in self.readings)

    @property
    def thin(self) -> bool:
        """True where the labels hold too few findings to tell."""
        return self.certain.found < THIN

    @property
    def persona(self) -> Persona:
        """Who is to see the check, by measurement alone."""
        precision = self.certain.precision
        if precision is not None and precision >= NEEDED:
            return Persona.AUTHOR
        read = len(self.readings)
        return Persona.AUTHOR if self.thin and read >= READINGS_NEEDED and self.right >= RIGHT_NEEDED * read else Persona.REVIEWER


@dataclass(frozen=True, slots=True)
class Measurement:
    """All that was measured: by the id of each check, and in total (figure -> numbers of the personas author and reviewer)."""

    checks: Mapping[str, Accuracy] = field(default_factory=dict)
    totals: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def disagreements(checks: Iterable[Check], measured: Mapping[str, Accuracy]) -> list[tuple[Check, Accuracy]]:
    """The checks whose persona is not the one that they have earned."""
    known = ((check, measured.get(check.id, Accuracy())) for check in checks)
    return [(check, accuracy) for check, accuracy in known if check.persona is not accuracy.persona]


def load_measurement(folder: Path) -> tuple[Measurement, list[Problem]]:
    """What the `accuracy` folder of a folder of checks says, and the mistakes in it. A folder without one says nothing."""
    problems: list[Problem] = []
    counts = {check: tuple(map(int, numbers)) for check, *numbers in _rows(folder, CHECKS, _COUNTS, problems, numbers=range(1, 9))}
    totals = {figure: (int(author), int(reviewer)) for figure, author, reviewer in _rows(folder, TOTALS, _TOTALS, problems, numbers=range(1, 3))}
    readings: dict[str, list[HandReading]] = {}
    for reading in _read_readings(folder, problems):
        readings.setdefault(reading.check, []).append(reading)
    empty = (0,) * 8
    checks = {
        check: Accuracy(Counts(*counts.get(check, empty)[:4]), Counts(*counts.get(check, empty)[4:]), tuple(readings.get(check, ())))
        for check in sorted({*counts, *readings})
    }
    return Measurement(checks, totals), problems


def write_measurement(folder: Path, measurement: Measurement) -> None:
    """Writes the counts and totals into the `accuracy` folder of a folder of checks; readings stay as they are. Raises OSError."""
    home = folder / FOLDER
    home.mkdir(exist_ok=True)
    counted = [(id, *astuple(known.certain), *astuple(known.every)) for id, known in sorted(measurement.checks.items()) if known.certain or known.every]
    _write(home / CHECKS, _COUNTS, [row for row in counted if any(row[1:])])
    _write(home / TOTALS, _TOTALS, [(figure, *numbers) for figure, numbers in measurement.totals.items()])


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    path.write_text("".join("\t".join(map(str, row)) + "\n" for row in (header, *rows)), encoding="utf-8", newline="\n")


def _read_readings(folder: Path, problems: list[Problem]) -> Iterable[HandReading]:
    path = folder / FOLDER / READINGS
    for file, line, check, judgement, why in _rows(folder, READINGS, _READINGS, problems, numbers=range(1, 2)):
        if judgement not in _JUDGEMENTS:
            problems.append(Problem(path, None, f"the judgement of {file}:{line} is {judgement!r}, not one of {', '.join(_JUDGEMENTS)}"))
        elif not why.strip():
            problems.append(Problem(path, None, f"the judgement of {file}:{line} says no reason"))
        else:
            yield HandReading(file, int(line), check, judgement == "right", why.strip())


def _rows(folder: Path, name: str, header: Sequence[str], problems: list[Problem], *, numbers: range) -> Iterable[list[str]]:
    """The rows of a file, those with mistakes left out; `numbers` are the columns that hold whole numbers."""
    path = folder / FOLDER / name
    try:
        first, *lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(path, None, f"cannot be read: {error}"))
        return
    if first.split("\t") != list(header):
        problems.append(Problem(path, 1, f"the first line is not: {' '.join(header)} (separated by tabs)"))
        return
    for number, line in enumerate(lines, start=2):
        row = line.rstrip("\r").split("\t")
        if row == [""]:
            continue
        if len(row) != len(header) or not all(row[column].isdecimal() for column in numbers):
            problems.append(Problem(path, number, f"this is not a row of {' '.join(header)}"))
        else:
            yield row
