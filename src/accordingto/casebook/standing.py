"""What search and counts know of a report that people reviewed: each item as it stands, not as it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

from sqlalchemy import Connection, func, select, update

from accordingto.casebook import index, rows, schema
from accordingto.casebook.engine import insert_many
from accordingto.casebook.protection import Pseudonyms
from accordingto.casebook.reader import HIDDEN, Held, Reader
from accordingto.casebook.reviews import ReviewedRecord
from accordingto.casebook.store import Casebook
from accordingto.types import Act, Record, Statement

Row = dict[str, Any]


def settle(casebook: Casebook, connection: Connection, ids: Iterable[int]) -> None:
    """Makes search know these records as people's decisions have them; called by whoever writes decisions."""
    r, t = schema.record, schema.standing
    for id, reviewed in _AsKept(casebook).standing(connection, ids).items():
        head = connection.execute(select(r).where(r.c.id == id)).one()
        new = sorted(_rows(id, reviewed, head.publication_id), key=lambda row: row["n"])
        there = connection.execute(select(t).where(t.c.record_id == id).order_by(t.c.n))
        if new == [dict(row._mapping) for row in there]:
            continue
        shown = reviewed.held.consent not in HIDDEN
        if shown:
            index.remove(connection, indexed(connection, [id]))
        connection.execute(t.delete().where(t.c.record_id == id))
        insert_many(connection, t, new)
        _make_room(connection, head, max([index.size(reviewed.held.record), *(row["n"] + 1 for row in new)]))
        if shown:
            index.add(connection, indexed(connection, [id]))


def settle_all(casebook: Casebook, connection: Connection) -> None:
    """The same for every record that people reviewed, after what they wrote was covered."""
    r, found = schema.record, set[int]()
    for table in (schema.review, schema.carried):
        query = select(table.c.record_id).distinct().join(r, table.c.record_id == r.c.id)
        found |= set(connection.execute(query.where(r.c.current, table.c.coding.is_(None))).scalars())
    settle(casebook, connection, found)


def indexed(connection: Connection, ids: Sequence[int]) -> list[index.Item]:
    """The entries that records have in the index: of what people changed as `standing` keeps them, else made anew."""
    r, t = schema.record, schema.standing
    heads = connection.execute(select(r.c.id, r.c.top_item, r.c.publication_id).where(r.c.id.in_(ids))).all()
    loaded = rows.load(connection, ids)
    found = {item.id: item for h in heads for item in index.items(loaded[h.id], h.top_item, h.publication_id)}
    tops = {h.id: h.top_item for h in heads}
    for row in connection.execute(select(t).where(t.c.record_id.in_(ids))):
        id = tops[row.record_id] - row.n
        found[id] = index.Item(id, row.words, row.parties, row.places, row.facets)
    return list(found.values())


class _AsKept(Reader):
    """Reads records as the tables hold them, hidden ones too, with tokens for protected names, as the index does."""

    def standing(self, connection: Connection, ids: Iterable[int]) -> dict[int, ReviewedRecord]:
        pseudonyms = self._pseudonyms(connection)
        held: dict[int, Held] = self._held(connection, pseudonyms, sorted(ids))
        return self._reviewed(connection, pseudonyms, held, None)

    def _pseudonyms(self, connection: Connection) -> Pseudonyms:
        return _Tokens()

    def _may_see(self, consent: str | None) -> bool:
        return True


class _Tokens(Pseudonyms):
    """Leaves every token as it is."""

    def __init__(self) -> None:
        self._shown = {}


def _rows(record_id: int, reviewed: ReviewedRecord, publication_id: int | None) -> Iterator[Row]:
    """A row of `standing` for each item that does not stand as it was read."""
    read, stands, everything = reviewed.held.record, reviewed.record, reviewed.everything
    now = dict(_entries(stands, publication_id))
    rejected = {key: one for key, one in _entries(everything, publication_id) if key not in now}
    items: Sequence[Act | Statement] = (*read.acts, *read.statements)
    as_read = {item.id: item for item in items}
    places, free = {key: n for n, key in enumerate(as_read)}, count(index.size(read))
    for key, (item, entry) in {**now, **rejected}.items():
        if key in now and item == as_read.get(key):
            continue
        record = stands if key in now else everything
        yield {"record_id": record_id, "n": places[key] if key in places else next(free), "key": key,
               "rejected": key not in now, **_values(record, item),
               **{name: getattr(entry, name) for name in ("words", "parties", "places", "facets")}}  # fmt: skip


def _entries(record: Record, publication_id: int | None) -> Iterator[tuple[str, tuple[Act | Statement, index.Item]]]:
    """Each act and statement by its id, with its entry in the index."""
    items: Sequence[Act | Statement] = (*record.acts, *record.statements)
    yield from (
        (item.id, (item, entry)) for item, entry in zip(items, index.items(record, 0, publication_id), strict=False)
    )


_NOTHING: Row = dict.fromkeys(
    ("kind", "type", "mode", "status", "harm", "stance", "earliest", "latest", "place", "country")
)


def _values(record: Record, item: Act | Statement) -> Row:
    if isinstance(item, Statement):
        return {**_NOTHING, "kind": "statement", "stance": item.stance}
    place = next((p for p in record.places if p.id == item.where), None)
    return {**_NOTHING, "kind": "act", "type": item.type, "mode": item.mode, "status": item.status, "harm": item.harm,
            "earliest": item.when.earliest if item.when else None, "latest": item.when.latest if item.when else None,
            "place": place.name if place else None, "country": place.country if place else None}  # fmt: skip


def _make_room(connection: Connection, head: Any, items: int) -> None:
    """Numbers a record anew, as the newest, where people added more items than there are numbers down to the next."""
    r = schema.record
    below = connection.execute(select(func.max(r.c.top_item)).where(r.c.top_item < head.top_item)).scalar() or 0
    if items > head.top_item - below:
        top = int(connection.execute(select(func.max(r.c.top_item))).scalar_one()) + items
        connection.execute(update(r).where(r.c.id == head.id).values(top_item=top))
