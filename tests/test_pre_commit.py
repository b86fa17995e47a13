"""The hook, run by the real pre-commit in a real git repository, with this checkout as the repository of the hook."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from sample_pack import write_pack

REPOSITORY = Path(__file__).parents[1]
(HOOK,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
DRAFT = "# Hello\n\n## Design\n\nClients send {what}.\n\n## Security Considerations\n\nThe server learns all.\n"
BAD, GOOD = DRAFT.format(what="a frobnicator"), DRAFT.format(what="nothing")
CONFIG = """repos:
- repo: {repository}
  rev: {revision}
  hooks:
  - id: hrlint
    args: [{args}]
"""


@pytest.mark.parametrize(
    "path",
    [
        "draft-doe-hello.md",
        "drafts/draft-doe-hello.xml",
        "draft-ietf-x-y-03.txt",
        "rfc9999.xml",
        "EIPS/eip-1.md",
        "ERCS/erc-20.md",
        "xep-0001.xml",
        "proposals/1234-rooms.md",
        "keps/sig-x/1-y/README.md",
        "fep-1b12.md",
    ],
)
def test_specifications_are_files_of_the_hook(path):
    assert re.search(HOOK["files"].strip(), path)


@pytest.mark.parametrize("path", ["README.md", "CHANGELOG.md", "notes.txt", "src/draft.py", "draft-doe-hello.html", "rfc-editor.md", "pom.xml"])
def test_other_files_are_not(path):
    assert not re.search(HOOK["files"].strip(), path)


def test_the_hook_is_what_pre_commit_takes_for_one():
    assert (HOOK["id"], HOOK["language"]) == ("hrlint", "python")
    assert HOOK["entry"].split()[:2] == ["hrlint", "check"]
    assert "--force-exclude" in HOOK["entry"]


class Repository:
    """A repository of drafts with the hook."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder, self.cache = folder, cache

    def git(self, *arguments: str, fails: bool = False) -> subprocess.CompletedProcess[str]:
        names = {f"GIT_{role}_{part}": "someone@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
        environment = {**os.environ, **names, "PRE_COMMIT_HOME": str(self.cache), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(["git", *arguments], cwd=self.folder, env=environment, capture_output=True, text=True, timeout=300, check=False)
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

    def commit(self, *, refused: bool = False) -> str:
        """Commits what is staged; what the hook said."""
        done = self.git("commit", "-m", "Edit", fails=refused)
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def hooks(tmp_path_factory):
    """This checkout as a repository of its own: the files that git does not ignore, as they are now."""
    if shutil.which("pre-commit") is None:
        pytest.skip("pre-commit is not installed (pip install pre-commit)")
    folder = tmp_path_factory.mktemp("hooks")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is no checkout of git")
    for name in filter(None, listed.stdout.split("\0")):
        if (REPOSITORY / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, folder / name)
    repository = Repository(folder, folder / ".cache")
    repository.git("init", "-q")
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "All")
    return folder, repository.git("rev-parse", "HEAD").stdout.strip()


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """The environments of pre-commit, made once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def drafts(hooks, cache, tmp_path):
    folder = tmp_path / "drafts"
    folder.mkdir()
    repository = Repository(folder, cache)
    repository.git("init", "-q")
    pack = ", ".join(f'"{option}"' for option in write_pack(tmp_path / "pack"))
    repository.write(".pre-commit-config.yaml", CONFIG.format(repository=hooks[0], revision=hooks[1], args=pack))
    for name, text in (("draft-doe-good.md", GOOD), ("draft-doe-old.md", BAD), ("README.md", BAD)):
        repository.write(name, text)
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "Before the hook")
    subprocess.run(["pre-commit", "install"], cwd=folder, env={**os.environ, "PRE_COMMIT_HOME": str(cache)}, capture_output=True, check=True, timeout=300)
    return repository


def test_a_staged_draft_is_linted(drafts):
    drafts.write("draft-doe-new.md", BAD)
    drafts.git("add", "draft-doe-new.md")
    said = drafts.commit(refused=True)
    assert "draft-doe-new.md:5:16: warning: Something is logged [trial/frobnicator]" in said
    assert "draft-doe-old.md" not in said
    drafts.write("draft-doe-new.md", GOOD)
    drafts.git("add", "draft-doe-new.md")
    assert "Passed" in drafts.commit()


def test_only_what_is_staged_of_a_draft_counts(drafts):
    drafts.write("draft-doe-good.md", GOOD + "\nMore text.\n")
    drafts.git("add", "draft-doe-good.md")
    drafts.write("draft-doe-good.md", BAD)
    assert "Passed" in drafts.commit()
    assert (drafts.folder / "draft-doe-good.md").read_text() == BAD


def test_what_is_staged_counts_even_if_it_is_mended_since(drafts):
    drafts.write("draft-doe-good.md", BAD)
    drafts.git("add", "draft-doe-good.md")
    drafts.write("draft-doe-good.md", GOOD)
    assert "draft-doe-good.md:5:16: warning" in drafts.commit(refused=True)


def test_a_renamed_draft_is_linted_under_its_new_name(drafts):
    drafts.git("mv", "draft-doe-old.md", "draft-doe-renamed.md")
    assert "draft-doe-renamed.md:5:16: warning" in drafts.commit(refused=True)


def test_a_deleted_draft_is_no_failure(drafts):
    drafts.git("rm", "-q", "draft-doe-old.md")
    assert "(no files to check)Skipped" in drafts.commit()


def test_other_files_are_left_alone(drafts):
    drafts.write("README.md", BAD + "\nMore.\n")
    drafts.git("add", "README.md")
    assert "(no files to check)Skipped" in drafts.commit()
