"""Copies a whole casebook into an empty one, also of the other database; journal and seals hold there as before."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select

from accordingto.casebook import access, index, journal, rows, schema
from accordingto.casebook.engine import insert_many
from accordingto.casebook.reader import HIDDEN
from accordingto.casebook.standing import indexed
from accordingto.casebook.store import Casebook
from accordingto.errors import CasebookError, UsageError

PORTION = 500
"""Rows written together."""


def transfer(source: Casebook, target: Casebook) -> Casebook:
    """Fills an empty casebook with everything of another, and gives it as it is then: with the other's id and journal.

    Either may be encrypted: what lay under one's keys lies under the other's. Out of an encrypted casebook only who may
    see protected names copies, with both passphrases, and its journal says so. Raises `UsageError` where the target is
    not empty or the person may not, `CasebookError` where bytes are gone or a passphrase is missing.
    """
    with target.reading() as connection:
        if connection.execute(select(func.count()).select_from(schema.report)).scalar_one():
            raise UsageError("the casebook to copy into is not empty")
    if source.keys.database:
        with source.writing() as transaction:
            access.need_names(source, transaction.connection)
            transaction.note("copy", f"casebook {source.id}", encrypted=target.keys.database is not None)
    with source.reading() as old, target.writing() as writing:
        new = writing.connection
        move = _Move(source, target, old, new)
        for table in reversed(schema.metadata.sorted_tables):
            new.execute(delete(table))
        for table in schema.metadata.sorted_tables:
            if table is not schema.capture_content:
                move.rows(table)
        _index(new)
        assert journal.head(new) == journal.head(old)
        row = new.execute(select(schema.casebook)).one()
    target.captures.settle()
    return Casebook(target.engine, target.captures, target.keys, target.person, row.id, row.secret)


class _Move:
    """Rows and captures on their way from one casebook to another, with what lies under keys put under others."""

    def __init__(self, source: Casebook, target: Casebook, old: Connection, new: Connection) -> None:
        self.source = source
        self.target = target
        self.old = old
        self.new = new
        r, p = schema.record, schema.report
        named = select(p.c.capture_id).join(r, r.c.report_id == p.c.id).join(schema.sealed)
        self.named = set(old.execute(named).scalars())

    def rows(self, table: Table) -> None:
        """Copies a table."""
        result = self.old.execute(select(table).execution_options(yield_per=PORTION))
        for part in result.partitions(PORTION):
            insert_many(self.new, table, [self._row(table, dict(row._mapping)) for row in part])

    def _row(self, table: Table, row: dict[str, Any]) -> dict[str, Any]:
        if table is schema.capture and not row["destroyed"]:
            return {**row, "key": self._capture(row)}
        sealed = {schema.protected: "names", schema.sealed: "original"}.get(table)
        return {**row, sealed: self.target.keys.seal(self.source.keys.unseal(row[sealed]))} if sealed else row

    def _capture(self, row: dict[str, Any]) -> bytes | None:
        """Copies a capture's bytes; gives the key under which they lie now."""
        sha256 = row["sha256"]
        data = self.source.bytes_of(self.old, sha256, row["key"])
        if data is None or hashlib.sha256(data).hexdigest() != sha256:
            raise CasebookError(f"capture {row['id']} is missing or changed; run verify before copying")
        content, key = self.target.keys.wrap_content(sha256, data)
        self.target.captures.put(self.new, {sha256: content})
        return self.target.keys.protect_content(sha256, key) if row["id"] in self.named else key


def _index(connection: Connection) -> None:
    """Fills the search index with all that may leave the casebook."""
    r, p = schema.record, schema.report
    shown = p.c.consent.is_(None) | p.c.consent.not_in(HIDDEN)
    ids = list(connection.execute(select(r.c.id).join(p).where(r.c.current, shown).order_by(r.c.id)).scalars())
    for start in range(0, len(ids), rows.IN_ONE_QUERY):
        index.add(connection, indexed(connection, ids[start : start + rows.IN_ONE_QUERY]))
