"""A scale of days: where each lies on a picture, and which of them are written below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from accordingto.review.drawing import svg

STEPS = (1, 2, 5, 7, 14)
"""Days between two marks of a short scale; a longer one is marked by months, then by years."""
MARKS = 7
"""Marks at most, so that their words do not touch."""
EDGE = 30.0
"""Units from either end in which a mark's words stand inside."""


def day(told: str | None) -> date | None:
    """The day of an ISO date or time; None where it is none."""
    try:
        return date.fromisoformat(told[:10]) if told else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Scale:
    """Days from left to right between two x."""

    first: date
    last: date
    left: float
    right: float

    def at(self, when: date) -> float:
        """Where a day lies; what lies outside is drawn at the edge."""
        whole = max(1, (self.last - self.first).days)
        part = min(1.0, max(0.0, (when - self.first).days / whole))
        return self.left + part * (self.right - self.left)

    def marks(self) -> list[tuple[date, str]]:
        """The days that are written, with their words."""
        days = (self.last - self.first).days
        for step in STEPS:
            if days // step < MARKS:
                start = self.first.toordinal()
                return [(d, d.isoformat()) for n in range(0, days + 1, step) if (d := date.fromordinal(start + n))]
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        for step in (1, 2, 3, 6):
            if months // step < MARKS:
                return [(d, f"{d:%Y-%m}") for d in self._months(step)]
        years = self.last.year - self.first.year
        step = next(s * 10**n for n in range(4) for s in (1, 2, 5) if years // (s * 10**n) < MARKS)
        first = -(-self.first.year // step) * step
        return [(date(y, 1, 1), str(y)) for y in range(first, self.last.year + 1, step) if date(y, 1, 1) >= self.first]

    def _months(self, step: int) -> list[date]:
        start = self.first.year * 12 + self.first.month - 1
        end = self.last.year * 12 + self.last.month - 1
        found = [date(n // 12, n % 12 + 1, 1) for n in range(start, end + 1) if (n - start) % step == 0]
        return [d for d in found if d >= self.first]

    def drawn(self, top: float, bottom: float) -> list[Markup]:
        """The scale under a picture: a line for each mark, and its words."""
        parts = []
        for d, told in self.marks():
            x = self.at(d)
            anchor = "start" if x < self.left + EDGE else "end" if x > self.right - EDGE else "middle"
            parts += [svg.line(x, top, x, bottom, "grid"), svg.words(x, bottom + 15, told, "axis", anchor)]
        return parts


def scale(days: Iterable[date], left: float, right: float) -> Scale | None:
    """The scale that holds these days with some room; None without any."""
    told = sorted(days)
    if not told:
        return None
    room = max(1, (told[-1] - told[0]).days // 25)
    first = date.fromordinal(max(1, told[0].toordinal() - room))
    last = date.fromordinal(min(date.max.toordinal(), told[-1].toordinal() + room))
    return Scale(first, last, left, right)
