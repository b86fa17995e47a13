"""One request: an address in, bytes out, within limits."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from typing import IO
from urllib.parse import urlsplit

from hrlint import __version__
from hrlint.fetching.errors import FetchError, MissingError, UnreachableError
from hrlint.fetching.sites import Sites
from hrlint.reading.files import DEFAULT_LIMIT

USER_AGENT = f"hrlint/{__version__} (+https://hrlint.github.io/hrlint/)"
_CHUNK = 64 * 1024
_REDIRECTS = 4
_TOO_BUSY = (429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Limits:
    """`size` in bytes; `wait` in seconds for each step, `whole` for all of a request."""

    size: int = DEFAULT_LIMIT
    wait: float = 20
    whole: float = 120


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent. `data` is None where it says that nothing changed."""

    data: bytes | None
    url: str
    etag: str = ""
    modified: str = ""


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects among allowed addresses only."""

    max_redirections = _REDIRECTS
    max_repeats = 2

    def __init__(self, sites: Sites) -> None:
        self._sites = sites

    def redirect_request(self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str) -> urllib.request.Request | None:
        if not self._sites.allows(newurl):
            raise FetchError(f"{req.full_url} redirects to {newurl}, which is not asked")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def download(url: str, sites: Sites, limits: Limits, *, known: Mapping[str, str] | None = None, clock: Callable[[], float] = time.monotonic) -> Answer:
    """Asks a server. `known` holds the `etag` and `modified` of what is there already. Raises FetchError."""
    if not sites.allows(url):
        raise FetchError(f"{url} is not asked")
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
    for key, header in (("etag", "If-None-Match"), ("modified", "If-Modified-Since")):
        if known and known.get(key):
            headers[header] = known[key]
    deadline = clock() + limits.whole
    try:
        with _opener(sites).open(urllib.request.Request(url, headers=headers), timeout=limits.wait) as response:
            data = _body(response, url, limits, deadline, clock)
            return Answer(data, response.url, response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 304:
                return Answer(None, url)
            if error.code in (404, 410):
                raise MissingError(f"there is nothing at {url}") from error
            kind = UnreachableError if error.code in _TOO_BUSY else FetchError
            raise kind(f"{url}: the server says {error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException) as error:  # URLError and timeouts are OSErrors
        reason = getattr(error, "reason", None) or error
        raise UnreachableError(f"{urlsplit(url).netloc} cannot be reached: {reason or type(error).__name__}") from error
    except ValueError as error:  # a redirect to what is no address
        raise FetchError(f"{url}: {error}") from error


def _opener(sites: Sites) -> urllib.request.OpenerDirector:
    """An opener that knows HTTP and nothing else: no files, no FTP. A server of this machine is asked without a proxy."""
    opener = urllib.request.OpenerDirector()
    handlers: list[urllib.request.BaseHandler] = [
        urllib.request.ProxyHandler({} if sites.base else None),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(sites),
    ]
    if sites.base:
        handlers.append(urllib.request.HTTPHandler())
    for handler in handlers:
        opener.add_handler(handler)
    return opener


def _body(response: http.client.HTTPResponse, url: str, limits: Limits, deadline: float, clock: Callable[[], float]) -> bytes:
    announced = response.headers.get("Content-Length", "")
    if announced.isdigit() and int(announced) > limits.size:
        raise FetchError(f"{url} is larger than the limit of {limits.size:,} bytes")
    chunks: list[bytes] = []
    size = 0
    while chunk := response.read1(_CHUNK):
        size += len(chunk)
        if size > limits.size:
            raise FetchError(f"{url} is larger than the limit of {limits.size:,} bytes")
        if clock() > deadline:
            raise UnreachableError(f"{url} takes more than {limits.whole:g} seconds")
        chunks.append(chunk)
    if announced.isdigit() and size < int(announced):
        raise UnreachableError(f"{url}: the connection ended too early")
    return b"".join(chunks)
