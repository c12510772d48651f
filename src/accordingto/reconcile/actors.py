"""Whether two actors of different reports are one: by name and by what else is told of them, never by name alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from accordingto.reconcile.cards import Card
from accordingto.reconcile.clusters import NEVER, Word, cluster
from accordingto.reconcile.gathering import gather
from accordingto.reconcile.names import full_name, one_person, sounds

Key = tuple[int, str]
"""An actor: its record's number and its id there."""

LEAST = 0.7
"""Mean chance from which people of one name are one: a full name, and two things more that are told of them alike."""

CROWDED = 120
"""Of a block with more people than this those with the same name, country and offices are one card at first."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for two cards being one person: the chance, 0 where something speaks against it, and why in words."""

    chance: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Who an actor is as the machine has it: the same `id` for all that are one."""

    id: str
    confidence: float
    reasons: tuple[str, ...] = ()


_NOT = Evidence(0.0)


def evidence(one: Card, other: Card, together: bool) -> Evidence:
    """What two cards of persons say. together: both stand in one happening of several reports."""
    name = _name(one, other)
    if name is None or _against(one, other):
        return _NOT
    beside = set(one.beside) & set(other.beside)
    told = (
        (0.45, "in reports of one happening", together),
        (0.2, f"of one office: {one.office}", one.office is not None and one.office == other.office),
        (0.2, "called alike", bool(set(one.callings) & set(other.callings))),
        (0.2, "of one age", one.born is not None and other.born is not None),
        (0.15, "of one country", one.country is not None and one.country == other.country),
        (0.1, "of one kind of office", bool(set(one.sectors) & set(other.sectors) - {"CVL"})),
        (min(0.3, 0.15 * len(beside)), "beside the same names", bool(beside)),
    )
    chance = name[0] + sum(weight for weight, _, holds in told if holds)
    return Evidence(round(min(0.98, chance), 2), (name[1], *(words for _, words, holds in told if holds)))


def _name(one: Card, other: Card) -> tuple[float, str] | None:
    a, b = full_name(one.names[0]), full_name(other.names[0])
    if a == b:
        return 0.5 if len(a) > 1 else 0.3, "the same name"
    if len(a) > 1 and list(map(sounds, a)) == list(map(sounds, b)):
        return 0.45, "the same name in other letters"
    return (0.3, "one name is short for the other") if one_person(one.names[0], other.names[0]) else None


def _against(one: Card, other: Card) -> bool:
    """Whether what is told of two people of one name parts them."""
    if one.country and other.country and one.country != other.country:
        return True
    if one.office and other.office and one.office != other.office:
        return True
    if one.callings and other.callings and not set(one.callings) & set(other.callings):
        return True
    if one.born and other.born and (one.born[0] > other.born[1] or other.born[0] > one.born[1]):
        return True
    return _speaks_dead(one, other) or _speaks_dead(other, one)


def _speaks_dead(one: Card, other: Card) -> bool:
    """Whether one is told to be dead, and the other speaks afterwards."""
    return one.killed and not other.killed and bool(other.said) and bool(one.day and other.day and other.day >= one.day)


def people(
    cards: Mapping[Key, Card],
    order: Callable[[Key], tuple[str, str]],
    events: Mapping[Key, frozenset[int]],
    words: Iterable[tuple[Key, Key, bool]] = (),
) -> dict[Key, Part]:
    """Who each of some people of like names is. events: in which each stands; words: what people have decided.

    order: what they are put in order by, whatever their numbers. Of equal cards the outcome is equal.
    """  # fmt: skip
    keys = sorted(cards, key=order)
    decided = {key for a, b, _ in words for key in (a, b)}
    nodes = _nodes(keys, cards, decided) if len(keys) > CROWDED else [[key] for key in keys]
    of = {key: n for n, some in enumerate(nodes) for key in some}
    stands = [frozenset[int]().union(*(events.get(key, frozenset()) for key in some)) for some in nodes]
    reports = [{record for record, _ in some} for some in nodes]
    known: dict[tuple[int, int], Evidence] = {}

    def told(a: int, b: int) -> Evidence:
        if (a, b) not in known:
            known[a, b] = evidence(cards[nodes[a][0]], cards[nodes[b][0]], bool(stands[a] & stands[b]))
        return known[a, b]

    def chance(a: int, b: int) -> float:
        return NEVER if len(nodes[a]) == len(nodes[b]) == 1 and reports[a] & reports[b] else told(a, b).chance

    pairs = combinations(range(len(nodes)), 2) if len(nodes) <= CROWDED else ()
    likely = [(a, b, p) for a, b in pairs if (p := chance(a, b)) >= LEAST]
    said: list[Word] = [(min(of[a], of[b]), max(of[a], of[b]), same) for a, b, same in words
                        if a in of and b in of and of[a] != of[b]]  # fmt: skip
    groups = cluster(likely, chance, LEAST, said)
    joined = {n for g in groups for n in g.members}
    found: dict[Key, Part] = {}
    for members, sure in [*((g.members, g.confidence) for g in groups),
                          *(((n,), 1.0) for n in range(len(nodes)) if n not in joined)]:  # fmt: skip
        every = [key for n in members for key in nodes[n]]
        id = identity("person", *order(every[0]))
        for n in members:
            why = told(members[0], n).reasons if n != members[0] else _with_others(told, members)
            found |= {key: Part(id, sure, why or (("the same name and office",) if len(nodes[n]) > 1 else ()))
                      for key in nodes[n]}  # fmt: skip
    return found


def _with_others(told: Callable[[int, int], Evidence], members: Sequence[int]) -> tuple[str, ...]:
    return told(members[0], members[1]).reasons if len(members) > 1 else ()


def _nodes(keys: Sequence[Key], cards: Mapping[Key, Card], decided: set[Key]) -> list[list[Key]]:
    """Those of the same name, country and offices together; whom people have decided on by themselves."""
    found: dict[object, list[Key]] = {}
    for key in keys:
        c = cards[key]
        alike = (tuple(full_name(c.names[0])), c.country, c.office, c.sectors, c.callings, c.born, c.killed)
        known = bool(c.country and (c.office or c.sectors)) and key not in decided
        found.setdefault(alike if known else key, []).append(key)
    return list(found.values())


def parties_together(
    cards: Mapping[Key, Card], order: Callable[[Key], tuple[str, str]]
) -> list[tuple[list[Key], tuple[str, ...]]]:
    """Parties of reports on one happening put together, each with the reasons in words."""
    by_mention: dict[object, list[Key]] = {}
    for key in sorted(cards, key=order):
        by_mention.setdefault(cards[key].mention, []).append(key)
    groups: dict[int, list[Key]] = {}
    reasons: dict[int, set[str]] = {}
    for mention, party in gather(cards[some[0]].mention for some in by_mention.values()).items():
        groups.setdefault(id(party), []).extend(by_mention[mention])
        offices = {m.office for m in party.mentions if m.office}
        reasons[id(party)] = {f"of one office: {o}" for o in offices} or {"the same name"}
    found = [(sorted(some, key=order), ("in reports of one happening", *sorted(reasons[n])))
             for n, some in groups.items()]  # fmt: skip
    return sorted(found, key=lambda group: order(group[0][0]))


def identity(*parts: str) -> str:
    """An id that hangs on what it stands for alone."""
    return "w" + hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:12]
