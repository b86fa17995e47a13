"""Names for things that a text mentions in many forms: `Device Identifiers` and `a device identifier` are one."""

from __future__ import annotations

import re

_EDGE = frozenset(
    re.findall(
        r"\w+",
        "a an the of to in on for and or is are be by with any all each every its their his her my your this that these those such new own other another"
        " only same individual specific",
    )
)
_LOG = re.compile(r"(?:logs?|trails?|records?|syslog|files?|entry|entries|data|information)")
"""The last word of a name of records."""
_VERB = re.compile(
    r"(?:send|sends|sent|stor|keep|kept|uniquely|unambiguously|upload|shar|publish|includ|contain|disclos|identif|link|pin|maintain|retain|creat|writ)\w*"
)
_LONGEST = 4
"""Words of a name: longer mentions are whole clauses."""
_PLAIN = {"ids": "id", "identifiers": "identifier", "identities": "identity", "addresses": "address", "histories": "history", "queries": "query"}
_ATTACKERS = re.compile(r"(?i)attack|adversar|intruder|malicious|rogue|compromised|hostile|hacker|imposter|impostor|opponent|threat|bad actor")
_OBSERVERS = re.compile(r"(?i)observer|eavesdropper|monitor|wiretap|snoop|listener|anyone|surveillance")
_PEOPLE = re.compile(r"(?i)^(?:alice|bob|person|people|persons|individuals?|humans?|human beings?|end[- ]users?)$")


def name_of(words: str, *, log: bool = False) -> str:
    """The name of data; empty for words that are no name: a verb, a clause. Of logs only nouns count."""
    text = " ".join(words.split()).strip(".,;:()\"'’").lower()
    parts = text.split(" ")
    while parts and (parts[0] in _EDGE or (len(parts) > 1 and _VERB.fullmatch(parts[0]))):
        parts.pop(0)
    while parts and parts[-1] in _EDGE:
        parts.pop()
    if not parts or len(parts) > _LONGEST or (log and not _LOG.fullmatch(parts[-1])):
        return ""
    return " ".join([*parts[:-1], _singular(parts[-1])])


def party_of(words: str, kind: str) -> str:
    """The name of a party. Observers and attackers go by few names, and so do people: what matters of them is that they are there."""
    text = " ".join(words.split()).lower()
    if kind == "observer":
        return "attacker" if _ATTACKERS.search(text) and not _OBSERVERS.search(text) else "observer"
    if kind == "person" and _PEOPLE.match(text):
        return "user"
    text = re.sub(r"['’]s?$|['’]s?(?= )", "", text).replace("third-party", "third party")
    parts = [part for part in text.split(" ") if part not in _EDGE] or [text]
    return " ".join([*parts[:-1], _singular(parts[-1])])


def _singular(word: str) -> str:
    if word in _PLAIN:
        return _PLAIN[word]
    if word.endswith("ies") and len(word) > 4 and word not in ("cookies", "movies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "ics", "dns")) and len(word) > 3:
        return word[:-1]
    return word
