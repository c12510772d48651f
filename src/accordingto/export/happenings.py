"""The events of an export: concluded from what leaves, so that nothing that stays can be read out of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from accordingto.reconcile.events import reconcile
from accordingto.reconcile.types import Event, Position

if TYPE_CHECKING:
    from accordingto.export.taken import Material, Taken


def events_of(material: Material) -> tuple[Event, ...]:
    """The events of the leaving acts, by day; positions and numbers rest on leaving statements and acts alone.

    Silence is left out: of what leaves nobody can tell what a party did not say.
    """
    taken = {t.id: t for t in material.reports() if t.record.acts}
    records = [replace(t.record, report=replace(t.record.report, id=t.id)) for t in taken.values()]
    return tuple(replace(event, positions=tuple(p for p in event.positions if p.statement))
                 for event in reconcile(records))  # fmt: skip


def contested(event: Event) -> str:
    """The parties that deny an event or their part in it, by name; empty where nobody does."""
    against = ("denies_act", "denies_responsibility")
    return "; ".join(dict.fromkeys(p.party for p in event.positions if p.stance in against))


def quoted(positions: Iterable[Position], taken: dict[str, Taken]) -> list[tuple[Position, Taken | None]]:
    """Each position with the report that tells it, where that report leaves."""
    return [(position, taken.get(position.report)) for position in positions]
