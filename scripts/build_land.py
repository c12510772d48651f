"""Writes src/accordingto/read/data/land.json: the coast lines of the map, from Natural Earth (public domain).

npm pack world-atlas@2.0.2 && python scripts/build_land.py world-atlas-2.0.2.tgz
"""

from __future__ import annotations

import json
import sys
import tarfile
from typing import Any

from accordingto.read.gazetteer import DATA


def decode(topology: dict[str, Any]) -> list[list[list[float]]]:
    """The outer and inner rings of the only object of a TopoJSON topology, as [longitude, latitude]."""
    sx, sy = topology["transform"]["scale"]
    tx, ty = topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append([round(x * sx + tx, 1), round(y * sy + ty, 1)])
        arcs.append(points)
    rings = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for indices in polygon:
                ring: list[list[float]] = []
                for i in indices:
                    ring += arcs[i] if i >= 0 else arcs[~i][::-1]
                rings.append(ring)
    return rings


def main() -> None:
    """Command line."""
    with tarfile.open(sys.argv[1]) as tar:
        handle = tar.extractfile("package/land-110m.json")
        assert handle is not None
        rings = decode(json.load(handle))
    source = "Natural Earth 1:110m land (public domain), from world-atlas 2.0.2; written by scripts/build_land.py"
    text = json.dumps({"source": source, "rings": rings}, separators=(",", ":"))
    (DATA / "land.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
