"""Puts acts together into events: average links over the pairs of two groups, so that no chain of likeness runs on."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass

MOST_PAIRS = 36
"""Pairs that are looked at to join two groups; of larger groups an even choice stands for all."""

Chance = Callable[[int, int], float]
"""The chance that two acts, lower number first, are one happening; 0 for those that cannot be."""


@dataclass(frozen=True, slots=True)
class Group:
    """Acts put together, in order, and the mean chance of the pairs that joined them."""

    acts: tuple[int, ...]
    confidence: float


def cluster(pairs: Iterable[tuple[int, int, float]], chance: Chance, least: float) -> list[Group]:
    """Groups of two or more acts from pairs that are likely one, in order of their first act.

    pairs: (act, act, chance), lower number first. least: the mean chance from which two groups are one. The best pair
    is joined first; ties fall to the lower numbers. A pair that cannot be one (chance 0) keeps two groups apart.
    """
    members: dict[int, list[int]] = {}
    strength: dict[int, float] = {}
    links: dict[int, set[int]] = {}
    heap: list[tuple[float, int, int, int, int]] = []
    for a, b, p in pairs:
        for act in (a, b):
            members.setdefault(act, [act])
            links.setdefault(act, set())
        links[a].add(b)
        links[b].add(a)
        if p >= least:
            heap.append((-p, a, b, 1, 1))
    heapq.heapify(heap)
    while heap:
        negative, a, b, size_a, size_b = heapq.heappop(heap)
        if len(members.get(a, ())) != size_a or len(members.get(b, ())) != size_b:
            continue  # one of them has grown or gone since
        strength[a] = min(strength.get(a, 1.0), strength.pop(b, 1.0), -negative)
        members[a] = sorted(members[a] + members.pop(b))
        links[a] = (links[a] | links.pop(b)) - {a, b}
        for other in sorted(links[a]):
            links[other] = (links[other] - {b}) | {a}
            joined = _mean(members[a], members[other], chance)
            if joined >= least:
                low, high = min(a, other), max(a, other)
                heapq.heappush(heap, (-joined, low, high, len(members[low]), len(members[high])))
    return [Group(tuple(acts), strength[first]) for first, acts in sorted(members.items()) if len(acts) > 1]


def _mean(one: list[int], other: list[int], chance: Chance) -> float:
    """The mean chance over the pairs of two groups, 0 where any pair that is looked at cannot be."""
    total = len(one) * len(other)
    step = max(1, total // MOST_PAIRS)
    chances = []
    for n in range(0, total, step):
        a, b = one[n // len(other)], other[n % len(other)]
        p = chance(min(a, b), max(a, b))
        if p == 0.0:
            return 0.0
        chances.append(p)
    return sum(chances) / len(chances)
