"""The messages of the documents that hrlint grew from, and what serves each: read from `seeds.yaml` beside the checks."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from hrlint.matching.yamlnodes import Node, NodeError, load_nodes

FILE = "seeds.yaml"


@dataclass(frozen=True, slots=True)
class Message:
    """What is asked for, in our own words, the checks that serve it, and what else does, or why a linter cannot."""

    id: str
    gist: str
    checks: tuple[str, ...]
    served: str


@dataclass(frozen=True, slots=True)
class Group:
    """Messages to the same people."""

    title: str
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Seed:
    """A document that asks for something."""

    title: str
    about: str
    groups: tuple[Group, ...]


def load_seeds(folder: Path, known: Container[str]) -> tuple[Seed, ...]:
    """Reads the seeds of a folder of checks; `known` are the ids of all checks. Raises NodeError."""
    return tuple(_seed(node, known) for node in load_nodes(folder / FILE).sequence())


def _seed(node: Node, known: Container[str]) -> Seed:
    keys = node.mapping(allowed=("title", "about", "groups"), required=("title", "about", "groups"))
    return Seed(keys["title"].text(), keys["about"].text(), tuple(_group(item, known) for item in keys["groups"].sequence()))


def _group(node: Node, known: Container[str]) -> Group:
    keys = node.mapping(allowed=("title", "messages"), required=("title", "messages"))
    return Group(keys["title"].text(), tuple(_message(item, known) for item in keys["messages"].sequence()))


def _message(node: Node, known: Container[str]) -> Message:
    keys = node.mapping(allowed=("id", "gist", "checks", "served"), required=("id", "gist", "checks", "served"))
    for item in keys["checks"].sequence():
        if item.text() not in known:
            raise NodeError(item.line, f"there is no check `{item.text()}`")
    return Message(keys["id"].text(), keys["gist"].text(), keys["checks"].texts(), keys["served"].text())
