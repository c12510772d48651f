"""Fetching politely: robots.txt first, time between requests and where a host asks for it, nothing asked twice."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import warcio.archiveiterator

from accordingto.acquire.fetch.fetching import Fetcher, Limits
from accordingto.acquire.fetch.keeping import append, conditions_of, is_same, known_in, records_of
from accordingto.acquire.files import find_inputs
from accordingto.acquire.incoming import Incoming
from tests.acquire import archives
from tests.acquire.fetch.conftest import HERE, PAGE, QUICK, refused
from tests.acquire.fetch.servers import Answer, Site


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
    fetcher = Fetcher(limits=Limits(delay=3), only_for_tests=HERE, pause=pauses.append)
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


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_robots_are_understood_packed_and_in_chunks(site: Site, fetcher: Fetcher, packing: str) -> None:
    rules = b"User-agent: *\nDisallow: /private\n"
    body = gzip.compress(rules) if packing == "gzip" else zlib.compress(rules)
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (body[:9], body[9:])) + b"0\r\n\r\n"
    told = {"Content-Encoding": packing, "Content-Length": "", "Transfer-Encoding": "chunked"}
    site.pages["/robots.txt"] = (200, told, pieces)
    assert refused(fetcher, site.url("/private/1")).kind == "robots"
    assert fetcher.fetch(site.url("/story"))[-1].status == 200


def test_robots_that_are_a_bomb_or_of_an_unknown_packing_are_no_rules(site: Site) -> None:
    for told, body in (("gzip", b"no gzip"), ("br", b"x")):
        site.pages["/robots.txt"] = (200, {"Content-Encoding": told}, body)
        error = refused(Fetcher(limits=QUICK, only_for_tests=HERE), site.url("/story"))
        assert (error.kind, "cannot be had now" in str(error)) == ("robots", True)
    site.pages["/robots.txt"] = (200, {"Content-Encoding": "gzip"}, archives.packed(bytes(70 << 20)))
    assert Fetcher(limits=QUICK, only_for_tests=HERE).fetch(site.url("/story"))[-1].status == 200


@pytest.mark.parametrize("as_date", [False, True])
def test_a_host_that_asks_for_time_gets_it(site: Site, as_date: bool) -> None:
    def asks(seconds: int) -> dict[str, str]:
        when = datetime.now(UTC) + timedelta(seconds=seconds)
        return {"Retry-After": format_datetime(when, usegmt=True) if as_date else str(seconds)}

    pauses: list[float] = []
    fetcher = Fetcher(limits=QUICK, only_for_tests=HERE, pause=pauses.append)
    site.pages["/busy"] = (429, asks(30), b"")
    assert fetcher.fetch(site.url("/busy"))[-1].status == 429
    fetcher.fetch(site.url("/story"))
    assert 25 < pauses[-1] <= 31
    site.pages["/busy"] = (503, asks(7200), b"")
    fetcher.fetch(site.url("/busy"))
    asked = len(site.asked)
    error = refused(fetcher, site.url("/story"))
    assert error.kind == "wait"
    assert re.search(r"asks to wait 7[12]\d\d seconds more", str(error))
    assert len(site.asked) == asked


def test_what_is_known_of_a_page_is_not_asked_of_where_it_is_redirected_to(site: Site, fetcher: Fetcher) -> None:
    site.pages["/old"] = (301, {"Location": "/story"}, b"")
    fetcher.fetch(site.url("/old"), {"If-None-Match": '"of-old"'})
    sent = {path: headers.get("if-none-match") for path, headers in site.asked}
    assert sent == {"/robots.txt": None, "/old": '"of-old"', "/story": None}
