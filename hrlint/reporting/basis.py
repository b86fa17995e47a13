"""Where the documents that checks rest on can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hrlint.checking.check import Basis

_SERIES = re.compile(r"(RFC|BCP|STD) ?(\d+)")


def basis_url(basis: Basis) -> str:
    """The address of the section at the RFC Editor; empty for documents published elsewhere."""
    match = _SERIES.fullmatch(basis.doc)
    if match is None:
        return ""
    series, number = match[1].lower(), match[2]
    if series != "rfc":
        return f"https://www.rfc-editor.org/info/{series}{number}"
    address = f"https://www.rfc-editor.org/rfc/rfc{number}.html"
    if not basis.section:
        return address
    return f"{address}#{'section' if basis.section[0].isdigit() else 'appendix'}-{basis.section}"


def basis_text(bases: Iterable[Basis]) -> str:
    """Documents with their sections, each document once: `RFC 6973 section 7.1, RFC 9620 sections 4.3, 4.13`."""
    sections: dict[str, list[str]] = {}
    for basis in bases:
        known = sections.setdefault(basis.doc, [])
        if basis.section and basis.section not in known:
            known.append(basis.section)
    return ", ".join(f"{doc} section{'s' if len(parts) > 1 else ''} {', '.join(parts)}" if parts else doc for doc, parts in sections.items())
