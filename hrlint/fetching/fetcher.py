"""Fetches documents by their names: politely, one after the other, and not again what is there already."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from hrlint.fetching.cache import Cache, Entry
from hrlint.fetching.download import Limits, download
from hrlint.fetching.errors import FetchError, MissingError, UnreachableError
from hrlint.fetching.names import DocumentName
from hrlint.fetching.sites import Sites
from hrlint.reading.decode import decode
from hrlint.reading.detect import detect
from hrlint.reading.document import Format
from hrlint.reading.errors import ReadError

_FORMATS = {"xml": (Format.RFCXML_V2, Format.RFCXML_V3), "txt": (Format.TEXT,)}
_PAUSE = 0.5
"""Seconds between two requests."""
_PUBLISHED = 30 * 24 * 3600.0
"""Seconds for which a published document is not asked for again: revisions and RFCs do not change."""
_NEWEST = 3600.0
"""Seconds for which the newest revision of a draft is not asked for again."""
_REVISION = re.compile(r"\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document: its name with its revision, the name of its file, its bytes, its address."""

    name: DocumentName
    filename: str
    data: bytes
    url: str
    requested: bool
    """False for what was there already."""
    stale: bool = False
    """True where the server could not be asked whether it is current."""


class Fetcher:
    """Fetches from sites; `now` gives seconds since 1970."""

    def __init__(
        self,
        sites: Sites,
        cache: Cache,
        limits: Limits | None = None,
        *,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._sites = sites
        self._cache = cache
        self._limits = limits or Limits()
        self._now = now
        self._sleep = sleep
        self._asked = False

    def fetch(self, name: DocumentName) -> Fetched:
        """The document, as XML if there is XML. Raises FetchError."""
        guessed = False
        if not name.is_rfc and not name.revision:
            name, guessed = self._newest(name)
        for suffix in name.formats:
            url = self._sites.document(name, suffix)
            try:
                entry, requested, stale = self._get(url, _PUBLISHED, lambda data, suffix=suffix, url=url: _require_document(data, suffix, url))  # type: ignore[misc]
            except MissingError:
                continue
            return Fetched(name, f"{name}.{suffix}", entry.data, url, requested, stale or guessed)
        where = " and ".join(self._sites.document(name, suffix) for suffix in name.formats)
        raise MissingError(f"there is no {name}: nothing at {where}")

    def _newest(self, name: DocumentName) -> tuple[DocumentName, bool]:
        """The name with the newest revision; True where the server could not be asked, and it is the newest of an earlier day."""
        url = self._sites.latest(name)
        try:
            entry, _, stale = self._get(url, _NEWEST, lambda data: _require_revision(data, url))
        except MissingError as error:
            raise MissingError(f"there is no {name}: the datatracker does not know it") from error
        return replace(name, revision=_revision(entry.data, url)), stale

    def _get(self, url: str, fresh: float, require: Callable[[bytes], None]) -> tuple[Entry, bool, bool]:
        """What is at an address, whether it was asked for, and whether it may be out of date. `require` raises FetchError for wrong contents."""
        known = self._cache.get(url)
        if known is not None and 0 <= self._now() - known.checked < fresh:
            return known, False, False
        if self._asked:
            self._sleep(_PAUSE)
        self._asked = True
        try:
            answer = download(url, self._sites, self._limits, known={"etag": known.etag, "modified": known.modified} if known else None)
        except UnreachableError:
            if known is None:
                raise
            return known, False, True
        if answer.data is None:
            if known is None:
                raise FetchError(f"{url}: the server sends nothing")
            entry = replace(known, checked=self._now())
        else:
            require(answer.data)
            entry = Entry(answer.data, self._now(), answer.etag, answer.modified)
        self._cache.put(url, entry)
        return entry, True, False


def _require_document(data: bytes, suffix: str, url: str) -> None:
    try:
        source, _ = decode(data, url)
    except ReadError as error:
        raise FetchError(f"{url}: {error.reason}") from error
    if source.text.lstrip()[:100].lower().startswith(("<!doctype html", "<html")) or detect(source.text, f"document.{suffix}") not in _FORMATS[suffix]:
        raise FetchError(f"{url} is not what it should be: neither an Internet-Draft nor an RFC")


def _require_revision(data: bytes, url: str) -> None:
    _revision(data, url)


def _revision(data: bytes, url: str) -> str:
    try:
        revision = json.loads(data)["rev"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise FetchError(f"{url} does not tell a revision") from error
    if not isinstance(revision, str) or not _REVISION.fullmatch(revision):
        raise FetchError(f"{url} does not tell a revision")
    return revision
