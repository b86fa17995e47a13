"""The story in docs/story.md is true: its files, changes and commands are run in a real repository, and print what stands there.

`pytest --update-expected` writes what the commands print into the page.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
PAGE = REPOSITORY / "docs" / "story.md"
_BLOCK = re.compile(r"(?:^File `(?P<file>[^`]+)`:\n\n)?^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.skipif(shutil.which("git") is None or shutil.which("bash") is None, reason="git or bash is not installed")


class Teller:
    """Runs the blocks of the page in a folder."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder = folder
        programs.mkdir()
        (programs / "hrlint").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hrlint "$@"\n')
        (programs / "hrlint").chmod(0o755)
        identity = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in (("NAME", "Jane"), ("EMAIL", "jane@example.org"))}
        self._environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("HRLINT_", "GIT_")) and key not in ("FORCE_COLOR", "CI")},
            **identity,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(REPOSITORY),
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        self._run("git init -q -b main")

    def tell(self, block: re.Match[str]) -> str:
        """Does what a block says; the body that it should have."""
        if block["language"] == "console":
            commands = [line for line in block["body"].split("\n") if line.startswith("$ ")]
            return "".join(f"{command}\n{self._run(command[2:])}" for command in commands)
        if block["language"] == "diff":
            subprocess.run(["git", "apply", "-"], input=block["body"], text=True, cwd=self._folder, check=True, env=self._environment)
        elif block["file"]:
            (self._folder / block["file"]).write_text(block["body"])
        return block["body"]

    def _run(self, command: str) -> str:
        result = subprocess.run(
            ["bash", "-c", command], cwd=self._folder, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120
        )
        assert result.returncode in (0, 1), result.stdout
        return result.stdout


def without_counts(output: str) -> str:
    """How many questions a draft does not raise changes with every new check."""
    return re.sub(r"\d+ considerations?( raised and answered)|\d+ not raised", r"N\1", output)


def test_the_story_is_true(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    (tmp_path / "draft").mkdir()
    teller = Teller(tmp_path / "draft", tmp_path / "programs")
    page = PAGE.read_text(encoding="utf-8")
    told = _BLOCK.sub(lambda block: block[0].replace(f"```{block['language']}\n{block['body']}", f"```{block['language']}\n{teller.tell(block)}"), page)
    if request.config.getoption("--update-expected"):
        PAGE.write_text(told, encoding="utf-8")
    else:
        assert without_counts(page) == without_counts(told), "pytest tests/test_story.py --update-expected writes the page anew"


def test_the_story_ends_with_exactly_the_new_findings() -> None:
    last = _BLOCK.findall(PAGE.read_text(encoding="utf-8"))[-1][2]
    assert re.findall(r"^\S+\.md:\d+:\d+: \w+: .*\[(.*)\]$", last, re.MULTILINE) == [
        "considerations/privacy-considerations-missing",
        "privacy/persistent-identifier",
    ]
    assert "known before" in last
