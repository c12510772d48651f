"""What people decide (reviews, translations, copies): a row and an entry of the journal each, undone by another."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import Connection, Table, func, select, update

from accordingto.casebook import schema
from accordingto.casebook.journal import canonical
from accordingto.casebook.protection import Person, Protection
from accordingto.casebook.redaction import Edits
from accordingto.casebook.reviews import spans
from accordingto.casebook.store import Transaction
from accordingto.errors import UsageError

JOURNALLED = (
    schema.review, schema.translation, schema.copied_from, schema.assignment, schema.event_decision,
    schema.actor_decision, schema.carried,
)  # fmt: skip
"""Tables whose every row has an entry in the journal with its digest, under "<table> <id>"."""

_FREE = (
    (schema.review, "value"),
    (schema.review, "why"),
    (schema.translation, "body"),
    (schema.run, "program"),
    (schema.run, "settings"),
    (schema.term, "codebook"),
    (schema.term, "code"),
    (schema.term, "label"),
    (schema.event_decision, "why"),
    (schema.actor_decision, "why"),
    (schema.watch, "name"),
    (schema.watch, "query"),
)
"""Columns in which people write what they will, names too."""


def append(transaction: Transaction, table: Table, **values: Any) -> int:
    """Adds a row to one of these tables, and its entry to the journal; gives its number."""
    last = transaction.connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
    row = {"id": int(last) + 1, **values}
    transaction.connection.execute(table.insert(), row)
    transaction.note(table.name, f"{table.name} {row['id']}", digest=row_digest(row))
    return int(row["id"])


def row_digest(row: dict[str, Any]) -> str:
    """The SHA-256 of a row's canonical JSON."""
    return hashlib.sha256(canonical(row).encode()).hexdigest()


def newest(connection: Connection, report: int) -> int:
    """The newest reading of a report. Raises `UsageError` where there is none."""
    r = schema.record
    id = connection.execute(select(r.c.id).where(r.c.report_id == report, r.c.current)).scalar()
    if id is None:
        raise UsageError(f"no report {report}")
    return int(id)


def move_places(transaction: Transaction, record_id: int, back: Edits, forth: Edits) -> None:
    """Moves what people said of places in a record's text, after its covered text was made anew."""
    r, v, t = schema.record, schema.review, schema.translation
    query = select(v).where(v.c.record_id == record_id, v.c.value.is_not(None))
    for row in transaction.connection.execute(query).all():
        value = json.loads(row.value)
        for span in spans(value):
            span["start"], span["end"] = forth.span(*back.span(span["start"], span["end"]))
        _rewrite(transaction, v, row, value=canonical(value))
    report = select(r.c.report_id).where(r.c.id == record_id, r.c.current).scalar_subquery()
    for row in transaction.connection.execute(select(t).where(t.c.report_id == report)).all():
        parts = [[*forth.span(*back.span(*part[:2])), *part[2:]] for part in json.loads(row.aligned)]
        _rewrite(transaction, t, row, aligned=canonical(parts))
    for table in (schema.event_decision, schema.actor_decision):
        for side in ("", "other_"):
            query = select(table).where(table.c[f"{side}report_id"] == report)
            for row in transaction.connection.execute(query).all():
                old = (getattr(row, f"{side}place_start"), getattr(row, f"{side}place_end"))
                start, end = forth.span(*back.span(*old))
                _rewrite(transaction, table, row, **{f"{side}place_start": start, f"{side}place_end": end})


def cover_notes(transaction: Transaction, protection: Protection, person: Person) -> None:
    """Takes a person's name out of all that people wrote themselves, and publications that nothing names any more."""
    connection, finder = transaction.connection, person.finder()
    for table, column in _FREE:
        for row in connection.execute(select(table)).all():
            told = getattr(row, column)
            if told and finder.known(told):
                covered = protection.edits_in(told)
                moved = {}
                if table is schema.translation:
                    parts = [[*part[:2], *covered.span(*part[2:])] for part in json.loads(row.aligned)]
                    moved["aligned"] = canonical(parts)
                _rewrite(transaction, table, row, **{column: covered.text}, **moved)
    p = schema.publication
    used = select(schema.record.c.publication_id).where(schema.record.c.publication_id.is_not(None))
    connection.execute(p.delete().where(p.c.id.not_in(used)))


def _rewrite(transaction: Transaction, table: Table, row: Any, **values: Any) -> None:
    """Changes a row where its values differ; the journal gets its new digest, if it had the old one."""
    new = {**row._mapping, **values}
    if new == dict(row._mapping):
        return
    transaction.connection.execute(update(table).where(table.c.id == row.id).values(**values))
    if table in JOURNALLED:
        transaction.note("redaction", f"{table.name} {row.id}", digest=row_digest(new))
