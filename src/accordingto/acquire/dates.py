"""Dates and times as pages and texts write them, to ISO dates or RFC 3339; what is ambiguous stays unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from accordingto.acquire.tables import table

FIRST_YEAR, LAST_YEAR = 1980, 2100
"""Outside of these a number is no publication date of a page."""

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_WORDED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d.])(?<!\d[-–]){_DAY}(?:\s+of)?[\s-]*{_MONTH}[\s,-]*{_YEAR}",
        rf"\b{_MONTH}[\s-]*{_DAY}(?!\d)\s*,?[\s-]*{_YEAR}",
        rf"(?<!\d){_YEAR}[\s,-]+{_MONTH}[\s-]+{_DAY}(?!\d)",
        r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<number>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)",
    )
)
_NUMBERED = re.compile(r"(?<![\d/.-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/-])")
_OFFSET = r"Z\b|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?(?!\d)"
_CLOCK = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:[.,]\d+)?(?![\d:])"
    rf"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?(?:\s*\(?(?P<zone>{_OFFSET}|[A-Z]{{2,5}}\b))?"
)
_CLOCK_AFTER = re.compile(r"[\s,|·•–—T(.-]*(?:at|@|um|o)?\s*" + _CLOCK, re.IGNORECASE)
_CLOCK_BEFORE = re.compile(_CLOCK + r"[\s,|·•–—-]*(?:on|am)?\s*(?:[a-z]{3,9}day|[a-z]{3})?[\s,.]*\Z", re.IGNORECASE)
_ISO = re.compile(
    r"\s*(?P<year>\d{4})-?(?P<number>\d{2})-?(?P<day>\d{2})"
    r"(?:[T\s]*(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2}))?(?:[.,]\d+)?\s*"
    rf"(?P<zone>{_OFFSET}|[A-Z]{{3,4}}\b)?)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"\s*(1\d{9})(\d{3})?\s*\Z")
_MAX_WORDS = 400


@dataclass(frozen=True, slots=True)
class Locale:
    """What a page tells about how it writes dates. day_first: None where nothing is known. host: for zone names."""

    day_first: bool | None = None
    host: str = ""

    @classmethod
    def of(cls, language: str | None, host: str | None) -> Locale:
        """From an ``html lang`` value ("en-GB") and a host ("example.in")."""
        orders, host = table("zones")["orders"], (host or "").lower()
        country = host.rpartition(".")[2].upper()
        region = (language or "").replace("_", "-").partition("-")[2][:2].upper()
        for code in (country, region):
            if code in orders["month_first"]:
                return cls(False, host)
            if code in orders["day_first"]:
                return cls(True, host)
        return cls(None, host)


@dataclass(frozen=True, slots=True)
class Found:
    """A date in words: `value` (ISO date or RFC 3339) and where its words stand."""

    value: str
    start: int
    end: int
    exact: str


def parse_machine(text: str, locale: Locale | None = None) -> str | None:
    """The date of a machine field ("2019-03-29T13:30:00+0530", "20190329", epoch seconds), None where it has none."""
    text = text[:_MAX_WORDS]
    if match := _EPOCH.match(text):
        return datetime.fromtimestamp(int(match[1]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    locale = locale or Locale()
    if match := _ISO.match(text):
        day = _day(match["year"], match["number"], match["day"])
        return _with_clock(day, match, locale) if day else None
    found = find_date_words(text, locale)
    return found.value if found else None


def find_date_words(text: str, locale: Locale | None = None) -> Found | None:
    """The first full date (day, month and year) in a line, with its time of day where a zone tells it too."""
    text, locale = text[:_MAX_WORDS], locale or Locale()
    matches = [(m.start(), m.end(), _day(m["year"], _month(m), m["day"])) for p in _WORDED for m in p.finditer(text)]
    matches += [(m.start(), m.end(), _numbered(m, locale)) for m in _NUMBERED.finditer(text)]
    for start, end, day in sorted(matches, key=lambda m: m[:2]):
        if day is None:
            continue
        if clock := _CLOCK_AFTER.match(text, end):
            value, end = _with_clock(day, clock, locale), clock.end()
        elif clock := _CLOCK_BEFORE.search(text[:start]):
            value, start = _with_clock(day, clock, locale), clock.start()
        else:
            value = day.isoformat()
        return Found(value, start, end, text[start:end].strip())
    return None


def is_ambiguous(text: str, locale: Locale) -> bool:
    """Whether the text has a date like 03/04/2019 that `locale` does not decide."""
    return any(_numbered(m, locale) is None for m in _NUMBERED.finditer(text[:_MAX_WORDS])) and locale.day_first is None


def days_between(one: str, other: str) -> int:
    """Days between two ISO dates or RFC 3339 times, by their dates."""
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)


def _month(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return int(groups["number"]) if groups.get("number") else _MONTHS.index(groups["month"][:3].lower()) + 1


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _numbered(match: re.Match[str], locale: Locale) -> date | None:
    first, separator, second, year = match.groups()
    if separator == "." or int(first) > 12:  # nobody writes the month first with dots
        return _day(year, second, first)
    if int(second) > 12:
        return _day(year, first, second)
    if first == second:
        return _day(year, first, second)
    if locale.day_first is None:
        return None
    return _day(year, second, first) if locale.day_first else _day(year, first, second)


def _with_clock(day: date, match: re.Match[str], locale: Locale) -> str:
    """RFC 3339 where the match tells a time with a zone that is known, else the ISO date.

    Midnight at UTC is what publishing systems write for "no time known", so it counts as a date alone.
    """
    groups = match.groupdict()
    if not groups.get("hour") or not groups.get("zone"):
        return day.isoformat()
    hour, minute, second = int(groups["hour"]), int(groups["minute"]), int(groups["second"] or 0)
    if groups.get("half"):
        hour = hour % 12 + (12 if groups["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return day.isoformat()
    offset = _offset(groups["zone"], day, locale)
    if offset is None or (offset == 0 and hour == minute == second == 0):
        return day.isoformat()
    moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=timezone(timedelta(minutes=offset)))
    return moment.isoformat().replace("+00:00", "Z")


def _offset(zone: str, day: date, locale: Locale) -> int | None:
    """Minutes east of UTC, None for a name that is not known or not unique."""
    zones, name = table("zones"), zone.upper().strip()
    numeric = re.fullmatch(r"(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?", name)
    if numeric:
        minutes = int(numeric[2]) * 60 + int(numeric[3] or 0)
        return (-minutes if numeric[1] == "-" else minutes) if minutes <= 14 * 60 else None
    for ending, offsets in zones["by_host"].items():
        if locale.host.endswith(ending) and name in offsets:
            return _minutes(offsets[name])
    if name in zones["american"]:
        return _minutes(zones["american"][name]) + (60 if _american_summer(day) else 0)
    return _minutes(zones["names"][name]) if name in zones["names"] else None


def _minutes(offset: str) -> int:
    sign = -1 if offset.startswith("-") else 1
    return sign * (int(offset[1:3]) * 60 + int(offset[4:6]))


def _american_summer(day: date) -> bool:
    """Second Sunday of March to first Sunday of November (US Energy Policy Act of 2005, in force since 2007)."""
    march = date(day.year, 3, 8)
    november = date(day.year, 11, 1)
    start = march + timedelta(days=(6 - march.weekday()) % 7)
    return start <= day < november + timedelta(days=(6 - november.weekday()) % 7)
