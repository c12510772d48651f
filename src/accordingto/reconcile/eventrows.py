"""An event as the rows that a casebook keeps of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accordingto.casebook.journal import canonical
from accordingto.reconcile.desk import Sheet
from accordingto.reconcile.types import Event


def event_row(event: Event, id_of: Mapping[str, int], sheets: Mapping[int, Sheet]) -> dict[str, Any]:
    """A row of `event` with its lists "acts", "positions" and "told".

    id_of: the record of each report; sheets: of each record.
    """
    order = {ref.report: {act.id: n for n, act in enumerate(sheets[id_of[ref.report]].record.acts)}
             for ref in event.acts}  # fmt: skip
    return {
        "key": event.id,
        "title": event.title,
        "earliest": event.when.earliest if event.when else None,
        "latest": event.when.latest if event.when else None,
        "place": event.where["name"] if event.where else None,
        "country": event.where["country"] if event.where else None,
        "reasons": "\n".join(event.reasons) or None,
        "confidence": event.confidence,
        "acts": [(id_of[ref.report], order[ref.report][ref.act]) for ref in event.acts],
        "positions": [
            {"party": p.party, "stance": p.stance, "record_id": id_of[p.report], "statement": p.statement,
             "words": p.words, "date": p.date, "aliases": "\n".join(p.aliases) or None,
             "also": canonical([[id_of[t.report], t.statement] for t in p.also]) if p.also else None,
             "confidence": p.confidence} for p in event.positions
        ],
        "told": [
            {"what": t.what, "count_min": t.min, "count_max": t.max, "approx": t.approx, "source": t.source,
             "record_id": id_of[t.report], "act": t.act, "date": t.date,
             "passage_start": t.span.start if t.span else None, "passage_end": t.span.end if t.span else None,
             "words": t.span.exact if t.span else None, "copy_of": int(t.copy_of) if t.copy_of else None,
             "repeats": t.repeats} for t in event.counts
        ],
    }  # fmt: skip
