"""What a change brings: the documents as they were at a revision of git, linted the same way, so that what was there before does not count.

Nothing is checked out: blobs are read from the repository into a temporary folder, where includes find those of the same revision.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hrlint.checking.baseline import places
from hrlint.commands.discovery import SUFFIXES, repository_root, shown_path
from hrlint.commands.shared.baselines import with_known
from hrlint.commands.shared.inputs import Inputs, Task
from hrlint.commands.shared.linting import Outcome
from hrlint.reading.files import DEFAULT_LIMIT

_SAFELY = ("-c", "core.fsmonitor=false", "-c", "core.quotepath=off")
"""A repository may come from a stranger: nothing that its configuration names is run."""
_TIMEOUT = 120


class RevisionError(Exception):
    """The revision cannot be compared with; `str()` is the reason."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How a working tree differs from a commit: paths relative to its top, with `/`."""

    root: Path
    commit: str
    changed: frozenset[str]
    renamed: dict[str, str]
    """Old paths by new ones."""
    deleted: bool

    def old_path(self, path: str) -> str:
        return self.renamed.get(path, path)


def only_new(inputs: Inputs, revision: str, lint: Callable[[Inputs], Sequence[Outcome]]) -> Inputs:
    """The inputs, each with what was there at the revision; documents of which nothing changed are not linted. Raises RevisionError."""
    changes: dict[Path, Changes] = {}
    for task in inputs.tasks:
        root = _root(task)
        if root not in changes:
            changes[root] = _changes(root, revision)
    marked = [_marked(task, changes[_root(task)]) for task in inputs.tasks]
    with TemporaryDirectory(prefix="hrlint-") as folder:
        old: dict[int, Task] = {}
        for number, (root, change) in enumerate(changes.items()):
            tree = Path(folder, str(number))
            wanted = {position: _relative(task, root) for position, task in enumerate(marked) if _root(task) == root}
            if change.changed:
                _write_tree(change, tree, {change.old_path(path) for path in wanted.values()})
            for position, path in wanted.items():
                before = tree / change.old_path(path)
                if before.is_file():
                    task = marked[position]
                    terms = replace(task.terms, known=None) if task.terms else None
                    old[position] = replace(task, path=before, shown=shown_path(root / change.old_path(path)), root=tree, data=None, terms=terms, unless=None)
        outcomes = lint(replace(inputs, tasks=tuple(old.values())))
    for position, outcome in zip(old, outcomes, strict=True):
        known = frozenset(place.fingerprint for finding in outcome.report.open_findings for place in places(finding))
        marked[position] = with_known(marked[position], known, f"was there at {revision}")
    return replace(inputs, tasks=tuple(marked))


def _root(task: Task) -> Path:
    root = repository_root(Path(task.shown))
    if root is None:
        raise RevisionError(f"{task.shown} is in no git repository")
    return root


def _relative(task: Task, root: Path) -> str:
    return os.path.relpath(os.path.abspath(task.shown), root).replace(os.sep, "/")


def _marked(task: Task, changes: Changes) -> Task:
    """The task with the files of which one must have changed; without them where a file is gone that it may have included, or its text is no file."""
    if changes.deleted or task.data is not None:
        return task
    return replace(task, unless=frozenset(os.path.join(changes.root, *path.split("/")) for path in changes.changed))


def _changes(root: Path, revision: str) -> Changes:
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", failure=f"there is no revision {revision!r}").strip()
    with suppress(RevisionError):  # a branch that went on meanwhile: what counts is where this one left it
        commit = _git(root, "merge-base", commit, "HEAD").strip() or commit
    fields = _git(root, "diff", "--name-status", "-z", "-M", "--no-ext-diff", "--no-textconv", "--ignore-submodules", commit, "--").split("\0")
    changed: set[str] = set()
    renamed: dict[str, str] = {}
    deleted = False
    at = 0
    while at + 1 < len(fields):
        status, path = fields[at], fields[at + 1]
        at += 2
        if status.startswith(("R", "C")):
            renamed[fields[at]] = path
            path = fields[at]
            at += 1
        deleted = deleted or status == "D"
        changed.add(path)
    changed.update(path for path in _git(root, "ls-files", "--others", "-z").split("\0") if path)
    return Changes(root, commit, frozenset(changed), renamed, deleted)


def _write_tree(changes: Changes, tree: Path, wanted: set[str]) -> None:
    """Writes the texts of a commit: the wanted ones, and all that they may include."""
    blobs: dict[str, str] = {}
    for line in _git(changes.root, "ls-tree", "-r", "-z", "-l", "--full-tree", changes.commit).split("\0"):
        about, _, path = line.partition("\t")
        mode, _, blob, size = (about.split() + [""] * 4)[:4]
        if not mode.startswith("100") or not size.isdigit() or int(size) > DEFAULT_LIMIT:
            continue  # a link, a submodule
        if path in wanted or os.path.splitext(path)[1].lower() in SUFFIXES:
            blobs[path] = blob
    for path, data in zip(blobs, _contents(changes.root, list(blobs.values())), strict=True):
        file = tree.joinpath(*path.split("/"))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _contents(root: Path, blobs: Sequence[str]) -> list[bytes]:
    """The contents of blobs, in their order."""
    output = _run(root, ["cat-file", "--batch"], "".join(f"{blob}\n" for blob in blobs).encode()).stdout
    contents = []
    at = 0
    for _ in blobs:
        header = output.index(b"\n", at)
        size = int(output[at:header].split()[-1])
        contents.append(output[header + 1 : header + 1 + size])
        at = header + size + 2
    return contents


def _git(root: Path, *arguments: str, failure: str = "") -> str:
    result = _run(root, arguments)
    if result.returncode:
        raise RevisionError(failure or result.stderr.decode(errors="replace").strip() or f"git {arguments[0]} failed")
    return os.fsdecode(result.stdout)


def _run(root: Path, arguments: Sequence[str], data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *_SAFELY, "-C", str(root), *arguments], input=data, capture_output=True, timeout=_TIMEOUT, check=False)
    except FileNotFoundError:
        raise RevisionError("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise RevisionError(f"git {arguments[0]} took more than {_TIMEOUT} seconds") from None
