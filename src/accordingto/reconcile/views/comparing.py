"""Statements side by side: one row a point, one column a party, and what each says that the others leave out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from accordingto.errors import UsageError
from accordingto.reconcile.gathering import Party, gather
from accordingto.reconcile.names import name_words
from accordingto.reconcile.parties import Cast, Mention
from accordingto.reconcile.stances import content_of
from accordingto.reconcile.terms import Vector, cosine, terms, vector
from accordingto.reconcile.types import STANCES, Event
from accordingto.reconcile.views.matter import Matter, about
from accordingto.types import Record, Statement

ALIKE = 0.3
"""Cosine from which two statements make one point."""

COLUMNS = 6
"""Parties that are compared where none is named: those that say most."""

BARE = {"asserts": "asserts", "confirms": "confirms", "denies": "denies", "no_comment": "does not comment",
        "does_not_mention": "does not mention"}  # fmt: skip
"""The stance of a statement that belongs to no event."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a party says, with where and when."""

    party: str
    stance: str
    words: str
    report: str
    statement: str
    publisher: str
    date: str | None


@dataclass(slots=True)
class Point:
    """What some statements are about in common; `event`: the event's title, where they are about one."""

    event: str | None
    said: dict[str, list[Said]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Parties side by side. silent: what is known of each party that says nothing at all, in words."""

    about: str
    parties: tuple[str, ...]
    points: tuple[Point, ...]
    silent: tuple[tuple[str, str], ...] = ()

    def alone(self, party: str) -> list[Point]:
        """The points on which only this party says something."""
        return [p for p in self.points if list(p.said) == [party]]


def compare(matter: Matter, words: str, wanted: Sequence[str] = ()) -> Comparison:
    """The statements about some words or one event (by id). wanted: the parties; else those that say most.

    Raises `UsageError` where nothing is found or a party is not among those who speak.
    """
    events = about(matter, words)
    told = _of_events(matter, events)
    if not told and not events:
        told = _of_words(matter, set(terms(words)))
    if not told:
        raise UsageError(f"{words[:80]!r}: no statement is about this")
    every: dict[str, int] = defaultdict(int)
    for said, _, _ in told:
        every[said.party] += 1
    names = {p.party: p.aliases for e in events for p in e.positions}
    parties = [_named(name, [*every, *names], names) for name in wanted] or sorted(
        every, key=lambda p: (-every[p], p))[:COLUMNS]  # fmt: skip
    points = _points([t for t in told if t[0].party in parties])
    silent = [
        (p.party, p.words) for e in events for p in e.positions if p.party in parties and p.stance == "not_quoted"
    ]
    return Comparison(words if len(events) != 1 else events[0].title, tuple(parties), tuple(points), tuple(silent))


def _named(name: str, parties: Iterable[str], aliases: dict[str, tuple[str, ...]]) -> str:
    wanted = name_words(name)
    listed = list(dict.fromkeys(parties))
    for party in listed:
        if any(wanted <= name_words(n) for n in (party, *aliases.get(party, ()))):
            return party
    raise UsageError(f"--party {name[:80]!r} says nothing on this; who does: {', '.join(sorted(listed)[:12])}")


Told = tuple[Said, Vector, str | None]


def _of_events(matter: Matter, events: Iterable[Event]) -> list[Told]:
    """What is said on events, each statement once with the stance that comes first."""
    found: dict[tuple[str, str], Told] = {}
    for event in events:
        for position in event.positions:
            for telling in ((position.report, position.statement), *((t.report, t.statement) for t in position.also)):
                report, id = telling
                if id is not None and (report, id) not in found:
                    record = matter.record(report)
                    statement = next((s for s in record.statements if s.id == id), None)
                    if statement is not None:
                        stance = STANCES[position.stance]
                        found[report, id] = _told(record, report, statement, position.party, stance, event.title)
    return sorted(found.values(), key=_order)


def _of_words(matter: Matter, wanted: set[str]) -> list[Told]:
    """What is said in these words, whether or not it is about an event."""
    hits: list[tuple[str, Record, Statement, Mention]] = []
    for report, record in matter.records():
        cast: Cast | None = None
        for s in record.statements:
            if s.kind == "speech" and wanted <= set(terms(content_of(s))):
                cast = cast or Cast(record)
                if (mention := cast.behind.get(s.id)) is not None:
                    hits.append((report, record, s, mention))
    parties: dict[Mention, Party] = gather(m for _, _, _, m in hits)
    told = [_told(record, report, s, parties[m].name, BARE[s.stance], None) for report, record, s, m in hits]
    return sorted(told, key=_order)


def _told(record: Record, report: str, s: Statement, party: str, stance: str, event: str | None) -> Told:
    text = content_of(s)
    words = text or (s.cue.exact if s.cue else "")  # of a bare "did not respond" its cue is all there is
    publisher = record.report.publisher or record.report.agency or record.report.id
    day = record.report.published_at[:10] if record.report.published_at else None
    return Said(party, stance, words, report, s.id, publisher, day), vector(terms(text)), event


def _order(told: Told) -> tuple[str, str, str]:
    return (told[0].date or "9", told[0].report, told[0].statement)


def _points(told: Iterable[Told]) -> list[Point]:
    """Each statement with the point that it is most like, in the order in which points first come."""
    points: list[tuple[Point, list[Vector]]] = []
    for said, words, event in told:
        near = [
            (1.0 if _is_repeated(said, p) else max(cosine(words, v) for v in vectors), n)
            for n, (p, vectors) in enumerate(points)
            if p.event == event
        ]
        best = max(near, default=(0.0, -1), key=lambda x: (x[0], -x[1]))
        if best[0] < ALIKE:
            points.append((Point(event), []))
            best = (1.0, len(points) - 1)
        point, vectors = points[best[1]]
        _add(point.said[said.party], said)
        vectors.append(words)
    return [point for point, _ in points]


def _is_repeated(said: Said, point: Point) -> bool:
    return any((s.words, s.stance) == (said.words, said.stance) for s in point.said.get(said.party, ()))


def _add(told: list[Said], said: Said) -> None:
    """Adds what is said; the same words of another outlet only name that outlet too."""
    for n, before in enumerate(told):
        if (before.words, before.stance) == (said.words, said.stance):
            if said.publisher not in before.publisher:
                told[n] = replace(before, publisher=f"{before.publisher}, {said.publisher}")
            return
    told.append(said)
