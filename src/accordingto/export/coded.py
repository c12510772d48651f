"""POLECAT's and ACLED's tables: only acts told as done, for a row there is read as a fact; no cell is made up."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pycountry

from accordingto.casebook.listing import spreadsheet_cell
from accordingto.export.acled import ACLED, acled_row
from accordingto.export.tables import actor_ids
from accordingto.export.taken import Material, Taken, Tally
from accordingto.types import Act, Place, Role

POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip

QUADS = {1: "AGREE CONSULT SUPPORT CONCEDE", 2: "COOPERATE AID RETREAT", 3: "REQUEST ACCUSE REJECT THREATEN",
         4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT"}  # fmt: skip
"""PLOVER's four classes: verbal and material cooperation, verbal and material conflict."""

NOT_DONE = "acts planned, hypothetical or told as not done, which a row would show as facts"


def write_polecat(material: Material, path: Path) -> Tally:
    """One row an act; several actors in one cell are parted by ";". Version holds the review and who contests."""
    tally = Tally()
    with path.open("w", encoding="utf-8", errors="replace", newline="") as out:
        out.write("\t".join(POLECAT) + "\n")
        for taken, act in done(material, tally):
            row = _polecat(taken, act)
            if not row["Event Date"]:
                tally.left_out["dates of acts not told to the day, in rows whose Event Date is empty"] += 1
            out.write("\t".join(_tab_free(spreadsheet_cell(row.get(name))) for name in POLECAT) + "\n")
            tally.rows += 1
    return tally


def write_acled(material: Material, path: Path) -> Tally:
    """One row an act of violence, protest or arrest; tags hold the review and who contests, notes who says it."""
    tally = Tally()
    with path.open("w", encoding="utf-8", errors="replace", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(ACLED)
        for taken, act in done(material, tally):
            row, why = acled_row(taken, act)
            if row is None:
                tally.left_out[why] += 1
                continue
            writer.writerow([spreadsheet_cell(row.get(name)) for name in ACLED])
            tally.rows += 1
    return tally


def done(material: Material, tally: Tally) -> Iterator[tuple[Taken, Act]]:
    """The acts that are told as done; the others are counted."""
    for taken in material.reports():
        for act in taken.record.acts:
            if act.status == "reported":
                yield taken, act
            else:
                tally.left_out[NOT_DONE] += 1


def _polecat(taken: Taken, act: Act) -> dict[str, Any]:
    report, place = taken.record.report, taken.places.get(act.where) if act.where else None
    whole = act.when is not None and act.when.earliest == act.when.latest and _is_day(act.when.earliest)
    told = {id for item in taken.items for id in actor_ids(item)}
    actors = [a for a in taken.whole.actors if a.name and a.id in told]
    wheres = {a.where for a in taken.record.acts}
    return {
        "Event ID": taken.key(act.id),
        "Event Date": act.when.earliest if act.when and whole else None,
        "Event Type": act.type,
        "Event Mode": act.mode,
        "Quad Code": next((quad for quad, types in QUADS.items() if act.type in types.split()), None),
        **_party("Actor", taken, act.initiators),
        **_party("Recipient", taken, act.targets),
        **(_place(place) if place else {}),
        "Source": report.publisher or report.agency,
        "Publication Date": report.published_at[:10] if report.published_at else None,
        "Story People": _joined(a.name for a in actors if a.kind == "person"),
        "Story Organizations": _joined(a.name for a in actors if a.kind == "organisation"),
        "Story Locations": _joined(p.name for p in taken.whole.places if p.id in wheres),
        "Language": report.language,
        "Version": f"accordingto {version('accordingto')}; {taken.review_words(act)}",
    }


def _party(side: str, taken: Taken, roles: tuple[Role, ...]) -> dict[str, Any]:
    """Countries stand first among the codes of a role, sectors after them."""
    countries = [c for role in roles for c in role.codes if is_country(c)]
    sectors = [c for role in roles for c in role.codes if not is_country(c)]
    return {
        f"{side} Name": _joined(taken.name(role) for role in roles),
        f"{side} Country": _joined(countries),
        f"Primary {side} Sector": sectors[0] if sectors else None,
        f"{side} Sectors": _joined(sectors),
        f"{side} Name Raw": _joined(role.exact for role in roles),
    }


def _place(place: Place) -> dict[str, Any]:
    country = pycountry.countries.get(alpha_2=place.country) if place.country else None
    return {
        "Placename": place.name,
        "City": place.name if place.precision == "city" else None,
        "Province": place.region,
        "Country": country.alpha_3 if country else None,
        "Latitude": place.lat,
        "Longitude": place.lon,
        "GeoNames ID": place.geonames_id,
        "Raw Placename": place.exact,
        "Feature Type": place.precision,
    }


def is_country(code: str) -> bool:
    """Whether a code of a role is a country's (ISO 3166-1 alpha-3)."""
    return pycountry.countries.get(alpha_3=code) is not None


def _is_day(value: str | None) -> bool:
    try:
        date.fromisoformat(value or "")
    except ValueError:
        return False
    return True


def _joined(values: Iterable[str | None]) -> str | None:
    return ";".join(dict.fromkeys(v for v in values if v)) or None


def _tab_free(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())
