"""Counts what a search finds, by groups; a copy of a report is counted, but is no source of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from accordingto.casebook.query import All, Query
from accordingto.casebook.search import condition
from accordingto.errors import UsageError

_DAY = "coalesce(a.earliest, a.latest, substr(r.published_at, 1, 10))"
_LAST_DAY = "coalesce(a.latest, CASE WHEN a.earliest > substr(r.published_at, 1, 10) THEN a.earliest END, " \
            "substr(r.published_at, 1, 10), a.earliest)"  # fmt: skip

GROUPS = {
    "day": _DAY,
    "month": f"substr({_DAY}, 1, 7)",
    "year": f"substr({_DAY}, 1, 4)",
    "kind": "CASE (h.item >> 19) & 3 WHEN 0 THEN 'act' WHEN 1 THEN 'statement' ELSE 'report' END",
    "type": "a.type",
    "mode": "a.mode",
    "status": "a.status",
    "harm": "a.harm",
    "stance": "s.stance",
    "country": "p.country",
    "place": "p.name",
    "publisher": "u.name",
    "language": "r.language",
    "run": "CAST(r.run_id AS VARCHAR)",
}
"""What can be counted by; an item that has no such thing is counted under none."""

_TABLES = """search_hits h
JOIN record r ON r.id = h.item >> 21
LEFT JOIN act a ON (h.item >> 19) & 3 = 0 AND a.record_id = r.id AND a.n = h.item & 524287
LEFT JOIN statement s ON (h.item >> 19) & 3 = 1 AND s.record_id = r.id AND s.n = h.item & 524287
LEFT JOIN place p ON p.record_id = a.record_id AND p.key = a.place
LEFT JOIN publication u ON u.id = r.publication_id
LEFT JOIN (SELECT DISTINCT c.report_id FROM copied_from c WHERE NOT c.undone AND NOT EXISTS (
    SELECT 1 FROM copied_from d WHERE d.report_id = c.report_id AND d.original_id = c.original_id AND d.id > c.id
)) k ON k.report_id = r.report_id"""


@dataclass(frozen=True, slots=True)
class Group:
    """How often something was found. `sources`: reports that are no copies of others."""

    values: tuple[str | None, ...]
    items: int
    reports: int
    sources: int


def count_by(connection: Connection, all_of: All, query: Query, by: Sequence[str]) -> list[Group]:
    """The groups of all hits, the largest first. Raises `UsageError` for a group that there is not."""
    for name in by:
        if name not in GROUPS:
            raise UsageError(f"--by: no group {name[:40]!r}; there are {', '.join(GROUPS)}")
    where, values = condition(connection, all_of)
    conditions = ["1 = 1"]
    if query.since:
        conditions.append(f"{_LAST_DAY} >= :since")
    if query.until:
        conditions.append(f"{_DAY} <= :until")
    if not query.copies:
        conditions.append("k.report_id IS NULL")
    columns = "".join(f"{GROUPS[name]} AS g{n}, " for n, name in enumerate(by))
    groups = ", ".join(str(n + 1) for n in range(len(by)))
    id = "rowid" if connection.dialect.name == "sqlite" else "item"
    statement = f"""WITH search_hits AS (SELECT {id} AS item FROM search WHERE {where})
SELECT {columns}count(*), count(DISTINCT r.report_id),
       count(DISTINCT CASE WHEN k.report_id IS NULL THEN r.report_id END)
FROM {_TABLES} WHERE {" AND ".join(conditions)}
{f"GROUP BY {groups}" if by else ""} ORDER BY {len(by) + 1} DESC, {groups or "1"}"""
    limits = {name: value for name, value in (("since", query.since), ("until", query.until)) if value}
    return [Group(tuple(row[: len(by)]), *row[len(by) :]) for row in
            connection.execute(text(statement), {**values, **limits})]  # fmt: skip
