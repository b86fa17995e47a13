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
        return Outcome(self._fits(reading.document, reading.genre, reading.maturity, reading.profile))

    def allows(self, maturity: Maturity) -> bool:
        """True where documents of a maturity may be of this kind."""
        return not self.maturities or maturity in self.maturities

    def fits(self, document: Document) -> bool:
        """True where a document is of this kind; needs no reading of its meaning."""
        return self._fits(document, genre_of(document), maturity_of(document), profile_of(document))

    def _fits(self, document: Document, genre: Genre, maturity: Maturity, profile: Profile) -> bool:
        words = document.sections[0].words
        return (
            (not self.genres or genre in self.genres)
            and self.allows(maturity)
            and (not self.profiles or profile in self.profiles)
            and words >= self.least_words
            and (self.most_words is None or words <= self.most_words)
        )
