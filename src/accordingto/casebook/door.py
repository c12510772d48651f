"""The choke point: opens a casebook for one recipient, and covers what is protected in all that is read through it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, select

from accordingto.casebook import access, excerpts, rows, schema
from accordingto.casebook.protection import Protection, Pseudonyms, unsealed
from accordingto.casebook.redaction import Edits
from accordingto.casebook.search import Found
from accordingto.casebook.sources import HIDDEN as HIDDEN
from accordingto.casebook.sources import killed, sources
from accordingto.casebook.store import Casebook
from accordingto.errors import MissingError
from accordingto.types import Act, Record, Statement

PORTION = rows.IN_ONE_QUERY
"""Reports that are best asked for together."""


@dataclass(frozen=True, slots=True)
class Held:
    """A report as the casebook holds it, for one reader. archive: where people noted that a web archive keeps it."""

    number: int
    record_id: int
    run: int
    record: Record
    copy_of: int | None
    consent: str | None
    killed: bool = False
    archive: str | None = None

    def item(self, key: str) -> Statement | Act:
        """The statement or act with this key. Raises `UsageError` where there is none."""
        items: list[Statement | Act] = [*self.record.statements, *self.record.acts]
        found = next((i for i in items if i.id == key), None)
        if found is None:
            raise MissingError(f"report {self.number} has no statement or act {key[:40]!r}")
        return found


class Door:
    """What all reading of a casebook shares; `reader.Reader` says what a caller may give."""

    def __init__(self, casebook: Casebook, recipient: str = "", why: str | None = None, *, again: bool = False) -> None:
        self._casebook = casebook
        self._recipient = recipient
        self._names = why is not None
        if again:
            with casebook.reading() as connection:
                self._names = access.level_of(connection, casebook.person) == "names"
        if why is not None:
            with casebook.writing() as transaction:
                access.need_names(casebook, transaction.connection)
                told = access.told(casebook, transaction.connection, why)
                transaction.note("names shown", f"person {casebook.person}", why=told)

    def show(self, text: str) -> str:
        """Any other string of the casebook, covered."""
        with self._open() as (_, pseudonyms):
            return pseudonyms.show(text)

    @contextmanager
    def _open(self) -> Iterator[tuple[Connection, Pseudonyms]]:
        with self._casebook.reading() as connection:
            yield connection, self._pseudonyms(connection)

    def _pseudonyms(self, connection: Connection) -> Pseudonyms:
        return Pseudonyms(connection, self._casebook.secret, self._recipient)

    def _stored(self, connection: Connection, pseudonyms: Pseudonyms, name: str) -> str:
        stored = pseudonyms.stored(name)
        return Protection.load(self._casebook, connection).cover_text(stored) if self._names else stored

    def _may_see(self, consent: str | None) -> bool:
        return self._names or consent not in HIDDEN

    def _held(
        self, connection: Connection, pseudonyms: Pseudonyms, ids: Sequence[int], found: Sequence[Found] = ()
    ) -> dict[int, Held]:
        """Reports by record, without those that may not leave; found: of their records only what these hits show."""
        r, p = schema.record, schema.report
        query = select(r.c.id, r.c.run_id, p.c.id.label("number"), p.c.consent).join_from(r, p).where(r.c.id.in_(ids))
        heads = {row.id: row for row in connection.execute(query)
                 if self._may_see(row.consent)}  # fmt: skip
        records = excerpts.load(connection, found) if found else rows.load(connection, list(heads))
        if self._names:
            records |= unsealed(self._casebook, connection, list(heads))
        else:
            records = {id: pseudonyms.show_record(record) for id, record in records.items()}
        numbers = [row.number for row in heads.values()]
        copies, dead = sources(connection, numbers), killed(connection, numbers)
        return {id: Held(row.number, id, row.run_id, records[id], copies.get(row.number), row.consent,
                         row.number in dead) for id, row in heads.items()}  # fmt: skip

    def _edits(self, connection: Connection, pseudonyms: Pseudonyms, held: Held) -> Edits:
        """Where each place of the casebook's own text lies in the text that this reader sees."""
        if self._names:
            return Protection.load(self._casebook, connection).edits(held.record).backward()
        t = schema.text
        body = connection.execute(select(t.c.body).where(t.c.record_id == held.record_id)).scalar_one()
        return pseudonyms.edits(body)
