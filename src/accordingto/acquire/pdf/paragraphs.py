"""Lines to paragraphs: where one ends, what goes on over columns and pages, calls of notes."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from accordingto.acquire.documents import Paragraph
from accordingto.acquire.pdf.lines import Line, Word

_ENDS = re.compile(r"""[.!?:;…]["”’'»)\]]*\d{0,3}$""")
_ITEM = re.compile(r"(?:[•·▪◦‣–—*]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+\S)")
_HYPHEN = re.compile(r"[^\W\d_]-$")
_CALL = re.compile(r"(?:\d{1,3}(?:,\s?\d{1,3})*|[*†‡])$")
_UNITS = re.compile(r"(?:^|[\s\d])(?:m|km|cm|mm|ft|CO|H)$")
_END = 12
"""Characters of a paragraph's end that tell whether it has ended."""
_LONGEST = 20_000
"""Characters after which a paragraph ends with its sentence."""
_RAISED = 0.78
"""Height of a call, of its line's; a call also stands higher than the line's foot."""


def paragraphs_of(pages: Iterable[tuple[str, Sequence[Line]]]) -> list[Paragraph]:
    """The paragraphs of lines in reading order, each page with its label; one may go on over columns and pages."""
    found: list[Paragraph] = []
    last: Line | None = None
    for label, lines in pages:
        leading, new_page = _leading(lines), True
        edges = _edges(lines)
        for line in lines:
            fresh = not found or last is None or _begins(line, last, found[-1], leading, edges, new_page)
            if fresh:
                found.append(Paragraph("", label, line.height))
            _append(found[-1], line, label if new_page else None)
            last, new_page = line, False
    return found


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance from one line to the next in a column."""
    steps = sorted(b.bottom - a.bottom for a, b in itertools.pairwise(lines)
                   if a.leaf == b.leaf and b.bottom > a.bottom)  # fmt: skip
    return steps[len(steps) // 2] if steps else 0.0


def _edges(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """The left and right edge of each column: where most of its lines begin, where the longest ends."""
    edges: dict[int, tuple[float, float]] = {}
    leaves: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        leaves[line.leaf].append(line)
    for leaf, own in leaves.items():
        lefts = sorted(line.left for line in own)
        edges[leaf] = lefts[len(lefts) // 3], max(line.right for line in own)
    return edges


def _begins(
    line: Line, last: Line, paragraph: Paragraph, leading: float, edges: dict[int, tuple[float, float]], new_page: bool
) -> bool:
    """Whether a line begins a paragraph; a row of a table is one by itself."""
    if line.row or last.row:
        return True
    ended = bool(_ENDS.search(paragraph.text[-_END:]))
    if len(paragraph.text) > _LONGEST and (ended or len(paragraph.text) > 2 * _LONGEST):
        return True
    if abs(line.height - paragraph.height) > 0.12 * paragraph.height and (ended or not line.text[:1].islower()):
        return True
    if _ITEM.match(line.text):
        return True
    if new_page or line.leaf != last.leaf:
        return ended or not (
            line.text[:1].islower() or _HYPHEN.search(paragraph.text[-_END:]) or paragraph.text[-1:] == ","
        )
    left, right = edges[line.leaf]
    if leading and line.bottom - last.bottom > 1.3 * leading:
        return True
    indented = line.left > left + 0.7 * line.height and last.left <= left + 0.3 * line.height
    short = last.right < right - 0.2 * (right - left)
    return (indented and ended) or (short and ended)


def _append(paragraph: Paragraph, line: Line, new_page: str | None) -> None:
    """Joins a line to a paragraph: a hyphen at its end goes where the word goes on in small letters."""
    text = paragraph.text
    first = line.words[0].text
    if text and _HYPHEN.search(text[-_END:]) and first[:1].islower():
        text = text[:-1]
    elif text:
        text += " "
    if new_page is not None:
        paragraph.starts.append((len(text), new_page))
    for index, word in enumerate(line.words):
        if call := _call(word, line, text):
            paragraph.calls.append((len(text.rstrip()), call))
            continue
        text += " " * (word.blank and index > 0 and not text.endswith(" ")) + word.text
    paragraph.text = text


def _call(word: Word, line: Line, before: str) -> str | None:
    """The number of the note that a raised small figure calls."""
    found = _CALL.match(word.text)
    if not found or found.end() != len(word.text) or not before or _UNITS.search(before[-_END:]):
        return None
    raised = word.height < _RAISED * line.height and line.bottom - word.bottom > 0.12 * line.height
    return word.text if raised else None
