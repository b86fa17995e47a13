"""Section numbers as xml2rfc and the XSF's stylesheets compute them: 1, 1.1 ... and, in the back, A, A.1 ..."""

from __future__ import annotations

from dataclasses import dataclass

_DEEPEST = 50
"""Levels; sections deeper than that have no number, or the numbers would outgrow the text."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(slots=True)
class _Level:
    number: str
    numbered: bool
    children: int = 0


class SectionNumbers:
    """Follows sections as they open and close."""

    def __init__(self) -> None:
        self._levels = [_Level("", True)]
        self._letters = False
        self._lists = 0
        self._first_list = 0
        self._lists_opened = 0

    @property
    def depth(self) -> int:
        """How many sections are open."""
        return len(self._levels) - 1

    def open(self, *, numbered: bool = True) -> str:
        """Opens a section and returns its number: empty for one that has none, or lies in one that has none."""
        around = self._levels[-1]
        numbered = numbered and around.numbered and self.depth < _DEEPEST
        number = ""
        if numbered:
            around.children += 1
            last = _letters(around.children) if self._letters and not around.number else str(around.children)
            number = f"{around.number}.{last}" if around.number else last
        self._levels.append(_Level(number, numbered))
        return number

    def close(self) -> None:
        if len(self._levels) > 1:
            self._levels.pop()

    def start_back(self, lists_of_references: int) -> None:
        """From here on outermost sections have letters; lists of references go on with digits, several of them as 7.1, 7.2."""
        del self._levels[1:]
        self._letters = True
        self._lists = lists_of_references
        self._first_list = self._levels[0].children + 1
        self._levels[0].children = 0

    def open_references(self) -> str:
        """Opens a list of references: its number."""
        if self.depth or not self._letters:
            return self.open()
        self._lists_opened += 1
        number = f"{self._first_list}.{self._lists_opened}" if self._lists > 1 else str(self._first_list + self._lists_opened - 1)
        self._levels.append(_Level(number, True))
        return number


def _letters(count: int) -> str:
    """A ... Z, AA, AB ..."""
    name = ""
    while count:
        count, last = divmod(count - 1, len(_LETTERS))
        name = _LETTERS[last] + name
    return name
