"""What one act tells, laid out for comparison with acts of other reports."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from accordingto.reconcile.families import families_of, senses_of
from accordingto.reconcile.terms import Vector, name_terms, sentences, stem, terms, vector
from accordingto.types import Act, Actor, Place, Record, Role

_DATELINE = re.compile(r"[A-Z][\w ,.'’-]{2,60}\([^)\n]{2,60}\)\s*[-–—]|[A-Z][A-Z ]{2,40}(?:, [\w. ]{2,30})?\s*[-–—]")

AROUND = 1_000
"""Characters before and after an act that are looked at of a sentence that goes on and on."""

FAR = (date.min.toordinal(), date.max.toordinal())


@dataclass(frozen=True, slots=True)
class Party:
    """One role of an act: the stems of its words and of its resolved name, and what kind of party it is."""

    words: frozenset[str]
    name: tuple[str, ...]
    person: bool
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """One act. `number` is its place in its report; days are ordinals of the calendar."""

    number: int
    act: Act
    trigger: frozenset[str]
    senses: frozenset[str]
    families: frozenset[str]
    initiators: tuple[Party, ...]
    targets: tuple[Party, ...]
    days: tuple[int, int] | None
    place: Place | None
    sentence: Vector
    names: frozenset[str]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Laid:
    """One report: its record, what its whole text is about, the acts that it tells, and where its dateline ends."""

    record: Record
    about: Vector
    acts: tuple[Facts, ...]
    dateline: int


def lay_out(record: Record) -> Laid:
    """A report with its acts laid out; what one report gives hangs on no other."""
    report = record.report
    dateline = match.end() if (match := _DATELINE.match(report.text)) else 0
    return Laid(record, vector(terms(f"{report.title or ''}\n{report.text}")), _acts(record, dateline), dateline)


def _acts(record: Record, dateline: int) -> tuple[Facts, ...]:
    text = record.report.text
    spans = sentences(text)
    starts = [start for start, _ in spans]
    actors = {a.id: a for a in record.actors}
    places = {p.id: p for p in record.places}
    found = []
    for number, act in enumerate(record.acts):
        here = max(0, bisect_right(starts, act.trigger.start) - 1)
        start, end = spans[here] if spans else (0, 0)
        sentence = text[max(start, act.trigger.start - AROUND) : min(end, act.trigger.end + AROUND)]
        trigger = frozenset(terms(act.trigger.exact)) or frozenset({stem(act.trigger.exact)})
        words = [t for t in terms(sentence) if t not in trigger]
        found.append(
            Facts(
                number=number,
                act=act,
                trigger=trigger,
                senses=senses_of(act.trigger.exact),
                families=families_of(act.trigger.exact),
                initiators=tuple(_party(r, actors) for r in act.initiators),
                targets=tuple(_party(r, actors) for r in act.targets),
                days=interval(act.when.earliest, act.when.latest) if act.when else None,
                place=_place(act, places, dateline),
                sentence=vector(words),
                names=name_terms(sentence),
                numbers=frozenset(t for t in words if t.isdigit()),
            )
        )
    return tuple(found)


def _place(act: Act, places: dict[str, Place], dateline: int) -> Place | None:
    """Where an act happened; not where the report was written."""
    place = places.get(act.where) if act.where else None
    return place if place is None or place.start >= dateline else None


def _party(role: Role, actors: dict[str, Actor]) -> Party:
    actor = actors.get(role.actor) if role.actor else None
    name = actor.name if actor and actor.name else ""
    spoken = frozenset(terms(role.exact))
    named = tuple(terms(name))
    person = actor is not None and actor.kind == "person"
    return Party(spoken | frozenset(named), named, person and bool(named), role.codes)


def interval(earliest: str | None, latest: str | None) -> tuple[int, int] | None:
    """Two ISO dates as ordinals, an open side far away; None where nothing or an unreadable date is told."""
    if not (earliest or latest):
        return None
    try:
        first = date.fromisoformat(earliest[:10]).toordinal() if earliest else FAR[0]
        last = date.fromisoformat(latest[:10]).toordinal() if latest else FAR[1]
    except ValueError:
        return None
    return (first, last) if first <= last else None
