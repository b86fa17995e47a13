"""`Did you mean`, for names that do not exist."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question that names what was probably meant, with a space before it; empty where nothing is near."""
    from difflib import get_close_matches

    names = sorted(set(known))
    ends = [candidate for candidate in names if candidate.endswith(f"/{name}")]
    near = ends or get_close_matches(name, names, n=3, cutoff=0.6)
    return f" Did you mean {' or '.join(near)}?" if near else ""
