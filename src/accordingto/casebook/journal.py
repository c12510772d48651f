"""The custody journal: each entry hashes the one before, so that nothing can be changed, moved or taken out unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, select

from accordingto.casebook.engine import insert_many
from accordingto.casebook.schema import custody_event

START = "0" * 64
"""What the first entry hashes as its predecessor."""


@dataclass(frozen=True, slots=True)
class Note:
    """What goes into the journal: never a name or words of a report, which could not be destroyed there.

    kind: capture, run, record, redaction, … subject: what it is about ("record 12"). details: JSON values.
    """

    kind: str
    subject: str
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in the journal; `seq` counts from 1, `details` is canonical JSON."""

    seq: int
    at: str
    person: str
    kind: str
    subject: str
    details: str
    hash: str

    def expected(self, previous: str) -> str:
        """The hash that this entry must have after one whose hash is `previous`."""
        return _hash(previous, self.seq, self.at, self.person, self.kind, self.subject, self.details)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the journal."""

    seq: int
    hash: str


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: the same value, the same text, the same hash. Nouns as their `to_dict`."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_fields)


def _fields(noun: Any) -> dict[str, Any]:
    cls: Any = type(noun)
    names, values = _getter(cls)
    return dict(zip(names, values(noun), strict=True))


@cache
def _getter(cls: Any) -> tuple[tuple[str, ...], Any]:
    names = tuple(field.name for field in fields(cls))
    return names, attrgetter(*names)


def _hash(previous: str, *parts: Any) -> str:
    return hashlib.sha256(canonical([previous, *parts]).encode()).hexdigest()


def append(connection: Connection, notes: Iterable[Note], person: str, at: str) -> None:
    """Adds entries at the end. The connection must hold the write lock."""
    last = head(connection)
    rows, seq, previous = [], last.seq, last.hash
    for note in notes:
        seq += 1
        details = canonical(note.details)
        previous = _hash(previous, seq, at, person, note.kind, note.subject, details)
        rows.append({"seq": seq, "at": at, "person": person, "kind": note.kind, "subject": note.subject,
                     "details": details, "hash": previous})  # fmt: skip
    if rows:
        insert_many(connection, custody_event, rows)


def head(connection: Connection) -> Head:
    """The last entry's number and hash; 0 and `START` while there is none."""
    query = select(custody_event.c.seq, custody_event.c.hash).order_by(custody_event.c.seq.desc()).limit(1)
    row = connection.execute(query).first()
    return Head(row.seq, row.hash) if row else Head(0, START)


def entries(connection: Connection, *kinds: str, subject: str | None = None) -> Iterator[Entry]:
    """The journal from its beginning; only these kinds and this subject where given."""
    query = select(custody_event).order_by(custody_event.c.seq)
    if kinds:
        query = query.where(custody_event.c.kind.in_(kinds))
    if subject:
        query = query.where(custody_event.c.subject == subject)
    for row in connection.execute(query.execution_options(yield_per=1000)):
        yield Entry(*row)


def broken_at(connection: Connection) -> Iterator[str]:
    """Says where the chain does not hold. After a break it goes on from the entry as it stands."""
    previous, expected = START, 1
    for entry in entries(connection):
        if entry.seq != expected:
            yield f"journal entry {expected} is missing (the next is {entry.seq})"
        elif entry.hash != entry.expected(previous):
            yield f"journal entry {entry.seq} was changed, or the one before it"
        previous, expected = entry.hash, entry.seq + 1
