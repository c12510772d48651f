"""Reconciles a casebook: what is new is compared with what it may touch, and only those events are made again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accordingto.casebook import crowding, happenings, identities
from accordingto.casebook.store import Casebook
from accordingto.reconcile.actorwork import Linking
from accordingto.reconcile.retelling import Retelling
from accordingto.reconcile.rounds import Round

ROUND = 2_000
"""Reports reconciled in one transaction; a break loses this round alone."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did: how many reports were new, and how many events were made or made again."""

    reports: int
    events: int


def reconcile_case(casebook: Casebook, at_once: int = ROUND, told: Callable[[Done], None] = lambda _: None) -> Done:
    """Brings the events of a casebook up to date. Does nothing where nothing has changed.

    at_once: reports of one transaction, in which nobody else writes. told: hears what is done, after each.
    """
    reports = events = 0
    while True:
        with casebook.writing() as transaction:
            ids = happenings.pending(transaction.connection)[:at_once]
            if not ids and not crowding.uncrowded(transaction.connection):
                if identities.unsettled(transaction.connection):
                    Linking(transaction.connection).run({}, ())
                return Done(reports, events + Retelling(transaction.connection).run())
            made = Round(transaction.connection, ids).run()
            transaction.note("reconcile", "casebook", reports=len(ids), events=made)
        reports, events = reports + len(ids), events + made
        told(Done(reports, events))
