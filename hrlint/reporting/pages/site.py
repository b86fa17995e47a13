"""All generated pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from hrlint.checking.check import Check, Example
from hrlint.checking.finding import Report
from hrlint.checking.guidelines import Questionnaire
from hrlint.checking.seeds import Seed
from hrlint.reporting.pages.accuracypage import accuracy_page
from hrlint.reporting.pages.checkpage import check_page
from hrlint.reporting.pages.indexes import by_area, by_guideline, by_question, by_right
from hrlint.reporting.pages.seedspage import seeds_page
from hrlint.reporting.text import render
from hrlint.reporting.view import View

GENERATED = "checks"
"""The folder in which every page is generated; what lies in it otherwise is left from a check that is gone."""
_VIEW = View(width=88, quiet=True)


def site(
    checks: Sequence[Check],
    totals: Mapping[str, tuple[int, int]],
    seeds: Sequence[Seed],
    questionnaire: Questionnaire,
    report_on: Callable[[Check, Example], Report],
) -> dict[str, str]:
    """The pages by their paths below the folder of documentation. `report_on` lints an example with its check alone."""
    designs = [check for check in checks if check.basis]  # the others are about comments
    pages = {
        "accuracy.md": accuracy_page(designs, totals),
        "seeds.md": seeds_page(seeds),
        f"{GENERATED}/index.md": by_area(checks),
        f"{GENERATED}/by-guideline.md": by_guideline(designs, questionnaire),
        f"{GENERATED}/by-question.md": by_question(designs, questionnaire),
        f"{GENERATED}/by-right.md": by_right(designs),
    }
    for check in checks:
        outputs = [render(report_on(check, example), _VIEW).rstrip() for example in check.examples if example.bad]
        pages[f"{GENERATED}/{check.id}.md"] = check_page(check, outputs, home="..")
    return pages
