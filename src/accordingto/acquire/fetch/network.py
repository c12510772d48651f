"""Connections that go only where they may, end in time and size, and keep what went over them to the byte."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import Any

import httpcore

from accordingto.acquire.fetch.addresses import resolve
from accordingto.errors import InputError

_PASSWORD = re.compile(rb"\r\nproxy-authorization:[^\r\n]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OnlyForTests:
    """What lets tests fetch from their own servers; no code of this package makes one (a test looks for it).

    addresses: count as public. trusted: the authority whose certificates are good, instead of the public ones.
    """

    addresses: Set[str] = frozenset()
    trusted: ssl.SSLContext | None = None


@dataclass(slots=True)
class Exchange:
    """One request and its answer as they went over the connection. deadline: by `time.monotonic`."""

    deadline: float
    max_bytes: int
    sent: bytearray = field(default_factory=bytearray)
    received: bytearray = field(default_factory=bytearray)
    address: str = ""
    opened: list[httpcore.NetworkStream] = field(default_factory=list)

    def close(self) -> None:
        """Closes what is still open: a handshake with a proxy that fails leaves its connection behind."""
        for stream in self.opened:
            stream.close()

    @property
    def request(self) -> bytes:
        """What was asked, without the password for a proxy that plain http carries in it."""
        return _PASSWORD.sub(b"", bytes(self.sent))

    def left(self, timeout: float | None) -> float:
        """Seconds that the next step may take. Raises `InputError` where the time is up."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise InputError("too-slow", "takes too long to answer; try again later")
        return min(left, timeout) if timeout is not None else left


class Recorded(httpcore.NetworkStream):
    """A connection that keeps what goes over it, from the request on: not the handshakes with proxies before it."""

    def __init__(self, inner: httpcore.NetworkStream, exchange: Exchange) -> None:
        self.inner = inner
        self.exchange = exchange
        exchange.opened.append(inner)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self.inner.read(max_bytes, self.exchange.left(timeout))
        self.exchange.received += data
        if len(self.exchange.received) > self.exchange.max_bytes:
            raise InputError("too-large", f"is larger than {self.exchange.max_bytes >> 20} MiB; not fetched")
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if buffer.startswith(b"GET "):
            self.exchange.sent.clear()
            self.exchange.received.clear()
        self.exchange.sent += buffer
        self.inner.write(buffer, self.exchange.left(timeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self.exchange.left(timeout)
        return Recorded(self.inner.start_tls(ssl_context, server_hostname, left), self.exchange)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


class Direct(httpcore.NetworkBackend):
    """Connects to public addresses alone: the name is looked up once, and the address that was checked is the one that
    is connected to. allowed: further addresses, for tests."""

    def __init__(self, exchange: Exchange, allowed: Set[str] = frozenset()) -> None:
        self.exchange = exchange
        self.allowed = allowed
        self.inner = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        address = resolve(host, port, self.allowed)
        stream = self.inner.connect_tcp(address, port, self.exchange.left(timeout), local_address, socket_options)
        self.exchange.address = address
        return Recorded(stream, self.exchange)


class ToProxy(httpcore.NetworkBackend):
    """Connects to one proxy and to nothing else, so that no name is looked up and no byte sent past it."""

    def __init__(self, exchange: Exchange, host: str, port: int) -> None:
        self.exchange = exchange
        self.proxy = (host, port)
        self.inner = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        if (host, port) != self.proxy:
            raise InputError("past-proxy", f"{host}: would be reached past the proxy; not fetched")
        try:
            stream = self.inner.connect_tcp(host, port, self.exchange.left(timeout), local_address, socket_options)
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            told = f"the proxy {host}:{port} does not take the connection ({error}); start it: nothing goes past it"
            raise InputError("no-proxy", told) from None
        return Recorded(stream, self.exchange)
