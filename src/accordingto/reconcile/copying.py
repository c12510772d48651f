"""Which of some reports are copies of others, by their words alone, where no casebook has said so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import nsmallest
from itertools import combinations
from zlib import crc32

from accordingto.types import Record

SHINGLE = 5
"""Words in a row; two reports that share five in a row share more than the news."""

SHARED = 0.7
"""Share of the shorter report's shingles that stand in the other, from which one is a copy; as in a casebook."""

LEAST = 30
"""Shingles; shorter texts are alike by chance."""


SKETCH = 16
"""Shingles by which a report finds those that may be its copies: the ones with the smallest checksums."""


def copies(records: Sequence[Record]) -> dict[str, str]:
    """The id of each copy with that of its original: the one whose publisher the other credits, else the earliest."""
    shingles = {r.report.id: _shingles(r.report.text) for r in records}
    by_id = {r.report.id: r for r in records}
    alike: dict[str, set[str]] = defaultdict(set)
    for some in _sketches(shingles).values():
        for one, other in combinations(sorted(some), 2):
            if other not in alike[one] and _share(shingles[one], shingles[other]) >= SHARED:
                alike[one].add(other)
                alike[other].add(one)
    found: dict[str, str] = {}
    for id in sorted(alike, key=lambda i: _rank(by_id[i], [by_id[o] for o in alike[i]])):
        if id not in found:
            found.update((other, id) for other in alike[id] if other not in found and other not in found.values())
    return found


def _shingles(text: str) -> frozenset[int]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(crc32(" ".join(words[n : n + SHINGLE]).encode()) for n in range(len(words) - SHINGLE + 1))


def _sketches(shingles: Mapping[str, frozenset[int]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for id, some in shingles.items():
        for checksum in nsmallest(SKETCH, some):
            found[checksum].append(id)
    return found


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    least = min(len(one), len(other))
    return len(one & other) / least if least >= LEAST else 0.0


def _rank(record: Record, alike: Sequence[Record]) -> tuple[bool, str, str]:
    """What makes an original: that others credit its publisher, then its day."""
    name = record.report.publisher
    credited = bool(name) and any((r.report.agency or "") == name or f"({name})" in r.report.text[-200:] for r in alike)
    return (not credited, record.report.published_at or "9", record.report.id)
