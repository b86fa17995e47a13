"""Acceptances: how authors say that a finding is considered, and why.

`<!-- hrlint: accept AREA/CHECK because REASON (expires YYYY-MM-DD) -->`, or an entry of the configuration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from hrlint.reading.source import Location

ID = re.compile(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*")
"""The form of a check's id."""

_SEPARATOR = re.compile(r" because(?: |$)| ?:(?: |$)| (?:--|—|–|-)(?: |$)")
_EXPIRES = re.compile(r" ?\(expires:? ([^()]*)\)\.?$")
_WORD = re.compile(r"\w{2}")


class Fault(str, Enum):
    """What can be wrong with an acceptance; the value is the name of the check that reports it."""

    MALFORMED = "malformed"
    WITHOUT_REASON = "without-reason"
    EXPIRED = "expired"
    UNKNOWN_CHECK = "unknown-check"
    UNUSED = "unused"
    LEAKS = "leaks"
    BREAKS_XML = "breaks-xml"


class Flaw(NamedTuple):
    """A fault of one acceptance, in words."""

    fault: Fault
    message: str


class Wording(NamedTuple):
    """What the text of an acceptance says."""

    checks: tuple[str, ...]
    reason: str
    expires: str
    flaws: tuple[Flaw, ...]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One acceptance: `kind` is `inline` or `config`; `section` the index of the section where it counts, 0 for the whole document."""

    kind: str
    checks: tuple[str, ...]
    reason: str
    expires: str
    location: Location
    section: int = 0
    scope: str = ""
    """Number and title of that section, or the path globs of the configuration; empty for the whole document."""
    flaws: tuple[Flaw, ...] = ()
    accepted: int = 0
    """Places of findings that it accepts."""

    @property
    def counts(self) -> bool:
        """False for one that accepts nothing, because it is not clear, gives no reason, or has expired."""
        return not any(flaw.fault in (Fault.MALFORMED, Fault.WITHOUT_REASON, Fault.EXPIRED) for flaw in self.flaws)


def read_wording(text: str) -> Wording:
    """Reads what follows `hrlint:` in a comment. What is wrong with it is a flaw of the result."""
    text = " ".join(text.split())
    verb, _, rest = text.partition(" ")
    if verb != "accept":
        return _malformed(f"`{verb[:40]}` is no directive; `accept AREA/CHECK because REASON` is the only one")
    separator = _SEPARATOR.search(f" {rest}")
    named = (f" {rest}"[: separator.start()] if separator else rest).strip()
    checks = tuple(dict.fromkeys(name for name in re.split(r"[ ,]+", named) if name))
    if not checks:
        return _malformed("it names no check")
    for name in checks:
        if not ID.fullmatch(name):
            return _malformed(_not_an_id(name, separated=separator is not None), tuple(name for name in checks if ID.fullmatch(name)))
    reason = f" {rest}"[separator.end() :].strip() if separator else ""
    reason, expires, flaws = _expiry(reason)
    if not _WORD.search(reason):
        flaws += (Flaw(Fault.WITHOUT_REASON, f"no reason is given for accepting {', '.join(checks)}"),)
    return Wording(checks, reason, expires, flaws)


def expired(expires: str, today: date | None) -> tuple[Flaw, ...]:
    """The flaw of a date (ISO 8601, or empty) that lies before today; its last day still counts. None where nobody says what day it is."""
    if expires and today is not None and date.fromisoformat(expires) < today:
        return (Flaw(Fault.EXPIRED, f"it expired on {expires}, and accepts nothing any more"),)
    return ()


def by_check(acceptances: Iterable[Acceptance]) -> Iterable[tuple[str, Acceptance]]:
    """Each check with each acceptance of it that counts."""
    return ((check, acceptance) for acceptance in acceptances if acceptance.counts for check in acceptance.checks)


def _expiry(reason: str) -> tuple[str, str, tuple[Flaw, ...]]:
    match = _EXPIRES.search(f" {reason}"[-60:])
    if match is None:
        return reason, "", ()
    try:
        expires = date.fromisoformat(match[1].strip()).isoformat()
    except ValueError:
        return reason, "", (Flaw(Fault.MALFORMED, f"`{match[1][:40]}` is not a date, as in (expires 2027-06-01)"),)
    return reason[: max(0, len(reason) - len(match[0].lstrip()))].rstrip(), expires, ()


def _malformed(message: str, checks: tuple[str, ...] = ()) -> Wording:
    return Wording(checks, "", "", (Flaw(Fault.MALFORMED, message),))


def _not_an_id(name: str, *, separated: bool) -> str:
    if separated or name in ("*", "all"):
        return f"`{name[:40]}` is not one check: an acceptance names each check by its id, AREA/NAME, never a whole area"
    return f"`{name[:40]}` is no check; the reason comes after `because`"
