"""Imports go one way: reading <- matching <- checking <- reporting <- commands. Only commands touch the terminal and exit status, only fetching the network.

The configuration stands beside the reporters, fetching beside all but reading: they do not know of each other.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import hrlint

KNOWN = {
    "reading": set[str](),
    "matching": {"reading"},
    "checking": {"reading", "matching"},
    "reporting": {"reading", "matching", "checking"},
    "config": {"reading", "matching", "checking"},
    "fetching": {"reading"},
    "commands": {"reading", "matching", "checking", "reporting", "config", "fetching"},
}
"""The rooms of the package, and those that each may import from."""
PACKAGE = Path(hrlint.__file__).parent
FILES = [path for room in KNOWN for path in sorted((PACKAGE / room).rglob("*.py"))]
NETWORK = ("socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "asyncio", "requests", "httpx", "aiohttp", "urllib3", "webbrowser")


def imports(tree: ast.AST) -> Iterator[str]:
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls(tree: ast.AST) -> Iterator[str]:
    """The functions that a file calls, as they are written."""
    return (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_file_keeps_to_its_room(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = [name.split(".") for name in imports(tree)]
    above = [".".join(name) for name in imported if name[0] == "hrlint" and len(name) > 1 and name[1] in KNOWN.keys() - KNOWN[room] - {room}]
    assert above == [], f"{room} must not know of what stands beside or on it"
    if room != "fetching":
        assert not [name for name in imported for module in NETWORK if name[: module.count(".") + 1] == module.split(".")], "only fetching touches the network"
    if room == "commands":
        return
    called = set(calls(tree))
    assert not called & {"print", "input", "exit", "quit", "sys.exit", "os._exit", "click.echo", "click.secho", "breakpoint"}
    assert not [name for name in called if name.startswith(("sys.stdout", "sys.stderr", "sys.stdin"))]


def test_nothing_but_rooms_and_the_entry_stands_in_the_package() -> None:
    assert {path.stem for path in PACKAGE.glob("*.py")} == {"__init__", "__main__"}
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} <= set(KNOWN)


def test_readers_and_checks_need_no_program_around_them() -> None:
    """Reading, matching and checking do not even know the library of the command line."""
    for room in ("reading", "matching", "checking", "config", "fetching"):
        for path in (PACKAGE / room).rglob("*.py"):
            assert "click" not in {name.split(".")[0] for name in imports(ast.parse(path.read_text(encoding="utf-8")))}, path
