"""Asks the search index of either database; what comes back are numbers, nothing that anybody said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, text

from accordingto.casebook.query import All, fts5, tsquery

RANKED = 5_000
"""Of more hits than these the newest are ranked: ranking takes about a microsecond a hit, finding a thirtieth of it."""


def matches(connection: Connection, all_of: All, *, ranked: bool, size: int) -> Iterator[list[int]]:
    """The items that fit, best first (newest first where not ranked), in portions of growing size."""
    database = _Database(connection, all_of)
    least = database.nth_newest(RANKED) if ranked else None
    done = 0
    while some := database.page(ranked, least, size, done):
        yield some
        done += len(some)
        size *= 4
    if least is not None:
        yield from _older(database, least, size)


def _older(database: _Database, least: int, size: int) -> Iterator[list[int]]:
    done = 0
    while some := database.page(False, None, size, done, below=least):
        yield some
        done += len(some)


class _Database:
    """The index of one dialect, and one search in it."""

    def __init__(self, connection: Connection, all_of: All) -> None:
        self.connection = connection
        self.sqlite = connection.dialect.name == "sqlite"
        self.id = "rowid" if self.sqlite else "item"
        self.where, self.values = condition(connection, all_of)

    def nth_newest(self, n: int) -> int | None:
        """The number of the n-th newest item that fits, None where there are fewer."""
        found: int | None = self._run(
            f"SELECT {self.id} FROM search WHERE {self.where} ORDER BY {self.id} DESC LIMIT 1 OFFSET :n", n=n
        ).scalar()
        return found

    def page(self, ranked: bool, least: int | None, size: int, done: int, below: int | None = None) -> list[int]:
        """Some of the items that fit, from number `least` on or below `below`, after the first `done`."""
        order = f"{self.id} DESC"
        if ranked:
            best = "bm25(search, 2.0, 1.0)" if self.sqlite else "-ts_rank_cd(vector, CAST(:query AS tsquery), 1)"
            order = f"{best}, {order}"
        where = self.where + (f" AND {self.id} >= :least" if least is not None else "")
        where += f" AND {self.id} < :below" if below is not None else ""
        query = f"SELECT {self.id} FROM search WHERE {where} ORDER BY {order} LIMIT :size OFFSET :done"
        return list(self._run(query, least=least, below=below, size=size, done=done).scalars())

    def _run(self, query: str, **values: Any) -> Any:
        values = {name: value for name, value in values.items() if value is not None}
        return self.connection.execute(text(query), {**self.values, **values})


def condition(connection: Connection, all_of: All) -> tuple[str, dict[str, str]]:
    """The condition on table `search`, and its one value; without terms everything fits."""
    if not all_of:
        return "true", {}
    if connection.dialect.name == "sqlite":
        return "search MATCH :query", {"query": fts5(all_of)}
    return "vector @@ CAST(:query AS tsquery)", {"query": tsquery(all_of)}
