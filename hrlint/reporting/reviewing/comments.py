"""A review as IETF Comments Markdown: concerns as comments and nits, in the order of guidelines or of the draft."""

from __future__ import annotations

from collections.abc import Iterator

from hrlint.checking.check import Severity
from hrlint.checking.review import Concern, Review
from hrlint.checking.reviewing import by_section
from hrlint.reporting.basis import basis_text
from hrlint.reporting.markdowntext import quoted
from hrlint.reporting.reviewing.layout import SECTION, Plan
from hrlint.reporting.reviewing.words import joined, place, right

_HEADINGS = (("Comments", (Severity.ERROR, Severity.WARNING)), ("Nits", (Severity.INFO,)))


def review_comments(review: Review, plan: Plan) -> str:
    """Nothing becomes a Discuss: that is for people to say."""
    names = [reviewed.linted.name or reviewed.linted.path.rpartition("/")[2].rpartition(".")[0] for reviewed in review.documents]
    lines = [f"# {quoted(plan.reviewer or 'hrlint')} comments for {' and '.join(map(quoted, names))}", ""]
    summary = plan.previous.note("summary")
    if summary:
        lines += [summary, ""]
    concerns = [concern for group in by_section(review).values() for concern in group] if plan.order == SECTION else list(review.concerns())
    if not concerns:
        lines += ["No comments.", ""]
    for heading, severities in _HEADINGS:
        chosen = [concern for concern in concerns if concern.severity in severities]
        if chosen:
            lines += [f"## {heading}", ""]
        for concern in chosen:
            lines += _comment(concern, plan, len(names) > 1)
    return "".join(f"{line}\n" for line in lines).rstrip("\n") + "\n"


def _comment(concern: Concern, plan: Plan, several: bool) -> Iterator[str]:
    yield f"### {quoted(concern.check.title)}"
    for citation in concern.raised:
        yield from ("", quoted(f"{place(citation, several)}:"))
        if citation.quote:
            yield from ("", f"> {quoted(citation.quote)}")
    yield from ("", quoted(concern.message), "", f"Suggestion: {quoted(concern.check.advice)}")
    if concern.replacement:
        yield from ("", f"Suggested text: {quoted(concern.replacement)}")
    yield from ("", quoted(f"Basis: {basis_text(concern.check.basis)}. Rights: {joined(map(right, concern.check.rights))}."))
    note = plan.previous.note(concern.key)
    if note:
        yield from ("", note)
    yield from ("", f"([{concern.check.id}]({concern.check.url}))", "")
