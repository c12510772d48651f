"""Fills in the tables below the example texts of docs/times-and-places.md and draws docs/places.svg.

python scripts/times_places_docs.py          # rewrites; with --check it exits 1 where something would change
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from accordingto.read.parser import Parser
from accordingto.read.places import Gazetteer, find_places
from accordingto.read.places_map import draw_map
from accordingto.read.times import find_times
from accordingto.types import Place, Report, Time

DOCS = Path(__file__).parents[1] / "docs"
PUBLISHED = "2019-03-29"
_EXAMPLE = re.compile(r"^> (?P<text>.+)\n(?:\n(?:\|.*\n)+)*", re.M)
_TIMES = "| words | type | value | from | to |\n|---|---|---|---|---|\n"
_PLACES = "| words | place | country | region | point | precision | |\n|---|---|---|---|---|---|---|\n"


def time_row(t: Time) -> str:
    """One line of the table of times."""
    return f"| {t.exact} | {t.type} | {t.value} | {t.earliest or '–'} | {t.latest or '–'} |\n"


def place_row(p: Place) -> str:
    """One line of the table of places."""
    marks = ", ".join(w for w, on in (("metonym", p.metonym), ("disputed", p.disputed)) if on)
    point = f"{p.lat:.2f}, {p.lon:.2f}"
    return f"| {p.exact} | {p.name} | {p.country or '–'} | {p.region or '–'} | {point} | {p.precision} | {marks} |\n"


def render() -> tuple[str, str]:
    """The page and the map as they should be."""
    parser, gazetteer = Parser(), Gazetteer.load()
    drawn: list[Place] = []

    def fill(m: re.Match[str]) -> str:
        text = m["text"]
        doc = parser.parse(text)
        times = find_times(doc, PUBLISHED)
        places = find_places(doc, gazetteer, Report(id="example", text=text))
        drawn.extend(places)
        return f"> {text}\n\n{_TIMES}{''.join(map(time_row, times))}\n{_PLACES}{''.join(map(place_row, places))}"

    page = _EXAMPLE.sub(fill, (DOCS / "times-and-places.md").read_text("utf-8"))
    return page, draw_map(drawn)


def main() -> int:
    """Command line."""
    page, picture = render()
    same = True
    for name, text in (("times-and-places.md", page), ("places.svg", picture)):
        path = DOCS / name
        same = same and path.exists() and path.read_text("utf-8") == text
        if "--check" not in sys.argv:
            path.write_text(text, "utf-8")
    return 0 if same or "--check" not in sys.argv else 1


if __name__ == "__main__":
    raise SystemExit(main())
