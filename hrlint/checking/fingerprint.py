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
        key = "\x00".join((self._check, _normal(section.title), _normal(said)))
        ordinal = self._met.get(key, 0)
        self._met[key] = ordinal + 1
        return hashlib.sha256(f"{key}\x00{ordinal}".encode()).hexdigest()[:_LENGTH]


def _sentence(document: Document, offset: int) -> str:
    sentence = document.sentences[document.sentence_at(offset)]
    return document.text(sentence.start, sentence.end)


def _normal(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()
