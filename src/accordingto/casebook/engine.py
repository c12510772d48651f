"""Opens the database of a casebook, SQLite in a folder or PostgreSQL by URL, with the same promises on both."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from accordingto.errors import CasebookError, UsageError

WAIT_SECONDS = 120
"""How long a writer waits for another; adding in batches holds the lock for about a second at a time."""

PRAGMAS_OF_READERS: tuple[str, ...] = ("cache_size = -32000",)  # 32 MB
PRAGMAS: tuple[str, ...] = (
    "page_size = 4096",  # short reports leave less unused space than in larger pages
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",  # what is destroyed is overwritten with zeros
    *PRAGMAS_OF_READERS,
)

_LOCK = 0x6361736562  # "caseb": the key of PostgreSQL's advisory lock that stands for writing to the casebook


def is_url(where: str) -> bool:
    """Whether `where` names a PostgreSQL database, not a folder."""
    return where.startswith(("postgresql:", "postgresql+", "postgres:"))


def open_sqlite(path: Path, key: str | None = None) -> Engine:
    """The engine of a casebook's own SQLite file. key: 64 hexadecimal digits for SQLCipher, None for plain SQLite.

    Where the folder may not be written to, as on a medium kept for a court, it is read as it lies there. Raises
    `CasebookError` where it was not closed before it was put there.
    """
    module: Any = sqlite3
    address, pragmas = path.absolute().as_uri(), PRAGMAS
    if path.exists() and not os.access(path.parent, os.W_OK):
        rest = path.with_name(f"{path.name}-wal")
        if rest.exists() and rest.stat().st_size:
            raise CasebookError(f"{path.parent}: may not be written to, and was copied while in use; copy it anew")
        address, pragmas = f"{address}?immutable=1", PRAGMAS_OF_READERS
    if key:
        from accordingto.casebook.extras import need

        module = need("sqlcipher3.dbapi2", "encrypt")

    def connect() -> Any:
        connection = module.connect(address, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False,
                                    uri=True)  # fmt: skip
        if key:
            connection.execute(f"PRAGMA key = \"x'{key}'\"")
        for pragma in pragmas:
            _set(connection, pragma)
        return connection

    engine = create_engine("sqlite://", creator=connect, module=module, poolclass=QueuePool)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set(connection: Any, pragma: str) -> None:
    """Sets a pragma. Of two that make a new file a WAL one SQLite refuses one without waiting: it tries again."""
    last = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute(f"PRAGMA {pragma}")
            return
        except Exception as error:  # of sqlite3 or of sqlcipher3, which have no common base
            if "locked" not in str(error) or time.monotonic() > last:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE takes the write lock at the start: a transaction that reads first could fail when it comes to write.
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def open_postgresql(url: str) -> Engine:
    """The engine of a casebook in PostgreSQL, through pg8000 (BSD licence; psycopg is LGPL)."""
    from accordingto.casebook.extras import need

    need("pg8000", "postgres")
    try:
        address = make_url("postgresql+pg8000:" + url.partition(":")[2])
        if not (address.username and address.host and address.database):
            raise ValueError("incomplete")
        return create_engine(address, pool_pre_ping=True)
    except Exception:  # whatever is wrong with it, the message must not repeat the password
        raise UsageError("--case: give postgresql://USER:PASSWORD@HOST:PORT/DATABASE") from None


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that alone may write; committed at the end, rolled back whole on any error."""
    with translated(), engine.connect().execution_options(writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the casebook, however long it reads."""
    with translated(), engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


def insert_many(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Inserts rows that all have the same columns; nothing happens without rows.

    PostgreSQL takes them in one message: pg8000 would send one for each row, a hundred times slower.
    """
    if rows and connection.dialect.name == "postgresql" and not any(isinstance(v, bytes) for v in rows[0].values()):
        names = ", ".join(f'"{name}"' for name in rows[0])
        types = ", ".join(f'"{name}" {table.c[name].type.compile(connection.dialect)}' for name in rows[0])
        source = f"SELECT {names} FROM json_to_recordset(CAST(:rows AS json)) AS x({types})"
        connection.execute(text(f'INSERT INTO "{table.name}" ({names}) {source}'), {"rows": json.dumps(rows)})
    elif rows and connection.dialect.name == "sqlite":
        names = ", ".join(f'"{name}"' for name in rows[0])
        marks = ", ".join("?" * len(rows[0]))
        query = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'
        values = itemgetter(*rows[0]) if len(rows[0]) > 1 else lambda row: tuple(row.values())
        connection.exec_driver_sql(query, list(map(values, rows)))
    elif rows:
        connection.execute(insert(table), rows)


_CURES: tuple[tuple[str, str], ...] = (
    ("full", "the disk is full; nothing of this step was written: free some space and run it again"),
    ("no space", "the disk is full; nothing of this step was written: free some space and run it again"),
    ("locked", f"another program has held the casebook for {WAIT_SECONDS} seconds; run it again when that is done"),
    ("not a database", "the casebook's database cannot be read: it is damaged, or encrypted under another passphrase"),
    ("malformed", "the casebook's database is damaged; restore it from a copy, then run verify"),
    ("readonly", "the casebook may not be written to; check the rights of its folder"),
    ("unable to open", "the casebook's database cannot be opened; check the folder and its rights"),
    ("connection refused", "the database server does not answer; check the address and that it runs"),
    ("can't create a connection", "the database server does not answer; check the address and that it runs"),
    ("does not exist", "the database server knows no such user, database or table; check the address"),
    ("authentication", "the database server refuses this user or password"),
)


@contextmanager
def translated() -> Iterator[None]:
    """Database errors as `CasebookError` with the cure, never with a statement's values, which may hold names."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig).lower()
        cure = next((cure for words, cure in _CURES if words in said), None)
        raise CasebookError(f"casebook: {cure or f'the database refuses ({type(error.orig).__name__})'}") from None
    except OSError as error:
        if error.errno in (28, 122):  # ENOSPC, EDQUOT
            raise CasebookError(f"casebook: {_CURES[0][1]}") from None
        raise
