"""Puts acts together into events: average links over the pairs of two groups, so that no chain of likeness runs on."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass

MOST_PAIRS = 36
"""Pairs that are looked at to join two groups; of larger groups an even choice stands for all."""

Chance = Callable[[int, int], float]
"""The chance that two happenings, lower number first, are one; 0 for those that cannot be."""

NEVER = -1.0
"""In place of a chance: two that stay apart also where people have joined others of their groups."""


Word = tuple[int, int, bool]
"""What people say of two happenings, lower number first: one (True) or not."""


@dataclass(frozen=True, slots=True)
class Group:
    """Happenings put together, in order, and the least mean chance of the groups that were joined."""

    members: tuple[int, ...]
    confidence: float


def cluster(
    pairs: Iterable[tuple[int, int, float]], chance: Chance, least: float, words: Iterable[Word] = ()
) -> list[Group]:
    """Groups of two or more from pairs that are likely one, in order of their first member.

    pairs: (one, other, chance), lower number first. least: the mean chance from which two groups are one. The best pair
    is joined first; ties fall to the lower numbers. A pair that cannot be one (chance 0) keeps two groups apart, but
    for what people have joined. What they have parted is never joined.
    """
    return _Clustering(pairs, chance, least, words).run()


class _Clustering:
    def __init__(
        self, pairs: Iterable[tuple[int, int, float]], chance: Chance, least: float, words: Iterable[Word]
    ) -> None:
        self.chance, self.least = chance, least
        self.members: dict[int, list[int]] = {}
        self.strength: dict[int, float] = {}
        self.links: dict[int, set[int]] = {}
        self.by_hand: set[int] = set()
        self.parted: dict[int, set[int]] = {}
        self.heap: list[tuple[float, int, int, int, int]] = []
        words = sorted(words)
        for a, b, same in words:
            if not same:
                self.parted.setdefault(a, set()).add(b)
                self.parted.setdefault(b, set()).add(a)
        joined = [(a, b) for a, b, same in words if same]
        for a, b, p in [*pairs, *((a, b, 1.0) for a, b in joined)]:
            self._link(a, b, p)
        for a, b in joined:
            self._join_by_hand(a, b)
        heapq.heapify(self.heap)

    def _link(self, a: int, b: int, p: float) -> None:
        for act in (a, b):
            self.members.setdefault(act, [act])
            self.links.setdefault(act, set())
        self.links[a].add(b)
        self.links[b].add(a)
        if p >= self.least and b not in self.parted.get(a, ()):
            self.heap.append((-p, a, b, 1, 1))

    def _join_by_hand(self, a: int, b: int) -> None:
        a, b = sorted(next(g for g, some in self.members.items() if n in some) for n in (a, b))
        if a != b:
            self.by_hand.add(a)
            self._join(a, b, 1.0)

    def run(self) -> list[Group]:
        while self.heap:
            negative, a, b, size_a, size_b = heapq.heappop(self.heap)
            if len(self.members.get(a, ())) != size_a or len(self.members.get(b, ())) != size_b:
                continue  # one of them has grown or gone since
            self._join(a, b, -negative)
        return [Group(tuple(some), self.strength[first]) for first, some in sorted(self.members.items())
                if len(some) > 1]  # fmt: skip

    def _join(self, a: int, b: int, p: float) -> None:
        self.strength[a] = min(self.strength.get(a, 1.0), self.strength.pop(b, 1.0), p)
        self.members[a] = sorted(self.members[a] + self.members.pop(b))
        self.links[a] = (self.links[a] | self.links.pop(b)) - {a, b}
        if b in self.by_hand:
            self.by_hand.add(a)
        for other in sorted(self.links[a]):
            self.links[other] = (self.links[other] - {b}) | {a}
            joined = self._mean(a, other)
            if joined >= self.least:
                low, high = min(a, other), max(a, other)
                entry = (-joined, low, high, len(self.members[low]), len(self.members[high]))
                heapq.heappush(self.heap, entry)

    def _mean(self, a: int, b: int) -> float:
        """The mean chance over the pairs of two groups, 0 where any pair that is looked at cannot be."""
        one, other = self.members[a], self.members[b]
        if any(self.parted[n] & set(other) for n in one if n in self.parted):
            return 0.0
        total = len(one) * len(other)
        step = max(1, total // MOST_PAIRS)
        chances = []
        for n in range(0, total, step):
            first, second = one[n // len(other)], other[n % len(other)]
            p = self.chance(min(first, second), max(first, second))
            if p < 0 or (p == 0.0 and not self.by_hand & {a, b}):
                return 0.0
            chances.append(p)
        return sum(chances) / len(chances)
