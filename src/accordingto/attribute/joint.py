"""Makes source phrases whole: parties joined by "and" are one source and no chain, and quotation marks are closed."""

from __future__ import annotations

import re

from accordingto.attribute.parse import Range

_AND = re.compile(r",?\s+and\s+")
_CLOSING = re.compile(r"[,.]?(?:''|[\"”])")
_PAIRS = (("''", "''"), ('"', '"'), ("“", "”"))


def whole_sources(text: str, chain: tuple[Range, ...]) -> tuple[Range, ...]:
    """The chain without the false step between "the union and his lawyer", each source with its closing mark."""
    out: list[Range] = []
    for start, end in (_closed(text, r) for r in chain):
        if out and _AND.fullmatch(text, out[-1][1], max(start, out[-1][1])):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)


def _closed(text: str, source: Range) -> Range:
    start, end = source
    words = text[start:end]
    for opening, closing in _PAIRS:
        unclosed = words.count(opening) % 2 if opening == closing else words.count(opening) > words.count(closing)
        match = _CLOSING.match(text, end) if unclosed else None
        if match is not None:
            return start, match.end()
    return source
