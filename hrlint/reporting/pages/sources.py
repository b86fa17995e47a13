"""How checks belong to the questions of RFC 6973, and where the rights that they name are laid down."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from hrlint.checking.check import Check
from hrlint.checking.guidelines import Row

PRIVACY = "RFC 6973"


class Right(NamedTuple):
    """A right as checks name it, what it is called, and where it is laid down."""

    name: str
    title: str
    articles: str


PRIVACY_SECTIONS = {"7.1": "Data Minimization", "7.2": "User Participation", "7.3": "Security", "7.4": "General"}
RIGHTS = (
    Right("privacy", "Privacy", "UDHR 12, ICCPR 17"),
    Right("anonymity", "Anonymity", "follows from privacy and expression; RFC 9620 section 4.15"),
    Right("expression", "Freedom of expression", "UDHR 19, ICCPR 19"),
    Right("access-to-information", "Access to information", "UDHR 19, ICCPR 19"),
    Right("assembly", "Freedom of assembly and association", "UDHR 20, ICCPR 21 and 22"),
    Right("non-discrimination", "Non-discrimination", "UDHR 2, ICCPR 2 and 26"),
    Right("equal-protection", "Equal protection", "UDHR 7, ICCPR 26"),
    Right("political-participation", "Political participation", "UDHR 21, ICCPR 25"),
    Right("cultural-life", "Cultural life", "UDHR 27, ICESCR 15"),
    Right("science", "Science", "UDHR 27, ICESCR 15"),
    Right("education", "Education", "UDHR 26, ICESCR 13"),
    Right("remedy", "Remedy", "UDHR 8, ICCPR 2"),
    Right("security", "Security of person", "UDHR 3, ICCPR 9"),
)

_LETTER = re.compile(r"\(([a-g])\)")


def asks(check: Check, question: Row) -> bool:
    """True where a check asks a question of RFC 6973 section 7: it is listed there, or one of its sources names the letter of the question."""
    section, _, letter = question.key.partition(" ")
    return check.id in question.checks or any(
        basis.doc == PRIVACY and basis.section == section and letter in _LETTER.findall(basis.point) for basis in check.basis
    )


def resting_on(checks: Iterable[Check], doc: str, section: str) -> list[Check]:
    """The checks that name a section of a document as their source."""
    return [check for check in checks if any(basis.doc == doc and basis.section == section for basis in check.basis)]
