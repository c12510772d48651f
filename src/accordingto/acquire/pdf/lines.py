"""Words of a page to lines in the order in which a reader takes them: columns by their gutters, one after the other."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from accordingto.acquire.words import squeeze

_MIN_COLUMN_LINES = 3
_MIN_COLUMN_LETTERS = 15
"""A column has at least so many lines, of so many letters at the median: narrower ones are the cells of a table."""
_MAX_DEPTH = 60
_GUTTER = 0.8
"""Least width of a gutter, in heights of a line."""


@dataclass(frozen=True, slots=True)
class Word:
    """Letters of one size with their place, points from the page's top left; `blank`: a blank stands before it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    blank: bool

    @property
    def height(self) -> float:
        """How high its letters are."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """Words side by side. `leaf`: the number of the column or block that it stands in. `row`: it is a table's row."""

    words: tuple[Word, ...]
    leaf: int = 0
    row: bool = False

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def height(self) -> float:
        """The height of most of its letters."""
        if len(self.words) == 1:
            return self.words[0].height
        letters: Counter[float] = Counter()
        for word in self.words:
            letters[round(word.height, 1)] += len(word.text)
        return letters.most_common(1)[0][0]

    @property
    def text(self) -> str:
        """Its words as they are read."""
        return squeeze("".join(" " * w.blank + w.text for w in self.words))


def words_of(page: dict[str, Any]) -> list[Word]:
    """The words of one page as `words` wrote it; those without extent are left out."""
    found = (Word(*word) for word in page["words"])
    return [word for word in found if word.right > word.left and word.bottom > word.top]


def pieces_of(words: Sequence[Word]) -> list[Line]:
    """Words joined while they follow each other on one line without a gap as wide as a gutter."""
    pieces: list[Line] = []
    run: list[Word] = []
    for word in words:
        last = run[-1] if run else None
        if last and not (beside(last, word) and -1 < word.left - last.right < _GUTTER * max(last.height, word.height)):
            pieces.append(Line(tuple(run)))
            run = []
        run.append(word)
    if run:
        pieces.append(Line(tuple(run)))
    return pieces


def beside(first: Word | Line, second: Word | Line) -> bool:
    """Whether two things stand on one line: each one's middle lies within the other's height, or nearly."""
    middle, other = (first.top + first.bottom) / 2, (second.top + second.bottom) / 2
    return second.top <= middle <= second.bottom or first.top <= other <= first.bottom


def in_order(pieces: Sequence[Line], *, columns: bool = True) -> list[Line]:
    """Lines in reading order, by recursive cuts along white space (XY-cut): along the gutter between two columns first,
    else between what stands above columns and below them. columns: whether to look for them at all."""
    ordered: list[Line] = []
    stack: list[tuple[list[Line], int]] = [(list(pieces), 0)]
    leaf = 0
    while stack:
        some, depth = stack.pop()
        cut = _columns(some) or _rows(some) if columns and len(some) > 1 and depth < _MAX_DEPTH else None
        if cut:
            stack += [(cut[1], depth + 1), (cut[0], depth + 1)]
        elif some:
            ordered += [replace(line, leaf=leaf) for line in _joined(some)]
            leaf += 1
    return ordered


def _columns(pieces: list[Line]) -> tuple[list[Line], list[Line]] | None:
    """What stands left and right of the widest gutter that runs through all of the region."""
    by_left = sorted(pieces, key=lambda p: p.left)
    reach, best, gutter = by_left[0].right, 0, 0.0
    for index, piece in enumerate(by_left[1:], 1):
        if piece.left - reach > gutter and _are_columns(by_left[:index], by_left[index:]):
            best, gutter = index, piece.left - reach
        reach = max(reach, piece.right)
    height = sorted(p.height for p in pieces)[len(pieces) // 2]
    return (by_left[:best], by_left[best:]) if gutter > _GUTTER * height * 0.8 else None


def _are_columns(left: list[Line], right: list[Line]) -> bool:
    """Whether both sides are columns of prose that stand beside each other."""
    for side in (left, right):
        lengths = sorted(sum(len(word.text) for word in line.words) for line in side)
        if len(side) < _MIN_COLUMN_LINES or lengths[len(side) // 2] < _MIN_COLUMN_LETTERS:
            return False
    top = max(min(p.top for p in left), min(p.top for p in right))
    bottom = min(max(p.bottom for p in left), max(p.bottom for p in right))
    return bottom - top > 2 * left[0].height


def _rows(pieces: list[Line]) -> tuple[list[Line], list[Line]] | None:
    """What stands above and below the gap that leaves the most lines in columns; None where no gap leaves any."""
    by_top = sorted(pieces, key=lambda p: p.top)
    if not any(beside(a, b) for a, b in itertools.pairwise(by_top)):
        return None  # one column: its lines are in order by their tops
    reach = by_top[0].bottom
    best, most = 0, (0, 0.0)
    for index, piece in enumerate(by_top[1:], 1):
        if piece.top > reach:
            sides = (by_top[:index], by_top[index:])
            score = max(len(side) if len(side) > 1 and _columns(side) else 0 for side in sides), piece.top - reach
            if score[0] and score > most:
                best, most = index, score
        reach = max(reach, piece.bottom)
    return (by_top[:best], by_top[best:]) if best else None


def _joined(pieces: list[Line]) -> list[Line]:
    """The lines of a region without gutters: what stands side by side is one line, from left to right."""
    lines: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda p: (p.top + p.bottom) / 2):
        if lines and not (piece.row or lines[-1][0].row) and beside(lines[-1][0], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    joined = []
    for line in lines:
        line.sort(key=lambda p: p.left)
        joined.append(line[0] if len(line) == 1 else Line(tuple(word for piece in line for word in piece.words)))
    return joined
