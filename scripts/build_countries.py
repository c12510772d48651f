"""Writes src/accordingto/review/drawing/countries.json: the countries of the map, from Natural Earth (public domain).

npm pack world-atlas@2.0.2 && python scripts/build_countries.py world-atlas-2.0.2.tgz
"""

from __future__ import annotations

import json
import sys
import tarfile
from pathlib import Path
from typing import Any

import pycountry

OUT = Path(__file__).parents[1] / "src/accordingto/review/drawing/countries.json"
UNNUMBERED = {"Kosovo": "XK"}
"""World-atlas gives countries that ISO 3166 does not number by name alone; others of these are left out."""


def code_of(geometry: dict[str, Any]) -> str | None:
    """The alpha-2 code of one country of the atlas."""
    found = pycountry.countries.get(numeric=str(geometry.get("id", "")))
    return found.alpha_2 if found else UNNUMBERED.get(geometry["properties"]["name"])


def decode(topology: dict[str, Any]) -> dict[str, list[list[list[float]]]]:
    """The rings of each country as [longitude, latitude], by its code."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append([round(x * sx + tx, 1), round(y * sy + ty, 1)])
        arcs.append(points)
    found: dict[str, list[list[list[float]]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = code_of(geometry)
        if code is None:
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [[p for i in ring for p in (arcs[i] if i >= 0 else arcs[~i][::-1])] for one in polygons for ring in one]
        found[code] = [[p for n, p in enumerate(ring) if not n or p != ring[n - 1]] for ring in rings]
    return found


def main() -> None:
    """Command line."""
    with tarfile.open(sys.argv[1]) as tar:
        handle = tar.extractfile("package/countries-110m.json")
        assert handle is not None
        countries = decode(json.load(handle))
    source = (
        "Natural Earth 1:110m countries (public domain), from world-atlas 2.0.2; written by scripts/build_countries.py"
    )
    OUT.write_text(json.dumps({"source": source, "countries": countries}, separators=(",", ":")), "utf-8")


if __name__ == "__main__":
    main()
