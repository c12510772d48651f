"""The map of places: well-formed, every place once, names escaped."""

from __future__ import annotations

from xml.etree import ElementTree

from accordingto.read.places_map import draw_map
from accordingto.types import Place

SVG = "{http://www.w3.org/2000/svg}"


def place(name: str, lat: float | None, lon: float | None, **fields: object) -> Place:
    made = Place("p1", 0, 1, name, name, "KE", None, lat, lon, "city")
    return Place.from_dict(made.to_dict() | fields)


def test_each_place_once_inside_the_picture() -> None:
    places = [place("Nairobi", -1.3, 36.8), place("Nairobi", -1.3, 36.8), place("Kisumu", -0.1, 34.8)]
    root = ElementTree.fromstring(draw_map(places))
    circles = root.findall(f".//{SVG}circle")
    assert [t.text for t in root.findall(f".//{SVG}text")] == ["Nairobi", "Kisumu"]
    for circle in circles:
        assert 0 < float(circle.get("cx", "-1")) < float(root.get("width", "0"))
        assert 0 < float(circle.get("cy", "-1")) < float(root.get("height", "0"))
    assert float(circles[0].get("cx", "0")) > float(circles[1].get("cx", "0"))  # Nairobi lies east of Kisumu
    assert float(circles[0].get("cy", "0")) > float(circles[1].get("cy", "0"))  # and south of it


def test_no_places_shows_the_world() -> None:
    root = ElementTree.fromstring(draw_map([place("nowhere", None, None)]))
    assert root.findall(f".//{SVG}circle") == []
    assert len(root.find(f"{SVG}path").get("d", "")) > 10_000  # type: ignore[union-attr]


def test_names_are_escaped() -> None:
    drawn = draw_map([place('</text><script>alert("x")</script>', 1.0, 1.0)])
    ElementTree.fromstring(drawn)
    assert "<script" not in drawn


def test_poles_and_date_line() -> None:
    drawn = draw_map([place("a", 90.0, 180.0), place("b", -90.0, -180.0, disputed=True, precision="region")])
    assert 'class="region disputed"' in drawn
    ElementTree.fromstring(drawn)
