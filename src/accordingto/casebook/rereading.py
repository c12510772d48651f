"""Writes down, with a newer reading of a report, what becomes of all that people decided on the reading before.

Derived from the two readings and the decisions alone, in the transaction that writes the reading, and journalled with
it: there is no newer reading without it, and the same reading is never added twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from accordingto.casebook import rows, schema
from accordingto.casebook.assignments import reopen
from accordingto.casebook.carrying import reviews, standing, steps
from accordingto.casebook.happenings import parts
from accordingto.casebook.journal import canonical
from accordingto.casebook.judgments import append
from accordingto.casebook.matching import carry
from accordingto.casebook.reader import Held
from accordingto.casebook.store import Transaction


def carry_over(transaction: Transaction, reread: Mapping[int, int]) -> None:
    """Carries the shared review and every blind coding, each by itself. reread: the new record of each older one."""
    connection = transaction.connection
    for coding, older in _decided(connection, reread).items():
        back = steps(connection, older, coding)
        there = {*older, *(step.earlier for step in back.values())}
        held = _held(connection, [*there, *(reread[id] for id in older)])
        past = reviews(connection, there, coding)
        for id, reviewed in standing(held, past, back, sorted(older)).items():
            new = held[reread[id]]
            items = carry(reviewed, new.record)
            told = {carried.key for carried in items.values()}
            asked = {s.id for s in new.record.statements} | {a.id for a in new.record.acts}
            whole = asked <= told and not any(carried.look for carried in items.values())
            lines = [[old, c.key, c.state, list(c.look)] for old, c in items.items()]
            append(transaction, schema.carried, record_id=new.record_id, earlier_id=id, coding=coding,
                   items=canonical(lines), whole=whole, finished=whole and bool(reviewed.finished))  # fmt: skip
            if not whole:
                reopen(transaction, new.number, coding)


def _decided(connection: Connection, ids: Collection[int]) -> dict[str | None, set[int]]:
    """Of these records those on which, or before which, somebody decided anything, by coding."""
    found: dict[str | None, set[int]] = defaultdict(set)
    for table in (schema.review, schema.carried):
        for some in parts(ids):
            query = select(table.c.coding, table.c.record_id).where(table.c.record_id.in_(some)).distinct()
            for row in connection.execute(query):
                found[row.coding].add(row.record_id)
    return dict(sorted(found.items(), key=lambda pair: pair[0] or ""))


def _held(connection: Connection, ids: Collection[int]) -> dict[int, Held]:
    """The records as the tables have them, names covered."""
    r, loaded = schema.record, rows.load(connection, sorted(ids))
    found = {}
    for some in parts(ids):
        for row in connection.execute(select(r.c.id, r.c.report_id, r.c.run_id).where(r.c.id.in_(some))):
            found[row.id] = Held(row.report_id, row.id, row.run_id, loaded[row.id], None, None)
    return found
