"""What happened by day, and what was said of it when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from accordingto.reconcile.types import STANCES, Event


@dataclass(frozen=True, slots=True)
class Moment:
    """One line: a day, what happened or was said, by whom, where it stands. `event`: the event's id."""

    day: str
    kind: str
    what: str
    who: str
    where: str
    event: str


def timeline(events: Iterable[Event]) -> list[Moment]:
    """Happenings on their days and positions on the days when they were told, by day; what has no day is left out."""
    found: list[Moment] = []
    for event in events:
        day = (event.when.earliest or event.when.latest) if event.when else None
        if day:
            where = event.where["name"] if event.where else ""
            found.append(Moment(day, "happening", event.title, who_says(event), where, event.id))
        for p in event.positions:
            if p.date and p.stance != "not_quoted":
                what = f"{STANCES[p.stance]}: {p.words}" if p.words else STANCES[p.stance]
                found.append(Moment(p.date, "statement", what, p.party, f"report {p.report}", event.id))
    return sorted(set(found), key=lambda m: (m.day, m.event, m.kind != "happening", m.who, m.what))


def who_says(event: Event) -> str:
    """According to whom an event is told, and who contests it: never a bare fact."""
    said = _parties(event, "asserts", "accepts_responsibility")
    denied, disowned = _parties(event, "denies_act"), _parties(event, "denies_responsibility")
    told = f"according to {said}" if said else f"told by {reports(event)}"
    told += f"; contested by {denied}" if denied else ""
    return f"{told}; responsibility denied by {disowned}" if disowned else told


def _parties(event: Event, *stances: str) -> str:
    return ", ".join(dict.fromkeys(p.party for p in event.positions if p.stance in stances))


def reports(event: Event) -> str:
    """How many reports tell an event."""
    number = len({a.report for a in event.acts})
    return f"{number} reports" if number > 1 else "1 report"
