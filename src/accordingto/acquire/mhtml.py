"""Pages saved as MHTML: one mail-like file of the page and all that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from accordingto.acquire.incoming import Incoming
from accordingto.acquire.letters import charset_of, content_of, moment, parse_message, parts_of, text_of_header
from accordingto.acquire.pages import read_page
from accordingto.errors import InputError
from accordingto.types import Report


def read_mhtml(incoming: Incoming) -> Report:
    """The Report of the page that was saved. Raises `InputError` where the file holds no page."""
    message = parse_message(incoming)
    page = next(_pages(message), None)
    if page is None:
        raise InputError("no-page", f"{incoming.where}: holds no web page; save it again as MHTML or as HTML")
    data = content_of(page, incoming.where)
    report = read_page(Incoming(incoming.name, data, "text/html", incoming.where, charset_of(page)))
    url = text_of_header(message, "Snapshot-Content-Location") or text_of_header(page, "Content-Location")
    address = url if url and url.startswith(("http://", "https://")) else None
    capture = incoming.capture(moment(message))
    return replace(report, id=incoming.sha256, url=report.url or address, capture=capture)


def _pages(message: Message) -> Iterator[Message]:
    """The HTML parts, the one that the file names as its start first."""
    pages = [part for part in parts_of(message) if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = str(message.get_param("start") or "")
    yield from (p for p in pages if start and text_of_header(p, "Content-ID") == start)
    yield from pages
