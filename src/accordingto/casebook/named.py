"""Who and what stands in the reports by name: parties, persons at law, places of acts; for lists and pages of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, or_, select

from accordingto.casebook import schema
from accordingto.casebook.happenings import CURRENT, parts
from accordingto.casebook.rows import unpack

OFFICES = ("GOV", "MIL", "COP", "JUD", "LEG", "OPP", "PTY", "SPY", "REB", "UAF", "PRM", "IGO")
"""Codes of those whose public conduct is the matter; a person without any of them is a private one."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and in how many reports it stands. kind: of the actor; ``place`` for places, with the country."""

    name: str
    kind: str
    codes: tuple[str, ...]
    reports: int


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor of one report that bears a name, `name` as that report has it."""

    report: int
    actor: str
    kind: str
    codes: tuple[str, ...]
    name: str


def parties(connection: Connection, words: str, first: int, limit: int) -> list[Named]:
    """Organisations, countries, groups and persons in office, those of most reports first. words: part of the name."""
    a = schema.actor
    public = or_(a.c.kind.in_(("organisation", "country", "group")), and_(a.c.kind == "person", _in_office()))
    query = select(func.min(a.c.name), a.c.kind, func.max(a.c.codes), _reports()).select_from(_current(a))
    query = query.where(a.c.name.is_not(None), public, *_like(a.c.name, words), CURRENT).group_by(
        func.lower(a.c.name), a.c.kind
    )
    return _named(connection, query, first, limit)


def people(connection: Connection, words: str, first: int, limit: int) -> list[Named]:
    """Persons to whom something is told to have been done, those at law first and of most reports."""
    a, r, c = schema.actor, schema.act_role, schema.act
    joined = _current(a).join(r, and_(r.c.record_id == a.c.record_id, r.c.actor == a.c.key, r.c.target))
    joined = joined.join(c, and_(c.c.record_id == r.c.record_id, c.c.n == r.c.act))
    query = select(func.min(a.c.name), a.c.kind, func.max(a.c.codes), _reports()).select_from(joined)
    done = or_(c.c.stage.is_not(None), c.c.harm.is_not(None))
    query = query.where(a.c.kind == "person", a.c.name.is_not(None), done, *_like(a.c.name, words), CURRENT)
    return _named(connection, query.group_by(func.lower(a.c.name), a.c.kind), first, limit)


def places(connection: Connection, words: str, first: int, limit: int) -> list[Named]:
    """Places of acts, those of most reports first."""
    p, c = schema.place, schema.act
    joined = _current(p).join(c, and_(c.c.record_id == p.c.record_id, c.c.place == p.c.key))
    query = select(p.c.name, literal("place"), p.c.country, _reports()).select_from(joined)
    query = query.where(*_like(p.c.name, words), CURRENT).group_by(p.c.name, p.c.country)
    return _named(connection, query, first, limit)


def standings(connection: Connection, name: str) -> list[Standing]:
    """Every actor of a report that bears this name, in small or capital letters, or is known to be one who does."""
    a, r = schema.actor, schema.record
    query = (
        select(r.c.id, r.c.report_id, a.c.key, a.c.kind, a.c.codes, a.c.name).select_from(_current(a)).where(CURRENT)
    )
    bearing = list(connection.execute(query.where(func.lower(a.c.name) == name.lower())))
    places = {(row.id, row.key) for row in bearing}
    others = _same(connection, places) - places
    kinds = {row.kind for row in bearing}
    for some in parts(record for record, _ in others):
        linked = connection.execute(query.where(r.c.id.in_(some), a.c.name.is_not(None), a.c.kind.in_(kinds)))
        bearing += [row for row in linked if (row.id, row.key) in others]
    found = [Standing(row.report_id, row.key, row.kind, unpack(row.codes), row.name) for row in bearing]
    return sorted(found, key=lambda s: (s.report, s.actor))


def _same(connection: Connection, places: set[tuple[int, str]]) -> set[tuple[int, str]]:
    """The actors that reconciling found to be one party with any of these, as (record, key)."""
    t = schema.same_as
    found: set[tuple[int, str]] = set()
    for some in parts(record for record, _ in places):
        query = select(t).where(or_(t.c.record_id.in_(some), t.c.other_record_id.in_(some)))
        for row in connection.execute(query):
            pair = {(row.record_id, row.actor), (row.other_record_id, row.other_actor)}
            found |= pair if pair & places else set()
    return found


def acts_at(connection: Connection, name: str, country: str | None) -> list[int]:
    """The reports that tell of an act at a place of this name, in order."""
    p, c, r = schema.place, schema.act, schema.record
    joined = _current(p).join(c, and_(c.c.record_id == p.c.record_id, c.c.place == p.c.key))
    here = p.c.country == country if country else p.c.country.is_(None)
    query = select(r.c.report_id).select_from(joined).where(p.c.name == name, here, CURRENT).distinct()
    return list(connection.execute(query.order_by(r.c.report_id)).scalars())


def events_with(connection: Connection, name: str, limit: int) -> list[str]:
    """The keys of events on which a party of this name stands somewhere, the newest first."""
    e, p = schema.event, schema.position
    query = select(e.c.key, e.c.latest).join(p, p.c.event_id == e.c.id)
    query = query.where(func.lower(p.c.party) == name.lower()).distinct()
    return [row.key for row in connection.execute(query.order_by(e.c.latest.desc(), e.c.key).limit(limit))]


def _current(table: Any) -> Any:
    r, p = schema.record, schema.report
    return table.join(r, r.c.id == table.c.record_id).join(p, p.c.id == r.c.report_id)


def _reports() -> Any:
    return func.count(schema.record.c.report_id.distinct())


def _like(column: Any, words: str) -> list[ColumnElement[bool]]:
    return [column.icontains(word, autoescape=True) for word in words.split()]


def _in_office() -> ColumnElement[bool]:
    padded = literal(" ") + schema.actor.c.codes + literal(" ")
    return or_(*(padded.like(f"% {code} %") for code in OFFICES))


def _named(connection: Connection, query: Select[Any], first: int, limit: int) -> list[Named]:
    query = query.order_by(_reports().desc(), query.selected_columns[0]).offset(first - 1).limit(limit)
    return [Named(name, kind, unpack(codes), reports) for name, kind, codes, reports in connection.execute(query)]
