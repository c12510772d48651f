"""Copies a whole casebook into an empty one, also of the other database; journal and seals hold there as before."""

from __future__ import annotations

import hashlib

from sqlalchemy import delete, func, select

from accordingto.casebook import index, journal, rows, schema
from accordingto.casebook.engine import insert_many
from accordingto.casebook.reader import HIDDEN
from accordingto.casebook.store import Casebook
from accordingto.casebook.writing import indexed
from accordingto.errors import CasebookError, UsageError

PORTION = 500
"""Rows written together."""


def transfer(source: Casebook, target: Casebook) -> Casebook:
    """Fills an empty casebook with everything of another, and gives it as it is then: with the other's id and journal.

    Protected names move only between casebooks whose keys seal alike, so neither may be encrypted; copy the folder of
    an encrypted one instead. Raises `UsageError` where the target is not empty, `CasebookError` where bytes are gone.
    """
    if source.keys.database or target.keys.database:
        raise UsageError("an encrypted casebook is moved by copying its folder")
    with source.reading() as old, target.writing() as transaction:
        new = transaction.connection
        if new.execute(select(func.count()).select_from(schema.report)).scalar_one():
            raise UsageError("the casebook to copy into is not empty")
        for table in schema.metadata.sorted_tables:
            new.execute(delete(table))
        for table in schema.metadata.sorted_tables:
            if table is not schema.capture_content:
                result = old.execute(select(table).execution_options(yield_per=PORTION))
                for part in result.partitions(PORTION):
                    insert_many(new, table, [dict(row._mapping) for row in part])
        for row in old.execute(select(schema.capture).where(~schema.capture.c.destroyed)).all():
            data = source.bytes_of(old, row.sha256, row.key)
            if data is None or hashlib.sha256(data).hexdigest() != row.sha256:
                raise CasebookError(f"capture {row.id} is missing or changed; run verify before copying")
            target.captures.put(new, {row.sha256: data})
        r, p = schema.record, schema.report
        shown = p.c.consent.is_(None) | p.c.consent.not_in(HIDDEN)
        ids = list(new.execute(select(r.c.id).join(p).where(r.c.current, shown).order_by(r.c.id)).scalars())
        for start in range(0, len(ids), rows.IN_ONE_QUERY):
            index.add(new, indexed(new, ids[start : start + rows.IN_ONE_QUERY]))
        assert journal.head(new) == journal.head(old)
        row = new.execute(select(schema.casebook)).one()
    return Casebook(target.engine, target.captures, target.keys, target.person, row.id, row.secret)
