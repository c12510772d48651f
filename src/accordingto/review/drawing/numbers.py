"""Numbers of people as told, each at the day on which it was told: what was said and by whom, never an average."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from accordingto.review.drawing import svg
from accordingto.review.drawing.axis import Scale, day, scale

HEIGHT, TOP, LEFT, RIGHT, FOOT = 220.0, 22.0, 62.0, 700.0, 26.0
SPREAD = 30
"""Times the largest number is the smallest, from which on the scale is logarithmic: 12 and 3,000 stay apart."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number as told. low, high: None on an open side. weight: how many tellings it stands for, copies folded."""

    low: int | None
    high: int | None
    date: str | None
    label: str
    to: str
    denied: bool = False


@dataclass(frozen=True, slots=True)
class _Height:
    low: float
    high: float
    log: bool

    def at(self, value: float) -> float:
        """Where a number lies."""
        low, high, value = (math.log10(max(v, 0.8)) if self.log else v for v in (self.low, self.high, value))
        part = (value - low) / ((high - low) or 1)
        return TOP + (1 - part) * (HEIGHT - TOP - FOOT)

    def marks(self) -> list[int]:
        """The numbers that are written at the side."""
        if self.log:
            tens = range(math.floor(math.log10(max(1.0, self.low))), math.ceil(math.log10(self.high)) + 1)
            return [10**n for n in tens if self.low <= 10**n <= self.high]
        step = next(s * 10**n for n in range(12) for s in (1, 2, 5) if (self.high - self.low) / (s * 10**n) <= 5)
        return list(range(math.ceil(self.low / step) * step, math.floor(self.high) + 1, step))


def draw_numbers(title: str, numbers: Sequence[Number]) -> Markup | None:
    """The picture of one kind of number ("killed"); None where fewer than two are dated, which a table tells better."""
    dated = [(when, n) for n in numbers if (when := day(n.date)) and (n.low is not None or n.high is not None)]
    across = scale((when for when, _ in dated), LEFT + 14, RIGHT - 20)
    if len(dated) < 2 or across is None:
        return None
    values = [v for _, n in dated for v in (n.low, n.high) if v is not None]
    up = _heights(values)
    grid = [part for v in up.marks() for part in (
        svg.line(LEFT, up.at(v), RIGHT, up.at(v), "grid"),
        svg.words(LEFT - 6, up.at(v) + 4, f"{v:,}", "axis", "end"),
    )]  # fmt: skip
    marks = _marks([(across.at(when), n) for when, n in dated], up)
    note = [svg.words(RIGHT, 12, "logarithmic scale", "axis", "end")] if up.log else []
    label = f"{title}: {len(dated)} numbers as told, by the day of telling"
    return svg.picture("numbers", label, HEIGHT, [*grid, *_days(across), *note, *marks])


def _days(across: Scale) -> list[Markup]:
    return across.drawn(TOP, HEIGHT - FOOT)


def _heights(values: list[int]) -> _Height:
    low, high = min(values), max(values)
    if high > SPREAD * max(1, low):
        return _Height(max(1, low) * 0.8, high * 1.25, True)
    room = max(1.0, (high - low) * 0.12)
    return _Height(max(0.0, low - room), high + room, False)


def _marks(placed: list[tuple[float, Number]], up: _Height) -> list[Markup]:
    """Each number a mark; those that would lie on each other stand beside each other."""
    taken: dict[tuple[int, int], int] = {}
    found = []
    for x, n in placed:
        ends = [up.at(v) for v in (n.low, n.high) if v is not None]
        spot = (round(x / 9), round(ends[0] / 9))
        beside = taken[spot] = taken.get(spot, -1) + 1
        found.append(svg.link(n.to, n.label, _mark(min(x + 9 * beside, RIGHT - 6), ends, n)))
    return found


def _mark(x: float, ends: list[float], n: Number) -> list[Markup]:
    """A dot for a number, a bar for a span, an arrow on the side that is left open ("at least 25")."""
    css = "told denied" if n.denied else "told"
    parts = [svg.circle(x, y, 5, css) for y in dict.fromkeys(ends)]
    if len(set(ends)) == 2:
        parts.insert(0, svg.line(x, ends[0], x, ends[1], "span"))
    if n.high is None:
        parts.append(svg.path(f"M{x:.1f},{ends[0] - 6:.1f}v-11m-4,4l4,-4l4,4", "open"))
    if n.low is None:
        parts.append(svg.path(f"M{x:.1f},{ends[0] + 6:.1f}v11m-4,-4l4,4l4,-4", "open"))
    return parts
