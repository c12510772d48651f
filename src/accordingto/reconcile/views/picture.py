"""A picture of numbers as told: one line a telling, a dot at the number, an arrow where it is open; drawn as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.reconcile.types import Told

WIDTH, LABELS, LINE = 640, 250, 22
"""Units of the drawing: its width, the room for labels, the height of a line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One telling in the drawing. `start` and `end`: where its number lies; `open`: "up", "down" or none."""

    y: int
    label: str
    value: str
    start: int
    end: int
    open: str
    faint: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its text for those who do not see it."""

    title: str
    height: int
    width: int
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[int, str], ...]


def pictures(told: Sequence[Told]) -> list[Picture]:
    """One drawing for each thing that is counted."""
    kinds = dict.fromkeys(t.what for t in told)
    return [_picture(what or "people", [t for t in told if t.what == what]) for what in kinds]


def _picture(what: str, told: Sequence[Told]) -> Picture:
    most = max(max(t.min or 0, t.max or 0) for t in told) or 1
    scale = (WIDTH - LABELS - 70) / (most * 1.15)

    def x(number: int) -> int:
        return LABELS + round(number * scale)

    marks = tuple(
        Mark(y=30 + n * LINE, label=f"{t.date or 'no day'} {t.source}"[:42], value=number(t),
             start=x(t.min if t.min is not None else 0), end=x(t.max if t.max is not None else t.min or 0),
             open="up" if t.max is None else "down" if t.min is None else "", faint=not t.independent)
        for n, t in enumerate(told)
    )  # fmt: skip
    text = f"Number of people {what} as told: " + "; ".join(f"{number(t)}, says {t.source}, {t.date}" for t in told)
    ticks = tuple((x(n), f"{n:,}") for n in dict.fromkeys((0, most // 2, most)))
    return Picture(text, 40 + len(marks) * LINE, WIDTH, marks, ticks)


def number(told: Told) -> str:
    """A number as told: "at least 17", "about 300", "12"."""
    about = "about " if told.approx else ""
    if told.min is not None and told.min == told.max:
        return f"{about}{told.min:,}"
    if told.min is not None and told.max is not None:
        return f"{about}{told.min:,} to {told.max:,}"
    return f"at least {told.min:,}" if told.min is not None else f"up to {told.max or 0:,}"
