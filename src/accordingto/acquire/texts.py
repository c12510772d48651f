"""Plain text to a Report."""

from __future__ import annotations

from accordingto.acquire.decoding import clean, decode
from accordingto.acquire.incoming import Incoming
from accordingto.types import Report


def read_text(incoming: Incoming) -> Report:
    """The Report of a plain text.

    Raises `InputError` where the bytes are empty or no text.
    """
    text, warnings = decode(incoming)
    return Report(
        id=incoming.sha256,
        text=clean(text).strip("\n"),
        input=incoming.name,
        warnings=tuple(warnings),
        capture=incoming.capture(),
    )
