"""The silence of which nobody tells, never bare: in how many reports on the topic a party speaks but not on this."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accordingto.reconcile.decided import Decided, Whose
from accordingto.reconcile.gathering import Party, gather
from accordingto.reconcile.names import office_of
from accordingto.reconcile.parties import Mention, one_party
from accordingto.reconcile.types import STANCES, Event, Position, Telling


@dataclass(frozen=True, slots=True)
class Voices:
    """One report: its id, its day and who speaks in it."""

    report: str
    day: str | None
    mentions: tuple[Mention, ...]


def with_silence(event: Event, reports: Iterable[Voices], decided: Decided) -> Event:
    """The event with a row for each known party that speaks in these reports, on or after its day, and has none.

    reports: those that tell the event and those on its topic. decided: what people have decided of their parties.
    """
    day = _first_day(event)
    late = [r for r in reports if day and r.day and r.day[:10] >= day]
    days = {r.report: r.day or "" for r in late}
    parties = gather((m for r in late for m in r.mentions), decided)
    heard: dict[int, tuple[Party, set[str]]] = {}
    for report in late:
        for mention in report.mentions:
            party = parties[mention]
            heard.setdefault(id(party), (party, set()))[1].add(report.report)
    told = [(p.party, _mention(p)) for p in event.positions]
    titles = {w.title: w for w in decided.values() if w.title}
    silent = [_not_quoted(party, sorted(some, key=lambda r: (days[r], r)), days) for party, some in heard.values()
              if party.known and not any(_has(party, name, row, titles) for name, row in told)]  # fmt: skip
    return replace(event, positions=tuple(sorted((*event.positions, *silent), key=order)))


def _has(party: Party, name: str, row: Mention, titles: Mapping[str, Whose]) -> bool:
    """Whether a row of this name is the party's."""
    whose = titles.get(name)
    if whose is not None and (whose in party.decided or party.apart([whose])):
        return whose in party.decided
    return any(one_party(m, row) for m in party.mentions)


def order(position: Position) -> tuple[str, int, str]:
    """By party, then by stance, then by report."""
    return (position.party.lower(), list(STANCES).index(position.stance), position.report)


def _not_quoted(party: Party, reports: Sequence[str], days: dict[str, str]) -> Position:
    first, last = days[reports[0]][:10], days[reports[-1]][:10]
    number = f"the {len(reports)} reports" if len(reports) > 1 else "the 1 report"
    words = f"not quoted on this in {number} between {first} and {last} in which it speaks"
    also = tuple(Telling(r, None) for r in reports[1:])
    return Position(party.name, "not_quoted", reports[0], None, words, first, party.aliases, also)


def _first_day(event: Event) -> str | None:
    told = event.when.earliest or event.when.latest if event.when else None
    return told or min((p.date for p in event.positions if p.date), default=None)


def _mention(position: Position) -> Mention:
    """A party with a row, as a mention to compare others with."""
    return read_mention(json.dumps([[position.party, *position.aliases], None, None, False, False]), position.report)


def write_mention(mention: Mention) -> str:
    """A mention as a line that `read_mention` takes back; without its report."""
    return json.dumps([mention.names[:3], mention.office, mention.country, mention.person, mention.described,
                       mention.actor], ensure_ascii=False)  # fmt: skip


def read_mention(line: str, report: str) -> Mention:
    """What `write_mention` gave of a report; an office that is not told is read from the names."""
    names, office, country, person, described, *actor = json.loads(line)  # older versions wrote no actor
    office = office or next((o for n in names if (o := office_of(n))), None)
    return Mention(report, tuple(names), office, country, person, described, *actor)


def voices(report: str, day: str | None, mentions: Iterable[Mention | None]) -> Voices:
    """Who speaks in a report, each once."""
    return Voices(report, day, tuple(dict.fromkeys(m for m in mentions if m is not None)))


def known_day(told: str | None) -> str | None:
    """The day of an ISO date or time; None where it is none."""
    try:
        return date.fromisoformat((told or "")[:10]).isoformat()
    except ValueError:
        return None
