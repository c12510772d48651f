"""What a view is made of: events and the records that tell them, of a casebook or of a file of records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accordingto.errors import UsageError
from accordingto.reconcile.events import reconcile
from accordingto.reconcile.terms import terms
from accordingto.reconcile.types import Event
from accordingto.types import Record

if TYPE_CHECKING:
    from accordingto.casebook.reader import Reader


@dataclass(frozen=True, slots=True)
class Matter:
    """Some events; `record` gives the record of a report by the id that events use."""

    events: Sequence[Event]
    record: Callable[[str], Record]
    records: Callable[[], Iterable[tuple[str, Record]]]


def of_records(records: Sequence[Record]) -> Matter:
    """The events of some records."""
    by_id = {r.report.id: r for r in records}
    return Matter(reconcile(records), by_id.__getitem__, by_id.items)


def of_case(reader: Reader, since: str | None = None) -> Matter:
    """The events of a casebook, as it was last reconciled."""
    from accordingto.reconcile import case  # needs a database, which records alone do not

    def every() -> Iterable[tuple[str, Record]]:
        return ((str(held.number), held.record) for held in reader.records())

    return Matter(case.events(reader, since), lambda number: reader.report(int(number)).record, every)


def about(matter: Matter, words: str | None, since: str | None = None, until: str | None = None) -> list[Event]:
    """The events with this id, or those whose title, place, parties or told words hold all these words; in these days.

    Raises `UsageError` where there is no event with the id.
    """
    found = [e for e in matter.events if _in_days(e, since, until)]
    if not words:
        return found
    by_id = [e for e in found if e.id == words]
    if by_id:
        return by_id
    wanted = set(terms(words))
    if not wanted:
        raise UsageError(f"{words[:80]!r}: holds no word to look for")
    return [e for e in found if wanted <= set(terms(_told(e)))]


def _told(event: Event) -> str:
    place = event.where["name"] if event.where else ""
    return " ".join([event.title, place, *(f"{p.party} {' '.join(p.aliases)} {p.words}" for p in event.positions)])


def _in_days(event: Event, since: str | None, until: str | None) -> bool:
    if not since and not until:
        return True
    if event.when is None:
        return False
    first, last = event.when.earliest or "", event.when.latest or "9"
    return (until or "9") >= first and last >= (since or "")
