"""Every example of every check, each check alone. What a check's author does by writing a file is tested here without another line."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from sample_catalogue import yaml_checks

from hrlint.checking.catalogue import Catalogue, CatalogueError
from hrlint.checking.examples import ExampleOutcome, ExampleRunner


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    try:
        checks = yaml_checks()
    except CatalogueError:
        checks = ()  # test_catalogue tells what is wrong
    examples, ids = [], []
    for check in checks:
        counts = {True: 0, False: 0}
        for index, example in enumerate(check.examples):
            counts[example.bad] += 1
            examples.append((check.id, index))
            ids.append(f"{check.id}-{'bad' if example.bad else 'good'}-{counts[example.bad]}")
    metafunc.parametrize(("check_id", "index"), examples, ids=ids)


@pytest.fixture(scope="session")
def outcomes(catalogue: Catalogue) -> Callable[[str], list[ExampleOutcome]]:
    runner = ExampleRunner(catalogue)
    return cache(lambda check_id: runner.run(catalogue.get(check_id)))


def test_example(outcomes: Callable[[str], list[ExampleOutcome]], check_id: str, index: int) -> None:
    outcome = outcomes(check_id)[index]
    assert outcome.passed, f"{outcome.check.path}:{outcome.example.line}: {outcome.message}"
