"""Names of documents that can be fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DRAFT = re.compile(r"(draft-[a-z0-9]+(?:-[a-z0-9]+)+?)(?:-(\d\d))?", re.IGNORECASE | re.ASCII)
_RFC = re.compile(r"rfc[ -]?0*([1-9]\d{0,4})", re.IGNORECASE | re.ASCII)
_LONGEST = 200
_FIRST_WITH_XML = 8650
"""From this number on RFCs are published as XML; of earlier ones there is text only."""


@dataclass(frozen=True, slots=True)
class DocumentName:
    """An RFC (`rfc9620`), or an Internet-Draft with or without its revision: `base` is the name without it."""

    base: str
    revision: str = ""

    @property
    def is_rfc(self) -> bool:
        return self.base.startswith("rfc")

    @property
    def formats(self) -> tuple[str, ...]:
        """Endings of files, the best one first."""
        return ("txt",) if self.is_rfc and int(self.base[3:]) < _FIRST_WITH_XML else ("xml", "txt")

    def __str__(self) -> str:
        return f"{self.base}-{self.revision}" if self.revision else self.base


def parse_name(text: str) -> DocumentName | None:
    """The name that a text is; None for everything else, such as the name of a file."""
    if len(text) > _LONGEST:
        return None
    rfc = _RFC.fullmatch(text)
    if rfc:
        return DocumentName(f"rfc{rfc[1]}")
    draft = _DRAFT.fullmatch(text)
    return DocumentName(draft[1].lower(), draft[2] or "") if draft else None
