"""Fetching from real servers: polite, kept to the byte, bounded, never past the proxy."""

from __future__ import annotations

import gzip
import io
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import warcio.archiveiterator
from protego import Protego

from accordingto.acquire.fetch.fetching import Fetcher, Limits
from accordingto.acquire.fetch.keeping import append, conditions_of, is_same, known_in, records_of
from accordingto.acquire.files import find_inputs, read_incoming
from accordingto.acquire.incoming import Incoming
from accordingto.errors import InputError
from tests.acquire import made
from tests.acquire.fetch.servers import Answer, Proxy, Site, http_proxy, proxying, serving, socks

PAGE = made.markup().encode()
HERE = frozenset({"127.0.0.1"})
QUICK = Limits(delay=0)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site({"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private\nAllow: /\n"),
                       "/story": (200, {"ETag": '"1"'}, PAGE)})) as running:  # fmt: skip
        yield running


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(limits=QUICK, test_only_addresses=HERE)


def refused(fetcher: Fetcher, url: str) -> InputError:
    with pytest.raises(InputError) as caught:
        fetcher.fetch(url)
    return caught.value


def test_a_page_is_kept_as_it_came(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    (answer,) = fetcher.fetch(site.url("/story"))
    path = tmp_path / "pages.warc.gz"
    append(path, [answer])
    append(path, [answer])
    with path.open("rb") as stream:
        records = [(r.rec_type, r.rec_headers["WARC-Target-URI"], r.raw_stream.read())
                   for r in warcio.archiveiterator.ArchiveIterator(stream, no_record_parse=True)]  # fmt: skip
    assert [kind for kind, _, _ in records] == ["warcinfo", *["request", "response"] * 2]
    assert records[2][1] == site.url("/story")
    assert records[2][2] == answer.response
    assert answer.response.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.response.endswith(PAGE)
    assert records[1][2] == answer.request
    assert answer.request.startswith(b"GET /story HTTP/1.1\r\n")
    items = [item for item in find_inputs([str(path)]) if isinstance(item, Incoming)]
    report = read_incoming(items[0])
    assert (report.text, report.url) == ("\n".join(made.BODY), site.url("/story"))
    assert report.capture
    assert report.capture.retrieved_at == answer.at


def test_robots_are_asked_first_and_once(site: Site, fetcher: Fetcher) -> None:
    fetcher.fetch(site.url("/story"))
    fetcher.fetch(site.url("/story"))
    assert refused(fetcher, site.url("/private/1")).kind == "robots"
    assert site.paths() == ["/robots.txt", "/story", "/story"]
    assert site.asked[1][1]["user-agent"].startswith("accordingto/")


@pytest.mark.parametrize(("status", "may"), [(404, True), (403, True), (500, False), (503, False)])
def test_a_host_without_robots_allows_and_one_that_fails_does_not(
    site: Site, fetcher: Fetcher, status: int, may: bool
) -> None:
    site.pages["/robots.txt"] = (status, {}, b"")
    if may:
        assert fetcher.fetch(site.url("/story"))[-1].status == 200
    else:
        assert refused(fetcher, site.url("/story")).kind == "robots"


def test_requests_to_a_host_are_apart(site: Site) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 7\n")
    pauses: list[float] = []
    fetcher = Fetcher(limits=Limits(delay=3), test_only_addresses=HERE, pause=pauses.append)
    fetcher.fetch(site.url("/story"))
    fetcher.fetch(site.url("/story"))
    assert 2 < pauses[0] <= 3 or 6 < pauses[0] <= 7
    assert 6 < pauses[1] <= 7


def test_it_is_asked_whether_a_page_has_changed(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    path = tmp_path / "pages.warc.gz"
    append(path, fetcher.fetch(site.url("/story")))
    unchanged: Answer = (304, {"Content-Length": ""}, b"")
    page: Answer = (200, {}, PAGE)
    site.pages["/story"] = lambda headers: unchanged if headers.get("if-none-match") == '"1"' else page
    answers = fetcher.fetch(site.url("/story"), known_in(path)[site.url("/story")])
    assert answers[-1].status == 304
    append(path, answers)
    kinds = [r.rec_type for r in warcio.archiveiterator.ArchiveIterator(io.BytesIO(path.read_bytes()))]
    assert kinds[-1] == "revisit"
    assert len([i for i in find_inputs([str(path)]) if isinstance(i, Incoming)]) == 1


def test_a_page_that_came_before_is_known_again(site: Site, fetcher: Fetcher) -> None:
    first, again = fetcher.fetch(site.url("/story"))[-1], fetcher.fetch(site.url("/story"))[-1]
    record = records_of([first])[0][1]
    assert is_same(again, record)
    assert conditions_of(record) == {"If-None-Match": '"1"'}
    site.pages["/story"] = (200, {}, PAGE + b"<p>More.</p>")
    assert not is_same(fetcher.fetch(site.url("/story"))[-1], record)


def test_redirects_are_followed_and_kept(site: Site, fetcher: Fetcher) -> None:
    site.pages["/old"] = (301, {"Location": "/story"}, b"")
    answers = fetcher.fetch(site.url("/old"))
    assert [answer.status for answer in answers] == [301, 200]
    site.pages["/round"] = (302, {"Location": "/round"}, b"")
    assert refused(fetcher, site.url("/round")).kind == "redirects"


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2/", "http://[::1]/", "http://169.254.169.254/latest", "http://10.0.0.1/", "file:///etc/passwd",
               "http://[::ffff:127.0.0.2]/", "http://2130706434/", "http://0x7f.2/", "gopher://x/", "http://0.0.0.0/"]
)  # fmt: skip
def test_a_redirect_leads_nowhere_inside(site: Site, fetcher: Fetcher, target: str) -> None:
    site.pages["/trap"] = (302, {"Location": target}, b"")
    assert refused(fetcher, site.url("/trap")).kind in ("forbidden-address", "bad-url")


def test_a_name_is_looked_up_once_so_that_a_second_answer_changes_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, asked = socket.getaddrinfo, []

    def answer(host: Any, port: Any, *arguments: Any, **options: Any) -> Any:
        if host != "rebound.example":
            return real(host, port, *arguments, **options)
        asked.append(host)
        address = "127.0.0.1" if len(asked) < 3 else "127.0.0.9"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    fetcher = Fetcher(limits=QUICK, test_only_addresses=HERE)
    assert fetcher.fetch(site.url("/story", "rebound.example"))[-1].address == "127.0.0.1"
    assert asked == ["rebound.example"] * 2  # once for robots.txt, once for the page
    assert refused(fetcher, site.url("/story", "rebound.example")).kind == "forbidden-address"


def test_without_the_tests_own_allowance_this_machine_is_refused(site: Site) -> None:
    for host in ("127.0.0.1", "localhost", "2130706433", "[::1]", "0"):
        assert refused(Fetcher(limits=QUICK), site.url("/story", host)).kind == "forbidden-address"
    assert not site.asked


@pytest.mark.parametrize("extra", [{}, {"Content-Length": "", "Transfer-Encoding": "chunked"}])
def test_an_answer_without_end_is_cut(site: Site, extra: dict[str, str]) -> None:
    body = b"x" * 300_000
    site.pages["/big"] = (200, extra, body if not extra else b"%x\r\n" % len(body) + body + b"\r\n")
    fetcher = Fetcher(limits=Limits(delay=0, max_bytes=100_000), test_only_addresses=HERE)
    assert refused(fetcher, site.url("/big")).kind == "too-large"


def test_a_server_that_says_nothing_is_left(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        slow = Fetcher(limits=Limits(delay=0, seconds=0.3), test_only_addresses=HERE)
        assert refused(slow, f"http://127.0.0.1:{port}/").kind == "robots"


GARBAGE = (b"\x00\x01\x02\r\n\r\n", b"HTTP/9.9 banana\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000)


@pytest.mark.parametrize("garbage", GARBAGE)
def test_what_is_no_web_server_is_a_clear_error(garbage: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as odd:

        def serve() -> None:
            client, _ = odd.accept()
            with client:
                client.recv(4096)
                client.sendall(garbage)

        threading.Thread(target=serve, daemon=True).start()
        origin = f"http://127.0.0.1:{odd.getsockname()[1]}"
        fetcher = Fetcher(limits=QUICK, test_only_addresses=HERE, _robots={origin: Protego.parse("")})
        error = refused(fetcher, f"{origin}/page")
        assert error.kind in ("no-answer", "too-large")
        assert f"{origin}/page" in str(error)


@pytest.mark.parametrize(("talk", "scheme"), [(socks, "socks5"), (socks, "socks5h"), (http_proxy, "http")])
def test_behind_a_proxy_no_name_is_looked_up_here(
    site: Site, monkeypatch: pytest.MonkeyPatch, talk: Any, scheme: str
) -> None:
    real, asked = socket.getaddrinfo, []

    def lookup(host: Any, *arguments: Any, **options: Any) -> Any:
        asked.append(host)
        return real(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with proxying(Proxy(site), talk) as proxy:
        fetcher = Fetcher(f"{scheme}://127.0.0.1:{proxy.port}", QUICK)
        (answer,) = fetcher.fetch("http://hidden.onion/story")
        assert answer.response.startswith(b"HTTP/1.1 200 OK")
        assert answer.request.startswith(b"GET ")
        assert answer.address == ""
        assert proxy.asked == ["hidden.onion"] * 2
        for inside in (
            "http://127.0.0.1/",
            "http://localhost/",
            "http://router.lan/",
            "http://10.1.2.3/",
            "http://intranet/",
        ):
            assert refused(fetcher, inside).kind == "forbidden-address"
    assert set(asked) <= {"127.0.0.1"}  # the proxy itself


def test_without_its_proxy_nothing_is_fetched(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    fetcher = Fetcher(f"socks5://127.0.0.1:{port}", QUICK, test_only_addresses=HERE)
    assert refused(fetcher, site.url("/story", "story.example")).kind == "no-proxy"
    assert not site.asked


@pytest.mark.parametrize("url", ["ftp://example.org/", "example.org", "http://", "http://user:word@example.org/", "http://[::1",
                                 "javascript:alert(1)", "http://\ud800.example/", ""])  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(fetcher: Fetcher, url: str) -> None:
    assert refused(fetcher, url).kind == "bad-url"


def test_a_file_of_records_is_one_gzip_member_a_record(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    path = tmp_path / "pages.warc.gz"
    append(path, fetcher.fetch(site.url("/story")))
    assert gzip.decompress(path.read_bytes()).count(b"WARC/1.1\r\n") == path.read_bytes().count(b"\x1f\x8b\x08") == 3
