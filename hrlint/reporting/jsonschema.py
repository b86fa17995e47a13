"""The JSON Schema of the format `json`: what another program may rely on. New members may come at any time, so none is forbidden."""

from __future__ import annotations

from typing import Any

from hrlint.checking.check import Severity
from hrlint.reporting.json import SCHEMA

_TEXT: dict[str, Any] = {"type": "string"}
_TEXT_OR_NULL: dict[str, Any] = {"type": ["string", "null"]}
_NUMBER: dict[str, Any] = {"type": "integer", "minimum": 1}
_PLACE = {"path": _TEXT, "line": _NUMBER, "column": _NUMBER, "end_line": _NUMBER, "end_column": _NUMBER}


def report_schema() -> dict[str, Any]:
    """The schema of a report."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://hrlint.github.io/hrlint/report-{SCHEMA}.schema.json",
        "title": "Report of hrlint",
        **_object(
            schema={"const": SCHEMA},
            tool=_object(name={"const": "hrlint"}, version=_TEXT),
            documents=_list(
                _object(path=_TEXT, format=_TEXT, name=_TEXT_OR_NULL, title=_TEXT_OR_NULL, genre=_TEXT, maturity=_TEXT_OR_NULL, profile=_TEXT),
            ),
            findings=_list(_finding()),
            verdicts=_list(_object(check=_TEXT, path=_TEXT, state={"enum": ["addressed", "unaddressed"]}, evidence=_list(_object(line=_NUMBER, quote=_TEXT)))),
            diagnostics=_list(_object(path=_TEXT, line=_NUMBER, message=_TEXT)),
            failures=_list(_object(path=_TEXT, line=_or_null(_NUMBER), message=_TEXT)),
        ),
    }


def _finding() -> dict[str, Any]:
    return _object(
        check=_TEXT,
        severity={"enum": [severity.value for severity in Severity]},
        precision={"type": ["number", "null"], "minimum": 0, "maximum": 1},
        suspected={"type": "boolean"},
        message=_TEXT,
        advice=_TEXT,
        question=_TEXT,
        **_PLACE,
        quote=_TEXT,
        section=_TEXT_OR_NULL,
        related=_list(_object(**_PLACE, message=_TEXT, fingerprint=_TEXT)),
        insert_at=_or_null(_object(path=_TEXT, line=_NUMBER)),
        rights=_list(_TEXT),
        basis=_list(_object(doc=_TEXT, section=_TEXT)),
        url={"type": "string", "format": "uri"},
        fingerprint=_TEXT,
        suppressed=_or_null(_object(kind={"enum": ["inline", "config", "baseline"]}, reason=_TEXT, expires=_TEXT)),
    )


def _object(**members: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": members, "required": list(members)}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}
