"""Finds cross-references in prose: to sections of the document and to other documents, with or without a section of theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hrlint.reading.document import Reference, Section

_NUMBER = r"(?:[0-9]+|[A-Z])(?:\.[0-9]+)*"
_DOCUMENT = r"\[(?P<{0}>[^\]\s]{{1,80}})\]|(?P<{0}x>RFC ?[0-9]{{2,5}}|XEP-[0-9]{{4}}|(?:EIP|ERC)-[0-9]+|MSC[0-9]+|BCP ?[0-9]+)"
_PATTERN = re.compile(
    rf"(?:[Ss]ections?|Sec\.|§|[Aa]ppendix|Appendices|Annex|Chapter) ?(?P<part>{_NUMBER})(?![\w-])"
    rf"(?:(?: and [0-9.]+)? (?:of|in) (?:the )?(?:{_DOCUMENT.format('of')}))?"
    rf"|(?:{_DOCUMENT.format('doc')})(?:,? (?:[Ss]ections?|[Ss]ec\.|§|[Aa]ppendix) ?(?P<within>{_NUMBER})(?![\w-]))?"
)
_FIRST = re.compile(r"Section|Sec\.|§|Appendix|Appendices|Annex|Chapter|\[|RFC|XEP-|EIP-|ERC-|MSC|BCP")
"""With what a reference begins, which is found fast, as no letter that is frequent begins one of them."""
_FIRST_IN_LOWER_CASE = (re.compile("section"), re.compile("appendix"))


def find_references(text: str, sections: Sequence[Section]) -> tuple[Reference, ...]:
    """All references in prose offsets. `[anchor]` of a section of this document counts as a reference to that section."""
    by_number = {section.number.rstrip("."): section.index for section in sections if section.number}
    by_anchor = {section.anchor: section.index for section in sections if section.anchor}
    found = []
    for match in _matches(text):
        part, of = match["part"], match["of"] or match["ofx"]
        document, within = match["doc"] or match["docx"], match["within"]
        if part and of:
            found.append(Reference(match.start(), match.end(), of, None, part))
        elif part:
            found.append(Reference(match.start(), match.end(), None, by_number.get(part), part))
        elif document in by_anchor:
            found.append(Reference(match.start(), match.end(), None, by_anchor[document], None))
        elif document:
            found.append(Reference(match.start(), match.end(), document, None, within))
    return tuple(found)


def _matches(text: str) -> Iterator[re.Match[str]]:
    first = [found.span() for pattern in (_FIRST, *_FIRST_IN_LOWER_CASE) for found in pattern.finditer(text)]
    at = 0
    for start, end in sorted(first):
        if start >= at:
            match = _PATTERN.match(text, start)
            if match is not None:
                yield match
            at = match.end() if match else end
