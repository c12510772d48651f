"""Which pairs of acts are worth a comparison: those of reports that are alike, or that share a rare party or place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest

from accordingto.reconcile.facts import Facts, Laid

KEY_TERMS = 25
"""Terms by which a report is looked up: the heaviest of its text."""

CROWDED = 400
"""A term that more reports than this are looked up by leads nowhere."""

NEIGHBOURS = 40
"""Reports whose acts are compared with those of one report."""

BLOCK = 120
"""Acts of one key; a larger block keeps its first ones only, so that work grows with the number of acts."""


def neighbours(told: Sequence[Laid]) -> dict[tuple[int, int], float]:
    """Pairs of reports (lower number first) that may tell of one thing, with the cosine over their key terms."""
    keys = [dict(nlargest(KEY_TERMS, r.about.items(), key=lambda item: (item[1], item[0]))) for r in told]
    postings: dict[str, list[int]] = defaultdict(list)
    for n, terms in enumerate(keys):
        for term in terms:
            postings[term].append(n)
    pairs: dict[tuple[int, int], float] = {}
    for n, terms in enumerate(keys):
        scores: Counter[int] = Counter()
        for term, weight in terms.items():
            if len(postings[term]) <= CROWDED:
                for other in postings[term]:
                    if other != n:
                        scores[other] += weight * keys[other][term]  # type: ignore[assignment]
        for other, score in nlargest(NEIGHBOURS, scores.items(), key=lambda item: (item[1], -item[0])):
            pairs[min(n, other), max(n, other)] = score
    return pairs


def candidates(told: Sequence[Laid], acts: Sequence[Facts]) -> Iterator[tuple[int, int]]:
    """Pairs of act numbers, lower first, each once, in order."""
    seen: set[tuple[int, int]] = set()
    for one, other in [*neighbours(told), *((n, n) for n in range(len(told)))]:
        for a in told[one].acts:
            for b in told[other].acts:
                if a.number < b.number and _may_be_one(a, b):
                    seen.add((a.number, b.number))
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for fact in acts:
        for key in _keys(fact):
            blocks[key].append(fact.number)
    for members in blocks.values():
        for i, a_number in enumerate(members[:BLOCK]):
            seen.update((a_number, b_number) for b_number in members[i + 1 : BLOCK])
    yield from sorted(seen)


def _may_be_one(one: Facts, other: Facts) -> bool:
    return bool(one.act.type == other.act.type or one.senses & other.senses or one.families & other.families)


def _keys(fact: Facts) -> Iterator[tuple[str, ...]]:
    """Keys of acts that may be one though their reports are not alike: who and what kind."""
    for role, parties in (("by", fact.initiators), ("to", fact.targets)):
        for party in parties:
            if len(party.name) >= 2:
                yield (role, fact.act.type, *sorted(party.name))
    if fact.days and fact.days[0] == fact.days[1] and fact.place and fact.place.precision in ("city", "point"):
        yield ("on", fact.act.type, str(fact.days[0]), fact.place.name)
