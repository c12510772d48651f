"""The events of an export: told anew from what leaves, so that nothing that stays can be read out of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from accordingto.export.taken import Mark, weakest
from accordingto.reconcile.case import decided
from accordingto.reconcile.case import events as casebook_events
from accordingto.reconcile.clusters import Group
from accordingto.reconcile.copying import copies
from accordingto.reconcile.decided import Decided
from accordingto.reconcile.desk import Desk, Sheet
from accordingto.reconcile.events import by_day
from accordingto.reconcile.keys import candidates, neighbours
from accordingto.reconcile.silence import order, with_silence
from accordingto.reconcile.types import STANCES, Event, Position, Telling
from accordingto.types import Act

if TYPE_CHECKING:
    from accordingto.casebook.reader import Reader
    from accordingto.export.taken import Material, Taken

COUNTED = Mark("counted")
"""The mark of silence: nobody's word, but a count over the reports that the casebook holds, which nobody reviews."""


def events_of(material: Material) -> tuple[Event, ...]:
    """The events of the leaving acts, by day; title, positions and numbers rest on what leaves alone.

    Which acts are one event is as the casebook was last reconciled, people's word included; where it never was, and
    for a file of records, it is worked out here. Who is silent is as the casebook has it, which knows what stays too;
    of a file of records it is counted here, and for a casebook that was never reconciled it is not told.
    """
    taken = [t for t in material.reports() if t.record.acts or not material.reader]
    desk = Desk(Sheet(replace(t.record, report=replace(t.record.report, id=t.id))) for t in taken)
    near = neighbours(desk.told)
    if material.reader:
        known, copied = casebook_events(material.reader), {t.id: str(t.copy_of) for t in taken if t.copy_of}
    else:
        known, copied = [], copies([laid.record for laid in desk.told])
    groups: Iterable[tuple[str | None, Group]]
    groups = _known(desk, known) if known else ((None, g) for g in desk.groups(candidates(desk.told, desk.nodes)))
    said = _decided(material.reader, [t.id for t in taken]) if material.reader else {}
    silent = {event.id: [p for p in event.positions if is_silence(p)] for event in known}
    by_id = {t.id: t for t in taken}
    at, found = {sheet.id: n for n, sheet in enumerate(desk.sheets)}, []
    for id, group in groups:
        event = desk.event(group, near.__getitem__, copied, said)
        told = [p for p in event.positions if p.statement or _own_voice(event, by_id[p.report])]
        if material.reader:
            event = _silent_as(replace(event, id=id or event.id), told, silent.get(id or "", ()))
        else:
            around = {n for act in event.acts for n in (at[act.report], *near[at[act.report]])}
            event = with_silence(
                replace(event, positions=tuple(told)), [desk.sheets[n].voices for n in sorted(around)], {}
            )
        found.append(event)
    return tuple(sorted(found, key=by_day))


def _decided(reader: Reader, numbers: Iterable[str]) -> Decided:
    """People's decisions without the names that they give a party, which a report that stays may have told."""
    return {key: replace(whose, title=None) for key, whose in decided(reader, numbers).items()}


def is_silence(position: Position) -> bool:
    """Whether nobody tells of a position: it was looked for in reports and not found."""
    return position.stance == "not_quoted" or (position.stance == "does_not_mention" and position.statement is None)


def _silent_as(event: Event, positions: Iterable[Position], known: Iterable[Position]) -> Event:
    """The event with these positions, and the silence that the casebook knows of parties that have none of them."""
    told = [p for p in positions if not is_silence(p)]
    names = {name for p in told for name in (p.party, *p.aliases)}
    silent = [p for p in known if names.isdisjoint((p.party, *p.aliases))]
    return replace(event, positions=tuple(sorted((*told, *silent), key=order)))


def _known(desk: Desk, known: Sequence[Event]) -> Iterator[tuple[str | None, Group]]:
    """The leaving acts in the groups that the casebook knows, each with the event's id; new ones alone."""
    nodes = {(desk.sheets[node.report].id, fact.act.id): n for n, node in enumerate(desk.nodes) for fact in node.acts}
    free = set(range(len(desk.nodes)))
    for event in known:
        members = {nodes[ref.report, ref.act] for ref in event.acts if (ref.report, ref.act) in nodes} & free
        if members:
            free -= members
            yield event.id, Group(tuple(sorted(members)), event.confidence)
    yield from ((None, Group((n,), 1.0)) for n in sorted(free))


def contested(event: Event, position: Position | None = None) -> str:
    """The parties that deny an event or their part in it, by name; empty where nobody does.

    position: only those that stand against this one, which says that it happened, and are not its own party.
    """
    if position is not None and position.stance not in ("asserts", "accepts_responsibility"):
        return ""
    against = dict.fromkeys(p.party for p in event.positions if p.stance in ("denies_act", "denies_responsibility"))
    return "; ".join(party for party in against if position is None or party != position.party)


def position_mark(position: Position, event: Event, taken: Mapping[str, Taken]) -> Mark:
    """How far a position is reviewed: with its statement, or with the acts that the report tells in its own voice."""
    if is_silence(position):
        return COUNTED
    report = taken.get(position.report)
    if report is None:
        return Mark()
    if position.statement:
        return report.mark(position.statement)
    return weakest(report.mark(act.id) for act in _own_voice(event, report))


def _own_voice(event: Event, taken: Taken) -> list[Act]:
    """The acts of an event that a report tells in its own voice: nobody else is quoted for them, who stays included."""
    told = {ref.act for ref in event.acts if ref.report == taken.id}
    return [act for act in taken.whole.acts if act.id in told and not act.per]


def stands(position: Position) -> str:
    """A position in one sentence, never bare: its words, or what was counted, and where it is told."""
    what = f"{position.words} ({told_in(position)})"
    return (
        f"{position.party}: {what}" if is_silence(position) else f"{position.party} {STANCES[position.stance]}: {what}"
    )


def told_in(position: Position) -> str:
    """The statements that tell a position, or the reports in which it was looked for: "12.s3; 14.s1"."""
    tellings = (Telling(position.report, position.statement), *position.also)
    return "; ".join(f"{t.report}.{t.statement}" if t.statement else t.report for t in tellings)
