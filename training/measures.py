"""Quick measures of relations in words, close to those of the benchmark's scorer, for choosing between epochs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from accordingto.attribute.decode import CONTENT, CUE, SOURCE, Relation
from training.examples import Example, Gold


def measure(examples: list[Example], predicted: list[list[Relation]]) -> dict[str, float]:
    """F1 in percent: whole relations exact and relaxed (content half the same, sources meet), exact segments."""
    hits: Counter[str] = Counter()
    made: Counter[str] = Counter()
    want: Counter[str] = Counter()
    for example, found in zip(examples, predicted, strict=True):
        gold = [_roles(g) for g in example.gold]
        mine = [(frozenset(r.source), frozenset(r.cue), frozenset(r.content)) for r in found]
        _count("exact", set(gold), set(mine), hits, made, want)
        for i, name in enumerate(("source", "cue", "content")):
            a, b = ({s for x in xs for s in _runs(x[i])} for xs in (gold, mine))
            _count(name, a, b, hits, made, want)
        made["relaxed"] += len(mine)
        want["relaxed"] += len(gold)
        left = list(mine)
        for x in gold:
            near = max(left, key=lambda y: len(x[2] & y[2]) / len(x[2] | y[2]), default=None)
            if near and 2 * len(x[2] & near[2]) >= len(x[2] | near[2]):
                left.remove(near)
                hits["relaxed"] += bool(x[0] & near[0]) or not (x[0] or near[0])
    return {k: round(200 * hits[k] / max(made[k] + want[k], 1), 2) for k in want}


Roles = tuple[frozenset[int], frozenset[int], frozenset[int]]


def _roles(gold: Gold) -> Roles:
    def of(begin: int) -> frozenset[int]:
        return frozenset(w for w, tag in gold.tags.items() if tag in (begin, begin + 1))

    return of(SOURCE), of(CUE), of(CONTENT)


def _runs(places: Iterable[int]) -> set[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for place in sorted(places):
        if out and out[-1][1] == place:
            out[-1] = (out[-1][0], place + 1)
        else:
            out.append((place, place + 1))
    return set(out)


def _count(name: str, gold: set, mine: set, hits: Counter[str], made: Counter[str], want: Counter[str]) -> None:  # type: ignore[type-arg]  # sets of any one kind
    hits[name] += len(gold & mine)
    made[name] += len(mine)
    want[name] += len(gold)
