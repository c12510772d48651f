"""What is left to review, report by report, in numbers alone: no words of a report pass through here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, exists, func, or_, select

from accordingto.casebook import schema
from accordingto.casebook.happenings import CURRENT
from accordingto.casebook.store import Casebook


@dataclass(frozen=True, slots=True)
class Waiting:
    """One report that nobody has finished.

    items: statements and acts as read; decided: those of them somebody decided on. doubt: the machine's mean doubt, 0
    sure to 1. accuses: an act or statement blames a named person. watched: something that is watched for is in it.
    novel: the share of its acts that no other report tells, 1 where nothing is reconciled yet. copy: of another report.
    """

    report: int
    published_at: str
    items: int
    decided: int
    doubt: float
    accuses: bool
    watched: bool
    novel: float
    copy: bool


def waiting(casebook: Casebook, done_by: Collection[str], done_to: Collection[str]) -> list[Waiting]:
    """All reports that nobody has finished in the shared review, by number.

    done_by, done_to: types of acts whose initiator, whose target is blamed.
    """
    r, p = schema.record, schema.report
    with casebook.reading() as connection:
        query = select(r.c.id, p.c.id.label("number"), r.c.published_at).join(p, r.c.report_id == p.c.id).where(CURRENT)
        records = connection.execute(query.order_by(p.c.id)).all()
        statements, acts = (_confidences(connection, t) for t in (schema.statement, schema.act))
        decided, finished = _decided(connection), _finished(connection)
        accusing = _accusing(connection, done_by, done_to)
        watched = set(connection.execute(select(schema.watch_item.c.record_id).distinct()).scalars())
        novel = _novel(connection)
        copies = set(
            connection.execute(select(schema.copied_from.c.report_id).where(~schema.copied_from.c.undone)).scalars()
        )
    found = []
    for record in records:
        if record.id in finished:
            continue
        parts = [counts[record.id] for counts in (statements, acts) if record.id in counts]
        items = sum(n for n, _ in parts)
        doubt = 1 - sum(total for _, total in parts) / items if items else 0.0
        found.append(Waiting(record.number, record.published_at or "", items, decided.get(record.id, 0), doubt,
                             record.id in accusing, record.id in watched, novel.get(record.id, 1.0),
                             record.number in copies))  # fmt: skip
    return found


def _confidences(connection: Connection, table: Any) -> dict[int, tuple[int, float]]:
    query = select(table.c.record_id, func.count(), func.sum(table.c.confidence)).group_by(table.c.record_id)
    return {row[0]: (row[1], float(row[2])) for row in connection.execute(query)}


def _decided(connection: Connection) -> dict[int, int]:
    v = schema.review
    query = select(v.c.record_id, func.count(v.c.item.distinct())).where(
        v.c.coding.is_(None), v.c.decision.in_(("accept", "reject", "change"))
    )
    return {row[0]: row[1] for row in connection.execute(query.group_by(v.c.record_id))}


def _finished(connection: Connection) -> set[int]:
    v = schema.review
    query = select(v.c.record_id).where(v.c.coding.is_(None), v.c.decision == "finish").distinct()
    return set(connection.execute(query).scalars())


def _accusing(connection: Connection, done_by: Collection[str], done_to: Collection[str]) -> set[int]:
    """Records with an act that blames a named person, or a statement that asserts something about one."""
    a, role, s, link, who = schema.act, schema.act_role, schema.statement, schema.source_link, schema.actor
    person = and_(who.c.kind == "person", who.c.name.is_not(None))
    blamed = or_(
        and_(~role.c.target, or_(a.c.type.in_(list(done_by)), a.c.harm.is_not(None))),
        and_(role.c.target, or_(a.c.type.in_(list(done_to)), a.c.stage.is_not(None))),
    )
    acts = (
        select(a.c.record_id).distinct()
        .join(role, and_(role.c.record_id == a.c.record_id, role.c.act == a.c.n))
        .join(who, and_(who.c.record_id == role.c.record_id, who.c.key == role.c.actor)).where(person, blamed)
    )  # fmt: skip
    about = exists().where(link.c.record_id == s.c.record_id, link.c.statement == s.c.n, link.c.link == "about",
                           who.c.record_id == link.c.record_id, who.c.key == link.c.actor, person)  # fmt: skip
    statements = select(s.c.record_id).distinct().where(s.c.stance == "asserts", about)
    return {*connection.execute(acts).scalars(), *connection.execute(statements).scalars()}


def _novel(connection: Connection) -> dict[int, float]:
    """The share of each record's acts, of those that belong to an event, that no other record tells."""
    ea = schema.event_act
    of_one = select(ea.c.event_id).group_by(ea.c.event_id).having(func.count(ea.c.record_id.distinct()) == 1).subquery()
    alone = func.count(of_one.c.event_id)
    query = (
        select(ea.c.record_id, func.count(), alone)
        .outerjoin(of_one, of_one.c.event_id == ea.c.event_id).group_by(ea.c.record_id)
    )  # fmt: skip
    return {row[0]: row[2] / row[1] for row in connection.execute(query)}
