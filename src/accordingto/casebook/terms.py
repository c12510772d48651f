"""The terms by which a casebook describes itself: of each codebook that a run used, and of every record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from accordingto.acts.vocabulary import FORMAT, LISTS, Term
from accordingto.casebook import schema
from accordingto.casebook.engine import insert_many
from accordingto.types import Record


def keep(connection: Connection, told: Iterable[Term], cover: Callable[[str], str]) -> None:
    """Writes down those of these terms that are not there yet. cover: takes protected names out of a string."""
    t = schema.term
    there = {tuple(row) for row in connection.execute(select(t.c.codebook, t.c.version, t.c.list, t.c.code))}
    rows = [{"codebook": cover(one.codebook), "version": one.version, "list": one.list, "code": cover(one.code),
             "label": cover(one.words)} for one in told]  # fmt: skip
    new = [row for row in rows if (row["codebook"], row["version"], row["list"], row["code"]) not in there]
    first = int(connection.execute(select(func.coalesce(func.max(t.c.id), 0))).scalar_one()) + 1
    insert_many(connection, t, [{"id": id, **row} for id, row in enumerate(new, first)])


def all_terms(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every term, in the order in which they came, with the numbers of the runs that used its codebook."""
    runs = _runs(connection)
    t = schema.term
    for row in connection.execute(select(t).order_by(t.c.id)):
        of_format = (row.codebook, row.version) == FORMAT
        used = [id for id, version in runs.items() if of_format or version == row.version]
        yield {**row._mapping, "runs": used}


def _runs(connection: Connection) -> dict[int, str | None]:
    n = schema.run
    found = connection.execute(select(n.c.id, n.c.settings).order_by(n.c.id))
    return {row.id: json.loads(row.settings).get("codebook") for row in found}


class Known:
    """Which values the terms of a casebook know, for each run."""

    def __init__(self, connection: Connection) -> None:
        t, by_version = schema.term, dict[str, set[tuple[str, str]]]()
        for row in connection.execute(select(t)):
            by_version.setdefault(row.version, set()).add((row.list, row.code))
        self.common = by_version.get(FORMAT[1], set())
        self.own = {run: by_version[v] for run, v in _runs(connection).items() if v in by_version}

    def strange(self, run: int, record: Record) -> Iterator[tuple[str, str]]:
        """(list, value) of each value that is no known term. Types and modes only where the run's codebook is known."""
        own = self.own.get(run)
        for name, value in _values(record):
            known = self.common if name in LISTS else own
            if value is not None and known is not None and (name, value) not in known:
                yield name, value


def _values(record: Record) -> Iterator[tuple[str, str | None]]:
    yield "voice", record.report.voice
    for s in record.statements:
        yield from (("kind", s.kind), ("form", s.form), ("stance", s.stance))
    for a in record.acts:
        yield from (("type", a.type), ("mode", a.mode), ("harm", a.harm), ("stage", a.stage), ("status", a.status))
    yield from (("actor", actor.kind) for actor in record.actors)
    yield from (("time", time.type) for time in record.times)
    yield from (("precision", place.precision) for place in record.places)
