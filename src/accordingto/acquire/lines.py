"""JSON Lines reports: one report a line, whose text is taken as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from accordingto.acquire.incoming import MAX_BYTES, Container, Incoming
from accordingto.acquire.jsons import load_json
from accordingto.errors import InputError
from accordingto.types import Failure, Report

_OPTIONAL = ("title", "publisher", "published_at", "url")
_DATE = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?\Z")


def is_date(text: str) -> bool:
    """Whether `text` is an ISO date or an RFC 3339 date and time that exists."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return bool(_DATE.match(text))


def split_lines(stream: BinaryIO, container: Container) -> Iterator[Incoming | Failure]:
    """Each line that is not blank; one that is too long is a Failure and the next goes on."""
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        place = f"{container.name} line {number}"
        if len(line) > MAX_BYTES:
            yield Failure(place, None, "too-large", f"{place}: longer than {MAX_BYTES >> 20} MiB; split it")
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
        elif line.strip():
            yield Incoming(None, line.rstrip(b"\r\n"), container.media_type, place)


def read_line(incoming: Incoming) -> Report:
    """The Report of one line. Raises `InputError` with a message that names the line and the cure."""
    where = incoming.place or "the line"
    data: Any = load_json(incoming.data, where)
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise InputError("bad-report", f'{where}: needs {{"id": …, "text": "…"}} with the text as a string')
    for key in _OPTIONAL:
        if not isinstance(data.get(key), str | None):
            raise InputError("bad-report", f"{where}: {key} must be a string or null, not {data[key]!r:.60}")
    published = data.get("published_at")
    if published is not None and not is_date(published):
        raise InputError("bad-date", f"{where}: published_at must be 2019-03-29 or RFC 3339, not {published!r:.60}")
    # A lone surrogate is no character: it could be written to no file.
    text = data["text"].encode("utf-8", "replace").decode() if _has_surrogate(data["text"]) else data["text"]
    id = data.get("id")
    return Report(
        id=incoming.sha256 if id is None else str(id),
        text=text,
        capture=incoming.capture(),
        title=data.get("title"),
        publisher=data.get("publisher"),
        published_at=data.get("published_at"),
        url=data.get("url"),
    )


def _has_surrogate(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)
