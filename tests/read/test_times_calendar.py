"""Intervals of TIMEX3 values and date arithmetic."""

from __future__ import annotations

from datetime import date

import pytest

from accordingto.read.timex import calendar


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2019-03-28", "2019-03-28", "2019-03-28"),
        ("2019-03-28T10:35", "2019-03-28", "2019-03-28"),
        ("2019-03", "2019-03-01", "2019-03-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-W13", "2019-03-25", "2019-03-31"),
        ("2019-W13-WE", "2019-03-30", "2019-03-31"),
        ("2019-W13-2", "2019-03-26", "2019-03-26"),
        ("2019-Q3", "2019-07-01", "2019-09-30"),
        ("2019-H2", "2019-07-01", "2019-12-31"),
        ("2012-SU", "2012-06-01", "2012-08-31"),
        ("2012-WI", "2012-12-01", "2013-02-28"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("199", "1990-01-01", "1999-12-31"),
        ("18", "1800-01-01", "1899-12-31"),
    ],
)
def test_interval(value: str, first: str, last: str) -> None:
    assert calendar.interval(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value",
    ["P2M", "PAST_REF", "XXXX-03-04", "XXXX-WXX-1", "FY2013", "2019-02-31", "2019-13", "2019-W54", "0000", "00", ""],
)
def test_no_interval(value: str) -> None:
    assert calendar.interval(value) is None


@pytest.mark.parametrize(
    ("count", "unit", "value"),
    [
        (-10, "D", "2019-03-19"),
        (-2, "W", "2019-W11"),
        (1, "2W", "2019-W15"),
        (-3, "M", "2018-12"),
        (1, "Q", "2019-Q2"),
        (-1, "Q", "2018-Q4"),
        (-4, "Y", "2015"),
        (-2, "10Y", "1999"),
        (-5, "1000Y", None),
        (9_000_000, "D", None),
    ],
)
def test_shift(count: int, unit: str, value: str | None) -> None:
    assert calendar.shift(date(2019, 3, 29), count, unit) == value


@pytest.mark.parametrize(
    ("count", "unit", "day"),
    [
        (-2, "M", date(2019, 1, 31)),
        (-1, "M", date(2019, 2, 28)),
        (1.5, "Y", date(2020, 9, 30)),
        (-1, "W", date(2019, 3, 24)),
        (1, "TH", date(2019, 3, 31)),
        (-9000, "Y", None),
    ],
)
def test_moved_keeps_the_day_where_it_exists(count: float, unit: str, day: date | None) -> None:
    assert calendar.moved(date(2019, 3, 31), count, unit) == day


@pytest.mark.parametrize(
    ("year", "day"),
    [(1916, date(1916, 4, 23)), (2000, date(2000, 4, 23)), (2008, date(2008, 3, 23)), (2019, date(2019, 4, 21))],
)
def test_easter(year: int, day: date) -> None:
    assert calendar.easter(year) == day


def test_nth_weekday_from_both_ends() -> None:
    assert calendar.nth_weekday(2018, 11, 4, 4) == date(2018, 11, 22)
    assert calendar.nth_weekday(2019, 5, 1, -1) == date(2019, 5, 27)
