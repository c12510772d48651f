"""Who is to work on which report, and who codes it blind: sees no decision but their own until it is adjudicated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, select

from accordingto.casebook import schema
from accordingto.casebook.judgments import append, newest
from accordingto.casebook.store import Casebook, Transaction
from accordingto.errors import UsageError

State = Literal["open", "done", "adjudicated", "undone"]


@dataclass(frozen=True, slots=True)
class Assignment:
    """One report that one person is to work on."""

    report: int
    person: str
    blind: bool
    state: State

    @property
    def hides(self) -> bool:
        """Whether the person must not see yet what others decide on the report."""
        return self.blind and self.state in ("open", "done")


def assignments(casebook: Casebook, report: int | None = None, person: str | None = None) -> list[Assignment]:
    """What is assigned, by report and person; what was taken back is left out."""
    with casebook.reading() as connection:
        return [a for a in _all(connection, report, person) if a.state != "undone"]


def assign(casebook: Casebook, reports: Iterable[int], people: Iterable[str], *, blind: bool) -> int:
    """Assigns each report to each person; gives how many are new. Raises `UsageError` for a report that there is not,
    and where somebody who saw the shared review, or decided in it, would code blind."""
    done = 0
    who = sorted(set(people))
    with casebook.writing() as transaction:
        for report in sorted(set(reports)):
            newest(transaction.connection, report)
            known = {a.person: a for a in _all(transaction.connection, report) if a.state != "undone"}
            for person in who:
                if person in known and known[person].blind == blind and known[person].state == "open":
                    continue
                if blind and person in known and not known[person].blind:
                    raise UsageError(f"{person} works on report {report} with others already, and cannot code it blind")
                _put(transaction, Assignment(report, person, blind, "open"))
                done += 1
    return done


def set_state(casebook: Casebook, report: int, state: State, person: str | None = None) -> None:
    """What has become of an assignment; of all blind ones of the report where no person is named."""
    with casebook.writing() as transaction:
        there = [a for a in _all(transaction.connection, report) if a.state != "undone"]
        for a in there:
            if (a.person == person if person else a.blind) and a.state != state:
                _put(transaction, Assignment(report, a.person, a.blind, state))


def reopen(transaction: Transaction, report: int, coding: str | None) -> None:
    """Gives a report back to whoever had done it, for a newer reading asks what they have not answered.

    coding: whose blind coding it is; of the shared review everybody's who works in it.
    """
    for a in _all(transaction.connection, report, coding):
        if a.state == "done" and a.blind == (coding is not None):
            _put(transaction, Assignment(report, a.person, a.blind, "open"))


def _put(transaction: Transaction, assignment: Assignment) -> None:
    append(transaction, schema.assignment, report_id=assignment.report, person=assignment.person,
           blind=assignment.blind, state=assignment.state)  # fmt: skip


def _all(connection: Connection, report: int | None = None, person: str | None = None) -> list[Assignment]:
    t = schema.assignment
    query = select(t).order_by(t.c.id)
    if report is not None:
        query = query.where(t.c.report_id == report)
    if person is not None:
        query = query.where(t.c.person == person)
    last = {
        (r.report_id, r.person): Assignment(r.report_id, r.person, r.blind, r.state) for r in connection.execute(query)
    }
    return [last[key] for key in sorted(last)]
