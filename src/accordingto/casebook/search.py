"""Asks the search index of either database; what comes back are numbers, nothing that anybody said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, text

from accordingto.casebook.query import EVERYTHING, All, Query, closer, fts5, tsquery, without_items
from accordingto.casebook.sources import COPY

GROWTH = 4
"""Each portion of hits is so many times larger than the one before; most searches need but one."""

_EARLIEST, _LATEST = "coalesce(x.earliest, a.earliest)", "coalesce(x.latest, a.latest)"
_PUBLISHED = "substr(r.published_at, 1, 10)"
DAY = f"coalesce({_EARLIEST}, {_LATEST}, {_PUBLISHED})"
LAST_DAY = f"coalesce({_LATEST}, CASE WHEN {_EARLIEST} > {_PUBLISHED} THEN {_EARLIEST} END, {_PUBLISHED}, {_EARLIEST})"
KIND = "coalesce(x.kind, CASE WHEN a.n IS NOT NULL THEN 'act' WHEN s.n IS NOT NULL THEN 'statement' ELSE 'report' END)"

ITEMS = """hits h
JOIN record r ON r.top_item = (SELECT min(x.top_item) FROM record x WHERE x.top_item >= h.item)
LEFT JOIN standing x ON x.record_id = r.id AND x.n = r.top_item - h.item
LEFT JOIN act a ON a.record_id = r.id AND a.n = r.top_item - h.item AND x.n IS NULL
LEFT JOIN statement s ON s.record_id = r.id AND s.n = r.top_item - h.item - r.acts AND x.n IS NULL"""
"""The record, and the act or statement, of each hit: as people's decisions have it, else as it was read."""


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: the record, and number and id of its statement or act; no id for a whole report.

    reviewed: people changed something of the record, so that it is shown as it stands.
    """

    record_id: int
    kind: Literal["act", "statement", "report"]
    n: int
    key: str | None
    reviewed: bool = False


def matches(connection: Connection, all_of: All, query: Query) -> list[Found]:
    """What fits, at most `query.limit`: first where the words stand close together, each with the newest first."""
    found: list[Found] = []
    seen: set[int] = set()
    for terms in (closer(all_of), all_of):
        for row in _newest(connection, terms, query) if terms is not None else ():
            if row.item not in seen:
                seen.add(row.item)
                found.append(Found(row.id, row.kind, row.n, row.key, bool(row.reviewed)))
                if len(found) == query.limit:
                    return found
    return found


def _newest(connection: Connection, all_of: All, query: Query) -> Iterator[Any]:
    """Every item that fits, the newest first, read in portions as far as they are asked for."""
    id = item_column(connection)
    fitting, values = condition(connection, all_of)
    limits, days = narrowing(query)
    size = query.limit
    below = ""
    while True:
        statement = f"""WITH hits AS (
    SELECT {id} AS item FROM {fitting}{below} ORDER BY {id} DESC LIMIT :size
) SELECT h.item, r.id, {KIND} AS kind, coalesce(a.n, s.n, 0) AS n, coalesce(x.key, a.key, s.key) AS key,
    EXISTS (SELECT 1 FROM standing y WHERE y.record_id = r.id) AS reviewed, {limits} AS fits
FROM {ITEMS} ORDER BY h.item DESC"""
        portion = connection.execute(text(statement), {**values, **days, "size": size}).all()
        yield from (row for row in portion if row.fits)
        if len(portion) < size:
            return
        below = f" AND {id} < :below"
        values["below"] = portion[-1].item
        size *= GROWTH


def item_column(connection: Connection) -> str:
    """How table `search` names the number of an item."""
    return "rowid" if connection.dialect.name == "sqlite" else "item"


def condition(connection: Connection, all_of: All) -> tuple[str, dict[str, Any]]:
    """What comes after FROM to get the items that fit, and the values in it; without terms everything fits."""
    plain, rest, ids = without_items(all_of)
    if ids:
        return _linked(connection, plain, rest, ids)
    if connection.dialect.name == "sqlite":
        return "search WHERE search MATCH :query", {"query": fts5(all_of or EVERYTHING)}
    return ("search WHERE vector @@ CAST(:query AS tsquery)", {"query": tsquery(all_of)}) if all_of else (
        "search WHERE true", {})  # fmt: skip


def _linked(connection: Connection, plain: All, rest: All, ids: tuple[int, ...]) -> tuple[str, dict[str, Any]]:
    """The same for what fits by its words, or is one of these items and fits but for the party's name."""
    values = {"items": json.dumps(ids)}
    if connection.dialect.name == "sqlite":
        found = """(SELECT rowid AS rowid FROM search WHERE search MATCH :query UNION
    SELECT rowid FROM search WHERE search MATCH :rest AND rowid IN (SELECT value FROM json_each(:items))) WHERE 1 = 1"""
        return found, {**values, "query": fts5(plain), "rest": fts5(rest or EVERYTHING)}
    among = "item IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(:items AS json)))"
    more = " AND vector @@ CAST(:rest AS tsquery)" if rest else ""
    values |= {"query": tsquery(plain), **({"rest": tsquery(rest)} if rest else {})}
    return f"search WHERE (vector @@ CAST(:query AS tsquery) OR ({among}{more}))", values


def narrowing(query: Query) -> tuple[str, dict[str, Any]]:
    """The condition on hits that the index knows only roughly (days) or not at all (copies, rejected); its values."""
    parts = {"since": f"{LAST_DAY} >= :since", "until": f"{DAY} <= :until"}
    given = {name: value for name in parts if (value := getattr(query, name))}
    limits = [parts[name] for name in given] + ([] if query.copies else [f"NOT {COPY}"])
    limits += [] if query.rejected else ["x.rejected IS NOT TRUE"]
    return " AND ".join(limits) or "1 = 1", given
