import pytest

from hrlint.matching.context import Subject, is_negated, subject_of


def marked(sentence: str) -> tuple[str, int, int]:
    """The sentence without its braces, and the offsets of the words between them."""
    before, words, after = sentence.replace("}", "{").split("{")
    return before + words + after, len(before), len(before) + len(words)


@pytest.mark.parametrize(
    "sentence",
    [
        "The server does not log {the query}.",
        "The server MUST NOT log {the query}.",
        "The server doesn't store {names}.",
        "The server doesn’t store {names}.",
        "{The query} is not logged.",
        "{The query} MUST NOT be logged.",
        "{The query} is never sent to the server.",
        "{Identifiers} aren't sent.",
        "No {identifier} is sent.",
        "Clients send requests without {identifiers}.",
        "Clients avoid sending {identifiers}.",
        "Neither the client nor the server stores {the key}.",
        "{Cookie}-free requests are sent.",
        "Servers must no longer keep {the log}.",
        "Servers refrain from logging {addresses}.",
        "Servers cannot see {the address}.",
        "The proxy strips {the address} before it forwards the request.",
        "The server logs numbers rather than {names}.",
        "The server rejects {names}.",
    ],
)
def test_the_clause_denies_the_words(sentence: str) -> None:
    assert is_negated(*marked(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The server MUST log {the query}.",
        "Clients do not only send {identifiers} but names.",
        "It is not necessarily {encrypted}.",
        "The client does not wait, and the server logs {the query}.",
        "If the client does not answer, the server logs {the query}.",
        "The client does not wait because the server logs {the query}.",
        "The server logs {the query}, but not the answer.",
        "The server logs {the query} and does not wait.",
        "The log is kept for no longer than {a day}.",
        "There is no reason to log, and clients send {names}.",
        "It is not the case here. The server logs {names}.",
        "The server logs {names} rather than addresses.",
        "The server (which does not wait) logs {names}.",
    ],
)
def test_the_clause_affirms_the_words(sentence: str) -> None:
    assert not is_negated(*marked(sentence))


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("The server logs {queries}.", Subject.DESIGN),
        ("The client sends {a name}, which an attacker can read.", Subject.DESIGN),
        ("The server rejects requests from attackers and logs {them}.", Subject.DESIGN),
        ("To stop an attacker, the server hides {names}.", Subject.DESIGN),
        ("Unlike HTTP, this protocol uses {TLS}.", Subject.DESIGN),
        ("This document updates RFC 7858 and uses {TLS}.", Subject.DESIGN),
        ("Other clients send {names}.", Subject.DESIGN),
        ("An attacker can read {the queries}.", Subject.ATTACKER),
        ("A passive observer learns {the name}.", Subject.ATTACKER),
        ("A malicious server may track {the user}.", Subject.ATTACKER),
        ("An adversary who sees {the address} knows it.", Subject.ATTACKER),
        ("In RFC 7858, clients use {TLS}.", Subject.OTHER),
        ("RFC 7858 defines {TLS} for DNS.", Subject.OTHER),
        ("[RFC7858] requires {TLS}.", Subject.OTHER),
        ("As described in [I-D.example], the server logs {names}.", Subject.OTHER),
        ("Existing protocols use {cleartext}.", Subject.OTHER),
        ("Some implementations log {names}.", Subject.OTHER),
    ],
)
def test_whom_a_sentence_speaks_of(sentence: str, subject: Subject) -> None:
    text, start, _ = marked(sentence)
    assert subject_of(text, start) is subject


def test_what_stands_far_away_in_an_endless_clause_denies_nothing() -> None:
    text = "not " + "so " * 100 + "it logs names"
    assert not is_negated(text, len(text) - 5, len(text))
