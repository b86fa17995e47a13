"""What of a stranger's text may stand on the page as it is."""

from __future__ import annotations

import re

from markupsafe import Markup

from hrlint.reporting.terminal import INVISIBLE, visible

_JOINS = "\u200c\u200d\ufe0e\ufe0f\xad\u034f"
"""Needed in Persian, in Indic scripts and in emoji, to choose drawings and to part words; harmless outside of a terminal."""
_UNSAFE = re.compile(f"(?![{_JOINS}\t\n])[{INVISIBLE}]")
_HTTPS = re.compile(r"https://[\w.-]+(?:[/?#][^\s\"'<>]*)?", re.ASCII)


def shown(value: object) -> object:
    """A value that the template writes: in a text, what cannot be seen, or reorders what can, is an escape (`\\u202e`)."""
    if isinstance(value, str) and not isinstance(value, Markup) and not (value.isascii() and value.isprintable()):
        return _UNSAFE.sub(lambda match: visible(match.group()), value.replace("\r\n", "\n").replace("\r", "\n"))
    return value


def https(address: str) -> str:
    """An address if it is one that a link may lead to, else nothing."""
    return address if _HTTPS.fullmatch(address) else ""
