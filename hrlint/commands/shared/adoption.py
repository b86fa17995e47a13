"""What it takes to use hrlint in a repository: files to be written, and additions to files that are there. Nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from hrlint.commands.shared.configfiles import NAMES, find_config
from hrlint.reading.files import FileError, regular_bytes

_LIMIT = 1024 * 1024
_REPOSITORY = "https://github.com/hrlint/hrlint"
_REVISION = "v0.1.0"
_LISTED = re.compile(r"(?m)^hrlint\b")
_REPOS = re.compile(r"(?m)^repos:[ \t]*(\[[ \t]*\])?[ \t]*(?:#.*)?$")
_ITEM = re.compile(r"(?m)^([ \t]*)-[ \t]")
_NEXT_KEY = re.compile(r"(?m)^[^\s#-]")


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it is (None: it is not there) and as it should be."""

    path: Path
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class Repository:
    """What a repository holds, as far as that matters here."""

    root: Path
    profile: str
    """The community that its file names show; empty where they show none."""
    i_d_template: bool
    on_github: bool


class Unsuitable(Exception):  # noqa: N818 - it reads as what it is
    """A file that cannot be added to; `str()` is the reason."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(reason)
        self.path = path


def survey(root: Path) -> Repository:
    """Looks at the names of files, at the Makefile and at the remote of git."""
    makefile = _text(root / "Makefile") or ""
    template = "i-d-template" in makefile or "$(LIBDIR)/main.mk" in makefile
    remote = _text(root / ".git" / "config") or ""
    return Repository(root, _profile(root), template, (root / ".github").is_dir() or "github.com" in remote)


def plan(repository: Repository) -> Iterator[Change | Unsuitable]:
    """The changes, one file each; what cannot be done is among them as its reason."""
    root = repository.root
    steps = [_config]
    if repository.i_d_template:
        steps += [_requirements, _makefile]  # the template has its own pre-commit hook and workflow, and both run `make lint`
    else:
        steps += [_pre_commit, *([_workflow] if repository.on_github else [])]
    for step in steps:
        try:
            change = step(repository)
        except Unsuitable as reason:
            yield reason
            continue
        if change is not None and change.old != change.new:
            if change.path.is_symlink() or not change.path.resolve().is_relative_to(root.resolve()):
                yield Unsuitable(change.path, "it is a link to somewhere else")
            else:
                yield change


def _profile(root: Path) -> str:
    for profile, patterns in (
        ("ietf", ("draft-*.md", "draft-*.xml", "rfc[0-9]*.xml", "draft-*.org")),
        ("eip", ("EIPS/eip-*.md", "ERCS/erc-*.md", "eip-*.md")),
        ("xsf", ("xep-*.xml",)),
        ("matrix", ("proposals/[0-9]*-*.md",)),
    ):
        if any(next(root.glob(pattern), None) for pattern in patterns):
            return profile
    return ""


def _config(repository: Repository) -> Change | None:
    root = repository.root
    if find_config(root) is not None:
        return None
    lines = ["# Configuration of hrlint. `hrlint config` shows what is in force.", 'fail-on = "warning"']
    if repository.profile:
        lines.append(f'# profile = "{repository.profile}"  # found out for each document; set it where that is wrong')
    lines += [
        "",
        "# A finding that is considered is best accepted in the document, where readers of its source see why:",
        "#   <!-- hrlint: accept AREA/CHECK because ... -->",
        "# What cannot say so itself, such as plain text, is accepted here:",
        "# [[accept]]",
        '# check = "AREA/CHECK"',
        '# paths = "draft-*.txt"',
        '# reason = "..."',
    ]
    return Change(root / NAMES[0], None, "\n".join(lines) + "\n")


def _requirements(repository: Repository) -> Change | None:
    path = repository.root / "requirements.txt"
    old = _existing(path)
    if old is not None and _LISTED.search(old):
        return None
    return Change(path, old, _appended(old, "hrlint\n"))


def _makefile(repository: Repository) -> Change | None:
    path = repository.root / "Makefile"
    old = _existing(path)
    if old is None or "hrlint" in old:
        return None
    return Change(path, old, _appended(old, "\n" + _template("i-d-template.mk")))


def _workflow(repository: Repository) -> Change | None:
    path = repository.root / ".github" / "workflows" / "hrlint.yml"
    if path.exists():
        return None
    return Change(path, None, _template("github-workflow.yml").replace("branches: [main]", f"branches: [{_branch(repository.root)}]"))


def _pre_commit(repository: Repository) -> Change | None:
    path = repository.root / ".pre-commit-config.yaml"
    old = _existing(path)
    if old is not None and "hrlint" in old:
        return None
    hook = [f"- repo: {_REPOSITORY}", f"  rev: {_REVISION}", "  hooks:", "    - id: hrlint"]
    if not repository.profile:  # the hook's own pattern knows the names of drafts and proposals
        hook.append(r"      files: '\.(md|mkd|xml)$'")
    if old is None:
        return Change(path, None, "\n".join(["repos:", *(f"  {line}" for line in hook)]) + "\n")
    return Change(path, old, _inserted(path, old, hook))


def _inserted(path: Path, old: str, hook: list[str]) -> str:
    """The configuration of pre-commit with one more item at the end of its `repos`."""
    repos = _REPOS.search(old)
    if repos is None:
        raise Unsuitable(path, "it has no list `repos:` that can be added to")
    following = _NEXT_KEY.search(old, repos.end())
    end = following.start() if following else len(old)
    item = _ITEM.search(old, repos.end(), end)
    indent = item[1] if item else "  "
    head = old[: repos.start()] + "repos:" + old[repos.end() : end] if repos[1] else old[:end]
    end_of_line = "\r\n" if "\r\n" in old else "\n"
    added = "".join(f"{indent}{line}{end_of_line}" for line in hook)
    return head.rstrip() + end_of_line + added + (end_of_line + old[end:] if following else "")


def _appended(old: str | None, added: str) -> str:
    if old is None:
        return added.lstrip("\n")
    end_of_line = "\r\n" if "\r\n" in old else "\n"
    return old + ("" if not old or old.endswith("\n") else end_of_line) + added.replace("\n", end_of_line)


def _branch(root: Path) -> str:
    """The branch that others are merged into."""
    heads = root / ".git" / "refs" / "heads"
    return "master" if not (heads / "main").exists() and (heads / "master").exists() else "main"


def _template(name: str) -> str:
    return (files("hrlint") / "data" / name).read_text(encoding="utf-8")


def _existing(path: Path) -> str | None:
    """The text of a file that is to be added to; None where there is none. Raises Unsuitable."""
    if not path.exists():
        return None
    try:
        return regular_bytes(path, _LIMIT).decode("utf-8")
    except FileError as error:
        raise Unsuitable(path, str(error)) from error
    except UnicodeDecodeError as error:
        raise Unsuitable(path, "it is not UTF-8") from error


def _text(path: Path) -> str | None:
    try:
        return regular_bytes(path, _LIMIT).decode("utf-8", "replace")
    except FileError:
        return None
