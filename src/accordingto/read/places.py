"""Places of a report: finds the names that mean a place in the text and resolves each to a point on the map."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from accordingto.read.gazetteer import Gazetteer
from accordingto.read.places_evidence import TokenIndex
from accordingto.read.places_find import doubtful, find_around, find_candidates, reconsider
from accordingto.read.places_metonymy import is_party
from accordingto.read.places_resolve import Choice, choose, resolve, unlisted_choice
from accordingto.read.places_unlisted import find_unlisted
from accordingto.types import Place, Report

__all__ = ["Gazetteer", "find_places", "make_places_component"]


def find_places(doc: Doc, gazetteer: Gazetteer, report: Report) -> tuple[Place, ...]:
    """Every mention of a place in text order, resolved; `doc` is the parse of `report.text`.

    Names of peoples ("Turkish") count as their country; places inside names of organisations ("Boston Police") count.
    A place that no gazetteer lists (a street, a river, a village) has the point of the place that the text sets it in.
    """
    text = doc.text
    candidates = find_candidates(doc, gazetteer)
    sure = [m for m in candidates if m.score > 0]
    around = find_around(report, gazetteer)
    rows = resolve(sure, around + doubtful(candidates), gazetteer, report)
    if reconsider(candidates, rows):
        sure = [m for m in candidates if m.score > 0]
        rows = resolve(sure, around + doubtful(candidates), gazetteer, report)
    index = TokenIndex(doc)
    found = [
        *((m.start, m.end, choose(m, r, gazetteer), is_party(doc, index, m, r))
          for m, r in zip(sure, rows, strict=True)),
        *((u.start, u.end, unlisted_choice(text[u.start : u.end], u.near, gazetteer), False)
          for u in find_unlisted(doc, sure, rows, gazetteer)),
    ]  # fmt: skip
    found.sort(key=lambda f: f[:2])
    return tuple(_place(f"p{n}", text, *f) for n, f in enumerate(found, 1))


def make_places_component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """A spaCy component that sets ``doc._.places``; the publisher is read from ``doc.user_data["publisher"]``."""
    if not Doc.has_extension("places"):
        Doc.set_extension("places", default=())
    gazetteer = Gazetteer.load()

    def component(doc: Doc) -> Doc:
        report = Report(id="", text=doc.text, publisher=doc.user_data.get("publisher"))
        doc._.places = find_places(doc, gazetteer, report)
        return doc

    return component


def _place(id: str, text: str, start: int, end: int, c: Choice, metonym: bool) -> Place:
    return Place(
        id=id, start=start, end=end, exact=text[start:end], name=c.name, country=c.country, region=c.region,
        lat=c.lat, lon=c.lon, precision=c.precision, metonym=metonym, disputed=c.disputed, geonames_id=c.geonames_id,
    )  # fmt: skip
