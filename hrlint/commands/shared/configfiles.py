"""Finds and reads configuration files, and what the environment says."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from hrlint import __version__
from hrlint.commands.discovery import repository_root, shown_path
from hrlint.config.keys import KEYS
from hrlint.config.layers import ConfigError, ConfigProblem, Layer, parse_layer
from hrlint.config.shapes import Choice, Mistakes, Text
from hrlint.config.versions import fits
from hrlint.reading.files import FileError, regular_bytes

FILE_VARIABLE = "HRLINT_CONFIG"
NAMES = (".hrlint.toml", "hrlint.toml", "pyproject.toml")
"""The names of configuration files; of those in one folder the first counts."""
_TABLE = ("tool", "hrlint")
_LIMIT = 1024 * 1024
_MOST_EXTENDED = 10
_NOT_IN_THE_ENVIRONMENT = ("extend", "required-version")


def find_config(start: Path) -> Path | None:
    """The nearest configuration from a folder up to the top of its repository; outside of one, of that folder alone."""
    start = Path(os.path.abspath(start))
    top = repository_root(start) or start
    for folder in (start, *start.parents):
        for name in NAMES:
            path = folder / name
            if path.is_file() and (name != "pyproject.toml" or _has_table(path)):
                return path
        if folder == top:
            return None
    return None


def common_folder(paths: Sequence[str]) -> Path:
    """The folder from which the search begins: the innermost that holds all paths; without paths the working directory."""
    absolute = [os.path.abspath(path) for path in paths] or [os.getcwd()]
    try:
        common = os.path.commonpath(absolute)
    except ValueError:  # on several drives
        common = os.getcwd()
    return Path(common if os.path.isdir(common) else os.path.dirname(common))


def read_config(path: Path) -> tuple[Layer, ...]:
    """The layers of a file and of those that it extends, the outermost first. Raises ConfigError."""
    layers: list[Layer] = []
    seen: list[str] = []
    following: Path | None = path
    while following is not None:
        layer = _read(following)
        seen.append(os.path.realpath(following))
        layers.insert(0, layer)
        extended = layer.values.get("extend")
        following = following.parent / extended if extended else None
        if following is not None and os.path.realpath(following) in seen:
            raise ConfigError([layer.problem(("extend",), "the file extends itself")])
        if len(layers) > _MOST_EXTENDED:
            raise ConfigError([layer.problem(("extend",), f"more than {_MOST_EXTENDED} files extend each other")])
        if following is not None and not following.is_file():
            raise ConfigError([layer.problem(("extend",), f"there is no file {extended!r}")])
    return tuple(layers)


def environment_layers(environment: Mapping[str, str]) -> tuple[Layer, ...]:
    """A layer for each variable such as HRLINT_PERSONA or HRLINT_FAIL_ON. Raises ConfigError."""
    layers = []
    for key, known in KEYS.keys.items():
        name = f"HRLINT_{key.upper().replace('-', '_')}"
        value = environment.get(name, "")
        if not value or key in _NOT_IN_THE_ENVIRONMENT or not isinstance(known.shape, Choice | Text):
            continue
        mistakes = Mistakes()
        layer = Layer(name, {key: known.shape.read(value, (key,), mistakes)})
        if mistakes.found:
            raise ConfigError([ConfigProblem(name, None, message) for _, message in mistakes.found])
        layers.append(layer)
    return tuple(layers)


def _read(path: Path) -> Layer:
    shown = shown_path(path)
    try:
        text = regular_bytes(path, _LIMIT).decode("utf-8-sig")
    except FileError as error:
        raise ConfigError([ConfigProblem(shown, None, str(error))]) from error
    except UnicodeDecodeError as error:
        raise ConfigError([ConfigProblem(shown, None, "the file is not UTF-8")]) from error
    layer = parse_layer(text, shown, _TABLE if path.name == "pyproject.toml" else ())
    if layer is None:
        raise ConfigError([ConfigProblem(shown, None, "there is no table [tool.hrlint]")])
    return _checked(layer, path.parent)


def _checked(layer: Layer, folder: Path) -> Layer:
    """The layer with its folders of checks as paths. Raises ConfigError where they are missing, or where it is for another version."""
    problems = []
    folders = []
    for number, name in enumerate(layer.values.get("checks", ())):
        if not (folder / name).is_dir():
            problems.append(layer.problem(("checks", number), f"there is no folder {name!r} of checks"))
        folders.append(shown_path(folder / name))
    required = layer.values.get("required-version", "")
    try:
        if required and not fits(__version__, required):
            problems.append(layer.problem(("required-version",), f"this is hrlint {__version__}, and the configuration is for {required}"))
    except ValueError as error:
        problems.append(layer.problem(("required-version",), str(error)))
    if problems:
        raise ConfigError(problems)
    values = {**layer.values, "checks": tuple(folders)} if folders else layer.values
    return Layer(layer.origin, values, layer.source, layer.lines, layer.prefix)


def _has_table(path: Path) -> bool:
    """True for a pyproject.toml that configures hrlint. One that is broken is not ours to report, unless it speaks of us."""
    try:
        text = regular_bytes(path, _LIMIT).decode("utf-8-sig")
    except (FileError, UnicodeDecodeError):
        return False
    if "hrlint" not in text:
        return False
    try:
        return parse_layer(text, str(path), _TABLE) is not None
    except ConfigError:
        return True
