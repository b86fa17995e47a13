"""Statements about a document as a whole: what it is, how mature, how long."""

from __future__ import annotations

from dataclasses import dataclass

from hrlint.checking.expression import Expression, Outcome, Question
from hrlint.matching.genre import Genre, Maturity, Profile, genre_of, maturity_of, profile_of
from hrlint.reading.document import Document


@dataclass(frozen=True)
class DocumentKind(Expression):
    """A document of one of the genres, maturities and profiles (empty: of any), of at least or at most so many words."""

    genres: frozenset[Genre]
    maturities: frozenset[Maturity]
    profiles: frozenset[Profile]
    least_words: int = 0
    most_words: int | None = None

    def __str__(self) -> str:
        """In words: `documents of the maturity individual`."""
        named: tuple[tuple[str, frozenset[Genre] | frozenset[Maturity] | frozenset[Profile]], ...] = (
            ("genre", self.genres),
            ("maturity", self.maturities),
            ("profile", self.profiles),
        )
        parts = [f"of the {key} {' or '.join(sorted(value.value for value in values))}" for key, values in named if values]
        parts += [f"of at least {self.least_words} words"] if self.least_words else []
        parts += [f"of at most {self.most_words} words"] if self.most_words is not None else []
        return " ".join(["documents", *parts])

    def evaluate(self, question: Question) -> Outcome:
        reading = question.reading
        return Outcome(
            (not self.genres or reading.genre in self.genres)
            and self.allows(reading.maturity)
            and (not self.profiles or reading.profile in self.profiles)
            and self._is_of_length(reading.document)
        )

    def allows(self, maturity: Maturity) -> bool:
        """True where documents of a maturity may be of this kind."""
        return not self.maturities or maturity in self.maturities

    def fits(self, document: Document) -> bool:
        """True where a document is of this kind; needs no reading of its meaning."""
        return (
            self._is_of_length(document)
            and self.allows(maturity_of(document))
            and (not self.profiles or profile_of(document) in self.profiles)
            and (not self.genres or genre_of(document) in self.genres)
        )

    def _is_of_length(self, document: Document) -> bool:
        words = document.sections[0].words
        return words >= self.least_words and (self.most_words is None or words <= self.most_words)
