"""GeoJSON and GeoPackage: acts at their places (WGS 84, longitude first), each with how precise its place is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accordingto.acquire.extras import need
from accordingto.export.tables import TABLES, Row, act_row
from accordingto.export.taken import Material, Tally

WITHOUT_PLACE = "acts without coordinates"


def write_geojson(material: Material, path: Path) -> Tally:
    """A FeatureCollection of points (RFC 7946); the properties are the columns of table acts."""
    tally = Tally()
    with path.open("w", encoding="utf-8", errors="replace") as out:
        out.write(f'{{"type": "FeatureCollection", "description": {json.dumps(material.scope)}, "features": [')
        for row in _placed(material, tally):
            point = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
            feature = {"type": "Feature", "id": row["id"], "geometry": point, "properties": row}
            out.write((",\n" if tally.rows else "\n") + json.dumps(feature, ensure_ascii=False))
            tally.rows += 1
        out.write("\n]}\n")
    return tally


def write_gpkg(material: Material, path: Path) -> Tally:
    """A GeoPackage with the layer acts."""
    arrow, pyogrio, tally = need("pyarrow", "export"), need("pyogrio", "export"), Tally()
    types = {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
    fields = [(name, types[kind]) for name, kind in TABLES["acts"].items()]
    some = [{**_clean(row), "geometry": _well_known(row)} for row in _placed(material, tally)]
    table = arrow.Table.from_pylist(some, schema=arrow.schema([*fields, ("geometry", arrow.binary())]))
    draft = path.with_name(f"{path.name}.gpkg")  # GDAL wants this ending
    pyogrio.write_arrow(table, draft, layer="acts", driver="GPKG", geometry_name="geometry", geometry_type="Point",
                        crs="EPSG:4326", layer_metadata={"DESCRIPTION": material.scope})  # fmt: skip
    draft.replace(path)
    tally.rows = len(some)
    return tally


def _placed(material: Material, tally: Tally) -> Iterator[Row]:
    for taken in material.reports():
        for act in taken.record.acts:
            row = act_row(taken, act)
            if row["latitude"] is None or row["longitude"] is None:
                tally.left_out[WITHOUT_PLACE] += 1
            else:
                yield row


def _well_known(row: Row) -> bytes:
    """A point as well-known binary, little-endian."""
    import struct

    return struct.pack("<BIdd", 1, 1, row["longitude"], row["latitude"])


def _clean(row: Row) -> dict[str, Any]:
    return {k: v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for k, v in row.items()}
