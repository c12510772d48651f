"""Telegram Desktop's JSON export: each message with words is a report, whose publisher is the channel or chat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, BinaryIO

from accordingto.acquire.decoding import clean
from accordingto.acquire.incoming import MAX_BYTES, Container, Incoming
from accordingto.acquire.jsons import load_json
from accordingto.acquire.lines import is_date
from accordingto.acquire.slices import MAX_SHELL, Json
from accordingto.errors import InputError
from accordingto.types import Evidence, Failure, Report

MEDIA_TYPE = "application/x-telegram-export+json"
_CHANNELS = ("public_channel", "private_channel", "saved_messages")


def split_telegram(stream: BinaryIO, container: Container) -> Iterator[Incoming | Failure]:
    """Each message with words, in its chat without the other messages; an export of any length is read as a stream."""
    source, found = Json(stream, container.name), False
    for number, (chat, first, start, end) in enumerate(source.elements(b'"messages"'), 1):
        found = True
        place = f"{container.name} message {number}"
        if end - start > MAX_BYTES or first - chat > MAX_SHELL:
            yield Failure(place, container.name, "too-large", f"{place}: larger than {MAX_BYTES >> 20} MiB; not read")
            continue
        message = source.cut(start, end)
        if reason := _passed_over(message):
            container.passed_over[reason] += 1
        else:
            yield Incoming(container.name, source.cut(chat, first) + message + b"]}", container.media_type, place)
    if not found:
        raise InputError("empty", f"{container.name}: holds no messages; export the chat again as JSON")


def _passed_over(message: bytes) -> str | None:
    """Why a message is no report; what is not JSON goes on to the reader, which says so."""
    try:
        data = load_json(message, "")
    except InputError:
        return None
    if data.get("type") != "message":
        return "notices of Telegram"
    return None if _words(data.get("text")).strip() else "messages without words"


def read_message(incoming: Incoming) -> Report:
    """The Report of one message. Raises `InputError` where it is none."""
    chat = load_json(incoming.data, incoming.where)
    try:
        message = chat["messages"][0]
        text = clean(_words(message.get("text"))).strip()
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        told = type(error).__name__
        raise InputError(
            "bad-json", f"{incoming.where}: is no message that can be read ({told}); export it again"
        ) from None
    name, sender = clean(_text(chat.get("name"))), clean(_text(message.get("from")))
    channel = _text(chat.get("type")) in _CHANNELS
    published, evidence = _dated(message)
    evidence.append(Evidence("message", "Telegram id of chat and message", f"{chat.get('id')} {message.get('id')}"))
    forwarded = clean(_text(message.get("forwarded_from")))
    if forwarded:
        evidence.append(Evidence("forwarded_from", "Telegram forwarded_from", forwarded))
    warnings = [f"forwarded from {forwarded}: the words are theirs"] if forwarded else []
    warnings += ["edited after it was sent"] if message.get("edited") else []
    return replace(
        Report(incoming.sha256, text),
        publisher=name or sender or None,
        byline=(sender,) if sender and not channel and sender != name else (),
        published_at=published,
        evidence=tuple(evidence),
        warnings=tuple(warnings),
        capture=incoming.capture(),
    )


def _dated(message: dict[str, Any]) -> tuple[str | None, list[Evidence]]:
    """When it was sent: in universal time where the export tells it, else the exporter's local day."""
    seconds = _text(message.get("date_unixtime"))
    if seconds.isdecimal() and len(seconds) < 12:
        moment = datetime.fromtimestamp(int(seconds), UTC).isoformat().replace("+00:00", "Z")
        return moment, [Evidence("published_at", "Telegram date_unixtime", seconds)]
    told = _text(message.get("date"))
    return (told[:10], [Evidence("published_at", "Telegram date", told)]) if is_date(told[:10]) else (None, [])


def _words(text: Any) -> str:
    """The text of a message: a string, or a list of strings and of pieces with a form (bold, link)."""
    pieces = text if isinstance(text, list) else [text]
    return "".join(_text(piece.get("text")) if isinstance(piece, dict) else _text(piece) for piece in pieces)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
