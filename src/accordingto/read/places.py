"""Places of a report: finds the names that mean a place in the text and resolves each to a point on the map."""

from __future__ import annotations

from spacy.tokens import Doc

from accordingto.read.gazetteer import Gazetteer
from accordingto.read.places_find import Mention, find_candidates, reconsider
from accordingto.read.places_resolve import Choice, choice, resolve
from accordingto.types import Place, Report

__all__ = ["Gazetteer", "find_places"]


def find_places(doc: Doc, gazetteer: Gazetteer, report: Report) -> tuple[Place, ...]:
    """Every mention of a place in text order, resolved; `doc` is the parse of `report.text`."""
    candidates = find_candidates(doc, gazetteer)
    sure = [m for m in candidates if m.score > 0]
    rows = resolve(sure, gazetteer, report)
    if reconsider(candidates, rows):
        sure = [m for m in candidates if m.score > 0]
        rows = resolve(sure, gazetteer, report)
    choices = [choice(r, gazetteer) for r in rows]
    return tuple(_place(f"p{n}", m, c) for n, (m, c) in enumerate(zip(sure, choices, strict=True), 1))


def _place(id: str, mention: Mention, choice: Choice) -> Place:
    return Place(
        id=id, start=mention.start, end=mention.end, exact=mention.exact, name=choice.name, country=choice.country,
        region=choice.region, lat=choice.lat, lon=choice.lon, precision=choice.precision, metonym=False,
        disputed=choice.disputed, geonames_id=choice.geonames_id,
    )  # fmt: skip
