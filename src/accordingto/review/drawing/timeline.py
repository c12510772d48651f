"""A timeline: each stretch of days in which something is told to have happened, a bar that leads to the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from accordingto.review.drawing import svg
from accordingto.review.drawing.axis import Scale, day, scale

ROW, TOP, FOOT, LEFT, RIGHT = 34.0, 10.0, 26.0, 12.0, 708.0
LETTER = 6.3
"""Units of an ordinary letter of a label."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days as told; None on an open side. css: ``contested``, ``planned``, ``published`` or nothing."""

    earliest: str | None
    latest: str | None
    label: str
    to: str
    css: str = ""


def draw_timeline(label: str, bars: Sequence[Bar], most: int = 40) -> Markup | None:
    """The picture of these bars from top to bottom, `most` of them; None where none is dated."""
    dated = [(b, day(b.earliest), day(b.latest)) for b in bars]
    told = [(b, first, last) for b, first, last in dated if first or last][:most]
    across = scale([d for _, first, last in told for d in (first, last) if d], LEFT, RIGHT)
    if across is None:
        return None
    height = TOP + ROW * len(told) + FOOT
    rows = []
    for n, (bar, first, last) in enumerate(told):
        left = across.at(first) if first else LEFT
        right = across.at(last) if last else RIGHT
        rows.append(svg.link(bar.to, bar.label, _row(bar, left, right, TOP + ROW * n, (first is None, last is None))))
    return svg.picture("timeline", label, height, [*_days(across, height), *rows])


def _days(across: Scale, height: float) -> list[Markup]:
    return across.drawn(TOP, height - FOOT)


def _row(bar: Bar, left: float, right: float, top: float, open_: tuple[bool, bool]) -> list[Markup]:
    """The words above, the bar below; an open side fades into an arrow."""
    y, wide = top + 19, max(8.0, right - left)
    room = int((RIGHT - LEFT) / LETTER)
    told = svg.short(bar.label, room)
    start = max(LEFT, min(left, RIGHT - LETTER * len(told)))
    parts = [
        svg.words(start, top + 13, told, "label"),
        svg.box(left if wide > 8 else left - 4, y, wide, 8, f"bar {bar.css}", 4),
    ]
    if open_[0]:
        parts.append(svg.path(f"M{left + 6:.1f},{y - 1:.1f}l-6,5l6,5", "open"))
    if open_[1]:
        parts.append(svg.path(f"M{right - 6:.1f},{y - 1:.1f}l6,5l-6,5", "open"))
    return parts
