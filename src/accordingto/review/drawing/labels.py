"""Keeps words of a picture from lying on each other: each label takes the first of its places that is still free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from accordingto.review.drawing import svg

LETTER, HIGH = 6.6, 14.0
"""Units of an ordinary letter and of a line of a label."""

Spot = tuple[float, float, Literal["start", "middle", "end"]]
"""x, y of the baseline, and which part of the words stands at x."""


@dataclass(slots=True)
class Labels:
    """The labels of one picture."""

    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def put(self, told: str, spots: Iterable[Spot], css: str) -> Markup:
        """The words at the first free spot; nothing where all are taken, for a mark tells its words anyway."""
        for x, y, anchor in spots:
            wide = LETTER * len(told)
            left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            box = (left, y - HIGH + 3, left + wide, y + 3)
            if box[0] >= 0 and box[2] <= svg.WIDTH and not any(_meet(box, other) for other in self.taken):
                self.taken.append(box)
                return svg.words(x, y, told, css, anchor)
        return Markup("")

    def keep_clear(self, left: float, top: float, right: float, bottom: float) -> None:
        """No label is put here."""
        self.taken.append((left, top, right, bottom))


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
