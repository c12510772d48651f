"""Puts people under protection and takes them out again; says where a report tells who it is all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from accordingto.casebook import access, index, rows, schema
from accordingto.casebook.journal import canonical
from accordingto.casebook.judgments import cover_notes, move_places
from accordingto.casebook.protection import KINDS, Person, Protection, new_token, unsealed
from accordingto.casebook.risks import Risk, find_risks
from accordingto.casebook.standing import settle_all
from accordingto.casebook.store import Casebook, Transaction
from accordingto.casebook.writing import rewrite
from accordingto.errors import UsageError
from accordingto.types import Record


@dataclass(frozen=True, slots=True)
class Protected:
    """What protecting did."""

    person: int
    records: int
    risks: tuple[Risk, ...]


def protect(casebook: Casebook, names: Sequence[str], kind: str, why: str, phrases: Sequence[str] = ()) -> Protected:
    """Covers a person everywhere, in what is there and in what will be added.

    names: the full name and every other form of it. phrases: passages that tell who it is, word for word.
    Raises `UsageError` where a name is no name or the person at work may not.
    """
    _check(names, phrases, kind)
    with casebook.writing() as transaction:
        connection = transaction.connection
        access.need_names(casebook, connection)
        id, token = _next(connection), new_token()
        told = canonical({"names": list(names), "phrases": list(phrases)})
        connection.execute(schema.protected.insert(), {"id": id, "token": token, "kind": kind,
                                                       "names": casebook.keys.seal(told.encode())})  # fmt: skip
        protection = Protection.load(casebook, connection)
        reason = protection.cover_text(access.need_reason(why))
        transaction.note("protection", f"protected {id}", role=kind, why=reason)
        person = next(p for p in protection.people if p.id == id)
        touched = _cover_all(casebook, transaction, protection, person)
        cover_notes(transaction, protection, person)
        settle_all(casebook, connection)
        risks = tuple(
            risk for report, record in touched.items() for risk in find_risks(connection, report, record, token)
        )
    forget_traces(casebook)
    return Protected(id, len(touched), risks)


def unprotect(casebook: Casebook, id: int, why: str) -> int:
    """Shows a person's name again wherever nobody else protected stands; gives the number of records."""
    with casebook.writing() as transaction:
        connection = transaction.connection
        access.need_names(casebook, connection)
        before = Protection.load(casebook, connection)
        person = next((p for p in before.people if p.id == id), None)
        if person is None:
            raise UsageError(f"no protected person {id}")
        transaction.note("protection ended", f"protected {id}", why=before.cover_text(access.need_reason(why)))
        connection.execute(schema.protected.delete().where(schema.protected.c.id == id))
        rest = Protection.load(casebook, connection)
        sealed = list(connection.execute(select(schema.sealed.c.record_id)).scalars())
        there = [(n, record) for n, record in unsealed(casebook, connection, sealed).items()
                 if any(p.id == id for p, _ in before.names(record))]  # fmt: skip
        for record_id, original in there:
            _put(transaction, before, rest, record_id, original)
        settle_all(casebook, connection)
        return len(there)


def forget_traces(casebook: Casebook) -> None:
    """Writes the database out, so that what was taken out stands neither in the index nor in the log of writes."""
    with casebook.writing() as transaction:
        index.forget(transaction.connection)
    if casebook.engine.dialect.name == "sqlite":
        with casebook.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _check(names: Sequence[str], phrases: Sequence[str], kind: str) -> None:
    if kind not in KINDS:
        raise UsageError(f"no kind {kind[:40]!r} of protected people; there are {', '.join(KINDS)}")
    if not names:
        raise UsageError("name whom to protect")
    for name in names:
        if len(re.findall(r"[^\W_]", name)) < 3 or len(name) > 500:
            raise UsageError("a name to protect needs at least three letters and at most 500 characters")
    for phrase in phrases:
        if not 8 <= len(phrase) <= 2000:
            raise UsageError("an identifying passage needs 8 to 2,000 characters, as they stand in the text")


def _cover_all(
    casebook: Casebook, transaction: Transaction, protection: Protection, person: Person
) -> dict[int, Record]:
    """Covers every record that names the person; gives them by report, as they now stand."""
    connection, touched = transaction.connection, {}
    before = Protection(casebook, [p for p in protection.people if p.id != person.id])
    ids = list(_suspects(connection, person))
    for start in range(0, len(ids), rows.IN_ONE_QUERY):
        some = ids[start : start + rows.IN_ONE_QUERY]
        loaded = rows.load(connection, some) | unsealed(casebook, connection, some)
        for record_id, original in loaded.items():
            if any(p.id == person.id for p, _ in protection.names(original)):
                report = connection.execute(
                    select(schema.record.c.report_id).where(schema.record.c.id == record_id)
                ).scalar_one()
                touched[report] = _put(transaction, before, protection, record_id, original)
                _lock_capture(casebook, connection, report)
    return touched


def _put(
    transaction: Transaction, before: Protection, protection: Protection, record_id: int, original: Record
) -> Record:
    connection, table = transaction.connection, schema.sealed
    connection.execute(table.delete().where(table.c.record_id == record_id))
    covered, sealed = protection.guard(transaction, record_id, original)
    if sealed:
        connection.execute(table.insert(), sealed)
    else:
        transaction.note("redaction ended", f"record {record_id}")
    rewrite(connection, record_id, covered)
    move_places(transaction, record_id, before.edits(original).backward(), protection.edits(original))
    return covered


def _suspects(connection: Connection, person: Person) -> Iterator[int]:
    """Records whose head, text or actors hold a name, as they stand in the tables, and all that are under seal."""
    finder, found = person.finder(), set(connection.execute(select(schema.sealed.c.record_id)).scalars())
    r, a = schema.record, schema.actor
    heads = [
        r.c[name] for name in ("key", "input", "url", "title", "agency", "byline", "dateline", "evidence", "warnings")
    ]
    for query in (
        select(r.c.id, *heads, schema.text.c.body, schema.publication.c.name)
        .join(schema.text)
        .outerjoin(schema.publication),
        select(a.c.record_id, a.c.name, a.c.description),
    ):
        for row in connection.execute(query.execution_options(yield_per=500)):
            if any(finder.known(value) for value in row[1:] if value):
                found.add(row[0])
    yield from sorted(found)


def _lock_capture(casebook: Casebook, connection: Connection, report: int) -> None:
    """Puts the page's key under the passphrase of protected names, for the page names the person too."""
    c, p = schema.capture, schema.report
    row = connection.execute(select(c.c.id, c.c.sha256, c.c.key).join(p).where(p.c.id == report)).one()
    key = casebook.keys.protect_content(row.sha256, row.key)
    if key is not None and key != row.key:
        connection.execute(update(c).where(c.c.id == row.id).values(key=key))


def _next(connection: Connection) -> int:
    """A number that no protected person ever had: the journal speaks of them by number."""
    query = select(schema.custody_event.c.subject).where(schema.custody_event.c.kind == "protection")
    return 1 + sum(1 for _ in connection.execute(query))
