"""Intervals of dates as tokens, so that a search by date is a search by word."""

from __future__ import annotations

from functools import lru_cache

from accordingto.types import When

SHORT = 24
"""Months: a shorter interval has a token for each month, a longer one for each year."""

FIRST_YEAR, LAST_YEAR = 1800, 2100
"""Years that get tokens; what reaches further is found by the years within."""


def effective(when: When | None, published: str | None) -> tuple[str, str] | None:
    """The days on which an act may have happened; without a date of its own, the day of publication.

    An open beginning counts as the end itself, an open end as the day of publication. None where nothing is known.
    """
    day = published[:10] if published else None
    earliest, latest = (when.earliest, when.latest) if when else (None, None)
    first = earliest or latest or day
    if not first:
        return None
    return first, max(first, latest or day or first)


@lru_cache(maxsize=10_000)
def tokens(first: str, last: str) -> tuple[str, ...]:
    """The tokens of an interval: months and their years (m, a) where it is short, years alone (y) where it is long."""
    start, end = _month(first), _month(last)
    if start is None or end is None or end < start:
        return ()
    if end - start >= SHORT:
        return tuple(_years("y", start, end))
    return (*(_name(m) for m in range(start, end + 1)), *_years("a", start, end))


def query(since: str | None, until: str | None) -> list[str]:
    """Tokens of which an interval that touches since..until has at least one; empty where tokens narrow nothing."""
    start = _month(since) if since else FIRST_YEAR * 12
    end = _month(until) if until else LAST_YEAR * 12 + 11
    if start is None or end is None or end < start or end - start > 40 * 12:
        return []
    if end - start < SHORT:
        return [*(_name(m) for m in range(start, end + 1)), *_years("y", start, end)]
    return _years("a", start, end) + _years("y", start, end)


def _month(day: str) -> int | None:
    try:
        year, month = int(day[:4]), int(day[5:7])
    except ValueError:
        return None
    return min(max(year, FIRST_YEAR), LAST_YEAR) * 12 + month - 1 if 1 <= month <= 12 else None


def _name(month: int) -> str:
    return f"m{month // 12}{month % 12 + 1:02}"


def _years(letter: str, start: int, end: int) -> list[str]:
    return [f"{letter}{year}" for year in range(start // 12, end // 12 + 1)]
