import os
from pathlib import Path

import pytest

from hrlint.reading.includes import MOST, IncludeRefused, Includes
from hrlint.reading.source import Source


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "parts").mkdir(parents=True)
    (root / "parts" / "one.md").write_text("One.\n")
    (root / "parts" / "two.md").write_text("Two.\n")
    (root / "parts" / "empty.md").write_text("")
    (root / "parts" / "data.bin").write_bytes(bytes(range(256)))
    (root / ".env").write_text("TOKEN=secret\n")
    (tmp_path / "outside.md").write_text("Outside.\n")
    return root


def main(root: Path, shown: str = "draft.md") -> tuple[Includes, Source]:
    includes, source = Includes(root), Source(shown, "text")
    includes.place(source, root / "draft.md")
    return includes, source


def test_an_include_is_shown_as_its_document_is(root: Path) -> None:
    for shown, expected in (("draft.md", "parts/one.md"), ("../project/draft.md", "../project/parts/one.md"), ("./draft.md", "parts/one.md")):
        includes, source = main(root, shown)
        included = includes.open("parts/one.md", source)
        assert (included.path, included.text) == (expected, "One.\n")


def test_a_nested_include_is_relative_to_its_own_folder_or_to_the_document(root: Path) -> None:
    includes, source = main(root)
    one = includes.open("parts/one.md", source)
    assert includes.open("two.md", one).path == "parts/two.md"
    assert includes.open("parts/two.md", one).path == "parts/two.md"
    assert includes.open("../parts/two.md", one).text == "Two.\n"


def test_a_source_that_was_not_placed_lies_in_the_working_directory_or_in_the_root(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Includes(root).open("parts/one.md", Source("draft.md", "")).text == "One.\n"
    monkeypatch.chdir(root)
    assert Includes(root).open("two.md", Source("parts/one.md", "")).path == "parts/two.md"


@pytest.mark.parametrize(
    "name",
    [
        "https://example.org/x.md",
        "file:///etc/passwd",
        "//example.org/x",
        "\\\\host\\share",
        "",
        "../outside.md",
        "parts/../../outside.md",
        "/etc/passwd",
        "/dev/zero",
        "parts",
        "missing.md",
        ".env",
        "parts/../.env",
        "parts/data.bin",
        "a\0b",
        "x" * 5000,
    ],
)
def test_refused(root: Path, name: str) -> None:
    includes, source = main(root)
    with pytest.raises(IncludeRefused) as refused:
        includes.open(name, source)
    assert str(refused.value)


def test_an_absolute_path_inside_the_root_is_fine_and_an_empty_file_is_empty(root: Path) -> None:
    includes, source = main(root)
    assert includes.open(str(root / "parts" / "one.md"), source).path == "parts/one.md"
    assert includes.open("parts/empty.md", source).text == ""


def test_symbolic_links_may_not_lead_out(root: Path) -> None:
    (root / "out.md").symlink_to(root.parent / "outside.md")
    (root / "folder").symlink_to(root.parent)
    (root / "in.md").symlink_to(root / "parts" / "one.md")
    includes, source = main(root)
    assert includes.open("in.md", source).text == "One.\n"
    for name in ("out.md", "folder/outside.md"):
        with pytest.raises(IncludeRefused, match="outside"):
            includes.open(name, source)


def test_a_root_that_is_itself_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root)
    includes, source = main(tmp_path / "link")
    assert includes.open("parts/one.md", source).path == "parts/one.md"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "pipe")
    includes, source = main(root)
    with pytest.raises(IncludeRefused, match="regular"):
        includes.open("pipe", source)


def test_without_a_root_nothing_is_included(root: Path) -> None:
    with pytest.raises(IncludeRefused):
        Includes(None).open("parts/one.md", Source("draft.md", ""))


def test_files_that_include_themselves_are_refused(root: Path) -> None:
    includes, source = main(root)
    (root / "draft.md").write_text("Draft.")
    one = includes.open("parts/one.md", source)
    two = includes.open("two.md", one)
    for name in ("one.md", "two.md", "../draft.md"):
        with pytest.raises(IncludeRefused, match="itself"):
            includes.open(name, two)
    assert includes.open("parts/one.md", source).text == "One.\n", "twice, side by side, is no loop"


def test_number_and_size_are_bounded(root: Path) -> None:
    includes, source = main(root)
    for _ in range(MOST):
        includes.open("parts/one.md", source)
    with pytest.raises(IncludeRefused, match="more than 500"):
        includes.open("parts/one.md", source)
    includes, source = Includes(root, limit=9), Source("draft.md", "")
    includes.open("parts/one.md", source)
    with pytest.raises(IncludeRefused, match="9 bytes"):
        includes.open("parts/two.md", source)


def test_guesses_about_included_files_are_kept(root: Path) -> None:
    (root / "old.md").write_bytes(b"first\ncaf\xe9\n")
    includes, source = main(root)
    assert includes.open("old.md", source).text == "first\ncafé\n"
    assert [(entry.path, entry.line) for entry in includes.diagnostics] == [("old.md", 2)]
