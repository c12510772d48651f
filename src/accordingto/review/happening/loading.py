"""An event with all the reports that it rests on, as one reader may see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from accordingto.casebook.assignments import assignments
from accordingto.casebook.reader import Held
from accordingto.casebook.reviews import State
from accordingto.errors import MissingError, UsageError
from accordingto.reconcile import case
from accordingto.reconcile.parties import Cast
from accordingto.reconcile.types import Event
from accordingto.review.visit import Visit
from accordingto.types import Act, Place, Record, Statement

Item = Statement | Act


@dataclass(frozen=True)
class Source:
    """One report of an event; record: as it stands with its reviews. states: what was decided on each item."""

    held: Held
    record: Record
    states: Mapping[str, State]

    @cached_property
    def items(self) -> dict[str, Item]:
        """The statements and acts by their keys."""
        items: list[Item] = [*self.record.statements, *self.record.acts]
        return {i.id: i for i in items}

    @cached_property
    def places(self) -> dict[str, Place]:
        """The places by their ids."""
        return {p.id: p for p in self.record.places}

    @cached_property
    def cast(self) -> Cast:
        """Who is behind its roles."""
        return Cast(self.record)

    @property
    def day(self) -> str:
        """The day of publication; empty where it is not known."""
        return (self.record.report.published_at or "")[:10]


@dataclass(frozen=True)
class Happening:
    """An event and its reports, by their numbers as the event has them."""

    event: Event
    sources: Mapping[str, Source]

    def acts(self) -> Iterator[tuple[Source, Act]]:
        """The acts that tell it, by report; those that a person rejected are left out."""
        for ref in self.event.acts:
            source = self.sources.get(ref.report)
            act = source.items.get(ref.act) if source else None
            if source and isinstance(act, Act):
                yield source, act

    @cached_property
    def rejected(self) -> int:
        """How many of its acts people have rejected since it was concluded."""
        return len(self.event.acts) - sum(1 for _ in self.acts())

    def root(self, report: str) -> str:
        """The report of which this one is a copy in the end; itself where it is none."""
        seen = {report}
        while (source := self.sources.get(report)) and source.held.copy_of:
            report = str(source.held.copy_of)
            if report in seen:
                break
            seen.add(report)
        return report

    @cached_property
    def telling(self) -> list[str]:
        """The reports whose acts make it, by day."""
        found = dict.fromkeys(ref.report for ref in self.event.acts if ref.report in self.sources)
        return sorted(found, key=lambda n: (self.sources[n].day or "9", int(n)))


def load(visit: Visit, key: str) -> Happening:
    """The event with this id and all its reports. Raises `MissingError`."""
    try:
        event = case.event(visit.reader, key)
    except UsageError:
        raise MissingError(f"no event {key[:40]}; adding reports gives events new ids: look at the list") from None
    numbers = {ref.report for ref in event.acts} | {c.report for c in event.counts}
    for position in event.positions:
        numbers |= {position.report, *(a.report for a in position.also)}
    return Happening(event, sources(visit, numbers))


def sources(visit: Visit, numbers: set[str]) -> dict[str, Source]:
    """These reports with their reviews; what this person codes blind without what others decided on it."""
    blind = {a.report for a in assignments(visit.casebook, person=visit.person) if a.hides}
    found = {}
    for number, one in visit.reader.reviewed_of(int(n) for n in numbers).items():
        record = one.held.record if number in blind else one.record
        states: dict[str, State] = {} if number in blind else {i.item.id: i.state for i in one.items}
        found[str(number)] = Source(one.held, record, states)
    return found
