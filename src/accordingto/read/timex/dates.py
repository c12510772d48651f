"""Readings of dates that name a day, month, season, year, decade or century."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from accordingto.read.timex import calendar
from accordingto.read.timex.context import Context, Reading, Readings
from accordingto.read.timex.grammar import Hit
from accordingto.read.timex.lexicon import decade as decade_of
from accordingto.read.timex.numbers import first_digits, read_number
from accordingto.read.timex.tense import Tense

NEAR = 300
"""Days within which a date without a year is taken on the side that the tense tells (else the nearer side)."""
_NEAR_MONTH = 330
"""The same for a month: what begins in the next five weeks is rather that than eleven months ago."""


def signed_year(hit: Hit, context: Context) -> int | None:
    """The year that an expression gives itself ("2019", "last year"), else None."""
    if hit.has("y"):
        return int(hit.text("y"))
    if hit.has("yw"):
        return read_number(hit.text("yw"), hit.lexicon)
    if hit.has("rel") and context.published:
        return context.published.year + {"this": 0, "last": -1, "next": 1}[hit.text("rel")]
    return None


def month_number(hit: Hit) -> int:
    """The number of the month in part `m`."""
    return int(hit.value("m", "month", "monthabbr"))


def iso(hit: Hit, context: Context) -> Readings:
    """2019-03-28, 2019-03-28T10:30:00Z."""
    text = hit.text("i").upper()
    if calendar.interval(text[:10]) is None:
        return None
    return Reading("TIME", text[:16]) if len(text) > 10 else Reading("DATE", text)


def numeric(hit: Hit, context: Context) -> Readings:
    """03/28/2019, 28/3/2019, 28.3.2019: month first with slashes unless this or another date of the text forbids it."""
    text = hit.text("i")
    a, b, c = (int(n) for n in re.split(r"[./]", text))
    if a > 31:
        year, month, day = a, b, c
    else:
        year, month, day = (c, b, a) if "." in text or context.day_first else (c, a, b)
        if month > 12:
            month, day = day, month
    if year < 100:
        if "." in text:
            return None  # 3.1.19 is a version or a section as well
        year += 2000 if year < 70 else 1900
    found = calendar.make_day(year, month, day)
    return Reading("DATE", found.isoformat()) if found else None


def calendar_date(hit: Hit, context: Context) -> Readings:
    """March 28, 2019; Friday, 28 March; the 3rd of March; March eighth; March 3-5."""
    month, number = month_number(hit), _day_of_month(hit)
    if number is None or not month_is_named(hit, context):
        return None
    if hit.has("d2"):
        return _two_days(hit, context, month, number)
    year = signed_year(hit, context)
    if year is None and context.published is None and not context.narrative:
        return Reading("DATE", f"XXXX-{month:02}-{number:02}") if calendar.make_day(2000, month, number) else None
    found = nearest_day(hit, context, month, number) if year is None else calendar.make_day(year, month, number)
    return Reading("DATE", found.isoformat()) if found else None


def _two_days(hit: Hit, context: Context, month: int, number: int) -> Readings:
    """March 3-5; April 24 and 25: two readings, the second of the last number alone."""
    at, number_to = hit.span("d2")[0], first_digits(hit.text("d2"))
    together = hit.words.word(at - 1) == "and"
    if number_to <= number or (together and context.tag(hit.end)[:2] in ("NN", "JJ")):
        return None
    year = signed_year(hit, context)
    first = nearest_day(hit, context, month, number) if year is None else calendar.make_day(year, month, number)
    second = calendar.make_day(first.year, month, number_to) if first else None
    if first is None or second is None:
        return None
    both = None if together else (first, second)
    return [
        Reading("DATE", first.isoformat(), both, (hit.start, at - 1), signal=together),
        Reading("DATE", second.isoformat(), both, (at, hit.end), signal=together),
    ]


def days_before_month(hit: Hit, context: Context) -> Readings:
    """9-11 September; 9 to 11 March 2019: two readings, the first of the first number alone."""
    first, number, month = first_digits(hit.text("d0")), first_digits(hit.text("d")), month_number(hit)
    year = signed_year(hit, context)
    last = nearest_day(hit, context, month, number) if year is None else calendar.make_day(year, month, number)
    start = calendar.make_day(last.year, month, first) if last else None
    if first >= number or last is None or start is None or not month_is_named(hit, context):
        return None
    at = hit.span("d")[0]
    together = hit.words.word(at - 1) == "and"
    both = None if together else (start, last)
    return [
        Reading("DATE", start.isoformat(), both, hit.span("d0"), signal=together),
        Reading("DATE", last.isoformat(), both, (at, hit.end), signal=together),
    ]


def bracketed(hit: Hit, context: Context) -> Readings:
    """On Sunday (Jan. 6): the weekday is that day."""
    date_of = calendar_date(hit, context)
    if not isinstance(date_of, Reading):
        return None
    return [replace(date_of, words=hit.span("w")), replace(date_of, words=hit.span("x"), signal=False)]


def _day_of_month(hit: Hit) -> int | None:
    if hit.has("d"):
        return first_digits(hit.text("d"))
    number = read_number(hit.text("ow"), hit.lexicon)
    return number if number and number <= 31 else None


def nearest_day(hit: Hit, context: Context, month: int, day: int) -> date | None:
    """The day that a month and a number mean without a year: by weekday, the story's year, tense and nearness."""
    anchor, last = context.published, context.story.last
    if context.narrative and last:
        return calendar.make_day(last[0].year, month, day)
    if anchor is None:
        return None
    found = [d for y in (-1, 0, 1) if (d := calendar.make_day(anchor.year + y, month, day))]
    weekday = hit.value("wd", "weekday", "weekdayabbr")
    if weekday and (same := [d for d in found if d.isoweekday() == weekday]):
        found = same
    return choose(found, anchor, _side(hit, context)) if found else None


def _side(hit: Hit, context: Context) -> Tense | None:
    """The side of the publication day a date lies on: "since" says past, "effective" future, else the verb's tense."""
    sides: dict[str, Tense] = {"since": "past", "effective": "future"}
    return sides.get(hit.before) or context.tense(hit.start, hit.end)


def choose(days: list[date], anchor: date, tense: Tense | None, near: int = NEAR) -> date:
    """Of days a year apart the one on the tense's side of the anchor if it is not too far, else the nearest."""
    if tense == "past" and (past := [d for d in days if 0 <= (anchor - d).days < near]):
        return past[-1]
    if tense == "future" and (ahead := [d for d in days if 0 <= (d - anchor).days < near]):
        return ahead[0]
    return min(days, key=lambda d: abs((d - anchor).days))


def month_is_named(hit: Hit, context: Context) -> bool:
    """Whether "May" and "March" name a month here, not a modal, a verb or a person."""
    at = hit.span("m")[0]
    if hit.words.word(at) not in ("may", "march"):
        return True
    tag = context.tag(at)
    if hit.end - hit.start > 1 or hit.sign(hit.words.word(at - 1), "month before"):
        return tag not in ("MD", "VB", "VBD")
    return tag == "NNP" and hit.before in ("the", "a") and context.tag(hit.end) in ("NN", "NNS")


def month(hit: Hit, context: Context) -> Readings:
    """March; mid-March; last April; October 1998; the end of May last year."""
    alone = hit.end - hit.start == 1
    if not month_is_named(hit, context) or (alone and not _month_is_spelled(hit, context)):
        return None
    number, year, direction = month_number(hit), signed_year(hit, context), hit.text("dx")
    if direction in ("each", "every"):
        return Reading("SET", f"XXXX-{number:02}")
    if year is None:
        year = _year_of_month(hit, context, number, direction)
    if year is None:
        return Reading("DATE", f"XXXX-{number:02}")
    return Reading("DATE", f"{year:04}-{number:02}") if 1 <= year <= 9999 else None


def _month_is_spelled(hit: Hit, context: Context) -> bool:
    """An abbreviation alone counts after a preposition; before a surname it is a name ("Jan Kavan", "April Jones")."""
    if hit.value("m", "monthabbr") is None:
        surname = hit.capital(hit.end) and not hit.words.starts[hit.end] > hit.words.ends[hit.end - 1] + 1
        titled = hit.sign(hit.before, "named by") or hit.capital(hit.start - 1) or hit.before.isspace()
        return not (surname and titled and not hit.sign(hit.before, "month before"))
    return hit.sign(hit.before, "month before") and context.tag(hit.end)[:3] != "NNP"


def _year_of_month(hit: Hit, context: Context, number: int, direction: str) -> int | None:
    anchor, last = context.published, context.story.last
    if context.narrative and last and not direction:
        return last[0].year
    if anchor is None:
        return None
    fixed = {
        "last": anchor.year - (number >= anchor.month),
        "next": anchor.year + (number <= anchor.month),
        "this past": anchor.year - (number > anchor.month),
        "this": anchor.year,
    }
    if direction in fixed or number == anchor.month:
        return fixed.get(direction, anchor.year)
    middles = [d for y in (-1, 0, 1) if (d := calendar.make_day(anchor.year + y, number, 15))]
    return choose(middles, anchor, _side(hit, context), near=_NEAR_MONTH).year


def year(hit: Hit, context: Context) -> Readings:
    """2019; late 2016; the end of 1990; the year 2000; post-1959."""
    if hit.rule == "year" and hit.end - hit.start == 1 and not _is_year(hit, context):
        return None
    value = hit.text("y")
    span = calendar.interval(value)
    if hit.text("pre") == "post" and span:
        return Reading("DATE", value, (span[1] + timedelta(1), None))
    return Reading("DATE", value)


def _is_year(hit: Hit, context: Context) -> bool:
    """Whether four bare digits are a year: by the words around, and by the number where they say nothing."""
    number, before = int(hit.text("y")), hit.before
    if hit.sign(before, "numbered") or hit.sign(hit.after, "counted") or hit.hyphen(hit.start - 1):
        return False
    joined = hit.words.word(hit.end + 1) if hit.hyphen(hit.end) else ""
    if joined[:1].isdigit() or hit.sign(joined, "strong"):
        return False
    if not 1500 <= number <= 2100:
        return before in ("in", "since")
    led = hit.sign(before, "year before")
    if not led and context.tag(hit.start - 1)[:3] == "NNP":
        return False
    owned = before in ("the", "its", "their", "in", "since", "’s", "'s")
    if context.tag(hit.end) in ("NNS", "NNPS") and not owned:
        return False
    return led or 1900 <= number <= 2060


def yearrange(hit: Hit, context: Context) -> Readings:
    """1990-95, 1990–1995: two years, each with the interval of both."""
    first, second = hit.text("y"), hit.text("to")
    last = first[:2] + second if len(second) == 2 else second
    if not 1500 <= int(first) < int(last) <= 2100 or hit.hyphen(hit.start - 1):
        return None
    bounds = (date(int(first), 1, 1), date(int(last), 12, 31))
    return [
        Reading("DATE", first, bounds, (hit.start, hit.start + 1), signal=False),
        Reading("DATE", last, bounds, hit.span("to"), signal=False),
    ]


def twoyears(hit: Hit, context: Context) -> Readings:
    """2021/22: a season, school year or budget, of both years."""
    first, second = hit.text("r").split("/")
    last = int(first[:2] + second if len(second) == 2 else second)
    if last != int(first) + 1:
        return None
    return Reading("DATE", first, (date(int(first), 1, 1), date(last, 12, 31)), signal=False)


def nine_eleven(hit: Hit, context: Context) -> Readings:
    """9/11, the day known by its number."""
    return Reading("DATE", "2001-09-11")


def wordyear(hit: Hit, context: Context) -> Readings:
    """Nineteen ninety-seven; the year two thousand; twenty twelve."""
    number = read_number(hit.text("yw"), hit.lexicon)
    if number is None or not 1700 <= number <= 2100:
        return None
    sure = hit.text("yw").startswith("nineteen") or hit.first == "the"
    led = hit.before in ("in", "since", "of", "by", "until") and context.tag(hit.end) not in ("NNS", "NNPS")
    return Reading("DATE", str(number)) if sure or led else None


def fiscal(hit: Hit, context: Context) -> Readings:
    """Fiscal 1989; fiscal year 2019; FY2019: which months it has depends on the company, so no interval."""
    text = hit.text("y") or hit.text("yy")
    if len(text) not in (2, 4):
        return None
    number = int(text) if len(text) == 4 else (2000 if int(text) < 70 else 1900) + int(text)
    words = [hit.words.word(i) for i in range(hit.start, hit.end)]
    value = f"FY{number}" if "year" in words or words[0] == "fy" else str(number)
    return Reading("DATE", value, (None, None))


def decade(hit: Hit, context: Context) -> Readings:
    """The 1990s; the early '80s; the nineties. Ages and temperatures ("in his 80s", "in the 80s") are none."""
    text, named = hit.text("c"), hit.value("c", "decadename")
    before = hit.words.word(hit.span("c")[0] - 1)
    if hit.sign(hit.before, "owners") or (named is None and text[0].isdigit() and len(text) == 3):
        return None
    if named is not None and (hit.first != "the" or before not in ("the", "early", "late", "mid", "-", "of")):
        return None
    value = decade_of(text, 19) if named is None else f"19{named}"
    if not value or not 100 <= int(value) <= 210:
        return None
    whole = value.endswith("0") and int(value) < 200 and named is None and text[0].isdigit()
    return Reading("DATE", value[:2] if whole else value)  # "the 1800s" are a century


def century(hit: Hit, context: Context) -> Readings:
    """The 20th century -> 19."""
    number = read_number(hit.text("o"), hit.lexicon)
    if number is None or not 1 <= number <= 30 or hit.after in ("bc", "b.c.", "bce"):
        return None
    adjective = hit.first == "the" and hit.hyphen(hit.end - 2)
    return Reading("DATE", f"{number - 1:02}", words=(hit.start + 1, hit.end) if adjective else None)


def season(hit: Hit, context: Context) -> Readings:
    """Last summer; the winter of 1994; this fall. "Spring" and "fall" alone need a word that makes them a season."""
    code, direction, year = hit.value("s", "season"), hit.text("dx"), signed_year(hit, context)
    if direction in ("each", "every"):
        return Reading("SET", f"XXXX-{code}")
    named = hit.capital(hit.start) and hit.capital(hit.start - 1) and hit.start == hit.span("s")[0]
    if named or (year is None and not direction and not _is_season(hit, context)):
        return None  # the Arab Spring of 2011
    if year is None:
        year = _year_of_season(hit, context, code, direction)
    return Reading("DATE", f"{year:04}-{code}" if year else f"XXXX-{code}")


def _is_season(hit: Hit, context: Context) -> bool:
    at = hit.span("s")[0]
    if hit.capital(at) and hit.capital(hit.end):
        return False  # the Winter Olympics
    if context.tag(at)[:2] == "VB" or hit.after == "of" or context.tag(hit.end) in ("NNP", "NN", "NNS"):
        return False
    alone = hit.end - hit.start == 1
    return hit.has("e") or (hit.sign(hit.before, "season before") and not (alone and hit.first == "fall"))


def _year_of_season(hit: Hit, context: Context, code: str, direction: str) -> int | None:
    anchor, last = context.published, context.story.last
    if last and (context.narrative or direction == "that"):
        return last[0].year
    if anchor is None:
        return None
    spans = {
        y: s for y in (anchor.year - 1, anchor.year, anchor.year + 1) if (s := calendar.interval(f"{y:04}-{code}"))
    }
    over = [y for y, (_, end) in spans.items() if end < anchor]
    begun = [y for y, (start, _) in spans.items() if start <= anchor]
    ahead = [y for y, (start, _) in spans.items() if start > anchor]
    now = [y for y, (start, end) in spans.items() if start <= anchor <= end]
    if direction == "last":
        return (over or [anchor.year])[-1]
    if direction in ("the previous", "this past", "past"):
        return (begun or [anchor.year])[-1]
    if direction in ("next", "this coming"):
        return (ahead or [anchor.year])[0]
    if now or direction == "this":
        return (now or [anchor.year])[0]
    past = context.tense(hit.start, hit.end) != "future"
    return (over or [anchor.year])[-1] if past else (ahead or [anchor.year])[0]


def holiday(hit: Hit, context: Context, holidays: dict[str, Any]) -> Readings:
    """Christmas; Thanksgiving Day; last Thanksgiving; Easter 1916; Memorial Day weekend."""
    rule, year = holidays.get(hit.text("h").replace("’", "'")), signed_year(hit, context)
    if rule is None:
        return None
    if year is None and context.narrative and context.story.last:
        year = context.story.last[0].year
    if year is not None:
        day = calendar.holiday(rule, year)
    elif context.published is None:
        return Reading("DATE", f"XXXX-{rule}" if isinstance(rule, str) else "XXXX-XX-XX")
    else:
        day = _nearest_holiday(hit, context, rule, context.published)
    last = hit.words.word(hit.end - 1)
    if last == "week":
        return Reading("DATE", calendar.week(day))
    if last == "weekend":
        return Reading("DATE", calendar.week(day - timedelta(3 if day.isoweekday() < 4 else 0)) + "-WE")
    return Reading("DATE", day.isoformat())


def _nearest_holiday(hit: Hit, context: Context, rule: Any, anchor: date) -> date:
    days = [calendar.holiday(rule, y) for y in range(max(1, anchor.year - 1), min(9999, anchor.year + 1) + 1)]
    past, ahead = [d for d in days if d < anchor], [d for d in days if d > anchor]
    direction = hit.text("dx")
    if direction == "last" and past:
        return past[-1]
    if direction == "next" and ahead:
        return ahead[0]
    return choose(days, anchor, _side(hit, context))
