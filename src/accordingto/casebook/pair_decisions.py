"""What people decide on two acts (one happening?) or two actors (one party?), journalled and never overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from accordingto.casebook import access, schema
from accordingto.casebook.judgments import append
from accordingto.casebook.protection import Protection
from accordingto.casebook.store import Casebook, Transaction

Place = tuple[int, int, int]
"""One act or actor for ever: its report's number and the start and end of its trigger or first mention."""

ACTS, ACTORS = schema.event_decision, schema.actor_decision
"""On what people decide."""


@dataclass(frozen=True, slots=True)
class Decision:
    """People's word on two acts or actors: one (`same`) or not."""

    id: int
    same: bool
    one: Place
    other: Place
    why: str


def decide(casebook: Casebook, of: Table, pairs: Sequence[tuple[Place, Place]], same: bool, why: str) -> int:
    """Records what the person at work decides on these pairs, each journalled; gives how many."""
    with casebook.writing() as transaction:
        told = Protection.load(casebook, transaction.connection).cover_text(access.need_reason(why))
        for one, other in pairs:
            _decide(transaction, of, min(one, other), max(one, other), same, told)
        return len(pairs)


def _decide(transaction: Transaction, of: Table, one: Place, other: Place, same: bool, why: str) -> None:
    append(transaction, of, same=same, report_id=one[0], place_start=one[1], place_end=one[2],
           other_report_id=other[0], other_place_start=other[1], other_place_end=other[2], why=why)  # fmt: skip


def decisions(connection: Connection, of: Table) -> list[Decision]:
    """What people have decided, in order; the last word on two counts."""
    return [Decision(row.id, row.same, (row.report_id, row.place_start, row.place_end),
                     (row.other_report_id, row.other_place_start, row.other_place_end), row.why)
            for row in connection.execute(select(of).order_by(of.c.id))]  # fmt: skip
