"""`Did you mean`, for names that do not exist."""

from __future__ import annotations

from collections.abc import Iterable

_NEAR = 0.6
_NEARLY_AS_NEAR = 0.1


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question that names what was probably meant, with a space before it; empty where nothing is near."""
    from difflib import SequenceMatcher, get_close_matches

    names = sorted(set(known))
    meant = [candidate for candidate in names if candidate.endswith(f"/{name}")] or get_close_matches(name, names, n=3, cutoff=_NEAR)
    if not meant:
        return ""
    nearness = {candidate: SequenceMatcher(None, candidate, name).ratio() for candidate in meant}
    best = [candidate for candidate in meant if nearness[candidate] >= nearness[meant[0]] - _NEARLY_AS_NEAR]
    return f" Did you mean {' or '.join(best)}?"
