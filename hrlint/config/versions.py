"""The `required-version` of a configuration: `>=0.1, <0.3`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

_CLAUSE = re.compile(r"(>=|<=|==|!=|>|<)? ?(\d+(?:\.\d+){0,3})")
_OPERATORS: dict[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}


def fits(version: str, required: str) -> bool:
    """Whether a version meets all clauses; one without an operator means exactly that version. Raises ValueError for what is no requirement."""
    own = _numbers(version)
    for clause in required.split(","):
        match = _CLAUSE.fullmatch(clause.strip())
        if match is None:
            raise ValueError(f'{clause.strip()!r} is no version; write as in ">=0.1, <0.3"')
        if not _OPERATORS[match[1] or "=="](own, _numbers(match[2])):
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(number) for number in re.findall(r"\d+", version.partition("+")[0])[:4]]
    return tuple(numbers + [0] * (4 - len(numbers)))
