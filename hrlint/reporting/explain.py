"""A check explained, for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hrlint.checking.check import Check, Example
from hrlint.reporting.accuracytext import accuracy_sentences
from hrlint.reporting.basis import basis_url
from hrlint.reporting.summary import COLORS
from hrlint.reporting.terminal import hang, link, safe, safe_line, style, wrap
from hrlint.reporting.view import View

_READABLE = 100
"""Columns beyond which prose is hard to read, however wide the terminal."""


def explain_text(check: Check, view: View) -> str:
    """The question, what it rests on, why it matters, what to do, examples."""
    width = min(view.width, _READABLE)
    lines = [f"{style(safe(check.id), view, bold=True)}: {safe(check.title)}", ""]
    for label, value in _facts(check):
        first, *rest = hang(f"  {label:10} ", safe(value), width)
        lines += [first.replace(label, style(label, view, dim=True), 1), *rest]
    for basis in check.basis:
        point = f": {basis.point}" if basis.point else ""
        url = basis_url(basis)
        address = f"  {url}" if url and not view.links else ""
        lines.append(f"  {style('basis', view, dim=True)}      {link(safe(str(basis)), url, view)}{safe(point)}{address}")
    lines += ["", f"  {style(f'{check.severity.value}:', view, fg=COLORS[check.severity], bold=True)} {safe(check.message)}"]
    lines += _chapter("Why it matters", _wrapped(check.rationale, width), view)
    lines += _chapter("What to do", _wrapped(check.advice, width), view)
    for example in check.examples:
        title = "This is reported" if example.bad else "This is not reported"
        lines += _chapter(f"{title}{_reason(example)}", _example(example, view), view)
    lines += _chapter("To accept it", _wrapped("Write this comment in the section, or before the first section for the whole document:", width), view)
    lines += ["", f"    <!-- hrlint: accept {safe(check.id)} because ... -->", "", f"  {link(safe(check.url), check.url, view)}"]
    return "".join(f"{line}\n" for line in lines)


def _facts(check: Check) -> Iterator[tuple[str, str]]:
    yield "question", check.question
    yield "severity", check.severity.value
    yield "shown to", "authors and reviewers" if check.persona.value == "author" else "reviewers"
    if check.certain_where is not None:
        yield "certain", f"in {check.certain_where}; in others only suspected, which reviewers see"
    if check.basis:
        yield "measured", "; ".join(accuracy_sentences(check))
    if check.rights:
        yield "rights", ", ".join(check.rights)
    yield "asked of", ", ".join(check.applies_to) or "every document"


def _chapter(title: str, lines: Iterable[str], view: View) -> list[str]:
    body = list(lines)
    return ["", style(safe(title), view, bold=True), "", *body] if body else []


def _wrapped(text: str, width: int) -> Iterator[str]:
    for index, paragraph in enumerate(re.split(r"\n[ \t]*\n", text.strip())):
        if not paragraph.strip():
            continue
        if index:
            yield ""
        for line in wrap(safe(paragraph), width - 2):
            yield f"  {line}"


def _example(example: Example, view: View) -> Iterator[str]:
    for line in example.text.rstrip("\n").split("\n"):
        shown = safe_line(line)
        for words in map(safe, example.at):
            shown = shown.replace(words, style(words, view, fg="yellow"), 1)
        yield f"    {shown}".rstrip()


def _reason(example: Example) -> str:
    return f": {example.why.strip()}" if example.why.strip() else ""
