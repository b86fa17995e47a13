"""The faster block rules yield the tokens of markdown-it-py's own."""

from __future__ import annotations

import random

import pytest
from markdown_it import MarkdownIt

from hrlint.reading.fastparagraphs import use_fast_paragraphs

_MARKS = ["> ", ">", "- ", "-", "* ", "+ ", "1. ", "2) ", "10. ", "---", "===", "=", "# ", "## ", "#", "```", "~~~", "***", "___", "[a]: b", "- [ ] "]
_TABLES = ["|", "a|b", "-|-", "|--|--|", ":-:"]
_REST = ["word", "two words", "", " ", "    ", "\t", "\u3000", "\u00a0", "\v", "`c`", "(x)", "<div>", "<!-- x -->", "</p>", "<a>"]


def _parsers() -> tuple[MarkdownIt, MarkdownIt]:
    plain, fast = (MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").disable(["inline", "reference"]) for _ in range(2))
    use_fast_paragraphs(fast)
    return plain, fast


@pytest.mark.parametrize(
    "text",
    [
        "one\ntwo\n\nthree",
        "title\n===\ntext\n---\nmore\n--- x",
        "text\n- item\n  goes on\nlazily\n\n  second",
        "text\n2. no list\n1. a list",
        "> quote\nlazy\n===\n> more\n---",
        "a|b\n-|-\nc|d\n\ntext\na|b\n-|-\nc|d",
        "text\n    no code\n# heading\n```\ncode\n```",
        "- \n\n  text",
        "1. a\n   > b\n   c\n2. d\n---",
        "\u00a0trimmed\u3000\nas the library does\u2003",
    ],
)
def test_the_tokens_are_the_librarys(text: str) -> None:
    plain, fast = _parsers()
    assert fast.parse(text) == plain.parse(text)


def test_the_tokens_are_the_librarys_whatever_stands_together() -> None:
    plain, fast = _parsers()
    chance = random.Random(9110)
    for _ in range(1500):
        text = "\n".join("".join(chance.choices(_MARKS + _TABLES + _REST, k=chance.randrange(6))) for _ in range(chance.randrange(1, 9)))
        assert fast.parse(text) == plain.parse(text), text
