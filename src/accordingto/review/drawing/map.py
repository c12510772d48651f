"""A map of where acts are told to have happened, drawn offline; what is told by country only is an area, no dot."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from accordingto.review.drawing import svg
from accordingto.review.drawing.labels import Labels
from accordingto.types import Precision

MARGIN, LEAST = 3.0, 14.0
"""Degrees around the outermost places, and that the map shows at least."""
REGION, COUNTRY = 34.0, 60.0
"""Radius of the hatched circle of a place that is only known by region, and of a country without a shape."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with what is told of it. country: alpha-2. to: the words."""

    name: str
    country: str | None
    lat: float
    lon: float
    precision: Precision
    label: str
    to: str
    disputed: bool = False


@cache
def _countries() -> dict[str, list[list[tuple[float, float]]]]:
    """The rings of each country by its code: Natural Earth 1:110m."""
    return dict(json.loads(Path(__file__).with_name("countries.json").read_text("utf-8"))["countries"])


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the map shows, as an equirectangular picture whose middle latitude keeps its shape."""

    west: float
    east: float
    south: float
    north: float

    @property
    def scale(self) -> float:
        return svg.WIDTH / (self.east - self.west)

    @property
    def stretch(self) -> float:
        return 1 / max(0.35, math.cos(math.radians((self.south + self.north) / 2)))

    @property
    def height(self) -> float:
        return (self.north - self.south) * self.scale * self.stretch

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.scale, (self.north - lat) * self.scale * self.stretch

    def shows(self, ring: Iterable[Sequence[float]]) -> bool:
        xs, ys = zip(*ring, strict=True)
        inside = min(xs) < self.east and max(xs) > self.west and min(ys) < self.north and max(ys) > self.south
        return bool(inside)


def draw_map(spots: Sequence[Spot], most: int = 80) -> Markup | None:
    """The map of these places, `most` of them; None where there is none."""
    spots = spots[:most]
    if not spots:
        return None
    frame = _frame(spots)
    areas = {s.country: s for s in spots if s.precision == "country" and s.country in _countries()}
    rings = (ring for country in _countries().values() for ring in country)
    land = "".join(_outline(frame, ring) for ring in rings if frame.shows(ring))
    shaded = [_area(frame, s, _countries()[code]) for code, s in areas.items() if code]
    order = {"country": 0, "region": 1, "city": 2, "point": 3}
    labels = Labels()
    marks = [_mark(frame, s, s in areas.values(), labels) for s in sorted(spots, key=lambda s: -order[s.precision])]
    marks.reverse()
    sea = svg.box(0, 0, svg.WIDTH, frame.height, "sea", 6)
    label = f"Map of {len(spots)} {'place' if len(spots) == 1 else 'places'}; countries and regions are areas"
    return svg.picture("map", label, frame.height, [_HATCH, sea, svg.path(land, "land"), *shaded, *marks])


_HATCH = Markup(
    '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line class="hatch" x1="0" y1="0" x2="0" y2="7"/></pattern></defs>'
)


def _css(spot: Spot, kind: str) -> str:
    return f"{kind} {spot.precision}{' disputed' if spot.disputed else ''}"


def _mark(frame: _Frame, spot: Spot, shaded: bool, labels: Labels) -> Markup:
    """A ringed dot for a point, a dot for a town, a hatched circle for what is only known by region or country."""
    x, y = frame.at(spot.lon, spot.lat)
    name = svg.short(spot.name, 30)
    if spot.precision in ("region", "country"):
        told = labels.put(name, [(x, y + dy, "middle") for dy in (4, 20, -12, 36)], "place")
    else:
        labels.keep_clear(x - 5, y - 5, x + 5, y + 5)
        beside = [(x + 9, y + 4, "start"), (x - 9, y + 4, "end"), (x, y - 9, "middle"), (x, y + 19, "middle")]
        told = labels.put(name, beside, "place")  # type: ignore[arg-type] # the anchors are literals
    parts = {
        "point": lambda: [svg.circle(x, y, 7, _css(spot, "ring")), svg.circle(x, y, 2.5, _css(spot, "dot"))],
        "city": lambda: [svg.circle(x, y, 5, _css(spot, "dot"))],
        "region": lambda: [svg.circle(x, y, REGION, _css(spot, "vague"))],
        "country": lambda: [] if shaded else [svg.circle(x, y, COUNTRY, _css(spot, "vague"))],
    }[spot.precision]()
    return svg.link(spot.to, spot.label, [*parts, told])


def _area(frame: _Frame, spot: Spot, rings: Iterable[Iterable[Sequence[float]]]) -> Markup:
    outline = svg.path("".join(_outline(frame, ring) for ring in rings), _css(spot, "area"))
    return svg.link(spot.to, spot.label, [outline])


def _outline(frame: _Frame, ring: Iterable[Sequence[float]]) -> str:
    return "M" + "L".join("{:.1f},{:.1f}".format(*frame.at(lon, lat)) for lon, lat in ring) + "Z"


def _frame(spots: Sequence[Spot]) -> _Frame:
    """What shows all places; the whole of a country that is all that is known, unless it spans the world."""
    points = [(s.lon, s.lat) for s in spots]
    for spot in spots:
        if spot.precision == "country":
            ring = max(_countries().get(spot.country or "", [[(spot.lon, spot.lat)]]), key=len)
            points += [(lon, lat) for lon, lat in ring]
        elif spot.precision == "region":
            points += [(spot.lon - 3, spot.lat - 2), (spot.lon + 3, spot.lat + 2)]
    west, east = min(p[0] for p in points) - MARGIN, max(p[0] for p in points) + MARGIN
    south, north = min(p[1] for p in points) - MARGIN, max(p[1] for p in points) + MARGIN
    wide = max(LEAST - (east - west), 1.25 * (north - south) - (east - west), 0.0) / 2
    west, east = max(-180.0, west - wide), min(180.0, east + wide)
    high = max(0.0, 0.45 * (east - west) - (north - south)) / 2
    return _Frame(west, east, max(-88.0, south - high), min(88.0, north + high))
