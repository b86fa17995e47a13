"""The README tells the truth: its example is what hrlint prints, and its commands and links exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from hrlint import __version__
from hrlint.commands.main import cli

REPOSITORY = Path(__file__).parents[1]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def fenced(language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def without_counts(output: str) -> str:
    """How many questions a draft does not raise changes with every new check."""
    return re.sub(r"\d+ considerations?( raised and answered)|\d+ not raised", r"N\1", output)


def test_example_is_what_hrlint_prints(tmp_path: Path) -> None:
    (draft,) = fenced("markdown")
    command, _, shown = fenced("console")[0].partition("\n")
    program, *arguments = command.removeprefix("$ ").split()
    (tmp_path / arguments[-1]).write_text(draft, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", program, *arguments], cwd=tmp_path, env={"PYTHONPATH": str(REPOSITORY), "COLUMNS": "100"}, capture_output=True, encoding="utf-8"
    )
    assert (run.returncode, run.stderr) == (1, "")
    assert without_counts(run.stdout) == without_counts(shown), f"put this into the README:\n{run.stdout}"


def test_two_commands_set_everything_up() -> None:
    commands = fenced("sh")
    assert [command.count("\n") for command in commands] == [1, 1]
    assert all(command.startswith("python3 -m venv .venv && .venv/bin/pip install ") for command in commands)
    assert "hrlint check specs-examples" in commands[0]
    assert "pytest" in commands[1]


def test_hook_is_the_one_of_this_repository() -> None:
    (shown,) = (yaml.safe_load(block) for block in fenced("yaml"))
    (hook,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert shown == {"repos": [{"repo": "https://github.com/hrlint/hrlint", "rev": f"v{__version__}", "hooks": [{"id": hook["id"]}]}]}


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", *sorted(f"docs/{path.name}" for path in (REPOSITORY / "docs").glob("*.md"))])
def test_links_inside_the_repository_lead_somewhere(page: str) -> None:
    path = REPOSITORY / page
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_commands_and_options_named_in_the_guides_exist() -> None:
    guides = README + (REPOSITORY / "docs" / "usage.md").read_text(encoding="utf-8")
    context = click.Context(cli)
    commands = [cli.get_command(context, name) for name in sorted(set(re.findall(r"`hrlint ([a-z]+)", guides)))]
    assert all(commands)
    known = {option for command in [cli, *commands] if command for parameter in command.params for option in parameter.opts}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", re.sub(r"^```.*?^```$", "", guides, flags=re.MULTILINE | re.DOTALL)))
    assert named <= known | {"--help"}
