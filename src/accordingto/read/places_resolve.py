"""Resolving: which of the rows of the gazetteer that bear a name a mention means.

Every name has a prior (population, kind of place) and gets support from the other names of the report: what lies near,
in the same county, region or country. A few rounds let the sure names settle the unsure ones ("Paris" beside "Edgar
County" is the one in Illinois). One report uses a name for one place, unless the text itself says "Paris, Texas".
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from accordingto.read.gazetteer import NONE, Entry, Gazetteer, Kind, Quality
from accordingto.read.places_evidence import CAPITAL as CAPITAL_RANK
from accordingto.read.places_find import inside
from accordingto.read.places_match import Mention
from accordingto.read.places_words import hints, preferred
from accordingto.types import Precision, Report

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# All numbers here were set on the development data (bench/places/dev), rounded; each is flat around its value.
NEAR = 100.0
"""Kilometres at which one town's support of another falls to 1/e."""
SAME_COUNTY, SAME_REGION, SAME_COUNTRY = 0.9, 0.5, 0.06
"""Support of a row that only shares a division with another."""
BORDER = 0.2
"""Support of a country by one that it borders on."""
HOME, HINTS = 0.5, 3.0
"""Support of all rows in the country that the wording speaks for, full from so many different hints on."""
GAIN, WEIGHT = 3.0, 1.75
"""Of the support against the prior: powers of ten of population for each doubling of one plus gain times support."""
DOUBT = 0.8
"""Weight of a name that is rather no place here."""
COUNTRY, AREA = 8.0, 8.0
"""Priors of countries and areas, in powers of ten of population."""
REGION, COUNTY, CAPITAL, OTHER_NAME, OTHER_NAME_LARGE = 0.7, -1.0, 1.0, -2.0, -0.8
"""Added to the power of ten of the population of the rest."""
LARGE = 300_000
"""People of a town whose other names are well known ("Odessa" for Odesa)."""
NAMESAKE, NAMESAKE_OTHER = 0.1, 0.3
"""Share of a region's people from which a bare name means the town of that name in it; of another of its names."""
ROUNDS = 3
MOST = 1000
"""Rows compared in one report, most likely ones first; names beyond that go by their prior alone."""
READ = 20_000
"""Characters of the report whose wording is looked at."""

_WORDS = re.compile(r"[a-z]+")
_HOST = re.compile(r"(?:https?://)?[\w.-]{1,253}\.([a-z]{2})(?:[:/]|$)")
_PRECISION: dict[Kind, Precision] = {
    Kind.COUNTRY: "country", Kind.REGION: "region", Kind.COUNTY: "region", Kind.CITY: "city", Kind.AREA: "region",
}  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class _Name:
    """A name to settle: its rows, the most likely first, with their priors, and its weight for the others."""

    rows: tuple[Entry, ...]
    priors: tuple[float, ...]
    weight: float


def resolve(mentions: list[Mention], doubtful: list[Mention], gazetteer: Gazetteer, report: Report) -> list[Entry]:
    """One row for each mention; `doubtful` ones only lend them support."""
    counts = Counter(_key(m) for m in mentions)
    names: dict[str, _Name] = {}
    for m in mentions:
        if _key(m) not in names:
            names[_key(m)] = _name(m.key, _narrow(m), 1 + 0.5 * math.log(counts[_key(m)]))
    for m in doubtful:
        if m.key not in names:
            own = [e for e in m.entries if e.quality == Quality.NAME and e.kind != Kind.COUNTRY]
            names[m.key] = _name(m.key, own or m.entries, DOUBT)
    chosen = _settle(names, home_countries(report), gazetteer)
    return [_refine(m, chosen[_key(m)]) for m in mentions]


def choose(m: Mention, row: Entry, gazetteer: Gazetteer) -> Choice:
    """What a mention resolves to; in a disputed territory with the country that the report sets behind the name."""
    found = _choice(row, gazetteer)
    if row.disputed and m.container:
        given = [e.country for e in m.container.entries if e.kind == Kind.COUNTRY]
        if given:
            return replace(found, country=given[0])
    return found


def unlisted_choice(name: str, near: Entry, gazetteer: Gazetteer) -> Choice:
    """A place without a row: its own name, the point of the place that it lies in or near."""
    return replace(_choice(near, gazetteer), name=name, geonames_id=None)


def home_countries(report: Report) -> dict[str, float]:
    """Countries that the words of the report and its address speak for, with a weight of 0 to 1."""
    found = set(_WORDS.findall(report.text[:READ].lower()))
    weight: dict[str, float] = {c: len(hint & found) for c, hint in hints().items()}
    host = _HOST.match(report.url or report.publisher or "")
    if host:
        code = {"uk": "GB"}.get(host.group(1), host.group(1).upper())
        weight[code] = weight.get(code, 0) + HINTS
    return {c: min(1.0, n / HINTS) for c, n in weight.items() if n}


def prior(e: Entry, key: str = "") -> float:
    """How likely a row is before the report is known, in powers of ten of population."""
    if e.kind == Kind.COUNTRY:
        return COUNTRY
    if e.kind == Kind.AREA:
        return AREA
    score = math.log10(e.population + 100)
    number, bonus = preferred().get(key, (0, 0.0))
    if number and e.geonames_id == number:
        return score + bonus
    if e.kind == Kind.REGION:
        score += REGION
    elif e.kind == Kind.COUNTY:
        score += COUNTY
    if e.rank == CAPITAL_RANK:
        score += CAPITAL
    if e.quality == Quality.OTHER:
        score += OTHER_NAME_LARGE if e.population > LARGE else OTHER_NAME
    return score


def _key(m: Mention) -> str:
    return m.key + "|" + m.container.key if m.container else m.key


def _name(key: str, rows: list[Entry], weight: float) -> _Name:
    ranked = sorted(rows, key=lambda e: prior(e, key), reverse=True)
    return _Name(tuple(ranked), tuple(prior(e, key) for e in ranked), weight)


def _narrow(m: Mention) -> list[Entry]:
    """The rows inside the container, else all; the name of a country is no region or town inside it ("Mexico")."""
    if m.container:
        rows = {e.row for e in m.container.entries if e.kind in (Kind.REGION, Kind.COUNTY)}
        countries = {e.country for e in m.container.entries if e.kind == Kind.COUNTRY}
        return [e for e in m.entries if inside(e, rows, countries)] or m.entries
    states = {e.country for e in m.entries if e.kind == Kind.COUNTRY and e.quality == Quality.NAME}
    return [e for e in m.entries if e.kind == Kind.COUNTRY or e.country not in states]


def _refine(m: Mention, row: Entry) -> Entry:
    """The town instead of the region of that name, or the other way round, as the words around say."""
    if row.kind == Kind.REGION and "called_region" not in m.evidence:
        towns = [e for e in m.entries if e.kind == Kind.CITY and e.region == row.row]
        town = max(towns, key=lambda e: (e.quality == Quality.NAME, e.population), default=row)
        share = NAMESAKE if town.quality == Quality.NAME else NAMESAKE_OTHER
        if "called_town" in m.evidence or town.population > share * row.population:
            return town
    if row.kind == Kind.CITY and "called_region" in m.evidence:
        return next((e for e in m.entries if e.kind == Kind.REGION and e.row == row.region), row)
    return row


def _settle(names: dict[str, _Name], home: dict[str, float], gazetteer: Gazetteer) -> dict[str, Entry]:
    """The row of each name after some rounds of mutual support."""
    best = {key: name.rows[0] for key, name in names.items()}
    # names of one row need no choice but support the others; a report of thousands of names is cut off
    heard = dict(list(names.items())[: MOST // 2])
    most = max(2, MOST // max(1, len(heard)))
    entries = [e for name in heard.values() for e in name.rows[:most]]
    if len(entries) == len(heard):
        return best
    sizes = [min(most, len(name.rows)) for name in heard.values()]
    owner = np.repeat(np.arange(len(heard)), sizes)
    base = np.array([p for name in heard.values() for p in name.priors[:most]])
    weight = np.array([name.weight for name in heard.values()])[owner]
    near = _affinity(entries, gazetteer)
    row = np.array([e.row for e in entries])
    near[(owner[:, None] == owner[None, :]) | (row[:, None] == row[None, :])] = 0
    at_home = np.array([HOME * home.get(e.country or "", 0.0) for e in entries])
    score = base
    for _ in range(ROUNDS):
        support = near @ (_shares(score, owner) * weight) + at_home
        score = base + WEIGHT * np.log2(1 + GAIN * support)
    for n, key in enumerate(heard):
        own = np.flatnonzero(owner == n)
        best[key] = entries[int(own[np.argmax(score[own])])]
    return best


def _shares(score: Floats, owner: Ints) -> Floats:
    """Scores as shares of each name: ten to the power of the score, made to sum to one."""
    count = int(owner[-1]) + 1
    top = np.full(count, -np.inf)
    np.maximum.at(top, owner, score)
    share = np.power(10.0, score - top[owner])
    total = np.bincount(owner, share, count)
    result: Floats = share / total[owner]
    return result


def _affinity(entries: list[Entry], gazetteer: Gazetteer) -> Floats:
    """How far rows support each other: nearness of towns, else the smallest division that they share."""
    lat, lon = np.radians([e.lat for e in entries]), np.radians([e.lon for e in entries])
    xyz = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    km = 6371.0 * np.arccos(np.clip(xyz @ xyz.T, -1, 1))
    town = np.array([e.kind in (Kind.CITY, Kind.COUNTY) or (e.kind == Kind.AREA and e.rank == 1) for e in entries])
    near = np.where(town[:, None] & town[None, :], np.exp(-km / NEAR), 0.0)
    codes: dict[str | None, int] = {None: -1}
    country = np.array([codes.setdefault(e.country, len(codes)) for e in entries])
    region = np.array([e.row if e.kind == Kind.REGION else e.region for e in entries], dtype=np.int64)
    county = np.array([e.row if e.kind == Kind.COUNTY else e.county for e in entries], dtype=np.int64)
    shared = ((country, -1, SAME_COUNTRY), (region, NONE, SAME_REGION), (county, NONE, SAME_COUNTY))
    for value, missing, strength in shared:
        same = (value[:, None] == value[None, :]) & (value != missing)[:, None]
        near = np.maximum(near, np.where(same, strength, 0.0))
    states = np.flatnonzero([e.kind == Kind.COUNTRY for e in entries])
    for i in states:
        borders = [codes[c] for c in gazetteer.neighbours.get(entries[i].country or "", ()) if c in codes]
        beside = states[np.isin(country[states], borders)]
        near[i, beside] = np.maximum(near[i, beside], BORDER)
    result: Floats = near
    return result


def _choice(e: Entry, gazetteer: Gazetteer) -> Choice:
    region = e.name if e.kind == Kind.REGION else gazetteer.row(e.region).name if e.region != NONE else None
    point = e.kind == Kind.AREA and e.rank == 1
    precision: Precision = "point" if point else _PRECISION[e.kind]
    disputed = e.disputed is not None
    return Choice(e.name, e.country, region, round(e.lat, 4), round(e.lon, 4), precision, e.geonames_id, disputed)
