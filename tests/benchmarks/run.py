"""Measures hrlint in CPU time, each measurement in a fresh process: `HRLINT_CORPUS=DIR python tests/benchmarks/run.py [--rounds N]`.

Where the machine is busy, CPU time is what can be compared: the best of the rounds, which are interleaved, counts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_REPOSITORY = _HERE.parents[1]
_PARSING = str(_HERE / "parsing_alone.py")
_PYTHON = (sys.executable,)
_HRLINT = (sys.executable, "-m", "hrlint")
_CHECK = (*_HRLINT, "check", "--isolated", "--jobs", "1", "--exit-zero", "--quiet", "--output-format", "concise")


@dataclass(frozen=True)
class Task:
    """A command to measure; `base` names the task that it is compared with, `most` is how many times that it may cost."""

    name: str
    command: tuple[str, ...]
    base: str = ""
    most: float | None = None


@dataclass(frozen=True)
class Cost:
    """CPU seconds and peak memory in MiB."""

    seconds: float
    memory: float


def measure(command: Sequence[str]) -> Cost:
    """What a command costs, start of the interpreter included. Raises CalledProcessError where it fails."""
    process = subprocess.Popen(command, cwd=_REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10)))


def tasks(corpus: Path | None) -> list[Task]:
    """What is measured; what needs the corpus is left out without one."""
    found = [
        Task("python -c pass", (*_PYTHON, "-c", "pass")),
        Task("python -c 'import click'", (*_PYTHON, "-c", "import click")),
        Task("hrlint --version", (*_HRLINT, "--version"), "python -c 'import click'", 2.0),
        Task("loading the catalogue", (*_PYTHON, str(_HERE / "catalogue_alone.py"))),
    ]
    if corpus is not None:
        markdown = _nearest(corpus, (".md", ".mkd"), 77_000)
        xml = _nearest(corpus, (".xml",), 145_000)
        for label, path in (("one Markdown file", markdown), ("one XML file", xml)):
            name = f"{label} of {path.stat().st_size // 1000} KB"
            found.append(Task(f"parsing {name}", (*_PYTHON, _PARSING, str(path))))
            found.append(Task(f"hrlint check {name}", (*_CHECK, str(path)), f"parsing {name}"))
        found.append(Task("parsing the corpus", (*_PYTHON, _PARSING, str(corpus))))
        for persona in ("author", "reviewer"):
            found.append(Task(f"hrlint check the corpus, {persona}", (*_CHECK, "--persona", persona, str(corpus)), "parsing the corpus", 3.0))
    return found


def _nearest(corpus: Path, suffixes: tuple[str, ...], size: int) -> Path:
    return min((path for path in sorted(corpus.rglob("*")) if path.suffix in suffixes), key=lambda path: abs(path.stat().st_size - size))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="rounds; the best counts (3)")
    rounds = parser.parse_args().rounds
    corpus = os.environ.get("HRLINT_CORPUS")
    measured = tasks(Path(corpus) if corpus else None)
    best: dict[str, Cost] = {}
    for _ in range(rounds):
        for task in measured:
            cost = measure(task.command)
            known = best.get(task.name, cost)
            best[task.name] = Cost(min(known.seconds, cost.seconds), min(known.memory, cost.memory))
    width = max(len(task.name) for task in measured)
    print(f"{'':{width}}  CPU s   MiB  ratio  at most")
    for task in measured:
        cost = best[task.name]
        ratio = f"{cost.seconds / best[task.base].seconds:5.2f}" if task.base else "     "
        most = f"{task.most:7.1f}" if task.most else ""
        print(f"{task.name:{width}}  {cost.seconds:5.2f}  {cost.memory:4.0f}  {ratio}  {most}".rstrip())
    if corpus is None:
        print("HRLINT_CORPUS is not set: nothing was measured on real documents.")


if __name__ == "__main__":
    main()
