"""Loads the built-in catalogue and files its phrases, and does nothing else."""

from __future__ import annotations

from hrlint.checking.catalogue import load_catalogue
from hrlint.checking.linter import Linter, Options


def main() -> None:
    Linter(load_catalogue(), Options())


if __name__ == "__main__":
    main()
