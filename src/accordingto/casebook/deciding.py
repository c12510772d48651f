"""Writes down what a person decides on a statement or act; only another decision takes it back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from accordingto.casebook import access, schema
from accordingto.casebook.folding import checked
from accordingto.casebook.journal import canonical
from accordingto.casebook.judgments import append
from accordingto.casebook.protection import Protection
from accordingto.casebook.reader import Reader
from accordingto.casebook.reviews import NEW, Review, ReviewedRecord
from accordingto.casebook.standing import settle
from accordingto.casebook.store import Casebook, now
from accordingto.casebook.values import free
from accordingto.errors import ClashError, UsageError


def decide(
    casebook: Casebook, report: int, item: str, decision: str, why: str, value: Any = None, *,
    coding: str | None = None, seen: Reader | None = None, run: int | None = None,
) -> int:  # fmt: skip
    """Records what the person at work decides on a statement or act of a report's newest reading; gives its number.

    item, decision, value: as in `casebook.reviews.Review`; for ``add`` the item is ``statement`` or ``act``, for
    ``finish`` ``report``. coding: whose blind coding it belongs to. seen: the reader in whose text passages are told;
    where the report was given to somebody as covered, theirs differs from the casebook's. run: the reading that they
    saw, in which the item has its name. Raises `UsageError` where there is no such report or item, or the value does
    not fit, and `ClashError` where words or reading are not what the reader saw.
    """
    reader = seen or Reader(casebook)
    with casebook.writing() as transaction:
        connection = transaction.connection
        protection = Protection.load(casebook, connection)
        reviewed = reader.reviewed_in(connection, report, coding)
        if run not in (None, reviewed.held.run):
            raise ClashError(f"report {report} was read again meanwhile; open it again")
        if decision == "add":
            item = _new_key(connection, reviewed, item)
        at, reason = now(), protection.cover_text(access.need_reason(why))
        review = Review(0, item[:1000], decision, value, reason, casebook.person, at, coding)
        checked(reviewed, review)
        kept = value if value is None else reader.kept(connection, reviewed.held, value)
        told = None if kept is None else protection.cover_text(canonical(kept))
        done = append(transaction, schema.review, record_id=reviewed.held.record_id, item=review.item,
                      decision=decision, value=told, why=reason, by=casebook.person, at=at, coding=coding)  # fmt: skip
        if coding is None:
            settle(casebook, connection, [reviewed.held.record_id])
        return done


def _new_key(connection: Connection, reviewed: ReviewedRecord, kind: str) -> str:
    if kind not in NEW:
        raise UsageError(f"add: a statement or an act, not {kind[:40]!r}")
    v = schema.review
    query = select(v.c.item).where(v.c.record_id == reviewed.held.record_id, v.c.decision == "add")
    return free(NEW[kind][0], [*connection.execute(query).scalars(), *(one.item.id for one in reviewed.items)])
