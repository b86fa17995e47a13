"""A fingerprint is that of a trigger: it survives edits around it and ends with the words that it stands for."""

from pathlib import Path

import pytest
from sample_catalogue import check_yaml, lint, make_catalogue

DRAFT = """# T

## Design

The server logs the name of each user.

## Storage

Servers keep what they logged.
"""


def prints(folder: Path, text: str, name: str = "logging", document: str = "draft.md") -> list[str]:
    catalogue = make_catalogue(folder / name, {f"privacy/{name}.yaml": check_yaml(report="place")})
    return [finding.fingerprint for finding in lint(catalogue, text, name=document).findings]


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("# T\n", "# T\n\n## Introduction\n\nNew words above.\n"),
        lambda text: text.replace("## Design", "## 1. Design"),
        lambda text: text.replace("each user.", "each user. More is said."),
        lambda text: text.replace("The server logs", "More is said. The server logs"),
        lambda text: text.replace("The server logs the name", "The server\nlogs the\n  name"),
        lambda text: text.replace("The server logs the name", "The *server* logs  the `name`"),
        lambda text: text.replace("The server logs the name", "The server logs the Name"),
        lambda text: text + "\n## Privacy Considerations\n\nMore.\n",
    ],
)
def test_edits_above_and_around_leave_it(tmp_path: Path, edit) -> None:
    assert edit(DRAFT) != DRAFT
    assert prints(tmp_path, edit(DRAFT)) == prints(tmp_path, DRAFT)


@pytest.mark.parametrize(
    "edit",
    [lambda text: text.replace("each user", "some users"), lambda text: text.replace("## Design", "## Messages")],
)
def test_another_sentence_or_section_changes_it(tmp_path: Path, edit) -> None:
    before, after = prints(tmp_path, DRAFT), prints(tmp_path, edit(DRAFT))
    assert before[0] != after[0]
    assert before[1] == after[1]


def test_checks_differ_and_documents_do_not(tmp_path: Path) -> None:
    assert not set(prints(tmp_path, DRAFT)) & set(prints(tmp_path, DRAFT, name="other"))
    assert prints(tmp_path, DRAFT, document="renamed.md") == prints(tmp_path, DRAFT)


def test_equal_sentences_are_told_apart_by_their_number(tmp_path: Path) -> None:
    twice = prints(tmp_path, "# T\n\n## Design\n\nIt logs names.\n\nIt logs names.\n\nIt logs names.\n")
    assert len(set(twice)) == 3
    assert prints(tmp_path, "# T\n\n## Design\n\nIt logs names.\n") == twice[:1]
    assert prints(tmp_path, "# T\n\n## Design\n\nIt waits.\n\nIt logs names.\n\nIt logs names.\n") == twice[:2]


def test_two_words_of_one_sentence_are_one_place(tmp_path: Path) -> None:
    catalogue = make_catalogue(tmp_path, {"privacy/logging.yaml": check_yaml()})
    (finding,) = lint(catalogue, "# T\n\nIt logs names and is logging addresses. It logs more.\n").findings
    assert [related.location.quote for related in finding.related] == ["logs"]
    assert finding.fingerprint not in [related.fingerprint for related in finding.related]


def test_it_is_a_short_hexadecimal_number_that_stays(tmp_path: Path) -> None:
    assert prints(tmp_path, "# T\n\n## Design\n\nIt logs names.\n") == ["9606a443b75a6dea"]
