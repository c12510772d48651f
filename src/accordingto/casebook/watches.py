"""Saved questions and what each has told already, kept with the casebook; no protected name stands in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, func, select, update

from accordingto.casebook import schema
from accordingto.casebook.journal import canonical
from accordingto.casebook.protection import Protection
from accordingto.casebook.query import Query
from accordingto.casebook.store import Casebook, now
from accordingto.errors import UsageError


@dataclass(frozen=True, slots=True)
class Watch:
    """One saved question."""

    id: int
    name: str
    query: Query
    created_at: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a watch has told. `digest` tells it apart; `item`: the key of a statement or act of a record.

    kind: statement, act, denial or number. at: when it was first told.
    """

    digest: str
    record_id: int
    item: str
    kind: str
    at: str = ""


def add(casebook: Casebook, name: str, query: Query) -> int:
    """Saves a question; gives its number. Raises `UsageError` where the name is taken."""
    if not name.strip() or len(name) > 200:
        raise UsageError("give the watch a name of at most 200 characters")
    with casebook.writing() as transaction:
        connection, table = transaction.connection, schema.watch
        cover = Protection.load(casebook, connection).cover_text
        kept = {"name": cover(name.strip()), "query": cover(canonical(asdict(query)))}
        if any(w.name == kept["name"] for w in saved(connection)):
            raise UsageError(f"there is a watch {name[:80]!r} already; remove it, or take another name")
        number = int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()) + 1
        connection.execute(table.insert(), {"id": number, "created_at": now(), "removed": False, **kept})
        transaction.note("watch", f"watch {number}", done="added")
        return number


def remove(casebook: Casebook, name: str) -> None:
    """Ends a watch, named or by number. Raises `UsageError` where there is none."""
    with casebook.writing() as transaction:
        watch = find(transaction.connection, name)
        table = schema.watch
        transaction.connection.execute(update(table).where(table.c.id == watch.id).values(removed=True))
        transaction.note("watch", f"watch {watch.id}", done="removed")


def find(connection: Connection, name: str) -> Watch:
    """The watch with this name or number."""
    for watch in saved(connection):
        if name in (watch.name, str(watch.id)):
            return watch
    raise UsageError(f"no watch {name[:80]!r}; accordingto watch list shows them")


def saved(connection: Connection) -> list[Watch]:
    """The watches that are not removed, in order; as they stand in the tables."""
    table = schema.watch
    rows = connection.execute(select(table).where(~table.c.removed).order_by(table.c.id))
    return [Watch(row.id, row.name, Query(**_told(row.query)), row.created_at) for row in rows]


def _told(query: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(query)
    return {name: value for name, value in told.items() if name in Query.__dataclass_fields__}


def tell(connection: Connection, watch: int, items: Iterable[Item], services: Iterable[str] = ()) -> list[Item]:
    """Marks what is told now; gives what had not been told before, in order.

    services: addresses to which the new items are to be sent; each is owed until `delivered`. What was told of an
    earlier reading of a report is not told again; it goes over to the newer one.
    """
    table = schema.watch_item
    each = list({item.digest: item for item in reversed(list(items))}.values())[::-1]
    query = select(table.c.digest, table.c.record_id).where(table.c.watch_id == watch)
    known = {row.digest: row.record_id for row in connection.execute(query)}
    new = [item for item in each if item.digest not in known]
    owed = "\n".join(map(_address, services)) or None
    number, at = int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()), now()
    for n, item in enumerate(new, number + 1):
        connection.execute(table.insert(), {**asdict(item), "id": n, "watch_id": watch, "at": at, "owed": owed})
    for item in each:
        if known.get(item.digest, item.record_id) != item.record_id:
            this = (table.c.watch_id == watch) & (table.c.digest == item.digest)
            connection.execute(update(table).where(this).values(record_id=item.record_id, item=item.item))
    return new


def owed(connection: Connection, watch: int, service: str) -> list[str]:
    """The digests of what a watch has found and not yet sent to an address, the newest first."""
    table = schema.watch_item
    query = select(table.c.digest).where(table.c.watch_id == watch, table.c.owed.contains(_address(service)))
    return list(connection.execute(query.order_by(table.c.id.desc())).scalars())


def delivered(connection: Connection, watch: int, service: str, digests: Iterable[str]) -> None:
    """Says that these were sent to an address."""
    table, sent = schema.watch_item, set(digests)
    for row in connection.execute(select(table).where(table.c.watch_id == watch, table.c.owed.is_not(None))).all():
        if row.digest in sent:
            left = [line for line in row.owed.split("\n") if line != _address(service)]
            connection.execute(update(table).where(table.c.id == row.id).values(owed="\n".join(left) or None))


def _address(service: str) -> str:
    """What stands for an address in the tables: it may hold a password."""
    return hashlib.sha256(service.encode("utf-8", "surrogateescape")).hexdigest()


def last(connection: Connection, watch: int, limit: int) -> list[Item]:
    """What a watch told last, the newest first."""
    table = schema.watch_item
    query = select(table).where(table.c.watch_id == watch).order_by(table.c.id.desc()).limit(limit)
    return [Item(row.digest, row.record_id, row.item, row.kind, row.at) for row in connection.execute(query)]
