"""The formats of a report: the modules of this folder that have a `render`. A file dropped here is a format."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable
from typing import cast

import hrlint.reporting
from hrlint.checking.finding import Report
from hrlint.reporting.view import View

Renderer = Callable[[Report, View], str]


def _modules() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(hrlint.reporting.__path__))


def find_format(name: str) -> Renderer | None:
    """The renderer of a format by its name (`ietf-comments` is the module `ietf_comments`), None where there is none."""
    module = name.replace("-", "_")
    if module not in _modules():
        return None
    return cast("Renderer | None", getattr(importlib.import_module(f"hrlint.reporting.{module}"), "render", None))


def shows_documents(render: Renderer) -> bool:
    """True where a format shows whole documents: its module says `SHOWS_DOCUMENTS = True`, and reports for it keep their contents."""
    return bool(getattr(sys.modules.get(render.__module__), "SHOWS_DOCUMENTS", False))


def format_names() -> list[str]:
    """All formats, sorted."""
    names = [module.replace("_", "-") for module in _modules()]
    return [name for name in names if find_format(name) is not None]
