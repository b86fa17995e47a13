"""YAML read strictly, with the line of every value, so that each mistake in a rule file is one clear error.

Scalars stay the strings that stand in the file: `on`, `no` and `7.10` are not turned into anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import yaml

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Problem(NamedTuple):
    """A mistake in a rule file."""

    path: Path
    line: int | None
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class NodeError(Exception):
    """A value that is not what its place asks for."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file and its line; lists and mappings hold nodes."""

    value: str | list[Node] | dict[str, Node]
    line: int
    quoted: bool = False

    def mapping(self, allowed: Iterable[str] | None = None, required: Iterable[str] = ()) -> Mapping[str, Node]:
        """The mapping; an unknown or missing key is an error."""
        if not isinstance(self.value, dict):
            raise NodeError(self.line, "expected a mapping of keys to values")
        if allowed is not None:
            known = list(allowed)
            for key, node in self.value.items():
                if key not in known:
                    raise NodeError(node.line, unknown("key", key, known))
        for key in required:
            if key not in self.value:
                raise NodeError(self.line, f"the key `{key}` is missing")
        return self.value

    def sequence(self) -> list[Node]:
        """The list; a single value counts as a list of one."""
        return self.value if isinstance(self.value, list) else [self]

    def text(self) -> str:
        """The string, with white space at its ends removed."""
        if not isinstance(self.value, str):
            raise NodeError(self.line, "expected a text")
        return self.value.strip()

    def texts(self) -> tuple[str, ...]:
        return tuple(node.text() for node in self.sequence())

    def boolean(self) -> bool:
        if self.value not in ("true", "false"):
            raise NodeError(self.line, "expected true or false")
        return self.value == "true"

    def number(self) -> int:
        if not isinstance(self.value, str) or not self.value.isdigit():
            raise NodeError(self.line, "expected a whole number")
        return int(self.value)

    def decimal(self) -> float:
        """A number with or without a sign and a fraction."""
        if not isinstance(self.value, str) or not re.fullmatch(r"-?\d+(?:\.\d+)?", self.value):
            raise NodeError(self.line, "expected a number")
        return float(self.value)

    def choice(self, choices: Iterable[str]) -> str:
        """One of the given texts."""
        known = list(choices)
        value = self.text()
        if value not in known:
            raise NodeError(self.line, unknown("value", value, known))
        return value


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """The message for a name that is not known, with the nearest one that is."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1)
    hint = f"; did you mean `{close[0]}`?" if close else f"; known are {', '.join(names)}" if 0 < len(names) <= 12 else ""
    return f"unknown {what} `{name}`{hint}"


def load_nodes(path: Path, text: str | None = None) -> Node:
    """Reads a file of one YAML document; raises NodeError where it is none or holds a key twice."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8") if text is None else text, Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "this is not YAML"
        raise NodeError(mark.line + 1 if mark else 1, f"cannot read the YAML: {reason}") from error
    if root is None:
        raise NodeError(1, "the file is empty")
    return _node(root)


def _node(node: yaml.Node) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Node(node.value, line, quoted=node.style in ("'", '"'))
    if isinstance(node, yaml.SequenceNode):
        return Node([_node(item) for item in node.value], line)
    mapping: dict[str, Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise NodeError(line, "a key must be a text")
        if key.value in mapping:
            raise NodeError(key.start_mark.line + 1, f"the key `{key.value}` stands here twice")
        child = _node(value)
        mapping[key.value] = Node(child.value, key.start_mark.line + 1, child.quoted)
    return Node(mapping, line)
