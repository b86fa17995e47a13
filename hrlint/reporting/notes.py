"""What is told of a finding besides its message, the same in every format for people."""

from __future__ import annotations

from collections.abc import Iterator

from hrlint.checking.baseline import BASELINE
from hrlint.checking.check import Placement
from hrlint.checking.finding import Finding, Related
from hrlint.reporting.basis import basis_text
from hrlint.reporting.terminal import safe
from hrlint.reporting.view import View

_PLACES = 8
_ALSO = ("", "also here")


def notes(finding: Finding, view: View) -> Iterator[tuple[str, str]]:
    """Labels with what they say: doubts, further places, where an answer belongs, what to do, why. The text is safe for a terminal."""
    check = finding.check
    path = finding.location.source.path
    if not finding.location.quote.strip():
        yield "note", safe(finding.message)
    if finding.suspected:
        yield "suspected", "the words may mean something else, or the text may answer elsewhere"
    also = [related for related in finding.related if related.message in _ALSO]
    if also:
        yield "also at", _places(also, path)
    for related in finding.related:
        if related.message not in _ALSO:
            yield "see", f"{_places([related], path)}: {safe(related.message)}"
    if finding.insert_at is not None and check.placement is Placement.DOCUMENT:  # what is wrong where it stands is put right there
        yield "answer in", _places([Related(finding.insert_at, "")], path)
    if check.advice:
        yield "ask", safe(check.advice)
    if view.verbose and check.rationale:
        yield "because", safe(check.rationale)
    if check.basis or check.rights:
        rights = f"(rights: {', '.join(check.rights)})" if check.rights else ""
        yield "why", safe(f"{basis_text(check.basis)} {rights}")
    if view.verbose:
        yield "page", safe(check.url)
    if finding.suppressed is not None:
        until = f" (until {finding.suppressed.expires})" if finding.suppressed.expires else ""
        yield "known" if finding.suppressed.kind == BASELINE else "accepted", safe(f"{finding.suppressed.reason or finding.suppressed.kind}{until}")


def _places(places: list[Related], path: str) -> str:
    """`lines 214, 301`; places in another file with its path."""
    here = sorted({place.location.start.line for place in places if place.location.source.path == path})
    there = sorted({(place.location.source.path, place.location.start.line) for place in places if place.location.source.path != path})
    parts = [str(line) for line in here[:_PLACES]]
    parts += [f"{safe(other)}:{line}" for other, line in there[: _PLACES - len(parts)]]
    more = len(here) + len(there) - len(parts)
    label = "" if not here else "line " if len(here) == 1 else "lines "
    return f"{label}{', '.join(parts)}{f' and {more} more' if more else ''}"
