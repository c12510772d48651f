"""Tables that are drawn with lines: each row is read as a row, its cells from left to right."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from accordingto.acquire.pdf.lines import Line, Word, beside

BETWEEN = "|"
"""What stands between two cells of a row in the text."""
_NEAR = 2.0
"""Points by which lines that meet may miss each other, or lines that are one lie apart."""
_MOST_LETTERS = 1_500
"""Letters of a cell beyond which it is a column of a page with rules, and no cell."""

Rule = tuple[float, float, float, float]
"""A drawn line: left, top, right, bottom; points from the page's top left."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table's places: `across` and `down` are the edges of its columns and rows."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    rules: tuple[Rule, ...]

    def cell(self, word: Word) -> tuple[int, int] | None:
        """(row, column) in which a word stands, of joined cells the first; None outside the table."""
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        column, row = bisect_right(self.across, x) - 1, bisect_right(self.down, y) - 1
        if not (0 <= column < len(self.across) - 1 and 0 <= row < len(self.down) - 1):
            return None
        while column and not self._upright(self.across[column], (self.down[row] + self.down[row + 1]) / 2):
            column -= 1
        while row and not self._level(self.down[row], (self.across[column] + self.across[column + 1]) / 2):
            row -= 1
        return row, column

    def _upright(self, x: float, y: float) -> bool:
        return any(_is_upright(r) and abs(r[0] - x) <= _NEAR and r[1] - _NEAR <= y <= r[3] + _NEAR for r in self.rules)

    def _level(self, y: float, x: float) -> bool:
        return any(not _is_upright(r) and abs(r[1] - y) <= _NEAR and r[0] - _NEAR <= x <= r[2] + _NEAR
                   for r in self.rules)  # fmt: skip


def take_rows(words: Sequence[Word], rules: Iterable[Rule]) -> tuple[list[Word], list[Line]]:
    """(words that stand in no table, one line for each row of each table)."""
    rest, rows = list(words), list[Line]()
    for grid in grids(rules):
        cells: dict[tuple[int, int], list[Word]] = defaultdict(list)
        outside = list[Word]()
        for word in rest:
            place = grid.cell(word)
            (outside if place is None else cells[place]).append(word)
        filled = {row: sum(r == row for r, _ in cells) for row, _ in cells}
        letters = max((sum(len(w.text) for w in some) for some in cells.values()), default=0)
        if max(filled.values(), default=0) < 2 or len(filled) < 2 or letters > _MOST_LETTERS:
            continue
        rest = outside
        rows += [_row([cells[r, c] for r, c in sorted(cells) if r == row]) for row in sorted(filled)]
    return rest, rows


def grids(rules: Iterable[Rule]) -> list[Grid]:
    """The tables that lines make which touch each other: two rows and two columns at least."""
    found = []
    for group in _touching(list(dict.fromkeys(rules))):
        upright = [r for r in group if _is_upright(r)]
        level = [r for r in group if not _is_upright(r)]
        if upright and level:
            left, right = min(r[0] for r in level), max(r[2] for r in level)
            top, bottom = min(r[1] for r in upright), max(r[3] for r in upright)
            across = _edges([*(r[0] for r in upright), left, right])
            down = _edges([*(r[1] for r in level), top, bottom])
            if len(across) > 2 and len(down) > 2:
                found.append(Grid(across, down, tuple(group)))
    return found


def _is_upright(rule: Rule) -> bool:
    return rule[3] - rule[1] > rule[2] - rule[0]


def _edges(places: Iterable[float]) -> tuple[float, ...]:
    """The places, those that are one only once."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > 2 * _NEAR:
            edges.append(place)
    return tuple(edges)


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    """The lines in groups of those that touch, directly or by others."""
    group = list(range(len(rules)))

    def root(n: int) -> int:
        while group[n] != n:
            group[n] = group[group[n]]
            n = group[n]
        return n

    by_left = sorted(range(len(rules)), key=lambda n: rules[n][0])
    open_: list[int] = []
    for n in by_left:
        one = rules[n]
        open_ = [m for m in open_ if rules[m][2] + _NEAR >= one[0]]
        for m in open_:
            if rules[m][1] - _NEAR <= one[3] and one[1] - _NEAR <= rules[m][3]:
                group[root(m)] = root(n)
        open_.append(n)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for n, rule in enumerate(rules):
        groups[root(n)].append(rule)
    return list(groups.values())


def _row(cells: Sequence[Sequence[Word]]) -> Line:
    """One line of all cells of a row, each with its own lines one after the other."""
    words: list[Word] = []
    for cell in cells:
        if words:
            words.append(replace(words[-1], text=BETWEEN, blank=True))
        words += _in_lines(cell)
    return Line(tuple(words), row=True)


def _in_lines(words: Sequence[Word]) -> list[Word]:
    """The words of a cell as they are read; a hyphen at a line's end goes where the word goes on in small letters."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.top + w.bottom) / 2):
        if lines and beside(lines[-1][0], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    read = [word for line in lines for word in sorted(line, key=lambda w: w.left)]
    starts = {id(min(line, key=lambda w: w.left)) for line in lines}
    read[0] = replace(read[0], blank=True)
    for n, (last, word) in enumerate(itertools.pairwise(list(read)), 1):
        if id(word) in starts:
            goes_on = last.text[-2:-1].isalpha() and last.text.endswith("-") and word.text[:1].islower()
            if goes_on:
                read[n - 1] = replace(read[n - 1], text=last.text[:-1])
            read[n] = replace(word, blank=not goes_on)
    return read
