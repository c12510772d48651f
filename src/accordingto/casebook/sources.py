"""Which reports are copies of others, under which source each counts, and which tell a story that its agency killed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, and_, func, select

from accordingto.casebook import schema

HIDDEN = ("refused", "withdrawn")
"""Consent without which material does not leave the casebook."""

KILLED = "copy of a report that its agency killed"
"""What is said of a report that `killed` finds; it is withdrawn by nobody but a person."""

_LINKED = """NOT {c}.undone AND NOT EXISTS (SELECT 1 FROM copied_from later
    WHERE later.report_id = {c}.report_id AND later.original_id = {c}.original_id AND later.id > {c}.id)"""
_SHOWN = f"""EXISTS (SELECT 1 FROM report o WHERE o.id = {{o}} AND NOT o.destroyed
    AND coalesce(o.consent, '') NOT IN {HIDDEN})"""
COPY = f"""EXISTS (SELECT 1 FROM copied_from c WHERE c.report_id = r.report_id AND {_LINKED.format(c="c")} AND (
    {_SHOWN.format(o="c.original_id")} OR EXISTS (
    SELECT 1 FROM copied_from d WHERE d.original_id = c.original_id AND d.report_id < r.report_id
    AND {_LINKED.format(c="d")} AND {_SHOWN.format(o="d.report_id")})))"""
"""Whether a record `r` is of a report that is no source of its own, in SQL: `sources` says the same of reports."""


def originals(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """Of which report each of these is a copy, whether that is shown or not; the last word on a pair counts."""
    return dict(sorted(_pairs(connection, schema.copied_from.c.report_id.in_(numbers))))


def sources(connection: Connection, numbers: Collection[int]) -> dict[int, int]:
    """Under which report each of these that is a copy counts: its original.

    Where that is withdrawn or destroyed its copies are one source all the same: the first that is shown stands for it.
    """
    table = schema.copied_from
    pairs = _pairs(connection, table.c.report_id.in_(numbers))
    gone = _gone(connection, {original for _, original in pairs})
    alike = _pairs(connection, table.c.original_id.in_(gone))
    hidden = _gone(connection, {copy for copy, _ in alike})
    first: dict[int, int] = {}
    for copy, original in sorted(alike):
        if copy not in hidden:
            first.setdefault(original, copy)
    found = {copy: first.get(original, copy) if original in gone else original for copy, original in sorted(pairs)}
    return {copy: source for copy, source in found.items() if source != copy}


def _pairs(connection: Connection, which: ColumnElement[bool]) -> set[tuple[int, int]]:
    """(copy, original) of these rows as far as they hold; the last word on a pair counts."""
    table = schema.copied_from
    said = {(row.report_id, row.original_id): row.undone
            for row in connection.execute(select(table).where(which).order_by(table.c.id))}  # fmt: skip
    return {pair for pair, undone in said.items() if not undone}


def _gone(connection: Connection, numbers: Collection[int]) -> set[int]:
    """Those of these reports that are withdrawn, refused or destroyed."""
    p = schema.report
    gone = p.c.destroyed | func.coalesce(p.c.consent, "").in_(HIDDEN)
    return set(connection.execute(select(p.c.id).where(p.c.id.in_(numbers), gone)).scalars())


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
