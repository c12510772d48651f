"""Finds what stands near a stretch of text without a look at everything that the text tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from accordingto.attribute.attribution import Stretches

CELL = 256
"""Characters of one cell: about two sentences of news."""


class Near:
    """Keys by the cells of text that their stretches touch."""

    def __init__(self) -> None:
        self._cells: defaultdict[int, set[int]] = defaultdict(set)

    def add(self, key: int, stretches: Stretches) -> None:
        """Enters `key` in every cell that `stretches` touch."""
        for cell in _cells(stretches):
            self._cells[cell].add(key)

    def remove(self, key: int, stretches: Stretches) -> None:
        """Takes `key` out again; `stretches` as it was entered with."""
        for cell in _cells(stretches):
            self._cells[cell].discard(key)

    def around(self, stretches: Stretches) -> list[int]:
        """All keys that share a cell with `stretches`, ascending: those that meet them and some that do not."""
        return sorted(set().union(*(self._cells.get(cell, ()) for cell in _cells(stretches))))


def _cells(stretches: Stretches) -> Iterator[int]:
    for start, end in stretches:
        yield from range(start // CELL, max(start, end - 1) // CELL + 1)


def meet(one: Stretches, other: Stretches) -> bool:
    """Whether the two share a character."""
    return any(a < d and c < b for a, b in one for c, d in other)


def shared(one: Stretches, other: Stretches) -> float:
    """The characters that both have, as a part of those that either has."""
    both = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    total = sum(b - a for a, b in (*one, *other)) - both
    return both / total if total else 0.0


def covered(one: tuple[int, int], content: Stretches) -> float:
    """The part of the range `one` that `content` covers."""
    both = sum(max(0, min(one[1], d) - max(one[0], c)) for c, d in content)
    return both / (one[1] - one[0]) if one[1] > one[0] else 0.0
