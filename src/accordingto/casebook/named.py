"""Who and what stands in the reports by name: parties, persons at law, places of acts; for lists and pages of one."""

from __future__ import annotations

from collections.abc import Collection
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
    """An actor of one report that bears a name or is known to be one who does. name: as that report has it.

    who: the same for all that are one as reconciling and people have it; empty where the report is not reconciled.
    """

    report: int
    actor: str
    kind: str
    codes: tuple[str, ...]
    name: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody as reconciling and people have it.

    id: the first actor, by report ("12.a3"). names: all that stand for it. reasons: why the reports' actors are one;
    confidence: of the least sure of them.
    """

    id: str
    names: tuple[str, ...]
    codes: tuple[str, ...]
    reports: tuple[int, ...]
    confidence: float
    reasons: tuple[str, ...]


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
    a, r, t = schema.actor, schema.record, schema.same_as
    told = func.coalesce(a.c.name, a.c.description)
    joined = _current(a).outerjoin(t, and_(t.c.record_id == a.c.record_id, t.c.actor == a.c.key))
    query = select(r.c.report_id, a.c.key, a.c.kind, a.c.codes, told, func.coalesce(t.c.who, "")).select_from(joined)
    found = {_standing(row) for row in connection.execute(query.where(func.lower(a.c.name) == name.lower(), CURRENT))}
    for some in parts({s.who for s in found} - {""}):
        found |= {_standing(row) for row in connection.execute(query.where(t.c.who.in_(some), CURRENT))}
    return sorted(found, key=lambda s: (s.report, s.actor))


def _standing(row: Any) -> Standing:
    report, actor, kind, codes, name, who = row
    return Standing(report, actor, kind, unpack(codes), name, who)


def known(connection: Connection, words: str, limit: int) -> list[Known]:
    """Who is known with these words in a name, those of most reports first; nobody where it was never reconciled."""
    a, r, t = schema.actor, schema.record, schema.same_as
    name = func.coalesce(a.c.name, a.c.description).label("name")
    joined = _current(a).join(t, and_(t.c.record_id == a.c.record_id, t.c.actor == a.c.key))
    query = select(r.c.report_id, a.c.key, a.c.codes, name, t.c.who, t.c.part, t.c.confidence, t.c.reasons)
    query = query.select_from(joined).where(CURRENT)
    whose = {row.who for row in connection.execute(query.where(*_like(name, words)))}
    by_who: dict[str, list[Any]] = {}
    for some in parts(whose):
        for row in connection.execute(query.where(t.c.who.in_(some)).order_by(r.c.report_id, a.c.n)):
            by_who.setdefault(row.who, []).append(row)
    found = sorted(map(_known, by_who.values()), key=lambda k: (-len(k.reports), k.names))
    return found[:limit]


def _known(rows: list[Any]) -> Known:
    first, several = rows[0], len(rows) > 1
    reasons = [line for row in rows for line in (row.reasons or "").split("\n") if line and several]
    if any(row.part != row.who for row in rows):
        reasons.append("by people's decision")
    return Known(
        f"{first.report_id}.{first.key}", tuple(dict.fromkeys(row.name for row in rows)),
        tuple(dict.fromkeys(code for row in rows for code in unpack(row.codes))),
        tuple(dict.fromkeys(row.report_id for row in rows)), min(row.confidence for row in rows) if several else 1.0,
        tuple(dict.fromkeys(reasons)),
    )  # fmt: skip


def items_of(connection: Connection, name: str) -> list[int]:
    """What stands in the search index of those who bear a name, or are known to be one who does; of no private person.

    name: quotes around it do not count. What people changed is left out: it is found by the names that they gave.
    """
    t, a, r, s = schema.same_as, schema.actor, schema.record, schema.statement
    bare = name.strip('" ').lower()
    told = func.lower(func.coalesce(a.c.name, a.c.description))
    bearing = select(t.c.who).join(a, and_(a.c.record_id == t.c.record_id, a.c.key == t.c.actor))
    whose = set(connection.execute(bearing.where(t.c.public, told.in_([bare, f"the {bare}"]))).scalars())
    links, roles, now = schema.source_link, schema.act_role, schema.standing
    found: set[int] = set()
    for some in parts(whose):
        own = select(t.c.record_id, t.c.actor, r.c.top_item, r.c.acts).join(r, r.c.id == t.c.record_id)
        these = own.where(t.c.who.in_(some), t.c.public, r.c.current).subquery().c
        for table, n, actor, top in (
            (roles, roles.c.act, roles.c.actor, these.top_item),
            (links, links.c.statement, links.c.actor, these.top_item - these.acts),
            (s, s.c.n, s.c.speaker, these.top_item - these.acts),
        ):
            query = select(top - n).where(table.c.record_id == these.record_id, actor == these.actor)
            found |= set(connection.execute(query).scalars())
        changed = select(these.top_item - now.c.n).where(now.c.record_id == these.record_id)
        found -= set(connection.execute(changed).scalars())
    return sorted(found)


def acts_at(connection: Connection, name: str, country: str | None) -> list[int]:
    """The reports that tell of an act at a place of this name, in order."""
    p, c, r = schema.place, schema.act, schema.record
    joined = _current(p).join(c, and_(c.c.record_id == p.c.record_id, c.c.place == p.c.key))
    here = p.c.country == country if country else p.c.country.is_(None)
    query = select(r.c.report_id).select_from(joined).where(p.c.name == name, here, CURRENT).distinct()
    return list(connection.execute(query.order_by(r.c.report_id)).scalars())


def events_with(
    connection: Connection, names: Collection[str], limit: int, reports: Collection[int] | None = None
) -> list[str]:
    """The keys of events on which a party of one of these names stands somewhere, the newest first.

    reports: as these reports have it.
    """
    e, p, r = schema.event, schema.position, schema.record
    query = select(e.c.key, e.c.latest).join(p, p.c.event_id == e.c.id).distinct()
    query = query.where(func.lower(p.c.party).in_([name.lower() for name in names]))
    if reports is not None:
        query = query.join(r, r.c.id == p.c.record_id).where(r.c.report_id.in_(reports))
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
