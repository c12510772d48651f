"""Which reports are copies of others, and which tell a story that its agency has killed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, and_, select

from accordingto.casebook import schema

KILLED = "copy of a report that its agency killed"
"""What is said of a report that `killed` finds; it is withdrawn by nobody but a person."""


def originals(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """Of which report each of these is a copy; the last word on a pair counts."""
    table = schema.copied_from
    query = select(table).where(table.c.report_id.in_(numbers)).order_by(table.c.id)
    said = {(row.report_id, row.original_id): row.undone for row in connection.execute(query)}
    return {copy: original for (copy, original), undone in said.items() if not undone}


def killed(connection: Connection, numbers: Collection[int]) -> set[int]:
    """Those of these reports that share their words with one that its agency killed: copies of one original, or it."""
    table = schema.copied_from
    first = originals(connection, list(numbers))
    heads = {first.get(number, number) for number in numbers}
    query = select(table.c.report_id).where(table.c.original_id.in_(heads)).distinct()
    copies = originals(connection, list(connection.execute(query).scalars()))
    if not copies:
        return set()
    dead = _dead(connection, {*copies, *copies.values()})
    groups = {copies.get(number, number) for number in dead}
    return {number for number in numbers if first.get(number, number) in groups and number not in dead}


def _dead(connection: Connection, numbers: Collection[int]) -> set[int]:
    """Those of these reports of which their agency said that they must not be used."""
    s, k = schema.story, schema.story.alias()
    kill = and_(k.c.story == s.c.story, k.c.killed, k.c.version >= s.c.version)
    query = select(s.c.report_id).join(k, kill).where(s.c.report_id.in_(numbers)).distinct()
    return set(connection.execute(query).scalars())
