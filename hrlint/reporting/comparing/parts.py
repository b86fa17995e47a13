"""What a written comparison says, part by part, in plain text: whoever writes it out escapes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hrlint.checking.comparison import ClauseChange, Comparison, Fate, FindingChange
from hrlint.checking.review import Citation
from hrlint.matching.requirement import Strength
from hrlint.matching.requirementchanges import Clause, Direction, Effect


@dataclass(frozen=True, slots=True)
class Entry:
    """One difference. `quotes` are labelled words of the documents; `worse` is True where it makes the comparison worse."""

    text: str
    quotes: tuple[tuple[str, str], ...] = ()
    worse: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Differences of one sort."""

    title: str
    entries: tuple[Entry, ...]


def parts(comparison: Comparison) -> tuple[Part, ...]:
    """All parts that have something to say."""
    findings = comparison.findings
    weaker = [item for item in comparison.requirements if item.change.is_worse]
    others = [item for item in comparison.requirements if not item.change.is_worse]
    data = [
        Entry(f"{item.name} ({item.kind.value}), {_where(citation)}{'' if item.in_design else ', in considerations only'}", (("now", citation.quote),))
        for item, citation in comparison.new_data
    ]
    people = [Entry(f"{party.name} ({party.kind}), {_where(citation)}", (("now", citation.quote),)) for party, citation in comparison.new_parties]
    gone = [Entry(f"{item.name} ({item.kind.value})") for item in comparison.gone_data]
    gone += [Entry(f"{party.name} ({party.kind})") for party in comparison.gone_parties]
    found = (
        Part("New findings", tuple(_finding(change) for change in findings if change.fate is Fate.NEW)),
        Part("Findings at further places", tuple(_finding(change) for change in findings if change.new_places)),
        Part("Resolved findings", tuple(_finding(change) for change in findings if change.fate is Fate.RESOLVED)),
        Part("Remaining findings", tuple(_finding(change) for change in findings if change.fate is Fate.REMAINING and not change.new_places)),
        Part("Requirements that protect less", tuple(map(_requirement, weaker))),
        Part("Other changes of requirements", tuple(map(_requirement, others))),
        Part("Considerations that were removed", tuple(_sentence(citation, worse=True) for citation in comparison.removed_text)),
        Part("Considerations that were added", tuple(_sentence(citation, worse=False) for citation in comparison.added_text)),
        Part("New data", tuple(data)),
        Part("New parties", tuple(people)),
        Part("Data and parties that are gone", tuple(gone)),
    )
    return tuple(part for part in found if part.entries)


def verdict(comparison: Comparison) -> str:
    """One sentence for all of it."""
    fates = [change.fate for change in comparison.findings]
    counts = ", ".join(f"{fates.count(fate)} {fate.value}" for fate in Fate)
    worse = sum(item.change.is_worse for item in comparison.requirements)
    judged = "Something became worse." if comparison.is_worse else "Nothing became worse."
    lost = f"{len(comparison.removed_text)} sentence{'' if len(comparison.removed_text) == 1 else 's'} of considerations removed"
    return f"Findings: {counts}; {worse} requirement{'' if worse == 1 else 's'} protecting less; {lost}. {judged}"


def _finding(change: FindingChange) -> Entry:
    how = f", {change.how}" if change.how else ""
    text = f"{change.severity.value}: {change.check.title} [{change.check.id}] ({_where(change.citation)}{how})"
    if change.new_places:
        return Entry(text, tuple(("now", citation.quote) for citation in change.new_places), worse=True)
    if change.fate is Fate.REMAINING:
        return Entry(text)
    return Entry(text, (("then" if change.fate is Fate.RESOLVED else "now", change.citation.quote),), change.is_worse)


def _requirement(item: ClauseChange) -> Entry:
    change = item.change
    clause = change.new or change.old
    said = f"{_said(change.old)} -> {_said(change.new)}" if change.old and change.new else _said(clause)
    effect = f", {clause.effect.value}" if clause and clause.effect is not Effect.OTHER else ""
    citation = item.new or item.old
    quotes = tuple((label, cited.quote) for label, cited in (("then", item.old), ("now", item.new)) if cited is not None)
    return Entry(f"{change.direction.value}: {said} ({_where(citation) if citation else ''}{effect}{_was(change.direction)})", quotes, change.is_worse)


def _was(direction: Direction) -> str:
    return " of the old version" if direction is Direction.REMOVED else ""


def _said(clause: Clause | None) -> str:
    """`clients MUST encrypt the payload`, as far as the slots tell."""
    if clause is None:
        return ""
    keyword = _KEYWORDS[clause.strength]
    if clause.passive:
        done = "" if clause.action == clause.object else f"be {clause.action}"
        return " ".join(part for part in (_short(clause.object), keyword, done) if part)
    return " ".join(part for part in (_short(clause.actor), keyword, clause.action, _short(clause.object)) if part)


_KEYWORDS = {strength: strength.value.replace("-", " ").upper() for strength in Strength}


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:79].rstrip() + "…"


def _sentence(citation: Citation, *, worse: bool) -> Entry:
    return Entry(_where(citation), (("then" if worse else "now", citation.quote),), worse)


def _where(citation: Citation) -> str:
    section = f"Section {citation.section}, " if citation.section else ""
    return f"{section}line {citation.line}"


def lines_of(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """The two versions by their names."""
    for label, linted in (("old", comparison.old), ("new", comparison.new)):
        yield label, f"{linted.path} ({linted.name})" if linted.name else linted.path
