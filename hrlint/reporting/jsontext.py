"""JSON that is deterministic, readable line by line, and harmless on a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from hrlint.reporting.terminal import INVISIBLE

_HIDDEN = re.compile(f"[{INVISIBLE}]")


def json_value(value: object) -> str:
    """A value on one line. Characters that cannot be seen are written as escapes, which any parser turns back."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isascii() and text.isprintable() else _HIDDEN.sub(lambda match: json.dumps(match.group())[1:-1], text)


def json_lines(members: Mapping[str, object]) -> str:
    """An object with each member, and each element of a member that is a list, on a line of its own."""
    parts = []
    for key, value in members.items():
        if isinstance(value, list) and value:
            parts.append(f" {json_value(key)}: {json_list(value, indent='  ')[:-1]}")
        else:
            parts.append(f" {json_value(key)}: {json_value(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def json_list(values: list[object], *, indent: str = " ") -> str:
    """A list with each element on a line of its own."""
    if not values:
        return "[]\n"
    return "[\n" + ",\n".join(f"{indent}{json_value(value)}" for value in values) + f"\n{indent[:-1]}]\n"
