"""How likely two acts tell one happening, and why, from what both tell; the weights lie in data/pair_weights.yaml."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from accordingto.reconcile.facts import Facts, Laid, Party
from accordingto.reconcile.terms import cosine, terms
from accordingto.types import Count, Place

NEAR_DAYS = 1
"""Days by which two reports may differ on the day of one happening: night and time zones. Farther apart are two."""

FAR_KILOMETRES = 50
"""Two towns farther apart are two places; nearer ones may be a town and its quarter, airport or district."""

PRECISE_DAYS = 31
"""A longer interval ("in 2017") says too little of the day to part or join acts."""

FEATURES = (
    "bias",
    "same words",
    "same sense",
    "one family",
    "same type",
    "same mode",
    "other mode",
    "same harm",
    "other harm",
    "other stage",
    "report alike",
    "sentence alike",
    "report and sentence alike",
    "alike, same words",
    "alike, same sense",
    "alike, one family",
    "same targets",
    "some targets",
    "other targets",
    "same initiators",
    "some initiators",
    "other initiators",
    "names shared",
    "no name shared",
    "numbers shared",
    "same place",
    "same time",
    "other time",
    "same count",
    "other count",
    "crossed roles",
    "same report",
    "same person, same weeks",
    "same kind, same weeks",
    "same kind, same day",
    "same kind, same town, same weeks",
    "same kind, same party, same weeks",
    "told as a plan",
    "both at the top",
    "one at the top",
)

TOP = 500
"""Characters from the beginning of a text in which a report mostly tells what it is about."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weights of the features."""

    values: tuple[float, ...]

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> Weighing:
        """The shipped weights."""
        text = (files("accordingto.reconcile") / "data/pair_weights.yaml").read_text(encoding="utf-8")
        table = yaml.safe_load(text)
        return Weighing(tuple(float(table[name]) for name in FEATURES))

    def chance(self, features: tuple[float, ...]) -> float:
        """The chance, 0 to 1, that the two acts tell one happening."""
        total = sum(w * f for w, f in zip(self.values, features, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def compare(one: Facts, other: Facts, alike: float, one_report: bool, same_weeks: bool = False) -> tuple[float, ...]:
    """The features of a pair, in the order of `FEATURES`.

    alike: of the two reports; one_report: both are one; same_weeks: they are dated and came out in the same weeks.
    """
    a, b = one.act, other.act
    words = float(bool(one.trigger & other.trigger))
    sense = float(not words and bool(one.senses & other.senses))
    family = float(not words and not sense and bool(one.families & other.families))
    near = cosine(one.sentence, other.sentence)
    targets, initiators = _share(one.targets, other.targets), _share(one.initiators, other.initiators)
    names = (
        len(one.names & other.names) / math.sqrt(len(one.names) * len(other.names)) if one.names and other.names else 0
    )
    time, count = _time(one, other), _count(a.count, b.count)
    crossed = (_share(one.targets, other.initiators), _share(one.initiators, other.targets))
    plans = {a.status, b.status} & {"planned", "hypothetical"}
    day = time == 1 and _of_a_day(one) and _of_a_day(other)
    party = max(targets or 0.0, initiators or 0.0) >= 0.5
    town = same_place(one.place, other.place) == 1
    top = (a.trigger.start < TOP) + (b.trigger.start < TOP)
    return (
        1.0,
        words,
        sense,
        family,
        float(a.type == b.type),
        float(a.mode is not None and a.mode == b.mode and a.type == b.type),
        float(a.mode is not None and b.mode is not None and a.mode != b.mode),
        float(a.harm is not None and a.harm == b.harm),
        float(a.harm is not None and b.harm is not None and a.harm != b.harm),
        float(a.stage is not None and b.stage is not None and a.stage != b.stage),
        alike,
        near,
        math.sqrt(alike * near),
        alike * words,
        alike * sense,
        alike * family,
        float(targets is not None and targets >= 0.5),
        targets if targets is not None and targets < 0.5 else 0.0,
        float(targets == 0.0),
        float(initiators is not None and initiators >= 0.5),
        initiators if initiators is not None and initiators < 0.5 else 0.0,
        float(initiators == 0.0),
        names,
        float(bool(one.names and other.names) and not names),
        float(bool(one.numbers & other.numbers)),
        float(town),
        float(time == 1),
        float(time == -1),
        float(count == 1),
        float(count == -1 and not (same_weeks and day)),  # sides count differently
        max([c for c in crossed if c is not None], default=0.0),
        float(one_report),
        float(same_weeks and _same_person(one, other)),
        float(same_weeks),
        float(same_weeks and day),
        float(same_weeks and town),
        float(same_weeks and party),
        float(bool(plans) and a.status != b.status),
        float(top == 2),
        float(top == 1),
    )


def clash(one: Facts, other: Facts) -> str:
    """Why two acts cannot be one happening, in words; empty where they can."""
    if _days_apart(one, other) > NEAR_DAYS:
        return "told of different days"
    if one.place and other.place and same_place(one.place, other.place) == -1 and not _near_by_name(one, other):
        return f"{one.place.name} is not {other.place.name}"
    if other_people(one.targets, other.targets):
        return "done to different people"
    if other_people(one.initiators, other.initiators):
        return "done by different people"
    return ""


def alike(one: Laid, other: Laid) -> float:
    """How far two reports tell of the same things, 0 to 1."""
    return cosine(one.about, other.about)


def _share(one: tuple[Party, ...], other: tuple[Party, ...]) -> float | None:
    """Words of the roles in common, of the smaller side; None where a side is empty."""
    first = frozenset().union(*(p.words for p in one))
    second = frozenset().union(*(p.words for p in other))
    if not first or not second:
        return None
    return len(first & second) / min(len(first), len(second))


def other_people(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    """Whether both sides are named persons and no name fits any of the other side."""
    if not one or not other or not all(p.person for p in (*one, *other)):
        return False
    return not any(a.words & b.words for a in one for b in other)


def _same_person(one: Facts, other: Facts) -> bool:
    """Whether it was done to one named person, by first name and last."""
    names = {p.name for p in one.targets if p.person and len(p.name) > 1}
    return any(p.person and p.name in names for p in other.targets)


def _time(one: Facts, other: Facts) -> int:
    """1: both precise and they meet; -1: they are apart; 0: cannot be told."""
    if one.days is None or other.days is None:
        return 0
    if _days_apart(one, other):
        return -1
    return int(all(last - first <= PRECISE_DAYS for first, last in (one.days, other.days)))


def _of_a_day(fact: Facts) -> bool:
    return fact.days is not None and fact.days[1] - fact.days[0] <= NEAR_DAYS


def _days_apart(one: Facts, other: Facts) -> int:
    """Days between the two intervals, 0 where they meet or one is not told."""
    if one.days is None or other.days is None:
        return 0
    (a, b), (c, d) = one.days, other.days
    return max(0, c - b, a - d)


def same_place(one: Place | None, other: Place | None) -> int:
    """1: the same, or near by; -1: apart; 0: cannot be told, as where one may lie inside the other."""
    if one is None or other is None:
        return 0
    if one.name == other.name:
        return int(one.precision != "country")
    if one.country and other.country and one.country != other.country:
        return -1
    if {"country", "region"} & {one.precision, other.precision}:
        return 0
    return -1 if kilometres(one, other) > FAR_KILOMETRES else 1


def _near_by_name(one: Facts, other: Facts) -> bool:
    """Whether the place of one stands beside the other too: it may be the wrong one of two names that was taken."""
    return any(
        a.place is not None and frozenset(terms(a.place.exact)) <= b.names for a, b in ((one, other), (other, one))
    )


def kilometres(one: Place, other: Place) -> float:
    """Great-circle distance; 0 where a place has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    p, q = math.radians(one.lat), math.radians(other.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def _count(one: Count | None, other: Count | None) -> int:
    """1: the same number; -1: different ones; 0: at most one is told."""
    if one is None or other is None:
        return 0
    return 1 if (one.min, one.max) == (other.min, other.max) else -1
