"""Who acts on whom: who acts stands left, whoever acts and is acted upon in the middle, who is acted upon right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from accordingto.review.drawing import svg
from accordingto.review.drawing.labels import Labels, Spot

ROW, BOX, WIDE, TOP = 62.0, 30.0, 168.0, 30.0
COLUMNS = (8.0, 276.0, 544.0)
HEADS = ("who acts", "", "whom it is done to")
LETTERS = 23
"""Letters of a name that fit into its box."""


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Edge:
    """Acts of one kind of one party on another; mutual: both act, none is acted upon. to: the words."""

    one: str
    other: str
    what: str
    label: str
    to: str
    contested: bool = False
    mutual: bool = False


def draw_graph(edges: Sequence[Edge], links: Mapping[str, str], most: int = 40) -> Markup | None:
    """The picture of these edges, `most` of them. links: where each party leads. The same edges, the same picture."""
    edges = edges[:most]
    if not edges:
        return None
    columns = _columns(edges)
    where: dict[str, Point] = {}
    tallest = max(len(c) for c in columns)
    for x, names in zip(COLUMNS, columns, strict=True):
        start = TOP + (tallest - len(names)) * ROW / 2
        where |= {name: (x, start + n * ROW) for n, name in enumerate(names)}
    height = TOP + tallest * ROW
    heads = [svg.words(x + WIDE / 2, 16, head, "axis", "middle") for x, head, names in
             zip(COLUMNS, HEADS, columns, strict=True) if head and names]  # fmt: skip
    between: dict[tuple[str, str], int] = {}
    labels = Labels()
    for x, y in where.values():
        labels.keep_clear(x, y, x + WIDE, y + BOX)
    drawn = []
    for edge in edges:
        pair = (min(edge.one, edge.other), max(edge.one, edge.other))
        between[pair] = between.get(pair, -1) + 1
        drawn.append(_edge(edge, where[edge.one], where[edge.other], between[pair], labels))
    boxes = [_party(name, *at, links.get(name)) for name, at in where.items()]
    label = f"Who acts on whom: {len(where)} parties, {len(edges)} kinds of act"
    return svg.picture("graph", label, height, [*heads, *drawn, *boxes])


def _columns(edges: Sequence[Edge]) -> tuple[list[str], list[str], list[str]]:
    """The parties by column, each where the parties it is tied to stand, to keep edges from crossing."""
    acts = {n for e in edges for n in ((e.one, e.other) if e.mutual else (e.one,))}
    done_to = {e.other for e in edges if not e.mutual}
    order = list(dict.fromkeys(n for e in edges for n in (e.one, e.other)))
    only = [n for n in order if n in acts and n not in done_to]
    left = [n for n in only if not any(e.mutual and n == e.other for e in edges)] or only[:1]
    middle = [n for n in order if n in acts and n not in left]
    right = [n for n in order if n not in acts]
    rank = {name: n for n, name in enumerate(left)}

    def place(name: str) -> tuple[float, int]:
        near = [rank[o] for e in edges for o in ((e.one,) if e.other == name else (e.other,) if e.one == name else ())
                if o in rank]  # fmt: skip
        return (sum(near) / len(near) if near else len(rank), order.index(name))

    return left, sorted(middle, key=place), sorted(right, key=place)


def _party(name: str, x: float, y: float, to: str | None) -> Markup:
    inner = [svg.box(x, y, WIDE, BOX, "party", 6),
             svg.words(x + WIDE / 2, y + BOX / 2 + 4, svg.short(name, LETTERS), "name", "middle")]  # fmt: skip
    return svg.link(to, name, inner)


def _edge(edge: Edge, one: Point, other: Point, n: int, labels: Labels) -> Markup:
    """An arrow from who acts to whom, its words on it; the second between the same two bends another way."""
    start, end = _ends(one, other)
    bend = 16.0 * ((n + 1) // 2) * (1 if n % 2 else -1)
    if start[0] == end[0]:
        bow = 46.0 + 14 * n
        curve, tip = (start, (start[0] + bow, start[1]), (end[0] + bow, end[1]), end), -8.0
    else:
        half = (end[0] - start[0]) / 2
        curve = (start, (start[0] + half, start[1] + bend), (end[0] - half, end[1] + bend), end)
        tip = 8.0 if half > 0 else -8.0
    a, b, c, d = curve
    line = f"M{a[0]:.1f},{a[1]:.1f}C{b[0]:.1f},{b[1]:.1f} {c[0]:.1f},{c[1]:.1f} {d[0]:.1f},{d[1]:.1f}"
    css = f"edge{' contested' if edge.contested else ''}"
    places = [_on(curve, t) for t in (0.5, 0.35, 0.65, 0.42, 0.58, 0.25, 0.75)]
    spots: list[Spot] = [(x, y - 4, "middle") for x, y in places]
    parts = [svg.path(line, css), labels.put(svg.short(edge.what, 20), spots, "on-edge")]
    head = [] if edge.mutual else [svg.path(f"M{d[0]:.1f},{d[1]:.1f}l{-tip:.1f},-4.5v9z", f"head {css}")]
    return svg.link(edge.to, edge.label, [*parts, *head])


def _on(curve: tuple[Point, Point, Point, Point], t: float) -> Point:
    """A point of a cubic curve; t: from 0 at its beginning to 1 at its end."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    return sum(w * p[0] for w, p in zip(weights, curve, strict=True)), sum(
        w * p[1] for w, p in zip(weights, curve, strict=True)
    )


def _ends(one: Point, other: Point) -> tuple[Point, Point]:
    """Where an arrow leaves a box and where it comes in."""
    (xa, ya), (xb, yb) = one, other
    middle = BOX / 2
    if xa == xb:
        return (xa + WIDE, ya + middle), (xb + WIDE, yb + middle)
    if xa < xb:
        return (xa + WIDE, ya + middle), (xb - 1, yb + middle)
    return (xa, ya + middle), (xb + WIDE + 1, yb + middle)
