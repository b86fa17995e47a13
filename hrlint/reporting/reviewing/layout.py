"""Lays out a review: which pieces it has, in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from hrlint.checking.review import Answer, Assessment, Citation, Concern, Review, RowAssessment, State
from hrlint.checking.reviewing import by_section
from hrlint.reporting.basis import basis_text
from hrlint.reporting.reviewing.closing import closing
from hrlint.reporting.reviewing.inventories import inventory_pieces
from hrlint.reporting.reviewing.pieces import Heading, Item, Note, Paragraph, Piece, Quote, Table
from hrlint.reporting.reviewing.previous import Changes, Previous, changes
from hrlint.reporting.reviewing.words import counted, joined, place, right

GUIDELINE, SECTION = "guideline", "section"
ORDERS = (GUIDELINE, SECTION)
_MOST_ANSWERS = 12


@dataclass(frozen=True, slots=True)
class Plan:
    """How a review is to be written: `order` is one of ORDERS, `reviewer` whose it is, `previous` what an earlier one holds."""

    order: str = GUIDELINE
    reviewer: str = ""
    previous: Previous = field(default_factory=Previous)


def lay_out(review: Review, plan: Plan) -> list[Piece]:
    """All pieces, from the first heading to the last."""
    layout = _Layout(review, plan)
    return [*layout.opening(), *(layout.by_guideline() if plan.order == GUIDELINE else layout.by_section()), *layout.rest()]


class _Layout:
    def __init__(self, review: Review, plan: Plan) -> None:
        self._review = review
        self._plan = plan
        self._several = len(review.documents) > 1
        self._changes: Changes | None = changes(review, plan.previous) if plan.previous.made else None
        self._used: set[str] = set()

    def _note(self, key: str, hint: str) -> Note:
        then = self._changes.moved.get(key, key) if self._changes else key
        self._used.add(then)
        return Note(key, hint, self._plan.previous.note(then))

    def opening(self) -> Iterator[Piece]:
        review = self._review
        yield Heading(1, "About This Review")
        yield Paragraph(
            "This is an individual contribution to the open review of the documents named below. It goes through the guidelines of RFC 9620 one by"
            " one; tables follow the questions of RFC 6973, RFC 3552 and RFC 7258. What a program found is a prompt for people, and that it found"
            " nothing proves nothing."
        )
        rows = ((_name(item.linted.name, item.linted.path), item.linted.title, item.linted.genre, item.digest) for item in review.documents)
        yield Table(("Document", "Title", "Kind", "SHA-256"), tuple(rows))
        yield Paragraph(f"hrlint {review.version}, persona {review.persona}, {review.date or 'no date'}", "Prepared with")
        if self._plan.reviewer:
            yield Paragraph(self._plan.reviewer, "Reviewer")
        yield self._note("reviewer", "Name and affiliation of the reviewer.")
        yield self._note("status", "Status of the documents: individual, adopted, working group last call, IETF last call (end date).")
        yield Paragraph("RFC 9620 section 3 knows five methods. Only the first one is prepared here, and only in part.", "Methods")
        yield self._note("methods", "Used: 3.1 guidelines (assisted). Not used: 3.2 impacts, 3.3 experts, 3.4 people affected, 3.5 implementations.")
        if self._changes is not None:
            yield from self._what_changed(self._changes)
        yield Heading(1, "Summary")
        yield self._note("summary", "What the documents do, who is affected, and what is good about them.")
        states = Counter(assessment.state for assessment in review.guidelines)
        yield Paragraph(f"{', '.join(f'{states[state]} {state.value}' for state in State)}, of {counted(len(review.guidelines), 'guideline')}.", "Guidelines")
        severities = Counter(concern.severity.value for concern in review.concerns())
        yield Paragraph(f"{', '.join(f'{number} {severity}' for severity, number in severities.items()) or 'none'}.", "Concerns by severity")
        answers = self._answers()
        if answers:
            yield Paragraph(
                "These questions are raised, and these words answer them. Whether they answer well is for the reviewer to say.", "What the text answers"
            )
            yield from (Item(self._answer(answer)) for answer in answers[:_MOST_ANSWERS])
            if len(answers) > _MOST_ANSWERS:
                yield Item(f"and {len(answers) - _MOST_ANSWERS} more, named under their guidelines")

    def _answers(self) -> list[Answer]:
        once = {
            (answer.check.id, answer.document): answer
            for assessment in self._review.guidelines
            for answer in assessment.answers
            if answer.answered and not answer.denies
        }
        return list(once.values())

    def _what_changed(self, changed: Changes) -> Iterator[Piece]:
        yield Heading(1, "Changes since the Last Review")
        same = "The documents are the same as then." if changed.same_input else "The documents have changed since."
        counts = f"{counted(changed.remaining, 'concern')} of it remain, {len(changed.gone)} gone, {len(changed.new)} new."
        yield Paragraph(f"The last review: {self._plan.previous.made}. {same} {counts}")
        yield from (Item(f"new: {concern.check.title} ({place(concern.raised[0], self._several)})") for concern in changed.new)
        yield from (Item(f"gone: {key}") for key in changed.gone)
        yield from (Item(f"section renamed: {now}, then {then}") for now, then in changed.moved.items())
        yield from (Item(f"guideline {section}: {then} then, {now} now") for section, then, now in changed.states)

    def by_guideline(self) -> Iterator[Piece]:
        yield Heading(1, "Guidelines for Human Rights Considerations")
        for assessment in self._review.guidelines:
            yield from self._assessment(assessment)
        yield from self._further(2)

    def by_section(self) -> Iterator[Piece]:
        yield Heading(1, "Comments by Section")
        for (path, section), concerns in by_section(self._review).items():
            where = f"Section {section}" if section else "The document as a whole"
            yield Heading(2, f"{path}: {where}" if self._several else where)
            for concern in concerns:
                yield from self._concern(concern, 3)
        yield Heading(1, "Guidelines for Human Rights Considerations")
        rows = tuple(
            (
                f"{assessment.guideline.section} {assessment.guideline.name}",
                f"{assessment.state.value}: {assessment.because}",
                joined(dict.fromkeys(concern.check.id for concern in [*assessment.concerns, *(concern for concern, _ in assessment.shared)])),
            )
            for assessment in self._review.guidelines
        )
        yield Table(("Guideline", "State", "Concerns"), rows)
        for assessment in self._review.guidelines:
            if self._plan.previous.note(f"guideline {assessment.guideline.section}"):
                yield Paragraph(assessment.guideline.name, "On guideline")
                yield self._note(f"guideline {assessment.guideline.section}", "")

    def _assessment(self, assessment: Assessment) -> Iterator[Piece]:
        guideline = assessment.guideline
        yield Heading(2, f"{guideline.name} (RFC 9620, Section {guideline.section})")
        yield Paragraph(" ".join(guideline.questions), "Question")
        yield Paragraph(f"{assessment.state.value}, because {assessment.because}", "State")
        for concern in assessment.concerns:
            yield from self._concern(concern, 3)
        for concern, home in assessment.shared:
            yield Item(f"{concern.check.title} ({place(concern.raised[0], self._several)}): see {home}")
        for answer in assessment.answers:
            yield Item(f"{'answered with a denial' if answer.denies else 'answered'}: {self._answer(answer)}")
        yield Paragraph(guideline.beyond, "Left to people")
        if guideline.rights:
            yield Paragraph(joined(map(right, guideline.rights)), "Rights at stake")
        yield self._note(f"guideline {guideline.section}", "Assessment of the reviewer.")

    def _further(self, depth: int) -> Iterator[Piece]:
        for title, concerns in (("Wording of Requirements", self._review.wording), ("Other Concerns", self._review.other)):
            if concerns:
                yield Heading(depth, title)
                for concern in concerns:
                    yield from self._concern(concern, depth + 1)

    def _concern(self, concern: Concern, depth: int) -> Iterator[Piece]:
        check = concern.check
        yield Heading(depth, check.title)
        yield Paragraph(f"{concern.message}{' (only suspected)' if concern.suspected else ''}", "Concern")
        for citation in concern.raised:
            yield Paragraph(place(citation, self._several), "Raised in")
            if citation.quote:
                yield Quote(citation.quote)
        if concern.elsewhere:
            yield Paragraph(joined(place(citation, self._several) for citation in concern.elsewhere), "Also in")
        for citation in concern.answered_in:
            yield Paragraph(f"{place(citation, True)}: “{citation.quote}”", "Another document says")
        yield Paragraph(check.question, "Question")
        yield Paragraph(check.advice, "Recommendation")
        if concern.replacement:
            yield Paragraph(concern.replacement, "Suggested text")
        if concern.answer_line is not None:
            yield Paragraph(f"line {concern.answer_line}", "An answer belongs at")
        yield Paragraph(joined(map(right, check.rights)) or "none named", "Rights affected")
        yield Paragraph(f"{concern.severity.value}; {basis_text(check.basis)}; {check.id}", "Severity and sources")
        yield self._note(concern.key, "Assessment of the reviewer: does it apply, how bad is it, what should change?")

    def _answer(self, answer: Answer) -> str:
        if not answer.answered:
            return answer.check.question
        said = answer.answered[0]
        return f"{answer.check.question} {place(said, self._several)}: “{said.quote}”"

    def rest(self) -> Iterator[Piece]:
        review = self._review
        yield Heading(1, "Further Questionnaires")
        yield from self._table("Privacy (RFC 6973, Section 7)", review.privacy)
        yield from self._table("Attacks (RFC 3552)", review.attacks)
        yield from self._table("Pervasive Monitoring (RFC 7258, Section 2)", review.monitoring)
        yield from inventory_pieces(review)
        yield from closing(review, self._note)
        yield from self._lost_notes()

    def _lost_notes(self) -> Iterator[Piece]:
        """What the reviewer wrote on what is not found any more: kept until the reviewer deletes it."""
        lost = [key for key in self._plan.previous.notes if key not in self._used]
        if lost:
            yield Heading(1, "Notes on What Is Gone")
            for key in lost:
                yield Paragraph(key, "On")
                yield Note(key, "", self._plan.previous.note(key))

    def _table(self, title: str, rows: tuple[RowAssessment, ...]) -> Iterator[Piece]:
        yield Heading(2, title)
        yield Table(
            ("Question", "State", "Raised", "Answered"),
            tuple(
                (
                    f"{item.row.key} {item.row.name}: {item.row.question}" if item.row.key[0].isdigit() else f"{item.row.name}: {item.row.question}",
                    f"{item.state.value}: {item.because}",
                    self._lines(item.raised),
                    self._lines(item.answered),
                )
                for item in rows
            ),
        )

    def _lines(self, citations: tuple[Citation, ...]) -> str:
        return joined(place(citation, self._several) for citation in citations) or "-"


def _name(name: str, path: str) -> str:
    return name if name and name in path else f"{name} ({path})" if name else path
