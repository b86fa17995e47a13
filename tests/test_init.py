"""`hrlint init`: shows a diff, asks, and adds to what is there."""

import subprocess

import pytest
import yaml
from click.testing import CliRunner

from hrlint.commands.main import cli
from hrlint.config.layers import parse_layer


@pytest.fixture
def root(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def init(*arguments, status=0):
    result = CliRunner().invoke(cli, ["init", *map(str, arguments)])
    assert result.exit_code == status, result.output
    return result


def files(root):
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_nothing_is_written_without_being_asked_for(root):
    result = init()
    assert "+++ b/.hrlint.toml\n" in result.stdout
    assert "--- /dev/null\n" in result.stdout
    assert "nothing is written" in result.stderr
    assert files(root) == []


def test_what_a_plain_repository_gets(root):
    init("--yes")
    assert files(root) == [".hrlint.toml", ".pre-commit-config.yaml"]
    assert parse_layer((root / ".hrlint.toml").read_text(), "x").values == {"fail-on": "warning"}
    hooks = yaml.safe_load((root / ".pre-commit-config.yaml").read_text())
    assert hooks["repos"][0]["hooks"] == [{"id": "hrlint", "files": r"\.(md|mkd|xml)$"}]
    assert "nothing to do" in init("--yes").stderr


def test_what_it_writes_is_a_configuration_that_works(root):
    (root / "draft.md").write_text("# The Hello Protocol\n\n## Design\n\nA server waits.\n")
    init("--yes")
    assert CliRunner().invoke(cli, ["check", "--select", "wording"]).exit_code == 0


@pytest.mark.parametrize(
    ("name", "profile"), [("draft-doe-hello.md", "ietf"), ("EIPS/eip-1.md", "eip"), ("xep-0001.xml", "xsf"), ("proposals/1234-hello.md", "matrix")]
)
def test_communities_are_told_by_file_names(root, name, profile):
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("x")
    init("--yes")
    assert f'profile = "{profile}"' in (root / ".hrlint.toml").read_text()
    assert yaml.safe_load((root / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"] == [{"id": "hrlint"}]


def test_a_repository_on_github_gets_a_workflow(root):
    (root / ".github").mkdir()
    (root / ".git/refs/heads").mkdir(parents=True)
    (root / ".git/refs/heads/master").write_text("0\n")
    init("--yes")
    workflow = yaml.safe_load((root / ".github/workflows/hrlint.yml").read_text())
    assert workflow["jobs"]["hrlint"]["steps"][-1]["uses"].startswith("hrlint/hrlint@")
    assert workflow[True]["push"]["branches"] == ["master"]
    init("--yes")


HOOKS = """# Our hooks
repos:
- repo: https://example.org/others
  rev: v1
  hooks:
  - id: other  # keep this
"""


@pytest.mark.parametrize(
    ("old", "kept"),
    [
        (HOOKS, 1),
        (HOOKS.replace("\n- ", "\n  - ").replace("\n  rev", "\n    rev").replace("\n  hooks", "\n    hooks").replace("\n  - id", "\n    - id"), 1),
        (HOOKS + "\nci:\n  skip: [other]\n", 1),
        ("ci: {}\nrepos: []\n", 0),
        ("ci: {}\nrepos: [] # none\n\nexclude: x\n", 0),
        (HOOKS.rstrip("\n"), 1),
    ],
)
def test_hooks_are_added_to_others(root, old, kept):
    path = root / ".pre-commit-config.yaml"
    path.write_text(old)
    before = yaml.safe_load(old)
    init("--yes")
    after = yaml.safe_load(path.read_text())
    assert after["repos"][:kept] == before["repos"]
    assert after["repos"][kept]["hooks"][0]["id"] == "hrlint"
    assert {key: value for key, value in after.items() if key != "repos"} == {key: value for key, value in before.items() if key != "repos"}
    assert [line for line in path.read_text().split("\n") if "#" in line and "none" not in line] == [
        line for line in old.split("\n") if "#" in line and "none" not in line
    ]


def test_hooks_that_cannot_be_added_to_are_left_alone(root):
    path = root / ".pre-commit-config.yaml"
    path.write_text("{repos: []}\n")
    assert ".pre-commit-config.yaml: error: not changed: it has no list `repos:`" in init("--yes", status=2).stderr
    assert path.read_text() == "{repos: []}\n"


MAKEFILE = "LIBDIR := lib\ninclude $(LIBDIR)/main.mk\n\n$(LIBDIR)/main.mk:\n\tgit clone https://github.com/martinthomson/i-d-template $(LIBDIR)\n"


def test_what_i_d_template_gets(root):
    (root / "Makefile").write_text(MAKEFILE)
    (root / "requirements.txt").write_text("xml2rfc")
    (root / "draft-doe-hello.md").write_text("x")
    (root / ".github").mkdir()
    init("--yes")
    assert files(root) == [".hrlint.toml", "Makefile", "draft-doe-hello.md", "requirements.txt"]
    assert (root / "requirements.txt").read_text() == "xml2rfc\nhrlint\n"
    makefile = (root / "Makefile").read_text()
    assert makefile.startswith(MAKEFILE)
    assert "lint:: hrlint" in makefile
    assert "nothing to do" in init("--yes").stderr


def test_line_ends_are_kept(root):
    (root / "Makefile").write_text(MAKEFILE)
    (root / "requirements.txt").write_bytes(b"xml2rfc\r\n")
    init("--yes")
    assert (root / "requirements.txt").read_bytes() == b"xml2rfc\r\nhrlint\r\n"


def test_a_link_is_not_followed_out_of_the_repository(root, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "hooks.yaml"
    outside.write_text("repos: []\n")
    (root / ".pre-commit-config.yaml").symlink_to(outside)
    assert "a link to somewhere else" in init("--yes", status=2).stderr
    assert outside.read_text() == "repos: []\n"


def test_a_configuration_that_is_there_stays(root):
    (root / "pyproject.toml").write_text('[tool.hrlint]\nfail-on = "error"\n')
    init("--yes")
    assert ".hrlint.toml" not in files(root)


def test_the_diff_is_a_patch(root):
    (root / ".pre-commit-config.yaml").write_text(HOOKS)
    diff = init().stdout
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    result = subprocess.run(["git", "apply", "--check", "-"], input=diff, text=True, cwd=root, capture_output=True)
    assert result.returncode == 0, result.stderr
