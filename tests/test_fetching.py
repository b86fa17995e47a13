"""Fetching, against a server on this machine that speaks the paths of the real ones."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hrlint import __version__
from hrlint.commands.main import cli
from hrlint.fetching.cache import Cache, Entry, cache_folder
from hrlint.fetching.download import Limits, download
from hrlint.fetching.errors import FetchError, MissingError, UnreachableError
from hrlint.fetching.fetcher import Fetcher
from hrlint.fetching.names import DocumentName, parse_name
from hrlint.fetching.sites import Sites, sites_of

XML = b"""<?xml version="1.0"?>
<rfc version="3" docName="draft-doe-hello-03" ipr="trust200902"><front><title>Hello</title></front>
<middle><section><name>Design</name><t>A client SHOULD encrypt the greeting. The server logs the name of each user.</t></section></middle></rfc>
"""
TEXT = b"""Network Working Group                                             J. Doe
Request for Comments: 1234                                      May 1999

                               Hello

Status of this Memo

   This memo is for a test.

1. Design

   A client SHOULD encrypt the greeting.
"""
DAY = 24 * 3600.0


class Server(ThreadingHTTPServer):
    """Answers from a table: a status, headers, and a body for each path; `asked` holds the requests."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.table: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def has(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> None:
        self.table[path] = (status, {name.replace("_", "-"): value for name, value in headers.items()}, body)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.server.table.get(self.path, (404, {}, b"no"))
        if "ETag" in headers and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    started = Server()
    thread = threading.Thread(target=started.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield started
    finally:
        started.shutdown()
        started.server_close()
        thread.join()


@pytest.fixture
def published(server: Server) -> Server:
    """A draft with two revisions, one of them as text only, and an old and a new RFC."""
    server.has("/api/v1/doc/document/draft-doe-hello/", json.dumps({"rev": "03", "name": "draft-doe-hello"}).encode())
    server.has("/archive/id/draft-doe-hello-03.xml", XML, ETag='"three"')
    server.has("/archive/id/draft-doe-hello-02.txt", TEXT)
    server.has("/rfc/rfc1234.txt", TEXT)
    server.has("/rfc/rfc9999.xml", XML)
    return server


@pytest.fixture
def fetch(server: Server, tmp_path: Path) -> Callable[..., object]:
    """Fetches by name at a time in seconds; waits for nothing."""

    def fetched(name: str, now: float = 0.0, limits: Limits | None = None):
        parsed = parse_name(name)
        assert parsed is not None
        return Fetcher(Sites(server.base), Cache(tmp_path / "cache"), limits, now=lambda: now, sleep=lambda seconds: None).fetch(parsed)

    return fetched


@pytest.fixture
def hrlint(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The program in an empty folder, with this server and a cache of its own."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HRLINT_FETCH_BASE", server.base)
    monkeypatch.setattr("hrlint.fetching.fetcher._PAUSE", 0)
    return lambda *arguments: CliRunner().invoke(cli, [*arguments])


def test_names():
    assert parse_name("draft-doe-hello") == DocumentName("draft-doe-hello")
    assert parse_name("Draft-Doe-Hello-03") == DocumentName("draft-doe-hello", "03")
    assert parse_name("draft-ietf-tls-rfc8446-bis-2024-09") == DocumentName("draft-ietf-tls-rfc8446-bis-2024", "09")
    assert parse_name("RFC 0791") == parse_name("rfc791") == DocumentName("rfc791")
    for text in ("draft", "draft-doe", "draft-doe-hello.md", "draft-doe/hello", "draft-doe-hello-", "rfc", "rfc0", "rfc123456", "", "../rfc1", "draft-doe-hé"):
        assert parse_name(text) is None, text
    assert [parse_name(name).formats for name in ("rfc8649", "rfc8650", "draft-a-b")] == [("txt",), ("xml", "txt"), ("xml", "txt")]
    assert parse_name("draft-" + "a-" * 100_000 + "!") is None


def test_the_real_addresses():
    sites = Sites()
    assert sites.document(DocumentName("draft-doe-hello", "03"), "xml") == "https://www.ietf.org/archive/id/draft-doe-hello-03.xml"
    assert sites.document(DocumentName("rfc9620"), "xml") == "https://www.rfc-editor.org/rfc/rfc9620.xml"
    assert sites.latest(DocumentName("draft-doe-hello")) == "https://datatracker.ietf.org/api/v1/doc/document/draft-doe-hello/"
    for url in ("https://www.ietf.org/x", "https://datatracker.ietf.org:443/x"):
        assert sites.allows(url)
    for url in (
        "http://www.ietf.org/x",
        "https://ietf.org.evil.example/x",
        "https://www.ietf.org@evil.example/",
        "https://user@www.ietf.org/",
        "https://www.ietf.org:8443/x",
        "https://127.0.0.1/x",
        "file:///etc/passwd",
        "https://[/",
        "",
    ):
        assert not sites.allows(url), url


def test_only_this_machine_may_stand_in():
    assert sites_of({}) == Sites()
    assert sites_of({"HRLINT_FETCH_BASE": "http://localhost:8000/"}) == Sites("http://localhost:8000")
    for base in ("http://evil.example", "https://10.0.0.1", "file:///tmp", "http://127.0.0.1/x", "http://127.0.0.1.evil.example", "http://[", "x"):
        with pytest.raises(FetchError, match="may only be a server of this machine"):
            sites_of({"HRLINT_FETCH_BASE": base})


def test_the_newest_revision_is_fetched_as_xml(published, fetch):
    fetched = fetch("draft-doe-hello")
    assert (str(fetched.name), fetched.filename, fetched.data) == ("draft-doe-hello-03", "draft-doe-hello-03.xml", XML)
    assert published.paths == ["/api/v1/doc/document/draft-doe-hello/", "/archive/id/draft-doe-hello-03.xml"]
    assert {headers["User-Agent"].partition(" ")[0] for _, headers in published.asked} == {f"hrlint/{__version__}"}


def test_text_is_taken_where_there_is_no_xml(published, fetch):
    assert fetch("draft-doe-hello-02").filename == "draft-doe-hello-02.txt"
    assert published.paths == ["/archive/id/draft-doe-hello-02.xml", "/archive/id/draft-doe-hello-02.txt"]
    assert fetch("rfc1234").data == TEXT
    assert published.paths[2:] == ["/rfc/rfc1234.txt"], "old RFCs have no XML"


def test_what_is_there_is_not_asked_for_again(published, fetch):
    fetch("draft-doe-hello")
    again = fetch("draft-doe-hello", now=600)
    assert (again.data, again.requested) == (XML, False)
    assert len(published.asked) == 2
    fetch("draft-doe-hello", now=2 * 3600)
    assert published.paths[2:] == ["/api/v1/doc/document/draft-doe-hello/"], "the newest revision may be another one by then"


def test_what_is_old_is_asked_for_with_its_tag(published, fetch):
    fetch("draft-doe-hello-03")
    assert fetch("draft-doe-hello-03", now=31 * DAY).data == XML
    assert published.asked[1][1]["If-None-Match"] == '"three"'
    fetch("draft-doe-hello-03", now=32 * DAY)
    assert len(published.asked) == 2


def test_offline_what_was_fetched_before_serves(published, fetch):
    fetch("draft-doe-hello")
    published.shutdown()
    published.server_close()
    fetched = fetch("draft-doe-hello", now=60 * DAY)
    assert (fetched.data, fetched.stale) == (XML, True)
    with pytest.raises(UnreachableError, match=r"127\.0\.0\.1:\d+ cannot be reached"):
        fetch("rfc1234")


def test_a_pause_lies_between_requests(published, tmp_path):
    pauses: list[float] = []
    fetcher = Fetcher(Sites(published.base), Cache(tmp_path), now=lambda: 0.0, sleep=pauses.append)
    fetcher.fetch(DocumentName("draft-doe-hello"))
    fetcher.fetch(DocumentName("rfc1234"))
    assert pauses == [0.5, 0.5]


@pytest.mark.parametrize("name", ["draft-doe-gone", "draft-doe-gone-01", "rfc9998", "rfc1"])
def test_what_is_not_there(server, fetch, name):
    with pytest.raises(MissingError, match=f"there is no {name}"):
        fetch(name)


@pytest.mark.parametrize("status", [403, 418])
def test_what_the_server_refuses(server, fetch, status):
    server.has("/rfc/rfc1234.txt", b"", status)
    with pytest.raises(FetchError, match=f"the server says {status}"):
        fetch("rfc1234")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_as_good_as_none(published, fetch, status):
    fetch("rfc1234")
    published.has("/rfc/rfc1234.txt", b"", status)
    assert fetch("rfc1234", now=60 * DAY).stale


@pytest.mark.parametrize(
    "body", [b"<!DOCTYPE html><html><title>Log in</title></html>", b"", b"%PDF-1.5 x", b"\x1f\x8b\x08x", b"{}", b"<x/>", bytes(range(256))]
)
def test_wrong_contents(server, fetch, body):
    server.has("/archive/id/draft-doe-hello-01.xml", body)
    server.has("/rfc/rfc1234.txt", body)
    for name in ("draft-doe-hello-01", "rfc1234"):
        with pytest.raises(FetchError):
            fetch(name)


@pytest.mark.parametrize("body", [b"[]", b'{"rev": 3}', b'{"rev": "../../x"}', b'{"rev": "003"}', b"<html>", b"[" * 100_000])
def test_wrong_revisions(server, fetch, body):
    server.has("/api/v1/doc/document/draft-doe-hello/", body)
    with pytest.raises(FetchError, match="does not tell a revision"):
        fetch("draft-doe-hello")


def test_too_large_announced_or_not(server, fetch):
    small = Limits(size=1000)
    server.has("/rfc/rfc1234.txt", TEXT * 10)
    with pytest.raises(FetchError, match="larger than the limit of 1,000 bytes"):
        fetch("rfc1234", limits=small)
    server.has("/rfc/rfc1234.txt", TEXT * 10, Content_Length="")
    with pytest.raises(FetchError, match="larger than the limit of 1,000 bytes"):
        fetch("rfc1234", limits=small)


def test_too_short_and_too_slow(server, fetch):
    server.has("/rfc/rfc1234.txt", TEXT, Content_Length=str(len(TEXT) + 10))
    with pytest.raises(UnreachableError):
        fetch("rfc1234", limits=Limits(wait=0.5))
    server.has("/rfc/rfc1234.txt", TEXT)
    ticks = iter([0.0, 1000.0])
    with pytest.raises(UnreachableError, match="takes more than 120 seconds"):
        download(f"{server.base}/rfc/rfc1234.txt", Sites(server.base), Limits(), clock=lambda: next(ticks))


def test_redirects_stay_with_allowed_servers(published, fetch):
    published.has("/rfc/rfc1235.txt", b"", 302, Location="/rfc/rfc1234.txt")
    assert fetch("rfc1235").data == TEXT
    for number, location in enumerate(
        ("http://evil.example/rfc.txt", "https://127.0.0.1/rfc.txt", "file:///etc/passwd", "ftp://127.0.0.1/x", "http://localhost:1/"), 2000
    ):
        published.has(f"/rfc/rfc{number}.txt", b"", 302, Location=location)
        with pytest.raises(FetchError):
            fetch(f"rfc{number}")
    published.has("/rfc/rfc3000.txt", b"", 302, Location="/rfc/rfc3000.txt")
    with pytest.raises(FetchError):
        fetch("rfc3000")
    assert len(published.asked) < 20


def test_nothing_else_is_asked():
    for url in ("http://127.0.0.1:1/x", "file:///etc/passwd", "https://evil.example/"):
        with pytest.raises(FetchError, match="is not asked"):
            download(url, Sites(), Limits())


def test_a_damaged_cache_is_asked_anew(published, fetch, tmp_path):
    fetch("rfc1234")
    for path in (tmp_path / "cache").glob("*.data"):
        path.write_bytes(b"other")
    assert fetch("rfc1234").data == TEXT
    for path in (tmp_path / "cache").glob("*.json"):
        path.write_text("[1]")
    assert fetch("rfc1234").data == TEXT
    assert len(published.asked) == 3


def test_a_cache_that_cannot_be_written_costs_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "below")
    cache.put("u", Entry(b"x", 0.0))
    assert cache.get("u") is None
    assert cache_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "hrlint" / "documents"


# --- commands


def test_fetch_writes_files(published, hrlint):
    result = hrlint("fetch", "draft-doe-hello", "rfc1234", "--to", "docs")
    assert (result.exit_code, result.stdout) == (0, "docs/draft-doe-hello-03.xml\ndocs/rfc1234.txt\n")
    assert Path("docs/draft-doe-hello-03.xml").read_bytes() == XML
    assert "fetched from http://127.0.0.1" in result.stderr
    assert hrlint("fetch", "rfc1234", "--to", "docs", "-q").stderr == ""


def test_fetch_overwrites_nothing(published, hrlint):
    Path("rfc1234.txt").write_text("mine")
    result = hrlint("fetch", "rfc1234")
    assert result.exit_code == 2
    assert "rfc1234.txt is there already, and differs; --force overwrites it" in result.stderr
    assert Path("rfc1234.txt").read_text() == "mine"
    assert hrlint("fetch", "rfc1234", "--force").exit_code == 0
    assert Path("rfc1234.txt").read_bytes() == TEXT


def test_fetch_says_what_it_cannot_do(published, hrlint):
    result = hrlint("fetch", "hello", "rfc9998", "rfc1234")
    assert (result.exit_code, result.stdout) == (2, "rfc1234.txt\n")
    assert "hello: error: this names neither an Internet-Draft" in result.stderr
    assert "rfc9998: error: there is no rfc9998: nothing at http" in result.stderr


def test_check_fetches_only_when_asked(published, hrlint):
    result = hrlint("check", "--isolated", "draft-doe-hello")
    assert result.exit_code == 2
    assert "draft-doe-hello: error: no such file or folder; to fetch a published document of this name, say --fetch" in result.stderr
    assert published.asked == []
    result = hrlint(
        "check", "--isolated", "--fetch", "-f", "concise", "--select", "encryption/optional-encryption,wording/weak-protection-keyword", "draft-doe-hello"
    )
    assert result.exit_code == 1, result.stderr
    assert result.stdout.startswith("draft-doe-hello-03.xml:3:")
    assert not list(Path().iterdir())


def test_check_goes_on_with_the_others(published, hrlint):
    Path("draft-a-b").write_text("# A\n\nA client says hello to a server.\n")
    result = hrlint("check", "--isolated", "--fetch", "-f", "json", "rfc9998", "rfc1234", "draft-a-b")
    assert result.exit_code == 2
    assert [document["path"] for document in json.loads(result.stdout)["documents"]] == ["draft-a-b", "rfc1234.txt"]
    assert "rfc9998: error: cannot be fetched: there is no rfc9998" in result.stderr


def test_what_is_fetched_has_no_history(published, hrlint):
    assert "what is fetched is not in git" in hrlint("check", "--fetch", "--since", "HEAD", "rfc1234").stderr
    assert published.asked == []


def test_a_server_elsewhere_is_refused(hrlint, monkeypatch):
    monkeypatch.setenv("HRLINT_FETCH_BASE", "http://evil.example")
    for arguments in (("fetch", "rfc1234"), ("check", "--fetch", "rfc1234")):
        result = hrlint(*arguments)
        assert result.exit_code == 2
        assert "may only be a server of this machine" in result.stderr


def test_review_and_compare_fetch_too(published, hrlint):
    result = hrlint("review", "--isolated", "--fetch", "draft-doe-hello")
    assert result.exit_code == 0, result.stderr
    assert "SHOULD encrypt" in result.stdout
    html = hrlint("review", "--isolated", "--fetch", "-f", "html", "draft-doe-hello")
    assert html.stdout.startswith("<!DOCTYPE html>")
    result = hrlint("compare", "--isolated", "--fetch", "draft-doe-hello-02", "draft-doe-hello-03")
    assert result.exit_code in (0, 1), result.stderr
    assert hrlint("compare", "--isolated", "rfc1234", "rfc9999").exit_code == 2


def test_linting_loads_nothing_of_the_network(tmp_path):
    (tmp_path / "a.md").write_text("# A\n\nA client says hello to a server.\n")
    program = "import sys; from hrlint.__main__ import main; main(); print(sorted({'urllib.request', 'http.client', 'ssl', 'jinja2'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", program, "check", "--isolated", "-q", "a.md"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.stdout.splitlines()[-1] == "[]", result.stderr
