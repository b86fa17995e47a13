"""Reads one check file."""

from __future__ import annotations

import re
from pathlib import Path

from hrlint.checking.check import Basis, Check, Example, Persona, Placement, Severity, SeverityRule
from hrlint.checking.expression import Expression, Purpose
from hrlint.checking.parse import parse_document_kind, parse_expression
from hrlint.matching.genre import DESIGNS, Genre
from hrlint.matching.yamlnodes import Node, NodeError, load_nodes
from hrlint.reading.document import Role

RIGHTS = (
    "privacy",
    "anonymity",
    "expression",
    "assembly",
    "non-discrimination",
    "equal-protection",
    "political-participation",
    "cultural-life",
    "education",
    "science",
    "access-to-information",
    "remedy",
    "security",
)
"""The rights of the Universal Declaration that RFC 9620 names under its guidelines."""

_ALLOWED = (
    "title",
    "severity",
    "severity-when",
    "persona",
    "rights",
    "basis",
    "applies-to",
    "question",
    "message",
    "advice",
    "raised",
    "addressed",
    "suspected",
    "dispelled",
    "certain-where",
    "report",
    "gap",
    "gap-order",
    "answer-in",
    "rationale",
    "examples",
)
_REQUIRED = ("title", "severity", "rights", "basis", "question", "message", "advice", "raised", "rationale", "examples")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_SLOT = re.compile(r"\{[^}]*\}")
_SECTION_OF_AREA = {"privacy": Role.PRIVACY, "rights": Role.PRIVACY}


def read_check(path: Path, folder: Path, text: str | None = None) -> Check:
    """Reads the check of a file below a folder of checks; raises NodeError."""
    area, name = path.relative_to(folder).parent.as_posix(), path.stem
    if not _NAME.fullmatch(area) or not _NAME.fullmatch(name):
        raise NodeError(1, "a check's file is AREA/NAME.yaml, in lower-case words joined by hyphens")
    node = load_nodes(path, text)
    keys = node.mapping(allowed=_ALLOWED, required=_REQUIRED)
    message = keys["message"].text()
    for slot in _SLOT.findall(message):
        if slot != "{match}":
            raise NodeError(keys["message"].line, f"`{slot}` means nothing in a message; only `{{match}}` does")
    raised = parse_expression(keys["raised"], Purpose.RAISE)
    addressed = parse_expression(keys["addressed"], Purpose.ANSWER) if "addressed" in keys else None
    answer_in = Role(keys["answer-in"].choice([role.value for role in Role])) if "answer-in" in keys else _SECTION_OF_AREA.get(area, Role.SECURITY)
    return Check(
        id=f"{area}/{name}",
        title=keys["title"].text(),
        severity=Severity(keys["severity"].choice([severity.value for severity in Severity])),
        persona=Persona(keys["persona"].choice([persona.value for persona in Persona])) if "persona" in keys else Persona.REVIEWER,
        rights=tuple(item.choice(RIGHTS) for item in keys["rights"].sequence()),
        basis=tuple(_basis(item) for item in keys["basis"].sequence()),
        question=keys["question"].text(),
        message=message,
        advice=" ".join(keys["advice"].text().split()),
        rationale=keys["rationale"].text(),
        applies_to=_genres(keys.get("applies-to")),
        gap=keys["gap"].text() if "gap" in keys else "",
        placement=Placement(keys["report"].choice([placement.value for placement in Placement])) if "report" in keys else Placement.DOCUMENT,
        raised=raised,
        addressed=addressed,
        suspected=parse_expression(keys["suspected"], Purpose.RAISE) if "suspected" in keys else None,
        dispelled=parse_expression(keys["dispelled"], Purpose.ANSWER) if "dispelled" in keys else None,
        certain_where=parse_document_kind(keys["certain-where"]) if "certain-where" in keys else None,
        severity_rules=tuple(_severity_rule(item) for item in keys["severity-when"].sequence()) if "severity-when" in keys else (),
        examples=_examples(keys["examples"], message_at=keys["examples"].line),
        path=path,
        order=keys["gap-order"].number() if "gap-order" in keys else 0,
        insert=answer_in.value,
    )


def expressions_of(check: Check) -> list[Expression]:
    """All expressions of a check."""
    optional = (check.addressed, check.suspected, check.dispelled)
    return [check.raised, *(expression for expression in optional if expression), *(rule.condition for rule in check.severity_rules)]


def _basis(node: Node) -> Basis:
    keys = node.mapping(allowed=("doc", "section", "point"), required=("doc",))
    return Basis(keys["doc"].text(), keys["section"].text() if "section" in keys else "", keys["point"].text() if "point" in keys else "")


def _genres(node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    known = [genre.value for genre in Genre]
    names: list[str] = []
    for item in node.sequence():
        name = item.choice([*known, "designs"])
        names += [genre.value for genre in DESIGNS] if name == "designs" else [name]
    return tuple(dict.fromkeys([*names, Genre.UNKNOWN.value]))


def _severity_rule(node: Node) -> SeverityRule:
    keys = node.mapping(allowed=("if", "severity"), required=("if", "severity"))
    return SeverityRule(parse_expression(keys["if"], Purpose.RAISE), Severity(keys["severity"].choice([severity.value for severity in Severity])))


def _examples(node: Node, message_at: int) -> tuple[Example, ...]:
    examples = []
    for item in node.sequence():
        keys = item.mapping(allowed=("bad", "good", "at", "why"))
        if ("bad" in keys) is ("good" in keys):
            raise NodeError(item.line, "an example is either `bad` or `good`")
        bad = "bad" in keys
        if not bad and "at" in keys:
            raise NodeError(keys["at"].line, "`at` says where a bad example is reported")
        text = keys["bad" if bad else "good"]
        if not isinstance(text.value, str):
            raise NodeError(text.line, "expected a text")
        examples.append(Example(bad, text.value, keys["at"].texts() if "at" in keys else (), keys["why"].text() if "why" in keys else "", item.line))
    if not any(example.bad for example in examples) or sum(not example.bad for example in examples) < 2:
        raise NodeError(message_at, "a check needs at least one bad and two good examples")
    return tuple(examples)
