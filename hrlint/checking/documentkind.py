"""Statements about a document as a whole: what it is, how mature, how long."""

from __future__ import annotations

from dataclasses import dataclass

from hrlint.checking.expression import Expression, Outcome, Question
from hrlint.matching.genre import Genre, Maturity, Profile


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
        words = reading.document.sections[0].words
        return Outcome(
            (not self.genres or reading.genre in self.genres)
            and (not self.maturities or reading.maturity in self.maturities)
            and (not self.profiles or reading.profile in self.profiles)
            and words >= self.least_words
            and (self.most_words is None or words <= self.most_words)
        )
