"""Comparisons of two versions: findings, requirements, considerations, data and parties."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt
from sample_catalogue import built_in_catalogue

from hrlint.checking.check import Persona
from hrlint.checking.comparison import Comparison, Fate, compare
from hrlint.checking.linter import Linter, Options, Terms
from hrlint.checking.reviewing import Material
from hrlint.commands.main import cli
from hrlint.matching.likeness import Texts
from hrlint.matching.reading import Reader
from hrlint.matching.requirementchanges import Direction, Effect, requirement_changes
from hrlint.reading.document import Document
from hrlint.reading.reader import read_file, read_text

OLD = """# The Hello Protocol

## Greeting

Clients MUST encrypt the payload. A client sends its name to the server.

## Security Considerations

An attacker could replay a greeting. Servers MUST reject a greeting that they have seen before.
"""

PAIRS = ("P030", "P040", "P066", "P080", "P097", "P120", "P121", "P141", "P173", "P262")
"""Pairs in which a consideration was added that answers a finding: attacks, keys, privacy sections that were missing or empty."""


@lru_cache(maxsize=1)
def tools() -> tuple[Reader, Linter]:
    catalogue = built_in_catalogue()
    return Reader(catalogue.vocabulary), Linter(catalogue, Options(persona=Persona.REVIEWER))


def material(document: Document) -> Material:
    reader, linter = tools()
    reading = reader.read(document)
    return Material(reading, linter.lint_reading(reading, Terms()), "")


def compared(old: str, new: str) -> Comparison:
    return compare(material(read_text(old, "old.md")), material(read_text(new, "new.md")))


def changes(old: str, new: str) -> list[tuple[Direction, Effect, bool]]:
    reader, _ = tools()
    found = requirement_changes(*(reader.read(read_text(f"# T\n\n{text}\n", "draft.md")) for text in (old, new)))
    return [(change.direction, (change.new or change.old).effect, change.is_worse) for change in found]  # type: ignore[union-attr]


# --- requirements


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Clients MUST encrypt the payload.", "Clients SHOULD encrypt the payload.", [(Direction.WEAKER, Effect.PROTECTS, True)]),
        ("Clients MUST encrypt the payload.", "A client MAY encrypt all payloads.", [(Direction.WEAKER, Effect.PROTECTS, True)]),
        ("Clients SHOULD encrypt the payload.", "Clients MUST encrypt the payload.", [(Direction.STRONGER, Effect.PROTECTS, False)]),
        ("Servers MAY log the phone number.", "Servers MUST log the phone number.", [(Direction.STRONGER, Effect.EXPOSES, True)]),
        ("Servers MUST log the phone number.", "Servers MAY log the phone number.", [(Direction.WEAKER, Effect.EXPOSES, False)]),
        ("Servers MUST NOT log the phone number.", "Servers MUST log the phone number.", [(Direction.REVERSED, Effect.EXPOSES, True)]),
        ("Servers MUST log the phone number.", "Servers MUST NOT log the phone number.", [(Direction.REVERSED, Effect.PROTECTS, False)]),
        ("Clients MUST encrypt the payload.", "Clients wave.", [(Direction.REMOVED, Effect.PROTECTS, True)]),
        ("Clients MUST set the flag.", "Clients SHOULD set the flag.", [(Direction.WEAKER, Effect.OTHER, False)]),
        ("Clients MUST set the flag.", "Clients wave.", []),
        ("Clients MUST encrypt the payload.", "Clients MUST encrypt the payload.", []),
    ],
)
def test_what_became_of_a_requirement(old: str, new: str, expected: list[tuple[Direction, Effect, bool]]) -> None:
    assert changes(old, new) == expected


def test_equal_requirements_are_matched_in_their_order() -> None:
    old = "Clients MUST encrypt the payload. Clients MUST encrypt the payload."
    assert changes(old, old.replace("MUST", "SHOULD", 1)) == [(Direction.WEAKER, Effect.PROTECTS, True)]


def test_many_requirements_are_matched_in_time() -> None:
    text = " ".join(f"Clients MUST encrypt the payload number {number}." for number in range(1500))
    assert changes(text, text) == []
    assert len(changes(text, text.replace("MUST", "SHOULD"))) == 1500


def test_like_texts() -> None:
    texts = Texts(["The server stores nothing.", "An attacker can replay a greeting.", ""])
    assert texts.nearest("Attackers can replay greetings.")[0] == 1
    assert texts.nearest("Zebra.") == (-1, 0.0)


# --- all of it


def test_equal_versions_differ_in_nothing() -> None:
    comparison = compared(OLD, OLD)
    assert not comparison.is_worse
    assert {change.fate for change in comparison.findings} <= {Fate.REMAINING}
    assert (comparison.requirements, comparison.removed_text, comparison.added_text, comparison.new_data, comparison.new_parties) == ((), (), (), (), ())


def test_a_new_finding_makes_it_worse_and_a_new_line_above_does_not() -> None:
    new = OLD.replace("A client sends", "Hello again.\n\nThe server logs the IP address of each user in an access log for ever. A client sends")
    comparison = compared(OLD, new)
    assert "privacy/logging" in {change.check.id for change in comparison.with_fate(Fate.NEW)}
    assert comparison.is_worse
    back = compared(new, OLD)
    assert {change.check.id: change.how for change in back.with_fate(Fate.RESOLVED)}["privacy/logging"] == "not raised any more"
    assert not compared(OLD, OLD.replace("## Greeting\n", "## Greeting\n\nPeople greet each other.\n")).is_worse


def test_a_consideration_that_answers_resolves() -> None:
    silent = "# Hello\n\n## Greeting\n\nThe server logs the IP address of each user in an access log.\n"
    answer = silent + "\n## Privacy Considerations\n\nThe access log holds addresses of users; they are anonymized, and logs are deleted after 24 hours.\n"
    resolved = {change.check.id: change.how for change in compared(silent, answer).with_fate(Fate.RESOLVED)}
    assert resolved["privacy/logging"] == "answered"


def test_a_reworded_sentence_is_no_new_finding() -> None:
    silent = "# Hello\n\n## Greeting\n\nThe server logs the IP address of each user in an access log.\n"
    comparison = compared(silent, silent.replace("The server logs", "Each server always logs"))
    assert "privacy/logging" in {change.check.id for change in comparison.with_fate(Fate.REMAINING)}
    assert not comparison.with_fate(Fate.NEW)


def test_removed_considerations_are_worse_and_moved_ones_are_not() -> None:
    removed = compared(OLD, OLD.replace("An attacker could replay a greeting. ", ""))
    assert [citation.quote for citation in removed.removed_text] == ["An attacker could replay a greeting."]
    assert removed.is_worse
    moved = OLD.replace("An attacker could replay a greeting. ", "").replace("## Greeting\n", "## Greeting\n\nAn attacker could replay a greeting.\n")
    assert compared(OLD, moved).removed_text == ()


def test_new_data_and_parties_are_told_with_their_place() -> None:
    comparison = compared(OLD, OLD.replace("A client sends", "Relays pass on the device identifier. A client sends"))
    assert [(item.name, citation.line) for item, citation in comparison.new_data] == [("device identifier", 5)]
    assert [party.name for party, _ in comparison.new_parties] == ["relay"]
    assert [item.name for item in compared(OLD.replace("its name", "its phone number"), OLD).gone_data] == ["phone number"]


@pytest.mark.parametrize("pair", PAIRS)
def test_the_added_consideration_of_real_pairs_shows_as_resolved(pair: str) -> None:
    folder = os.environ.get("HRLINT_EVAL")
    if not folder:
        pytest.skip("HRLINT_EVAL names no folder with pairs.tsv")
    with (Path(folder) / "pairs.tsv").open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file, delimiter="\t") if row["id"] == pair)
    old, new = (material(read_file(Path(folder) / row[side], row[side], root=None)) for side in ("before", "after"))
    resolved = {change.check.name for change in compare(old, new).with_fate(Fate.RESOLVED)}
    assert resolved & set(row["check"].split("|"))


# --- the command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "old.md").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.md").write_text(OLD.replace("MUST encrypt", "SHOULD encrypt"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["compare", "--isolated", *arguments])
    return result.exit_code, result.output


def test_the_exit_status_says_whether_something_became_worse(folder: Path) -> None:
    assert run("old.md", "old.md")[0] == 0
    status, output = run("old.md", "new.md")
    assert status == 1
    assert "weaker: Clients MUST encrypt the payload -> Clients SHOULD encrypt the payload" in " ".join(output.split())
    assert "Something became worse." in output


@pytest.mark.parametrize("arguments", [("old.md", "missing.md"), ("old.md", "."), ("old.md",), ("no-revision:old.md", "old.md"), ("--help=x", "old.md")])
def test_what_cannot_be_compared_gives_2(folder: Path, arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2


def test_json_and_markdown_say_the_same(folder: Path) -> None:
    status, output = run("old.md", "new.md", "-f", "json")
    told = json.loads(output)
    assert (status, told["worse"], told["schema"]) == (1, True, 1)
    assert [(item["direction"], item["old"]["strength"], item["new"]["strength"]) for item in told["requirements"]] == [("weaker", "must", "should")]
    markdown = run("old.md", "new.md", "-f", "markdown")[1]
    assert "**Worse:** weaker: Clients MUST encrypt the payload" in markdown


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def test_revisions_of_git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "specs").mkdir()
    spec = folder / "specs" / "hello.md"
    spec.write_text(OLD, encoding="utf-8")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    spec.write_text(OLD.replace("MUST encrypt", "MAY encrypt"), encoding="utf-8")
    assert run("HEAD:specs/hello.md", "specs/hello.md")[0] == 1
    assert run("HEAD:specs/hello.md", "HEAD:specs/hello.md")[0] == 0
    monkeypatch.chdir(folder / "specs")
    assert run("HEAD:hello.md", "hello.md")[0] == 1
    assert run("--", "--output=x:hello.md", "hello.md")[0] == 2


HOSTILE = OLD.replace("Clients MUST encrypt", "\\<script>x\\</script> \x1b[2J\u202e @all \\[x](javascript:1) `y` Clients MAY encrypt").replace(
    "An attacker", "| A \\<b> attacker"
)


@pytest.mark.parametrize("format", ["text", "json", "markdown"])
def test_nothing_of_a_hostile_document_acts(folder: Path, format: str) -> None:
    (folder / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    for pair in (("old.md", "hostile.md"), ("hostile.md", "old.md")):
        output = run(*pair, "-f", format)[1]
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", output)
        if format == "markdown":
            tokens = MarkdownIt().parse(output)
            assert not {"html_block"} & {token.type for token in tokens}
            assert not {"html_inline", "link_open", "image"} & {child.type for token in tokens for child in token.children or ()}
