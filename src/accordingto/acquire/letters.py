"""What MHTML and mail share: headers and parts of MIME messages, whatever their sender did to them."""

from __future__ import annotations

import email
from collections.abc import Iterator
from datetime import UTC
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from email.utils import parsedate_to_datetime
from typing import cast

from accordingto.acquire.incoming import Incoming
from accordingto.acquire.words import squeeze
from accordingto.errors import InputError

MAX_PARTS = 2_000
MAX_MESSAGE = 44 << 20
"""Bytes of a message; reading one takes up to ten times as much memory."""
_MAX_DEPTH = 20
_MAX_HEADER = 4_000
"""Characters of a header that are read."""
_MAX_LINES = 1_500_000
"""Lines of a message: Python's parser keeps each as an object of its own."""


def parse_message(incoming: Incoming) -> Message:
    """The message that these bytes are. Raises `InputError` where it is too long or nested too deeply."""
    if len(incoming.data) > MAX_MESSAGE:
        cure = "save its text alone"
        raise InputError("too-large", f"{incoming.where}: larger than {MAX_MESSAGE >> 20} MiB; {cure}")
    if incoming.data.count(b"\n") > _MAX_LINES:
        raise InputError("too-large", f"{incoming.where}: has more than {_MAX_LINES} lines; save its text alone")
    try:
        return email.message_from_bytes(incoming.data, policy=compat32)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError) as error:
        told = type(error).__name__
        raise InputError(
            "bad-mail", f"{incoming.where}: is no message that can be read ({told}); save it again"
        ) from None


def text_of_header(message: Message, name: str) -> str:
    """A header's value on one line, its beginning alone where it is long; empty where there is none."""
    told = squeeze(str(message.get(name, ""))[:_MAX_HEADER])
    try:
        return squeeze(str(make_header(decode_header(told))))
    except (ValueError, LookupError, HeaderParseError):
        return told


def moment(message: Message, name: str = "Date") -> str | None:
    """A header's date and time, RFC 3339; None where it tells none that exists."""
    try:
        told = parsedate_to_datetime(text_of_header(message, name))
        if told.tzinfo is None:
            told = told.replace(tzinfo=UTC)  # RFC 5322: "-0000" is universal time without a word on the zone
        return told.isoformat().replace("+00:00", "Z")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def parts_of(message: Message) -> Iterator[Message]:
    """The parts that hold something themselves, in order; those nested too deeply or beyond `MAX_PARTS` left out."""
    waiting, seen = [(message, 0)], 0
    while waiting and seen < MAX_PARTS:
        part, depth = waiting.pop()
        if len(str(part.get("Content-Type", ""))) + len(str(part.get("Content-Disposition", ""))) > _MAX_HEADER:
            continue  # no mail program writes such; what reads its parameters takes time in the square of their number
        seen += 1
        inner = part.get_payload()
        if not isinstance(inner, list):
            yield part
        elif depth < _MAX_DEPTH:
            waiting += [(cast(Message, p), depth + 1) for p in reversed(inner)]


def content_of(part: Message, place: str) -> bytes:
    """The bytes of a part, its transfer encoding undone. Raises `InputError` where that cannot be done."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError) as error:
        raise InputError("bad-mail", f"{place}: a part of it is damaged ({error}); save it again") from None
    return data if isinstance(data, bytes) else b""


def charset_of(part: Message) -> str | None:
    """The encoding that a part declares."""
    try:
        return part.get_content_charset()
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
