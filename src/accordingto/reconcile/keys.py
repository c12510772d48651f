"""Keys by which acts that may be one happening find each other: what each report gives by itself, whatever the others.

So the same keys lead to the same pairs in whatever order reports come, and a new report need only be compared with
those that share a key with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import combinations

from accordingto.casebook.crowding import CROWDED
from accordingto.reconcile.facts import FAR, Laid, interval
from accordingto.reconcile.incidents import Incident

TOPIC_TERMS = 10
"""The heaviest terms of a report; two reports that share any two of them may tell of one thing."""

ON_TOPIC = 3
"""Keys in common from which two reports are on one topic: three of the heaviest terms of each."""

MOST_NAMES = 6
"""Names near a happening without a place by which it is found."""

MOST_DAYS = 3
"""A happening that is told of so many days at most is found by its days."""


def topic_keys(laid: Laid) -> Iterator[str]:
    """The keys of a report as a whole."""
    heaviest = nlargest(TOPIC_TERMS, laid.about.items(), key=lambda item: (item[1], item[0]))
    for one, other in combinations(sorted(term for term, _ in heaviest), 2):
        yield f"topic {one} {other}"


WEEKS = 21
"""Days of one period: happenings of one kind that name one party or place are compared within two of them."""


def incident_keys(incident: Incident, laid: Laid) -> Iterator[str]:
    """The keys of one happening of a report: who did it or to whom it was done, on which day where, in which weeks."""
    whole, kind = incident.whole, incident.kind
    for role, parties in (("by", whole.initiators), ("to", whole.targets)):
        for party in parties:
            if len(party.name) >= 2:
                yield f"{role} {kind}: {' '.join(sorted(party.name))}"
    days = whole.days
    if days and days[0] != FAR[0] and days[1] != FAR[1] and days[1] - days[0] < MOST_DAYS:
        near = sorted(whole.names)[:MOST_NAMES] if whole.place is None else [whole.place.name]
        for day in range(days[0], days[1] + 2):  # the day after too: two reports may differ by one
            for name in near:
                yield f"on {day} {kind}: {name}"
    published = laid.record.report.published_at
    told = interval(published, published)
    if told:
        near = nlargest(MOST_NAMES, whole.names, key=lambda name: (laid.about.get(name, 0.0), name))
        for period in (told[0] // WEEKS, told[0] // WEEKS + 1):
            for name in sorted({*near, *([whole.place.name] if whole.place else [])}):
                yield f"in {period} {kind}: {name}"


def candidates(told: Sequence[Laid], nodes: Sequence[Incident]) -> list[tuple[int, int]]:
    """Pairs of happenings (by their place in `nodes`, lower first) that share a key, in order."""
    topics, own = defaultdict(list), defaultdict(list)
    for n, laid in enumerate(told):
        for key in topic_keys(laid):
            topics[key].append(n)
    of: dict[int, list[int]] = defaultdict(list)
    for n, node in enumerate(nodes):
        of[node.report].append(n)
        for key in incident_keys(node, told[node.report]):
            own[key].append(n)
    seen = pairs_of(own)
    near = on_topic(topics, range(len(told)))
    for one, others in near.items():
        for other in (*(n for n in others if n > one), one):
            seen.update((a, b) for a in of[one] for b in of[other] if a < b and may_be_one(nodes[a], nodes[b]))
    return sorted(seen)


def neighbours(told: Sequence[Laid]) -> dict[int, list[int]]:
    """For each report (by its place in `told`) those on its topic: with `ON_TOPIC` keys in common or more."""
    topics = defaultdict(list)
    for n, laid in enumerate(told):
        for key in topic_keys(laid):
            topics[key].append(n)
    return {n: sorted(some) for n, some in on_topic(topics, range(len(told))).items()}


def on_topic(members: Mapping[str, Sequence[int]], reports: Iterable[int]) -> dict[int, set[int]]:
    """For each of some reports those with which it shares enough keys. members: the reports of each key."""
    shared: Counter[tuple[int, int]] = Counter()
    wanted = set(reports)
    for some in members.values():
        if len(some) <= CROWDED:
            shared.update((a, b) for a in wanted.intersection(some) for b in some if a != b)
    found: dict[int, set[int]] = {n: set() for n in wanted}
    for (a, b), n in shared.items():
        if n >= ON_TOPIC:
            found[a].add(b)
    return found


def pairs_of(members: Mapping[str, list[int]]) -> set[tuple[int, int]]:
    """Pairs, lower first, of all that some key leads to which is not crowded."""
    return {pair for some in members.values() if len(some) <= CROWDED for pair in combinations(sorted(set(some)), 2)}


def may_be_one(one: Incident, other: Incident) -> bool:
    """Whether two happenings of reports on one topic are worth a comparison."""
    a, b = one.whole, other.whole
    return bool(one.kind == other.kind or a.act.type == b.act.type or a.senses & b.senses or a.families & b.families)
