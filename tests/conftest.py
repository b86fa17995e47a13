"""Fixtures and options that several test files share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sample_catalogue import built_in_catalogue

from hrlint.checking.catalogue import Catalogue


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-expected", action="store_true", help="Rewrite what specs-examples/*.expected say.")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The checks that come with hrlint, read once."""
    return built_in_catalogue()


@pytest.fixture(scope="session")
def corpus() -> list[Path]:
    """The files of a folder of real specifications, named by HRLINT_CORPUS."""
    folder = os.environ.get("HRLINT_CORPUS")
    if not folder:
        pytest.skip("HRLINT_CORPUS names no folder of specifications")
    return corpus_files(Path(folder))


def corpus_files(folder: Path) -> list[Path]:
    suffixes = (".md", ".mkd", ".markdown", ".mediawiki", ".xml", ".txt")
    return [path for path in sorted(folder.rglob("*")) if path.suffix in suffixes and path.name not in ("FORMATS.md", "README.md") and path.is_file()]
