"""What a review asks: the guidelines of RFC 9620 section 4, and the questions of RFC 6973, RFC 3552 and RFC 7258, read from `data/guidelines.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hrlint.checking.check import Check
from hrlint.matching.yamlnodes import Node, load_nodes

RFC = "RFC 9620"
_FILE = Path(__file__).parents[1] / "data" / "guidelines.yaml"
_KEYS = ("name", "questions", "rights", "words-tell", "beyond", "experts", "affected", "measure")


@dataclass(frozen=True, slots=True)
class Guideline:
    """One guideline of RFC 9620. `section` is its number there; `checks` are those that belong to it besides those that name it as their basis."""

    section: str
    name: str
    questions: tuple[str, ...]
    rights: tuple[str, ...]
    words_tell: bool
    """False where silence of the checks proves nothing."""
    beyond: str
    """What no tool can assess."""
    experts: tuple[str, ...]
    affected: tuple[str, ...]
    measure: tuple[str, ...]
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A question of a table: its `key` is that of the RFC (`7.1 g`)."""

    key: str
    name: str
    question: str
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """Everything that a review asks."""

    guidelines: tuple[Guideline, ...]
    wording: tuple[str, ...]
    """Checks of how requirements are written, which belong to no guideline."""
    privacy: tuple[Row, ...]
    """RFC 6973 section 7."""
    attacks: tuple[Row, ...]
    """RFC 3552 sections 3 and 5."""
    monitoring: tuple[Row, ...]
    """RFC 7258 section 2."""
    keyword_change: tuple[str, ...]
    """Checks whose gap closes where the keyword becomes MUST."""

    def sections_of(self, check: Check) -> tuple[str, ...]:
        """The numbers of the guidelines to which a check belongs, in the order of the RFC; first those that the check itself names."""
        known = [guideline.section for guideline in self.guidelines]
        own = [_chapter(basis.section) for basis in check.basis if basis.doc == RFC]
        given = [guideline.section for guideline in self.guidelines if check.id in guideline.checks]
        return tuple(section for section in dict.fromkeys([*sorted(own, key=_order), *given]) if section in known)


def load_questionnaire() -> Questionnaire:
    """The questionnaire that comes with hrlint."""
    root = load_nodes(_FILE).mapping(("guidelines", "wording", "privacy-questions", "attacks", "monitoring", "keyword-change"))
    return Questionnaire(
        tuple(_guideline(section, node) for section, node in root["guidelines"].mapping().items()),
        root["wording"].texts(),
        _rows(root["privacy-questions"]),
        _rows(root["attacks"]),
        _rows(root["monitoring"]),
        root["keyword-change"].texts(),
    )


def _guideline(section: str, node: Node) -> Guideline:
    keys: Mapping[str, Node] = node.mapping((*_KEYS, "checks"), _KEYS)
    return Guideline(
        section,
        keys["name"].text(),
        keys["questions"].texts(),
        keys["rights"].texts(),
        keys["words-tell"].choice(("much", "little")) == "much",
        keys["beyond"].text(),
        keys["experts"].texts(),
        keys["affected"].texts(),
        keys["measure"].texts(),
        keys["checks"].texts() if "checks" in keys else (),
    )


def _rows(node: Node) -> tuple[Row, ...]:
    rows = []
    for key, value in node.mapping().items():
        keys = value.mapping(required=("name", "question", "checks"))
        rows.append(Row(key, keys["name"].text(), keys["question"].text(), keys["checks"].texts()))
    return tuple(rows)


def _chapter(section: str) -> str:
    """`4.15` of `4.15.2`."""
    return ".".join(section.split(".")[:2])


def _order(section: str) -> tuple[int, ...]:
    return tuple(int(part) for part in section.split(".") if part.isdigit())
