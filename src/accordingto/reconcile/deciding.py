"""What people decide on events and actors of a casebook: kept over every re-run, and undone by deciding otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from accordingto.casebook import happenings, identities, pair_decisions
from accordingto.casebook.named import Standing
from accordingto.casebook.pair_decisions import ACTORS, ACTS, Place
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.errors import UsageError
from accordingto.reconcile import case
from accordingto.reconcile.actorwork import Linking
from accordingto.reconcile.casework import Done, reconcile_case
from accordingto.reconcile.retelling import Retelling
from accordingto.reconcile.types import Event

Acts = list[tuple[int, str]]
"""Acts by report number and key."""


def merge(casebook: Casebook, one: str, other: str, why: str) -> Done:
    """Says that two events (by id) are one happening."""
    reader = Reader(casebook)
    acts = _acts(case.event(reader, one)) + _acts(case.event(reader, other))
    first, *others = _places(reader, acts)
    return _decide(casebook, [(first, place) for place in others], True, why, acts)


def split(casebook: Casebook, id: str, some: Sequence[str], why: str) -> Done:
    """Says that some acts ("12.c3") of an event are another happening than the rest of it."""
    reader = Reader(casebook)
    every, apart = _acts(case.event(reader, id)), [_act(a) for a in some]
    if wrong := [a for a in apart if a not in every]:
        raise UsageError(f"act {wrong[0][0]}.{wrong[0][1]} is not of event {id}")
    if not (rest := [a for a in every if a not in apart]):
        raise UsageError(f"event {id}: name some of its acts, not all")
    parted, kept = _places(reader, apart), _places(reader, rest)
    _decide(casebook, [(parted[0], place) for place in parted[1:]], True, why, [])
    return _decide(casebook, [(a, b) for a in parted for b in kept], False, why, every)


def part(casebook: Casebook, one: str, other: str, why: str) -> Done:
    """Says that two events are not the same happening, so that nothing joins them later."""
    reader = Reader(casebook)
    acts, others = _acts(case.event(reader, one)), _acts(case.event(reader, other))
    if one == other:
        raise UsageError(f"event {one}: name two events; to part its acts: split-event")
    pairs = [(a, b) for a in _places(reader, acts) for b in _places(reader, others)]
    return _decide(casebook, pairs, False, why, acts + others)


def _decide(casebook: Casebook, pairs: Sequence[tuple[Place, Place]], same: bool, why: str, touched: Acts) -> Done:
    pair_decisions.decide(casebook, ACTS, pairs, same, why)
    if not touched:
        return Done(0, 0)
    with casebook.writing() as transaction:
        records = happenings.current(transaction.connection, {number for number, _ in touched}).values()
        happenings.forget(transaction.connection, set(records))
    return reconcile_case(casebook)


def same_actor(casebook: Casebook, one: str, other: str, why: str) -> int:
    """Says that two actors ("12.a3", or a name that one alone bears) are one; gives how many reports tell of it."""
    return _decide_actors(casebook, one, other, True, why)


def part_actors(casebook: Casebook, one: str, other: str, why: str) -> int:
    """Says that two actors are not one, whatever the names; gives how many reports tell of the first."""
    return _decide_actors(casebook, one, other, False, why)


def _decide_actors(casebook: Casebook, one: str, other: str, same: bool, why: str) -> int:
    reader = Reader(casebook)
    two = [_actor(reader, told) for told in (one, other)]
    if two[0] == two[1]:
        raise UsageError(f"{one[:80]} and {other[:80]} are one actor of one report; name two")
    with casebook.reading() as connection:
        ids = happenings.current(connection, {number for number, _ in two})
        keys = [(ids[number], actor) for number, actor in two]
        if same and not identities.may_join(connection, *keys):
            raise UsageError(
                f"{one[:80]}, {other[:80]}: a protected person is put together with nobody, for the pseudonym would "
                "tell who that is; protect the other name as a form of the same person: accordingto protect"
            )
        places = [identities.place_of(connection, key, number) for key, (number, _) in zip(keys, two, strict=True)]
    pair_decisions.decide(casebook, ACTORS, [(places[0], places[1])], same, why)
    with casebook.writing() as transaction:
        identities.unsettle(transaction.connection, {record for record, _ in keys})
        Linking(transaction.connection).run({}, {record for record, _ in keys})
        Retelling(transaction.connection).run()
    return len({s.report for s in _whose(reader, *two[0])})


def _actor(reader: Reader, told: str) -> tuple[int, str]:
    """The actor with this id, or the first of the only one who bears this name."""
    if match := re.fullmatch(r"([0-9]{1,9})\.(.{1,200})", told):
        number, key = int(match[1]), match[2]
        if not any(a.id == key for a in reader.report(number).record.actors):
            raise UsageError(f"report {number} has no actor {key[:40]!r}; accordingto actors lists them")
        return number, key
    found = reader.standings(told)
    if not found:
        raise UsageError(f"nobody of the name {told[:80]!r} stands in this casebook; accordingto actors lists who does")
    first: dict[str, Standing] = {}
    for s in found:
        first.setdefault(s.who, s)
    if len(first) > 1:
        ids = ", ".join(f"{s.report}.{s.actor}" for s in list(first.values())[:8])
        raise UsageError(f"{told[:80]!r} is the name of several: say which by an id, one of {ids}")
    return found[0].report, found[0].actor


def _whose(reader: Reader, number: int, actor: str) -> list[Standing]:
    record = reader.report(number).record
    told = next(a for a in record.actors if a.id == actor)
    every = reader.standings(told.name) if told.name else []
    who = {s.who for s in every if (s.report, s.actor) == (number, actor)}
    return [s for s in every if s.who in who]


def _acts(event: Event) -> Acts:
    return [(int(a.report), a.act) for a in event.acts]


def _act(id: str) -> tuple[int, str]:
    match = re.fullmatch(r"([0-9]{1,9})\.(.{1,200})", id)
    if not match:
        raise UsageError(f"no act {id[:40]!r}; give report and act, like 12.c3")
    return int(match[1]), match[2]


def _places(reader: Reader, acts: Iterable[tuple[int, str]]) -> list[Place]:
    """Where the triggers of acts stand in their reports."""
    found: list[Place] = []
    for number, key in acts:
        act = next((a for a in reader.report(number).record.acts if a.id == key), None)
        if act is None:
            raise UsageError(f"report {number} has no act {key[:40]!r}")
        found.append((number, act.trigger.start, act.trigger.end))
    return found
