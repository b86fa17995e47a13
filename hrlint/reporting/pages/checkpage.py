"""The page of one check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hrlint.checking.accuracy import Accuracy, Counts
from hrlint.checking.check import Check, Example, Persona
from hrlint.reporting.basis import basis_url
from hrlint.reporting.markdowntext import cell
from hrlint.reporting.terminal import safe_line


def check_page(check: Check, outputs: Sequence[str] = (), *, home: str = "") -> str:
    """What the check asks, why, what to do, examples, how often it is right, how to accept a finding.

    `outputs` are what hrlint prints for the bad examples, in their order; without them only the reported words are told. `home` is the way to the folder
    of all pages, for links; without it there are none.
    """
    lines = [f"# {check.title}", "", f"`{check.id}`", "", f"**{check.question}**", "", "| | |", "|---|---|"]
    lines += [f"| {label} | {cell(value)} |" for label, value in _facts(check, home)]
    if check.message != "{match}":
        lines += ["", f"> {check.severity.value}: {check.message.replace('{match}', '…')}"]
    lines += ["", "## Why it matters", "", check.rationale.strip(), "", "## How to fix it", "", check.advice.strip()]
    bad, good = ([example for example in check.examples if example.bad is kind] for kind in (True, False))
    lines += ["", "## What is reported"]
    for number, example in enumerate(bad):
        lines += _example(example)
        if number < len(outputs):
            lines += ["", "hrlint says:", "", *_fenced(outputs[number], "text")]
        elif example.at:
            lines += ["", f"Reported at: {', '.join(f'“{words}”' for words in example.at)}."]
    if good:
        lines += ["", "## What is not reported"]
        for example in good:
            lines += _example(example)
    if check.basis:  # a check of comments states a fact, which needs no measuring
        lines += ["", "## How often it is right", "", *_accuracy(check.accuracy or Accuracy(), check.persona, home)]
    lines += ["", "## How to accept a finding", ""]
    lines += ["Write this comment, with your reason, in the section, or before the first section for the whole document:", ""]
    lines += ["```html", f"<!-- hrlint: accept {check.id} because ... -->", "```"]
    if home:
        lines += ["", f"All checks: [by area]({home}/index.md), [by guideline]({home}/by-guideline.md), "]
        lines[-1] += f"[by question]({home}/by-question.md), [by right]({home}/by-right.md)."
    return "".join(f"{safe_line(part)}\n" for line in lines for part in line.split("\n"))


def _facts(check: Check, home: str) -> Iterator[tuple[str, str]]:
    yield "Severity", check.severity.value
    yield "Shown to", "authors and reviewers" if check.persona is Persona.AUTHOR else "reviewers (`--persona reviewer`)"
    if check.certain_where is not None:
        yield "Certain", f"in {check.certain_where}; in others only suspected, which reviewers see"
    if check.rights:
        yield "Rights", ", ".join(f"[{right}]({home}/by-right.md#{right})" if home else right for right in check.rights)
    yield "Asked of", ", ".join(check.applies_to) or "every document"
    for basis in check.basis:
        url = basis_url(basis)
        yield "Source", f"{f'[{basis}]({url})' if url else basis}{f': {basis.point}' if basis.point else ''}"


def _example(example: Example) -> list[str]:
    why = example.why.strip()
    return ["", *([f"{why[0].upper()}{why[1:].rstrip('.')}:", ""] if why else []), *_fenced(example.text, "markdown")]


def _fenced(text: str, language: str) -> list[str]:
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return [f"{fence}{language}", text.strip("\n"), fence]


def _accuracy(accuracy: Accuracy, persona: Persona, home: str) -> Iterator[str]:
    if accuracy == Accuracy():
        yield "Not measured yet: the labelled specifications neither raise the question nor make the check report it."
    else:
        yield "| | true | noisy | missed | in part | precision |"
        yield "|---|---:|---:|---:|---:|---:|"
        yield f"| what is certain | {counts_cells(accuracy.certain)} |"
        yield f"| with what is suspected | {counts_cells(accuracy.every)} |"
        if accuracy.readings:
            yield ""
            yield f"Of {len(accuracy.readings)} findings in other specifications, read by hand, {accuracy.right} were right:"
            yield ""
            for reading in accuracy.readings:
                yield f"- {'right' if reading.right else 'wrong'}: {reading.why} (`{reading.file}`, line {reading.line})"
    if persona is not Persona.AUTHOR:
        yield ""
        yield "Reviewers alone see it: this does not show yet that it is right often enough for authors."
    if home:
        yield ""
        yield f"[How this is measured]({home}/../accuracy.md)."


def counts_cells(counts: Counts) -> str:
    """Five cells of a table."""
    precision = f"{counts.precision:.2f}" if counts.precision is not None else "-"
    return f"{counts.true} | {counts.noise} | {counts.missed} | {counts.neutral} | {precision}"
