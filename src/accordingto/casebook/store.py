"""Opens and makes casebooks: the database, the captures and who is at work, in one object that is handed in."""

from __future__ import annotations

import getpass
import os
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from accordingto.casebook import engine as databases
from accordingto.casebook import journal, schema
from accordingto.casebook.captures import Captures, Folder, InDatabase
from accordingto.casebook.encryption import Keys, Plain, make_keys, open_keys
from accordingto.casebook.journal import Note
from accordingto.errors import CasebookError, UsageError

DATABASE = "casebook.db"
KEYS = "keys.json"


def now() -> str:
    """The time in UTC, RFC 3339 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def who() -> str:
    """The person at work: ``ACCORDINGTO_PERSON``, else the name of the login."""
    name = os.environ.get("ACCORDINGTO_PERSON")
    if not name:
        try:
            name = getpass.getuser()
        except (KeyError, OSError):
            raise UsageError("who is at work? set ACCORDINGTO_PERSON to your name") from None
    return name.replace("\0", "")[:200]


@dataclass(frozen=True, slots=True)
class Casebook:
    """An open casebook. `keys` turns content into what is kept and back; `person` is who the journal names."""

    engine: Engine
    captures: Captures
    keys: Keys
    person: str
    id: str
    secret: str

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction that alone may write; what it notes is journalled with it, or nothing of both."""
        with databases.writing(self.engine) as connection:
            transaction = Transaction(connection, [])
            yield transaction
            journal.append(connection, transaction.notes, self.person, now())

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the casebook."""
        with databases.reading(self.engine) as connection:
            yield connection

    def bytes_of(self, connection: Connection, sha256: str, key: bytes | None) -> bytes | None:
        """A capture's bytes, None where there are none. Raises `CasebookError` where they cannot be decrypted."""
        content = self.captures.get(connection, sha256)
        return None if content is None else self.keys.unwrap_content(sha256, content, key)


@dataclass(frozen=True, slots=True)
class Transaction:
    """A connection that may write, and the journal entries that go with it."""

    connection: Connection
    notes: list[Note]

    def note(self, kind: str, subject: str, **details: object) -> None:
        """Adds a journal entry; it is written when the transaction ends."""
        self.notes.append(Note(kind, subject, details))


def open_casebook(where: str, passphrase: str | None = None, names: str | None = None) -> Casebook:
    """An existing casebook: a folder, or ``postgresql://…``.

    passphrase: for an encrypted one. names: the passphrase of protected names, where they are to be seen or added to.
    Raises `CasebookError` where there is none, it is locked or newer than this program.
    """
    if databases.is_url(where):
        return _opened(databases.open_postgresql(where), InDatabase(), Plain(), where)
    folder = Path(where)
    if not (folder / DATABASE).is_file():
        raise CasebookError(f"{where}: no casebook; make one with: accordingto add INPUT... --case {where}")
    keys = open_keys(folder / KEYS, passphrase, names) if (folder / KEYS).exists() else Plain()
    return _opened(databases.open_sqlite(folder / DATABASE, keys.database), Folder(folder / "captures"), keys, where)


def make_casebook(where: str, passphrase: str | None = None, names: str | None = None) -> Casebook:
    """The casebook at `where`, made if there is none. With a passphrase a new one is encrypted.

    names: the passphrase of protected names, of an encrypted casebook; the same as the passphrase where not given.
    """
    if databases.is_url(where):
        if passphrase:
            raise UsageError("--encrypt is for casebooks in a folder; encrypt a PostgreSQL server's disk instead")
        return _ready(databases.open_postgresql(where), InDatabase(), Plain(), where)
    folder = Path(where)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{where}: is a file; name a folder")
    entries = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if entries - {DATABASE, KEYS, "captures"} and DATABASE not in entries:
        raise UsageError(f"{where}: is neither empty nor a casebook; name a new folder")
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys: Keys = Plain()
    if passphrase and not entries & {DATABASE, KEYS}:
        make_keys(folder / KEYS, passphrase, names or passphrase)
    if (folder / KEYS).exists():
        keys = open_keys(folder / KEYS, passphrase, names)
    elif passphrase:
        raise UsageError(f"{where}: the casebook is not encrypted, and cannot be later; make a new one")
    return _ready(databases.open_sqlite(folder / DATABASE, keys.database), Folder(folder / "captures"), keys, where)


def _ready(engine: Engine, captures: Captures, keys: Keys, where: str) -> Casebook:
    """Brings the tables up to date, whole or not at all; the first to come makes the casebook's own row."""
    from accordingto.casebook.migrate import renew, upgrade
    from accordingto.casebook.versions import HEAD, version

    with databases.writing(engine) as connection:
        was = version(connection)
        _known(was, where)
        notes = [] if was == HEAD else upgrade(connection)
        row = connection.execute(select(schema.casebook)).first()
        if row is None:
            new = {"id": str(uuid.uuid4()), "created_at": now(), "secret": secrets.token_hex(32)}
            connection.execute(schema.casebook.insert(), new)
            notes.append(Note("casebook", f"casebook {new['id']}", {"encrypted": keys.database is not None}))
        elif was != HEAD:
            renew(Casebook(engine, captures, keys, who(), row.id, row.secret), connection)
            notes.append(Note("migration", f"casebook {row.id}", {"from": was, "to": HEAD}))
        journal.append(connection, notes, who(), now())
    return _opened(engine, captures, keys, where)


def _opened(engine: Engine, captures: Captures, keys: Keys, where: str) -> Casebook:
    from accordingto.casebook.versions import HEAD, version

    with databases.reading(engine) as connection:
        found = version(connection)
        row = connection.execute(select(schema.casebook)).first() if found == HEAD else None
    if not found:
        raise CasebookError(f"{databases_name(where)}: no casebook in this database; make one with accordingto add")
    if found != HEAD:
        return _upgraded(engine, captures, keys, where, found)
    if row is None:
        raise CasebookError(f"{databases_name(where)}: the casebook was never finished; run accordingto add again")
    return Casebook(engine, captures, keys, who(), row.id, row.secret)


def _upgraded(engine: Engine, captures: Captures, keys: Keys, where: str, found: str) -> Casebook:
    """A casebook of an older version, brought up to date by whoever first opens it."""
    _known(found, where)
    try:
        return _ready(engine, captures, keys, where)
    except CasebookError as error:
        older = "made by an older accordingto, and could not be brought up to date"
        raise CasebookError(f"{databases_name(where)}: {older}: {error}") from None


def _known(found: str, where: str) -> None:
    from accordingto.casebook.versions import KNOWN

    if found and found not in KNOWN:
        raise CasebookError(f"{databases_name(where)}: written by a newer accordingto; update this program")


def databases_name(where: str) -> str:
    """How messages name a casebook: the folder, or the database without user and password."""
    return "postgresql://…" + where.rpartition("@")[2] if databases.is_url(where) else where
