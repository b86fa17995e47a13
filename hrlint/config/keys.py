"""The keys of a configuration file: the one place that knows them. Reading, the JSON Schema, `hrlint config` and the tests of the guide follow it."""

from __future__ import annotations

import json
from typing import Any

from hrlint.checking.check import Persona, Severity
from hrlint.config.shapes import Choice, Day, Key, ListOf, Table, TableOf, Text

PROFILES = ("eip", "generic", "ietf", "irtf", "matrix", "w3c", "xsf")
FAIL_ON = (*(severity.value for severity in Severity), "never")

_NAMES = ListOf(Text())
_SEVERITIES = TableOf(Choice(tuple(severity.value for severity in Severity)))
_PROFILE = Choice(PROFILES)

_PER_FILE = Table(
    {
        "paths": Key(ListOf(Text(), single=True), "the documents: patterns as in a .gitignore, relative to the configuration file", required=True),
        "select": Key(_NAMES, "areas and checks that are asked instead"),
        "extend-select": Key(_NAMES, "areas and checks that are asked besides"),
        "ignore": Key(_NAMES, "areas and checks that are not asked"),
        "severity": Key(_SEVERITIES, "severities of areas and checks"),
        "profile": Key(_PROFILE, "the community whose customs count"),
    }
)
_ACCEPT = Table(
    {
        "check": Key(ListOf(Text(), single=True), "the check or checks whose findings are accepted", required=True),
        "paths": Key(ListOf(Text(), single=True), "the documents: patterns as in a .gitignore, relative to the configuration file", required=True),
        "reason": Key(Text(), "why this is right there", required=True),
        "expires": Key(Day(), "the last day on which it is accepted"),
    }
)
KEYS = Table(
    {
        "extend": Key(Text(), "another configuration file that this one adds to"),
        "required-version": Key(Text(), "the versions of hrlint that this file is for, as in `>=0.1, <0.3`"),
        "persona": Key(Choice(tuple(persona.value for persona in Persona)), "whose checks are asked: the most precise ones (author) or all (reviewer)"),
        "select": Key(_NAMES, "the only areas and checks that are asked"),
        "extend-select": Key(_NAMES, "areas and checks that are asked besides"),
        "ignore": Key(_NAMES, "areas and checks that are not asked"),
        "severity": Key(_SEVERITIES, "severities of areas and checks that differ from the catalogue"),
        "fail-on": Key(Choice(FAIL_ON), "the least severity that makes the exit status 1"),
        "profile": Key(_PROFILE, "the community whose customs count"),
        "exclude": Key(_NAMES, "files and folders left out: patterns as in a .gitignore, relative to the configuration file"),
        "checks": Key(_NAMES, "folders with further checks, relative to the configuration file"),
        "output-format": Key(Text(), "the format on standard output"),
        "per-file": Key(ListOf(_PER_FILE), "other settings for some documents"),
        "accept": Key(ListOf(_ACCEPT), "findings that are accepted, each with its reason"),
    },
    planned={"documents": "files cannot be joined to one document by configuration; each is linted by itself, with what it includes"},
)
LAYERED = frozenset(["extend-select", "exclude", "checks", "severity", "per-file", "accept"])
"""Keys whose values in several files add up; of all others the last one counts."""


def config_schema() -> dict[str, Any]:
    """The JSON Schema of a configuration file, for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://hrlint.github.io/hrlint/config.schema.json",
        "title": "Configuration of hrlint",
        **KEYS.schema(),
    }


def schema_text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
