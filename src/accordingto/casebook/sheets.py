"""Records as rows, on their way into the tables; `rows` reads them back without loss."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection

from accordingto.casebook import schema
from accordingto.casebook.engine import insert_many
from accordingto.casebook.journal import canonical
from accordingto.casebook.rows import HEAD_FIELDS, pack
from accordingto.types import Act, Actor, Count, Place, Record, Role, Span, Statement, Time, When

Rows = dict[str, list[dict[str, Any]]]


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
        mentions = " ".join(f"{m.start}+{m.end - m.start}" for m in a.mentions) or None
        self._row("actor", key=a.id, name=a.name, description=a.description, kind=a.kind, codes=pack(a.codes),
                  mentions=mentions)  # fmt: skip


def head_row(record: Record) -> dict[str, Any]:
    """The columns of table `record` that come from the report itself."""
    report = record.report
    row: dict[str, Any] = {name: getattr(report, name) for name in HEAD_FIELDS}
    row["key"] = report.id
    row["acts"] = len(record.acts)
    row["byline"] = pack(report.byline)
    row["evidence"] = pack(e.to_dict() for e in report.evidence)
    row["warnings"] = pack(report.warnings)
    row["locators"] = pack([at.label, at.number, at.start, at.end - at.start] for at in report.locators)
    row["capture"] = canonical(list(report.capture.to_dict().values())) if report.capture else None
    return row
