"""Which findings of a document are accepted, and what is wrong with the acceptances."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from hrlint.checking.acceptance import Acceptance, Fault, Flaw, by_check, expired, read_wording
from hrlint.checking.acceptancechecks import AREA
from hrlint.checking.check import Check, Severity
from hrlint.checking.finding import Finding, Report, Suppression, sort_key
from hrlint.checking.fingerprint import fingerprint
from hrlint.checking.scope import Place
from hrlint.matching.yamlnodes import unknown
from hrlint.reading.document import BlockKind, Directive, Document, Format, Role
from hrlint.reading.source import Location, Source

INLINE, CONFIG = "inline", "config"
_MARKDOWN = (Format.KRAMDOWN_RFC, Format.MMARK, Format.MARKDOWN)
_BECOMES_XML = (Format.KRAMDOWN_RFC, Format.MMARK, Format.RFCXML_V2, Format.RFCXML_V3, Format.XEP)
_ITEMS = (BlockKind.ITEM, BlockKind.TERM)


class Ledger:
    """The acceptances that count for one document, and what each accepted."""

    def __init__(self, document: Document, configured: Sequence[Acceptance], known: Sequence[str], today: date | None) -> None:
        """`configured` are those of the configuration for this document, `known` the ids of all checks."""
        self._document = document
        self._known = frozenset(known)
        inline = list(_inline(document, today))
        self._acceptances = [*(replace(item, flaws=item.flaws + self._unknown(item)) for item in inline), *configured]
        self._scopes: dict[tuple[str, int], int] = {}
        numbers = {id(acceptance): number for number, acceptance in enumerate(self._acceptances)}
        for check, acceptance in by_check(self._acceptances):
            self._scopes.setdefault((check, acceptance.section), numbers[id(acceptance)])
        self._used: Counter[tuple[int, str]] = Counter()

    def suppression(self, check: Check, place: Place) -> Suppression | None:
        """What accepts a place that a check reports: the innermost acceptance around it. Notes that it was of use."""
        if not self._scopes:
            return None
        document = self._document
        section: int | None = place.section if place.section is not None else document.section_at(place.start).index
        while section is not None:
            number = self._scopes.get((check.id, section))
            if number is not None:
                self._used[number, check.id] += 1
                acceptance = self._acceptances[number]
                return Suppression(acceptance.kind, acceptance.reason, acceptance.expires)
            section = document.sections[section].parent
        return None

    def acceptances(self, asked: Container[str]) -> tuple[Acceptance, ...]:
        """All of them with what they accepted. `asked` are the checks that were asked: only of those can it be said that an acceptance is of no use."""
        return tuple(self._closed(number, acceptance, asked) for number, acceptance in enumerate(self._acceptances))

    def _closed(self, number: int, acceptance: Acceptance, asked: Container[str]) -> Acceptance:
        used = [check for check in acceptance.checks if self._used[number, check]]
        unused = [check for check in acceptance.checks if check not in used and check in asked]
        flaws = acceptance.flaws
        if acceptance.counts and unused:
            inline = f"in section {acceptance.scope}" if acceptance.section else "in this document"
            where = inline if acceptance.kind == INLINE else f"in {acceptance.scope}"
            flaws += (Flaw(Fault.UNUSED, f"{', '.join(unused)} {'is' if len(unused) == 1 else 'are'} not reported {where}"),)
        return replace(acceptance, flaws=flaws, accepted=sum(self._used[number, check] for check in used))

    def _unknown(self, acceptance: Acceptance) -> tuple[Flaw, ...]:
        return tuple(Flaw(Fault.UNKNOWN_CHECK, unknown("check", check, self._known)) for check in acceptance.checks if check not in self._known)


def flaw_findings(acceptances: Iterable[Acceptance], checks: Mapping[str, Check], severities: Mapping[str, Severity]) -> Iterator[Finding]:
    """A finding for each flaw that one of the checks reports, on the acceptance itself."""
    met: Counter[str] = Counter()
    for acceptance in acceptances:
        for flaw in acceptance.flaws:
            check = checks.get(f"{AREA}/{flaw.fault.value}")
            if check is None:
                continue
            said = f"{flaw.message} {acceptance.reason}"
            met[f"{check.id} {said}"] += 1
            yield Finding(
                check=check,
                severity=severities.get(check.id) or severities.get(AREA) or check.severity,
                message=flaw.message,
                location=acceptance.location,
                section=acceptance.scope if acceptance.section else "",
                related=(),
                insert_at=None,
                fingerprint=fingerprint(check.id, acceptance.scope, said, met[f"{check.id} {said}"] - 1),
            )


def joined_acceptances(acceptances: Iterable[Acceptance], *, whole: bool) -> tuple[Acceptance, ...]:
    """The acceptances of a run, those of the configuration once each.

    `whole` tells that the run was over all documents: only then can it be said of the configuration's that they are of no use anywhere.
    """
    joined: dict[tuple[str, int, str], Acceptance] = {}
    for item in acceptances:
        start = item.location.span.start
        key = (item.location.source.path, start, item.kind if item.kind == CONFIG else f"{item.kind} {len(joined)}")
        before = joined.get(key)
        accepted = item.accepted + (before.accepted if before else 0)
        flaws = tuple(dict.fromkeys((*(before.flaws if before else ()), *item.flaws)))
        if item.kind == CONFIG:
            flaws = tuple(flaw for flaw in flaws if flaw.fault is not Fault.UNUSED or (whole and not accepted))
        joined[key] = replace(item, flaws=flaws, accepted=accepted)
    return tuple(joined.values())


def with_configured(report: Report, checks: Mapping[str, Check], severities: Mapping[str, Severity], *, whole: bool) -> Report:
    """The report of a run with the findings about the acceptances of the configuration, which belong to no single document."""
    acceptances = joined_acceptances(report.acceptances, whole=whole)
    found = flaw_findings((item for item in acceptances if item.kind == CONFIG), checks, severities)
    return replace(report, acceptances=acceptances, findings=tuple(sorted((*report.findings, *found), key=sort_key)))


def _inline(document: Document, today: date | None) -> Iterator[Acceptance]:
    items = _Items(document)
    for directive in document.directives:
        wording = read_wording(directive.text)
        section = _scope(document, directive)
        flaws = wording.flaws + expired(wording.expires, today)
        if document.format in _MARKDOWN and items.is_glued(directive.location):
            flaws += (Flaw(Fault.LEAKS, "it follows a list item without a blank line, and is printed with the text of the item"),)
        if document.format in _BECOMES_XML and "--" in directive.location.quote.removeprefix("<!--").removesuffix("-->"):
            flaws += (Flaw(Fault.BREAKS_XML, "XML allows no `--` inside a comment, and xml2rfc refuses it"),)
        label = document.sections[section].label if section else ""
        yield Acceptance(INLINE, wording.checks, wording.reason, wording.expires, directive.location, section, label, flaws)


def _scope(document: Document, directive: Directive) -> int:
    """The section of a comment; 0, the document itself, before the first section. The abstract comes before the first section."""
    section = directive.section
    return 0 if section is None or document.sections[section].role is Role.ABSTRACT else section


class _Items:
    """Tells which comments are glued to list items."""

    def __init__(self, document: Document) -> None:
        self._blocks: dict[Source, list[tuple[int, bool]]] = {}
        for block in document.blocks if document.directives else ():
            self._blocks.setdefault(block.location.source, []).append((block.location.span.start, block.kind in _ITEMS))
        for blocks in self._blocks.values():
            blocks.sort()

    def is_glued(self, comment: Location) -> bool:
        """True for a comment at the beginning of a line, right below a line of a list item."""
        text, start = comment.source.text, comment.span.start
        line = text.rfind("\n", 0, start) + 1
        above = text[text.rfind("\n", 0, max(0, line - 1)) + 1 : max(0, line - 1)]
        if text[line:start].strip() or not above.strip():
            return False
        blocks = self._blocks.get(comment.source, [])
        number = bisect_right(blocks, (line, False)) - 1
        return number >= 0 and blocks[number][1]
