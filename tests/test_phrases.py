import re

import pytest
from sample_catalogue import built_in_catalogue

from hrlint.matching.builtin import BUILTIN_CONCEPTS
from hrlint.matching.phrases import Phrase, PhraseError, parse_phrase
from hrlint.matching.wordforms import verb_forms


def found(phrase: str, text: str) -> list[str]:
    """All that a phrase matches where words begin."""
    pattern = re.compile(parse_phrase(phrase).expression)
    return [match.group() for word in re.finditer(r"[^\W_]+", text) if (match := pattern.match(text, word.start()))]


def every_phrase() -> list[Phrase]:
    concepts = built_in_catalogue().vocabulary.concepts.values()
    return [phrase for concept in concepts for phrase in (*concept.phrases, *concept.exceptions)]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("device identifier", "A Device Identifier and device identifiers", ["Device Identifier", "device identifiers"]),
        ("device identifier", "device-identifier, device_identifier", ["device-identifier", "device_identifier"]),
        ("device identifier", "device. Identifier; a device the identifier", []),
        ("address", "addresses of an address, readdress, addressed", ["addresses", "address"]),
        ("policy", "policies and policy", ["policies", "policy"]),
        ("on-path", "on-path or on path", ["on-path", "on path"]),
        ("user", "the user's name and the users’ names", ["user's", "users"]),
        ("log+", "log logs logged logging, but login, logger, blog", ["log", "logs", "logged", "logging"]),
        ("send+", "sends, sent, sending", ["sends", "sent", "sending"]),
        ("carry+", "carries carried carrying", ["carries", "carried", "carrying"]),
        ("store+", "stores stored storing store", ["stores", "stored", "storing", "store"]),
        ("(log|record)+", "logging and recorded", ["logging", "recorded"]),
        ("correlat*", "correlates, correlation, uncorrelated", ["correlates", "correlation"]),
        ("=open", "open, opens, Open", ["open", "Open"]),
        ("TLS", "TLS, tls", ["TLS"]),
        ("IP address", "an IP address, an ip address", ["IP address"]),
        ("(stable|long lived) key", "stable key, long-lived keys, key", ["stable key", "long-lived keys"]),
        ("(user)? name", "user name and name", ["user name", "name", "name"]),
        ("log (all)? names", "log all names, log names", ["log all names", "log names"]),
        ("name (list)?", "name list. name", ["name list", "name"]),
        ("log+ .. address", "logs the address", ["logs the address"]),
        ("log+ .. address", "logs a b c d address", ["logs a b c d address"]),
        ("log+ .. address", "logs a b c d e address", []),
        ("log+ ..8 address", "logs a b c d e f g h address", ["logs a b c d e f g h address"]),
        ("log+ .. address", "logs it, and the address", ["logs it, and the address"]),
        ("log+ .. address", "logs it. The address", []),
        ("log+ .. address", "logs it; the address", []),
        ("log+ .. address", "log address", ["log address"]),
        ("log+ .. address", "logs (all) address", []),
        ("log+ .. address", "logs no. 4.2 address", []),
        ("log (e.g|i.e)", "log e.g. address", ["log e.g"]),
        ("(a (b|c)|d e)", "a c, d e, a d", ["a c", "d e"]),
        ("don't", "don't, don’t", ["don't", "don’t"]),
    ],
)
def test_phrases_find(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


@pytest.mark.parametrize("phrase", ["", "(a", "a)", "(a|)", "()", "a | | b", "..", ".. a", "a ..", "(a)?", "(a)? (b)?", "-a", "=-", "e.g.", "users? a"])
def test_what_is_no_phrase_says_why(phrase: str) -> None:
    with pytest.raises(PhraseError) as error:
        parse_phrase(phrase)
    assert str(error.value)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("log", "log logs logged logging loged loging"),
        ("encrypt", "encrypt encrypts encrypted encrypting"),
        ("agree", "agree agrees agreed agreeing"),
        ("pass", "pass passes passed passing"),
        ("deny", "deny denies denied denying"),
        ("keep", "keep keeps kept keeping"),
    ],
)
def test_verbs_have_all_their_forms(verb: str, forms: str) -> None:
    assert verb_forms(verb) == set(forms.split())


def test_a_phrase_is_filed_under_every_word_that_it_can_begin_with() -> None:
    assert parse_phrase("(user)? name").first_words == {"user", "users", "name", "names"}
    assert parse_phrase("(correlat*|link+)").first_words == {"correlat*", "link", "links", "linked", "linking"}
    assert parse_phrase("IP-address").first_words == {"ip"}


def test_every_phrase_repeats_within_bounds() -> None:
    unbounded = [phrase.text for phrase in every_phrase() if re.search(r"(?<!\\)[*+]|\{\d*,\}", phrase.expression)]
    assert unbounded == []


def test_every_phrase_and_concept_compiles_in_linear_time_engines() -> None:
    re2 = pytest.importorskip("re2", reason="google-re2 has no wheel here")
    options = re2.Options()
    options.max_mem = 64 << 20
    for expression in [*(phrase.expression for phrase in every_phrase()), *BUILTIN_CONCEPTS.values()]:
        re2.compile(expression, options)


@pytest.mark.parametrize(
    ("concept", "yes", "no"),
    [
        ("duration", ["24 hours", "two weeks", "a day", "90-day", "once per hour", "daily"], ["hours", "day", "24", "Monday"]),
        ("quantity", ["3 times", "1200 bytes", "10%", "5 retries"], ["times", "v10", "24 hours"]),
        ("url", ["https://example.org/x", "wss://example.org"], ["https", "example.org"]),
        ("reason", ["because", "in order to", "to avoid"], ["reasonable", "to"]),
        ("condition", ["if", "unless", "only when", "e.g."], ["iffy", "whenceforth"]),
    ],
)
def test_built_in_concepts(concept: str, yes: list[str], no: list[str]) -> None:
    pattern = re.compile(BUILTIN_CONCEPTS[concept])
    assert [words for words in yes if not pattern.search(f"it is {words} so")] == []
    assert [words for words in no if pattern.search(f"it is {words}, well")] == []
