"""Events: one happening with all acts that tell it, from the records of many reports."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.reconcile.copying import copies
from accordingto.reconcile.desk import Desk, Sheet
from accordingto.reconcile.keys import candidates, neighbours
from accordingto.reconcile.silence import with_silence
from accordingto.reconcile.types import Event
from accordingto.types import Record


def reconcile(records: Sequence[Record]) -> list[Event]:
    """The events of some records, by day and then by id; each act stands in one event, alone where none tells the same.

    A pure function: the same records give the same events in whatever order they come.
    """
    desk = Desk(map(Sheet, records))
    near, copied = neighbours(desk.told), copies([laid.record for laid in desk.told])
    groups = desk.groups(candidates(desk.told, desk.nodes))
    events = (desk.event(group, near.__getitem__, copied, {}) for group in groups)
    place = {laid.record.report.id: n for n, laid in enumerate(desk.told)}
    found = []
    for event in events:
        telling = {place[a.report] for a in event.acts}
        around = telling | {r for n in telling for r in near[n]}
        found.append(with_silence(event, (desk.sheets[r].voices for r in sorted(around)), {}))
    return sorted(found, key=by_day)


def by_day(event: Event) -> tuple[str, str]:
    """What events are sorted by."""
    return ((event.when.earliest or event.when.latest or "9") if event.when else "9", event.id)
