"""What an answer, or its absence, means for the fetch: certificates, redirects, hosts that ask for time, bombs."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

import httpcore
import httpx

from accordingto.errors import InputError

_MOVED = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_CONNECTED = "see whether the proxy (Tor) is connected to the net"


def moved(url: httpx.URL, status: int, headers: Mapping[str, str]) -> str | None:
    """Where a redirect leads, None where the answer is none.

    Raises `InputError` where it leads from https to http: whoever sits on the way could then write the page.
    """
    if status not in _MOVED or "location" not in headers:
        return None
    try:
        after = url.join(headers["location"])
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise InputError("bad-url", f"is redirected to what is no address ({headers['location'][:100]})") from None
    if url.scheme == "https" and after.scheme == "http":
        cure = "not fetched; where you accept that, give that address yourself"
        raise InputError("downgrade", f"is redirected to {after}, which anybody on the way can change; {cure}")
    return str(after)


def not_answered(error: Exception, *, proxy: bool) -> InputError:
    """The error of a request that brought no answer. proxy: whether it went through one."""
    certificate = _certificate(error)
    if certificate:
        return InputError("certificate", f"its certificate is not good ({certificate}); nothing is kept of it")
    if isinstance(error, httpcore.TimeoutException | TimeoutError):
        cure = f"{_CONNECTED} or try again later" if proxy else "try again later"
        return InputError("too-slow", f"takes too long to answer; {cure}")
    if isinstance(error, httpcore.ProxyError):
        return InputError("proxy-refuses", f"the proxy does not reach the host ({error}); {_CONNECTED}")
    if isinstance(error, httpcore.ConnectError):
        return InputError("no-answer", f"does not take the connection ({error}); try again later")
    return InputError("no-answer", f"does not answer as a web server does ({error}); try again later")


def _certificate(error: BaseException | None) -> str:
    """Why a certificate was refused, in OpenSSL's words; empty where that was not it."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return str(error.verify_message)
        error = error.__cause__ or error.__context__
    return ""


def wait_asked(status: int, headers: Mapping[str, str]) -> float:
    """Seconds that a busy host asks for (Retry-After, as seconds or as a date); 0 where it asks for none."""
    told = headers.get("retry-after", "").strip()
    if status not in _BUSY or not told:
        return 0.0
    if told.isdigit() and told.isascii():
        return float(told[:9])
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except ValueError:
        return 0.0


def unpacked(body: bytes, headers: Mapping[str, str], limit: int) -> bytes:
    """At most `limit` bytes of a body that may be packed although nobody asked for that.

    Raises `InputError` where its packing is damaged or of another kind than gzip and deflate.
    """
    packing = headers.get("content-encoding", "identity").strip().lower()
    if packing in ("identity", ""):
        return body[:limit]
    try:
        if packing in ("gzip", "x-gzip"):
            return zlib.decompressobj(31).decompress(body, limit)
        if packing == "deflate":
            return zlib.decompressobj(15).decompress(body, limit)
    except zlib.error as error:
        raise InputError("no-answer", f"is packed in a way that does not open ({error}); try again later") from None
    raise InputError("no-answer", f"is packed as {packing[:20]}, which was not asked for; try again later")
