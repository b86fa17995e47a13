"""The wheel holds everything that hrlint needs, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]


def run(*arguments: str, cwd: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": str(path)} if path else None
    return subprocess.run([sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline with what the test extra installs."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), ".", cwd=REPOSITORY)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the wheel is unpacked; it comes before the checkout on the path of Python."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_holds_every_check_and_module(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    checks = {f"hrlint/{path.relative_to(REPOSITORY).as_posix()}" for path in (REPOSITORY / "checks").rglob("*.yaml")}
    modules = {path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "hrlint").rglob("*.py")}
    assert {name for name in names if name.startswith("hrlint/checks/") and name.endswith(".yaml")} == checks
    assert {name for name in names if name.endswith(".py")} == modules
    assert {"hrlint/py.typed", "hrlint/checks/accuracy/checks.tsv"} <= names
    assert {name.partition("/")[0] for name in names} == {"hrlint"}


def test_lints_with_the_checks_inside(installed: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft-example-clear.md"
    draft.write_text("# Clear Protocol\n\n## Protocol\n\nClients SHOULD use TLS.\n", encoding="utf-8")
    linted = run("-m", "hrlint", "check", "-f", "concise", "--select", "encryption/optional-encryption", draft.name, cwd=tmp_path, path=installed)
    assert (linted.returncode, linted.stderr) == (1, "")
    assert linted.stdout.startswith("draft-example-clear.md:5:9: ")
    where = run("-c", "from hrlint.checking.catalogue import builtin_folder; print(builtin_folder())", cwd=tmp_path, path=installed)
    assert Path(where.stdout.strip()) == installed / "hrlint" / "checks"
