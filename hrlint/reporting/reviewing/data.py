"""A review as JSON, schema 1: the same bytes for the same review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hrlint.checking.guidelines import Guideline
from hrlint.checking.review import Citation, Concern, Review, ReviewedDocument, RowAssessment
from hrlint.checking.reviewing import by_section
from hrlint.matching.inventory import Flow, Passage
from hrlint.reading.document import Document
from hrlint.reporting.jsontext import json_lines
from hrlint.reporting.reviewing.layout import SECTION, Plan
from hrlint.reporting.reviewing.previous import changes

SCHEMA = 1


def review_json(review: Review, plan: Plan) -> str:
    """One JSON document. With an earlier review it holds the reviewer's notes, and what changed."""
    concerns = [concern for group in by_section(review).values() for concern in group] if plan.order == SECTION else list(review.concerns())
    members: dict[str, object] = {
        "schema": SCHEMA,
        "tool": {"name": "hrlint", "version": review.version},
        "date": review.date or None,
        "persona": review.persona,
        "documents": [_document(reviewed) for reviewed in review.documents],
        "guidelines": [
            {
                "section": item.guideline.section,
                "name": item.guideline.name,
                "questions": list(item.guideline.questions),
                "state": item.state.value,
                "because": item.because,
                "rights": list(item.guideline.rights),
                "concerns": [concern.key for concern in [*item.concerns, *(concern for concern, _ in item.shared)]],
                "answers": [
                    {"check": answer.check.id, "path": answer.document, "raised": _citations(answer.raised), "answered": _citations(answer.answered)}
                    for answer in item.answers
                ],
                "checks": [check.id for check in item.checks],
                "nothing_found": [check.id for check in item.silent],
                "beyond": item.guideline.beyond,
            }
            for item in review.guidelines
        ],
        "concerns": [_concern(concern) for concern in concerns],
        "privacy": _rows(review.privacy),
        "attacks": _rows(review.attacks),
        "monitoring": _rows(review.monitoring),
        "questions": [
            *({"to": "authors", "about": concern.check.id, "question": concern.check.question} for concern in review.author_questions),
            *({"to": to, "about": item.section, "question": text} for item in review.left_to_people for to, texts in _asked(item) for text in texts),
        ],
        "acceptances": [
            {"checks": list(item.checks), "reason": item.reason, "expires": item.expires, "path": item.location.source.path, "line": item.location.start.line}
            for item in review.acceptances
            if item.counts
        ],
        "notes": dict(plan.previous.notes),
        "failures": [{"path": item.path, "line": item.line, "message": item.reason} for item in review.failures],
    }
    if plan.previous.made:
        changed = changes(review, plan.previous)
        new = [concern.key for concern in changed.new]
        members["changes"] = {"since": plan.previous.made, "new": new, "gone": list(changed.gone), "remaining": changed.remaining}
    return json_lines(members)


def _asked(item: Guideline) -> Iterable[tuple[str, tuple[str, ...]]]:
    return (("experts", item.experts), ("affected", item.affected), ("measurements", item.measure))


def _document(reviewed: ReviewedDocument) -> Mapping[str, object]:
    linted, document = reviewed.linted, reviewed.document
    return {
        "path": linted.path,
        "name": linted.name or None,
        "title": linted.title or None,
        "genre": linted.genre,
        "sha256": reviewed.digest,
        "data": [
            {
                "name": item.name,
                "kind": item.kind.value,
                "introduced": _line(document, item.introduced),
                "in_design": item.in_design,
                "flows": [_flow(document, flow) for flow in item.flows],
                "on_wire": _lines(document, item.on_wire),
                "at_rest": _lines(document, item.at_rest),
                "kept": _lines(document, item.kept),
                "discussed": _lines(document, item.discussed),
            }
            for item in reviewed.inventory.data
        ],
        "parties": [
            {
                "name": party.name,
                "kind": party.kind,
                "introduced": _line(document, party.introduced),
                "learns": [{"data": data, "line": _line(document, passage)} for data, passage in party.learns],
            }
            for party in reviewed.inventory.parties
        ],
    }


def _flow(document: Document, flow: Flow) -> Mapping[str, object]:
    line = _line(document, flow.passage)
    return {"sender": flow.sender, "action": flow.action, "recipient": flow.recipient, "strength": flow.strength, "line": line}


def _line(document: Document, passage: Passage) -> int:
    return document.prose.locate(passage.start, passage.end).start.line


def _lines(document: Document, passages: Iterable[Passage]) -> list[int]:
    return [_line(document, passage) for passage in passages]


def _citations(citations: Iterable[Citation]) -> list[object]:
    return [{"path": item.path, "line": item.line, "section": item.section or None, "quote": item.quote} for item in citations]


def _rows(rows: Iterable[RowAssessment]) -> list[object]:
    return [
        {
            "key": item.row.key,
            "name": item.row.name,
            "question": item.row.question,
            "state": item.state.value,
            "because": item.because,
            "raised": _citations(item.raised),
            "answered": _citations(item.answered),
        }
        for item in rows
    ]


def _concern(concern: Concern) -> Mapping[str, object]:
    check = concern.check
    return {
        "key": concern.key,
        "check": check.id,
        "severity": concern.severity.value,
        "message": concern.message,
        "question": check.question,
        "advice": check.advice,
        "rights": list(check.rights),
        "basis": [{"doc": basis.doc, "section": basis.section} for basis in check.basis],
        "path": concern.document,
        "raised": _citations(concern.raised),
        "elsewhere": _citations(concern.elsewhere),
        "answered_in": _citations(concern.answered_in),
        "replacement": concern.replacement or None,
        "suspected": concern.suspected,
        "fingerprints": list(concern.fingerprints),
    }
