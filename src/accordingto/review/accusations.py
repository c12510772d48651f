"""How far the law has gone with the persons whom a report accuses, as the casebook's reports tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from accordingto.casebook.query import Query
from accordingto.casebook.reader import Reader
from accordingto.errors import UsageError
from accordingto.types import Act

MOST = 200
"""Acts of one person that are looked through, the newest first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The last stage of the law that reports tell of a person: ``charged``, on which day, told where (12.c3)."""

    name: str
    stage: str
    day: str | None
    told: str


def standings(reader: Reader, names: Iterable[str]) -> dict[str, Standing]:
    """The last known legal stage of each person; who stands at none is not in it."""
    return {name: found for name in dict.fromkeys(names) if (found := _standing(reader, name))}


def _standing(reader: Reader, name: str) -> Standing | None:
    try:
        hits = reader.find(Query(party=f"{name}", kind="act", limit=MOST))
    except UsageError:  # a name without a letter that search knows
        return None
    told = []
    for hit in hits:
        act, record = hit.item, hit.held.record
        ids = {a.id for a in record.actors if a.name == name}
        if isinstance(act, Act) and act.stage and any(role.actor in ids for role in act.targets):
            day = (act.when.latest or act.when.earliest) if act.when else None
            told.append((day or (record.report.published_at or "")[:10], act.stage, day, hit.id))
    if not told:
        return None
    _, stage, day, where = max(told)
    return Standing(name, stage, day, where)
