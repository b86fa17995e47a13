"""Where documents are published, and where requests may go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from hrlint.fetching.errors import FetchError
from hrlint.fetching.names import DocumentName

HOSTS = frozenset(["www.ietf.org", "datatracker.ietf.org", "www.rfc-editor.org"])
"""The only hosts that are asked, and to which they may redirect."""
VARIABLE = "HRLINT_FETCH_BASE"
"""Names a server of this machine that is asked instead: for tests, and for a mirror behind a local proxy."""
_LOOPBACK = frozenset(["127.0.0.1", "::1", "localhost"])


@dataclass(frozen=True, slots=True)
class Sites:
    """The addresses. With a `base`, all of them are paths of that server, and nothing else is asked."""

    base: str = ""

    def allows(self, url: str) -> bool:
        """True for an address that may be asked."""
        try:
            parts = urlsplit(url)
            if self.base:
                return (parts.scheme, parts.netloc) == urlsplit(self.base)[:2]
            return parts.scheme == "https" and parts.hostname in HOSTS and parts.port in (None, 443) and "@" not in parts.netloc
        except ValueError:
            return False

    def document(self, name: DocumentName, suffix: str) -> str:
        """The address of a document in one format; a draft has its revision."""
        if name.is_rfc:
            return f"{self.base or 'https://www.rfc-editor.org'}/rfc/{name}.{suffix}"
        return f"{self.base or 'https://www.ietf.org'}/archive/id/{name}.{suffix}"

    def latest(self, name: DocumentName) -> str:
        """The address that tells the newest revision of a draft."""
        return f"{self.base or 'https://datatracker.ietf.org'}/api/v1/doc/document/{name.base}/"


def sites_of(environment: Mapping[str, str]) -> Sites:
    """The sites of the environment. Raises FetchError where it names a server of another machine."""
    base = environment.get(VARIABLE, "").rstrip("/")
    try:
        parts = urlsplit(base)
        local = parts.scheme in ("http", "https") and parts.hostname in _LOOPBACK and not parts.path
    except ValueError:
        local = False
    if base and not local:
        raise FetchError(f"{VARIABLE} is {base!r}, and may only be a server of this machine, such as http://127.0.0.1:8000")
    return Sites(base)
