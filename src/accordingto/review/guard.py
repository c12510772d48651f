"""What stands before every page: the Host check, the session of the cookie, security headers and a limit on bodies."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accordingto.review.desk import Desk
from accordingto.review.pages import show_error
from accordingto.review.sessions import Session

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
MAX_BODY = 256 * 1024 * 1024
"""Bytes of one request: a few hundred saved pages."""


class Guard:
    """Wraps the whole application."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self.app = app
        self.desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; what is not HTTP is refused."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = Headers(scope=scope)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out[name] = value
                if not scope["path"].startswith("/static/"):
                    out["cache-control"] = "no-store"
            await send(message)

        if (refusal := self._refusal(scope, headers)) is not None:
            await refusal(scope, receive, sending)
            return
        scope["accordingto.session"] = self._session(headers)
        await self.app(scope, _limited(receive), sending)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        told = self._why_not(scope, headers)
        return show_error(scope["path"], headers.get("accept", ""), *told) if told else None

    def _why_not(self, scope: Scope, headers: Headers) -> tuple[int, str, str] | None:
        """(HTTP status, a short word, what to do) where the request goes no further."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.desk.hosts:
            return 421, "another-host", "this server is known by another name; open the address that it printed"
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "method-not-allowed", "no such method"
        if scope["method"] == "POST" and not self._ours(headers):
            return 403, "not-allowed", "this form comes from somewhere else"
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdecimal()) or int(length) > MAX_BODY:
            return 413, "too-large", f"more than {MAX_BODY >> 20} MiB at once; send fewer files"
        return None

    def _ours(self, headers: Headers) -> bool:
        """Whether a form may come from a page of ours, as far as the browser tells; its token is checked later.

        Under our referrer policy browsers give the origin of a form as "null"; `sec-fetch-site` tells more then.
        """
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        scheme, _, host = headers.get("origin", "null").partition("://")
        return scheme == "null" or (scheme in ("http", "https") and host.lower() in self.desk.hosts)

    def _session(self, headers: Headers) -> Session | None:
        if (bearer := bearer_of(headers)) is not None:
            return self.desk.bearer(bearer)
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(self.desk.cookie)
        except CookieError:
            return None
        return self.desk.session(cookie.value) if cookie else None


def bearer_of(headers: Headers) -> str | None:
    """The token of a program; a page of the web cannot make a browser send one, so that it needs no form token."""
    told = headers.get("authorization", "")
    return told[7:].strip() if told[:7].lower() == "bearer " else None


def _limited(receive: Receive) -> Receive:
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MAX_BODY:
            return {"type": "http.disconnect"}
        return message

    return limited
