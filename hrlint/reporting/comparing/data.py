"""A comparison as JSON, schema 1."""

from __future__ import annotations

from collections.abc import Mapping

from hrlint.checking.comparison import Comparison
from hrlint.checking.finding import LintedDocument
from hrlint.checking.review import Citation
from hrlint.matching.inventory import DataItem
from hrlint.matching.requirementchanges import Clause
from hrlint.reporting.jsontext import json_lines
from hrlint.reporting.view import View

SCHEMA = 1


def comparison_json(comparison: Comparison, view: View) -> str:
    """One JSON document."""
    return json_lines(
        {
            "schema": SCHEMA,
            "tool": {"name": "hrlint", "version": comparison.version},
            "old": _document(comparison.old),
            "new": _document(comparison.new),
            "worse": comparison.is_worse,
            "findings": [
                {
                    "fate": change.fate.value,
                    "check": change.check.id,
                    "severity": change.severity.value,
                    "message": change.message,
                    "how": change.how,
                    "fingerprint": change.fingerprint,
                    "worse": change.is_worse,
                    "place": _citation(change.citation),
                    "new_places": [_citation(citation) for citation in change.new_places],
                }
                for change in comparison.findings
            ],
            "requirements": [
                {
                    "direction": item.change.direction.value,
                    "worse": item.change.is_worse,
                    "old": _clause(item.change.old, item.old),
                    "new": _clause(item.change.new, item.new),
                }
                for item in comparison.requirements
            ],
            "removed_text": [_citation(citation) for citation in comparison.removed_text],
            "added_text": [_citation(citation) for citation in comparison.added_text],
            "new_data": [{**_data(item), "place": _citation(citation)} for item, citation in comparison.new_data],
            "gone_data": [_data(item) for item in comparison.gone_data],
            "new_parties": [{"name": party.name, "kind": party.kind, "place": _citation(citation)} for party, citation in comparison.new_parties],
            "gone_parties": [{"name": party.name, "kind": party.kind} for party in comparison.gone_parties],
        }
    )


def _document(linted: LintedDocument) -> Mapping[str, object]:
    return {"path": linted.path, "name": linted.name or None, "title": linted.title or None}


def _data(item: DataItem) -> Mapping[str, object]:
    return {"name": item.name, "kind": item.kind.value, "in_design": item.in_design}


def _citation(citation: Citation) -> Mapping[str, object]:
    return {"path": citation.path, "line": citation.line, "section": citation.section or None, "quote": citation.quote}


def _clause(clause: Clause | None, citation: Citation | None) -> Mapping[str, object] | None:
    if clause is None or citation is None:
        return None
    slots = {"strength": clause.strength.value, "actor": clause.actor, "action": clause.action, "object": clause.object, "effect": clause.effect.value}
    return {**slots, **_citation(citation)}
