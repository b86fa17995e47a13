"""What a few lines of plain text are, told from their shape: prose, a drawing or code, a table, a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hrlint.reading.textpages import WIDTH, Line

_BULLET = re.compile(
    r"(?:[o*+•·▪–—-]|\d{1,3}[.)]|\(\d{1,3}\)|\([a-zA-Z]\)|\((?:[ivx]{1,5})\)|[a-z]\)|[ivx]{1,5}\)|\[\d{1,3}\](?=\s{2})|[a-zA-Z]\.(?=\s{2})|[ivx]{1,4}\.(?=\s{2}))(?P<gap>\s+)(?=\S)"
)
_REFERENCE = re.compile(r"\[[^\]\s]{1,60}\](?:\s+|$)")
_COMMON = re.compile(
    r"\b(?:an?|and|are|as|at|be|but|by|can|for|from|has|have|if|in|into|is|its?|may|must|no|not|of|on|or|shall|should|so|than|that|the|their|then|there"
    r"|these|they|this|to|was|we|when|where|which|will|with|you)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STRONG = re.compile(
    r"::=|:=|\s=/?\s+[\"%(\[{\w<]|[-=]{4,}|\+[-=]|[-=]\+|\|\s|\s\||^\||\|$|[-=]+>|<[-=]+|[{};]\s*(?://.*|/\*.*|#.*)?$|^[{}\[\]<]|</?\w[^>]*>\s*$|^(?://|/\*|\*/|#\w|;|--\s)"
    r"|^(?:[0-9a-fA-F]{2}[ :]){3}|^[0-9a-fA-F]{16,}|^(?=\S{0,40}\d)(?=\S{0,40}[A-Za-z])\S{24,}$"
    r"|[─-╿]|\.{4,}|(?:\s\.){3}|^[\w.-]+\(.*\)$|^HTTP/\d|\b[A-Z]{3,7} \S+ [A-Z]+/\d"
    r"|^\"[^\"]*\"\s*:|^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \S+$"
)
_MESSAGE = re.compile(r"[A-Z]{3,10} \S+ HTTP/\d(?:\.\d)?|HTTP/\d(?:\.\d)? \d{3}(?: .*)?")
_DOTS = re.compile(r"(?:\s\.){3}")
_RULER = re.compile(r"[-=]{20,}")
_COLUMNS = re.compile(r"\S\s{3,}\S")
_SYMBOLS = re.compile(r"[^\w\s.,;:'\"()\-’‘“”/]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_RULE = re.compile(r"\+(?:[-=]{2,}\+)+")
_CAPTION = re.compile(r"(?:Figure|Table|Fig\.)\s\d{1,3}(?:[.-]\d{1,3})*\s*(?:[:.]|$)", re.IGNORECASE)
_ENDED = re.compile(r"[.:!?;。][\"'”’)\]*_]*$")


def bullet(text: str) -> int:
    """How many characters the mark of a list item takes, white space behind it included; 0 where there is none."""
    mark = _BULLET.match(text)
    return mark.end() if mark else 0


def begins_entry(text: str) -> bool:
    """True for the first line of a list item or of a reference; a frame of dots is neither, even if its corner is an `o`."""
    return (bullet(text) > 0 and not _DOTS.search(text)) or reference(text)


def reference(text: str) -> bool:
    """True for the first line of an entry in a list of references."""
    return _REFERENCE.match(text) is not None


def ended(text: str) -> bool:
    """True where a line may be the last of its paragraph by its words."""
    return _ENDED.search(text) is not None


def filled(line: Line, following: str) -> bool:
    """True where the next line's first word would not have fitted any more, as it is inside a paragraph that was broken into lines."""
    word = len(following.split(None, 1)[0])
    return line.width + 1 + word > WIDTH - 4


def is_barred(lines: Sequence[Line]) -> bool:
    """True for an aside or a quotation, which has a bar before each line and none behind."""
    return all(line.text == "|" or (line.text.startswith("| ") and line.text[-1] != "|") for line in lines)


def is_caption(lines: Sequence[Line], body: int) -> bool:
    """True for the line under a figure or table that names it."""
    return lines[0].indent > body and len(lines) <= 2 and _CAPTION.match(lines[0].text) is not None


def is_rule(text: str) -> bool:
    """True for a line that separates the rows of a table."""
    return _RULE.fullmatch(text) is not None


def is_table(lines: Sequence[Line]) -> bool:
    """True for a table with ruled borders, all of whose lines keep to the same columns. Drawings do not, and packet diagrams rule each bit."""
    if len(lines) < 3 or not is_rule(lines[0].text) or len({line.indent for line in lines}) > 1:
        return False
    columns = {at for at, character in enumerate(lines[0].text) if character == "+"}
    if len(columns) > len(lines[0].text) // 4:
        return False
    for line in lines:
        if is_rule(line.text):
            if {at for at, character in enumerate(line.text) if character == "+"} != columns:
                return False
        elif len(line.text) != len(lines[0].text) or any(line.text[at] != "|" for at in columns):
            return False
    return True


def is_drawing(lines: Sequence[Line], body: int) -> bool:
    """True for drawings, code, grammars, dumps and the like; `body` is the indent of the text around."""
    texts = [line.text for line in lines]
    joined = " ".join(texts)
    if len(_CJK.findall(joined)) * 3 > len(joined):
        return False
    if is_rule(texts[0]) or _MESSAGE.fullmatch(texts[0]) or any(text.endswith("{") or _RULER.fullmatch(text) for text in texts):
        return True
    words = _WORD.findall(joined)
    prose = len(_COMMON.findall(joined)) / max(1, len(words))
    ragged = sum(not filled(line, following) for line, following in zip(lines, texts[1:], strict=False)) / max(1, len(lines) - 1)
    strong = sum(_STRONG.search(text) is not None for text in texts) / len(texts)
    symbols = len(_SYMBOLS.findall(joined)) / len(joined)
    if prose >= 0.12 and len(lines) > 1 and ragged < 0.2 and lines[-1].indent <= body:
        return False
    if prose >= 0.2 and len(words) >= 5:
        return strong > 0.5 and (symbols > 0.04 or strong > 0.65)
    letters = sum(len(word) for word in words) / len(joined)
    if strong >= 0.5 or symbols > 0.12 or (strong >= 0.3 and prose < 0.1) or letters < 0.35:
        return True
    columns = sum(_COLUMNS.search(text) is not None for text in texts) / len(texts)
    return (columns >= 0.5 and prose < 0.15) or (len(lines) >= 3 and ragged > 0.5 and prose < 0.08 and lines[0].indent > body)
