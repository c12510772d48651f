"""Date arithmetic on TIMEX3 values: what interval a value spans, and the value some units away."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE|-\d)?")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
_YEARS = re.compile(r"\d{2,4}")

Interval = tuple[date, date]


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day (31 February, year 0)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def interval(value: str) -> Interval | None:
    """First and last day of a TIMEX3 date or time value; None for durations, sets, references and unknown digits."""
    try:
        return _interval(value)
    except (ValueError, OverflowError):
        return None


def _interval(value: str) -> Interval | None:
    if m := _DAY.fullmatch(value):
        day = date(int(m[1]), int(m[2]), int(m[3]))
        return day, day
    if m := _MONTH.fullmatch(value):
        return months(int(m[1]), int(m[2]), 1)
    if m := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
        if m[3] is None:
            return monday, monday + timedelta(6)
        if m[3] == "-WE":
            return monday + timedelta(5), monday + timedelta(6)
        day = monday + timedelta(int(m[3][1]) - 1)
        return day, day
    if m := _PART.fullmatch(value):
        return _part(int(m[1]), m[2])
    if _YEARS.fullmatch(value):
        span = 10 ** (4 - len(value))
        first = int(value) * span
        return date(first, 1, 1), date(first + span - 1, 12, 31)
    return None


def _part(year: int, part: str) -> Interval:
    if part[0] == "Q":
        return months(year, 3 * int(part[1]) - 2, 3)
    if part[0] == "H":
        return months(year, 6 * int(part[1]) - 5, 6)
    return months(year, _SEASON_MONTH[part], 3)


def months(year: int, month: int, count: int) -> Interval:
    """First day of a month to the last day of the month `count` - 1 later."""
    year_to, month_to = divmod(year * 12 + month - 1 + count - 1, 12)
    return date(year, month, 1), date(year_to, month_to + 1, monthrange(year_to, month_to + 1)[1])


def unknown(unit: str) -> str:
    """The value of a day, week, month … that nothing dates."""
    return {"D": "XXXX-XX-XX", "M": "XXXX-XX", "W": "XXXX-WXX", "2W": "XXXX-WXX", "Q": "XXXX-QX"}.get(unit, "XXXX")


def shift(day: date, count: int, unit: str) -> str | None:
    """The value `count` units from a day, as fine as the unit; None beyond the calendar.

    Units: D, W, 2W, M, Q, Y, 10Y, 100Y, 1000Y; decades and more come as years.
    """
    try:
        return _shift(day, count, unit)
    except (ValueError, OverflowError):
        return None


def _shift(day: date, count: int, unit: str) -> str:
    if unit == "D":
        return (day + timedelta(count)).isoformat()
    if unit in ("W", "2W"):
        return week(day + timedelta(count * (14 if unit == "2W" else 7)))
    if unit == "M":
        year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
        return f"{date(year, month + 1, 1):%Y-%m}".zfill(7)
    if unit == "Q":
        year, quarter = divmod(day.year * 4 + (day.month - 1) // 3 + count, 4)
        return f"{date(year, 1, 1).year:04}-Q{quarter + 1}"
    years = count * int(unit[:-1] or 1)
    return f"{date(day.year + years, 1, 1).year:04}"


def moved(day: date, count: float, unit: str) -> date | None:
    """The day some units away (months and years keep the day of the month where it exists)."""
    try:
        if unit[0] == "T":
            return day
        if unit in ("D", "W", "2W"):
            return day + timedelta(int(count * {"D": 1, "W": 7, "2W": 14}[unit]))
        each = {"M": 1, "Q": 3}.get(unit) or 12 * int(unit[:-1] or 1)
        year, month = divmod(day.year * 12 + day.month - 1 + int(count * each), 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def week(day: date) -> str:
    """The ISO week of a day: 2019-W13."""
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The first (1) … or last (-1) Monday (1) … Sunday (7) of a month."""
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (which - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta((last.isoweekday() - weekday) % 7)


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holiday(rule: Any, year: int) -> date:
    """The day of a holiday rule of data/times.yaml in a year."""
    if isinstance(rule, str):
        return date.fromisoformat(f"{year:04}-{rule}")
    if rule[0] == "easter":
        return easter(year) + timedelta(rule[1])
    month, weekday, which, *offset = rule
    return nth_weekday(year, month, weekday, which) + timedelta(offset[0] if offset else 0)
