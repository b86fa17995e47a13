"""The elements of HTML and of RFC XML that occur inside Markdown, by what they do to the text around them."""

from __future__ import annotations

import re

from hrlint.reading.document import BlockKind

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")

OPAQUE = frozenset(["pre", "artwork", "sourcecode", "svg", "script", "style", "textarea", "math", "reference", "references"])
"""Elements whose content is no prose."""

SILENT = frozenset(["script", "style", "reference", "references"])
"""Opaque elements that do not even show."""

BLOCKS = {
    "li": BlockKind.ITEM,
    "dd": BlockKind.ITEM,
    "dt": BlockKind.TERM,
    "td": BlockKind.CELL,
    "th": BlockKind.CELL,
    "c": BlockKind.CELL,
    "ttcol": BlockKind.CELL,
    "blockquote": BlockKind.QUOTE,
    "aside": BlockKind.NOTE,
    "cref": BlockKind.NOTE,
} | dict.fromkeys(
    re.findall(
        r"\w+",
        """address article body caption center details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html iframe legend list main
        menu nav note ol p preamble postamble section summary t table tbody texttable tfoot thead tr ul vspace""",
    ),
    BlockKind.PARAGRAPH,
)
"""Elements that end the block before them, and the kind of block that they open."""

INLINE = frozenset(BLOCKS) | frozenset(
    re.findall(
        r"\w+",
        """a abbr acronym b bcp14 bdi bdo big br cite code contact data del dfn em eref ext font i img input ins iref kbd label mark picture q relref rp rt ruby
        s samp small source span spanx strike strong sub sup time tt u var video wbr xref""",
    )
)
"""Elements whose tags vanish from running text; other angle brackets are placeholders, and prose."""


def attribute(tag: str, name: str) -> str:
    """The value of an attribute of a start tag, empty if it has none."""
    found = re.search(rf"\b{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return (found.group(1) or found.group(2) or "") if found else ""


def tag_value(tag: str) -> str | None:
    """The prose that stands in for a tag in running text, mostly none; None where it is no tag but a placeholder such as `<name>`."""
    named = _NAME.match(tag)
    name = named.group(1).lower() if named else ""
    if name not in INLINE:
        return None
    if tag.startswith("</"):
        return ""
    if name == "br":
        return " "
    if name == "sup":
        return "^"
    if name == "xref" and tag.endswith("/>"):
        return f"[{attribute(tag, 'target')}]"
    return attribute(tag, "fullname") if name == "contact" else ""
