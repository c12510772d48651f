"""A map of a report's places as one SVG picture, drawn without any connection."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape

from accordingto.read.gazetteer import DATA
from accordingto.types import Place

WIDTH = 720
"""Pixels of the picture; its height follows from what it shows."""
MARGIN, LEAST = 6.0, 20.0
"""Degrees around the outermost places, and that the map shows at least."""
_RADIUS = {"point": 4, "city": 4, "region": 7, "country": 10}
_STYLE = (
    ".sea{fill:#dfe8ef}.land{fill:#f7f5f0;stroke:#9aa5ad;stroke-width:.6}"
    ".city,.point{fill:#b03a2e}.region{fill:#b03a2e;fill-opacity:.45}"
    ".country{fill:none;stroke:#b03a2e;stroke-width:1.5}"
    ".disputed{stroke:#333;stroke-dasharray:2 2}text{font:11px sans-serif;fill:#222}"
)


def draw_map(places: Iterable[Place]) -> str:
    """An SVG document of 720 pixels' width with a mark for each place; larger and emptier the vaguer its point is.

    Places of one name and point share a mark. Equirectangular; without any place with a point the whole world.
    """
    marks = {(p.name, p.lat, p.lon): p for p in places if p.lat is not None and p.lon is not None}
    west, east, south, north = _frame([(lat, lon) for _, lat, lon in marks if lat is not None and lon is not None])
    scale = WIDTH / (east - west)
    height = round((north - south) * scale)

    def at(lon: float, lat: float) -> tuple[float, float]:
        return round((lon - west) * scale, 1), round((north - lat) * scale, 1)

    land = [
        "M" + "L".join("{:g},{:g}".format(*at(lon, lat)) for lon, lat in ring) + "Z"
        for ring in json.loads((DATA / "land.json").read_text("utf-8"))["rings"]
        if any(west - 1 <= lon <= east + 1 and south - 1 <= lat <= north + 1 for lon, lat in ring)
    ]
    drawn = [_mark(p, *at(lon, lat)) for (_, lat, lon), p in marks.items() if lat is not None and lon is not None]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="Map of places"><style>{_STYLE}</style>'
        f'<rect class="sea" width="{WIDTH}" height="{height}"/><path class="land" d="{"".join(land)}"/>'
        f"{''.join(drawn)}</svg>\n"
    )


def _mark(place: Place, x: float, y: float) -> str:
    kind = place.precision + (" disputed" if place.disputed else "")
    label = ", ".join(t for t in (place.name, place.region if place.region != place.name else None, place.country) if t)
    radius = _RADIUS[place.precision]
    return (
        f'<g><title>{escape(label)}</title><circle class="{kind}" cx="{x:g}" cy="{y:g}" r="{radius}"/>'
        f'<text x="{x + radius + 2:g}" y="{y + 4:g}">{escape(place.name)}</text></g>'
    )


def _frame(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """West, east, south and north of the map."""
    if not points:
        return -180.0, 180.0, -60.0, 85.0
    south, north = min(p[0] for p in points) - MARGIN, max(p[0] for p in points) + MARGIN
    west, east = min(p[1] for p in points) - MARGIN, max(p[1] for p in points) + MARGIN
    wide, high = max(0.0, LEAST - (east - west)) / 2, max(0.0, LEAST / 2 - (north - south)) / 2
    return max(-180.0, west - wide), min(180.0, east + wide), max(-90.0, south - high), min(90.0, north + high)
