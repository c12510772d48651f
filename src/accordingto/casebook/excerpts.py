"""Loads of a record only what a hit shows: the item, who tells and who denies it, the parties, the place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select, tuple_

from accordingto.casebook import rows, schema
from accordingto.casebook.rows import unpack
from accordingto.casebook.search import Found
from accordingto.types import Record

Keys = set[tuple[int, Any]]
"""Record and number, or record and id."""


def load(connection: Connection, found: Sequence[Found]) -> dict[int, Record]:
    """The records of these hits, each with its text and no more items than its hits need."""
    loaded: dict[int, Record] = {}
    by_record = sorted(found, key=lambda f: f.record_id)
    for first in range(0, len(by_record), rows.IN_ONE_QUERY):
        loaded |= _load(connection, by_record[first : first + rows.IN_ONE_QUERY])
    return loaded


def _load(connection: Connection, found: Sequence[Found]) -> dict[int, Record]:
    def some(table: Table, column: str, keys: Keys) -> list[Any]:
        if not keys:
            return []
        records = table.c.record_id.in_(sorted({record for record, _ in keys}))  # the tables lie in this order
        query = select(table).where(records, tuple_(table.c.record_id, table.c[column]).in_(sorted(keys)))
        return list(connection.execute(query.order_by(table.c.record_id, table.c.n)))

    acts = some(schema.act, "n", {(f.record_id, f.n) for f in found if f.kind == "act"})
    said = some(schema.statement, "n", {(f.record_id, f.n) for f in found if f.kind == "statement"})
    said += some(schema.statement, "key", {(a.record_id, s) for a in acts for s in unpack(a.per) + unpack(a.denied_by)}
                 - {(s.record_id, s.key) for s in said})  # fmt: skip
    told = {(s.record_id, s.n) for s in said}
    roles = some(schema.act_role, "act", {(a.record_id, a.n) for a in acts})
    links = some(schema.source_link, "statement", told)
    speakers: Keys = {(s.record_id, s.speaker) for s in said if s.speaker}
    tables = {
        "act": acts,
        "statement": sorted(said, key=lambda s: (s.record_id, s.n)),
        "act_role": roles,
        "source_link": links,
        "statement_content": some(schema.statement_content, "statement", told),
        "actor": some(schema.actor, "key", speakers | _pointed(roles, "actor") | _pointed(links, "actor")),
        "time": some(schema.time, "key", _pointed(acts, "time")),
        "place": some(schema.place, "key", _pointed(acts, "place")),
    }
    return rows.assemble(connection, sorted({f.record_id for f in found}), tables)


def _pointed(some: Iterable[Any], column: str) -> Keys:
    return {(row.record_id, key) for row in some if (key := getattr(row, column))}
