"""Bytes of plain text to a Report."""

from __future__ import annotations

import re
from dataclasses import replace

from accordingto.acquire.decoding import clean, decode
from accordingto.acquire.incoming import Incoming
from accordingto.acquire.plain import take_apart
from accordingto.errors import InputError
from accordingto.types import Report

MAX_TEXT = 24 << 20
"""Bytes of a text beyond ASCII, of which each character may take twenty bytes of memory on its way."""
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


def read_text(incoming: Incoming) -> Report:
    """The Report of a plain text; one that is an HTML page by its first tag is read as a page.

    Raises `InputError` where the bytes are empty, no text or too many.
    """
    if len(incoming.data) > MAX_TEXT and not incoming.data.isascii():
        raise InputError("too-large", f"{incoming.where}: larger than {MAX_TEXT >> 20} MiB of plain text; split it")
    text, warnings = decode(incoming)
    if _PAGE.match(text):
        from accordingto.acquire.pages import read_markup  # trafilatura takes half a second to import

        report = read_markup(text, incoming)
        warnings.append("is an HTML page by its content; read as one")
    else:
        report = take_apart(clean(text), incoming.sha256)
    return replace(report, input=incoming.name, capture=incoming.capture(), warnings=(*warnings, *report.warnings))
