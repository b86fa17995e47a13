"""What a check is: a question that a design raises and that its text must answer, with its sources, its advice and its examples."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hrlint.checking.accuracy import Accuracy
    from hrlint.checking.documentkind import DocumentKind
    from hrlint.checking.expression import Expression


class Severity(str, Enum):
    """How bad it is when a design leaves the question open."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)

    def at_least(self, other: Severity) -> bool:
        return self.rank <= other.rank


class Persona(str, Enum):
    """Who wants to see a check's findings: AUTHOR those with measured precision, REVIEWER all."""

    AUTHOR = "author"
    REVIEWER = "reviewer"


class Placement(str, Enum):
    """Where a check reports: once a DOCUMENT, on its strongest trigger, or at every PLACE that is wrong where it stands."""

    DOCUMENT = "document"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a consideration comes from: a document, its section, and the point made there."""

    doc: str
    section: str = ""
    point: str = ""

    def __str__(self) -> str:
        return f"{self.doc} section {self.section}" if self.section else self.doc


@dataclass(frozen=True, slots=True)
class Example:
    """A text that the check must report (`bad`, at the quoted words) or must not."""

    bad: bool
    text: str
    at: tuple[str, ...]
    why: str
    line: int


@dataclass(frozen=True, slots=True)
class SeverityRule:
    """Another severity, where a condition holds."""

    condition: Expression
    severity: Severity


@dataclass(frozen=True, eq=False)
class Check:
    """One consideration. `id` is `area/name`, the path of its file below the folder of checks."""

    id: str
    title: str
    severity: Severity
    persona: Persona
    rights: tuple[str, ...]
    basis: tuple[Basis, ...]
    question: str
    message: str
    advice: str
    rationale: str
    applies_to: tuple[str, ...]
    """Genres of documents that are asked; empty: all."""
    gap: str
    placement: Placement
    raised: Expression
    addressed: Expression | None
    suspected: Expression | None
    """What may raise the question: shown to reviewers only, where nothing raises it for certain."""
    dispelled: Expression | None
    """What answers a suspicion, besides `addressed`."""
    certain_where: DocumentKind | None
    """In documents of other kinds, what is raised is only suspected; None: certain in all."""
    severity_rules: tuple[SeverityRule, ...]
    examples: tuple[Example, ...]
    path: Path
    order: int = 0
    """Rank among the checks of one gap: the first that finds something speaks for all."""
    insert: str = ""
    """Role of the section in which an answer belongs."""
    precision: float | None = None
    """Measured share of right findings among those that are certain, None where it is not measured."""
    accuracy: Accuracy | None = None
    """What the precision comes from, None where nothing was measured."""

    @property
    def area(self) -> str:
        return self.id.partition("/")[0]

    @property
    def name(self) -> str:
        return self.id.partition("/")[2]

    @property
    def url(self) -> str:
        """Where the check's page is published."""
        return f"https://hrlint.github.io/hrlint/checks/{self.id}/"
