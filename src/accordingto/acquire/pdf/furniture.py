"""What stands on pages and is no body: running heads and feet, page numbers; and the notes at a page's foot."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accordingto.acquire.pdf.lines import Line

_EDGE = 0.11
"""Part of a page's height at its top and foot where running heads and feet stand."""
_NUMBER = re.compile(
    r"[-–—|•\s]*(?:page\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?[-–—|•\s]*", re.IGNORECASE
)
_LEADING = re.compile(r"\d{1,4}(?!\d)")
_NOTE = re.compile(r"(?P<number>\d{1,3}|[*†‡])[.)]?\s*(?=\S)")
MAX_PIECES = 600
"""Pieces of a page in which columns and notes are looked for; a page of a newspaper has about 300."""
_SMALL = 0.93
"""Of the height of the body's letters: what is smaller may be a note."""


@dataclass(frozen=True, slots=True)
class Page:
    """The pieces of one page, as `pieces_of` gives them."""

    label: str
    width: float
    height: float
    pieces: tuple[Line, ...]


def body_height(pages: Iterable[Page]) -> float:
    """The height of the letters that most of the text is set in."""
    letters: Counter[float] = Counter()
    for page in pages:
        for piece in page.pieces:
            letters[round(piece.height, 1)] += len(piece.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def without_running(pages: Sequence[Page]) -> list[Page]:
    """The pages without heads, feet and page numbers: lines at an edge that come again on other pages, or are a number.

    What comes again is the words, whatever their numbers, at the same height of the page.
    """
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    leading: dict[tuple[str, int], Counter[int]] = defaultdict(Counter)
    for index, page in enumerate(pages):
        for piece in page.pieces:
            for key in _keys(piece) if _at_edge(piece, page) else ():
                seen[key].add(index)
                if number := _LEADING.match(piece.text):
                    leading[key][int(number[0]) - index] += 1
    often = max(2, min(6, len(pages) // 4))

    def running(piece: Line, page: Page) -> bool:
        if not _at_edge(piece, page):
            return False
        if _NUMBER.fullmatch(piece.text):
            return True
        key = max(_keys(piece), key=lambda k: len(seen[k]))
        if _LEADING.match(piece.text):  # a page's number counts with the pages, that of a note ("12 Ibid.") does not
            return leading[key].most_common(1)[0][1] >= max(often, 0.6 * len(seen[key]))
        return len(seen[key]) >= often

    return [Page(p.label, p.width, p.height, tuple(q for q in p.pieces if not running(q, p))) for p in pages]


def _at_edge(piece: Line, page: Page) -> bool:
    return piece.bottom < page.height * _EDGE or piece.top > page.height * (1 - _EDGE)


def _keys(piece: Line) -> tuple[tuple[str, int], tuple[str, int]]:
    """The words of a line without its numbers, and its place, which may fall on either side of a step."""
    words, step = re.sub(r"\d+", "#", piece.text), piece.top / 8
    return (words, int(step)), (words, int(step + 0.5) + 10_000)


def split_notes(page: Page, height: float) -> tuple[list[Line], list[Line]]:
    """(body, notes): small lines at the foot, below all that is set as large as the body, of which one begins with a
    number or mark."""
    if len(page.pieces) > MAX_PIECES:
        return list(page.pieces), []
    small = [p for p in page.pieces if not p.row and p.height <= height * _SMALL and p.top > page.height * 0.3]
    large = [p for p in page.pieces if p.height > height * _SMALL and len(p.text) > 4]
    foot = [p for p in small if not any(q.top > p.top and q.left < p.right and q.right > p.left for q in large)]
    foot.sort(key=lambda p: p.top)
    first = next((i for i, p in enumerate(foot) if _NOTE.match(p.text)), None)
    if first is None:
        return list(page.pieces), []
    kept = {id(p) for p in foot[first:]}
    return [p for p in page.pieces if id(p) not in kept], [p for p in page.pieces if id(p) in kept]


def note_number(text: str) -> tuple[str, str] | None:
    """The number or mark at the head of a note and the words after it; None where there is none."""
    found = _NOTE.match(text)
    return (found["number"], text[found.end() :]) if found else None
