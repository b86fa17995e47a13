"""Where the documents that checks rest on can be read."""

from __future__ import annotations

import re

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
