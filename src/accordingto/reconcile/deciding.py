"""What people decide on the events of a casebook: kept over every re-run, and undone by deciding otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from accordingto.casebook import event_decisions, happenings
from accordingto.casebook.event_decisions import Place
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.errors import UsageError
from accordingto.reconcile import case
from accordingto.reconcile.casework import Done, reconcile_case
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
    event_decisions.decide(casebook, pairs, same, why)
    if not touched:
        return Done(0, 0)
    with casebook.writing() as transaction:
        records = happenings.current(transaction.connection, {number for number, _ in touched}).values()
        happenings.forget(transaction.connection, set(records))
    return reconcile_case(casebook)


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
