"""What is in force in a run: the command line beats the environment, that beats what the configuration says of a file, and that what it says of all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pathspec import GitIgnoreSpec

from hrlint.checking.acceptance import Acceptance, expired
from hrlint.checking.catalogue import Catalogue
from hrlint.checking.linter import Options, Terms
from hrlint.checking.suppression import CONFIG
from hrlint.commands.shared.asking import Asked
from hrlint.commands.shared.configfiles import FILE_VARIABLE, common_folder, environment_layers, find_config, read_config
from hrlint.commands.shared.inputs import STDIN, Inputs
from hrlint.config.layers import Config, ConfigProblem, Layer, merged
from hrlint.config.shapes import KeyPath, meant
from hrlint.reading.source import Location, Source, Span

COMMAND_LINE = "command line"


class Settings:
    """The layers of a run, and what they come to for each document."""

    def __init__(self, files: tuple[Layer, ...], above: tuple[Layer, ...], base: Path, file: Path | None) -> None:
        """`above` are the environment and the command line; `base` is the folder that patterns are relative to."""
        self.file = file
        self.base = base
        self.files = files
        self._above = above
        self.config = merged([*files, *above])
        self._patterns = [
            (layer, number, GitIgnoreSpec.from_lines(entry["paths"])) for layer in files for number, entry in enumerate(layer.values.get("per-file", ()))
        ]
        self._configs: dict[tuple[int, ...], Config] = {}

    def config_for(self, path: Path) -> Config:
        """What is in force for a document."""
        relative = self._relative(path)
        matching = tuple(number for number, (_, _, spec) in enumerate(self._patterns) if spec.match_file(relative))
        if matching not in self._configs:
            between = [self._per_file_layer(number) for number in matching]
            self._configs[matching] = merged([*self.files, *between, *self._above]) if between else self.config
        return self._configs[matching]

    def _per_file_layer(self, number: int) -> Layer:
        layer, entry, _ = self._patterns[number]
        values = {key: value for key, value in layer.values["per-file"][entry].items() if key != "paths"}
        return Layer(layer.where(("per-file", entry)), values)

    def _relative(self, path: Path) -> str:
        try:
            return os.path.relpath(path, self.base).replace(os.sep, "/")
        except ValueError:  # another drive
            return path.as_posix()

    def acceptances(self, today: date | None) -> tuple[tuple[GitIgnoreSpec, Acceptance], ...]:
        """The acceptances of the configuration, each with its patterns."""
        found = []
        for layer in self.files:
            for number, entry in enumerate(layer.values.get("accept", ())):
                expires = entry.get("expires", "")
                acceptance = Acceptance(
                    kind=CONFIG,
                    checks=entry["check"],
                    reason=entry["reason"],
                    expires=expires,
                    location=_location(layer, ("accept", number)),
                    scope=", ".join(entry["paths"]),
                    flaws=expired(expires, today),
                )
                found.append((GitIgnoreSpec.from_lines(entry["paths"]), acceptance))
        return tuple(found)

    def with_terms(self, inputs: Inputs, *, suppressions: bool, today: date | None) -> Inputs:
        """The inputs, each with what counts for it."""
        accepted = self.acceptances(today) if suppressions else ()
        options: dict[int, Options] = {}
        tasks = []
        for task in inputs.tasks:
            config = self.config_for(Path(task.shown))
            taken = options.setdefault(id(config), options_of(config, suppressions=suppressions))
            relative = self._relative(Path(task.shown))
            terms = Terms(taken, tuple(acceptance for spec, acceptance in accepted if spec.match_file(relative)), None, today)
            tasks.append(replace(task, terms=terms))
        return replace(inputs, tasks=tuple(tasks))

    def unknown_names(self, catalogue: Catalogue) -> list[ConfigProblem]:
        """The areas and checks that configuration files name and that do not exist."""
        ids = {check.id for check in catalogue.checks}
        areas = {check.area for check in catalogue.checks}
        problems = []
        for layer in self.files:
            for at, name, whole in _names(layer.values):
                if name not in ids and not (whole and name in areas):
                    what = "check or area" if whole else "check"
                    problems.append(layer.problem(at, f"there is no {what} `{name}`{meant(name, sorted(ids | areas if whole else ids))}"))
        return problems


def load_settings(asked: Asked, paths: Iterable[str], stdin_filename: str | None = None) -> Settings:
    """The settings for a run over some paths. Raises ConfigError."""
    command_line = Layer(COMMAND_LINE, asked.values)
    named = [path for path in paths if path != STDIN]
    start = common_folder([stdin_filename] if stdin_filename else named)
    if asked.isolated:
        return Settings((), (command_line,), start, None)
    above = (*environment_layers(os.environ), command_line)
    chosen = asked.config_file or (Path(os.environ[FILE_VARIABLE]) if os.environ.get(FILE_VARIABLE) else None)
    file = chosen or find_config(start)
    if file is None:
        return Settings((), above, start, None)
    return Settings(read_config(file), above, Path.cwd() if chosen else file.parent, file)


def options_of(config: Config, *, suppressions: bool = True) -> Options:
    """The options of a linter."""
    return Options(
        persona=config.persona,
        select=config.select,
        ignore=config.ignore,
        profile=config.profile,
        suppressions=suppressions,
        extend_select=config.extend_select,
        severities=tuple(sorted(config.severity.items())),
    )


def _location(layer: Layer, at: KeyPath) -> Location:
    """The line of a key in the file of a layer."""
    source = layer.source or Source(layer.origin, "")
    line = layer.line(at) or 1
    start = source.line_starts[min(line, len(source.line_starts)) - 1]
    return Location(source, Span(start, start + len(source.line(line))))


def _names(values: Mapping[str, Any]) -> Iterable[tuple[KeyPath, str, bool]]:
    """The names of checks in a layer, where they stand, and whether areas may stand there, too."""
    for key in ("select", "extend-select", "ignore"):
        yield from (((key, number), name, True) for number, name in enumerate(values.get(key, ())))
    yield from ((("severity", name), name, True) for name in values.get("severity", {}))
    for number, entry in enumerate(values.get("per-file", ())):
        yield from ((("per-file", number, *at), name, whole) for at, name, whole in _names(entry))
    for number, entry in enumerate(values.get("accept", ())):
        yield from ((("accept", number, "check"), name, False) for name in entry.get("check", ()))
