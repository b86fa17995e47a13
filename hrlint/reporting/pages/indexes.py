"""The indexes of all checks: by area, by guideline, by question, by right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from hrlint.checking.check import Basis, Check
from hrlint.checking.guidelines import RFC, Questionnaire
from hrlint.reporting.basis import basis_url
from hrlint.reporting.markdowntext import cell
from hrlint.reporting.pages.sources import PRIVACY, PRIVACY_SECTIONS, RIGHTS, asks, resting_on
from hrlint.reporting.summary import counted

_NONE = "No check asks this: it is left to people."
_UDHR = "https://www.un.org/en/about-us/universal-declaration-of-human-rights"
_ICCPR = "https://www.ohchr.org/en/instruments-mechanisms/instruments/international-covenant-civil-and-political-rights"
_ICESCR = "https://www.ohchr.org/en/instruments-mechanisms/instruments/international-covenant-economic-social-and-cultural-rights"


def by_area(checks: Sequence[Check]) -> str:
    """All checks, with severity and measured precision."""
    authors = sum(check.persona.value == "author" for check in checks)
    lines = [
        "# Checks",
        "",
        f"{counted(len(checks), 'check')}; authors see {authors} of them, reviewers (`--persona reviewer`) all. "
        "Precision is the share of right findings among those that are certain, [as measured](../accuracy.md).",
        "",
        "Other orders: [by guideline of RFC 9620](by-guideline.md), [by question of RFC 6973](by-question.md), [by right](by-right.md), "
        "[by what the seeds ask for](../seeds.md).",
    ]
    for area, group in groupby(checks, key=lambda check: check.area):
        lines += ["", f"## {area}", "", "| check | title | severity | shown to | precision |", "|---|---|---|---|---:|"]
        for check in group:
            precision = f"{check.precision:.2f}" if check.precision is not None else "-"
            link = f"[{check.name}]({check.id}.md)"
            lines.append(f"| {link} | {cell(check.title)} | {check.severity.value} | {check.persona.value} | {precision} |")
    return _page(lines)


def by_guideline(checks: Sequence[Check], questionnaire: Questionnaire) -> str:
    """The guidelines of RFC 9620 section 4."""
    lines = [
        "# Checks by guideline",
        "",
        f"The guidelines of [RFC 9620 section 4]({basis_url(Basis(RFC, '4'))}) for human-rights considerations, what each asks in our own words, "
        "and the checks that belong to it.",
    ]
    sections = {check.id: questionnaire.sections_of(check) for check in checks}
    for guideline in questionnaire.guidelines:
        url = basis_url(Basis(RFC, guideline.section))
        lines += ["", f"## {guideline.section} {guideline.name}", "", f"{' '.join(guideline.questions)} ([RFC 9620 section {guideline.section}]({url}))", ""]
        lines += _list(check for check in checks if guideline.section in sections[check.id])
    others = [check for check in checks if not sections[check.id]]
    return _page([*lines, "", "## On other grounds", "", "Checks that belong to no guideline.", "", *_list(others)])


def by_question(checks: Sequence[Check], questionnaire: Questionnaire) -> str:
    """The questions of RFC 6973 section 7."""
    lines = [
        "# Checks by question",
        "",
        f"The questions of [RFC 6973 section 7]({basis_url(Basis(PRIVACY, '7'))}) about privacy, in our own words, and the checks that ask each.",
    ]
    for section, title in PRIVACY_SECTIONS.items():
        lines += ["", f"## {section} {title}", "", f"[RFC 6973 section {section}]({basis_url(Basis(PRIVACY, section))})"]
        for question in questionnaire.privacy:
            if question.key.startswith(f"{section} "):
                lines += ["", f"### {question.key} {question.name}", "", question.question, "", *_list(check for check in checks if asks(check, question))]
    lines += [
        "",
        "## Threats and mitigations",
        "",
        "Checks that rest on other sections of RFC 6973, above all on threats (5) and mitigations (6).",
        "",
    ]
    sections = {basis.section for check in checks for basis in check.basis if basis.doc == PRIVACY} - PRIVACY_SECTIONS.keys()
    for section in sorted(sections, key=_number):
        links = ", ".join(f"[{check.title}]({check.id}.md)" for check in resting_on(checks, PRIVACY, section))
        lines.append(f"- [section {section}]({basis_url(Basis(PRIVACY, section))}): {links}")
    return _page(lines)


def by_right(checks: Sequence[Check]) -> str:
    """The rights that checks name."""
    lines = [
        "# Checks by right",
        "",
        f"Rights of the [Universal Declaration of Human Rights]({_UDHR}) (UDHR), with the articles of the covenants that bind states: on "
        f"[civil and political rights]({_ICCPR}) (ICCPR) and on [economic, social and cultural rights]({_ICESCR}) (ICESCR). "
        "Most checks concern more than one right.",
    ]
    for right in RIGHTS:
        concerned = [check for check in checks if right.name in check.rights]
        lines += ["", f"## {right.name}", "", f"{right.title}: {right.articles}.", "", *_list(concerned)]
    return _page(lines)


def _list(checks: Iterable[Check]) -> list[str]:
    return [f"- [{check.title}]({check.id}.md) `{check.id}`" for check in checks] or [_NONE]


def _number(section: str) -> list[int]:
    return [int(part) if part.isdigit() else 0 for part in section.split(".")]


def _page(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
