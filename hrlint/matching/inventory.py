"""What a design handles, and who is part of it: data with its senders, protection, keeping and discussion; parties with what each of them learns.

Everything here is read off words that stand near each other, and cites them: a table to check a draft against, not a proof.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from hrlint.matching.names import name_of, party_of
from hrlint.matching.reading import Reading
from hrlint.matching.requirement import Range, Requirement
from hrlint.reading.document import BlockKind, Document, Role


class Kind(str, Enum):
    """Kinds of data."""

    KEY = "key"
    LOG = "log"
    CONTENT = "content"
    METADATA = "metadata"
    IDENTIFIER = "identifier"
    PERSONAL = "personal data"


CONCEPTS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (Kind.KEY, ("bearer-secret", "key-in-use")),
    (Kind.LOG, ("logs-people", "log-act")),
    (Kind.CONTENT, ("message-content",)),
    (Kind.IDENTIFIER, ("persistent-identifier", "lasting-personal-identifier", "hardware-value")),
    (Kind.PERSONAL, ("geolocation", "sensitive-data", "contact-data", "identity-of-person", "civil-identity")),
    (Kind.METADATA, ("tells-presence", "contact-graph", "activity-data", "network-trace")),
    (Kind.PERSONAL, ("personal-data",)),
)
"""The concepts of the vocabulary that name data of each kind, the first ones first where words could be several; an unknown concept names nothing."""

WIRE = ("secure-transport", "confidential-channel", "encryption-means", "object-protection")
REST = ("rest-protection",)
KEEPING = ("retention-end", "duration")
STORING = ("stores", "keeps-data", "stores-secrets", "log-act")

PARTIES: Mapping[str, str] = {
    "attacker": "observer",
    "network-observer": "observer",
    "person": "person",
    "client-side": "client",
    "server-side": "server",
    "intermediary": "intermediary",
    "operator": "operator",
}
"""Concepts of the vocabulary that name parties, and the kind of each."""

_SILENT = frozenset(
    {
        Role.REFERENCES,
        Role.ACKNOWLEDGEMENTS,
        Role.CHANGELOG,
        Role.BOILERPLATE,
        Role.CONTENTS,
        Role.ABSTRACT,
        Role.IANA,
        Role.CONVENTIONS,
        Role.IMPLEMENTATION_STATUS,
    }
)
_CONSIDERING = frozenset({Role.SECURITY, Role.PRIVACY, Role.RIGHTS})
_MOST = 8
"""Places kept for each answer: a table, not a concordance."""
_HANDING = re.compile(
    r"(?i:send|transmit|includ|contain|carr|convey|provid|present|forward|publish|report|return|shar|expos|reveal|disclos|upload|register|announc|advertis"
    r"|deliver|submit|relay|stor|log|record|keep|retain|collect|set|hold|add|insert|attach|use|supply|pass|encrypt|receiv|process|delet)"
)
_LEARNS = re.compile(
    r"\b(?i:learns?|sees?|observes?|receives?|knows?|obtains?|collects?|stores?|logs?|tracks?|infers?|reads?|intercepts?|records?|retains?|processes"
    r"|correlates?|access(?:es)?|gathers?|keeps?|has access to|links?|identif(?:y|ies))\b"
)
_NEXT_CLAUSE = re.compile(r"[,;:]|\b(?:so|that|which|if|when|unless|because)\b")
_OTHER_SENSES = frozenset({"exchange", "exchanges", "authority", "authorities", "nat", "child", "children"})
"""Words for parties that mostly stand for something else: message exchanges, the authority of a URI, child elements."""
_LONGEST_REACH = 160
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A sentence that shows something, by its range of prose."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Who does what with the data, towards whom, and with which force; the words of the text, empty where it names none."""

    sender: str
    action: str
    recipient: str
    strength: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class DataItem:
    """One kind of data under one name."""

    name: str
    kind: Kind
    mentions: int
    introduced: Passage
    in_design: bool
    """False where only considerations speak of it."""
    flows: tuple[Flow, ...]
    on_wire: tuple[Passage, ...]
    at_rest: tuple[Passage, ...]
    kept: tuple[Passage, ...]
    discussed: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part or looks on. `learns` are names of data, each with the sentence that says so."""

    name: str
    kind: str
    mentions: int
    introduced: Passage
    in_design: bool
    learns: tuple[tuple[str, Passage], ...]


@dataclass(frozen=True, slots=True)
class Inventory:
    """The tables of one document, in the order in which it introduces things."""

    data: tuple[DataItem, ...]
    parties: tuple[Party, ...]


def take_inventory(reading: Reading) -> Inventory:
    """The inventory of a document: one pass over mentions, each looked at in its own sentence and paragraph."""
    surroundings = _Surroundings(reading)
    found = list(_data_mentions(reading))
    by_name: dict[str, list[_Found]] = {}
    for item in found:
        by_name.setdefault(item.name, []).append(item)
    data = [surroundings.data_item(name, items) for name, items in by_name.items()]
    return Inventory(tuple(sorted(data, key=lambda item: (item.introduced, item.name))), surroundings.parties(found))


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    kind: Kind
    rank: int
    range: Range


def _data_mentions(reading: Reading) -> Iterator[_Found]:
    """Each place that names data, once, under the first kind that claims it."""
    document = reading.document
    taken: list[_Found] = []
    for rank, (kind, concepts) in enumerate(CONCEPTS):
        for mention in sorted({mention for concept in concepts for mention in reading.mentions(concept)}):
            name = name_of(document.text(mention.start, mention.end), log=kind is Kind.LOG)
            if name and _speaks(document, mention.start):
                taken.append(_Found(name, kind, rank, Range(mention.start, mention.end)))
    taken.sort(key=lambda item: (item.range.start, item.rank, -item.range.end))
    end = -1
    for item in taken:
        if item.range.start >= end:
            end = item.range.end
            yield item


def _speaks(document: Document, offset: int) -> bool:
    return _SILENT.isdisjoint(document.section_at(offset).roles) and document.blocks[document.block_at(offset)].kind is not BlockKind.QUOTE


class _Surroundings:
    """What stands around mentions."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._document = reading.document

    def data_item(self, name: str, items: list[_Found]) -> DataItem:
        flows: dict[Flow, None] = {}
        wire: dict[Passage, None] = {}
        rest: dict[Passage, None] = {}
        kept: dict[Passage, None] = {}
        discussed: dict[Passage, None] = {}
        design = [item for item in items if not self._considers(item.range.start)]
        for item in items:
            flows.update(dict.fromkeys(self._flows(item.range)))
            if self._considers(item.range.start):
                discussed[self._passage(item.range.start)] = None
            _gather(wire, self._near(item.range, WIRE))
            _gather(rest, self._near(item.range, REST, STORING))
            _gather(kept, self._near(item.range, KEEPING, STORING))
        first = (design or items)[0]
        return DataItem(
            name, first.kind, len(items), self._passage(first.range.start), bool(design), _some(flows), _some(wire), _some(rest), _some(kept), _some(discussed)
        )

    def parties(self, found: list[_Found]) -> tuple[Party, ...]:
        """Whom the text names, and what it says that each of them learns."""
        reading, document = self._reading, self._document
        starts = [item.range.start for item in found]
        named: dict[str, list[tuple[Range, str]]] = {}
        learned: dict[str, dict[tuple[str, Passage], None]] = {}
        for place, kind in self._party_mentions():
            name = party_of(document.text(place.start, place.end), kind)
            named.setdefault(name, []).append((place, kind))
            sentence = document.sentences[document.sentence_at(place.start)]
            verb = _LEARNS.search(document.prose.text, place.end, min(sentence.end, place.end + _LONGEST_REACH))
            if verb is not None:
                for item in _between(found, starts, verb.end(), min(sentence.end, verb.end() + _LONGEST_REACH)):
                    learned.setdefault(name, {})[item.name, self._passage(place.start)] = None
        for item in found:
            for requirement in reading.requirements_of(document.sentence_at(item.range.start)):
                if _within(item.range, requirement.object) and self._receives(requirement):
                    who = self._known_party(requirement.recipient)
                    if who in named:
                        learned.setdefault(who, {})[item.name, self._passage(item.range.start)] = None
        return tuple(
            sorted((self._party(name, places, learned.get(name, {})) for name, places in named.items()), key=lambda party: (party.introduced, party.name))
        )

    def _party(self, name: str, places: list[tuple[Range, str]], learned: Iterable[tuple[str, Passage]]) -> Party:
        design = [place for place, _ in places if not self._considers(place.start)]
        first = design[0] if design else places[0][0]
        once: dict[str, Passage] = {}
        for data, passage in learned:
            once.setdefault(data, passage)
        return Party(name, places[0][1], len(places), self._passage(first.start), bool(design), tuple(once.items()))

    def _party_mentions(self) -> Iterator[tuple[Range, str]]:
        reading, document = self._reading, self._document
        mentions = {Range(mention.start, mention.end): kind for concept, kind in reversed(tuple(PARTIES.items())) for mention in reading.mentions(concept)}
        end = -1
        for place in sorted(mentions, key=lambda place: (place.start, -place.end)):
            if place.start >= end and _speaks(document, place.start) and document.text(place.start, place.end).lower() not in _OTHER_SENSES:
                end = place.end
                yield place, mentions[place]

    def _known_party(self, words: Range) -> str:
        """The name under which the last party within some words is listed; empty where none is."""
        found = ""
        for concept, kind in PARTIES.items():
            for mention in self._reading.mentions_between(concept, words.start, words.end):
                found = party_of(self._document.text(mention.start, mention.end), kind)
        return found

    def _flows(self, place: Range) -> Iterator[Flow]:
        text = self._document.prose.text
        for requirement in self._reading.requirements_of(self._document.sentence_at(place.start)):
            if _handles(requirement, place, text):
                actor = "" if requirement.passive and requirement.actor == requirement.object else text[slice(*requirement.actor)]
                yield Flow(
                    _short(actor),
                    text[slice(*requirement.action)],
                    _short(text[slice(*requirement.recipient)]) if self._receives(requirement) else "",
                    requirement.strength.value.replace("-", " ").upper(),
                    self._passage(place.start),
                )

    def _receives(self, requirement: Requirement) -> bool:
        """True where the recipient of a requirement stands in the clause of its verb, not in one that says what it is for."""
        between = self._document.text(requirement.action.end, requirement.recipient.start)
        return requirement.recipient.end > requirement.recipient.start and _NEXT_CLAUSE.search(between) is None

    def _near(self, place: Range, concepts: tuple[str, ...], beside: tuple[str, ...] = ()) -> Iterator[Passage]:
        """Sentences of the same paragraph, from the data on, that hold one of the concepts; where `beside` is given, the sentence holds one of those, too."""
        block = self._document.blocks[self._document.block_at(place.start)]
        here = self._document.sentence_at(place.start)
        for index in range(here, min(here + 2, len(self._document.sentences))):
            sentence = self._document.sentences[index]
            if sentence.start >= block.end:
                return
            if self._holds(sentence.start, sentence.end, concepts) and (not beside or self._holds(sentence.start, sentence.end, beside)):
                yield Passage(sentence.start, sentence.end)

    def _holds(self, start: int, end: int, concepts: tuple[str, ...]) -> bool:
        return any(not self._reading.is_negated(mention) for concept in concepts for mention in self._reading.mentions_between(concept, start, end))

    def _passage(self, offset: int) -> Passage:
        sentence = self._document.sentences[self._document.sentence_at(offset)]
        return Passage(sentence.start, sentence.end)

    def _considers(self, offset: int) -> bool:
        return not _CONSIDERING.isdisjoint(self._document.section_at(offset).roles)


def _handles(requirement: Requirement, place: Range, text: str) -> bool:
    """True where a requirement says what is done with the data: it is the object, and the verb hands over, keeps or protects."""
    return _within(place, requirement.object) and _HANDING.match(text, requirement.action.start, requirement.action.end) is not None


def _within(place: Range, slot: Range) -> bool:
    return slot.start <= place.start < slot.end


def _between(found: list[_Found], starts: list[int], start: int, end: int) -> Iterator[_Found]:
    at = bisect_right(starts, start - 1)
    while at < len(found) and found[at].range.start < end:
        yield found[at]
        at += 1


def _gather(passages: dict[Passage, None], more: Iterable[Passage]) -> None:
    passages.update(dict.fromkeys(more))


def _some(items: Mapping[_Item, None]) -> tuple[_Item, ...]:
    return tuple(items)[:_MOST]


def _short(words: str) -> str:
    """The words of a slot, without the clauses that a long one drags along."""
    words = re.sub(r"^(?i:the|an?|its|any|each|every|all|other) ", "", words.strip())
    return words if len(words) <= 60 else ""
