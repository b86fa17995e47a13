import os
from pathlib import Path

import pytest

from hrlint.commands.discovery import Discovery, discover, repository_root

SPEC = "# A Protocol\n\n## Security Considerations\n\nClients MUST check it.\n"
TEXT = "Network Working Group\nInternet-Draft\n\n        A Protocol\n\nAbstract\n\n   Text.\n"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "a.md": SPEC,
        "b.xml": "<rfc></rfc>",
        "pom.xml": "<project/>",
        "draft.txt": TEXT,
        "notes.txt": "Clients of this protocol send what they know.",
        "README.md": "# Tool\n\nInstall it.\n",
        "empty.md": "",
        "code.py": "print()",
        "docs/c.mkd": SPEC,
        "node_modules/d.md": SPEC,
        ".github/e.md": SPEC,
        "own-env/pyvenv.cfg": "",
        "own-env/f.md": SPEC,
    }
    for name, text in files.items():
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def shown(found: Discovery) -> list[str]:
    return [file.shown for file in found.files]


def test_a_folder_gives_its_specifications_in_order(tree: Path) -> None:
    found = discover(["."])
    assert shown(found) == ["a.md", "b.xml", "draft.txt", "docs/c.mkd"]
    assert found.skipped == ("README.md", "empty.md", "notes.txt", "pom.xml")
    assert (found.failures, {file.named for file in found.files}) == ((), {False})


def test_a_named_file_is_taken_whatever_it_is_and_once(tree: Path) -> None:
    found = discover([Path("README.md"), "./docs/../a.md", "docs", ".", str(tree / "docs" / "c.mkd")])
    assert shown(found) == ["README.md", "a.md", "docs/c.mkd", "b.xml", "draft.txt"]
    assert [file.named for file in found.files] == [True, True, True, False, False]


def test_paths_outside_the_working_directory(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree / "docs")
    assert shown(discover([tree / "a.md", "c.mkd"])) == ["../a.md", "c.mkd"]


def test_what_is_missing_or_empty_is_a_failure(tree: Path) -> None:
    (tree / "nothing").mkdir()
    found = discover(["missing.md", "nothing", "a.md"])
    assert [failure.path for failure in found.failures] == ["missing.md", "nothing"]
    assert shown(found) == ["a.md"]


def test_gitignore_counts_from_the_root_of_the_repository(tree: Path) -> None:
    (tree / ".git").mkdir()
    (tree / ".gitignore").write_text("b.*\n/docs/*.mkd\n*.txt\n")
    assert shown(discover(["."])) == ["a.md"]
    (tree / "docs" / ".gitignore").write_text("!c.mkd\n")
    assert shown(discover(["docs"])) == ["docs/c.mkd"]
    assert shown(discover(["b.xml"])) == ["b.xml"], "a named file is taken even so"


def test_a_named_folder_is_read_though_git_ignores_it(tree: Path) -> None:
    (tree / ".git").mkdir()
    (tree / ".gitignore").write_text("docs/\n")
    assert shown(discover(["docs"])) == ["docs/c.mkd"]
    assert "docs/c.mkd" not in shown(discover(["."]))


def test_exclusion_by_patterns(tree: Path) -> None:
    assert shown(discover(["."], exclude=["docs/", "*.txt"])) == ["a.md", "b.xml"]
    assert shown(discover(["docs/c.mkd", "a.md"], exclude=["docs/"])) == ["docs/c.mkd", "a.md"]
    assert shown(discover(["docs/c.mkd", "docs", "a.md"], exclude=["docs/"], force_exclude=True)) == ["a.md"]


def test_links_are_not_followed_out_of_the_folder(tree: Path) -> None:
    outside = tree.parent / "outside"
    outside.mkdir()
    (outside / "x.md").write_text(SPEC)
    (tree / "docs" / "loop").symlink_to(tree)
    (tree / "docs" / "away").symlink_to(outside)
    (tree / "docs" / "x.md").symlink_to(outside / "x.md")
    assert shown(discover(["docs"])) == ["docs/c.mkd"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything can be read by this user")
def test_a_folder_that_cannot_be_listed(tree: Path) -> None:
    (tree / "docs").chmod(0)
    try:
        assert [failure.path for failure in discover(["."]).failures] == ["docs"]
    finally:
        (tree / "docs").chmod(0o755)


def test_repository_root(tree: Path) -> None:
    assert repository_root(tree / "docs" / "c.mkd") is None
    (tree / ".git").write_text("gitdir: elsewhere\n")
    assert repository_root(tree / "docs" / "c.mkd") == tree
    assert repository_root(Path("docs")) == tree
