"""The order in which places that show only some findings choose them."""

from __future__ import annotations

from collections.abc import Iterable

from hrlint.checking.finding import Finding, sort_key


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """By severity, then by path, place and check."""
    return sorted(findings, key=lambda finding: (finding.severity.rank, sort_key(finding)))
