"""Acts of one report that are one happening: a bombing and the people it killed, an arrest told three times over."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from accordingto.reconcile.facts import Facts, Laid, Party, interval
from accordingto.reconcile.pairs import PRECISE_DAYS, other_people, same_place
from accordingto.reconcile.terms import sentences
from accordingto.types import Place, Span, Time

PERSONAL = frozenset({"custody", "charge", "trial", "sentence", "release", "expulsion", "acquittal"})
"""Kinds of happenings that are done to one person or group: done to another they are another happening."""

APART = re.compile(r"\b(?:another|separate(?:ly)?|second|elsewhere|previous(?:ly)?)\b", re.IGNORECASE)
"""Words before an act that set it apart from the ones told before."""

BEFORE = 60
"""Characters before a trigger in which such a word counts."""

_STAGES = {
    "detained": "custody",
    "charged": "charge",
    "tried": "trial",
    "convicted": "sentence",
    "sentenced": "sentence",
    "released": "release",
    "acquitted": "acquittal",
    "dropped": "release",
}


@dataclass(frozen=True, slots=True)
class Incident:
    """Acts of one report that tell one happening.

    whole: what they tell together, as if one act told it. report: the place of the report among those at hand.
    """

    kind: str
    acts: tuple[Facts, ...]
    whole: Facts
    report: int = -1


def kind_of(fact: Facts) -> str:
    """The kind of happening that an act belongs to: acts of two kinds are never one happening in a dated report."""
    act = fact.act
    if act.mode == "destroy" or (act.type == "ASSAULT" and act.harm == "property"):
        return "violence" if fact.families & {"bomb", "shoot", "attack"} else "destruction"
    if act.type == "ASSAULT" and act.mode != "abduct":
        return "violence"
    if act.type == "COERCE" and act.harm in ("killed", "wounded", "tortured", "abused"):
        return "violence"
    if act.stage in _STAGES and act.type in ("COERCE", "ACCUSE", "SANCTION", "RETREAT", "CONCEDE"):
        return _STAGES[act.stage]
    if act.type in ("ASSAULT", "COERCE") and (act.mode in ("arrest", "abduct") or act.harm == "detained"):
        return "custody"
    if act.harm in ("expelled", "displaced") or act.mode in ("deport", "expel"):
        return "expulsion"
    return act.type if act.type in ("CONSULT", "PROTEST") else f"{act.type} {act.mode or ''}".strip()


def incidents(laid: Laid) -> tuple[Incident, ...]:
    """The happenings of one report, in order of their first act.

    Only where the report's day is known are acts in other words put together: without it nothing tells two shootings
    of one town apart. In an undated report each act is by itself.
    """
    if not laid.record.report.published_at:
        return tuple(Incident(kind_of(a), (a,), a) for a in laid.acts)
    placed = _with_setting_of_sentence(laid)
    groups: list[list[Facts]] = []
    anchored = [a for a in placed if a.days or a.place]
    for act in (*anchored, *(a for a in placed if not (a.days or a.place))):
        group = _best(act, groups, laid.record.report.text)
        if group is None:
            groups.append([act])
        else:
            group.append(act)
    found = [Incident(kind_of(g[0]), tuple(g), together(g)) for g in
             (sorted(group, key=lambda a: a.number) for group in groups)]  # fmt: skip
    return tuple(sorted(found, key=lambda i: i.acts[0].number))


def _with_setting_of_sentence(laid: Laid) -> list[Facts]:
    """The acts; one without a day or a town takes the only one that its sentence gives."""
    record = laid.record
    spans = sentences(record.report.text)
    starts = [start for start, _ in spans]
    days: dict[int, list[tuple[Time, tuple[int, int]]]] = defaultdict(list)
    towns: dict[int, dict[str, Place]] = defaultdict(dict)
    for time in record.times:
        if time.type == "DATE" and (day := interval(time.earliest, time.latest)) and day[0] == day[1]:
            days[bisect_right(starts, time.start)].append((time, day))
    for place in record.places:
        if place.precision in ("city", "point") and not place.metonym and place.start >= laid.dateline:
            towns[bisect_right(starts, place.start)].setdefault(place.name, place)
    contents = {s.id: s.content for s in record.statements}
    found = []
    for act in laid.acts:
        here = bisect_right(starts, act.act.trigger.start)
        told = [c for id in act.act.per for c in contents.get(id, ())]
        told_of = {day for time, day in days[here] if _dates_what_is_told(time, act.act.trigger, told)}
        if not act.days and len(told_of) == 1:
            act = replace(act, days=next(iter(told_of)))
        if not act.place and len(towns[here]) == 1:
            act = replace(act, place=next(iter(towns[here].values())))
        found.append(act)
    return found


def _dates_what_is_told(time: Time, trigger: Span, told: Sequence[Span]) -> bool:
    """Not the day on which somebody told it: "five died, a doctor said on Friday"."""
    around = [c for c in told if c.start <= trigger.start and trigger.end <= c.end]
    return not around or any(c.start <= time.start and time.end <= c.end for c in around)


def _best(act: Facts, groups: list[list[Facts]], text: str) -> list[Facts] | None:
    """The group that an act belongs to; None where it is another happening."""
    fits = [g for g in groups if all(_compatible(act, other) for other in g)]
    if not fits:
        return None
    best = max(fits, key=lambda g: (max(_nearness(act, o) for o in g), g[-1].number))
    near = max(_nearness(act, other) for other in best)
    start = act.act.trigger.start
    if near < 2 and APART.search(text[max(0, start - BEFORE) : start]):
        return None
    return best


def _compatible(one: Facts, other: Facts) -> bool:
    if kind_of(one) != kind_of(other) or _plan(one) != _plan(other):
        return False
    if one.days and other.days and not _days_fit(one.days, other.days):
        return False
    if one.place and other.place and same_place(one.place, other.place) == -1:
        return False
    if kind_of(one) in PERSONAL:
        return not other_people(one.targets, other.targets)
    if kind_of(one) == "CONSULT":
        return not other_people(one.initiators + one.targets, other.initiators + other.targets)
    return kind_of(one) in ("violence", "destruction", "PROTEST") or bool(
        one.senses & other.senses or _shared(one, other)
    )


def _plan(fact: Facts) -> bool:
    return fact.act.status in ("planned", "hypothetical")


def _days_fit(one: tuple[int, int], other: tuple[int, int]) -> bool:
    (a, b), (c, d) = one, other
    return a <= d and c <= b and (b - a > PRECISE_DAYS) == (d - c > PRECISE_DAYS)


def _shared(one: Facts, other: Facts) -> int:
    return len({w for p in one.targets for w in p.words} & {w for p in other.targets for w in p.words})


def _nearness(one: Facts, other: Facts) -> float:
    """How much speaks for one happening, beside that nothing speaks against it."""
    close = abs(one.act.trigger.start - other.act.trigger.start) < 300
    place = bool(one.place and other.place) and same_place(one.place, other.place) == 1
    return 2 * bool(one.days and one.days == other.days) + 2 * place + min(2, _shared(one, other)) + close


def together(acts: Sequence[Facts]) -> Facts:
    """What some acts tell together; the head is the one that tells most."""
    if len(acts) == 1:
        return acts[0]
    head = max(acts, key=lambda a: (a.act.status == "reported", bool(a.targets) + bool(a.initiators), -a.number))
    days = [a.days for a in acts if a.days]
    places = [a.place for a in acts if a.place]
    order = {"point": 0, "city": 1, "region": 2, "country": 3}
    return replace(
        head,
        number=min(a.number for a in acts),
        trigger=_union(a.trigger for a in acts),
        senses=_union(a.senses for a in acts),
        families=_union(a.families for a in acts),
        initiators=_each(p for a in acts for p in a.initiators),
        targets=_each(p for a in acts for p in a.targets),
        days=min(days, key=lambda d: (d[1] - d[0], d)) if days else None,
        place=min(places, key=lambda p: order[p.precision]) if places else None,
        names=_union(a.names for a in acts),
        numbers=_union(a.numbers for a in acts),
    )


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _each(parties: Iterable[Party]) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(parties))
