"""How kramdown-rfc and mmark write references, and the prose that stands in for them: `{{Section 3.1 of RFC9110}}` is `Section 3.1 of [RFC9110]`."""

from __future__ import annotations

import re

_PART_OF = re.compile(r"(?P<part>(?:Sections?|Appendix|Appendices|Part|Parts|Chapter|§)\s.*?)\s+of\s+(?P<target>\S+)\Z", re.IGNORECASE | re.DOTALL)
_BARE_PART = re.compile(r"(?P<part>[A-Z]?\d*(?:\.\d+)*)<[^<>\s]+\Z")  # `A.3<QUIC-RECOVERY`: only the number shows
_ANCHOR_WITH_TEXT = re.compile(r"\S+ \((?P<text>[^()]+)\)<\S+\Z")
_DOCUMENT_FIRST = re.compile(r"(?P<target>[^\s,;()]+)(?P<rest>\s*[,;(].*|\s+.*)?\Z", re.DOTALL)


def kramdown_citation(inner: str) -> str:
    """The prose for `{{inner}}`."""
    folded = " ".join(inner.split())
    part_of = _PART_OF.match(folded)
    if part_of is not None:
        return f"{part_of['part']} of [{_name(part_of['target'])}]"
    bare = _BARE_PART.match(folded) or _ANCHOR_WITH_TEXT.match(folded)
    if bare is not None and bare.group(1):
        return bare.group(1)
    first = _DOCUMENT_FIRST.match(folded)
    if first is None:
        return f"[{_name(folded)}]"
    return f"[{_name(first['target'])}]{first['rest'] or ''}"


def mmark_citation(inner: str) -> str:
    """The prose for `[inner]`, where `inner` starts with `@` and may hold several references parted by `;`."""
    return ", ".join(kramdown_citation(one.strip().lstrip("@")) for one in inner.split(";") if one.strip(" @!?-"))


def _name(target: str) -> str:
    """The label of a reference, without the marks that say how it is cited; `!NAME=RFC2119` is called NAME."""
    return target.lstrip("!?<&-#@").partition("=")[0] or target
