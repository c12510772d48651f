"""Pieces of HTML that stand in feeds and wire copy to the lines of text that a reader sees."""

from __future__ import annotations

import html
import re

from accordingto.acquire.markup import find_blocks, parse, quiet, strip_markup
from accordingto.acquire.words import squeeze

_TAG = re.compile(r"<[a-zA-Z/!?]")


def lines_of(markup: str) -> list[str]:
    """The paragraphs of a piece of HTML, or of a plain text, one a line; none where there is no text."""
    if not _TAG.search(markup):
        return [line for line in map(squeeze, html.unescape(markup).split("\n")) if line]
    with quiet():
        tree = parse(f"<html><body><div>{markup}</div></body></html>")
        if tree is None:
            return strip_markup(markup)
        return [block.text for block in find_blocks(tree)]
