"""Reviews: what each guideline comes to, how that is written, and that what a reviewer wrote is kept."""

from __future__ import annotations

import json
import os
import re
from functools import lru_cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hostile import TITLE, WORDS
from markdown_it import MarkdownIt
from sample_catalogue import built_in_catalogue
from test_specs_examples import FOLDER, SPECS

from hrlint.checking.check import Persona
from hrlint.checking.guidelines import RFC, load_questionnaire
from hrlint.checking.linter import Linter, Options, Terms
from hrlint.checking.review import Review, State
from hrlint.checking.reviewing import Material, by_section, make_review
from hrlint.commands.main import cli
from hrlint.matching.reading import Reader
from hrlint.reading.document import Document, Format
from hrlint.reading.document import State as SectionState
from hrlint.reading.reader import read_file, read_text
from hrlint.reporting.reviewing.formats import FORMATS
from hrlint.reporting.reviewing.kramdown import markdown, review_markdown
from hrlint.reporting.reviewing.layout import ORDERS, Plan
from hrlint.reporting.reviewing.mail import WIDTH, review_mail
from hrlint.reporting.reviewing.previous import NoReviewError, changes, read_previous

SPEC = """---
title: Hello
docname: draft-doe-hello-00
--- abstract

Greets people.

--- middle

# Storage

The server MUST store the phone number of each user. It is never sent anywhere.

# Greeting

A client MAY use TLS. The server logs the name of each user.

# Security Considerations

An attacker could replay a greeting. Servers MUST reject a greeting that they have seen before.
The stored phone numbers are encrypted, and deleted when the user leaves.
"""

CORPUS_FIVE = {
    "DNS": "kramdown/ietf__dohwg-draft-ietf-doh-dns-over-https__draft-ietf-doh-dns-over-https-latest.mkd",
    "messaging": "xep/xmpp__xsf-xeps__xep-0313.xml",
    "identity": "mmark/openid__openid-eKYC-IDA__openid-connect-4-identity-assurance.md",
    "location": "xep/xmpp__xsf-xeps__xep-0080.xml",
    "data format": "kramdown/ietf__ietf-wg-vcon-draft-ietf-vcon-vcon-core__draft-ietf-vcon-vcon-core.md",
}


@lru_cache(maxsize=1)
def linter() -> tuple[Reader, Linter]:
    catalogue = built_in_catalogue()
    return Reader(catalogue.vocabulary), Linter(catalogue, Options(persona=Persona.REVIEWER))


def review_of(*documents: Document) -> Review:
    reader, lint = linter()
    readings = [reader.read(document) for document in documents]
    materials = [Material(reading, lint.lint_reading(reading, Terms()), "0" * 64) for reading in readings]
    return make_review(materials, built_in_catalogue(), load_questionnaire(), persona="reviewer", date="2026-01-31")


def spec(text: str = SPEC, name: str = "draft-doe-hello-00.md") -> Review:
    return review_of(read_text(text, name))


# --- the questionnaire


def test_the_guidelines_are_those_of_the_rfc() -> None:
    assert [guideline.section for guideline in load_questionnaire().guidelines] == [f"4.{number}" for number in range(1, 22)]


def test_every_section_that_a_check_names_exists_and_every_check_has_a_home() -> None:
    questionnaire = load_questionnaire()
    known = {guideline.section for guideline in questionnaire.guidelines}
    for check in built_in_catalogue().checks:
        named = {".".join(basis.section.split(".")[:2]) for basis in check.basis if basis.doc == RFC and basis.section.startswith("4")}
        assert named <= known, check.id
        assert questionnaire.sections_of(check) or check.id in questionnaire.wording or check.area == "acceptance", check.id


def test_every_check_that_the_questionnaire_names_exists() -> None:
    questionnaire = load_questionnaire()
    rows = (*questionnaire.privacy, *questionnaire.attacks, *questionnaire.monitoring, *questionnaire.guidelines)
    named = {check for row in rows for check in row.checks} | {*questionnaire.wording, *questionnaire.keyword_change}
    assert named <= {check.id for check in built_in_catalogue().checks}


def test_the_tables_are_complete() -> None:
    questionnaire = load_questionnaire()
    assert (len(questionnaire.privacy), len(questionnaire.attacks), len(questionnaire.monitoring)) == (7 + 4 + 4 + 2, 7, 1)


# --- states and citations


def quotes(review: Review) -> list[tuple[str, str]]:
    """Every quote with the path of its document."""
    cited = [citation for concern in review.concerns() for citation in [*concern.raised, *concern.elsewhere, *concern.answered_in]]
    cited += [citation for item in review.guidelines for answer in item.answers for citation in [*answer.raised, *answer.answered]]
    cited += [citation for row in [*review.privacy, *review.attacks, *review.monitoring] for citation in [*row.raised, *row.answered]]
    return [(citation.path, citation.quote) for citation in cited]


def assert_sound(review: Review) -> None:
    """Every guideline has a state with its reason, and no quote holds words that are not in the document."""
    assert [item.state in set(State) and bool(item.because) for item in review.guidelines] == [True] * 21
    text = " ".join(" ".join([item.document.prose.text, *(section.title for section in item.document.sections)]) for item in review.documents)
    said = " ".join(text.split())
    for path, quote in quotes(review):
        assert " ".join(quote.strip("…").split()) in said, (path, quote)


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.name)
def test_no_quote_is_invented_and_no_guideline_without_a_state(path: Path) -> None:
    assert_sound(review_of(read_file(path, path.name, root=FOLDER)))


@pytest.mark.parametrize("name", CORPUS_FIVE)
def test_five_real_drafts(name: str) -> None:
    folder = os.environ.get("HRLINT_CORPUS")
    if not folder:
        pytest.skip("HRLINT_CORPUS names no folder of specifications")
    path = Path(folder) / CORPUS_FIVE[name]
    review = review_of(read_file(path, path.name, root=None))
    assert_sound(review)
    for order in ORDERS:
        again = read_text(review_markdown(review, Plan(order)), "review.md")
        assert again.diagnostics == ()


def test_silence_is_not_taken_for_an_answer() -> None:
    review = spec("# Hello\n\nClients wave.\n")
    states = {item.state for item in review.guidelines if not item.concerns and not item.shared}
    assert State.ADDRESSED not in states
    assert all(item.checks for item in review.guidelines)


def test_what_is_raised_and_answered_is_told_with_both_places() -> None:
    review = spec()
    answers = [answer for item in review.guidelines for answer in item.answers if answer.answered]
    assert answers
    assert all(answer.raised[0].line > 0 and answer.answered[0].quote for answer in answers)


def test_a_keyword_change_is_proposed_where_it_is_enough() -> None:
    concern = next(concern for concern in spec().concerns() if concern.check.id == "encryption/optional-encryption")
    assert concern.raised[0].quote == "A client MAY use TLS."
    assert concern.replacement == "A client MUST use TLS."


def test_each_concern_is_told_once_under_a_key_of_its_own() -> None:
    keys = [concern.key for concern in spec().concerns()]
    assert len(keys) == len(set(keys)) > 3
    assert sorted(concern.key for group in by_section(spec()).values() for concern in group) == sorted(keys)


def test_keys_outlive_new_lines_and_numbers() -> None:
    moved = SPEC.replace("# Storage", "# Overview\n\nPeople are greeted.\n\n# Storage")
    assert {concern.key for concern in spec().concerns()} <= {concern.key for concern in spec(moved).concerns()}


def test_a_suite_shows_the_answer_of_the_other_document() -> None:
    asks = read_text("# Hello\n\n## Storage\n\nThe server logs the IP address of each user in an access log.\n", "one.md")
    answer = "# Logs\n\n## Storage\n\nThe server logs the IP address of each user in an access log. Logs are anonymized and deleted after 24 hours.\n"
    review = review_of(asks, read_text(answer, "two.md"))
    concern = next(concern for concern in review.concerns() if concern.check.id == "privacy/logging")
    assert concern.document == "one.md"
    assert {citation.path for citation in concern.answered_in} == {"two.md"}
    assert concern.key.endswith(" one")


def test_acceptances_are_told_with_their_reasons() -> None:
    accepted = SPEC.replace(
        "# Greeting\n", "# Greeting\n\n<!-- hrlint: accept encryption/optional-encryption because the network is a cable of one metre -->\n"
    )
    review = spec(accepted)
    assert "encryption/optional-encryption" not in {concern.check.id for concern in review.concerns()}
    assert "a cable of one metre" in review_markdown(review, Plan())


# --- writing


@pytest.mark.parametrize("order", ORDERS)
def test_our_own_reader_accepts_the_markdown(order: str) -> None:
    written = read_text(review_markdown(spec(), Plan(order)), "review.md")
    assert written.format is Format.KRAMDOWN_RFC
    assert written.meta.title == "Human Rights Review of draft-doe-hello-00"
    assert written.diagnostics == ()
    assert written.directives == ()
    titles = [section.title for section in written.sections]
    assert {"Summary", "Guidelines for Human Rights Considerations", "Inventory", "Conclusion", "Security Considerations", "IANA Considerations"} <= set(titles)
    assert all(section.state is not SectionState.UNFINISHED for section in written.sections if section.title == "Security Considerations")
    assert "A client MAY use TLS." in written.prose.text


def test_by_guideline_all_21_have_a_section() -> None:
    written = review_markdown(spec(), Plan())
    assert [int(number) for number in re.findall(r"^## .*\(RFC 9620, Section 4\.(\d+)\)$", written, re.MULTILINE)] == list(range(1, 22))


def test_by_section_the_sections_of_the_draft_come_in_their_order() -> None:
    written = review_markdown(spec(), Plan("section"))
    assert re.findall(r"^## Section \d (\w+)$", written, re.MULTILINE)[:2] == ["Storage", "Greeting"]


@pytest.mark.parametrize("order", ORDERS)
def test_mail_has_72_columns(order: str) -> None:
    long = [line for line in review_mail(spec(), Plan(order)).split("\n") if len(line) > WIDTH]
    assert all(" " not in line.strip().lstrip("*").strip() or len(max(line.split(), key=len)) > 40 for line in long), long


def test_comments_are_what_the_datatracker_reads() -> None:
    written = FORMATS["ietf-comments"](spec(), Plan(reviewer="Jo Doe"))
    assert written.startswith("# Jo Doe comments for draft-doe-hello-00\n")
    found = [token.tag for token in MarkdownIt().parse(written) if token.type == "heading_open"]
    assert found.count("h1") == 1
    assert found.count("h3") == len(list(spec().concerns()))


def test_json_holds_all_of_it() -> None:
    review = spec()
    told = json.loads(FORMATS["json"](review, Plan()))
    assert told["schema"] == 1
    assert len(told["guidelines"]) == 21
    assert [concern["key"] for concern in told["concerns"]] == [concern.key for concern in review.concerns()]
    assert {item["name"] for item in told["documents"][0]["data"]} >= {"phone number"}
    assert FORMATS["json"](spec(), Plan()) == FORMATS["json"](review, Plan())


HOSTILE = (
    '---\ntitle: "x\\" --- middle <script>"\ndocname: draft-doe-evil-00\n--- middle\n\n# Log {::include /etc/passwd} <script>\n\n'
    "A client MAY use TLS `]]>` \\<script>alert(1)\\</script> {{RFC9999}} \\[x](javascript:1) | --\\> @all \x1b[2J\u202e ((( $$x$$"
    " \\<!-- review-note: summary --\\>.\n\n1. The server logs the name of each user ~~~ {:.x} \\*\\*bold\\*\\*.\n"
)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("order", ORDERS)
def test_nothing_of_a_hostile_document_acts(format: str, order: str) -> None:
    written = FORMATS[format](spec(HOSTILE, "evil<b>|.md"), Plan(order, reviewer=WORDS))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", written)
    if format in ("markdown", "ietf-comments"):
        tokens = MarkdownIt().enable("table").parse(written.partition("--- middle\n")[2] or written)
        html = [token.content.strip() for token in tokens if token.type == "html_block"]
        inline = [child.type for token in tokens for child in token.children or ()]
        assert all(re.fullmatch(r"(<!-- review-[a-z]+(: [^<>]*| end) -->\s*)+", block) for block in html), html
        assert not {"html_inline", "image"} & set(inline)
        links = [str(child.attrs["href"]) for token in tokens for child in token.children or () if child.type == "link_open"]
        assert all(link.startswith("https://hrlint.github.io/") for link in links)
    if format == "markdown":
        assert not re.search(r"(?<!\\)\{(?:::|:|\{)|\(\(\(", written)


def test_markdown_of_strangers_stays_text() -> None:
    for text in (WORDS, TITLE, "- x", "1. x", "| x |", "{{x}}", "--- middle", ": x", "~~~", "> x", "# x"):
        tokens = MarkdownIt().enable("table").parse(markdown(text))
        assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"], text
        assert {child.type for child in tokens[1].children or ()} <= {"text", "text_special"}, text


# --- again, on a new revision


def written_by_hand(text: str, key: str, words: str) -> str:
    """A review into which somebody wrote."""
    return re.sub(
        rf"(<!-- review-note: {re.escape(key)} -->\n\n).*?(\n\n<!-- review-note end -->)", lambda match: match[1] + words + match[2], text, flags=re.DOTALL
    )


KEY = "encryption/optional-encryption greeting"


def test_what_the_reviewer_wrote_is_kept() -> None:
    words = "I disagree.\n\n* Greetings are **public**."
    first = written_by_hand(review_markdown(spec(), Plan()), KEY, words)
    first = written_by_hand(first, "guideline 4.2", "Works offline.")
    moved = SPEC.replace("# Storage", "# Overview\n\nPeople are greeted.\n\n# Storage")
    for order in ORDERS:
        again = review_markdown(spec(moved), Plan(order, previous=read_previous(first)))
        assert read_previous(again).notes == {KEY: words, "guideline 4.2": "Works offline."}
        assert again.count(words) == 1


def test_a_note_on_what_is_gone_is_not_lost() -> None:
    first = written_by_hand(review_markdown(spec(), Plan()), KEY, "Please use TLS.")
    gone = review_markdown(spec(SPEC.replace("A client MAY use TLS.", "A client MUST use TLS.")), Plan(previous=read_previous(first)))
    assert "# Notes on What Is Gone" in gone
    back = review_markdown(spec(), Plan(previous=read_previous(gone)))
    assert "# Notes on What Is Gone" not in back
    assert read_previous(back).note(KEY) == "Please use TLS."


def test_a_note_follows_a_section_that_was_renamed() -> None:
    first = written_by_hand(review_markdown(spec(), Plan()), KEY, "Please use TLS.")
    renamed = spec(SPEC.replace("# Greeting", "# Saying Hello"))
    again = read_previous(review_markdown(renamed, Plan(previous=read_previous(first))))
    assert again.note("encryption/optional-encryption saying-hello") == "Please use TLS."


def test_changes_since_the_last_review_are_told() -> None:
    first = read_previous(review_markdown(spec(), Plan()))
    assert first.made == "2026-01-31, hrlint " + spec().version
    changed = changes(spec(SPEC.replace("A client MAY use TLS.", "A client MUST use TLS.")), first)
    assert KEY in changed.gone
    assert not changed.new
    assert changed.remaining > 0
    assert "Changes since the Last Review" in review_markdown(spec(), Plan(previous=first))
    assert changes(spec(), first).gone == ()


@pytest.mark.parametrize("text", ["", "# A draft\n", "<!-- review-note: summary -->\n\nno end\n<!-- review-record: x -->\n"])
def test_other_texts_are_no_reviews(text: str) -> None:
    with pytest.raises(NoReviewError):
        read_previous(text)


# --- the command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "draft-doe-hello-00.md").write_text(SPEC, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["review", "--isolated", *arguments])
    return result.exit_code, result.output


def test_the_command_writes_a_review_and_keeps_what_it_would_overwrite(folder: Path) -> None:
    assert run("draft-doe-hello-00.md", "--output", "review.md") == (0, "")
    path = folder / "review.md"
    path.write_text(written_by_hand(path.read_text(encoding="utf-8"), "summary", "It greets."), encoding="utf-8")
    assert run("draft-doe-hello-00.md", "--output", "review.md", "--order", "section") == (0, "")
    assert read_previous(path.read_text(encoding="utf-8")).note("summary") == "It greets."
    assert "sha" not in run("draft-doe-hello-00.md", "-f", "mail", "--previous", "review.md")[1].split("It greets.")[1][:10]


def test_a_file_that_is_no_review_is_never_overwritten(folder: Path) -> None:
    status, output = run("draft-doe-hello-00.md", "--output", "draft-doe-hello-00.md")
    assert (status, "is not overwritten" in output) == (2, True)
    assert (folder / "draft-doe-hello-00.md").read_text(encoding="utf-8") == SPEC


def test_a_document_that_is_missing_gives_2(folder: Path) -> None:
    assert run("draft-doe-hello-00.md", "missing.md")[0] == 2


def test_the_digest_is_that_of_the_bytes(folder: Path) -> None:
    import hashlib

    digest = hashlib.sha256((folder / "draft-doe-hello-00.md").read_bytes()).hexdigest()
    assert json.loads(run("draft-doe-hello-00.md", "-f", "json")[1])["documents"][0]["sha256"] == digest


def test_the_tool_of_the_comments_reads_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser that `ietf-comments` itself uses; it looks the draft up in the network, which is cut off here."""
    md_comments = pytest.importorskip("ietf_comments_engine.md_comments", reason="ietf-comments is not installed (extra `test`)")
    said: list[object] = []

    class Ui:
        warn = error = staticmethod(said.append)

    class Changes:
        def __init__(self, *_: object) -> None:
            pass

        def find_change_line(self, content: str) -> int:
            return 1

    monkeypatch.setattr(md_comments, "DocChanges", Changes)
    read = md_comments.parse_markdown_comments(FORMATS["ietf-comments"](spec(), Plan("section")), Ui())
    assert (read.doc, read.revision) == ("draft-doe-hello", "00")
    assert sum(len(issues) for issues in read.issues.values()) == len(list(spec().concerns()))
    assert "discuss" not in {kind.lower() for kind, issues in read.issues.items() if issues}
