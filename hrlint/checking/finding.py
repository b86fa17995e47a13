"""What linting yields: verdicts, findings, failures, and the report that holds them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from hrlint.checking.acceptance import Acceptance
from hrlint.checking.check import Check, Severity
from hrlint.reading.document import Diagnostic, Document
from hrlint.reading.source import Location

if TYPE_CHECKING:
    from hrlint.matching.inventory import Inventory


class VerdictState(str, Enum):
    """What a document does with a check's question."""

    NOT_APPLICABLE = "not-applicable"
    NOT_RAISED = "not-raised"
    ADDRESSED = "addressed"
    UNADDRESSED = "unaddressed"


@dataclass(frozen=True, slots=True)
class Related:
    """A further place of a finding, and what it is."""

    location: Location
    message: str
    fingerprint: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count: accepted in the document (`inline`) or in the configuration, or known to a baseline."""

    kind: str
    reason: str
    expires: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A question that is raised and not answered, on the words that raise it."""

    check: Check
    severity: Severity
    message: str
    location: Location
    section: str
    """Number and title of the section; empty where the document has none there."""
    related: tuple[Related, ...]
    insert_at: Location | None
    """The end of the section in which an answer belongs."""
    fingerprint: str
    suppressed: Suppression | None = None
    unlisted: tuple[Related, ...] = ()
    """Further places that no output lists because they are too many; baselines know them."""
    suspected: bool = False
    """True where the words only may raise the question."""
    document: str = ""
    """Path of the document that it is about, where that is not the file of its location."""

    @property
    def precision(self) -> float | None:
        """Measured share of right findings of this kind: what is only suspected is as good as all findings of its check together."""
        if not self.suspected:
            return self.check.precision
        return self.check.accuracy.every.precision if self.check.accuracy else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check says of one document. `evidence` are the places that answer it."""

    check: Check
    path: str
    state: VerdictState
    triggers: tuple[Location, ...] = ()
    evidence: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be done: a file that could not be linted, a check that broke. Exit status 2."""

    path: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """All of a document, for outputs that show it and not only its findings."""

    document: Document
    inventory: Inventory


@dataclass(frozen=True, slots=True)
class LintedDocument:
    """What a report keeps of a document that was read."""

    path: str
    format: str
    name: str
    title: str
    genre: str
    maturity: str
    profile: str
    contents: Contents | None = field(default=None, repr=False, compare=False)
    """Kept only where an output asks for it: a whole document is a hundred times what is else known of it."""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run, sorted by path, place and check."""

    documents: tuple[LintedDocument, ...]
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    diagnostics: tuple[Diagnostic, ...]
    failures: tuple[Failure, ...]
    acceptances: tuple[Acceptance, ...] = ()

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that count: those that nobody accepted."""
        return tuple(finding for finding in self.findings if finding.suppressed is None)


def sort_key(finding: Finding) -> tuple[str, int, int, str]:
    """The order of findings in every output."""
    start = finding.location.start
    return finding.location.source.path, start.line, start.column, finding.check.id


def join_reports(reports: Iterable[Report]) -> Report:
    """One report of several."""
    parts = list(reports)
    return Report(
        documents=tuple(sorted((document for part in parts for document in part.documents), key=lambda document: document.path)),
        findings=tuple(sorted((finding for part in parts for finding in part.findings), key=sort_key)),
        verdicts=tuple(sorted((verdict for part in parts for verdict in part.verdicts), key=lambda verdict: (verdict.path, verdict.check.id))),
        diagnostics=tuple(sorted((d for part in parts for d in part.diagnostics), key=lambda d: (d.path, d.line or 0, d.message))),
        failures=tuple(sorted((failure for part in parts for failure in part.failures), key=lambda failure: (failure.path, failure.line or 0, failure.reason))),
        acceptances=tuple(sorted((a for part in parts for a in part.acceptances), key=lambda a: (a.location.source.path, a.location.span.start))),
    )
