"""Keeps what is concluded from many reports: events with their positions and numbers, parties, and the keys to both.

All of it but people's decisions is made again from the records at any time. What rests on a record is forgotten as soon
as that record changes (read again, covered, withdrawn, destroyed), and made again when the casebook is next reconciled.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, or_, select

from accordingto.casebook import schema
from accordingto.casebook.engine import insert_many
from accordingto.casebook.rows import IN_ONE_QUERY, load
from accordingto.types import Record

ActKey = tuple[int, int]
"""One act: its record's number and its place in the record."""

Open = Connection
"""An open transaction of a casebook, as the functions here take it."""

Row = dict[str, Any]

CURRENT = schema.record.c.current & or_(
    schema.report.c.consent.is_(None), schema.report.c.consent.not_in(("refused", "withdrawn"))
)


def pending(connection: Connection) -> list[int]:
    """Records that no event knows of yet, in order."""
    r, p, done = schema.record, schema.report, schema.reconciled
    query = select(r.c.id).join(p, r.c.report_id == p.c.id).where(CURRENT, r.c.id.not_in(select(done.c.record_id)))
    return list(connection.execute(query.order_by(r.c.id)).scalars())


def records(connection: Connection, ids: list[int]) -> dict[int, Record]:
    """These records as they stand in the tables: what is concluded from them stays in the casebook."""
    return load(connection, ids)


def origins(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[str, int]]:
    """What makes each record's report that report whatever its number, and the number."""
    r, p = schema.record, schema.report
    found: dict[int, tuple[str, int]] = {}
    for some in parts(ids):
        query = select(r.c.id, p.c.origin, p.c.id).join(p, r.c.report_id == p.c.id).where(r.c.id.in_(some))
        found |= {row[0]: (row[1], row[2]) for row in connection.execute(query)}
    return found


def forget(connection: Connection, ids: Collection[int]) -> None:
    """Takes away whatever rests on these records; the other records of the same events wait to be reconciled anew.

    So do those whose actors people have decided to be somebody who stands in these: his name may be what they call him.
    """
    from accordingto.casebook import crowding, identities

    if not ids:
        return
    ids = identities.with_decided(connection, ids)
    ea = schema.event_act
    events: set[int] = set()
    for some in parts(ids):
        events |= set(connection.execute(select(ea.c.event_id).where(ea.c.record_id.in_(some)).distinct()).scalars())
        for table in (schema.position, schema.told):
            query = select(table.c.event_id).where(table.c.record_id.in_(some)).distinct()
            events |= set(connection.execute(query).scalars())
    for id in ids:  # a record may stand among the further tellings alone
        query = select(schema.position.c.event_id).where(schema.position.c.also.contains(f"[{id},"))
        events |= set(connection.execute(query).scalars())
    others: set[int] = set(ids)
    for some in parts(events):
        query = select(ea.c.record_id).where(ea.c.event_id.in_(some)).distinct()
        others |= set(connection.execute(query).scalars())
    drop_events(connection, events)
    crowded = crowding.crowded(connection, crowding.pairing_keys(connection, others))
    for some in parts(others):
        for table in (schema.reconciled, schema.happening_key, schema.act_link):
            _delete(connection, table, "record_id", some)
        _delete(connection, schema.act_link, "other_record_id", some)
    crowding.note(connection, crowded)
    identities.drop(connection, others)


def drop_events(connection: Connection, ids: Iterable[int]) -> None:
    """Takes these events away, with all that hangs on them."""
    for some in parts(ids):
        for table in (schema.position, schema.told, schema.event_act):
            _delete(connection, table, "event_id", some)
        _delete(connection, schema.event, "id", some)


def add_events(connection: Connection, events: Iterable[Mapping[str, Any]]) -> int:
    """Writes events, each a row of `event` with its lists "acts", "positions" and "told"; gives how many."""
    parts = {"positions": schema.position, "told": schema.told}
    number = connection.execute(select(func.coalesce(func.max(schema.event.c.id), 0))).scalar_one()
    tables: dict[Table, list[Row]] = {t: [] for t in (schema.event, schema.event_act, *parts.values())}
    for event in events:
        number += 1
        own = {k: v for k, v in event.items() if k != "acts" and k not in parts}
        tables[schema.event].append({"id": number, **own})
        tables[schema.event_act] += [{"event_id": number, "record_id": r, "act": n} for r, n in event["acts"]]
        for name, table in parts.items():
            tables[table] += [{"event_id": number, "n": n, **row} for n, row in enumerate(event[name])]
    for table, rows in tables.items():
        if rows:
            insert_many(connection, table, rows)
    return len(tables[schema.event])


def events_of(connection: Connection, ids: Iterable[int]) -> dict[ActKey, int]:
    """The acts of these records, each with its event."""
    ea = schema.event_act
    found: dict[ActKey, int] = {}
    for some in parts(ids):
        for row in connection.execute(select(ea).where(ea.c.record_id.in_(some))):
            found[row.record_id, row.act] = row.event_id
    return found


def keys_of_events(connection: Connection, events: Iterable[int]) -> dict[int, str]:
    """What stands for each of these events whatever its number."""
    e = schema.event
    found: dict[int, str] = {}
    for some in parts(events):
        found |= {row[0]: row[1] for row in connection.execute(select(e.c.id, e.c.key).where(e.c.id.in_(some)))}
    return found


def acts_of(connection: Connection, events: Iterable[int]) -> dict[int, list[ActKey]]:
    """The acts of each of these events."""
    ea = schema.event_act
    found: dict[int, list[ActKey]] = defaultdict(list)
    for some in parts(events):
        query = select(ea).where(ea.c.event_id.in_(some)).order_by(ea.c.record_id, ea.c.act)
        for row in connection.execute(query):
            found[row.event_id].append((row.record_id, row.act))
    return found


def add_keys(connection: Connection, keys: Iterable[tuple[str, int, int]], ids: Iterable[int]) -> None:
    """Writes the (key, record, n) by which acts and actors are found, and that these records are reconciled."""
    if rows := [{"key": k, "record_id": r, "n": n} for k, r, n in keys]:
        insert_many(connection, schema.happening_key, rows)
    if done := [{"record_id": r} for r in ids]:
        insert_many(connection, schema.reconciled, done)


def members(connection: Connection, keys: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """All (record, n) that each of these keys leads to, in order."""
    k = schema.happening_key
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for some in parts(keys):
        for row in connection.execute(select(k).where(k.c.key.in_(some)).order_by(k.c.key, k.c.record_id, k.c.n)):
            found[row.key].append((row.record_id, row.n))
    return found


def add_links(connection: Connection, links: Mapping[tuple[ActKey, ActKey], float]) -> None:
    """Writes pairs of acts that may be one happening, with the chance."""
    if rows := [{"record_id": a[0], "act": a[1], "other_record_id": b[0], "other_act": b[1], "chance": p}
                for (a, b), p in links.items()]:  # fmt: skip
        insert_many(connection, schema.act_link, rows)


def links_of(connection: Connection, ids: Iterable[int]) -> dict[tuple[ActKey, ActKey], float]:
    """The links of all acts of these records."""
    table = schema.act_link
    found: dict[tuple[ActKey, ActKey], float] = {}
    for some in parts(ids):
        query = select(table).where(or_(table.c.record_id.in_(some), table.c.other_record_id.in_(some)))
        for row in connection.execute(query):
            found[(row.record_id, row.act), (row.other_record_id, row.other_act)] = row.chance
    return found


def drop_links(connection: Connection, pairs: Iterable[tuple[ActKey, ActKey]]) -> None:
    """Takes these links away."""
    table = schema.act_link
    for a, b in pairs:
        connection.execute(table.delete().where(
            table.c.record_id == a[0], table.c.act == a[1], table.c.other_record_id == b[0], table.c.other_act == b[1],
        ))  # fmt: skip


def keys_of(connection: Connection, ids: Iterable[int], prefix: str) -> dict[int, list[str]]:
    """The keys of these records that begin with a word ("topic", "speaks"), in order."""
    k = schema.happening_key
    found: dict[int, list[str]] = defaultdict(list)
    for some in parts(ids):
        query = select(k.c.record_id, k.c.key).where(k.c.record_id.in_(some), k.c.key.startswith(f"{prefix} "))
        for row in connection.execute(query.order_by(k.c.record_id, k.c.key)):
            found[row.record_id].append(row.key)
    return found


def confidences(connection: Connection, events: Iterable[int]) -> dict[int, float]:
    """How sure it is that the acts of each of these events are one happening."""
    e, found = schema.event, dict[int, float]()
    for some in parts(events):
        found |= {row[0]: row[1] for row in connection.execute(select(e.c.id, e.c.confidence).where(e.c.id.in_(some)))}
    return found


def tellings(connection: Connection, events: Iterable[int]) -> dict[int, list[tuple[int, str | None]]]:
    """Record and statement of all tellings of the positions on each of these events."""
    p = schema.position
    found: dict[int, list[tuple[int, str | None]]] = defaultdict(list)
    for some in parts(events):
        query = select(p.c.event_id, p.c.record_id, p.c.statement, p.c.also).where(p.c.event_id.in_(some))
        for row in connection.execute(query):
            found[row.event_id] += [(row.record_id, row.statement), *also(row.also)]
    return found


def current(connection: Connection, numbers: Iterable[int]) -> dict[int, int]:
    """The newest record of each of these reports that may be seen, by report number."""
    r, p = schema.record, schema.report
    found: dict[int, int] = {}
    for some in parts(numbers):
        query = select(r.c.report_id, r.c.id).join(p, r.c.report_id == p.c.id)
        found |= {row[0]: row[1] for row in connection.execute(query.where(CURRENT, r.c.report_id.in_(some)))}
    return found


def copies(connection: Connection, numbers: Iterable[int]) -> dict[int, int]:
    """Under which report each of these that is a copy counts."""
    from accordingto.casebook.sources import sources

    found: dict[int, int] = {}
    for some in parts(numbers):
        found |= sources(connection, some)
    return found


def event_rows(connection: Connection, since: str | None = None, key: str | None = None) -> Iterator[Row]:
    """The events by day and key, each with "acts", "positions" and "told" as they were written.

    since: those that may have happened on or after this day. key: the one with this key.
    """
    e = schema.event
    query = select(e).order_by(func.coalesce(e.c.earliest, e.c.latest, "9"), e.c.key)
    if since is not None:
        query = query.where(e.c.latest >= since)
    if key is not None:
        query = query.where(e.c.key == key)
    found = [dict(row._mapping) for row in connection.execute(query)]
    for start in range(0, len(found), IN_ONE_QUERY):
        some = found[start : start + IN_ONE_QUERY]
        ids = [row["id"] for row in some]
        acts = acts_of(connection, ids)
        hanging = {name: _hanging(connection, table, ids)
                   for name, table in (("positions", schema.position), ("told", schema.told))}  # fmt: skip
        for row in some:
            yield {**row, "acts": acts[row["id"]], **{name: rows[row["id"]] for name, rows in hanging.items()}}


def _hanging(connection: Connection, table: Table, ids: Sequence[int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    query = select(table).where(table.c.event_id.in_(ids)).order_by(table.c.event_id, table.c.n)
    for row in connection.execute(query):
        found[row.event_id].append(dict(row._mapping))
    return found


def numbers(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """The report number of each of these records that is the newest of its report and may be seen."""
    r, p = schema.record, schema.report
    found: dict[int, int] = {}
    for some in parts(ids):
        query = select(r.c.id, r.c.report_id).join(p, r.c.report_id == p.c.id)
        found |= {row[0]: row[1] for row in connection.execute(query.where(CURRENT, r.c.id.in_(some)))}
    return found


def also(value: str | None) -> list[tuple[int, str | None]]:
    """The further tellings of a position: record and statement."""
    return [(int(record), statement) for record, statement in json.loads(value)] if value else []


def parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The values in order, each once, as many at a time as one query takes."""
    listed = sorted(set(values))
    for start in range(0, len(listed), IN_ONE_QUERY):
        yield listed[start : start + IN_ONE_QUERY]


def _delete(connection: Connection, table: Table, column: str, values: Sequence[Any]) -> None:
    connection.execute(table.delete().where(table.c[column].in_(values)))
