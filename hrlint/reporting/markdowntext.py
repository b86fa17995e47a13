"""Text of strangers in Markdown: shown as it is, never as markup, links, mentions or HTML."""

from __future__ import annotations

import re

from hrlint.reporting.terminal import safe

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~!#&$])")
_LIST = re.compile(r"^([-+=]|\d+(?=[.)]))")
_MENTION = re.compile(r"@(?=\w)")
_LINKED = re.compile(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])")
_BACKTICKS = re.compile(r"`+")


def escaped(text: str) -> str:
    """One line of prose. Nobody is mentioned, no issue is referred to, and no address becomes a link."""
    plain = _MARKUP.sub(r"\\\1", safe(text))
    plain = _LIST.sub(lambda match: f"\\{match[1]}" if not match[1].isdigit() else f"{match[1]}\u200b", plain)
    return _LINKED.sub("\\1\u200b", _MENTION.sub("@\u200b", plain))


def quoted(text: str) -> str:
    """Words of a document in a blockquote or a list item: escaped, but without anything added, so that they are still the words of the document."""
    plain = _MARKUP.sub(r"\\\1", safe(text))
    return _LIST.sub(lambda match: f"\\{match[1]}" if not match[1].isdigit() else f"&#{ord(match[1][0])};{match[1][1:]}", plain)


def code(text: str) -> str:
    """A code span that holds the text, whatever backticks are in it."""
    plain = safe(text)
    if not plain:
        return ""
    longest = max((len(run) for run in _BACKTICKS.findall(plain)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


def cell(text: str) -> str:
    """Markdown made here, fit for a cell of a table: a bar would end it, in code too."""
    return re.sub(r"(?<!\\)\|", r"\\|", text)
