"""Keys that lead to too many happenings lead nowhere; when reports go, some lead somewhere again, and that is noted."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from accordingto.casebook import schema
from accordingto.casebook.engine import insert_many
from accordingto.casebook.happenings import members, parts

CROWDED = 120
"""A key that leads to more acts or reports than this leads nowhere: it is too common to tell anything."""

PAIRING = ("topic ", "by ", "to ", "on ", "in ")
"""With these begin the keys by which happenings of several reports find each other."""

AGAIN = "again "
"""With this begins, before another, a key that led nowhere until reports went: all it leads to is compared anew."""

K = schema.happening_key


def pairing_keys(connection: Connection, ids: Iterable[int]) -> set[str]:
    """The keys by which these records' happenings find others."""
    found: set[str] = set()
    for some in parts(ids):
        keys = connection.execute(select(K.c.key).where(K.c.record_id.in_(some)).distinct()).scalars()
        found |= {key for key in keys if key.startswith(PAIRING)}
    return found


def crowded(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Those of some keys that lead to too many."""
    found: set[str] = set()
    for some in parts(keys):
        query = select(K.c.key).where(K.c.key.in_(some)).group_by(K.c.key).having(func.count() > CROWDED)
        found |= set(connection.execute(query).scalars())
    return found


def note(connection: Connection, before: set[str]) -> None:
    """Has all that these keys lead to compared anew next time, where they are not crowded any more."""
    free = before - crowded(connection, before)
    noted = members(connection, (AGAIN + key for key in free))
    for key, some in members(connection, free).items():
        new = set(some) - set(noted.get(AGAIN + key, ()))
        insert_many(connection, K, [{"key": AGAIN + key, "record_id": r, "n": n} for r, n in sorted(new)])


def uncrowded(connection: Connection) -> set[int]:
    """The records that are to be compared anew because a key of theirs is not crowded any more."""
    return set(connection.execute(select(K.c.record_id).where(K.c.key.startswith(AGAIN)).distinct()).scalars())


def compared_anew(connection: Connection) -> None:
    """Says that these have been."""
    connection.execute(K.delete().where(K.c.key.startswith(AGAIN)))
