"""Readings of dates that name a day, month, quarter, season, year, decade or century."""

from __future__ import annotations

import re
from datetime import date, timedelta

from accordingto.read.timex import calendar
from accordingto.read.timex.context import Context, Reading, Tense
from accordingto.read.timex.grammar import Hit
from accordingto.read.timex.lexicon import decade as decade_of
from accordingto.read.timex.numbers import read_number

Readings = Reading | list[Reading] | None

NEAR = 300
"""Days within which a date without a year is taken on the side that the tense tells (else the nearer side)."""

_YEAR_BEFORE = frozenset((
    "in", "since", "until", "till", "by", "from", "to", "of", "before", "after", "during", "between", "and", "or", "through",
    "around", "about", "circa", "than", "for", "the", "early", "late", "mid", "(", ",", "fiscal", "year", "into", "that", "—",
    "as", "on", "throughout", "its", "with", "back", "january", "christmas", "summer", "winter", "spring", "fall", "autumn",
))  # fmt: skip
"""Words before a bare four-digit number that let it be a year."""
_NUMBERED = frozenset((
    "article", "resolution", "room", "flight", "boeing", "section", "number", "no", "no.", "page", "paragraph", "chapter",
    "highway", "route", "unit", "case", "file", "order", "channel", "area", "building", "class", "bus", "train", "line",
))  # fmt: skip
_COUNTED = frozenset(("NNS", "NNPS"))
_MONEY = frozenset(("$", "£", "€", "#", "¥", "%"))


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
    """The month's number of a part `m`."""
    return int(hit.value("m", "month", "monthabbr"))


def iso(hit: Hit, context: Context) -> Readings:
    """2019-03-28, 2019-03-28T10:30:00Z."""
    text = hit.words.text[hit.words.starts[hit.start] : hit.words.ends[hit.end - 1]]
    if calendar.interval(text[:10]) is None:
        return None
    return Reading("TIME", text[:16]) if len(text) > 10 else Reading("DATE", text)


def numeric(hit: Hit, context: Context) -> Readings:
    """03/28/2019, 28/3/2019, 28.3.2019: month first after slashes (the US way) unless only the other order exists."""
    text = hit.text("i")
    a, b, c = (int(n) for n in re.split(r"[./]", text))
    if a > 31:
        year, month, day = a, b, c
    else:
        year, month, day = (c, b, a) if "." in text else (c, a, b)
        if month > 12:
            month, day = day, month
    if year < 100:
        if "." in text:
            return None  # 3.1.19 is a version or a section as well
        year += 2000 if year < 70 else 1900
    found = calendar.make_day(year, month, day)
    return Reading("DATE", found.isoformat()) if found else None


def calendar_date(hit: Hit, context: Context) -> Readings:
    """March 28, 2019; Friday, 28 March; the 3rd of March; March eighth."""
    month, day = month_number(hit), _day_of_month(hit)
    if day is None or not month_is_named(hit, context):
        return None
    if hit.has("d2"):
        return _two_days(hit, context)
    year = signed_year(hit, context)
    if year is None and context.published is None:
        return Reading("DATE", f"XXXX-{month:02}-{day:02}") if calendar.make_day(2000, month, day) else None
    if year is None:
        found = _nearest_day(hit, context, month, day)
    else:
        found = calendar.make_day(year, month, day)
    return Reading("DATE", found.isoformat()) if found else None


def _two_days(hit: Hit, context: Context) -> Readings:
    """March 3-5; April 24 and 25: two readings, the second of the last number alone."""
    month, number = month_number(hit), int("".join(c for c in hit.text("d2") if c.isdigit()))
    first_number = _day_of_month(hit) or 0
    at, joint = hit.span("d2")[0], hit.words.word(hit.span("d2")[0] - 1)
    if number <= first_number or (joint == "and" and context.tag(hit.end)[:2] in ("NN", "JJ")):
        return None
    year = signed_year(hit, context)
    if year is not None:
        first = calendar.make_day(year, month, first_number)
    else:
        first = _nearest_day(hit, context, month, first_number) if context.published else None
    second = calendar.make_day(first.year, month, number) if first else None
    if first is None or second is None:
        return None
    both = (first, second) if joint != "and" else None
    return [
        Reading("DATE", first.isoformat(), both, (hit.start, at - 1), signal=joint == "and"),
        Reading("DATE", second.isoformat(), both, (at, hit.end), signal=joint == "and"),
    ]


def _day_of_month(hit: Hit) -> int | None:
    if hit.has("d"):
        digits = re.match(r"[0-9]+", hit.text("d"))
        return int(digits[0]) if digits else None
    number = read_number(hit.text("ow"), hit.lexicon)
    return number if number and number <= 31 else None


def _nearest_day(hit: Hit, context: Context, month: int, day: int) -> date | None:
    anchor = context.published
    assert anchor is not None
    found = [d for y in (-1, 0, 1) if (d := calendar.make_day(anchor.year + y, month, day))]
    weekday = hit.value("wd", "weekday", "weekdayabbr")
    if weekday and (same := [d for d in found if d.isoweekday() == weekday]):
        found = same
    return choose(found, anchor, _tense_at(hit, context)) if found else None


def _tense_at(hit: Hit, context: Context) -> Tense | None:
    """The side of the publication day on which a date lies: "since" says past, "effective" future, else the verb's tense."""
    side: dict[str, Tense] = {"since": "past", "effective": "future"}
    return side.get(hit.words.word(hit.start - 1)) or context.tense(hit.start, hit.end)


def choose(days: list[date], anchor: date, tense: Tense | None, near: int = NEAR) -> date:
    """Of days a year apart the one on the tense's side of the anchor if it is not too far, else the nearest."""
    if tense == "past" and (past := [d for d in days if 0 <= (anchor - d).days < near]):
        return past[-1]
    if tense == "future" and (ahead := [d for d in days if 0 <= (d - anchor).days < NEAR]):
        return ahead[0]
    return min(days, key=lambda d: abs((d - anchor).days))


def month_is_named(hit: Hit, context: Context) -> bool:
    """Whether "May" and "March" name a month here, not a modal, a verb or a person."""
    start = hit.span("m")[0]
    if hit.words.word(start) not in ("may", "march"):
        return True
    tag = context.tag(start)
    if hit.end - hit.start > 1:
        return tag not in ("MD", "VB", "VBD")
    before = hit.words.word(start - 1)
    if before in _MONTH_BEFORE:
        return tag not in ("MD", "VB", "VBD")
    return tag == "NNP" and before in ("the", "a") and context.tag(hit.end) in ("NN", "NNS")


_MONTH_BEFORE = frozenset((
    "in", "of", "since", "until", "till", "by", "from", "for", "last", "next", "this", "and", "through", "between", "during",
    "to", "before", "after",
))  # fmt: skip


def month(hit: Hit, context: Context) -> Readings:
    """March; mid-March; last April; October 1998; the end of May last year."""
    if not month_is_named(hit, context):
        return None
    number, year, anchor = month_number(hit), signed_year(hit, context), context.published
    if hit.end - hit.start == 1 and hit.value("m", "monthabbr"):
        if hit.words.word(hit.start - 1) not in _MONTH_BEFORE or context.tag(hit.end)[:3] == "NNP":
            return None
    if year is not None:
        return Reading("DATE", f"{year:04}-{number:02}") if 1 <= year <= 9999 else None
    direction = hit.text("dx")
    if direction in ("each", "every"):
        return Reading("SET", f"XXXX-{number:02}")
    if anchor is None:
        return Reading("DATE", f"XXXX-{number:02}")
    if direction == "last":
        year = anchor.year - (number >= anchor.month)
    elif direction == "next":
        year = anchor.year + (number <= anchor.month)
    elif direction == "this past":
        year = anchor.year - (number > anchor.month)
    elif direction == "this" or number == anchor.month:
        year = anchor.year
    else:
        middles = [date(y, number, 15) for y in range(max(1, anchor.year - 1), min(9999, anchor.year + 1) + 1)]
        year = choose(middles, anchor, _tense_at(hit, context), near=330).year
    return Reading("DATE", f"{year:04}-{number:02}")


def year(hit: Hit, context: Context) -> Readings:
    """2019; late 2016; the end of 1990; the year 2000; post-1959."""
    at = hit.span("y")[0]
    if hit.rule == "year" and not _is_year(hit, context, at):
        return None
    value = hit.text("y")
    span = calendar.interval(value)
    if hit.text("pre") == "post" and span:
        return Reading("DATE", value, (span[1] + timedelta(1), None))
    return Reading("DATE", value)


def _is_year(hit: Hit, context: Context, at: int) -> bool:
    words, number = hit.words, int(hit.text("y"))
    before, after = words.word(at - 1), words.word(at + 1)
    if hit.end - hit.start > 1:
        return True
    if (
        before in _NUMBERED
        or before in _MONEY
        or after in ("%", "percent", "gmt", "hours", "people", "percent", "p.m.", "a.m.")
    ):
        return False
    if before == "-" and words.starts[at] == words.ends[at - 1]:
        return False
    if after in ("-", "–") and words.word(at + 2)[:1].isdigit():
        return False
    if not 1500 <= number <= 2100:
        return before in ("in", "since") and number >= 1000
    if before not in _YEAR_BEFORE and context.tag(at - 1)[:3] == "NNP":
        return False
    tag = context.tag(at + 1)
    if tag in _COUNTED and before not in ("the", "its", "their", "in", "since", "’s", "'s"):
        return False
    return before in _YEAR_BEFORE or 1900 <= number <= 2060


def yearrange(hit: Hit, context: Context) -> Readings:
    """1990-95, 1990–1995: two years, each with the interval of both."""
    first, second = hit.text("y"), hit.text("to")
    last = first[:2] + second if len(second) == 2 else second
    if not 1500 <= int(first) < int(last) <= 2100 or hit.words.word(hit.start - 1) in ("-", "–"):
        return None
    bounds = (date(int(first), 1, 1), date(int(last), 12, 31))
    at = hit.span("to")[0]
    return [
        Reading("DATE", first, bounds, (hit.start, hit.start + 1), signal=False),
        Reading("DATE", last, bounds, (at, at + 1), signal=False),
    ]


def wordyear(hit: Hit, context: Context) -> Readings:
    """Nineteen ninety-seven; the year two thousand; twenty twelve."""
    number = read_number(hit.text("yw"), hit.lexicon)
    before, after = hit.words.word(hit.start - 1), context.tag(hit.end)
    if number is None or not 1700 <= number <= 2100:
        return None
    if not hit.text("yw").startswith("nineteen") and hit.words.word(hit.start) != "the":
        if before not in ("in", "since", "of", "by", "until") or after in _COUNTED:
            return None
    return Reading("DATE", str(number))


def fiscal(hit: Hit, context: Context) -> Readings:
    """Fiscal 1989; fiscal year 2019; FY2019: the year's months depend on the company, so no interval."""
    text = hit.text("y") or hit.text("yy")
    number = int(text) if len(text) == 4 else (2000 if int(text) < 70 else 1900) + int(text)
    if len(text) not in (2, 4):
        return None
    words = [hit.words.word(i) for i in range(hit.start, hit.end)]
    value = f"FY{number}" if "year" in words or words[0] == "fy" else str(number)
    return Reading("DATE", value, (None, None))


def decade(hit: Hit, context: Context) -> Readings:
    """The 1990s; the early '80s; the nineties. Ages and temperatures ("in his 80s", "in the 80s") are none."""
    text = hit.text("c")
    before = hit.words.word(hit.start - 1)
    number = hit.value("c", "decadename")
    if (number is None and text[0].isdigit() and len(text) == 3) or before in _OWNERS:
        return None
    if number is not None and hit.words.word(hit.span("c")[0] - 1) not in ("the", "early", "late", "mid", "-", "of"):
        return None
    value = f"19{number}" if number is not None else decade_of(text, 19)
    return Reading("DATE", value) if value and 100 <= int(value) <= 210 else None


_OWNERS = frozenset(("his", "her", "their", "my", "our", "your", "upper", "lower", "highs", "lows"))


def century(hit: Hit, context: Context) -> Readings:
    """The 20th century -> 19."""
    number = read_number(hit.text("o"), hit.lexicon)
    if number is None or not 1 <= number <= 30 or hit.words.word(hit.end) in ("bc", "b.c.", "bce"):
        return None
    hyphened = hit.words.word(hit.end - 2) in ("-", "‑", "–")
    adjective = hyphened and hit.words.word(hit.start) == "the"
    return Reading("DATE", f"{number - 1:02}", words=(hit.start + 1, hit.end) if adjective else None)


def quarter(hit: Hit, context: Context) -> Readings:
    """The third quarter of 1989; Q3; this year's third quarter; the 1988 third quarter; the year-ago third quarter."""
    number = hit.value("q", "namedquarter") or read_number(hit.text("o"), hit.lexicon)
    if number is None or not (1 <= number <= 4 or hit.has("q")):
        return None
    part = f"Q{number}" if number <= 4 else f"H{number - 4}"
    year, anchor = signed_year(hit, context), context.published
    if year is None and anchor is None:
        return Reading("DATE", f"XXXX-{part}", signal=False)
    if year is None:
        assert anchor is not None
        year = anchor.year if hit.has("yr") else _period_year(part, anchor, context.tense(hit.start, hit.end))
        year -= hit.has("ya")
    value = f"{year:04}-{part}"
    span = calendar.interval(value)
    planned = bool(anchor and span and span[1] > anchor and context.tense(hit.start, hit.end) == "future")
    bounds = (None, None) if hit.has("fiscal") else None
    return Reading("DATE", value, bounds, _without_determiner(hit), told=not planned and not hit.has("ya"))


def _without_determiner(hit: Hit) -> tuple[int, int] | None:
    """ "the third-quarter loss" names the quarter by "third-quarter" alone, "its fourth quarter" by "fourth quarter"."""
    first, at = hit.words.word(hit.start), hit.span("o")[0]
    hyphened = at >= 0 and hit.words.word(at + 1) in ("-", "‑", "–")
    if first in ("its", "their") or (hyphened and first in ("the", "a")):
        return hit.start + 1, hit.end
    return None


def _period_year(part: str, anchor: date, tense: Tense | None) -> int:
    years = [y for y in (anchor.year - 1, anchor.year, anchor.year + 1) if calendar.interval(f"{y:04}-{part}")]
    spans = [(y, *(calendar.interval(f"{y:04}-{part}") or (anchor, anchor))) for y in years]
    if tense == "future":
        # results for the quarter just ended are still "expected": 122 days is a quarter and a month
        return next((y for y, _, end in spans if (anchor - end).days < 122), anchor.year)
    return next((y for y, start, _ in reversed(spans) if start <= anchor), anchor.year)


def quarters(hit: Hit, context: Context) -> Readings:
    """The first two quarters of 1990 -> 1990-H1."""
    if hit.text("n") == "two":
        return Reading("DATE", f"{hit.text('y')}-H{1 if hit.text('o') == 'first' else 2}")
    return Reading("DURATION", "P9M")


def halfyear(hit: Hit, context: Context) -> Readings:
    """The first half of 1989 -> 1989-H1; "the first half" alone only where the year follows or the story is of periods."""
    part = "H1" if hit.text("o") == "first" else "H2"
    year, anchor = signed_year(hit, context), context.published
    bare = hit.words.word(hit.end - 1) == "half"
    if bare and context.story.period is None:
        return None
    if year is None and anchor is None:
        return Reading("DATE", f"XXXX-{part}")
    if year is None:
        assert anchor is not None
        year = anchor.year if not bare else _period_year(part, anchor, context.tense(hit.start, hit.end))
    return Reading("DATE", f"{year:04}-{part}")


def season(hit: Hit, context: Context) -> Readings:
    """Last summer; the winter of 1994; this fall. "Spring" and "fall" alone need a word that makes them a season."""
    code, direction = hit.value("s", "season"), hit.text("dx")
    at = hit.span("s")[0]
    year, anchor = signed_year(hit, context), context.published
    if direction in ("each", "every"):
        return Reading("SET", f"XXXX-{code}")
    if year is None and not direction and not _is_season(hit, context, at):
        return None
    if year is not None:
        return Reading("DATE", f"{year:04}-{code}")
    if anchor is None:
        return Reading("DATE", f"XXXX-{code}")
    return Reading("DATE", f"{_season_year(code, direction, anchor, context.tense(hit.start, hit.end)):04}-{code}")


def _is_season(hit: Hit, context: Context, at: int) -> bool:
    word, before = hit.words.word(at), hit.words.word(hit.start - 1)
    if context.tag(at)[:2] == "VB" or hit.words.word(hit.end) == "of" or context.tag(hit.end) in ("NNP", "NN", "NNS"):
        return False
    if hit.has("e"):
        return True
    led = before in ("in", "since", "until", "by", "during", "through", "from", "for", "over")
    return led and (hit.end - hit.start > 1 or word != "fall")


def _season_year(code: str, direction: str, anchor: date, tense: Tense | None) -> int:
    spans = [(y, *calendar.interval(f"{y:04}-{code}")) for y in (anchor.year - 1, anchor.year, anchor.year + 1)
             if calendar.interval(f"{y:04}-{code}")]  # type: ignore[misc]  # fmt: skip
    past = [y for y, _, end in spans if end < anchor]
    if direction in ("last", "the previous", "this past", "past"):
        begun = [y for y, start, _ in spans if start <= anchor]
        return (past if direction == "last" else begun)[-1] if past else anchor.year
    if direction in ("next", "this coming"):
        return next((y for y, start, _ in spans if start > anchor), anchor.year)
    if direction == "this" or tense != "future":
        current = [y for y, start, end in spans if start <= anchor <= end]
        if current:
            return current[0]
        return anchor.year if direction == "this" or not past else past[-1]
    return next((y for y, _, end in spans if end >= anchor), anchor.year)


def holiday(hit: Hit, context: Context, holidays: dict[str, object]) -> Readings:
    """Christmas; Thanksgiving Day; last Thanksgiving; Easter 1916."""
    rule = holidays.get(hit.text("h").replace("’", "'"))
    year, anchor = signed_year(hit, context), context.published
    if rule is None:
        return None
    week = hit.words.word(hit.end - 1)
    if year is None and anchor is None:
        return Reading("DATE", f"XXXX-{rule}" if isinstance(rule, str) else "XXXX-XX-XX")
    if year is not None:
        day = calendar.holiday(rule, year)
    else:
        assert anchor is not None
        days = [calendar.holiday(rule, y) for y in range(max(1, anchor.year - 1), min(9999, anchor.year + 1) + 1)]
        direction = hit.text("dx")
        if direction == "last" and (past := [d for d in days if d < anchor]):
            day = past[-1]
        elif direction == "next" and (ahead := [d for d in days if d > anchor]):
            day = ahead[0]
        else:
            day = choose(days, anchor, context.tense(hit.start, hit.end))
    if week in ("week", "weekend"):
        return Reading("DATE", calendar.week(day) + ("-WE" if week == "weekend" else ""))
    return Reading("DATE", day.isoformat())
