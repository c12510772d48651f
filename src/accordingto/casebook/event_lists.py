"""Lists of events, a page at a time: what is asked narrows them in the database, so that long lists stay quick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, exists, func, or_, select

from accordingto.casebook import schema

AGAINST = ("denies_act", "denies_responsibility")
"""Stances that make an event contested."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What is asked of events: words of title, place or party; a day since which; several reports; contested."""

    words: str = ""
    since: str | None = None
    several: bool = False
    contested: bool = False


def keys(connection: Connection, asked: Listing, stored: Callable[[str], str], first: int, limit: int) -> list[str]:
    """The keys of the events that fit, the newest first, from number `first` on. stored: names as tables have them."""
    e = schema.event
    query = _narrowed(select(e.c.key), asked, stored)
    query = query.order_by(func.coalesce(e.c.latest, e.c.earliest, "").desc(), e.c.key).offset(first - 1).limit(limit)
    return list(connection.execute(query).scalars())


def total(connection: Connection, asked: Listing, stored: Callable[[str], str]) -> int:
    """How many events fit."""
    return int(connection.execute(_narrowed(select(func.count(schema.event.c.id)), asked, stored)).scalar_one())


def _narrowed(query: Select[Any], asked: Listing, stored: Callable[[str], str]) -> Select[Any]:
    e, a, p = schema.event, schema.event_act, schema.position
    for word in stored(asked.words).split():
        speaks = exists().where(p.c.event_id == e.c.id, p.c.party.icontains(word, autoescape=True))
        told = (column.icontains(word, autoescape=True) for column in (e.c.title, e.c.place))
        query = query.where(or_(*told, speaks))
    if asked.since is not None:
        query = query.where(e.c.latest >= asked.since)
    if asked.several:
        reports = select(func.count(a.c.record_id.distinct())).where(a.c.event_id == e.c.id).scalar_subquery()
        query = query.where(reports > 1)
    if asked.contested:
        query = query.where(exists().where(p.c.event_id == e.c.id, p.c.stance.in_(AGAINST)))
    return query
