"""The checks about acceptances themselves. They are found by the linter, not by words of the prose, and so they have no file of their own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hrlint.checking.acceptance import Fault
from hrlint.checking.check import Check, Example, Persona, Placement, Severity
from hrlint.checking.expression import Expression, Outcome, Question

AREA = "acceptance"


@dataclass(frozen=True)
class FoundByTheLinter(Expression):
    """Holds nowhere: what these checks find does not stand in prose."""

    def evaluate(self, question: Question) -> Outcome:
        return Outcome(False)


def acceptance_checks() -> tuple[Check, ...]:
    """One check for each fault."""
    return (
        _check(
            Fault.MALFORMED,
            Severity.WARNING,
            "Acceptance that cannot be read",
            "Is it clear what is accepted, and why?",
            "Write `hrlint: accept AREA/CHECK because REASON (expires YYYY-MM-DD)`; the date may be left out, several checks are separated by commas.",
            "A comment that cannot be read accepts nothing, and its author believes that it does. "
            "A whole area cannot be accepted: what is accepted without being named is not considered.",
            "accept privacy because it does not matter",
        ),
        _check(
            Fault.WITHOUT_REASON,
            Severity.WARNING,
            "Acceptance without a reason",
            "Why is this right here?",
            "Add `because` and the reason, for those who read the document after you.",
            "The next author cannot tell whether a question was considered or silenced. An acceptance without a reason accepts nothing.",
            "accept privacy/retention",
        ),
        _check(
            Fault.EXPIRED,
            Severity.WARNING,
            "Acceptance that has expired",
            "Is the reason still true?",
            "Answer the question in the text, or look at the reason again and set a later date.",
            "A date says until when a gap is tolerable. After it, the finding counts again.",
            "accept privacy/retention because the next version says it (expires 2020-01-31)",
        ),
        _check(
            Fault.UNKNOWN_CHECK,
            Severity.WARNING,
            "Acceptance of a check that does not exist",
            "Which check is meant?",
            "Give the id as `hrlint checks` lists it, or remove the comment.",
            "A misspelt id accepts nothing, and the name of a check that is gone only misleads.",
            "accept privacy/retentoin because nothing is stored",
        ),
        _check(
            Fault.UNUSED,
            Severity.WARNING,
            "Acceptance of something that is not reported",
            "Is there still something to accept?",
            "Remove it, or move it to the section that it is about. Before the first section it counts for the whole document.",
            "An acceptance that is left behind hides the next finding of its kind, which nobody considered.",
            "accept privacy/retention because nothing is stored",
        ),
        _check(
            Fault.LEAKS,
            Severity.WARNING,
            "Comment that becomes part of the published text",
            "Will readers see this comment?",
            "Put a blank line before it.",
            "kramdown takes a comment that follows a list item without a blank line for text of the item, and prints it.",
            "",
        ),
        _check(
            Fault.BREAKS_XML,
            Severity.ERROR,
            "Comment that XML does not allow",
            "Can the document still be built?",
            "Write `because` instead of `--`.",
            "Two hyphens end a comment in XML. kramdown-rfc copies comments into its XML as they are, and xml2rfc then refuses the whole document.",
            "accept privacy/retention -- nothing is stored",
        ),
    )


def _check(fault: Fault, severity: Severity, title: str, question: str, advice: str, rationale: str, example: str) -> Check:
    return Check(
        id=f"{AREA}/{fault.value}",
        title=title,
        severity=severity,
        persona=Persona.AUTHOR,
        rights=(),
        basis=(),
        question=question,
        message="{match}",
        advice=advice,
        rationale=rationale + "\n",
        applies_to=(),
        gap="",
        placement=Placement.PLACE,
        raised=FoundByTheLinter(),
        suspected=None,
        dispelled=None,
        certain_where=None,
        addressed=None,
        severity_rules=(),
        examples=(Example(True, f"<!-- hrlint: {example} -->\n", (), "", 0),) if example else (),
        path=Path(__file__),
    )
