"""Lists acceptances: what is accepted where, why, until when, and whether that is still of use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hrlint.checking.acceptance import Acceptance
from hrlint.reporting.jsontext import json_list
from hrlint.reporting.markdowntext import cell, code, escaped
from hrlint.reporting.summary import counted
from hrlint.reporting.terminal import hang, safe, style
from hrlint.reporting.view import View

_WHOLE = "the document"


def acceptances_text(acceptances: Sequence[Acceptance], view: View) -> str:
    """For people: one paragraph for each acceptance."""
    lines: list[str] = []
    for item in acceptances:
        place = f"{safe(item.location.source.path)}:{item.location.start.line}"
        lines.append(f"{style(place, view, bold=True)}: {safe(', '.join(item.checks) or '?')} in {safe(item.scope or _WHOLE)}{_until(item)}")
        if item.reason:
            lines += hang("    because ", safe(item.reason), view.width)
        lines += hang("    ", safe(_state(item)), view.width)
    return "".join(f"{line}\n" for line in [*lines, *([""] if lines else []), _summary(acceptances)])


def acceptances_json(acceptances: Sequence[Acceptance]) -> str:
    """For programs: a list."""
    return json_list([_entry(item) for item in acceptances])


def acceptances_markdown(acceptances: Sequence[Acceptance]) -> str:
    """For a review: a table."""
    lines = ["| Place | Check | In | Reason | Until | State |", "|---|---|---|---|---|---|"]
    for item in acceptances:
        place = f"{item.location.source.path}:{item.location.start.line}"
        checks = ", ".join(map(code, item.checks))
        cells = (escaped(place), checks, *map(escaped, (item.scope or _WHOLE, item.reason, item.expires, _state(item))))
        lines.append(f"| {' | '.join(map(cell, cells))} |")
    return "".join(f"{line}\n" for line in [*lines, "", _summary(acceptances)])


def _entry(item: Acceptance) -> Mapping[str, object]:
    return {
        "path": item.location.source.path,
        "line": item.location.start.line,
        "kind": item.kind,
        "checks": list(item.checks),
        "scope": item.scope or None,
        "reason": item.reason,
        "expires": item.expires or None,
        "accepted": item.accepted,
        "flaws": [{"check": f"acceptance/{flaw.fault.value}", "message": flaw.message} for flaw in item.flaws],
    }


def _until(item: Acceptance) -> str:
    return f", until {item.expires}" if item.expires else ""


def _state(item: Acceptance) -> str:
    accepted = [f"accepts {counted(item.accepted, 'place')}"] if item.accepted or not item.flaws else []
    return "; ".join([*accepted, *(flaw.message for flaw in item.flaws)])


def _summary(acceptances: Sequence[Acceptance]) -> str:
    flawed = sum(bool(item.flaws) for item in acceptances)
    return f"{counted(len(acceptances), 'acceptance')}, {flawed} with something to put right." if acceptances else "Nothing is accepted."
