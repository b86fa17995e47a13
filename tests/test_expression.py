from pathlib import Path

import pytest
from sample_catalogue import Asked, expression, make_vocabulary


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    facts = {"logs": expression("{concept: log-act}"), "quiet": expression("{not: {fact: logs}}")}
    return Asked(make_vocabulary(tmp_path_factory.mktemp("vocabulary")), facts)


# --- mentions


@pytest.mark.parametrize(
    ("text", "document", "words"),
    [
        ("{concept: name}", "The name. A user name. No more.", ["name", "user name"]),
        ("{concept: [name, address]}", "An address and a name.", ["address", "name"]),
        ("{concept: personal}", "An address and a name.", ["address", "name"]),
        ("{concept: duration}", "It is kept for 24 hours.", ["24 hours"]),
        # negation
        ("{concept: log-act}", "It logs names. It does not log addresses.", ["logs"]),
        ("{concept: log-act, negated: true}", "It logs names. It does not log addresses.", ["log"]),
        ("{concept: log-act, negated: any}", "It logs names. It does not log addresses.", ["logs", "log"]),
        # whom the sentence speaks of
        ("{concept: log-act}", "An attacker can log it. RFC 7858 uses and logs it. It logs names.", ["logs"]),
        ("{concept: log-act, subject: attacker}", "An attacker can log it. RFC 7858 uses and logs it.", ["log"]),
        ("{concept: log-act, subject: [attacker, other]}", "An attacker can log it. RFC 7858 uses and logs it.", ["log", "logs"]),
        ("{concept: log-act, subject: any}", "An attacker can log it. It logs.", ["log", "logs"]),
        # what stands beside
        ("{concept: log-act, with: [name]}", "It logs the name. It is logged. The name.", ["logs"]),
        ("{concept: log-act, without: [name]}", "It logs the name. It is logged. The name.", ["logged"]),
        ("{concept: log-act, with: [name], near: paragraph}", "It logs. The name.\n\nIt is logged.", ["logs"]),
        ("{concept: log-act, with: [name], near: clause}", "It logs, but the name goes. It logs the name.", ["logs"]),
        ("{concept: log-act, with: [name], near: section}", "It logs.\n\nThe name.\n\n## B\n\nIt is logged.", ["logs"]),
        ("{concept: log-act, with: {all: [{concept: name}, {concept: address}]}}", "It logs the name. It logged the name and the address.", ["logged"]),
        ("{concept: log-act, with: [name], without: [address]}", "It logs the name. It logged the name and the address.", ["logs"]),
        ("{concept: log-act, with: [server], near: paragraph}", "The server:\n\n- logs it\n- waits", ["logs"]),
    ],
)
def test_mentions(asked: Asked, text: str, document: str, words: list[str]) -> None:
    assert asked.words(text, f"# T\n\n## Design\n\n{document}\n") == words


QUIET = ["Abstract", "Terminology", "Examples", "References", "Acknowledgements", "IANA Considerations", "Copyright"]


@pytest.mark.parametrize("title", QUIET)
def test_sections_that_design_nothing_raise_nothing_by_themselves(asked: Asked, title: str) -> None:
    document = f"# T\n\n## {title}\n\nIt logs names.\n\n### More\n\nIt logs more.\n\n## Design\n\nIt is logged.\n"
    assert asked.words("{concept: log-act}", document) == ["logged"]


def test_roles_choose_sections(asked: Asked) -> None:
    document = "# T\n\n## Introduction\n\nIt logs.\n\n## Design\n\nIt is logging.\n\n## Terminology\n\nLogged.\n\n## Security\n\nIt is logged.\n"
    assert asked.words("{concept: log-act, in: [security]}", document) == ["logged"]
    assert asked.words("{concept: log-act, in: [terminology, security]}", document) == ["Logged", "logged"]
    assert asked.words("{concept: log-act, not-in: [introduction, security]}", document) == ["logging"]


def test_quotes_and_code_raise_nothing(asked: Asked) -> None:
    assert asked.words("{concept: log-act}", "# T\n\n> It logs.\n\n```\nlogs\n```\n\n    logs\n\nNothing more.\n") == []


# --- requirements


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        ("keyword: must", ["MUST encrypt"]),
        ("keyword: must-not", ["MUST NOT log"]),
        ("keyword: should", ["SHOULD delete"]),
        ("keyword: may", ["MAY log"]),
        ("keyword: weak", ["MAY log", "SHOULD delete"]),
        ("keyword: positive", ["MUST encrypt", "MAY log", "SHOULD delete"]),
        ("keyword: [must, must-not]", ["MUST encrypt", "MUST NOT log"]),
        ("keyword: any", ["MUST encrypt", "MUST NOT log", "MAY log", "SHOULD delete"]),
        ("action: [log-act]", ["MUST NOT log", "MAY log"]),
        ("action: [log-act], actor: [client]", ["MAY log"]),
        ("object: [name]", ["MUST encrypt", "SHOULD delete"]),
        ("recipient: [server]", ["MUST encrypt"]),
        ("clause: [address]", ["address", "address"]),
        ("action: [log-act], clause: [address]", ["MUST NOT log", "MAY log"]),
        ("keyword: may, clause: [name]", []),
    ],
)
def test_requirements(asked: Asked, slots: str, words: list[str]) -> None:
    document = (
        "# T\n\nClients MUST encrypt the name to the server. Servers MUST NOT log the address. A client MAY log its address. Servers SHOULD delete names.\n"
    )
    assert asked.words(f"{{requirement: {{{slots}}}}}", document) == words


def test_requirements_know_their_surroundings(asked: Asked) -> None:
    document = "# T\n\nClients MUST log names. Clients MUST log it.\n\n## Security\n\nServers MUST log.\n\n## Examples\n\nAll MUST log.\n"
    assert asked.words("{requirement: {keyword: must}, with: [name]}", document) == ["MUST log"]
    assert len(asked.words("{requirement: {keyword: must}, without: [name]}", document)) == 2
    assert len(asked.words("{requirement: {keyword: must}, not-in: [security]}", document)) == 2
    assert len(asked.words("{requirement: {keyword: must}, in: [examples]}", document)) == 1


def test_an_adjectival_requirement_stands_from_its_noun_on(asked: Asked) -> None:
    assert asked.words("{requirement: {keyword: may}}", "# T\n\nEncryption is OPTIONAL.\n") == ["Encryption is OPTIONAL"]


# --- sections


LONG = "The server learns what a client asks, because each request holds its text and the address from which it came to the server."


@pytest.mark.parametrize(
    ("body", "state"),
    [("", "empty"), ("None.", "empty"), ("TBD.", "unfinished"), ("See [RFC7858].", "delegated"), (LONG, "present")],
)
def test_states_of_sections(asked: Asked, body: str, state: str) -> None:
    document = f"# T\n\n## Security Considerations\n\n{body}\n"
    for other in ("empty", "unfinished", "delegated", "present"):
        expected = ["Security Considerations"] if other == state else []
        assert asked.words(f"{{section: security, state: {other}}}", document) == expected
    assert asked.words("{section: security, state: [missing, empty, unfinished, delegated, present]}", document) == ["Security Considerations"]
    assert not asked.outcome("{section: security, state: missing}", document).holds


def test_a_missing_section_stands_on_the_title_and_is_not_missing_in_a_fragment(asked: Asked) -> None:
    assert asked.words("{section: privacy, state: missing}", "# The Title\n\nWords.\n") == ["The Title"]
    assert not asked.outcome("{section: privacy, state: missing}", "Words without a title.\n").holds


@pytest.mark.parametrize(("title", "unfinished"), [("Security", False), ("Security Considerations", True)])
def test_a_section_that_says_something_speaks_for_one_that_does_not_and_has_no_name_of_its_own(asked: Asked, title: str, unfinished: bool) -> None:
    document = f"# T\n\n## {title}\n\nTBD.\n\n## Security Analysis\n\n{LONG}\n"
    assert asked.outcome("{section: security, state: unfinished}", document).holds is unfinished


def test_a_title_that_names_the_subject_makes_the_document_its_own_section(asked: Asked) -> None:
    assert not asked.outcome("{section: privacy, state: missing}", "# Privacy Considerations for Greetings\n\nWords.\n").holds
    assert asked.outcome("{section: privacy, state: missing}", "# Greetings\n\nWords.\n").holds


def test_a_pointer_within_the_document_is_not_a_delegation(asked: Asked) -> None:
    document = f"# T\n\n## 1. Threats to users\n\n{LONG}\n\n## 2. Privacy Considerations\n\nSee Section 1.\n"
    assert not asked.outcome("{section: privacy, state: delegated}", document).holds
    assert asked.outcome("{section: privacy, state: present}", document).holds


def test_lengths_of_sections(asked: Asked) -> None:
    document = f"# T\n\n## Security Considerations\n\n{LONG}\n"
    words = len(LONG.split())
    assert asked.outcome(f"{{section: security, least-words: {words}}}", document).holds
    assert not asked.outcome(f"{{section: security, least-words: {words + 1}}}", document).holds
    assert asked.outcome(f"{{section: security, most-words: {words}}}", document).holds
    assert not asked.outcome(f"{{section: security, most-words: {words - 1}}}", document).holds


@pytest.mark.parametrize(
    ("kind", "holds"),
    [
        ("{maturity: individual}", True),
        ("{maturity: [adopted, published]}", False),
        ("{profile: [ietf, irtf]}", True),
        ("{profile: xsf}", False),
        ("{genre: designs}", True),
        ("{genre: process}", False),
        ("{genre: [process, protocol], maturity: individual}", True),
        ("{genre: protocol, maturity: published}", False),
        ("{least-words: 5}", True),
        ("{least-words: 5000}", False),
        ("{most-words: 5}", False),
    ],
)
def test_what_a_document_is_as_a_whole(asked: Asked, kind: str, holds: bool) -> None:
    head = "---\ntitle: The Example Protocol\ndocname: draft-example-protocol-00\ncategory: std\n---\n\n--- middle\n"
    document = f"{head}\n# Messages\n\nThe client sends a name to a server.\n"
    assert asked.outcome(f"{{document: {kind}}}", document) == (holds, ())


# --- facts, delegations, combinations


def test_facts(asked: Asked) -> None:
    assert asked.words("{fact: logs}", "# T\n\nIt logs.\n") == ["logs"]
    assert not asked.outcome("{fact: logs}", "# T\n\nIt waits.\n").holds
    assert asked.outcome("{fact: quiet}", "# T\n\nIt waits.\n").holds


@pytest.mark.parametrize(
    ("sentence", "about", "holds"),
    [
        ("Encryption is described in Section 4 of [RFC7858].", "any", True),
        ("Encryption is described in [RFC7858], Section 4.", "[protection]", True),
        ("Logging is described in Section 4 of [RFC7858].", "[protection]", False),
        ("The security considerations of [RFC7858] apply.", "any", True),
        ("Encryption is described in [RFC7858].", "any", False),
        ("Encryption is described in Section 4.", "any", False),
    ],
)
def test_delegations_name_a_document_and_a_section_of_it(asked: Asked, sentence: str, about: str, holds: bool) -> None:
    assert asked.outcome(f"{{delegation: {about}}}", f"# T\n\n{sentence}\n").holds is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("{all: [{concept: name}, {concept: address}]}", True),
        ("{all: [{concept: name}, {concept: client}]}", False),
        ("{any: [{concept: client}, {concept: address}]}", True),
        ("{any: [{concept: client}, {concept: deletion}]}", False),
        ("[{concept: client}, {concept: address}]", True),
        ("{not: {concept: client}}", True),
        ("{not: {concept: name}}", False),
        ("{at-least: {count: 2, of: [{concept: name}, {concept: address}, {concept: client}]}}", True),
        ("{at-least: {count: 3, of: [{concept: name}, {concept: address}, {concept: client}]}}", False),
        ("{at-least: {count: 2, of: [{concept: name}]}}", True),
        ("{at-least: {count: 3, of: [{concept: name}]}}", False),
    ],
)
def test_combinations(asked: Asked, text: str, holds: bool) -> None:
    assert asked.outcome(text, "# T\n\nThe name, and again the name. An address. A name.\n").holds is holds


def test_all_stands_on_its_first_part_and_any_on_all_of_its_parts(asked: Asked) -> None:
    document = "# T\n\nThe name. An address.\n"
    assert asked.words("{all: [{not: {concept: client}}, {concept: address}, {concept: name}]}", document) == ["address"]
    assert asked.words("{any: [{concept: address}, {concept: name}]}", document) == ["name", "address"]


# --- answers


@pytest.mark.parametrize(
    ("within", "answered_at"),
    [("sentence", []), ("paragraph", ["P"]), ("section", ["P", "S"]), ("considerations", ["P", "S", "C"]), ("document", ["P", "S", "C", "D"])],
)
def test_an_answer_stands_within_a_distance_of_its_trigger(asked: Asked, within: str, answered_at: list[str]) -> None:
    answer = "The server deletes all of it after a day."
    for place in "PSCD":
        texts = {name: answer if name == place else "Nothing else is said in this place." for name in "PSCD"}
        document = f"# T\n\n## A\n\nIt logs names. {texts['P']}\n\n{texts['S']}\n\n## B\n\n{texts['D']}\n\n## Privacy Considerations\n\n{texts['C']}\n"
        assert asked.answers(f"{{concept: deletion, within: {within}}}", document) is (place in answered_at), (within, place)


def test_considerations_reach_the_sections_that_they_point_to(asked: Asked) -> None:
    document = "# T\n\n## 1. A\n\nIt logs.\n\n## 2. B\n\nThe server deletes all of it daily.\n\n## 3. Privacy Considerations\n\n{}\n"
    assert asked.answers("{concept: deletion}", document.format("How logs end is told in Section 2."))
    assert not asked.answers("{concept: deletion}", document.format("How logs end is told nowhere."))


def test_a_denial_answers_and_references_do_not(asked: Asked) -> None:
    assert asked.answers("{concept: name}", "# T\n\nIt logs. It does not store the name of anyone.\n")
    document = "# T\n\nIt logs.\n\n## Acknowledgements\n\nThanks to all for the deletion of many errors: they deleted them.\n"
    assert not asked.answers("{concept: deletion, within: document}", document)


@pytest.mark.parametrize(
    ("answer", "holds"),
    [
        ("The server deletes all of it after a day.", True),
        ("Deleted.", False),
        ("How to delete what is stored is out of scope.", False),
        ("When it is deleted is left for future work.", False),
    ],
)
def test_an_answer_says_something(asked: Asked, answer: str, holds: bool) -> None:
    document = f"# T\n\nIt logs names. {answer}\n"
    assert asked.answers("{concept: deletion}", document) is holds
    assert asked.answers("{concept: deletion, substance: false}", document)


def test_about_trigger_asks_that_the_paragraph_speaks_of_the_same(asked: Asked) -> None:
    document = "# T\n\n## A\n\nIt logs names.\n\n## B\n\n{}\n"
    answer = "{concept: deletion, within: document, about: trigger}"
    assert asked.answers(answer, document.format("What is logged is deleted every day by servers."))
    assert not asked.answers(answer, document.format("What is old is deleted every day by servers."))


def test_a_requirement_can_answer(asked: Asked) -> None:
    document = "# T\n\n## A\n\nIt logs names.\n\n## {}\n\nServers MUST delete names after some time.\n"
    answer = "{requirement: {keyword: must, action: [deletion]}}"
    assert asked.answers(answer, document.format("Security"))
    assert not asked.answers(answer, document.format("B"))
    assert not asked.answers("{requirement: {keyword: may, action: [deletion]}}", document.format("Security"))


def test_triggers_that_share_a_scope_get_the_same_answer(tmp_path: Path) -> None:
    asked = Asked(make_vocabulary(tmp_path))
    question = asked.question("# T\n\n## A\n\nIt logs names. It is logged.\n\nThe server deletes all of it after a day.\n\n## B\n\nIt is logging.\n")
    from hrlint.checking.expression import Purpose

    answer = expression("{concept: deletion, within: section}", Purpose.ANSWER)
    triggers = expression("{concept: log-act}").evaluate(question).places
    assert [answer.evaluate(question.at(trigger)).holds for trigger in triggers] == [True, True, False]
