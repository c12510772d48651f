"""Events: one happening with all acts that tell it, from the records of many reports."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.reconcile.copying import copies
from accordingto.reconcile.desk import Desk
from accordingto.reconcile.keys import candidates, neighbours
from accordingto.reconcile.types import Event
from accordingto.types import Record


def reconcile(records: Sequence[Record]) -> list[Event]:
    """The events of some records, by day and then by id; each act stands in one event, alone where none tells the same.

    A pure function: the same records give the same events in whatever order they come.
    """
    desk = Desk(records)
    near, copied = neighbours(desk.told), copies([laid.record for laid in desk.told])
    groups = desk.groups(candidates(desk.told, desk.nodes))
    return sorted((desk.event(group, near.__getitem__, copied) for group in groups), key=by_day)


def by_day(event: Event) -> tuple[str, str]:
    """What events are sorted by."""
    return ((event.when.earliest or event.when.latest or "9") if event.when else "9", event.id)
