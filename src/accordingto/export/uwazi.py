"""An import for Uwazi: a zip with import.csv, one entity an item, unique titles, dates as ranges, latitude first."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from accordingto.casebook.listing import spreadsheet_cell
from accordingto.export.files import web_address, write_zip
from accordingto.export.linked import row_of
from accordingto.export.taken import Item, Material, Taken, Tally
from accordingto.types import Act

COLUMNS = (
    "title", "id_in_casebook", "kind", "type", "who", "whom", "quote", "according_to", "date", "place",
    "place_geolocation", "country", "status", "harm", "legal_stage", "grounds", "stance", "review", "reviewed_by",
    "contested_by", "source", "publisher", "published", "sha256",
)  # fmt: skip
"""Property names of the template that takes them; `id` is left to Uwazi, which would look for its own there."""


def write_uwazi(material: Material, path: Path) -> Tally:
    """The zip that Uwazi's CSV import takes. Titles end in the item's id, so that none points at another entity."""
    tally, text = Tally(), io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for taken in material.reports():
        for item in taken.items:
            writer.writerow({name: spreadsheet_cell(value) for name, value in _entity(taken, item).items()})
            tally.rows += 1
    write_zip(path, {"import.csv": text.getvalue().encode("utf-8", "replace")})
    return tally


def _entity(taken: Taken, item: Item) -> dict[str, Any]:
    row, report = row_of(taken, item), taken.record.report
    act = isinstance(item, Act)
    who = row["initiators"] if act else taken.say.chain(item)  # type: ignore[arg-type]  # the branch tells which
    what = f"{row['type']} {row['quote']}" if act else f"{row['stance']}: {row['quote'] or ''}"
    return {
        "title": f"{who or 'nobody named'} · {what}"[:150].strip() + f" ({row['id']})",
        "id_in_casebook": row["id"], "kind": "act" if act else "statement", "type": row.get("type"),
        "who": _several(who), "whom": _several(row.get("targets")), "quote": row["quote"],
        "according_to": row["according_to"], "date": _range(row), "place": row.get("place"),
        "place_geolocation": _point(row), "country": row.get("country"), "status": row.get("status"),
        "harm": row.get("harm"), "legal_stage": row.get("stage"), "grounds": row.get("grounds"),
        "stance": row.get("stance"), "review": row["review"], "reviewed_by": row["reviewed_by"],
        "contested_by": row["contested_by"], "source": _link(report.title or "the report", report.url),
        "publisher": row["publisher"], "published": report.published_at[:10] if report.published_at else None,
        "sha256": row["sha256"],
    }  # fmt: skip


def _range(row: dict[str, Any]) -> str | None:
    """from:to, an open side empty; so a year keeps its precision."""
    first, last = row.get("earliest"), row.get("latest")
    return f"{first or ''}:{last or ''}" if first or last else None


def _point(row: dict[str, Any]) -> str | None:
    return None if row.get("latitude") is None else f"{row['latitude']}|{row['longitude']}"


def _several(value: str | None) -> str | None:
    """Several values are parted by |, and :: nests a term, so neither stands in a value."""
    return "|".join(part.replace("|", "/").replace("::", ": :") for part in value.split("; ")) if value else None


def _link(label: str, url: str | None) -> str | None:
    url = web_address(url)
    return f"{label.replace('|', '/')}|{url.replace('|', '%7C')}" if url else None
