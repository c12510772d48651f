"""Bytes of plain text to a Report."""

from __future__ import annotations

import re
from dataclasses import replace

from accordingto.acquire.decoding import clean, decode
from accordingto.acquire.incoming import Incoming
from accordingto.acquire.plain import take_apart
from accordingto.types import Report

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


def read_text(incoming: Incoming) -> Report:
    """The Report of a plain text; one that is an HTML page by its first tag is read as a page.

    Raises `InputError` where the bytes are empty or no text.
    """
    text, warnings = decode(incoming)
    if _PAGE.match(text):
        from accordingto.acquire.pages import read_markup  # trafilatura takes half a second to import

        report = read_markup(text, incoming)
        warnings.append("is an HTML page by its content; read as one")
    else:
        report = take_apart(clean(text), incoming.sha256)
    return replace(report, input=incoming.name, capture=incoming.capture(), warnings=(*warnings, *report.warnings))
