"""A Reading: a document with its mentions, requirements, genre and maturity. What checks are asked about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from hrlint.matching.builtin import BUILTIN_CONCEPTS
from hrlint.matching.context import Subject, is_negated, subject_of
from hrlint.matching.genre import Genre, Maturity, Profile, genre_of, maturity_of, profile_of
from hrlint.matching.matcher import Matcher, Mention
from hrlint.matching.requirement import Range, Requirement, find_requirements
from hrlint.matching.vocabulary import Vocabulary
from hrlint.reading.document import Document


class Reading:
    """What hrlint understands of a document. Nothing here changes; what is costly is found when it is first asked for."""

    def __init__(self, document: Document, vocabulary: Vocabulary, found: Mapping[str, tuple[Mention, ...]]) -> None:
        self.document = document
        self.genre: Genre = genre_of(document)
        self.maturity: Maturity = maturity_of(document)
        self.profile: Profile = profile_of(document)
        self._vocabulary = vocabulary
        self._found = found
        self._merged: dict[str, tuple[Mention, ...]] = {}
        self._subjects: dict[Mention, Subject] = {}
        self._negations: dict[Mention, bool] = {}

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        return tuple(find_requirements(self.document))

    @cached_property
    def _requirement_sentences(self) -> list[int]:
        return [requirement.sentence for requirement in self.requirements]

    def requirements_of(self, sentence: int) -> tuple[Requirement, ...]:
        """The requirements of a sentence, by its index."""
        at = bisect_left(self._requirement_sentences, sentence)
        end = at
        while end < len(self.requirements) and self.requirements[end].sentence == sentence:
            end += 1
        return self.requirements[at:end]

    @cached_property
    def _keyword_starts(self) -> list[int]:
        return [requirement.keyword.start for requirement in self.requirements]

    def requirements_in(self, ranges: Iterable[Range]) -> Iterator[Requirement]:
        """The requirements whose keywords begin in some ranges of prose."""
        for range_ in ranges:
            yield from self.requirements[bisect_left(self._keyword_starts, range_.start) : bisect_left(self._keyword_starts, range_.end)]

    def mentions(self, concept: str) -> tuple[Mention, ...]:
        """All mentions of a concept and of those that it includes, in their order."""
        merged = self._merged.get(concept)
        if merged is None:
            members = self._vocabulary.members(concept)
            if len(members) == 1 and concept not in BUILTIN_CONCEPTS:
                merged = self._found.get(concept, ())
            else:
                merged = tuple(sorted({mention for member in members for mention in self._own(member)}))
            self._merged[concept] = merged
        return merged

    def _own(self, concept: str) -> tuple[Mention, ...]:
        pattern = BUILTIN_CONCEPTS.get(concept)
        if pattern is None:
            return self._found.get(concept, ())
        return tuple(Mention(*match.span()) for match in re.finditer(pattern, self.document.prose.text))

    def mentions_between(self, concept: str, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that begin in a range of prose."""
        pattern = BUILTIN_CONCEPTS.get(concept)
        if pattern is not None:  # cheaper in a small range than over the whole text
            return tuple(Mention(*match.span()) for match in re.compile(pattern).finditer(self.document.prose.text, start, end))
        mentions = self.mentions(concept)
        first = bisect_left(mentions, (start, -1))
        last = bisect_left(mentions, (end, -1), first)
        return mentions[first:last]

    def is_negated(self, mention: Mention) -> bool:
        """True where the clause denies what the mention says."""
        known = self._negations.get(mention)
        if known is None:
            known = self._negations[mention] = is_negated(self.document.prose.text, mention.start, mention.end)
        return known

    def subject(self, mention: Mention) -> Subject:
        """Whom the sentence of a mention speaks of."""
        known = self._subjects.get(mention)
        if known is None:
            sentence = self.document.sentences[self.document.sentence_at(mention.start)]
            known = self._subjects[mention] = subject_of(self.document.text(sentence.start, sentence.end), mention.start - sentence.start)
        return known


class Reader:
    """Reads meaning into documents, with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._matcher = Matcher(vocabulary)

    def read(self, document: Document) -> Reading:
        return Reading(document, self.vocabulary, self._matcher.find(document.prose.text))
