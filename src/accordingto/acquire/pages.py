"""A saved web page to a Report: body, title, publisher, agency, byline, dateline and date, each with its evidence."""

from __future__ import annotations

import trafilatura
from trafilatura.utils import load_html

from accordingto.acquire.decoding import clean, decode
from accordingto.acquire.incoming import Incoming
from accordingto.errors import InputError
from accordingto.types import Report


def read_page(incoming: Incoming) -> Report:
    """The Report of a saved HTML page.

    Raises `InputError` where the bytes are empty, no text, or a page without a body.
    """
    markup, warnings = decode(incoming)
    place = incoming.place or incoming.name or "the input"
    tree = load_html(markup)
    if tree is None:
        raise InputError("no-page", f"{place}: is no HTML page; name it .txt where it is plain text")
    document = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=False)
    return Report(
        id=incoming.sha256,
        text=clean(document.text if document else ""),
        input=incoming.name,
        warnings=tuple(warnings),
        capture=incoming.capture(),
    )
