"""Section numbers as the tools of the IETF give them: 1, 1.1 in the middle, A, A.1 in the back."""

from __future__ import annotations


class Numbering:
    """Counts sections; a section without a number passes that on to those inside it."""

    def __init__(self) -> None:
        self._letters = False
        self._path: list[tuple[int, str]] = []  # depth and number of each open section
        self._counts = [0]  # numbered sections so far: of the document, then inside each open section

    def appendices(self) -> None:
        """From here on the outermost sections are lettered."""
        self._letters = True
        self._path = []
        self._counts = [0]

    def number(self, depth: int, *, numbered: bool = True) -> str:
        """The number of the next section, empty if it has none."""
        while self._path and self._path[-1][0] >= depth:
            self._path.pop()
            self._counts.pop()
        around = self._path[-1][1] if self._path else ""
        number = ""
        if numbered and (around or not self._path):
            self._counts[-1] += 1
            count = self._counts[-1]
            number = f"{around}.{count}" if around else _letter(count) if self._letters else str(count)
        self._path.append((depth, number))
        self._counts.append(0)
        return number


def _letter(count: int) -> str:
    letters = ""
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
