"""Packages with checks that are installed: those with an entry point in the group `hrlint.checks`.

`[project.entry-points."hrlint.checks"]` with `my-checks = "my_package.checks"` names a folder of YAML files inside a package. The package is
found and not imported: checks of others are data, and run no code.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

GROUP = "hrlint.checks"


class Pack(NamedTuple):
    """A package with checks; `folder` is None where it cannot be found."""

    name: str
    folder: Path | None


def installed_packs() -> tuple[Pack, ...]:
    """All packs, sorted by name."""
    from importlib.metadata import entry_points

    return tuple(sorted(Pack(point.name, _folder(point.value)) for point in entry_points(group=GROUP)))


def _folder(value: str) -> Path | None:
    """The folder that `package.folder` or `package:folder` names."""
    package, *below = value.replace(":", ".").strip().split(".")
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return None
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place).joinpath(*below)
        if folder.is_dir():
            return folder
    return None
