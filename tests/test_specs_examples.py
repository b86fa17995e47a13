"""What hrlint finds in specs-examples, finding by finding: `pytest --update-expected` writes it anew, and `git diff` shows what changed.

Each `<name>.expected` has a line for each finding at persona reviewer: `line:column: severity: area/name «quote»`; those that authors see, too, begin with `*`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from hrlint.checking.catalogue import Catalogue
from hrlint.checking.check import Persona
from hrlint.checking.finding import Finding
from hrlint.checking.linter import Linter, Options
from hrlint.reading.document import Document
from hrlint.reading.reader import read_file

FOLDER = Path(__file__).parents[1] / "specs-examples"
SPECS = [path for path in sorted(FOLDER.glob("*.*")) if path.suffix in (".md", ".xml", ".txt", ".mediawiki") and path.name != "README.md"]
NOTHING = "no findings"
_LONGEST = 80


def line(finding: Finding, for_authors: bool) -> str:
    start = finding.location.start
    quote = " ".join(finding.location.quote.split())
    shown = quote if len(quote) <= _LONGEST else quote[:_LONGEST] + "…"
    return f"{'*' if for_authors else ' '} {start.line}:{start.column}: {finding.severity.value}: {finding.check.id} «{shown}»"


def findings_of(catalogue: Catalogue, document: Document) -> str:
    author, reviewer = (Linter(catalogue, Options(persona=persona)).lint(document) for persona in (Persona.AUTHOR, Persona.REVIEWER))
    for_authors = {(finding.check.id, finding.location.span) for finding in author.findings}
    lines = [line(finding, (finding.check.id, finding.location.span) in for_authors) for finding in reviewer.findings]
    return "\n".join(lines or [NOTHING]) + "\n"


@pytest.mark.skipif(not SPECS, reason="specs-examples holds no specifications yet")
def test_examples_are_many() -> None:
    assert len(SPECS) >= 12
    orphans = [path.name for path in FOLDER.glob("*.expected") if not path.with_name(path.name.removesuffix(".expected")).is_file()]
    assert orphans == []


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.name)
def test_findings_are_as_expected(path: Path, catalogue: Catalogue, request: pytest.FixtureRequest) -> None:
    found = findings_of(catalogue, read_file(path, path.name, root=FOLDER))
    expected = path.with_name(path.name + ".expected")
    if request.config.getoption("--update-expected"):
        expected.write_text(found, encoding="utf-8")
    elif not expected.is_file():
        pytest.skip(f"{expected.name} is not written yet: pytest --update-expected writes it")
    assert found == expected.read_text(encoding="utf-8")


@pytest.mark.skipif(not SPECS, reason="specs-examples holds no specifications yet")
def test_every_format_has_an_example() -> None:
    formats = {read_file(path, path.name, root=FOLDER).format.value for path in SPECS}
    assert formats >= {"kramdown-rfc", "mmark", "markdown", "rfcxml-v2", "rfcxml-v3", "xep", "text"}
