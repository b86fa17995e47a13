"""The pages about checks: current, complete, and without links that lead nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from sample_report import make_check

from hrlint.checking.accuracy import Accuracy, Counts, HandReading
from hrlint.checking.catalogue import Catalogue, builtin_folder
from hrlint.checking.check import Basis
from hrlint.checking.checkfile import RIGHTS as KNOWN_RIGHTS
from hrlint.checking.guidelines import Row
from hrlint.checking.seeds import load_seeds
from hrlint.commands.main import cli
from hrlint.matching.yamlnodes import NodeError
from hrlint.reporting.explain import explain_text
from hrlint.reporting.pages.checkpage import check_page
from hrlint.reporting.pages.indexes import by_right
from hrlint.reporting.pages.sources import RIGHTS, asks
from hrlint.reporting.view import View

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pages as they are generated now."""
    folder = tmp_path_factory.mktemp("docs")
    written = CliRunner().invoke(cli, ["docs", "--write", str(folder)])
    assert written.exit_code == 0, written.output
    return folder


def generated(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.md"))}


def test_pages_in_the_repository_are_current() -> None:
    checked = CliRunner().invoke(cli, ["docs", "--check", str(DOCS)])
    assert (checked.exit_code, checked.output) == (0, "")


def test_what_differs_is_listed_and_what_is_left_over_goes(pages: Path, tmp_path: Path) -> None:
    for path, text in generated(pages).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "usage.md").write_text("# Written by hand\n")
    (tmp_path / "seeds.md").write_text("# Changed\n")
    (tmp_path / "checks" / "privacy" / "gone.md").write_text("# Gone\n")
    (tmp_path / "checks" / "privacy" / "logging.md").unlink()
    checked = CliRunner().invoke(cli, ["docs", "--check", str(tmp_path)])
    assert checked.exit_code == 1
    named = [Path(line.partition(": ")[0]).relative_to(tmp_path).as_posix() for line in checked.stderr.splitlines()]
    assert named == ["checks/privacy/gone.md", "checks/privacy/logging.md", "seeds.md"]
    assert CliRunner().invoke(cli, ["docs", "--write", str(tmp_path)]).exit_code == 0
    assert CliRunner().invoke(cli, ["docs", "--check", str(tmp_path)]).exit_code == 0
    assert (tmp_path / "usage.md").exists()
    assert generated(tmp_path).keys() - generated(pages).keys() == {"usage.md"}


@pytest.mark.parametrize("arguments", [["docs"], ["docs", "--check", "a", "--write", "b"]])
def test_one_thing_is_asked(arguments: list[str]) -> None:
    assert CliRunner().invoke(cli, arguments).exit_code == 2


def test_every_check_has_a_page_in_every_index(pages: Path, catalogue: Catalogue) -> None:
    texts = generated(pages)
    for check in catalogue.checks:
        page = texts[f"checks/{check.id}.md"]
        assert f"hrlint: accept {check.id} because" in page
        assert f"]({check.id}.md)" in texts["checks/index.md"]
        if check.basis:
            assert f"`{check.id}`" in texts["checks/by-guideline.md"]
            assert f"`{check.id}`" in texts["checks/by-right.md"]
            assert f"[{check.id}](checks/{check.id}.md)" in texts["accuracy.md"]
            assert f"[{check.id}]\n" in page, "what hrlint says of a bad example"


def slugs(page: str) -> set[str]:
    """The anchors of a page's headings, as MkDocs and GitHub make them."""
    text = re.sub(r"^(`{3,})[^`\n]*\n.*?^\1$", "", page, flags=re.MULTILINE | re.DOTALL)
    return {re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", title).strip().lower()) for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


def test_links_inside_the_documentation_lead_somewhere(pages: Path) -> None:
    texts = generated(DOCS) | generated(pages)
    dead = []
    for path, text in texts.items():
        prose = re.sub(r"^(`{3,})[^`\n]*\n.*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
        for link in re.findall(r"\]\((?!https?:)([^)\s]+)", prose):
            target, _, anchor = link.partition("#")
            other = (DOCS / path).parent.joinpath(target).resolve() if target else (DOCS / path)
            name = other.relative_to(DOCS).as_posix() if other.is_relative_to(DOCS) else ""
            if name not in texts or (anchor and anchor not in slugs(texts[name])):
                dead.append((path, link))
    assert dead == []


def test_sources_are_linked_at_their_sections() -> None:
    page = check_page(make_check(), ["example.md:2:21: warning"], home="..")
    assert "[RFC 9620 section 4.15.2](https://www.rfc-editor.org/rfc/rfc9620.html#section-4.15.2): Anonymity" in page
    assert "```text\nexample.md:2:21: warning\n```" in page
    assert "It is renewed:" in page
    assert "[anonymity](../by-right.md#anonymity)" in page


def test_what_was_measured_is_shown() -> None:
    judged = (HandReading("a.md", 4, "privacy/x", True, "nobody says who reads it"), HandReading("b.md", 9, "privacy/x", False, "a counter of packets"))
    check = make_check(precision=0.79, accuracy=Accuracy(Counts(10, 2, 3), Counts(12, 6, 1, 4), judged))
    told = " ".join(explain_text(check, View()).split())
    assert "measured certain: 10 true, 2 noisy, 3 missed (precision 0.79); with suspicions: 12 true, 6 noisy, 1 missed, 4 in part (precision 0.65);" in told
    assert "read by hand: 1 of 2 findings right" in told
    page = check_page(check, home="..")
    assert "| what is certain | 10 | 2 | 3 | 0 | 0.79 |" in page
    assert "- wrong: a counter of packets (`b.md`, line 9)" in page
    assert "not measured yet" in explain_text(make_check(), View())


def test_a_fence_is_longer_than_those_inside() -> None:
    page = check_page(make_check(), ["```\n````\n"])
    assert "`````text\n```\n````\n`````\n" in page


def test_questions_are_asked_by_letter_or_by_the_list() -> None:
    row = Row("7.1 e", "Persistence", "How long?", ("privacy/listed",))
    assert asks(make_check(basis=(Basis("RFC 6973", "7.1", "identifiers (a) and persistence (e)"),)), row)
    assert asks(make_check(id="privacy/listed"), row)
    assert not asks(make_check(basis=(Basis("RFC 6973", "7.1", "retention (g)"), Basis("RFC 6973", "7.2", "something (e)"))), row)


def test_every_right_has_its_place() -> None:
    assert {right.name for right in RIGHTS} == set(KNOWN_RIGHTS)
    assert "## remedy\n\nRemedy: UDHR 8, ICCPR 2.\n\nNo check asks this" in by_right([make_check()])


def test_every_message_of_the_seeds_has_a_row(pages: Path, catalogue: Catalogue) -> None:
    seeds = load_seeds(builtin_folder(), {check.id for check in catalogue.checks})
    assert [sum(len(group.messages) for group in seed.groups) for seed in seeds] == [28, 14]
    page = generated(pages)["seeds.md"]
    for seed in seeds:
        for group in seed.groups:
            for message in group.messages:
                assert message.gist
                assert message.served
                assert f"| {message.id} | " in page


def test_a_seed_names_checks_that_exist(tmp_path: Path) -> None:
    message = "{id: M, gist: g, checks: [a/gone], served: s}"
    (tmp_path / "seeds.yaml").write_text(f"- title: T\n  about: A\n  groups: [{{title: G, messages: [{message}]}}]\n")
    with pytest.raises(NodeError, match="a/gone"):
        load_seeds(tmp_path, {"a/b"})
