"""Records as rows and rows as records, without loss: what goes in comes out equal to the last confidence."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from accordingto.casebook import schema
from accordingto.casebook.engine import insert_many
from accordingto.casebook.journal import canonical
from accordingto.types import (
    Act,
    Actor,
    Capture,
    Count,
    Evidence,
    Place,
    Record,
    Report,
    Role,
    Span,
    Statement,
    Time,
    When,
)

Rows = dict[str, list[dict[str, Any]]]
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


def _place(name: str, span: Span | Role | Time | Place | None) -> dict[str, int | None]:
    return {f"{name}_start": span.start if span else None, f"{name}_end": span.end if span else None}


class Writer:
    """Collects the rows of many records; `flush` writes them in one go."""

    def __init__(self) -> None:
        self.rows: Rows = defaultdict(list)

    def add(self, record_id: int, record: Record) -> None:
        """The rows of one record, without its head (table `record`) and its text."""
        _Sheet(self.rows, record_id).fill(record)

    def flush(self, connection: Connection) -> None:
        """Writes what was collected."""
        for table in schema.OF_RECORD:
            if rows := self.rows[table.name]:
                insert_many(connection, table, rows)
        self.rows.clear()


class _Sheet:
    """The rows of one record on their way into `rows`."""

    def __init__(self, rows: Rows, record_id: int) -> None:
        self.rows = rows
        self.record_id = record_id
        self.counts: dict[str, int] = defaultdict(int)

    def fill(self, record: Record) -> None:
        for statement in record.statements:
            self._statement(statement)
        for act in record.acts:
            self._act(act)
        for actor in record.actors:
            self._actor(actor)
        for time in record.times:
            self._row("time", key=time.id, type=time.type, value=time.value,
                      earliest=time.earliest, latest=time.latest, **_place("passage", time))  # fmt: skip
        for place in record.places:
            self._row("place", key=place.id, name=place.name, country=place.country,
                      region=place.region, lat=place.lat, lon=place.lon, precision=place.precision,
                      metonym=place.metonym, disputed=place.disputed, geonames_id=place.geonames_id,
                      **_place("passage", place))  # fmt: skip

    def _row(self, table: str, **values: Any) -> int:
        n = self.counts[table]
        self.counts[table] += 1
        values["record_id"] = self.record_id
        values["n"] = n
        self.rows[table].append(values)
        return n

    def _count(self, count: Count | None) -> dict[str, Any]:
        low, high, approx = (count.min, count.max, count.approx) if count else (None, None, None)
        return {
            "count_min": low,
            "count_max": high,
            "count_approx": approx,
            **_place("count", count.span if count else None),
        }

    def _statement(self, s: Statement) -> None:
        n = self._row("statement", key=s.id, kind=s.kind, form=s.form, stance=s.stance, speaker=s.speaker,
                      answers=pack(s.answers), confidence=s.confidence, **_place("cue", s.cue),
                      **self._count(s.count))  # fmt: skip
        for span in s.content:
            self._row("statement_content", statement=n, **_place("passage", span))
        chain = [("source", role) for role in s.sources]
        for link, role in [*chain, ("about", s.about), ("addressee", s.addressee)]:
            if role:
                self._row("source_link", statement=n, link=link, actor=role.actor, codes=pack(role.codes),
                          **_place("passage", role))  # fmt: skip

    def _act(self, a: Act) -> None:
        when = a.when or When(None, None)
        n = self._row("act", key=a.id, scheme=a.scheme, type=a.type, mode=a.mode,
                      dated=a.when is not None, earliest=when.earliest, latest=when.latest, time=when.time,
                      place=a.where, harm=a.harm, stage=a.stage,
                      after=pack(a.after), per=pack(a.per), denied_by=pack(a.denied_by), status=a.status,
                      confidence=a.confidence, **_place("trigger", a.trigger), **_place("grounds", a.grounds),
                      **self._count(a.count))  # fmt: skip
        for target, role in [(False, r) for r in a.initiators] + [(True, r) for r in a.targets]:
            self._row("act_role", act=n, target=target, actor=role.actor, codes=pack(role.codes),
                      **_place("passage", role))  # fmt: skip

    def _actor(self, a: Actor) -> None:
        mentions = " ".join(f"{m.start}-{m.end}" for m in a.mentions) or None
        self._row("actor", key=a.id, name=a.name, description=a.description, kind=a.kind, codes=pack(a.codes),
                  mentions=mentions)  # fmt: skip


def head_row(record: Record) -> dict[str, Any]:
    """The columns of table `record` that come from the report itself."""
    report = record.report
    row: dict[str, Any] = {name: getattr(report, name) for name in HEAD_FIELDS}
    row["key"] = report.id
    row["byline"] = pack(report.byline)
    row["evidence"] = pack(e.to_dict() for e in report.evidence)
    row["warnings"] = pack(report.warnings)
    row["capture"] = canonical(report.capture.to_dict()) if report.capture else None
    return row


def load(connection: Connection, ids: Sequence[int]) -> dict[int, Record]:
    """The records with these numbers as they stand in the tables; numbers that do not exist are left out."""
    found: dict[int, Record] = {}
    for first in range(0, len(ids), IN_ONE_QUERY):
        some = ids[first : first + IN_ONE_QUERY]
        tables: dict[str, dict[int, list[Any]]] = {}
        for table in schema.OF_RECORD:
            by_record: dict[int, list[Any]] = defaultdict(list)
            columns = [c for c in table.c if c.name != "n"]
            query = select(*columns).where(table.c.record_id.in_(some)).order_by(table.c.record_id, table.c.n)
            for row in connection.execute(query):
                by_record[row[0]].append(row)
            tables[table.name] = by_record
        for head in connection.execute(_heads().where(schema.record.c.id.in_(some))):
            found[head.id] = _Reader({name: rows[head.id] for name, rows in tables.items()}, head.body).record(head)
    return found


def _heads() -> Any:
    r, t, p = schema.record, schema.text, schema.publication
    columns = [r.c.id, r.c.key, r.c.byline, r.c.evidence, r.c.warnings, r.c.capture, *(r.c[n] for n in HEAD_FIELDS)]
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
            capture=Capture.from_dict(json.loads(head.capture)) if head.capture else None,
            **{name: getattr(head, name) for name in HEAD_FIELDS},
        )
        return Record(
            report,
            statements=tuple(self._statement(n, row) for n, row in enumerate(self.rows["statement"])),
            acts=tuple(self._act(n, row) for n, row in enumerate(self.rows["act"])),
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

    def _statement(self, n: int, row: Any) -> Statement:
        links = self.parts["source_link"][n]
        one = {link: next((self._role(r) for r in links if r.link == link), None) for link in ("about", "addressee")}
        return Statement(
            id=row.key,
            kind=row.kind,
            sources=tuple(self._role(r) for r in links if r.link == "source"),
            speaker=row.speaker,
            cue=self._span(row.cue_start, row.cue_end),
            content=tuple(
                Span(*self._words(r.passage_start, r.passage_end)) for r in self.parts["statement_content"][n]
            ),
            form=row.form,
            stance=row.stance,
            answers=unpack(row.answers),
            count=self._count(row),
            confidence=row.confidence,
            **one,
        )

    def _act(self, n: int, row: Any) -> Act:
        roles = self.parts["act_role"][n]
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
        places = [m.split("-") for m in (row.mentions or "").split()]
        mentions = tuple(Span(*self._words(int(start), int(end))) for start, end in places)
        return Actor(row.key, row.name, row.description, row.kind, unpack(row.codes), mentions)

    def _time(self, row: Any) -> Time:
        return Time(
            row.key, *self._words(row.passage_start, row.passage_end), row.type, row.value, row.earliest, row.latest
        )

    def _place(self, row: Any) -> Place:
        words = self._words(row.passage_start, row.passage_end)
        return Place(row.key, *words, row.name, row.country, row.region, row.lat, row.lon, row.precision,
                     row.metonym, row.disputed, row.geonames_id)  # fmt: skip
