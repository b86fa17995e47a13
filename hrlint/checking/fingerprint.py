"""Fingerprints of triggers: the same after edits above and around them."""

from __future__ import annotations

import hashlib
import re

from hrlint.checking.scope import Place
from hrlint.reading.document import Document

_LENGTH = 16


class Fingerprinter:
    """Gives each trigger of a check in a document its fingerprint: check, section title, normalised sentence, and its number among equals."""

    def __init__(self, check: str, document: Document) -> None:
        self._check = check
        self._document = document
        self._met: dict[str, int] = {}

    def of(self, place: Place) -> str:
        document = self._document
        section = document.sections[place.section] if place.section is not None else document.section_at(place.start)
        said = "" if place.section is not None else _sentence(document, place.start)
        key = _key(self._check, section.title, said)
        ordinal = self._met.get(key, 0)
        self._met[key] = ordinal + 1
        return _digest(key, ordinal)


def fingerprint(check: str, section: str, said: str, ordinal: int) -> str:
    """The fingerprint of something that a check says of a section; `ordinal` tells equals apart."""
    return _digest(_key(check, section, said), ordinal)


def _key(check: str, section: str, said: str) -> str:
    return "\x00".join((check, _normal(section), _normal(said)))


def _digest(key: str, ordinal: int) -> str:
    return hashlib.sha256(f"{key}\x00{ordinal}".encode()).hexdigest()[:_LENGTH]


def _sentence(document: Document, offset: int) -> str:
    sentence = document.sentences[document.sentence_at(offset)]
    return document.text(sentence.start, sentence.end)


def _normal(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()
