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
from accordingto.casebook.store import Casebook, Transaction
from accordingto.errors import UsageError

JOURNALLED = (schema.review, schema.translation, schema.copied_from, schema.assignment)
"""Tables whose every row has an entry in the journal with its digest, under "<table> <id>"."""

_FREE = (
    (schema.review, "value"),
    (schema.review, "why"),
    (schema.translation, "body"),
    (schema.run, "program"),
    (schema.run, "settings"),
    (schema.term, "label"),
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


Parts = list[tuple[int, int, int, int]]
"""(start, end) in the report's text and (start, end) in the translation, of parts that belong together."""


def translate(casebook: Casebook, report: int, language: str, body: str, aligned: Parts) -> int:
    """Attaches a translation to a report; gives its number. Raises `UsageError` where a part lies outside."""
    with casebook.writing() as transaction:
        connection = transaction.connection
        record_id = newest(connection, report)
        length = connection.execute(
            select(func.length(schema.text.c.body)).where(schema.text.c.record_id == record_id)
        ).scalar_one()
        for start, end, there, until in aligned:
            if not (0 <= start <= end <= length and 0 <= there <= until <= len(body)):
                raise UsageError("a part of the alignment lies outside the text or the translation")
        covered = Protection.load(casebook, connection).cover_text(body)
        if covered != body:
            aligned = []  # places in the translation have moved
        return append(transaction, schema.translation, report_id=report, language=language[:35], body=covered,
                      aligned=canonical([list(part) for part in aligned]))  # fmt: skip


def newest(connection: Connection, report: int) -> int:
    """The newest reading of a report. Raises `UsageError` where there is none."""
    r = schema.record
    id = connection.execute(select(r.c.id).where(r.c.report_id == report, r.c.current)).scalar()
    if id is None:
        raise UsageError(f"no report {report}")
    return int(id)


def move_reviews(transaction: Transaction, record_id: int, back: Edits, forth: Edits) -> None:
    """Moves the passages of a record's reviews to where they lie after its covered text was made anew."""
    v = schema.review
    query = select(v).where(v.c.record_id == record_id, v.c.value.is_not(None))
    for row in transaction.connection.execute(query).all():
        value = json.loads(row.value)
        for span in spans(value):
            span["start"], span["end"] = forth.span(*back.span(span["start"], span["end"]))
        if (told := canonical(value)) != row.value:
            transaction.connection.execute(update(v).where(v.c.id == row.id).values(value=told))
            digest = row_digest({**row._mapping, "value": told})
            transaction.note("redaction", f"review {row.id}", digest=digest)


def cover_notes(transaction: Transaction, protection: Protection, person: Person) -> None:
    """Takes a person's name out of all that people wrote themselves, and publications that nothing names any more."""
    connection, finder = transaction.connection, person.finder()
    for table, column in _FREE:
        for row in connection.execute(select(table)).all():
            told = getattr(row, column)
            if told and finder.known(told):
                values = {**row._mapping, column: protection.cover_text(told)}
                connection.execute(update(table).where(table.c.id == row.id).values({column: values[column]}))
                if table in JOURNALLED:
                    transaction.note("redaction", f"{table.name} {row.id}", digest=row_digest(values))
    p = schema.publication
    used = select(schema.record.c.publication_id).where(schema.record.c.publication_id.is_not(None))
    connection.execute(p.delete().where(p.c.id.not_in(used)))
