"""What can go wrong."""

from __future__ import annotations


class FetchError(Exception):
    """A document cannot be fetched; `str()` is the reason."""


class MissingError(FetchError):
    """The server does not have it."""


class UnreachableError(FetchError):
    """The server cannot be asked, or does not answer: what was fetched before may serve."""
