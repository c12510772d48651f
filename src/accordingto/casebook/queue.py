"""What is left to review, report by report, in numbers alone: no words of a report pass through here."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, exists, func, select

from accordingto.casebook import schema
from accordingto.casebook.blaming import PERSON, WHO, blaming
from accordingto.casebook.carrying import of_coding, step_of
from accordingto.casebook.happenings import CURRENT
from accordingto.casebook.reviews import NEW, REPORT, lost_key
from accordingto.casebook.store import Casebook

ADDED = tuple(prefix for prefix, _ in NEW.values())
"""Ids of what stands on record by people alone begin so."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One report that nobody has finished.

    items: statements and acts as read; decided: those of them on which a decision holds. again: items to be looked at
    again, for the newest reading differs from the one decided on. doubt: the machine's mean doubt, 0 sure to 1.
    accuses: an act or statement blames a named person. watched: something that is watched for is in it.
    novel: the share of its acts that no other report tells, 1 where nothing is reconciled yet. copy: of another report.
    """

    report: int
    published_at: str
    items: int
    decided: int
    again: int
    doubt: float
    accuses: bool
    watched: bool
    novel: float
    copy: bool


def waiting(
    casebook: Casebook, done_by: Collection[str], done_to: Collection[str], coding: str | None = None
) -> list[Waiting]:
    """All reports that nobody has finished in the shared review, by number.

    done_by, done_to: types of acts whose initiator, whose target is blamed. coding: the decisions of this person's
    blind coding instead, and all reports: what is to be coded is told by `assignments`.
    """
    r, p = schema.record, schema.report
    with casebook.reading() as connection:
        query = select(r.c.id, p.c.id.label("number"), r.c.published_at).join(p, r.c.report_id == p.c.id).where(CURRENT)
        records = connection.execute(query.order_by(p.c.id)).all()
        statements, acts = (_confidences(connection, t) for t in (schema.statement, schema.act))
        decisions = _decisions(connection, coding)
        accusing = _accusing(connection, done_by, done_to)
        watched = set(connection.execute(select(schema.watch_item.c.record_id).distinct()).scalars())
        novel = _novel(connection)
        copies = set(
            connection.execute(select(schema.copied_from.c.report_id).where(~schema.copied_from.c.undone)).scalars()
        )
    found = []
    for record in records:
        decided = decisions.get(record.id, _Decisions())
        if decided.finished and coding is None:
            continue
        parts = [counts[record.id] for counts in (statements, acts) if record.id in counts]
        items = sum(n for n, _ in parts)
        doubt = 1 - sum(total for _, total in parts) / items if items else 0.0
        found.append(Waiting(record.number, record.published_at or "", items, len(decided.held), len(decided.again),
                             doubt, record.id in accusing, record.id in watched, novel.get(record.id, 1.0),
                             record.number in copies))  # fmt: skip
    return found


def _confidences(connection: Connection, table: Any) -> dict[int, tuple[int, float]]:
    query = select(table.c.record_id, func.count(), func.sum(table.c.confidence)).group_by(table.c.record_id)
    return {row[0]: (row[1], float(row[2])) for row in connection.execute(query)}


@dataclass(slots=True)
class _Decisions:
    """What was decided on one record, on it and on the readings before. held: items that were read, not added ones."""

    held: set[str] = field(default_factory=set)
    again: set[str] = field(default_factory=set)
    finished: bool = False

    def take(self, item: str, decision: str) -> None:
        self.finished |= decision == "finish"
        if decision in ("accept", "reject", "change"):
            self.held.add(item)
        if decision != "add":
            self.again.discard(item)

    def take_back(self, item: str) -> None:
        self.finished &= item != REPORT
        self.held.discard(item)
        self.again.discard(item)


def _decisions(connection: Connection, coding: str | None) -> dict[int, _Decisions]:
    """The shared review of the newest readings, or one blind coding."""
    t, v, r, found = schema.carried, schema.review, schema.record, defaultdict[int, _Decisions](_Decisions)
    carried = select(t).join(r, r.c.id == t.c.record_id).where(r.c.current, of_coding(t, coding))
    for step in map(step_of, connection.execute(carried)):
        one = found[step.record]
        one.finished = step.finished
        for old, item in step.items.items():
            if item.state == "unreviewed":
                continue
            if item.key is None or item.look:
                one.again.add(item.key or lost_key(step.earlier, old))
            else:
                one.held.add(item.key)
    columns = (v.c.id, v.c.record_id, v.c.item, v.c.decision, v.c.value)
    query = select(*columns).join(r, r.c.id == v.c.record_id).where(r.c.current, of_coding(v, coding))
    past = {row.id: row for row in connection.execute(query.order_by(v.c.id))}
    undone = {row.id: json.loads(row.value).get("review") for row in past.values() if row.decision == "undo"}
    gone = set(undone.values())
    for row in past.values():
        if row.id in undone and undone[row.id] not in past:  # what was decided on an earlier reading
            found[row.record_id].take_back(row.item)
        elif row.id not in gone:
            found[row.record_id].take(row.item, row.decision)
    for one in found.values():
        one.held = {key for key in one.held if not key.startswith(ADDED)}
    return found


def _accusing(connection: Connection, done_by: Collection[str], done_to: Collection[str]) -> set[int]:
    """Records with an act that blames a named person, or a statement that asserts something about one."""
    s, link = schema.statement, schema.source_link
    acts = blaming((schema.act.c.record_id,), done_by, done_to).distinct()
    about = exists().where(link.c.record_id == s.c.record_id, link.c.statement == s.c.n, link.c.link == "about",
                           WHO.c.record_id == link.c.record_id, WHO.c.key == link.c.actor, PERSON)  # fmt: skip
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
