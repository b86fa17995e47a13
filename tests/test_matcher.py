import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sample_catalogue import built_in_catalogue, make_vocabulary

from hrlint.matching.matcher import Matcher
from hrlint.matching.reading import Reader
from hrlint.matching.vocabulary import Vocabulary
from hrlint.reading.reader import read_text

WORDS = """
logging: {definition: x, phrases: [log+, log+ .. address, (write+|keep+) logs], except: [log file]}
name: {definition: x, phrases: [(user|real)? name, name of (the|a)? user], except: [domain name]}
stem: {definition: x, phrases: [correlat*, re*, "TLS"]}
open: {definition: x, phrases: ["=open", open source code]}
"""


def found(vocabulary: Vocabulary, text: str) -> dict[str, list[str]]:
    return {concept: [text[mention.start : mention.end] for mention in mentions] for concept, mentions in Matcher(vocabulary).find(text).items() if mentions}


def naive(vocabulary: Vocabulary, text: str) -> dict[str, set[tuple[int, int]]]:
    """Every phrase tried at every word; then what an exception covers and what lies inside another mention is left out."""
    result = {}
    starts = [word.start() for word in re.finditer(r"[^\W_]+", text)]
    for concept in vocabulary.concepts.values():
        spans, exceptions = (
            {match.span() for phrase in phrases for pattern in [re.compile(phrase.expression)] for start in starts if (match := pattern.match(text, start))}
            for phrases in (concept.phrases, concept.exceptions)
        )
        free = {span for span in spans if not any(other[0] < span[1] and span[0] < other[1] for other in exceptions)}
        outermost = {span for span in free if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in free)}
        if outermost:
            result[concept.id] = outermost
    return result


def one_pass(vocabulary: Vocabulary, text: str) -> dict[str, set[tuple[int, int]]]:
    return {concept: {tuple(mention) for mention in mentions} for concept, mentions in Matcher(vocabulary).find(text).items() if mentions}


PIECES = [
    "log",
    "logs",
    "Logged",
    "address",
    "the",
    "user",
    "users",
    "name",
    "Names",
    "domain",
    "file",
    "of",
    "a",
    "keep",
    "real",
    "TLS",
    "tls",
    "correlated",
    "open",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", "-", "_", ", ", ". ", "\n", "’s "])), max_size=25))
def test_one_pass_finds_what_trying_every_phrase_everywhere_finds(tmp_path_factory, pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + separator for word, separator in pieces)
    vocabulary = make_vocabulary(tmp_path_factory.mktemp("words"), WORDS)
    assert one_pass(vocabulary, text) == naive(vocabulary, text)


def test_one_pass_finds_the_same_with_the_vocabulary_of_the_checks() -> None:
    catalogue = built_in_catalogue()
    examples = [example.text for check in catalogue.checks for example in check.examples]
    text = "\n".join(" ".join(example.split()) for example in examples[:: max(1, len(examples) // 25)])[:6000]
    found_in_one_pass = one_pass(catalogue.vocabulary, text)
    assert len(found_in_one_pass) > 20
    assert found_in_one_pass == naive(catalogue.vocabulary, text)


def test_an_exception_takes_a_mention_away_where_it_covers_it(tmp_path: Path) -> None:
    vocabulary = make_vocabulary(tmp_path, WORDS)
    assert found(vocabulary, "a domain name and a name; log files are logged") == {"name": ["name"], "logging": ["logged"]}


def test_mentions_inside_another_are_none_of_their_own(tmp_path: Path) -> None:
    vocabulary = make_vocabulary(tmp_path, WORDS)
    assert found(vocabulary, "it logs the address of the user name") == {"logging": ["logs the address"], "name": ["user name"]}


def test_included_and_built_in_concepts_are_mentioned_too(tmp_path: Path) -> None:
    text = "bound: {definition: x, includes: [duration, deletion]}\ndeletion: {definition: x, phrases: [delete+]}\n"
    reading = Reader(make_vocabulary(tmp_path, text)).read(read_text("# T\n\nIt is deleted after 24 hours.\n"))
    words = [reading.document.text(*mention) for mention in reading.mentions("bound")]
    assert words == ["deleted", "24 hours"]
    assert [reading.document.text(*mention) for mention in reading.mentions_between("duration", 0, 200)] == ["24 hours"]
    assert reading.mentions_between("deletion", 10, 20) == ()


def test_no_mention_crosses_from_block_to_block(tmp_path: Path) -> None:
    reading = Reader(make_vocabulary(tmp_path, WORDS)).read(read_text("# T\n\nThe user\n\nname is\n\n- log\n- address\n"))
    assert [reading.document.text(*mention) for mention in (*reading.mentions("name"), *reading.mentions("logging"))] == ["name", "log"]


def test_one_matcher_serves_many_documents(tmp_path: Path) -> None:
    matcher = Matcher(make_vocabulary(tmp_path, WORDS))
    assert [dict(matcher.find(text)) for text in ("a name", "a log", "a name")][::2] == [dict(matcher.find("a name"))] * 2
