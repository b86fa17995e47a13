"""Measurements for those who write checks: tables in plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from hrlint.checking.accuracy import NEEDED, Accuracy, Counts, Measurement
from hrlint.checking.check import Check, Persona
from hrlint.reporting.summary import counted

if TYPE_CHECKING:
    from hrlint.checking.fitting import Sample
    from hrlint.checking.measuring import Tally
    from hrlint.matching.occurrences import PhraseUse


def accuracy_table(checks: Iterable[Check], measured: Measurement) -> str:
    """A line for each check, and the totals of both personas."""
    lines = [f"{'check':52} {'persona':8}  {'certain: true noise missed neutral precision':44}  {'all: true noise missed neutral precision':44}  readings"]
    for check in checks:
        accuracy = measured.checks.get(check.id, Accuracy())
        read = f"{accuracy.right} of {len(accuracy.readings)}" if accuracy.readings else "-"
        lines.append(f"{check.id:52} {check.persona.value:8}  {_numbers(accuracy.certain, 14)}  {_numbers(accuracy.every, 10)}  {read}")
    for index, persona in enumerate(Persona):
        lines += ["", f"{persona.value}: {total_line({figure: numbers[index] for figure, numbers in measured.totals.items()})}"]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _numbers(counts: Counts, first: int) -> str:
    precision = f"{counts.precision:.2f}" if counts.precision is not None else "-"
    return f"{counts.true:{first}} {counts.noise:5} {counts.missed:6} {counts.neutral:7} {precision:>9}"


def total_line(totals: dict[str, int]) -> str:
    """The figures of one persona in words."""
    parts = [
        f"precision {ratio(totals['true'], totals['true'] + totals['noise'])}",
        f"recall {ratio(totals['wanted_found'], totals['wanted'])}",
        f"anchored {ratio(totals['anchored'], totals['true'])}",
        f"noise per document {totals['noise'] / max(1, totals['documents']):.2f}",
        f"pairs found {ratio(totals['pairs_found'], totals['pairs'])}, still flagged {totals['pairs_flagged']}",
    ]
    for kind in ("yes", "partly", "no"):
        if f"concerns_{kind}" in totals:
            parts.append(f"concerns {kind} {ratio(totals[f'concerns_{kind}_found'], totals[f'concerns_{kind}'])}")
    return "; ".join(parts)


def ratio(part: int, whole: int) -> str:
    """`0.873 (89 of 102)`."""
    return f"{part / whole:.3f} ({part} of {whole})" if whole else "- (0 of 0)"


def disagreement_lines(differing: Sequence[tuple[Check, Accuracy]]) -> str:
    """What is to be changed in the files of checks, and what may be."""
    unearned = [(check, accuracy) for check, accuracy in differing if check.persona is Persona.AUTHOR]
    earned = [(check, accuracy) for check, accuracy in differing if check.persona is not Persona.AUTHOR]
    lines = [] if differing else ["", "Each check has the persona that it has earned."]
    for group, words in (
        (unearned, f"of `author` measured below {NEEDED}: leave to `reviewer`"),
        (earned, f"of `reviewer` measured at {NEEDED} or above: may become `author`"),
    ):
        if group:
            lines += ["", f"{counted(len(group), 'check')} {words}", *map(_worth, group)]
    return "".join(f"{line}\n" for line in lines)


def _worth(known: tuple[Check, Accuracy]) -> str:
    check, accuracy = known
    certain = accuracy.certain
    worth = "nothing was found" if certain.precision is None else f"{certain.precision:.2f} ({certain.true} true, {certain.noise} noise)"
    read = f", readings {accuracy.right} of {len(accuracy.readings)}" if accuracy.readings else ""
    return f"  {check.id}: {worth}{read}"


def detail_lines(run: str, tally: Tally) -> str:
    """Every decision that cost something: run, kind, check, file and line."""
    judged = sorted(tally.details, key=lambda item: (item.kind, item.check, str(item.file), item.line))
    return "".join(f"{run:8}  {item.kind:13}  {item.check:40}  {item.file}:{item.line}\n" for item in judged)


def phrase_table(uses: Sequence[PhraseUse]) -> str:
    """A line for each phrase, as they are given, and how many are known from one repository or none."""
    lines = ["repositories  files  sources  where"]
    for use in uses:
        entry = use.occurrences
        kind = "except" if entry.exception else "phrase"
        place = f"{entry.concept.path.name}: {entry.concept.id}"
        only = f"  [{use.files[0]}]" if len(use.repositories) == 1 else ""
        lines.append(f"{len(use.repositories):12}  {len(use.files):5}  {len(use.sources):7}  {place}: {kind} `{entry.phrase.text}`{only}")
    for number, words in ((0, "no repository"), (1, "one repository")):
        rare = [use for use in uses if len(use.repositories) == number]
        known = sum(bool(use.sources) for use in rare)
        phrases = sum(not use.occurrences.exception for use in rare)
        lines.append(
            f"{words}: {counted(len(rare), 'entry', 'entries')} ({phrases} phrases, {len(rare) - phrases} exceptions), {known} of them in a source document"
        )
    return "".join(f"{line}\n" for line in lines)


def fitted_score(names: Sequence[str], weights: Sequence[float], samples: Sequence[Sample], unseen: Sequence[float]) -> str:
    """The weights of a score, and how right it is at several heights about repositories that the fit had not seen."""
    lines = [f"{weight:7.2f}  {name}" for name, weight in zip(("base", "length", *names), weights, strict=True)]
    raised = sum(sample.raised for sample in samples)
    lines += ["", f"{len(samples)} documents, {raised} of them raise the question", "  least  right  wrong  precision  recall"]
    for step in range(-4, 9):
        least = step / 4
        judged = [sample.raised for sample, value in zip(samples, unseen, strict=True) if value >= least]
        right = sum(judged)
        if judged:
            lines.append(f"{least:7.2f}  {right:5}  {len(judged) - right:5}  {right / len(judged):9.2f}  {right / max(1, raised):6.2f}")
    return "".join(f"{line}\n" for line in lines)
