"""How accuracy is measured, and what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hrlint.checking.accuracy import NEEDED, READINGS_NEEDED, RIGHT_NEEDED, THIN, Accuracy, Counts
from hrlint.checking.check import Check, Persona
from hrlint.reporting.measured import ratio
from hrlint.reporting.pages.checkpage import counts_cells
from hrlint.reporting.summary import counted

_HOW = f"""# Accuracy

How often hrlint is right is measured, check by check, and this page is generated from the numbers. They are as good as the specifications that
people have read so far: where few of them raise a question, the number of its check proves little.

## How it is measured

People read specifications of many communities, one by one, without looking at what hrlint says. For each document they noted which questions it
raises, whether its text answers them (`missing`, `partial`, `addressed`), on which line, and whether a reviewer must, should or could say so.
A question that is not noted was not raised. Further, there are *pairs*, two versions of a document before and after its authors added a consideration,
and *concerns* that reviewers really remarked. The documents stay outside the repository: they are not ours to publish. What is kept here are numbers.

- **True**: a finding on a question noted as missing; and in a pair, a finding before that is gone after.
- **Noisy**: a finding on a question that was not raised or that the text answers; a gap that is reported a second time under another name;
  and in a pair, a finding that is still there after.
- **Missed**: a question that a reviewer must or should raise and that is not found; and a pair that is not found.
- **In part**: a finding on a question that the text answers partly. It counts neither way.

Most checks count once for a document. Those about wording count at each place, within five lines of the place noted, and at most five wrong ones in a
document. Checks that describe one and the same gap (a section that is missing, empty or says nothing of attackers; an identifier that stays and what
can be linked by it) stand for each other.

The **precision** of a check is (true + 1) / (true + noisy + 2): the share of right findings, pulled to the middle where there are few.
Authors see a check whose precision for what is certain is {NEEDED} or better. Where fewer than {THIN} findings are labelled, {READINGS_NEEDED} findings
in other specifications may be read instead, of which {RIGHT_NEEDED:.0%} must be right; their judgements are kept with file, line and reason.
Everything else is for reviewers.

*Certain* is what raises a question beyond doubt. Reviewers see in addition what is only *suspected*.

`hrlint measure --labels DIR --corpus DIR` counts all this for specifications and labels of your own;
`--details` names each finding that was wrong and each gap that was missed.
"""


def accuracy_page(checks: Sequence[Check], totals: Mapping[str, tuple[int, int]]) -> str:
    """How it is measured, all checks together, each check, and what is thin."""
    lines = [*_HOW.split("\n"), "## All checks together", ""]
    lines += _totals(totals) if totals else ["Nothing was measured yet."]
    lines += ["", "## Check by check", "", "For each check: what is certain, then everything that reviewers see.", ""]
    lines += ["| check | shown to | true | noisy | missed | in part | precision | true | noisy | missed | in part | precision | read by hand |"]
    lines += ["|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"]
    for check in checks:
        known = check.accuracy or Accuracy()
        read = f"{known.right} of {len(known.readings)}" if known.readings else ""
        lines.append(f"| {_link(check)} | {check.persona.value} | {counts_cells(known.certain)} | {counts_cells(known.every)} | {read} |")
    lines += ["", "## What is thin", "", *_thin(checks)]
    return "".join(f"{line}\n" for line in lines)


def _totals(totals: Mapping[str, tuple[int, int]]) -> list[str]:
    def row(label: str, part: str, whole: str, *more: str) -> str:
        cells = (ratio(totals[part][index], sum(totals[figure][index] for figure in (whole, *more))) for index in range(2))
        return f"| {label} | {' | '.join(cells)} |"

    noise = " | ".join(f"{totals['noise'][index] / max(1, totals['documents'][index]):.2f}" for index in range(2))
    lines = [
        f"{counted(totals['documents'][0], 'labelled document')}, {counted(totals['pairs'][0], 'pair')}.",
        "",
        "| | author | reviewer |",
        "|---|---:|---:|",
        row("findings that are right", "true", "true", "noise"),
        row("the same, those in part taken for wrong", "true", "true", "noise", "neutral"),
        row("questions that must or should be raised, found", "wanted_found", "wanted"),
        row("right findings that stand at the line noted", "anchored", "true"),
        f"| noisy findings in a document | {noise} |",
        row("pairs found (reported before, silent after)", "pairs_found", "pairs"),
        row("pairs still reported after", "pairs_flagged", "pairs"),
    ]
    for kind, words in (("yes", "that the text shows"), ("partly", "that the text shows in part"), ("no", "that no text shows")):
        if f"concerns_{kind}" in totals:
            lines.append(row(f"concerns of reviewers {words}, found", f"concerns_{kind}_found", f"concerns_{kind}"))
    return lines


def _thin(checks: Sequence[Check]) -> list[str]:
    def known(check: Check) -> Accuracy:
        return check.accuracy or Accuracy()

    silent = [check for check in checks if not known(check).every.found and not known(check).certain.found]
    untold = [check for check in silent if known(check).every == Counts() and not known(check).readings]
    blind = [check for check in silent if known(check).every.missed]
    few = [check for check in checks if check.persona is Persona.AUTHOR and known(check).thin and len(known(check).readings) < READINGS_NEEDED]
    weak = [check for check in checks if known(check).every.found >= 2 and (known(check).every.precision or 0) < 0.5]
    lines: list[str] = []
    for what, those in (
        (f"rest on fewer than {THIN} labelled findings though authors see them, and fewer than {READINGS_NEEDED} were read by hand", few),
        ("were never raised in a labelled specification, and report nothing there", untold),
        ("were missed where they are raised, and never found", blind),
        ("are wrong more often than right, suspicions counted", weak),
    ):
        lines += [f"{counted(len(those), 'check')} {what}: {', '.join(map(_link, those)) or 'none'}.", ""]
    return lines[:-1]


def _link(check: Check) -> str:
    return f"[{check.id}](checks/{check.id}.md)"
