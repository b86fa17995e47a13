"""Reports built by hand, for tests of reporters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hrlint.checking.check import Basis, Check, Example, Persona, Placement, Severity
from hrlint.checking.finding import Finding, LintedDocument, Related, Report, Verdict, VerdictState
from hrlint.reading.source import Location, Source, Span

DRAFT = """# Handshake

Each client MUST send its device identifier in every request.

A server stores the device identifier.
"""


def make_check(**changes: Any) -> Check:
    values: dict[str, Any] = {
        "id": "privacy/persistent-identifier",
        "title": "Identifier that stays the same",
        "severity": Severity.WARNING,
        "persona": Persona.AUTHOR,
        "rights": ("privacy", "anonymity"),
        "basis": (Basis("RFC 6973", "7.1"), Basis("RFC 9620", "4.15.2", "Anonymity")),
        "question": "How long does the identifier live, and who can see it?",
        "message": "{match} stays the same",
        "advice": "Say how long it lives, who can see it and how it is reset.",
        "rationale": "A value that never changes lets anyone who sees it twice know that it is the same person.\n\nThat is how people are followed.\n",
        "applies_to": (),
        "gap": "",
        "placement": Placement.DOCUMENT,
        "raised": None,
        "addressed": None,
        "suspected": None,
        "dispelled": None,
        "certain_where": None,
        "severity_rules": (),
        "examples": (
            Example(True, "# Hello\nA client sends its device identifier.\n", ("device identifier",), "", 30),
            Example(False, "# Hello\nA client sends a device identifier, renewed daily.\n", (), "it is renewed", 35),
        ),
        "path": Path("checks/privacy/persistent-identifier.yaml"),
        "precision": 0.86,
    }
    return Check(**{**values, **changes})


def locate(source: Source, words: str, start: int = 0) -> Location:
    at = source.text.index(words, start)
    return Location(source, Span(at, at + len(words)))


def make_finding(source: Source, words: str, **changes: Any) -> Finding:
    values: dict[str, Any] = {
        "check": make_check(),
        "severity": Severity.WARNING,
        "message": "the text does not say for how long it lives",
        "location": locate(source, words) if words else Location(source, Span(0, 0)),
        "section": "1 Handshake",
        "related": (),
        "insert_at": None,
        "fingerprint": "0123456789abcdef",
    }
    return Finding(**{**values, **changes})


def make_report(*findings: Finding, **changes: Any) -> Report:
    paths = sorted({finding.location.source.path for finding in findings}) or ["draft.md"]
    values: dict[str, Any] = {
        "documents": tuple(LintedDocument(path, "kramdown-rfc", "draft-doe-hello", "Hello", "protocol", "individual", "ietf") for path in paths),
        "findings": findings,
        "verdicts": (),
        "diagnostics": (),
        "failures": (),
    }
    return Report(**{**values, **changes})


def sample_report() -> Report:
    """One finding with everything, and verdicts of each state."""
    source = Source("draft.md", DRAFT)
    check = make_check()
    finding = make_finding(
        source,
        "device identifier",
        check=check,
        related=(
            Related(locate(source, "device identifier", 80), "also here", "fedcba"),
            Related(locate(source, "# Handshake"), "this section says nothing of it"),
        ),
        insert_at=Location(source, Span(len(DRAFT), len(DRAFT))),
    )
    logging = make_check(id="privacy/logging")
    return make_report(
        finding,
        verdicts=(
            Verdict(logging, "draft.md", VerdictState.ADDRESSED, (), (locate(source, "A server stores"),)),
            Verdict(make_check(id="privacy/location"), "draft.md", VerdictState.NOT_RAISED),
            Verdict(check, "draft.md", VerdictState.UNADDRESSED, (finding.location,)),
        ),
    )
