"""What the tests of fetching share: a site with rules for robots, and a fetcher that may go there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from accordingto.acquire.fetch.fetching import Fetcher, Limits
from accordingto.acquire.fetch.network import OnlyForTests
from accordingto.errors import InputError
from tests.acquire import made
from tests.acquire.fetch.servers import Site, serving

PAGE = made.markup().encode()
HERE = OnlyForTests(frozenset({"127.0.0.1"}))
QUICK = Limits(delay=0)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site({"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private\nAllow: /\n"),
                       "/story": (200, {"ETag": '"1"'}, PAGE)})) as running:  # fmt: skip
        yield running


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(limits=QUICK, only_for_tests=HERE)


def refused(fetcher: Fetcher, url: str) -> InputError:
    with pytest.raises(InputError) as caught:
        fetcher.fetch(url)
    return caught.value
