"""Counts what a search finds, by groups; a copy of a report is counted, but is no source of its own."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

from accordingto.casebook.query import GROUPS, All, Group, Query
from accordingto.casebook.search import DAY, ITEMS, KIND, condition, item_column, narrowing
from accordingto.casebook.sources import COPY
from accordingto.errors import UsageError

_GROUPS = {
    "day": DAY,
    "month": f"substr({DAY}, 1, 7)",
    "year": f"substr({DAY}, 1, 4)",
    "kind": KIND,
    "type": "coalesce(x.type, a.type)",
    "mode": "coalesce(x.mode, a.mode)",
    "status": "coalesce(x.status, a.status)",
    "harm": "coalesce(x.harm, a.harm)",
    "stance": "coalesce(x.stance, s.stance)",
    "country": "coalesce(x.country, p.country)",
    "place": "coalesce(x.place, p.name)",
    "publisher": "u.name",
    "language": "r.language",
    "run": "CAST(r.run_id AS VARCHAR)",
}
"""How each group is told; an item that has no such thing is counted under none."""

_TABLES = f"""{ITEMS}
LEFT JOIN place p ON p.record_id = a.record_id AND p.key = a.place
LEFT JOIN publication u ON u.id = r.publication_id"""


def count_by(connection: Connection, all_of: All, query: Query, by: Sequence[str]) -> list[Group]:
    """The groups of all hits, the largest first. Raises `UsageError` for a group that there is not."""
    for name in by:
        if name not in GROUPS:
            raise UsageError(f"--by: no group {name[:40]!r}; there are {', '.join(GROUPS)}")
    fitting, values = condition(connection, all_of)
    limits, days = narrowing(query)
    columns = "".join(f"{_GROUPS[name]} AS g{n}, " for n, name in enumerate(by))
    groups = ", ".join(str(n + 1) for n in range(len(by)))
    statement = f"""WITH hits AS (SELECT {item_column(connection)} AS item FROM {fitting})
SELECT {columns}count(*), count(DISTINCT r.report_id), count(DISTINCT CASE WHEN NOT {COPY} THEN r.report_id END)
FROM {_TABLES} WHERE {limits}
{f"GROUP BY {groups}" if by else ""} ORDER BY {len(by) + 1} DESC, {groups or "1"}"""
    rows = connection.execute(text(statement), {**values, **days})
    return [Group(tuple(row[: len(by)]), *row[len(by) :]) for row in rows]
