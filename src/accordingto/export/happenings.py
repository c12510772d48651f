"""The events of an export: told anew from what leaves, so that nothing that stays can be read out of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from accordingto.reconcile.case import events as casebook_events
from accordingto.reconcile.clusters import Group
from accordingto.reconcile.copying import copies
from accordingto.reconcile.desk import Desk, Sheet
from accordingto.reconcile.events import by_day
from accordingto.reconcile.keys import candidates, neighbours
from accordingto.reconcile.types import Event, Position

if TYPE_CHECKING:
    from accordingto.export.taken import Material, Taken


def events_of(material: Material) -> tuple[Event, ...]:
    """The events of the leaving acts, by day; title, positions and numbers rest on what leaves alone.

    Which acts are one event is as the casebook was last reconciled, people's word included; where it never was, and
    for a file of records, it is worked out here. Silence is left out: what leaves cannot tell what a party did not say.
    """
    taken = [t for t in material.reports() if t.record.acts]
    desk = Desk(Sheet(replace(t.record, report=replace(t.record.report, id=t.id))) for t in taken)
    near = neighbours(desk.told)
    if material.reader:
        known, copied = casebook_events(material.reader), {t.id: str(t.copy_of) for t in taken if t.copy_of}
    else:
        known, copied = [], copies([laid.record for laid in desk.told])
    groups: Iterable[tuple[str | None, Group]]
    groups = _known(desk, known) if known else ((None, g) for g in desk.groups(candidates(desk.told, desk.nodes)))
    found = []
    for id, group in groups:
        event, _ = desk.event(group, near.__getitem__, copied)
        told = tuple(p for p in event.positions if p.statement)
        found.append(replace(event, id=id or event.id, positions=told))
    return tuple(sorted(found, key=by_day))


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


def contested(event: Event) -> str:
    """The parties that deny an event or their part in it, by name; empty where nobody does."""
    against = ("denies_act", "denies_responsibility")
    return "; ".join(dict.fromkeys(p.party for p in event.positions if p.stance in against))


def quoted(positions: Iterable[Position], taken: dict[str, Taken]) -> list[tuple[Position, Taken | None]]:
    """Each position with the report that tells it, where that report leaves."""
    return [(position, taken.get(position.report)) for position in positions]
