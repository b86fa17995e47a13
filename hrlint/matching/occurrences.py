"""Where the phrases of a vocabulary occur, each phrase for itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from hrlint.matching.matcher import Matcher
from hrlint.matching.phrases import Phrase
from hrlint.matching.vocabulary import Concept, Vocabulary


@dataclass(frozen=True, slots=True)
class Occurrences:
    """A phrase and the texts in which it occurs, in their order; `exception` is True for what stands under `except`."""

    concept: Concept
    phrase: Phrase
    exception: bool
    texts: tuple[str, ...]


class PhraseUse(NamedTuple):
    """A phrase with the repositories and files in which it occurs, and the source documents that have it."""

    occurrences: Occurrences
    repositories: tuple[str, ...]
    files: tuple[str, ...]
    sources: tuple[str, ...]


def find_occurrences(vocabulary: Vocabulary, texts: Iterable[tuple[str, str]]) -> list[Occurrences]:
    """Searches named texts, whose white space must be folded. Every phrase of every concept is in the result, in the order of the vocabulary."""
    listed = [
        (concept, phrase, exception)
        for concept in vocabulary.concepts.values()
        for exception, phrases in ((False, concept.phrases), (True, concept.exceptions))
        for phrase in phrases
    ]
    # As a concept of its own each phrase is counted whatever others cover it or except it.
    alone = {str(number): replace(concept, id=str(number), phrases=(phrase,), exceptions=()) for number, (concept, phrase, _) in enumerate(listed)}
    matcher = Matcher(Vocabulary(alone))
    found: dict[str, list[str]] = {number: [] for number in alone}
    for name, text in texts:
        for number in matcher.find(text):
            found[number].append(name)
    return [Occurrences(*entry, tuple(found[str(number)])) for number, entry in enumerate(listed)]
