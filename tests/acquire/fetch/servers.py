"""Real servers on this machine: a web server, with TLS or without, a SOCKS proxy and HTTP proxies that note what they
are asked."""

from __future__ import annotations

import contextlib
import http.server
import select
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Answer = tuple[int, dict[str, str], bytes]


@dataclass(slots=True)
class Site:
    """A web server. pages: path -> what it answers, or a function of the request's headers. tls: its certificate."""

    pages: dict[str, Answer | Callable[[dict[str, str]], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0
    tls: ssl.SSLContext | None = None

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a page of this server."""
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for path, _ in self.asked]


@contextlib.contextmanager
def serving(site: Site) -> Iterator[Site]:
    """Runs the server."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {key.lower(): value for key, value in self.headers.items()}
            site.asked.append((self.path, headers))
            told = site.pages.get(self.path, (404, {}, b""))
            status, more, body = told(headers) if callable(told) else told
            self.send_response(status)
            for name, value in {
                "Content-Type": "text/html; charset=utf-8",
                "Content-Length": str(len(body)),
                **more,
            }.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Nothing is printed."""

    class Server(http.server.ThreadingHTTPServer):
        def finish_request(self, request: Any, client_address: Any) -> None:
            with contextlib.suppress(OSError):  # a client that does not like the certificate goes
                if site.tls is None:
                    super().finish_request(request, client_address)
                    return
                with site.tls.wrap_socket(request, server_side=True) as talking:
                    super().finish_request(talking, client_address)
                    talking.unwrap()

    with Server(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


@dataclass(slots=True)
class Proxy:
    """A proxy that leads every name to one site. asked: the names that it was asked for, as they came. heads: what
    HTTP clients sent before anything else. refuses: it reaches nothing, like Tor before it is connected."""

    site: Site
    refuses: bool = False
    heads: list[bytes] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    port: int = 0


@contextlib.contextmanager
def proxying(proxy: Proxy, talk: Callable[[socket.socket, Proxy], None]) -> Iterator[Proxy]:
    """Runs a proxy that talks with each client in its own way."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        proxy.port = listening.getsockname()[1]

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    client, _ = listening.accept()
                    threading.Thread(target=_one, args=(client,), daemon=True).start()

        def _one(client: socket.socket) -> None:
            with client, contextlib.suppress(OSError):
                talk(client, proxy)

        threading.Thread(target=serve, daemon=True).start()
        yield proxy
        listening.shutdown(socket.SHUT_RDWR)


def socks(client: socket.socket, proxy: Proxy) -> None:
    """SOCKS 5 without a password (RFC 1928)."""
    client.recv(2 + client.recv(1)[0])
    client.sendall(b"\x05\x00")
    kind = client.recv(4)[3]
    if kind == 3:
        proxy.asked.append(client.recv(client.recv(1)[0]).decode())
    else:
        proxy.asked.append(
            socket.inet_ntop(socket.AF_INET if kind == 1 else socket.AF_INET6, client.recv(4 if kind == 1 else 16))
        )
    struct.unpack("!H", client.recv(2))
    if proxy.refuses:
        client.sendall(b"\x05\x01\x00\x01\x00\x00\x00\x00\x00\x00")
        return
    with socket.create_connection(("127.0.0.1", proxy.site.port)) as server:
        client.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
        _pump(client, server)


def http_proxy(client: socket.socket, proxy: Proxy) -> None:
    """An HTTP proxy for requests of the form GET http://host/path, and for tunnels (CONNECT host:port)."""
    head = b""
    while b"\r\n\r\n" not in head:
        head += client.recv(4096)
    proxy.heads.append(head)
    method, target, rest = head.split(b" ", 2)
    host, _, path = target.decode().removeprefix("http://").partition("/")
    proxy.asked.append(host)
    if proxy.refuses:
        client.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
        return
    with socket.create_connection(("127.0.0.1", proxy.site.port)) as server:
        if method == b"CONNECT":
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            server.sendall(method + b" /" + path.encode() + b" " + rest)
        _pump(client, server)


def _pump(one: socket.socket, other: socket.socket) -> None:
    while True:
        ready, _, _ = select.select([one, other], [], [], 10)
        if not ready:
            return
        for source in ready:
            data = source.recv(65536)
            if not data:
                return
            (other if source is one else one).sendall(data)
