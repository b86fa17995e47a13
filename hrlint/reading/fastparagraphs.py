"""Paragraphs and underlined headings of Markdown: the block rules of markdown-it-py that cost most, made faster.

The library asks for each line of a paragraph every rule that could interrupt it, twice: once in search of an underline, once for the paragraph.
Here, a line is looked at once, and the rules are asked only where its first character lets one of them apply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_MARKS = frozenset("#<>*+-_`~0123456789")
"""With what a block begins that can interrupt a paragraph, tables aside."""
_RULES = frozenset("|-:")
"""With what the second line of a table begins."""
_SPACE = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
"""What the library trims."""


def use_fast_paragraphs(parser: MarkdownIt) -> None:
    """Puts the rules of this module in the place of the library's; the tokens stay the same."""
    rules = parser.block.ruler
    rules.at("paragraph", paragraph)
    rules.disable("lheading")
    rules.before("table", "plain_paragraph", plain_paragraph)


def plain_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph whose first line can be nothing else, so that no other rule needs to be asked."""
    at = state.bMarks[start] + state.tShift[start]
    if state.src[at] in _MARKS or state.is_code_block(start) or _is_ruled(state, start + 1, end):
        return False
    return paragraph(state, start, end, silent)


def paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph, or the heading that an underline makes of it."""
    interrupting = state.md.block.ruler.getRules("paragraph")
    source, begins, shifts, ends, indents, least = state.src, state.bMarks, state.tShift, state.eMarks, state.sCount, state.blkIndent
    around, state.parentType = state.parentType, "paragraph"
    underline = ""
    line = start + 1
    last = state.lineMax
    while line < last:
        at = begins[line] + shifts[line]
        if at >= ends[line]:
            break
        indent = indents[line]
        if 0 <= indent <= least + 3:  # deeper, it goes on with the paragraph; below 0, it was found to do so by the rule for quotes
            first = source[at]
            if first in "-=" and line < end and indent >= least and not source[at : ends[line]].lstrip(first).strip(" \t"):
                underline = first
                break
            if (first in _MARKS or _is_ruled(state, line + 1, last)) and any(rule(state, line, last, True) for rule in interrupting):
                break
        line += 1
    # Outside of all containers, lines are as they stand in the source.
    content = (state.getLines(start, line, least, False) if state.level else source[begins[start] : ends[line - 1]]).strip(_SPACE)
    if underline:
        state.parentType = around
        _push(state, "heading", f"h{1 if underline == '=' else 2}", start, line, 1, content, underline)
    else:
        _push(state, "paragraph", "p", start, line, 0, content, "")
    return True


def _is_ruled(state: StateBlock, line: int, end: int) -> bool:
    """True where a line can rule off the head of a table."""
    return line < end and state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]][:1] in _RULES


def _push(state: StateBlock, name: str, tag: str, start: int, line: int, below: int, content: str, markup: str) -> None:
    state.line = line + below
    opening = state.push(f"{name}_open", tag, 1)
    opening.map, opening.markup = [start, state.line], markup
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [start, line], []
    state.push(f"{name}_close", tag, -1).markup = markup
