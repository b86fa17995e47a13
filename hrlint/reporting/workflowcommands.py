"""Lines of a log in which GitHub Actions must not find a command: documents and file names are by strangers."""

from __future__ import annotations

import re

_COMMAND = re.compile(r"(?<![^\r\n])[^\S\r\n]*:(?=:)|##(?=\[)")
"""Where a runner would take words for a command: `::` begins one at the start of a line, `##[` anywhere."""


def defused(text: str) -> str:
    """The same text with a space in each beginning of a command, `: :error::` and `## [error]`."""
    return _COMMAND.sub(r"\g<0> ", text)
