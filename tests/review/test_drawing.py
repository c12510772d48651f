"""Pictures: the same input, the same picture; what is vague is drawn vague; every mark leads on; all is escaped."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from accordingto.review.drawing.axis import MARKS, scale
from accordingto.review.drawing.graph import Edge, draw_graph
from accordingto.review.drawing.map import Spot, draw_map
from accordingto.review.drawing.numbers import Number, draw_numbers
from accordingto.review.drawing.timeline import Bar, draw_timeline
from accordingto.types import Precision

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '"><script>alert(1)</script>'


def marks(picture: str | None, tag: str, css: str) -> list[ElementTree.Element]:
    """The elements of a picture with this class."""
    assert picture is not None
    found = ElementTree.fromstring(picture).iter(f"{SVG}{tag}")
    return [e for e in found if css in e.get("class", "").split()]


@pytest.mark.parametrize("days", [0, 1, 6, 30, 75, 400, 3000, 40_000])
def test_a_scale_has_few_marks_in_order(days: int) -> None:
    first = date(1900, 3, 5)
    made = scale([first, first + timedelta(days=days)], 0, 700)
    assert made is not None
    told = made.marks()
    assert 1 <= len(told) <= MARKS + 1
    places = [made.at(d) for d, _ in told]
    assert places == sorted(set(places))
    assert len({words for _, words in told}) == len(told)


def spot(precision: Precision, **more: object) -> Spot:
    return Spot("Harvan", "SY", 35.2, 38.4, precision, "told twice", "/reports/1#c1", **more)  # type: ignore[arg-type]


def test_a_country_is_an_area_and_never_a_dot() -> None:
    picture = draw_map([spot("country")])
    assert len(marks(picture, "path", "area")) == 1
    assert marks(picture, "circle", "dot") == marks(picture, "circle", "vague") == []


def test_a_country_without_a_shape_is_a_wide_circle() -> None:
    picture = draw_map([Spot("Atoll", "TV", -8.5, 179.2, "country", "told once", "/reports/1#c1")])
    assert float(marks(picture, "circle", "vague")[0].get("r", "0")) > 50


@pytest.mark.parametrize(("precision", "css"), [("region", "vague"), ("city", "dot"), ("point", "ring")])
def test_precision_is_drawn(precision: Precision, css: str) -> None:
    picture = draw_map([spot(precision)])
    assert len(marks(picture, "circle", css)) == 1
    assert "disputed" not in str(picture)
    assert "disputed" in str(draw_map([spot(precision, disputed=True)]))


def test_a_map_of_the_whole_world_is_drawn() -> None:
    far = [
        Spot(f"Town {n}", "FJ", lat, lon, "city", "told", "/reports/1")
        for n, (lat, lon) in enumerate(((-80.0, -179.0), (80.0, 179.0), (0.0, 0.0)))
    ]
    assert len(marks(draw_map(far), "circle", "dot")) == 3
    assert draw_map([]) is None


def test_open_numbers_have_arrows_and_far_ones_a_logarithmic_scale() -> None:
    picture = draw_numbers(
        "killed",
        [
            Number(25, None, "2021-06-01", "25 or more, according to A", "/reports/1#c1"),
            Number(3000, 3000, "2021-06-02", "3,000, according to B", "/reports/2#c1"),
            Number(None, 40, "2021-06-03", "up to 40, according to C", "/reports/3#c1"),
        ],
    )
    assert len(marks(picture, "path", "open")) == 2
    assert "logarithmic" in str(picture)
    heights = [float(c.get("cy", "0")) for c in marks(picture, "circle", "told")]
    assert heights[1] < heights[2] < heights[0]


def test_numbers_of_one_day_do_not_hide_each_other() -> None:
    picture = draw_numbers("killed", [Number(5, 5, "2021-06-01", f"5, according to {n}", "/r") for n in range(4)])
    assert len({c.get("cx") for c in marks(picture, "circle", "told")}) == 4


def test_fewer_than_two_dated_numbers_are_no_picture() -> None:
    assert draw_numbers("killed", [Number(5, 5, "2021-06-01", "5", "/r"), Number(6, 6, None, "6", "/r")]) is None
    assert draw_numbers("killed", []) is None


def test_a_timeline_draws_days_as_dots_and_stretches_as_bars() -> None:
    picture = draw_timeline(
        "When",
        [
            Bar("2021-06-01", "2021-06-01", "a day", "/r"),
            Bar("2021-06-01", "2021-08-01", "two months", "/r"),
            Bar(None, "2021-07-01", "until July", "/r"),
            Bar(None, None, "undated", "/r"),
        ],
    )
    wide = [float(b.get("width", "0")) for b in marks(picture, "rect", "bar")]
    assert len(wide) == 3
    assert wide[0] == 8 < wide[1]
    assert len(marks(picture, "path", "open")) == 1
    assert draw_timeline("When", [Bar(None, None, "undated", "/r")]) is None


def test_a_graph_is_the_same_for_the_same_edges_and_keeps_all_of_them() -> None:
    edges = [
        Edge("Police", "protesters", "arrested", "Police arrested protesters, according to A", "/reports/1#c1"),
        Edge("Police", "protesters", "beat", "Police beat protesters, contested", "/reports/1#c2", contested=True),
        Edge("protesters", "Police", "stoned", "protesters stoned police", "/reports/2#c1"),
        Edge("A", "B", "met", "A met B", "/reports/2#c2", mutual=True),
    ]
    picture = draw_graph(edges, {"Police": "/actors/party?name=Police"})
    assert picture == draw_graph(edges, {"Police": "/actors/party?name=Police"})
    assert len(marks(picture, "rect", "party")) == 4
    assert len(marks(picture, "path", "head")) == 3  # a mutual act has no direction
    assert len(marks(picture, "path", "contested")) == 2
    assert draw_graph([], {}) is None


def test_edges_between_the_same_two_do_not_lie_on_each_other() -> None:
    edges = [Edge("A", "B", f"did {n}", f"A did {n} to B", "/r") for n in range(5)]
    assert (
        len({e.get("d") for e in marks(draw_graph(edges, {}), "path", "edge") if "head" not in e.get("class", "")}) == 5
    )


@pytest.mark.parametrize(
    "picture",
    [
        draw_map([Spot(HOSTILE, "SY", 35.0, 38.0, "city", HOSTILE, "/reports/1")]),
        draw_graph([Edge(HOSTILE, "B", HOSTILE, HOSTILE, "/reports/1")], {}),
        draw_timeline(HOSTILE, [Bar("2021-06-01", "2021-06-02", HOSTILE, "/reports/1")]),
        draw_numbers(HOSTILE, [Number(n, n, "2021-06-01", HOSTILE, "/reports/1") for n in (1, 2)]),
    ],
)
def test_words_in_pictures_are_escaped(picture: str) -> None:
    assert "<script" not in picture
    assert list(ElementTree.fromstring(picture).iter(f"{SVG}script")) == []
    assert "style=" not in picture  # the policy of the pages lets no inline style through
