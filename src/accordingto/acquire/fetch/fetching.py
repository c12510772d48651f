"""Fetches pages: asks robots.txt first, waits between requests, follows redirects with every check again."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version

import httpcore
import httpx
from protego import Protego

from accordingto.acquire.fetch.addresses import check_name
from accordingto.acquire.fetch.network import Direct, Exchange, OnlyForTests, ToProxy
from accordingto.acquire.fetch.refusals import moved, not_answered, unpacked, wait_asked
from accordingto.errors import InputError, UsageError

AGENT = "accordingto"
"""The name by which robots.txt may speak of this program."""
MAX_REDIRECTS = 5
MAX_ROBOTS = 512 << 10
"""Bytes of robots.txt that are read (RFC 9309, section 2.5)."""
MAX_WAIT = 60.0
"""Seconds that are waited where a host asks for time, by Crawl-delay or Retry-After; not longer."""
_NO_RULES = ("too-slow", "too-large", "no-answer", "wait")
"""Errors of a robots.txt that are told as such; others would meet the page as well."""
_SCHEMES = {"http": httpcore.HTTPProxy, "https": httpcore.HTTPProxy, "socks5": httpcore.SOCKSProxy,
            "socks5h": httpcore.SOCKSProxy}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """delay: least seconds between two requests to a host. seconds: for one answer. max_bytes: of one answer."""

    delay: float = 2.0
    seconds: float = 60.0
    max_bytes: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it came. request, response: the bytes that went over the connection. body: what is sent in it,
    without the marks of its chunks. address: of the host, empty behind a proxy. at: RFC 3339."""

    url: str
    status: int
    headers: Mapping[str, str]
    request: bytes
    response: bytes
    body: bytes
    address: str
    at: str


@dataclass(slots=True)
class Fetcher:
    """Fetches pages one after the other.

    proxy: ``socks5://127.0.0.1:9050`` (Tor), ``http://proxy.example:3128``; then nothing goes past it, names are not
    even looked up here.
    """

    proxy: str | None = None
    limits: Limits = Limits()
    pause: Callable[[float], None] = time.sleep
    only_for_tests: OnlyForTests = field(default_factory=OnlyForTests)
    _robots: dict[str, Protego | str] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)
    _until: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str, conditions: Mapping[str, str] | None = None) -> list[Answer]:
        """The answers on the way to a page, its own the last; earlier ones are redirects.

        conditions: headers of a conditional request (If-None-Match, If-Modified-Since). Raises `InputError` where the
        address is not public, robots.txt forbids it, or nothing comes in time and size; `UsageError` where the proxy
        cannot be one.
        """
        answers: list[Answer] = []
        here = _parse(url)
        while True:
            try:
                self._ask_robots(here)
                answers.append(self._get(here, self.limits.max_bytes, {} if answers else conditions or {}))
                after = moved(here, answers[-1].status, answers[-1].headers)
            except InputError as error:
                raise InputError(error.kind, f"{here}: {str(error).removeprefix(f'{here}: ')}") from None
            if after is None:
                return answers
            if len(answers) > MAX_REDIRECTS:
                raise InputError("redirects", f"{url}: is redirected more than {MAX_REDIRECTS} times; not fetched")
            here = _parse(after)

    def _ask_robots(self, url: httpx.URL) -> None:
        """Raises `InputError` where the host's robots.txt forbids the page or cannot be asked; then nobody may come."""
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._get_rules(httpx.URL(origin).copy_with(path="/robots.txt"))
        rules = self._robots[origin]
        if isinstance(rules, str):
            raise InputError("robots", f"its robots.txt cannot be had now, which means no: it {rules}")
        if not rules.can_fetch(str(url), AGENT):
            raise InputError("robots", "its robots.txt asks programs not to fetch it; save it with a browser")

    def _get_rules(self, url: httpx.URL) -> Protego | str:
        """The rules, or why there are none. RFC 9309: no file means that all is allowed, one that fails that
        nothing is."""
        try:
            for _ in range(MAX_REDIRECTS + 1):
                answer = self._get(url, MAX_ROBOTS, {})
                if (after := moved(url, answer.status, answer.headers)) is None:
                    break
                url = _parse(after)
            body = unpacked(answer.body, answer.headers, MAX_ROBOTS) if answer.status == 200 else b""
        except InputError as error:
            if error.kind in _NO_RULES:
                return str(error)
            raise
        if answer.status >= 500:
            return f"fails ({answer.status}); try again later"
        return Protego.parse(body.decode("utf-8", "replace"))

    def _get(self, url: httpx.URL, max_bytes: int, conditions: Mapping[str, str]) -> Answer:
        """One request. Waits first where the host was asked a moment ago."""
        self._wait(url)
        exchange = Exchange(time.monotonic() + self.limits.seconds, max_bytes + (64 << 10))
        headers = {"Host": url.netloc.decode("ascii"), "User-Agent": f"{AGENT}/{version('accordingto')}",
                   "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5", "Accept-Encoding": "identity",
                   "Connection": "close", **conditions}  # fmt: skip
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        try:
            with self._pool(url, exchange) as pool:
                told = pool.request("GET", str(url), headers=list(headers.items()))
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError,
                OSError, ValueError) as error:  # fmt: skip
            raise not_answered(error, proxy=self.proxy is not None) from None
        finally:
            exchange.close()
            self._last[url.host] = time.monotonic()
        answered = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in told.headers}
        self._until[url.host] = time.monotonic() + wait_asked(told.status, answered)
        return Answer(str(url), told.status, answered, exchange.request, bytes(exchange.received), told.content,
                      exchange.address, at)  # fmt: skip

    def _wait(self, url: httpx.URL) -> None:
        """Waits until the host may be asked again. Raises `InputError` where it asked for more than `MAX_WAIT`."""
        if url.host not in self._last:
            return
        rules, now = self._robots.get(_origin(url)), time.monotonic()
        asked = float(rules.crawl_delay(AGENT) or 0) if isinstance(rules, Protego) else 0.0
        delay = max(self.limits.delay, min(asked, MAX_WAIT))
        later = self._until.get(url.host, 0.0) - now
        if later > MAX_WAIT:
            raise InputError("wait", f"asks to wait {round(later)} seconds more (Retry-After); try again then")
        if (left := max(self._last[url.host] + delay - now, later)) > 0:
            self.pause(left)

    def _pool(self, url: httpx.URL, exchange: Exchange) -> httpcore.ConnectionPool:
        """What makes one connection, to the host or to the proxy."""
        context = self.only_for_tests.trusted or httpx.create_ssl_context(trust_env=False)
        if self.proxy is None:
            return httpcore.ConnectionPool(context, network_backend=Direct(exchange, self.only_for_tests.addresses))
        check_name(url.host)
        proxy = httpx.URL(self.proxy)
        if proxy.scheme not in _SCHEMES or not proxy.host:
            raise UsageError(f"proxy {proxy.scheme}://{proxy.host}: give http://HOST:PORT or socks5://HOST:PORT")
        port = proxy.port or {"https": 443, "http": 80}.get(proxy.scheme, 1080)
        backend = ToProxy(exchange, proxy.host, port)
        scheme = proxy.scheme.removesuffix("h")
        where = httpcore.URL(scheme=scheme, host=proxy.host, port=port, target="/")
        auth = (proxy.username, proxy.password) if proxy.username else None
        pool: httpcore.ConnectionPool = _SCHEMES[proxy.scheme](
            where, proxy_auth=auth, ssl_context=context, network_backend=backend
        )
        return pool


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _parse(url: str) -> httpx.URL:
    """An address that can be asked. Raises `InputError` for all but http and https with a host and no password."""
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise InputError("bad-url", f"{url[:200]}: is no address ({error}); check it") from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise InputError("bad-url", f"{url[:200]}: is no address of a page; give http://… or https://…")
    if parsed.userinfo:
        raise InputError("bad-url", f"{parsed.host}: its address holds a name or password; take it out")
    return parsed.copy_with(fragment=None)
