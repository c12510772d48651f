"""What people decide on events: which acts are one happening and which are not, journalled and never overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from accordingto.casebook import access, schema
from accordingto.casebook.judgments import append
from accordingto.casebook.protection import Protection
from accordingto.casebook.store import Casebook, Transaction

Place = tuple[int, int, int]
"""One act for ever: its report's number and the start and end of its trigger."""


@dataclass(frozen=True, slots=True)
class Decision:
    """People's word on two acts: one happening (`same`) or not."""

    id: int
    same: bool
    one: Place
    other: Place
    why: str


def decide(casebook: Casebook, pairs: Sequence[tuple[Place, Place]], same: bool, why: str) -> int:
    """Records what the person at work decides on these pairs of acts, each journalled; gives how many."""
    with casebook.writing() as transaction:
        told = Protection.load(casebook, transaction.connection).cover_text(access.need_reason(why))
        for one, other in pairs:
            _decide(transaction, min(one, other), max(one, other), same, told)
        return len(pairs)


def _decide(transaction: Transaction, one: Place, other: Place, same: bool, why: str) -> None:
    append(transaction, schema.event_decision, same=same, report_id=one[0], trigger_start=one[1], trigger_end=one[2],
           other_report_id=other[0], other_trigger_start=other[1], other_trigger_end=other[2], why=why)  # fmt: skip


def decisions(connection: Connection) -> list[Decision]:
    """What people have decided, in order; the last word on two acts counts."""
    d = schema.event_decision
    return [Decision(row.id, row.same, (row.report_id, row.trigger_start, row.trigger_end),
                     (row.other_report_id, row.other_trigger_start, row.other_trigger_end), row.why)
            for row in connection.execute(select(d).order_by(d.c.id))]  # fmt: skip
