"""`accordingto fetch` as a user types it, against a server of the tests' own."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accordingto.acquire.fetch import fetching
from accordingto.cli import cli
from accordingto.errors import UsageError
from tests.acquire import made
from tests.acquire.fetch.conftest import HERE, PAGE
from tests.acquire.fetch.servers import Site, serving


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    fetcher = functools.partial(fetching.Fetcher, only_for_tests=HERE, pause=lambda _: None)
    monkeypatch.setattr(fetching, "Fetcher", fetcher)
    monkeypatch.delenv("ACCORDINGTO_CASE", raising=False)
    with serving(Site({"/story": (200, {}, PAGE), "/gone": (410, {"Retry-After": "60"}, b"")})) as running:
        yield running


def fetch(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["fetch", *arguments])


def test_pages_go_into_a_warc_file(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "pages.warc.gz"
    done = fetch(site.url("/story"), site.url("/gone"), "http://10.0.0.1/", "-o", str(path))
    assert done.exit_code == 1
    told = done.stderr.splitlines()
    assert told[0].startswith(f"fetched: {site.url('/story')} (")
    assert told[1] == f"not fetched: {site.url('/gone')}: the answer is 410; it asks to wait 60"
    assert "10.0.0.1" in told[2]
    assert "not in the public net" in told[2]
    assert path.read_bytes().startswith(b"\x1f\x8b")


@pytest.mark.parametrize("arguments", [[], ["--case", "a", "-o", "b.warc.gz"]])
def test_it_must_be_said_where_pages_go(site: Site, arguments: list[str]) -> None:
    done = fetch(site.url("/story"), *arguments)
    assert done.exit_code == 2
    assert "say where to keep the pages" in done.stderr
    assert not site.asked


def test_a_proxy_that_cannot_be_one_is_said(site: Site, tmp_path: Path) -> None:
    done = fetch("http://example.org/", "-o", str(tmp_path / "a.warc.gz"), "--proxy", "ftp://example.org")
    assert isinstance(done.exception, UsageError)
    assert "give http://HOST:PORT or socks5://HOST:PORT" in str(done.exception)


def test_pages_go_into_a_casebook_and_the_same_page_once(site: Site, tmp_path: Path) -> None:
    for _ in range(2):
        done = fetch(site.url("/story"), "--case", str(tmp_path / "case"))
        assert done.exit_code == 0, done.output
    listed = CliRunner().invoke(cli, ["list", "--case", str(tmp_path / "case"), "--format", "jsonl"])
    assert listed.stdout.count(made.TITLE) == 1
    assert site.paths().count("/story") == 2
