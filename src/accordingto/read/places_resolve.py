"""Resolving: which of the rows of the gazetteer that bear a name a mention means."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from accordingto.read.gazetteer import NONE, Entry, Gazetteer, Kind, Quality
from accordingto.read.places_find import Mention
from accordingto.types import Precision, Report


@dataclass(frozen=True, slots=True)
class Choice:
    """What a mention resolves to."""

    name: str
    country: str | None
    region: str | None
    lat: float | None
    lon: float | None
    precision: Precision
    geonames_id: int | None
    disputed: bool = False


_PRECISION: dict[Kind, Precision] = {
    Kind.COUNTRY: "country", Kind.REGION: "region", Kind.COUNTY: "region", Kind.CITY: "city", Kind.AREA: "region",
}  # fmt: skip


def resolve(mentions: list[Mention], gazetteer: Gazetteer, report: Report) -> list[Choice]:
    """One choice for each mention."""
    countries: Counter[str] = Counter()
    regions: Counter[int] = Counter()
    best = [max(m.entries, key=_prior) for m in mentions]
    for e in best:
        if e.country:
            countries[e.country] += 1
        regions[e.row if e.kind == Kind.REGION else e.region] += 1
    out = []
    for i, m in enumerate(mentions):
        nxt = mentions[i + 1] if i + 1 < len(mentions) and 1 <= mentions[i + 1].start - m.end <= 2 else None
        def score(e: Entry) -> float:
            s = _prior(e)
            s += 1.5 * math.log1p(max(0, countries[e.country or ""] - (best[i].country == e.country)))
            s += 1.5 * math.log1p(max(0, regions[e.region] - (best[i].region == e.region))) if e.region != NONE else 0
            if nxt is not None:
                for n in nxt.entries:
                    if (n.kind == Kind.REGION and n.row == e.region) or (n.kind == Kind.COUNTRY and n.country == e.country and n.row != e.row):
                        s += 10
            return s
        out.append(_choice(max(m.entries, key=score), gazetteer))
    return out


def _prior(e: Entry) -> float:
    s = math.log10(e.population + 10)
    s += {Kind.COUNTRY: 3.0, Kind.REGION: 1.0, Kind.COUNTY: -1.0, Kind.CITY: 0.0, Kind.AREA: 6.0}[e.kind]
    s -= {Quality.NAME: 0, Quality.ABBREVIATION: 0, Quality.OTHER: 2.0, Quality.DEMONYM: 0, Quality.POSTAL: 0}[e.quality]
    if e.rank == 3:
        s += 1
    return s


def _choice(e: Entry, gazetteer: Gazetteer) -> Choice:
    region = e.name if e.kind == Kind.REGION else gazetteer.row(e.region).name if e.region != NONE else None
    return Choice(e.name, e.country, region, round(e.lat, 5), round(e.lon, 5), "point" if e.kind == Kind.AREA and e.rank else _PRECISION[e.kind], e.geonames_id)
