"""Tells specifications from what else lies in their folders: read-mes, licences, minutes, manuals."""

from __future__ import annotations

import posixpath
import re

from hrlint.reading.document import Format

_HEAD = 4000
"""Characters in which a document says what it is."""

_OTHER_NAMES = re.compile(
    r"(?:^|[_\W])(?:readme|change[-_ ]?log|changes|history|news|licen[cs]es?|copying|notice|(?:code[-_]of[-_])?conduct|contributing|contributors?|authors"
    r"|maintainers|maintenance|security|support|governance|codeowners|(?:pull_request|issue)?[-_]?template|bug[-_]?reports?|bugs|feature[-_]request"
    r"|install(?:ation|ing)?|build(?:ing)?|testing|usage|faq|todo|roadmap|release(?:s|[-_]?notes)?|agendas?|minutes|meetings?|summary|index"
    r"|style[-_]?guide|tutorial|quick[-_]?start|getting[-_]started|commands|cheat[-_]?sheet)(?:\.[\w-]+)?$"
)
_OTHER_FOLDERS = re.compile(r"(?:^|/)(?:\.github|minutes|meetings?|agendas?|slides|licen[cs]es|legal|contributing|presentations?|blog|_posts)/")
_SERIES = re.compile(
    r"(?:draft|rfc|eip|erc|bip|xep|msc|kep|fep|nip|slip|caip)-?(?=[a-z\d])[\w.-]*|\d{2,5}-.*|.*\b(?:spec|specification|protocol|explainer|proposal)\b.*"
)
_PREAMBLE = re.compile(
    r"^[ \t>*|-]{0,6}(?:\*\*)?(?:eip|erc|bip|msc|kep(?:-number)?|fep|nip|slip|xep|caip|rfc(?: pr)?|docname|intended[- ]status|feature name"
    r"|superseded-by|comments-uri|slug)(?:\*\*)?:[ \t]*\S|^# MSC\d+|^#+ (?:BOLT|KEP-|FEP-|BIP|SLIP|NIP)[ #-]*\w",
    re.MULTILINE | re.IGNORECASE,
)
_HEADING = r"^(?:#{1,6}|={2,6}|\d[\d.]*)[ \t]*(?:\d[\d.]* )?"
_CONSIDERATIONS = re.compile(
    _HEADING + r".{0,40}\b(?:(?:security|privacy|iana|human rights|safety)(?: (?:and|&) \w+)? (?:considerations?|analysis|implications|concerns|model)"
    r"|threat model|potential issues)\b",
    re.MULTILINE | re.IGNORECASE,
)
_PARTS = re.compile(
    _HEADING
    + r"(?P<part>abstract|(?:technical |protocol )?specification|motivation|rationale|terminology|definitions|proposal|proposed solution|(?:non-)?goals"
    r"|test vectors|backwards? compatibility|unresolved questions|drawbacks|alternatives(?: considered)?|security|privacy|threats|protocol|requirements"
    r"|conventions|references|summary|conformance|design(?: details)?|copyright|prior art|scope)\b",
    re.MULTILINE | re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(?:# |title:).*\b(?:protocols?|specifications?|explainer|proposal|framework|architecture|standard|extension)\b", re.MULTILINE | re.IGNORECASE
)
_SELF = re.compile(
    r"\bexplainer\b|\bthis (?:specification|proposal|protocol|standard|extension|memo|RFC|draft)\b|\b(?:we|I) propose\b"
    r"|\bspecification (?:defines|describes)\b",
    re.IGNORECASE,
)
_BCP14 = re.compile(r"\b(?:RFC ?2119|RFC ?8174|BCP ?14)\b|\bto be interpreted as described in\b")
_KEYWORD = re.compile(r"\b(?:MUST|SHALL|SHOULD|REQUIRED|RECOMMENDED)(?: NOT)?\b|\bMAY\b")


def is_specification(text: str, name: str, format: Format | None) -> bool:
    """True where a file that a folder walk meets is a specification; `name` is its path.

    The formats made for specifications hold specifications. Markdown is weighed: it must show something that specifications have and other prose
    lacks (a community's preamble or number, considerations of security or privacy, the words of BCP 14, the usual sections, a title that says
    so), and one whose name says that it is something else must show two such things. A template is none, whatever it shows.
    """
    if format is None:
        return False
    if format not in (Format.MARKDOWN, Format.MEDIAWIKI, Format.MMARK) or text.lstrip("\ufeff \t\r\n").startswith("%%%"):
        return True
    path = name.replace("\\", "/").lower()
    stem = posixpath.splitext(posixpath.basename(path))[0]
    if stem.endswith("template") or _OTHER_FOLDERS.search(path):
        return False
    if _OTHER_NAMES.search(stem):
        return _signs(text) >= 2
    return _SERIES.fullmatch(stem) is not None or _signs(text) >= 1


def _signs(text: str) -> int:
    head = text[:_HEAD]
    parts = {match["part"].lower() for match in _PARTS.finditer(text)}
    return (
        2 * bool(_PREAMBLE.search(head))
        + bool(_CONSIDERATIONS.search(text))
        + bool(_BCP14.search(text))
        + (len(_KEYWORD.findall(text)) >= 3)
        + (len(parts) >= 3)
        + (len(parts) >= 6)
        + bool(_TITLE.search(head))
        + bool(_SELF.search(head))
    )
