"""Dates in words and in machine fields, with time and zone where they are told; ambiguous ones stay unknown."""

from __future__ import annotations

import pytest

from accordingto.acquire.dates import Locale, find_date_words, is_ambiguous, parse_machine


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Mar 29 2019 | 1:30 PM IST", "2019-03-29T13:30:00+05:30"),
        ("Published 29 March 2019", "2019-03-29"),
        ("29th of March, 2019", "2019-03-29"),
        ("March 3rd, 2021 at 12:05 a.m. EST", "2021-03-03T00:05:00-05:00"),
        ("November 3, 2025 (8:42 AM ET)", "2025-11-03T08:42:00-05:00"),
        ("July 3, 2025 (8:42 AM ET)", "2025-07-03T08:42:00-04:00"),
        ("Tue 19 Nov 2019 06.00 GMT", "2019-11-19T06:00:00Z"),
        ("16:45, 20 March 2019", "2019-03-20"),
        ("19 November 2019, 14:23 UTC+3", "2019-11-19T14:23:00+03:00"),
        ("2024 Jun 30", "2024-06-30"),
        ("17.05.2021", "2021-05-17"),
        ("13/04/2019", "2019-04-13"),
        ("04/13/2019", "2019-04-13"),
        ("04/04/2019", "2019-04-04"),
        ("2019/4/3", "2019-04-03"),
        ("29 March 2019, 25:10 GMT", "2019-03-29"),
        ("29 March 2019 10:10 QQT", "2019-03-29"),
    ],
)
def test_dates_in_words(words: str, value: str) -> None:
    found = find_date_words(words)
    assert found
    assert found.value == value
    assert words[found.start : found.end].strip() == found.exact


@pytest.mark.parametrize(
    "words", ["", "May 2019", "31 February 2019", "03/04/2019", "29 March 1066", "12.30", "99/99/2019"]
)
def test_no_date_where_none_is_told(words: str) -> None:
    assert find_date_words(words) is None


@pytest.mark.parametrize(
    ("language", "host", "value"),
    [
        ("en-US", "example.com", "2019-03-04"),
        ("en-GB", "example.com", "2019-04-03"),
        ("en", "example.co.uk", "2019-04-03"),
        ("en", "example.gov", "2019-03-04"),
        ("en_IN", None, "2019-04-03"),
    ],
)
def test_order_of_day_and_month_by_locale(language: str, host: str | None, value: str) -> None:
    found = find_date_words("03/04/2019", Locale.of(language, host))
    assert found
    assert found.value == value
    assert is_ambiguous("03/04/2019", Locale.of("en", "example.com"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("2019-03-29T13:30:00+0530", "2019-03-29T13:30:00+05:30"),
        ("2025-09-09T13:00:54.304727-04:00", "2025-09-09T13:00:54-04:00"),
        ("2019-11-18T15:02:04.000Z", "2019-11-18T15:02:04Z"),
        ("2019-11-14T00:00:00Z", "2019-11-14"),
        ("2024-02-12 05:00:00", "2024-02-12"),
        ("20200320", "2020-03-20"),
        ("1574035200", "2019-11-18T00:00:00Z"),
        ("Fri, 29 Mar 2019 08:00:00 GMT", "2019-03-29T08:00:00Z"),
        ("13/11/2025 09:21:40", "2025-11-13"),
        ("2026-02", None),
        ("soon", None),
        ("2019-13-45", None),
    ],
)
def test_machine_fields(field: str, value: str | None) -> None:
    assert parse_machine(field) == value


def test_zone_names_by_host() -> None:
    found = find_date_words("29 March 2019 13:30 IST", Locale.of("en", "paper.co.il"))
    assert found
    assert found.value == "2019-03-29T13:30:00+02:00"
