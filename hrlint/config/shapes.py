"""The shapes of values in a configuration: each reads a value strictly, and tells its JSON Schema."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

KeyPath = tuple[str | int, ...]
"""Where a value stands: keys, and numbers in lists."""


@dataclass(slots=True)
class Mistakes:
    """Collects what is wrong, each with the key where it stands."""

    found: list[tuple[KeyPath, str]] = field(default_factory=list)

    def add(self, at: KeyPath, message: str) -> None:
        self.found.append((at, message))


class Shape(ABC):
    """What a value may be."""

    @abstractmethod
    def read(self, value: object, at: KeyPath, mistakes: Mistakes) -> Any:
        """The value as the program uses it; a mistake is added, and then the result means nothing."""

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the shape."""


@dataclass(frozen=True)
class Text(Shape):
    """A text that is not empty."""

    def read(self, value: object, at: KeyPath, mistakes: Mistakes) -> Any:
        if isinstance(value, str) and value.strip():
            return value.strip()
        mistakes.add(at, f"expected a text, found {_named(value)}")
        return ""

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1}


@dataclass(frozen=True)
class Choice(Shape):
    """One of a few texts."""

    choices: tuple[str, ...]

    def read(self, value: object, at: KeyPath, mistakes: Mistakes) -> Any:
        if value in self.choices:
            return value
        shown = repr(value) if isinstance(value, str) else _named(value)
        mistakes.add(at, f"{shown} is none of {', '.join(self.choices)}{meant(value, self.choices)}")
        return self.choices[0]

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.choices)}


@dataclass(frozen=True)
class Day(Shape):
    """A date, as TOML writes it or in quotes: 2027-06-01. Read as text."""

    def read(self, value: object, at: KeyPath, mistakes: Mistakes) -> Any:
        try:
            if isinstance(value, datetime) or not isinstance(value, (str, date)):
                raise ValueError
            return (date.fromisoformat(value) if isinstance(value, str) else value).isoformat()
        except ValueError:
            mistakes.add(at, f"expected a date such as 2027-06-01, found {value!r}")
            return ""

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


@dataclass(frozen=True)
class ListOf(Shape):
    """A list; with `single`, one value stands for a list of one."""

    item: Shape
    single: bool = False

    def read(self, value: object, at: KeyPath, mistakes: Mistakes) -> Any:
        if not isinstance(value, list):
            if self.single:
                return (self.item.read(value, at, mistakes),)
            mistakes.add(at, f"expected a list, found {_named(value)}")
            return ()
        return tuple(self.item.read(item, (*at, number), mistakes) for number, item in enumerate(value))

    def schema(self) -> dict[str, Any]:
        item = self.item.schema()
        schema = {"type": "array", "items": item, **({"minItems": 1} if self.single else {})}
        return {"anyOf": [item, schema]} if self.single else schema


@dataclass(frozen=True)
class TableOf(Shape):
    """A table whose keys are free."""

    value: Shape

    def read(self, value: object, at: KeyPath, mistakes: Mistakes) -> Any:
        if not isinstance(value, dict):
            mistakes.add(at, f"expected a table, found {_named(value)}")
            return {}
        return {key: self.value.read(item, (*at, key), mistakes) for key, item in value.items()}

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.value.schema()}


@dataclass(frozen=True)
class Key:
    """A key of a table: what its value may be, and what it means."""

    shape: Shape
    meaning: str
    required: bool = False


@dataclass(frozen=True)
class Table(Shape):
    """A table with fixed keys."""

    keys: Mapping[str, Key]
    planned: Mapping[str, str] = field(default_factory=dict)
    """Keys that somebody may have read of and that do not work yet, with what to do instead."""

    def read(self, value: object, at: KeyPath, mistakes: Mistakes) -> Any:
        if not isinstance(value, dict):
            mistakes.add(at, f"expected a table, found {_named(value)}")
            return {}
        read = {}
        for key, item in value.items():
            known = self.keys.get(key)
            if known is None and key in self.planned:
                mistakes.add((*at, key), f"`{key}` is not supported yet: {self.planned[key]}")
            elif known is None:
                mistakes.add((*at, key), f"there is no key `{key}`{meant(key, self.keys) or '; there are ' + ', '.join(self.keys)}")
            else:
                read[key] = known.shape.read(item, (*at, key), mistakes)
        for key, expected in self.keys.items():
            if expected.required and key not in value:
                mistakes.add(at, f"the key `{key}` is missing: {expected.meaning}")
        return read

    def schema(self) -> dict[str, Any]:
        required = [key for key, expected in self.keys.items() if expected.required]
        return {
            "type": "object",
            "properties": {key: {"description": expected.meaning, **expected.shape.schema()} for key, expected in self.keys.items()},
            "additionalProperties": False,
            **({"required": required} if required else {}),
        }


def meant(name: object, known: Mapping[str, object] | Sequence[str]) -> str:
    """`, did you mean ...?` for a name that is near to a known one; else empty."""
    close = get_close_matches(name, sorted(known), n=1) if isinstance(name, str) else []
    return f"; did you mean `{close[0]}`?" if close else ""


def _named(value: object) -> str:
    if value == "":
        return "an empty text"
    names = {bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list", dict: "a table"}
    return names.get(type(value), "something else")
