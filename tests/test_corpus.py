"""All files of a folder of real specifications, named by HRLINT_CORPUS: none crashes, none is lost, and it does not take long."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from xml.parsers import expat

import pytest

import hrlint
from hrlint.reading.document import Document
from hrlint.reading.reader import read_file

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(hrlint.__file__).parents[1])}


@pytest.fixture(scope="module")
def documents(corpus: list[Path]) -> dict[Path, Document]:
    return {path: read_file(path, path.name, root=path.parent) for path in corpus}


def test_every_file_is_read_and_has_prose(documents: dict[Path, Document]) -> None:
    assert [path.name for path, document in documents.items() if not document.sentences] == []


def test_every_file_is_linted(corpus: list[Path]) -> None:
    began = processor_seconds()
    command = [sys.executable, "-m", "hrlint", "check", "--isolated", "--persona", "reviewer", "-f", "json", "--jobs", "2", *map(str, corpus)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, env=ENVIRONMENT, check=False)
    seconds = processor_seconds() - began
    assert run.returncode in (0, 1), run.stderr[-2000:]
    report = json.loads(run.stdout)
    assert report["failures"] == []
    assert {Path(document["path"]).name for document in report["documents"]} == {path.name for path in corpus}
    assert wrong_quotes(report) == []
    assert seconds < 60


def processor_seconds() -> float:
    """What the processes started here have used so far: other than the time on the clock, it does not depend on what else the machine does."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def wrong_quotes(report: dict[str, list[dict[str, object]]]) -> list[object]:
    """Findings whose quote is not the text of the file at their position, cut out as any other program would."""
    lines: dict[object, list[str]] = {}
    wrong = []
    for finding in report["findings"]:
        path = finding["path"]
        if path not in lines:
            data = Path(str(path)).read_bytes()
            text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
            lines[path] = text.split("\n")
        first, last, start, end = (int(str(finding[key])) for key in ("line", "end_line", "column", "end_column"))
        taken = lines[path][first - 1 : last]
        taken[-1] = taken[-1][: end - 1]
        taken[0] = taken[0][start - 1 :]
        if "\n".join(taken) != finding["quote"] and "\ufffd" not in "".join(taken):
            wrong.append((path, first, finding["quote"], "\n".join(taken)))
    return wrong


def test_every_malformed_file_has_a_diagnostic(documents: dict[Path, Document]) -> None:
    silent = [path.name for path, document in documents.items() if path.suffix == ".xml" and is_malformed(path) and not document.diagnostics]
    assert silent == []


def is_malformed(path: Path) -> bool:
    """What a parser that knows no entity but those declared in the file, and opens no other file, cannot read."""
    parser = expat.ParserCreate()
    parser.UseForeignDTD(True)
    parser.ExternalEntityRefHandler = lambda *_: 1
    try:
        parser.Parse(path.read_bytes(), True)
    except expat.ExpatError:
        return True
    return False
