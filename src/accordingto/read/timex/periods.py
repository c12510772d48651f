"""Readings of business periods: quarters, halves, "the latest period", "a year earlier" in a story of quarters."""

from __future__ import annotations

from datetime import date, timedelta

from accordingto.read.timex import calendar
from accordingto.read.timex.context import Context, Reading, Readings
from accordingto.read.timex.dates import signed_year
from accordingto.read.timex.grammar import Hit
from accordingto.read.timex.numbers import read_number
from accordingto.read.timex.tense import Tense

_REPORTED = 122
"""Days (a quarter and a month) in which a quarter that has ended is still the one whose results are "expected"."""
_HALF_A_QUARTER = 45


def quarter(hit: Hit, context: Context) -> Readings:
    """The third quarter of 1989; Q3; this year's third quarter; the 1988 third quarter."""
    number = hit.value("q", "namedquarter") or read_number(hit.text("o"), hit.lexicon)
    if number is None or not (1 <= number <= 4 or hit.has("q")) or hit.after in ("final", "finals"):
        return None
    part = f"Q{number}" if number <= 4 else f"H{number - 4}"
    year, anchor = signed_year(hit, context), context.published
    tense = context.tense(hit.start, hit.end)
    if year is None and anchor is None:
        return Reading("DATE", f"XXXX-{part}", signal=False)
    if year is None and anchor:
        year = anchor.year if hit.has("yr") else _year_of(part, anchor, tense)
        year -= hit.has("ya")
    value = f"{year:04}-{part}"
    span = calendar.interval(value)
    planned = bool(anchor and span and span[1] > anchor and tense == "future")
    bounds = (None, None) if hit.has("fiscal") else None
    return Reading("DATE", value, bounds, _without_determiner(hit), told=not planned and not hit.has("ya"))


def _without_determiner(hit: Hit) -> tuple[int, int] | None:
    """ "the third-quarter loss" names it by "third-quarter" alone, "its fourth quarter" by "fourth quarter"."""
    at = hit.span("o")[0]
    hyphened = at >= 0 and hit.hyphen(at + 1)
    if hit.first in ("its", "their") or (hyphened and hit.first in ("the", "a")):
        return hit.start + 1, hit.end
    return None


def _year_of(part: str, anchor: date, tense: Tense | None) -> int:
    spans = {
        y: s for y in (anchor.year - 1, anchor.year, anchor.year + 1) if (s := calendar.interval(f"{y:04}-{part}"))
    }
    if tense == "future":
        return next((y for y, (_, end) in spans.items() if (anchor - end).days < _REPORTED), anchor.year)
    return max((y for y, (start, _) in spans.items() if start <= anchor), default=anchor.year)


def quarters(hit: Hit, context: Context) -> Readings:
    """The first two quarters of 1990 -> 1990-H1."""
    if hit.text("n") == "two":
        return Reading("DATE", f"{hit.text('y')}-H{1 if hit.text('o') == 'first' else 2}")
    return Reading("DURATION", "P9M")


def halfyear(hit: Hit, context: Context) -> Readings:
    """The first half of 1989 -> 1989-H1; "the first half" alone only in a story of periods."""
    part = "H1" if hit.text("o") == "first" else "H2"
    year, anchor = signed_year(hit, context), context.published
    bare = hit.words.word(hit.end - 1) == "half"
    if bare and (context.story.period is None or hit.after == "of"):
        return None
    if year is None and anchor is None:
        return Reading("DATE", f"XXXX-{part}")
    if year is None and anchor:
        year = _year_of(part, anchor, context.tense(hit.start, hit.end)) if bare else anchor.year
    return Reading("DATE", f"{year:04}-{part}")


def period(hit: Hit, context: Context) -> Readings:
    """The quarter; the latest period; the quarter ended Sept. 30."""
    anchor, told = context.published, context.story.period
    latest = hit.has("latest")
    if hit.text("u") == "period" and not latest:
        return None
    if hit.after in ("ended", "ending") and (value := _ended(hit, context)):
        return Reading("DATE", value)
    if not latest and (hit.after in ("of", "century", "point", "mile") or hit.hyphen(hit.end)):
        return None
    if told:
        return Reading("DATE", told)
    if anchor is None:
        return Reading("DATE", "XXXX-QX")
    back = latest or context.tense(hit.start, hit.end) != "future"
    value = calendar.shift(anchor, -back, "Q")
    return Reading("DATE", value) if value else None


def _ended(hit: Hit, context: Context) -> str | None:
    """The quarter around the middle of the three months that "the quarter ended Sept. 30" ends."""
    word = hit.words.word(hit.end + 1)
    month = hit.lexicon.value("month", word) or hit.lexicon.value("monthabbr", word)
    if month is None or context.published is None:
        return None
    end = calendar.make_day(context.published.year - (month > context.published.month), month, 28)
    return calendar.shift(end - timedelta(_HALF_A_QUARTER), 0, "Q") if end else None


def yearago(hit: Hit, context: Context) -> Readings:
    """The year-ago quarter; year-earlier; the corresponding period last year; the same month last year."""
    word = hit.text("u")
    if hit.has("y"):
        return Reading("DATE", _in_year(context, int(hit.text("y"))), told=False)
    if word.endswith("months"):
        return Reading("DURATION", {"nine": "P9M", "six": "P6M"}[word.split()[0]])
    if word in ("month", "week", "day"):
        return _same_last_year(context, hit.value("u", "unit"))
    bare = not word and hit.first == "the"
    return Reading("DATE", year_back(context), words=(hit.start + 1, hit.end) if bare else None, told=False)


def _same_last_year(context: Context, unit: str) -> Readings:
    last = context.story.last or (context.published and (context.published, context.published))
    day = calendar.moved(last[0], -1, "Y") if last else None
    value = calendar.shift(day, 0, unit) if day else None
    return Reading("DATE", value, told=False) if value else None


def period_of(hit: Hit, context: Context) -> Readings:
    """The 1988 period; the 1988 quarter: the story's period in that year."""
    return Reading("DATE", _in_year(context, int(hit.text("y"))), told=False)


def _in_year(context: Context, year: int) -> str:
    told = context.story.period
    return f"{year:04}{told[4:]}" if told else f"{year:04}"


def year_back(context: Context) -> str:
    """The story's period one year before; where it tells of none, the year before the publication day."""
    told = context.story.period
    if told and told[:4].isdigit():
        return f"{int(told[:4]) - 1:04}{told[4:]}"
    base = context.published or (context.story.last[0] if context.story.last else None)
    return f"{max(0, base.year - 1):04}" if base else "XXXX"


def yearend(hit: Hit, context: Context) -> Readings:
    """Year-end; the year's end; year-end 2018."""
    if hit.has("y"):
        return Reading("DATE", f"{hit.text('y')}-12-31")
    anchor = context.published
    if anchor is None:
        return Reading("DATE", "XXXX")
    gone = hit.before == "since" or (anchor.month < 7 and context.tense(hit.start, hit.end) == "past")
    hyphened = hit.hyphen(hit.end - 2)
    words = (hit.start + 1, hit.end) if hyphened and hit.first == "the" else None
    return Reading("DATE", f"{anchor.year - gone:04}" + ("-12-31" if hyphened else ""), words=words)


def monthend(hit: Hit, context: Context) -> Readings:
    """Month-end; the week's end."""
    words = [hit.words.word(i) for i in range(hit.start, hit.end)]
    unit = "W" if "week" in words else "M"
    value = calendar.shift(context.published, 0, unit) if context.published else calendar.unknown(unit)
    return Reading("DATE", value) if value else None
