"""Consent, and the destruction of what must no longer exist: hash, date, person and reason stay in the journal."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select, update

from accordingto.casebook import access, happenings, index, schema
from accordingto.casebook.protect import forget_traces
from accordingto.casebook.reader import HIDDEN
from accordingto.casebook.standing import indexed
from accordingto.casebook.store import Casebook
from accordingto.casebook.writing import clear
from accordingto.errors import UsageError

CONSENT = ("given", "limited", "refused", "withdrawn", "unknown")


def set_consent(casebook: Casebook, report: int, status: str, why: str) -> None:
    """Records whether people consent to the use of a report. Refused or withdrawn: it no longer leaves the casebook."""
    if status not in CONSENT:
        raise UsageError(f"no consent status {status[:40]!r}; there are {', '.join(CONSENT)}")
    with casebook.writing() as transaction:
        connection, told = transaction.connection, access.told(casebook, transaction.connection, why)
        was = connection.execute(_report(report)).one_or_none()
        if was is None:
            raise UsageError(f"no report {report}")
        connection.execute(update(schema.report).where(schema.report.c.id == report).values(consent=status))
        transaction.note("consent", f"report {report}", status=status, why=told)
        if (status in HIDDEN) != (was.consent in HIDDEN):
            _index(connection, report, hide=status in HIDDEN)


def destroy(casebook: Casebook, report: int, why: str) -> None:
    """Destroys a report's capture, text and records for good; its key too, where the casebook is encrypted.

    Copies of the casebook that others hold are beyond reach. Raises `UsageError` where there is no such report or the
    person at work may not.
    """
    with casebook.writing() as transaction:
        connection = transaction.connection
        access.need_names(casebook, connection)
        told = access.told(casebook, transaction.connection, why)
        row = connection.execute(select(schema.report).where(schema.report.c.id == report)).one_or_none()
        if row is None:
            raise UsageError(f"no report {report}")
        capture = connection.execute(select(schema.capture).where(schema.capture.c.id == row.capture_id)).one()
        if row.destroyed:  # a kill may have come before the bytes were gone
            if capture.destroyed:
                casebook.captures.remove(connection, capture.sha256)
            return
        if row.consent not in HIDDEN:
            _index(connection, report, hide=True)
        gone = _destroy_records(connection, report) + _destroy_capture(connection, report, capture.id)
        connection.execute(update(schema.report).where(schema.report.c.id == report).values(destroyed=True))
        transaction.note("destruction", f"report {report}", sha256=capture.sha256, why=told, **{"with": gone})
    if f"capture {capture.id}" in gone:  # once the row says so; a kill in between leaves bytes that verify points at
        with casebook.writing() as transaction:
            casebook.captures.remove(transaction.connection, capture.sha256)
    forget_traces(casebook)


def _report(number: int) -> Any:
    table = schema.report
    return select(table).where(table.c.id == number, ~table.c.destroyed)


def _index(connection: Connection, report: int, *, hide: bool) -> None:
    r = schema.record
    ids = list(connection.execute(select(r.c.id).where(r.c.report_id == report, r.c.current)).scalars())
    happenings.forget(connection, ids)
    (index.remove if hide else index.add)(connection, indexed(connection, ids))


def _destroy_records(connection: Connection, report: int) -> list[str]:
    r = schema.record
    ids = list(connection.execute(select(r.c.id).where(r.c.report_id == report)).scalars())
    gone = [f"record {id}" for id in ids]
    for table in (schema.review, schema.carried, schema.translation):
        owner = table.c.record_id.in_(ids) if "record_id" in table.c else table.c.report_id == report
        gone += [f"{table.name} {id}" for id in connection.execute(select(table.c.id).where(owner)).scalars()]
        connection.execute(table.delete().where(owner))
    for id in ids:
        clear(connection, id)
        connection.execute(schema.sealed.delete().where(schema.sealed.c.record_id == id))
    empty = {c.name: None for c in r.c if c.nullable}
    connection.execute(update(r).where(r.c.report_id == report).values(**empty, key="", voice="unknown", current=False))
    return gone


def _destroy_capture(connection: Connection, report: int, capture: int) -> list[str]:
    """Marks the capture as destroyed and deletes its key, unless another report came in the same bytes."""
    table = schema.report
    others = select(table.c.id).where(table.c.capture_id == capture, table.c.id != report, ~table.c.destroyed)
    if connection.execute(others).first():
        return []
    connection.execute(update(schema.capture).where(schema.capture.c.id == capture).values(destroyed=True, key=None))
    return [f"capture {capture}"]
