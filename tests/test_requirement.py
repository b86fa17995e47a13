import pytest

from hrlint.matching.requirement import find_requirements
from hrlint.reading.reader import read_text


def clauses(text: str) -> list[tuple[str, str, str, str, str]]:
    """Strength, actor, action, object and recipient of each requirement."""
    document = read_text(f"# Title\n\n{text}\n")
    return [
        (found.strength.value, *(document.text(*slot) for slot in (found.actor, found.action, found.object, found.recipient)))
        for found in find_requirements(document)
    ]


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("The client MUST send its device identifier to the server.", ("must", "The client", "send", "its device identifier", "the server")),
        ("A server MUST NOT log the query.", ("must-not", "A server", "log", "the query", "")),
        ("Servers SHALL NOT retain the address of the user.", ("must-not", "Servers", "retain", "the address of the user", "")),
        ("Clients SHOULD encrypt the message.", ("should", "Clients", "encrypt", "the message", "")),
        (
            "Implementations SHOULD NOT send the identifier to third parties.",
            ("should-not", "Implementations", "send", "the identifier", "third parties"),
        ),
        ("Each client MAY optionally send its name to the relay.", ("may", "Each client", "send", "its name", "the relay")),
        ("A client MUST therefore only use TLS with the server.", ("must", "A client", "use", "TLS", "the server")),
        ("The server MUST be able to identify the user.", ("must", "The server", "identify", "the user", "")),
        ("A peer SHOULD NOT reply.", ("should-not", "A peer", "reply", "", "")),
        ("A peer SHOULD not reply.", ("should-not", "A peer", "reply", "", "")),
        ("The field MUST be 32 bits long.", ("must", "The field", "", "32 bits long", "")),
    ],
)
def test_active_clauses(sentence: str, clause: tuple[str, ...]) -> None:
    assert clauses(sentence) == [clause]


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("The query MUST NOT be logged by the server.", ("must-not", "the server", "logged", "The query", "")),
        ("The identifier SHOULD be rotated every day.", ("should", "", "rotated", "The identifier", "")),
        ("The token MUST only be sent over TLS to the relay.", ("must", "", "sent", "The token", "the relay")),
    ],
)
def test_passive_clauses_have_their_subject_as_object(sentence: str, clause: tuple[str, ...]) -> None:
    assert clauses(sentence) == [clause]


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("It is RECOMMENDED that clients encrypt the message.", ("should", "clients", "encrypt", "the message", "")),
        ("It is RECOMMENDED that mail readers ask the sender.", ("should", "mail readers", "ask", "the sender", "")),
        ("It is RECOMMENDED that a client use TLS.", ("should", "a client", "use", "TLS", "")),
        ("It is RECOMMENDED for the client to prompt the user.", ("should", "the client", "prompt", "the user", "")),
        ("It is RECOMMENDED that login keys be fetched over HTTPS.", ("should", "", "fetched", "login keys", "")),
        ("It is RECOMMENDED that the old tokens be deleted by the server.", ("should", "the server", "deleted", "the old tokens", "")),
        ("It is RECOMMENDED to encrypt the message.", ("should", "", "encrypt", "the message", "")),
        ("It is REQUIRED for servers to encrypt logs.", ("must", "servers", "encrypt", "logs", "")),
        ("Clients are REQUIRED to encrypt the query.", ("must", "Clients", "encrypt", "the query", "")),
        ("Encryption is OPTIONAL.", ("may", "", "Encryption", "Encryption", "")),
        ("Sending cleartext is NOT RECOMMENDED.", ("should-not", "", "Sending cleartext", "Sending cleartext", "")),
        ("Encryption is not REQUIRED.", ("may", "", "Encryption", "Encryption", "")),
    ],
)
def test_adjectives(sentence: str, clause: tuple[str, ...]) -> None:
    assert clauses(sentence) == [clause]


@pytest.mark.parametrize("sentence", ["A RECOMMENDED mechanism is TLS.", "The OPTIONAL field holds it.", "The MUSTARD is hot."])
def test_an_adjective_before_its_noun_requires_nothing(sentence: str) -> None:
    assert clauses(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Clients MUST encrypt the query and MAY log it.", [("must", "Clients", "encrypt", "the query"), ("may", "Clients", "log", "it")]),
        (
            "Clients MUST encrypt the query, and the server MUST NOT store it.",
            [("must", "Clients", "encrypt", "the query"), ("must-not", "the server", "store", "it")],
        ),
        (
            "The request MUST contain the user name; the server MUST store it.",
            [("must", "The request", "contain", "the user name"), ("must", "the server", "store", "it")],
        ),
        ("The server, which MAY cache the answer, MUST delete it.", [("may", "The server", "cache", "the answer"), ("must", "The server", "delete", "it")]),
        (
            "Keys MUST be encrypted and MUST NOT be logged.",
            [("must", "", "encrypted", "Keys"), ("must-not", "", "logged", "Keys")],
        ),
        (
            "The keys MAY be used; it is RECOMMENDED that servers rotate keys daily.",
            [("may", "", "used", "The keys"), ("should", "servers", "rotate", "keys daily")],
        ),
    ],
)
def test_two_requirements_in_one_sentence(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert [clause[:4] for clause in clauses(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Servers that keep logs MUST delete them.", "Servers"),
        ("A client that receives such a message MUST close the connection.", "A client"),
        ("Relays, when asked, MUST delete the log.", "Relays"),
        ("When a user logs in, the server MUST record it.", "the server"),
        ("This document requires that clients MUST encrypt the query.", "clients"),
        ("Note that servers MUST NOT log names.", "servers"),
    ],
)
def test_who_must(sentence: str, actor: str) -> None:
    assert [clause[1] for clause in clauses(sentence)] == [actor]


def test_lower_case_counts_only_in_documents_without_capitals() -> None:
    assert [clause[:3] for clause in clauses("The server must log names. It may not log addresses.")] == [("must", "The server", "log"), ("may", "", "log")]
    assert [clause[:3] for clause in clauses("The server must log names. Clients MAY wait.")] == [("may", "Clients", "wait")]
    assert clauses("It may be possible to log names.") == []


def test_quotes_and_code_require_nothing() -> None:
    assert clauses("> The server MUST log names.\n\nClients wait.") == []
    assert clauses("```\nThe server MUST log names.\n```\n\nClients wait.") == []


def test_a_clause_ends_with_its_sentence() -> None:
    assert clauses("Clients MUST wait. The server logs names.") == [("must", "Clients", "wait", "", "")]
    assert clauses("A name MUST\n\nbe sent to the server") == [("must", "A name", "", "", "")]


def test_an_endless_clause_is_read_in_time() -> None:
    assert len(clauses("the client MUST log it and " * 3000)) == 3000
