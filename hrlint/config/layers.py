"""Layers of a configuration, and which of them counts."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from hrlint.checking.check import Persona, Severity
from hrlint.config.keys import KEYS, LAYERED
from hrlint.config.shapes import KeyPath, Mistakes
from hrlint.config.tomllines import key_lines, line_of
from hrlint.reading.source import Source


class ConfigProblem(NamedTuple):
    """A mistake in a configuration file."""

    path: str
    line: int | None
    message: str


class ConfigError(Exception):
    """A configuration that cannot be used; `problems` lists every mistake."""

    def __init__(self, problems: Sequence[ConfigProblem]) -> None:
        super().__init__("\n".join(f"{problem.path}:{problem.line or 1}: {problem.message}" for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Layer:
    """Values that come from one place. `origin` names it for people, `source` is the text of a file."""

    origin: str
    values: Mapping[str, Any]
    source: Source | None = None
    lines: Mapping[KeyPath, int] = field(default_factory=lambda: MappingProxyType({}))
    prefix: KeyPath = ()
    """Keys of the table in which the values stand: `tool`, `hrlint` in pyproject.toml."""

    def line(self, at: KeyPath) -> int | None:
        return line_of((*self.prefix, *at), self.lines)

    def where(self, at: KeyPath) -> str:
        """The origin of a key, with its line where that is known."""
        line = self.line(at)
        return f"{self.origin}:{line}" if line else self.origin

    def problem(self, at: KeyPath, message: str) -> ConfigProblem:
        return ConfigProblem(self.origin, self.line(at), message)


@dataclass(frozen=True)
class Config:
    """What is in force. `origins` tells for each key that somebody set where its value comes from."""

    persona: Persona = Persona.AUTHOR
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    fail_on: str = "warning"
    profile: str = ""
    exclude: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    output_format: str = "text"
    required_version: str = ""
    extend: str = ""
    per_file: tuple[Mapping[str, Any], ...] = ()
    accept: tuple[Mapping[str, Any], ...] = ()
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


def parse_layer(text: str, path: str, table: tuple[str, ...] = ()) -> Layer | None:
    """The layer of a TOML file; None where it has no such table (`tool`, `hrlint` in pyproject.toml). Raises ConfigError with every mistake."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        values: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        line = message.rpartition("at line ")[2].partition(",")[0]
        raise ConfigError([ConfigProblem(path, int(line) if line.isdigit() else None, f"this is not TOML: {message}")]) from error
    except RecursionError as error:
        raise ConfigError([ConfigProblem(path, None, "the file nests too deeply")]) from error
    for key in table:
        values = values.get(key) if isinstance(values, dict) else None
    if values is None:
        return None
    mistakes = Mistakes()
    layer = Layer(path, KEYS.read(values, (), mistakes), Source(path, text.replace("\r\n", "\n")), key_lines(text), table)
    if mistakes.found:
        raise ConfigError([layer.problem(at, message) for at, message in mistakes.found])
    return layer


def merged(layers: Sequence[Layer]) -> Config:
    """The configuration of layers, of which a later one beats an earlier one."""
    values: dict[str, Any] = {}
    origins: dict[str, tuple[str, ...]] = {}
    for layer in layers:
        if "select" in layer.values:  # a selection starts anew: what earlier layers add to theirs, or ignore of it, does not count
            values.pop("extend-select", None)
            origins.pop("extend-select", None)
            chosen = layer.values["select"]
            values["ignore"] = tuple(name for name in values.get("ignore", ()) if name not in chosen and name.partition("/")[0] not in chosen)
        for key, value in layer.values.items():
            adds = key in LAYERED and key in values
            values[key] = _added(values[key], value) if adds else value
            origins[key] = (*(origins.get(key, ()) if adds else ()), layer.where((key,)))
    fields: dict[str, Any] = {key.replace("-", "_"): value for key, value in values.items()}
    if "persona" in fields:
        fields["persona"] = Persona(fields["persona"])
    fields["severity"] = MappingProxyType({name: Severity(value) for name, value in fields.get("severity", {}).items()})
    return Config(**fields, origins=MappingProxyType(origins))


def _added(first: Any, second: Any) -> Any:
    return {**first, **second} if isinstance(first, dict) else (*first, *second)
