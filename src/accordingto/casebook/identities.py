"""Keeps which actors of different reports are one: a row an actor, the same `who` for all that are one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from accordingto.casebook import happenings, schema
from accordingto.casebook.engine import insert_many
from accordingto.casebook.happenings import parts
from accordingto.errors import UsageError

T = schema.same_as

Key = tuple[int, str]
"""An actor: its record's number and its id there."""

PROTECTED = "protected "
"""With this begins the block of a protected person, known by a token alone."""

NEAR = ("person", "name")
"""Kinds of blocks in which who one is hangs on the others there."""


LAID = "decided"
"""With this begin the keys that say whom people's decisions concern; this alone stands at each record that has any."""


@dataclass(frozen=True, slots=True)
class Found:
    """Who an actor is, as the machine has it, with the confidence and the reasons in words."""

    part: str
    confidence: float
    reasons: tuple[str, ...] = ()


def add(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Writes actors, each a row of `same_as`."""
    insert_many(connection, T, rows)


def drop(connection: Connection, ids: Collection[int]) -> None:
    """Takes the actors of these records away; those who may now be somebody else are looked at anew next time."""
    for some in parts(ids):
        blocks = select(T.c.block).where(T.c.record_id.in_(some), T.c.block.is_not(None)).distinct()
        near = [b for b in connection.execute(blocks).scalars() if b.split(" ", 1)[0] in NEAR]
        for few in parts(near):
            connection.execute(update(T).where(T.c.block.in_(few)).values(part=None))
        connection.execute(T.delete().where(T.c.record_id.in_(some)))


def unsettled(connection: Connection) -> list[str]:
    """The blocks in which somebody is to be looked at anew, in order."""
    query = select(T.c.block).where(T.c.part.is_(None), T.c.block.is_not(None)).distinct()
    return sorted(connection.execute(query).scalars())


def rows(connection: Connection, *, blocks: Iterable[str] | None = None, records: Iterable[int] = ()) -> list[Row[Any]]:
    """The actors of these blocks, else of these records, in order."""
    column = T.c.record_id if blocks is None else T.c.block
    found: list[Row[Any]] = []
    for some in parts(records if blocks is None else blocks):
        found += connection.execute(select(T).where(column.in_(some)))
    return sorted(found, key=lambda row: (row.record_id, row.actor))


def bearers(connection: Connection, whos: Iterable[str]) -> list[Row[Any]]:
    """The actors that are one of these, with people's decisions."""
    return [row for some in parts(whos) for row in connection.execute(select(T).where(T.c.who.in_(some)))]


def sides(connection: Connection, blocks: Iterable[str]) -> dict[str, list[str]]:
    """The sides that there are in each of these blocks."""
    found: dict[str, list[str]] = defaultdict(list)
    for some in parts(blocks):
        query = select(T.c.block, T.c.side).where(T.c.block.in_(some)).distinct()
        for block, side in connection.execute(query.order_by(T.c.block, T.c.side)):
            found[block].append(side)
    return found


def settle_side(connection: Connection, block: str, side: str, found: Found) -> None:
    """Says who all of one side of a block are."""
    these = (T.c.block == block) & (T.c.side == side) & func.coalesce(T.c.part, "").op("<>")(found.part)
    connection.execute(update(T).where(these).values(**_told(found)))


def settle(connection: Connection, found: Mapping[Key, Found]) -> None:
    """Says who each of these actors is."""
    if found:
        this = (T.c.record_id == bindparam("r")) & (T.c.actor == bindparam("a"))
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("part", "who", "confidence", "reasons")}
        connection.execute(update(T).where(this).values(**values), [
            {"r": r, "a": a, **{f"new_{name}": value for name, value in _told(one).items()}}
            for (r, a), one in found.items()])  # fmt: skip


def _told(found: Found) -> dict[str, Any]:
    return {"part": found.part, "who": found.part, "confidence": found.confidence,
            "reasons": "\n".join(found.reasons) or None}  # fmt: skip


def as_found(connection: Connection) -> None:
    """Takes back what people's decisions had made of it; they are laid over it anew."""
    connection.execute(update(T).where(T.c.part.is_not(None), T.c.part != T.c.who).values(who=T.c.part))


def join(connection: Connection, part: str, who: str) -> None:
    """Lets all of a part be somebody, by people's decision."""
    connection.execute(update(T).where(T.c.part == part).values(who=who))


def let_be(connection: Connection, key: Key, who: str) -> None:
    """Lets one actor be somebody, by people's decision."""
    connection.execute(update(T).where(T.c.record_id == key[0], T.c.actor == key[1]).values(who=who))


def unsettle(connection: Connection, records: Iterable[int]) -> None:
    """Has all of like names with the actors of these records looked at anew next time."""
    blocks = {row.block for row in rows(connection, records=records) if row.block}
    for some in parts(b for b in blocks if b.split(" ", 1)[0] in NEAR):
        connection.execute(update(T).where(T.c.block.in_(some)).values(part=None))


def actors_at(connection: Connection, places: Iterable[tuple[int, int, int]]) -> dict[tuple[int, int, int], Key]:
    """The actor that is mentioned at each of these places (report, start, end), in the newest reading of the report."""
    wanted = set(places)
    ids, a = happenings.current(connection, {place[0] for place in wanted}), schema.actor
    mentions: dict[int, list[tuple[str, list[tuple[int, int]]]]] = defaultdict(list)
    for some in parts(ids.values()):
        query = select(a.c.record_id, a.c.key, a.c.mentions).where(a.c.record_id.in_(some))
        for row in connection.execute(query.order_by(a.c.record_id, a.c.n)):
            told = (m.split("+") for m in (row.mentions or "").split())
            mentions[row.record_id].append((row.key, [(int(start), int(start) + int(long)) for start, long in told]))
    found: dict[tuple[int, int, int], Key] = {}
    for place in wanted:
        here = mentions[ids[place[0]]] if place[0] in ids else []
        best = max(here, key=lambda actor: _shared(actor[1], place), default=None)
        if best is not None and _shared(best[1], place) > 0:
            found[place] = (ids[place[0]], best[0])
    return found


def _shared(mentions: list[tuple[int, int]], place: tuple[int, int, int]) -> float:
    """How far one of these mentions is this place: 1 for the very same, 0 for none that touches it."""
    _, start, end = place
    return max((max(0, min(end, e) - max(start, s)) / (max(end, e) - min(start, s)) for s, e in mentions), default=0)


def place_of(connection: Connection, key: Key, report: int) -> tuple[int, int, int]:
    """Where an actor is first mentioned in its report, as people's decisions name it. Raises `UsageError`."""
    a = schema.actor
    query = select(a.c.mentions).where(a.c.record_id == key[0], a.c.key == key[1])
    first = next(iter((connection.execute(query).scalar() or "").split()), None)
    if first is None:
        raise UsageError(
            f"actor {report}.{key[1][:40]} is mentioned nowhere in its report; nothing can be decided on it"
        )
    start, length = map(int, first.split("+"))
    return report, start, start + length


def may_join(connection: Connection, one: Key, other: Key) -> bool:
    """Whether people may put two together: never one who is protected with one who is not, or is somebody else.

    Raises `UsageError` where nothing is known of one of them.
    """
    there = [row for key in (one, other) for row in rows(connection, records=[key[0]]) if row.actor == key[1]]
    if len(there) < 2:
        raise UsageError("one of the two has no name, or its report is not reconciled yet: accordingto reconcile")
    told = [row.block for row in there if (row.block or "").startswith(PROTECTED)]
    return not told or (len(told) == 2 and told[0] == told[1])


def laid(connection: Connection) -> set[tuple[int, str]]:
    """Records and lines of the actors whom people's decisions concern, as `lay` wrote them."""
    ids = {record for record, _ in happenings.members(connection, [LAID]).get(LAID, ())}
    return {(record, key.removeprefix(f"{LAID} ")) for record, keys in happenings.keys_of(connection, ids, LAID).items()
            for key in keys}  # fmt: skip


def lay(connection: Connection, gone: Collection[tuple[int, str]], new: Collection[tuple[int, str]]) -> None:
    """Takes such lines away, and writes others."""
    k = schema.happening_key
    for record, line in gone:
        connection.execute(k.delete().where(k.c.record_id == record, k.c.key == f"{LAID} {line}"))
    marked = set(happenings.members(connection, [LAID]).get(LAID, ()))
    rows = {(record, -1) for record, _ in new} - marked
    happenings.add_keys(connection, [*((LAID, *row) for row in sorted(rows)),
                          *((f"{LAID} {line}", record, -1) for record, line in sorted(new))], ())  # fmt: skip


def with_decided(connection: Connection, ids: Collection[int]) -> set[int]:
    """These records, and those with an actor whom people have decided to be one with an actor of these."""
    who = [(record, json.loads(line)[1]) for record, line in laid(connection)]
    meant = {one for record, one in who if record in set(ids)}
    return {*ids, *(record for record, one in who if one in meant)}


def stands_in(connection: Connection, records: Iterable[int]) -> dict[tuple[int, int | str], set[int]]:
    """The events of these records: by (record, place of an act) and by (record, id of a statement).

    A statement counts where its record tells an act of the event too.
    """
    found: dict[tuple[int, int | str], set[int]] = defaultdict(set)
    ids = set(records)
    own: dict[int, set[int]] = defaultdict(set)
    for (record, act), event in happenings.events_of(connection, ids).items():
        found[record, act].add(event)
        own[record].add(event)
    for event, told in happenings.tellings(connection, {e for events in own.values() for e in events}).items():
        for record, statement in told:
            if statement is not None and event in own.get(record, ()):
                found[record, statement].add(event)
    return found
