"""Looks up what people decided on a report's earlier readings, and puts it on top of the newest one.

Reviews stay with the reading on which they were made, and are never copied: a row of `carried`, which `rereading` wrote
with the newer reading, says of each item of the reading before what it is in the newer one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from accordingto.casebook import schema
from accordingto.casebook.folding import fold, marked
from accordingto.casebook.happenings import parts
from accordingto.casebook.reviews import Before, Carried, Review, ReviewedRecord

if TYPE_CHECKING:
    from accordingto.casebook.reader import Held

LED_BY = {"accepted": "accept", "changed": "change", "added": "add", "rejected": "reject"}
"""The decision behind each state."""


@dataclass(frozen=True, slots=True)
class Step:
    """From one reading to the next. finished: somebody had finished the reading before, and that still holds."""

    record: int
    earlier: int
    items: Mapping[str, Carried]
    whole: bool
    finished: bool


def steps(connection: Connection, ids: Iterable[int], coding: str | None) -> dict[int, Step]:
    """By record, how each of these goes back to the reading before, and that to the one before it, and so on."""
    found: dict[int, Step] = {}
    asked = set(ids)
    while asked:
        new: dict[int, Step] = {}
        for some in parts(sorted(asked)):
            t = schema.carried
            query = select(t).where(t.c.record_id.in_(some), of_coding(t, coding))
            new |= {row.record_id: step_of(row) for row in connection.execute(query)}
        found |= new
        asked = {step.earlier for step in new.values()} - found.keys()
    return found


def step_of(row: Any) -> Step:
    """A row of `carried`."""
    told = {old: Carried(key, state, tuple(look)) for old, key, state, look in json.loads(row.items)}
    return Step(row.record_id, row.earlier_id, told, row.whole, row.finished)


def of_coding(table: Any, coding: str | None) -> Any:
    """The rows of one blind coding, or of the shared review."""
    return table.c.coding.is_(None) if coding is None else table.c.coding == coding


def reviews(
    connection: Connection, ids: Collection[int], coding: str | None, show: Callable[[str], str] = str
) -> dict[int, list[Review]]:
    """What was decided on each of these records, oldest first. show: what a reader may see of a string."""
    found, v = defaultdict[int, list[Review]](list), schema.review
    for some in parts(sorted(ids)):
        for row in connection.execute(select(v).where(v.c.record_id.in_(some), of_coding(v, coding)).order_by(v.c.id)):
            value = json.loads(show(row.value)) if row.value else None
            found[row.record_id].append(Review(row.id, row.item, row.decision, value, show(row.why or ""), row.by,
                                               row.at, row.coding))  # fmt: skip
    return found


def last_decisions(connection: Connection, run: int) -> dict[tuple[int, str], str]:
    """The last decision of the shared review on each item of a run's records, made on it or on a reading before."""
    r, t, v = schema.record, schema.carried, schema.review
    carried = select(r.c.report_id, t).join(t, t.c.record_id == r.c.id).where(r.c.run_id == run, t.c.coding.is_(None))
    found = {(row.report_id, item.key): LED_BY[item.state] for row in connection.execute(carried)
             for item in step_of(row).items.values() if item.key and item.state in LED_BY}  # fmt: skip
    query = select(r.c.report_id, v.c.item, v.c.decision).join(v).where(r.c.run_id == run, v.c.coding.is_(None))
    rows = connection.execute(query.order_by(v.c.id))
    return found | {(row.report_id, row.item): row.decision for row in rows}


def standing(
    held: Mapping[int, Held], past: Mapping[int, list[Review]], back: Mapping[int, Step], wanted: Iterable[int]
) -> dict[int, ReviewedRecord]:
    """The wanted records with all decisions on them and on the readings before. held, past: of these too, by record."""
    done = {id: _line(id, back) for id in wanted}
    return {id: _fold(line, held, past, back) for id, line in done.items()}


def _line(id: int, back: Mapping[int, Step]) -> list[int]:
    """A record and those before it, the oldest first."""
    line = [id]
    while line[-1] in back:
        line.append(back[line[-1]].earlier)
    return line[::-1]


def _fold(
    line: Sequence[int], held: Mapping[int, Held], past: Mapping[int, list[Review]], back: Mapping[int, Step]
) -> ReviewedRecord:
    undone = {r.id for r in marked(r for id in line for r in past.get(id, ())) if r.undone}
    found: ReviewedRecord | None = None
    for id in line:
        history = [replace(r, undone=r.id in undone) for r in past.get(id, ())]
        before = Before(found, back[id].items, back[id].whole) if found else None
        found = fold(held[id], history, before)
    assert found is not None
    return found
