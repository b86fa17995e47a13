import unicodedata

import pytest

from hrlint.reporting.terminal import Cell, hang, line_cells, link, safe, style, width_of, wrap
from hrlint.reporting.view import View


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("\x9b31m", r"\x9b31m"),
        ("a\x00b\x07c\x7f", r"a\x00b\x07c\x7f"),
        ("user\u202etxt.exe", r"user\u202etxt.exe"),
        ("\u2066iso\u2069", r"\u2066iso\u2069"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("soft\xadhyphen", r"soft\xadhyphen"),
        ("\ufeffmark", r"\ufeffmark"),
        ("tag\U000e0041", r"tag\U000e0041"),
        ("line\u2028separator", r"line\u2028separator"),
        ("bad\udc80name", r"bad\udc80name"),
        ("two\nlines\r\n\tof text", "two lines of text"),
        ("naïve 日本語 ελληνικά", "naïve 日本語 ελληνικά"),
        ("e\u0301", "e\u0301"),
        ("\u0301alone", r"\u0301alone"),
        ("⚠\ufe0f sign", "⚠ sign"),
        ("a\ufe0f", r"a\ufe0f"),
    ],
)
def test_safe_shows_what_cannot_be_seen(text, shown):
    assert safe(text) == shown


def test_safe_lets_no_control_or_format_character_pass():
    passed = [chr(code) for code in range(0x110000) if safe(f"a{chr(code)}b") == f"a{chr(code)}b"]
    categories = {unicodedata.category(character) for character in passed}
    assert not categories & {"Cc", "Cs", "Zl", "Zp"}
    assert not set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(passed)


def test_too_many_combining_characters_are_shown_as_escapes():
    assert safe("e" + "\u0301" * 6) == "e" + "\u0301" * 4 + r"\u0301\u0301"


def test_cells_keep_combining_characters_together_and_count_wide_ones_twice():
    assert list(line_cells("e\u0301日\tx")) == [(Cell("e\u0301", 1), 2), (Cell("日", 2), 1), (Cell("    ", 4), 1), (Cell("x", 1), 1)]


def test_wrap_counts_columns():
    assert wrap("日本 日本 ab", 7) == ["日本", "日本 ab"]
    assert wrap("", 10) == [""]
    assert wrap("incomprehensibilities are", 5) == ["incomprehensibilities", "are"]


def test_hang_indents_further_lines_to_the_label():
    assert hang("  = ask: ", "one two three four five six", 29) == ["  = ask: one two three four", "         five six"]


def test_style_and_link_only_where_wanted():
    assert style("word", View(), fg="red") == "word"
    assert link("word", "https://example.org/", View(color=True)) == "word"
    linked = link(style("word", View(color=True), fg="red"), "https://example.org/\x1b", View(links=True))
    assert linked.startswith("\x1b]8;;https://example.org/\\x1b\x1b\\")
    assert width_of(linked) == 4
