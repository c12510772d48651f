"""Fetching over TLS from real servers: good certificates, bad ones, ways down to http, proxies; what is kept."""

from __future__ import annotations

import functools
import io
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastwarc.warc import ArchiveIterator
from warcio import archiveiterator

from accordingto.acquire.fetch import fetching
from accordingto.acquire.fetch.fetching import Fetcher
from accordingto.acquire.fetch.keeping import is_same, records_of
from accordingto.acquire.fetch.network import OnlyForTests
from accordingto.cli import cli
from tests.acquire import made
from tests.acquire.fetch import certificates
from tests.acquire.fetch.certificates import HOST
from tests.acquire.fetch.conftest import PAGE, QUICK, refused
from tests.acquire.fetch.servers import Proxy, Site, http_proxy, proxying, serving, socks

SEAM = OnlyForTests(frozenset({"127.0.0.1"}), certificates.trusted())


@pytest.fixture
def site() -> Iterator[Site]:
    pages = {"/story": (200, {"ETag": '"1"'}, PAGE)}
    with serving(Site(pages, tls=certificates.served())) as running:  # type: ignore[arg-type]
        yield running


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What the name server answers; names that are not in it do not exist."""
    real, known = socket.getaddrinfo, {HOST: ["127.0.0.1"]}

    def answer(host: Any, port: Any, *arguments: Any, **options: Any) -> Any:
        if not str(host).endswith(".example"):
            return real(host, port, *arguments, **options)
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in known[host]]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return known


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(limits=QUICK, only_for_tests=SEAM)


@pytest.mark.usefixtures("names")
def test_a_page_over_tls_is_kept_as_it_came_and_read_by_three_readers(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "Fetcher", functools.partial(Fetcher, only_for_tests=SEAM, pause=lambda _: None))
    url, path, case = site.url("/story", HOST), str(tmp_path / "a.warc.gz"), str(tmp_path / "case")
    done = CliRunner().invoke(cli, ["fetch", url, "-o", path])
    assert done.exit_code == 0, done.output
    with open(path, "rb") as stream:
        pages = [r.content_stream().read() for r in archiveiterator.ArchiveIterator(stream, check_digests="raise")
                 if r.rec_type == "response"]  # fmt: skip
    with open(path, "rb") as stream:
        mine = [r.reader.read() for r in ArchiveIterator(stream, auto_decode="all") if r.http_headers
                and r.http_headers.status_code == 200]  # fmt: skip
    assert pages == mine == [PAGE]
    added = CliRunner().invoke(cli, ["add", path, "--case", case])
    assert added.output.splitlines()[-1] == "1 added", added.output
    listed = CliRunner().invoke(cli, ["list", "--case", case, "--format", "jsonl"])
    assert made.TITLE in listed.stdout


BAD: dict[str, tuple[ssl.SSLContext, str]] = {
    "of another host": (certificates.served("another.example"), "Hostname mismatch"),
    "run out": (certificates.served(run_out=True), "certificate has expired"),
    "signed by itself": (certificates.served(by_itself=True), "self-signed certificate"),
}


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize("name", BAD)
def test_a_bad_certificate_is_a_clear_error_and_nothing_is_kept(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "Fetcher", functools.partial(Fetcher, only_for_tests=SEAM, pause=lambda _: None))
    tls, why = BAD[name]
    with serving(Site({"/story": (200, {}, PAGE)}, tls=tls)) as bad:
        url = bad.url("/story", HOST)
        done = CliRunner().invoke(cli, ["fetch", url, "-o", str(tmp_path / "a.warc.gz")])
        assert done.exit_code == 1
        assert done.stderr.startswith(f"not fetched: {url}: its certificate is not good ({why}")
        assert list(tmp_path.iterdir()) == []
        for scheme, talk in (("http", http_proxy), ("socks5", socks)):
            with proxying(Proxy(bad), talk) as proxy:
                through = Fetcher(f"{scheme}://127.0.0.1:{proxy.port}", QUICK, only_for_tests=SEAM)
                assert refused(through, url).kind == "certificate"
        assert bad.asked == []


@pytest.mark.usefixtures("names")
def test_the_public_authorities_do_not_know_the_tests_own(site: Site) -> None:
    seam = OnlyForTests(SEAM.addresses)
    assert refused(Fetcher(limits=QUICK, only_for_tests=seam), site.url("/story", HOST)).kind == "certificate"


@pytest.mark.usefixtures("names")
def test_what_speaks_no_tls_is_a_clear_error(fetcher: Fetcher) -> None:
    with serving(Site()) as plain:
        error = refused(fetcher, plain.url("/story", HOST).replace("http", "https"))
    assert error.kind == "robots"
    assert "does not take the connection" in str(error)


@pytest.mark.usefixtures("names")
def test_no_way_leads_from_https_to_http(site: Site, fetcher: Fetcher) -> None:
    with serving(Site({"/story": (200, {}, PAGE)})) as plain:
        site.pages["/moved"] = (301, {"Location": plain.url("/story", HOST)}, b"")
        error = refused(fetcher, site.url("/moved", HOST))
        assert error.kind == "downgrade"
        assert plain.url("/story", HOST) in str(error)
        assert plain.asked == []
        plain.pages["/up"] = (301, {"Location": site.url("/story", HOST)}, b"")
        answers = fetcher.fetch(plain.url("/up", HOST))
        assert [answer.status for answer in answers] == [301, 200]


def test_names_that_lead_inside_are_refused_at_once_and_after_a_redirect(
    site: Site, fetcher: Fetcher, names: dict[str, list[str]]
) -> None:
    for number, inside in enumerate(("10.0.0.5", "192.168.1.1", "169.254.169.254", "127.0.0.2", "100.64.0.1")):
        host = f"inside{number}.example"
        names[host] = ["127.0.0.1", inside]  # one good address does not make the name good
        assert refused(fetcher, site.url("/story", host)).kind == "forbidden-address"
        site.pages[f"/{number}"] = (302, {"Location": site.url("/story", host)}, b"")
        error = refused(fetcher, site.url(f"/{number}", HOST))
        assert (error.kind, inside in str(error)) == ("forbidden-address", True)
    assert refused(fetcher, site.url("/story", "nowhere.example")).kind == "no-host"
    assert "/story" not in site.paths()


@pytest.mark.parametrize(("talk", "scheme"), [(socks, "socks5"), (socks, "socks5h"), (http_proxy, "http")])
def test_tls_through_a_proxy_which_alone_looks_up_names(
    site: Site, monkeypatch: pytest.MonkeyPatch, talk: Any, scheme: str
) -> None:
    real, looked_up = socket.getaddrinfo, set()

    def lookup(host: Any, *arguments: Any, **options: Any) -> Any:
        looked_up.add(host)
        return real(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with proxying(Proxy(site), talk) as proxy:
        fetcher = Fetcher(f"{scheme}://me:pass-word@127.0.0.1:{proxy.port}" if talk is http_proxy
                          else f"{scheme}://127.0.0.1:{proxy.port}", QUICK, only_for_tests=SEAM)  # fmt: skip
        (answer,) = fetcher.fetch(f"https://{HOST}/story")
    assert answer.body == PAGE
    assert answer.request.startswith(b"GET /story HTTP/1.1\r\n")
    assert b"Proxy-Authorization" not in answer.request
    assert {asked.partition(":")[0] for asked in proxy.asked} == {HOST}
    assert looked_up <= {"127.0.0.1"}  # the proxy itself
    assert b"/story" not in b"".join(proxy.heads)  # the proxy sees the host and no more


def test_the_password_of_a_proxy_is_not_kept_with_a_page_over_plain_http() -> None:
    with serving(Site({"/story": (200, {}, PAGE)})) as plain, proxying(Proxy(plain), http_proxy) as proxy:
        fetcher = Fetcher(f"http://me:pass-word@127.0.0.1:{proxy.port}", QUICK)
        (answer,) = fetcher.fetch(f"http://{HOST}/story")
    assert b"Proxy-Authorization: Basic" in proxy.heads[-1]
    assert b"uthorization" not in answer.request
    assert answer.request.startswith(f"GET http://{HOST}/story HTTP/1.1\r\nHost: {HOST}\r\n".encode())
    assert answer.request.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(("talk", "scheme"), [(socks, "socks5"), (http_proxy, "http")])
def test_a_proxy_that_reaches_nothing_is_told_from_a_host_that_does_not_answer(
    site: Site, talk: Any, scheme: str
) -> None:
    with proxying(Proxy(site, refuses=True), talk) as proxy:
        fetcher = Fetcher(f"{scheme}://127.0.0.1:{proxy.port}", QUICK, only_for_tests=SEAM)
        error = refused(fetcher, f"https://{HOST}/story")
    assert error.kind == "proxy-refuses"
    assert "see whether the proxy (Tor) is connected" in str(error)
    gone = refused(fetcher, f"https://{HOST}/story")
    assert gone.kind == "no-proxy"
    assert f"the proxy 127.0.0.1:{proxy.port} does not take the connection" in str(gone)
    assert site.asked == []


def test_nothing_of_the_package_makes_the_tests_seam() -> None:
    package = Path(fetching.__file__).parents[2]
    made_in = [f"{path.name}: {line.strip()}" for path in package.rglob("*.py")
               for line in path.read_text(encoding="utf-8").splitlines() if "OnlyForTests(" in line]  # fmt: skip
    assert made_in == []
    assert OnlyForTests() == OnlyForTests(frozenset(), None)
    given = [path.name for path in package.rglob("*.py") if "only_for_tests=" in path.read_text(encoding="utf-8")]
    assert given == []


@pytest.mark.usefixtures("names")
def test_an_answer_in_chunks_is_the_same_page_however_it_is_cut(site: Site, fetcher: Fetcher) -> None:
    def chunks(size: int) -> bytes:
        some = (PAGE[at : at + size] for at in range(0, len(PAGE), size))
        return b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in some) + b"0\r\n\r\n"

    told = {"Content-Length": "", "Transfer-Encoding": "chunked"}
    site.pages["/story"] = (200, told, chunks(100))
    first = fetcher.fetch(site.url("/story", HOST))[-1]
    site.pages["/story"] = (200, told, chunks(333))
    again = fetcher.fetch(site.url("/story", HOST))[-1]
    assert first.response != again.response
    record = records_of([first])[0][1]
    assert is_same(again, record)
    whole = next(iter(ArchiveIterator(io.BytesIO(record), auto_decode="all")))
    assert whole.reader.read() == PAGE
