"""What the guide tells people to copy is what the tests run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from sample_pack import write_pack

from hrlint.commands.main import cli
from hrlint.reporting.formats import format_names

REPOSITORY = Path(__file__).parents[1]
GUIDE = (REPOSITORY / "docs" / "integrations.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["github-workflow.yml", "gitlab-ci.yml", "i-d-template.mk"])
def test_the_guide_shows_the_files_as_they_are(name):
    assert (REPOSITORY / "hrlint" / "data" / name).read_text(encoding="utf-8") in [text for _, text in BLOCKS]


def test_the_guide_lists_the_inputs_of_the_action():
    action = yaml.safe_load((REPOSITORY / "action.yml").read_text(encoding="utf-8"))
    assert re.findall(r"^\| `([a-z-]+)` \| .* \| .* \|$", GUIDE, re.MULTILINE) == list(action["inputs"])


def test_each_block_of_yaml_can_be_read():
    for language, text in BLOCKS:
        if language == "yaml":
            yaml.safe_load(text)


def test_the_manual_names_each_format():
    manual = (REPOSITORY / "docs" / "usage.md").read_text(encoding="utf-8")
    assert [name for name in format_names() if f"`{name}`" not in manual] == []


def test_all_formats_come_from_one_run_and_say_the_same_on_standard_output(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("draft-doe-hello.md").write_text("# Hello\n\n## Design\n\nClients send a frobnicator.\n")
    command = ["check", "draft-doe-hello.md", *write_pack(tmp_path / "pack")]
    outputs = [option for name in format_names() for option in ("--output", f"{name}={name}.out")]
    assert CliRunner().invoke(cli, [*command, *outputs], env={"GITHUB_STEP_SUMMARY": ""}).exit_code == 1
    for name in format_names():
        alone = CliRunner().invoke(cli, [*command, "-f", name], env={"GITHUB_STEP_SUMMARY": ""})
        assert alone.exit_code == 1
        assert Path(f"{name}.out").read_text(encoding="utf-8") == alone.stdout
