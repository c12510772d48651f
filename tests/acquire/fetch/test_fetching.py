"""Fetching from real servers: polite, kept to the byte, bounded, never past the proxy."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import warcio.archiveiterator
from protego import Protego

from accordingto.acquire.fetch.fetching import Fetcher, Limits
from accordingto.acquire.fetch.keeping import append
from accordingto.acquire.files import find_inputs, read_incoming
from accordingto.acquire.incoming import Incoming
from accordingto.errors import InputError
from tests.acquire import archives, made
from tests.acquire.fetch.conftest import HERE, PAGE, QUICK, refused
from tests.acquire.fetch.servers import Proxy, Site, http_proxy, proxying, socks


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
    fetcher = Fetcher(limits=QUICK, only_for_tests=HERE)
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
    fetcher = Fetcher(limits=Limits(delay=0, max_bytes=100_000), only_for_tests=HERE)
    assert refused(fetcher, site.url("/big")).kind == "too-large"


def test_a_server_that_says_nothing_is_left(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        slow = Fetcher(limits=Limits(delay=0, seconds=0.3), only_for_tests=HERE)
        error = refused(slow, f"http://127.0.0.1:{port}/")
    assert error.kind == "robots"
    assert "it takes too long to answer" in str(error)


def test_an_answer_that_never_ends_drop_by_drop_is_left_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as dripping:

        def serve() -> None:
            client, _ = dripping.accept()
            with client, contextlib.suppress(OSError):
                client.recv(4096)
                client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
                for _ in range(100):
                    client.sendall(b"x")
                    time.sleep(0.05)

        threading.Thread(target=serve, daemon=True).start()
        origin = f"http://127.0.0.1:{dripping.getsockname()[1]}"
        slow = Fetcher(limits=Limits(delay=0, seconds=0.4), only_for_tests=HERE, _robots={origin: Protego.parse("")})
        began = time.monotonic()
        assert refused(slow, f"{origin}/page").kind == "too-slow"
        assert time.monotonic() - began < 2


def test_a_bomb_is_kept_small_as_it_came_and_is_an_error_when_it_is_read(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    site.pages["/bomb"] = (200, {"Content-Encoding": "gzip"}, archives.packed(bytes(70 << 20)))
    path = tmp_path / "pages.warc.gz"
    (answer,) = fetcher.fetch(site.url("/bomb"))
    assert len(answer.response) < 100_000
    append(path, [answer])
    (item,) = [item for item in find_inputs([str(path)]) if isinstance(item, Incoming)]
    with pytest.raises(InputError, match="unpacks to more than 64 MiB"):
        read_incoming(item)


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
        fetcher = Fetcher(limits=QUICK, only_for_tests=HERE, _robots={origin: Protego.parse("")})
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
    fetcher = Fetcher(f"socks5://127.0.0.1:{port}", QUICK, only_for_tests=HERE)
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
