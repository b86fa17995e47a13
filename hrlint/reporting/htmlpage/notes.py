"""Findings as notes in the margin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from hrlint.checking.check import Check, Persona, Placement
from hrlint.checking.finding import Finding, Related
from hrlint.reading.source import Location
from hrlint.reporting.basis import basis_url
from hrlint.reporting.htmlpage.model import Link, Note
from hrlint.reporting.htmlpage.places import Places

_ALSO = ("", "also here")
_QUOTE = 200
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def notes_of(findings: Iterable[Finding], prefix: str, places: Places | None) -> Iterator[tuple[Finding, Note]]:
    """The findings of one document with their notes, numbered in the order of the text."""
    ordered = sorted(findings, key=lambda finding: _order(finding, places))
    return ((finding, _note(finding, prefix, number, places)) for number, finding in enumerate(ordered, 1))


def _order(finding: Finding, places: Places | None) -> tuple[int, int, str]:
    """Sections follow each other as they do in the text, and what is about a whole section comes first in it."""
    location = finding.location
    if places is None:
        return 0, location.span.start, finding.check.id
    found = places.find(location)
    return places.section_of(location), found[0] if found else -1, finding.check.id


def _note(finding: Finding, prefix: str, number: int, places: Places | None) -> Note:
    check = finding.check
    certain = check.persona is Persona.AUTHOR and not finding.suspected
    return Note(
        id=f"{prefix}-f{number}",
        number=number,
        check=check.id,
        area=check.area,
        severity=finding.severity.value,
        persona=(Persona.AUTHOR if certain else Persona.REVIEWER).value,
        title=check.title,
        message=finding.message,
        quote=_words(finding.location),
        question=check.question,
        advice=check.advice,
        rationale=tuple(paragraph.strip() for paragraph in _BLANK_LINE.split(check.rationale) if paragraph.strip()),
        rights=tuple(right.replace("-", " ") for right in check.rights),
        basis=basis_links(check),
        place=_link(finding.location, places),
        also=tuple(_link(related.location, places) for related in finding.related if related.message in _ALSO),
        related=tuple((related.message, _with_words(related, places)) for related in finding.related if related.message not in _ALSO),
        answer_in=_answer_place(finding, places),
        url=check.url,
        suspected=finding.suspected,
        precision=finding.precision,
        accepted=_accepted(finding),
    )


def basis_links(check: Check) -> tuple[Link, ...]:
    """Where a check's question comes from, each section once."""
    return tuple(dict.fromkeys(Link(str(basis), basis_url(basis)) for basis in check.basis))


def _link(location: Location, places: Places | None) -> Link:
    return places.link(location) if places else Link(f"line {location.start.line}")


def _with_words(related: Related, places: Places | None) -> Link:
    return replace(_link(related.location, places), quote=_words(related.location))


def _words(location: Location) -> str:
    words = " ".join(location.quote[: 4 * _QUOTE].split())
    return words if len(words) <= _QUOTE else words[:_QUOTE].rstrip() + "…"


def _answer_place(finding: Finding, places: Places | None) -> str:
    """The section in which an answer belongs; empty where the words themselves are to be put right."""
    if finding.insert_at is None or finding.check.placement is not Placement.DOCUMENT:
        return ""
    line = f"line {finding.insert_at.start.line}"
    if places is None:
        return line
    span = finding.insert_at.span
    before = replace(finding.insert_at, span=type(span)(max(0, span.start - 1), span.start))
    index = places.section_of(before)
    return f"{places.document.sections[index].label}, {line}" if index else line


def _accepted(finding: Finding) -> str:
    if finding.suppressed is None:
        return ""
    until = f" (until {finding.suppressed.expires})" if finding.suppressed.expires else ""
    return f"{finding.suppressed.reason or finding.suppressed.kind}{until}"
