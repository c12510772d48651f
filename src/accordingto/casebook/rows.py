"""Rows as records: what `sheets` wrote comes out equal to the last confidence."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from accordingto.casebook import schema
from accordingto.types import (
    Act,
    Actor,
    Capture,
    Count,
    Evidence,
    Locator,
    Place,
    Record,
    Report,
    Role,
    Span,
    Statement,
    Time,
    When,
)

IN_ONE_QUERY = 400
"""Records loaded together; SQLite takes at most 999 parameters in old builds."""

HEAD_FIELDS = ("input", "url", "title", "agency", "voice", "dateline", "published_at", "language")


_TERM = re.compile(r"[A-Za-z0-9_]+")


def pack(values: Iterable[Any]) -> str | None:
    """Several plain values as one: terms between spaces ("TUR GOV"), JSON where one is no term, none as null."""
    values = list(values)
    if not values:
        return None
    if all(isinstance(v, str) and _TERM.fullmatch(v) for v in values):
        return " ".join(values)
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def unpack(value: str | None) -> tuple[Any, ...]:
    """What `pack` took."""
    if not value:
        return ()
    return tuple(json.loads(value)) if value.startswith("[") else tuple(value.split(" "))


def load(connection: Connection, ids: Sequence[int]) -> dict[int, Record]:
    """The records with these numbers as they stand in the tables; numbers that do not exist are left out."""
    found: dict[int, Record] = {}
    for first in range(0, len(ids), IN_ONE_QUERY):
        some = ids[first : first + IN_ONE_QUERY]
        found |= assemble(connection, some, {table.name: connection.execute(
            select(table).where(table.c.record_id.in_(some)).order_by(table.c.record_id, table.c.n)
        ) for table in schema.OF_RECORD})  # fmt: skip
    return found


def assemble(connection: Connection, ids: Sequence[int], rows: Mapping[str, Iterable[Any]]) -> dict[int, Record]:
    """The records with these numbers out of the given rows of each table, which are in the record's own order."""
    tables: dict[str, dict[int, list[Any]]] = {table.name: defaultdict(list) for table in schema.OF_RECORD}
    for name, some in rows.items():
        for row in some:
            tables[name][row.record_id].append(row)
    heads = connection.execute(_heads().where(schema.record.c.id.in_(ids)))
    return {head.id: _Reader({name: of[head.id] for name, of in tables.items()}, head.body).record(head)
            for head in heads}  # fmt: skip


def _heads() -> Any:
    r, t, p = schema.record, schema.text, schema.publication
    columns = [r.c.id, r.c.key, r.c.byline, r.c.evidence, r.c.warnings, r.c.capture, r.c.locators,
               *(r.c[n] for n in HEAD_FIELDS)]  # fmt: skip
    return select(*columns, t.c.body, p.c.name.label("publisher")).join_from(r, t).outerjoin(p)


class _Reader:
    """One record out of its rows."""

    def __init__(self, rows: dict[str, list[Any]], body: str) -> None:
        self.rows = rows
        self.body = body
        self.parts: dict[str, dict[int, list[Any]]] = {}
        for table, owner in (("statement_content", "statement"), ("source_link", "statement"), ("act_role", "act")):
            grouped: dict[int, list[Any]] = defaultdict(list)
            for row in rows[table]:
                grouped[getattr(row, owner)].append(row)
            self.parts[table] = grouped

    def record(self, head: Any) -> Record:
        report = Report(
            id=head.key,
            text=self.body,
            publisher=head.publisher,
            byline=unpack(head.byline),
            evidence=tuple(Evidence.from_dict(e) for e in unpack(head.evidence)),
            warnings=unpack(head.warnings),
            capture=Capture(*json.loads(head.capture)) if head.capture else None,
            locators=tuple(Locator(*self._words(start, start + length), label, number)
                           for label, number, start, length in unpack(head.locators)),
            **{name: getattr(head, name) for name in HEAD_FIELDS},
        )  # fmt: skip
        return Record(
            report,
            statements=tuple(self._statement(row) for row in self.rows["statement"]),
            acts=tuple(self._act(row) for row in self.rows["act"]),
            actors=tuple(self._actor(row) for row in self.rows["actor"]),
            times=tuple(self._time(row) for row in self.rows["time"]),
            places=tuple(self._place(row) for row in self.rows["place"]),
        )

    def _words(self, start: int, end: int) -> tuple[int, int, str]:
        return start, end, self.body[start:end]

    def _span(self, start: int | None, end: int | None) -> Span | None:
        return None if start is None or end is None else Span(*self._words(start, end))

    def _role(self, row: Any) -> Role:
        return Role(*self._words(row.passage_start, row.passage_end), row.actor, unpack(row.codes))

    def _count(self, row: Any) -> Count | None:
        if row.count_approx is None:
            return None
        return Count(row.count_min, row.count_max, row.count_approx, self._span(row.count_start, row.count_end))

    def _statement(self, row: Any) -> Statement:
        links = self.parts["source_link"][row.n]
        one = {link: next((self._role(r) for r in links if r.link == link), None) for link in ("about", "addressee")}
        return Statement(
            id=row.key,
            kind=row.kind,
            sources=tuple(self._role(r) for r in links if r.link == "source"),
            speaker=row.speaker,
            cue=self._span(row.cue_start, row.cue_end),
            content=tuple(
                Span(*self._words(r.passage_start, r.passage_end)) for r in self.parts["statement_content"][row.n]
            ),
            form=row.form,
            stance=row.stance,
            answers=unpack(row.answers),
            count=self._count(row),
            confidence=row.confidence,
            **one,
        )

    def _act(self, row: Any) -> Act:
        roles = self.parts["act_role"][row.n]
        return Act(
            id=row.key,
            scheme=row.scheme,
            type=row.type,
            mode=row.mode,
            trigger=Span(*self._words(row.trigger_start, row.trigger_end)),
            initiators=tuple(self._role(r) for r in roles if not r.target),
            targets=tuple(self._role(r) for r in roles if r.target),
            when=When(row.earliest, row.latest, row.time) if row.dated else None,
            where=row.place,
            count=self._count(row),
            harm=row.harm,
            grounds=self._span(row.grounds_start, row.grounds_end),
            stage=row.stage,
            after=unpack(row.after),
            per=unpack(row.per),
            denied_by=unpack(row.denied_by),
            status=row.status,
            confidence=row.confidence,
        )

    def _actor(self, row: Any) -> Actor:
        places = [m.split("+") for m in (row.mentions or "").split()]
        mentions = tuple(Span(*self._words(int(start), int(start) + int(length))) for start, length in places)
        return Actor(row.key, row.name, row.description, row.kind, unpack(row.codes), mentions)

    def _time(self, row: Any) -> Time:
        return Time(
            row.key, *self._words(row.passage_start, row.passage_end), row.type, row.value, row.earliest, row.latest
        )

    def _place(self, row: Any) -> Place:
        words = self._words(row.passage_start, row.passage_end)
        return Place(row.key, *words, row.name, row.country, row.region, row.lat, row.lon, row.precision,
                     row.metonym, row.disputed, row.geonames_id)  # fmt: skip
