"""Readings of dates and clock times that are counted from the publication day or from what the story told last."""

from __future__ import annotations

from datetime import date, timedelta

from accordingto.read.timex import calendar
from accordingto.read.timex.context import Context, Reading
from accordingto.read.timex.dates import Readings, month_is_named, month_number
from accordingto.read.timex.grammar import Hit
from accordingto.read.timex.lexicon import clock as clock_of
from accordingto.read.timex.numbers import read_number, read_quantity

_COARSE = {"TS": "second", "TM": "minute", "TH": "hour"}


def on_day(day: date, part: str | None) -> Reading:
    """A day, or a part of it (MO, AF, EV, NI, or a clock time)."""
    if part is None:
        return Reading("DATE", day.isoformat())
    return Reading("TIME", f"{day.isoformat()}T{part}")


def _part(hit: Hit) -> str | None:
    value = hit.value("p", "part", "hourname", "parts")
    return str(value) if value else None


def weekday_day(hit: Hit, context: Context, number: int, direction: str = "") -> date | None:
    """The day that a weekday's name means: past unless its verb or a word like "next" says otherwise."""
    anchor, back = context.published, 0
    if direction in ("the previous", "the following", "that", "the same") and context.story.last:
        start = context.story.last[0]
        if direction == "the following":
            return start + timedelta((number - start.isoweekday() - 1) % 7 + 1)
        if direction == "the previous":
            return start - timedelta((start.isoweekday() - number - 1) % 7 + 1)
        return start + timedelta((number - start.isoweekday()) % 7)
    if anchor is None:
        return None
    back = (anchor.isoweekday() - number) % 7
    if direction in ("last", "the previous", "this past"):
        return anchor - timedelta(back or 7)
    if direction in ("next", "this coming", "coming", "the following"):
        return anchor + timedelta(7 - back)
    if direction == "this":
        return anchor + timedelta(number - anchor.isoweekday())
    if back and _lies_ahead(hit, context):
        return anchor + timedelta(7 - back)
    return anchor - timedelta(back)


def _lies_ahead(hit: Hit, context: Context) -> bool:
    """Whether a weekday is the next one: "until Tuesday", "as soon as Tuesday", or a verb in the future or present."""
    before = hit.words.word(hit.start - 1)
    raw = hit.words.starts[hit.start - 1] if hit.start else 0
    if before in ("until", "till", "through"):
        return hit.words.text[raw].islower()
    if before == "as" and hit.words.word(hit.start - 2) in ("soon", "early", "late"):
        return True
    return context.tense(hit.start, hit.end) in ("future", "present")


_NAMED_AFTER = frozenset((
    "times", "telegraph", "mirror", "herald", "post", "express", "mail", "star", "tribune", "independent", "mercury", "world",
    "agreement", "programme", "program", "show", "league",
))  # fmt: skip
_NAMED_BEFORE = frozenset(("bloody", "black", "super", "cyber", "ash", "palm", "usa", "rt", "russia"))


def is_named(hit: Hit) -> bool:
    """Whether a day's name is part of another name: the Sunday Times, Bloody Sunday, the Today programme, Russia Today."""
    after = hit.words.word(hit.end)
    capital = hit.words.text[hit.words.starts[hit.end]].isupper() if after else False
    if after in _NAMED_AFTER and (capital or after in ("programme", "program", "show")):
        return True
    return hit.words.word(hit.start - 1) in _NAMED_BEFORE and hit.words.text[hit.words.starts[hit.start]].isupper()


def weekday(hit: Hit, context: Context) -> Readings:
    """Thursday; last Friday; Monday night; early Tuesday; noon Saturday."""
    part = _part(hit)
    if is_named(hit):
        return None
    if hit.has("here"):
        return here(hit, context)
    number = hit.value("wd", "weekday", "weekdayabbr")
    day = weekday_day(hit, context, number, hit.text("dx"))
    if day is None:
        value = f"XXXX-WXX-{number}"
        return Reading("TIME" if part else "DATE", value + (f"T{part}" if part else ""))
    return on_day(day, part)


def here(hit: Hit, context: Context) -> Readings:
    """Today; yesterday morning; late tomorrow."""
    offset, part = hit.value("here", "here"), _part(hit)
    if is_named(hit):
        return None
    if context.published is None:
        if offset == 0:
            return Reading("DATE", "PRESENT_REF")
        return Reading("DATE", "PAST_REF" if offset < 0 else "FUTURE_REF")
    return on_day(context.published + timedelta(offset), part)


def thispart(hit: Hit, context: Context) -> Readings:
    """This morning; last night; tonight; overnight; the next morning."""
    if context.published is None:
        return Reading("TIME", f"XXXX-XX-XXT{_part(hit) or 'NI'}")
    if hit.has("tn"):
        late = hit.text("tn") == "overnight" and context.tense(hit.start, hit.end) != "future"
        return on_day(context.published - timedelta(late), "NI")
    direction, day = hit.text("dx"), context.published
    if direction == "last":
        return on_day(day - timedelta(1), _part(hit))
    if direction.startswith(("that", "the")):
        last = context.story.last[0] if context.story.last else day
        return on_day(
            last + timedelta({"the next": 1, "the following": 1, "the previous": -1}.get(direction, 0)), _part(hit)
        )
    return on_day(day, _part(hit))


def thepart(hit: Hit, context: Context) -> Readings:
    """Midday, noon, midnight, "the morning": on the day last told, else the publication day."""
    word = hit.text("p")
    before = hit.words.word(hit.start - 1)
    whole = hit.words.word(hit.start)
    if hit.value("p", "hourname") is None and not (
        whole == "mid" or (whole == "the" and before in ("in", "during", "by", "for", "until"))
    ):
        return None
    if word == "night" or hit.words.word(hit.end) in ("of", "show", "news", "express"):
        return None
    day = _story_day(hit, context)
    return on_day(day, _part(hit)) if day else Reading("TIME", f"XXXX-XX-XXT{_part(hit)}")


_FAR = 60
"""Words after which a clock time is no longer taken to be on the day told last."""


def _story_day(hit: Hit, context: Context) -> date | None:
    """The day told shortly before, unless the time heads a paragraph (a live blog's stamp); else the publication day."""
    last, words = context.story.last, hit.words
    heads = hit.start == 0 or words.word(hit.start - 1).isspace()
    if last and last[0] == last[1] and not heads and hit.start - context.story.at < _FAR:
        return last[0]
    return context.published


def otherday(hit: Hit, context: Context) -> Readings:
    """The day after tomorrow; the day before yesterday; the day before last Tuesday."""
    step = 1 if hit.text("ba") == "after" else -1
    if context.published is None:
        return Reading("DATE", "FUTURE_REF" if step > 0 else "PAST_REF")
    if hit.has("here"):
        day = context.published + timedelta(hit.value("here", "here"))
    else:
        day = weekday_day(hit, context, hit.value("wd", "weekday"), "last") or context.published
    return Reading("DATE", (day + timedelta(step)).isoformat())


def relative(hit: Hit, context: Context) -> Readings:
    """The same day; the next morning; the previous month; that year: counted from the date told last."""
    direction, unit = hit.text("dx"), hit.value("u", "unit")
    if unit is None or unit[0] == "T":
        return None
    whole = hit.words.word(hit.start) == "the" or direction.startswith("that") or hit.has("q")
    if not whole:
        return None
    last = context.story.last
    if last is None:
        if direction in ("next", "previous", "preceding") and context.published:
            last = (context.published, context.published)
        else:
            return Reading("DATE", _unknown(unit)) if direction not in ("that",) else None
    step = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(direction, 0)
    if direction == "that" and context.tag(hit.end)[:2] in ("NN", "VB") and unit == "Q":
        step = 0
    if unit == "Q" and step == 0 and context.story.period:
        return Reading("DATE", context.story.period)
    if (last[1] - last[0]).days > {"D": 0, "W": 6, "M": 30}.get(unit, 99_999):
        return Reading("DATE", _unknown(unit))
    value = calendar.shift(last[0 if step <= 0 else 1], step, unit)
    return Reading("DATE", _decade(value, unit)) if value else None


def _unknown(unit: str) -> str:
    return {"D": "XXXX-XX-XX", "M": "XXXX-XX", "W": "XXXX-WXX", "2W": "XXXX-WXX", "Q": "XXXX-QX"}.get(unit, "XXXX")


def _decade(value: str, unit: str) -> str:
    return {"10Y": value[:3], "100Y": value[:2]}.get(unit, value)


def thisunit(hit: Hit, context: Context) -> Readings:
    """This week; last year; next month; the current quarter; earlier this month; this weekend."""
    word, anchor = hit.text("u"), context.published
    unit, direction = hit.value("u", "unit"), hit.text("dx")
    step = -1 if "last" in direction else 1 if "next" in direction or "coming" in direction else 0
    past = direction.endswith("past")
    if (unit and unit[0] == "T") or (hit.words.word(hit.start) == "current" and unit in ("W", "D")):
        return None
    if past and unit and not direction.startswith("this"):
        return _past_unit(unit, anchor)
    if direction in ("current", "coming") and word == "year" and hit.words.word(hit.start - 1) not in ("the", "in"):
        return None
    if anchor is None:
        return Reading("DATE", _unknown(unit or "W"))
    if word == "weekend":
        return Reading("DATE", _weekend(anchor, step, context.tense(hit.start, hit.end)))
    if direction == "this past" and unit != "D":
        step = -1 if unit in ("W", "M") else 0
    if unit == "Q" and direction == "last" and context.story.period is None:
        step = -1
    value = calendar.shift(anchor, step, unit)
    if value is None:
        return None
    value = _decade(value, unit)
    return Reading("DATE", value, _told(hit, context, value, step))


def _past_unit(unit: str, anchor: date | None) -> Reading:
    start = calendar.moved(anchor, -1, unit) if anchor else None
    return Reading(
        "DURATION",
        {"2W": "P2W"}.get(unit, f"P{1 if unit in 'DWMQY' else ''}{unit}"),
        (start, anchor) if start else None,
        signal=False,
    )


def _told(hit: Hit, context: Context, value: str, step: int) -> tuple[date, date] | None:
    """ "Earlier this month" ends on the publication day, "later this month" begins there, as does a future "this month"."""
    span, anchor = calendar.interval(value), context.published
    if step or span is None or anchor is None:
        return None
    which = hit.text("q") or ("later" if context.tense(hit.start, hit.end) == "future" else "earlier")
    return (span[0], min(span[1], anchor)) if which == "earlier" else (max(span[0], anchor), span[1])


def _weekend(anchor: date, step: int, tense: str | None) -> str:
    weekday = anchor.isoweekday()
    if step < 0 or (step == 0 and tense != "future" and weekday < 6):
        return calendar.week(anchor - timedelta(7)) + "-WE"
    return calendar.week(anchor + timedelta(7 if step > 0 and weekday > 5 else 0)) + "-WE"


def theunit(hit: Hit, context: Context) -> Readings:
    """The quarter; the year; the latest period; the week; the end of the month."""
    word, anchor = hit.text("u"), context.published
    unit = hit.value("u", "unit")
    bare = hit.end - hit.start == 2
    if word in ("quarter", "period"):
        return _the_period(hit, context, word)
    if word == "weekend":
        if anchor is None:
            return Reading("DATE", "XXXX-WXX-WE")
        return Reading("DATE", _weekend(anchor, 0, context.tense(hit.start, hit.end)))
    if (
        unit in ("D", "W", "M", "Y")
        and hit.words.word(hit.end) in ("ended", "ending", "to", "through")
        and unit in ("Y", "M")
    ):
        return Reading("DURATION", f"P1{unit}", _ended(hit, context, unit))
    if anchor is None or unit not in ("D", "W", "M", "Y"):
        return None
    if hit.has("latest") and unit == "Y":
        return Reading("DATE", f"{anchor.year - 1:04}")
    if bare and not _unit_is_now(hit, context, unit):
        return None
    last = context.story.last
    day = last[0] if unit == "D" and last else anchor
    if unit == "D" and not hit.has("q"):
        return None
    value = calendar.shift(day, 0, unit)
    return Reading("DATE", value, _told(hit, context, value, 0) if hit.has("q") else None) if value else None


def _unit_is_now(hit: Hit, context: Context, unit: str) -> bool:
    """Whether a plain "the year", "the week" means the current one."""
    before, after = hit.words.word(hit.start - 1), hit.words.word(hit.end)
    if after == "of" and before == "for" and unit == "Y":
        return True
    if after in (
        "before",
        "after",
        "of",
        "that",
        "when",
        "in",
        "-",
        "earlier",
        "two",
        "one",
        "which",
        "he",
        "she",
        "following",
    ):
        return False
    if unit == "Y":
        return before in ("for", "of", "in", "during", "through", "over", "throughout", "end")
    return (unit == "W" and before in ("for", "of", "during", "in")) or (unit == "M" and before in ("for", "of"))


def _ended(hit: Hit, context: Context, unit: str) -> None:
    return None


def _the_period(hit: Hit, context: Context, word: str) -> Readings:
    anchor, period = context.published, context.story.period
    named = hit.words.word(hit.end) in ("ended", "ending")
    if word == "period" and not hit.has("latest"):
        return None
    if named:
        dated = _quarter_ended(hit, context)
        if dated:
            return Reading("DATE", dated)
    if hit.words.word(hit.end) in ("of", "century", "point", "-", "mile") and not hit.has("latest"):
        return None
    if period:
        return Reading("DATE", period)
    if anchor is None:
        return Reading("DATE", "XXXX-QX")
    value = calendar.shift(anchor, -1 if hit.has("latest") or context.tense(hit.start, hit.end) != "future" else 0, "Q")
    return Reading("DATE", value) if value else None


def _quarter_ended(hit: Hit, context: Context) -> str | None:
    """The quarter of "the quarter ended Sept. 30" (the next words are read for the month)."""
    word = hit.words.word(hit.end + 1)
    month = hit.lexicon.value("month", word) or hit.lexicon.value("monthabbr", word)
    if month is None or context.published is None:
        return None
    year = context.published.year - (month > context.published.month)
    middle = date(year, month, 28) - timedelta(45)
    return f"{middle.year:04}-Q{(middle.month + 2) // 3}"


def weekof(hit: Hit, context: Context) -> Readings:
    """The week of March 6."""
    if context.published is None:
        return Reading("DATE", "XXXX-WXX")
    day_number = int("".join(c for c in hit.text("d") if c.isdigit()))
    days = [
        d for y in (-1, 0, 1) if (d := calendar.make_day(context.published.year + y, month_number(hit), day_number))
    ]
    if not days:
        return None
    anchor = context.published
    return Reading("DATE", calendar.week(min(days, key=lambda d: abs((d - anchor).days))))


def yearend(hit: Hit, context: Context) -> Readings:
    """Year-end; the year's end."""
    if hit.has("y"):
        return Reading("DATE", f"{hit.text('y')}-12-31")
    if context.published is None:
        return Reading("DATE", "XXXX")
    past = (context.published.month < 7 and context.tense(hit.start, hit.end) == "past") or hit.words.word(
        hit.start - 1
    ) == "since"
    year = context.published.year - past
    day = hit.words.word(hit.start + 1) in ("-", "‑", "–")
    return Reading("DATE", f"{year:04}-12-31" if day else f"{year:04}")


def monthend(hit: Hit, context: Context) -> Readings:
    """Month-end; the week's end."""
    unit = "W" if "week" in (hit.words.word(hit.start), hit.words.word(hit.start + 1)) else "M"
    value = calendar.shift(context.published, 0, unit) if context.published else _unknown(unit)
    return Reading("DATE", value) if value else None


def yearago(hit: Hit, context: Context) -> Readings:
    """The year-ago quarter; year-earlier; the corresponding period last year: the story's period one year back."""
    word = hit.text("u")
    if hit.has("y"):
        return Reading("DATE", _in_year(context, int(hit.text("y"))), told=False)
    if word.endswith("months"):
        return Reading("DURATION", {"nine": "P9M", "six": "P6M"}[word.split()[0]])
    if context.published is None and context.story.last is None:
        return Reading("DATE", "XXXX")
    words = (hit.start + 1, hit.end) if not hit.has("u") and hit.words.word(hit.start) == "the" else None
    return Reading("DATE", _year_back(context, 1), words=words, told=False)


def period_of(hit: Hit, context: Context) -> Readings:
    """The 1988 period; the 1988 quarter: the story's period in that year."""
    return Reading("DATE", _in_year(context, int(hit.text("y"))), told=False)


def _in_year(context: Context, year: int) -> str:
    period = context.story.period
    return f"{year:04}{period[4:]}" if period else f"{year:04}"


def _year_back(context: Context, years: int) -> str:
    period, anchor = context.story.period, context.published
    if period and period[:4].isdigit():
        return f"{int(period[:4]) - years:04}{period[4:]}"
    base = anchor or (context.story.last[0] if context.story.last else None)
    return f"{max(0, base.year - years):04}" if base else "XXXX"


def ago(hit: Hit, context: Context) -> Readings:
    """Two weeks ago; about a year ago; several years ago."""
    unit, anchor = hit.value("u", "unit", "units"), context.published
    amount = read_quantity(hit.text("q"), hit.lexicon) if hit.has("q") else None
    if amount is None or unit is None or anchor is None:
        return Reading("DATE", "PAST_REF")
    if unit == "Y" and amount == 1 and context.story.period:
        return Reading("DATE", _year_back(context, 1), told=False)
    if unit[0] == "T":
        return Reading("TIME", anchor.isoformat()) if unit != "TS" else Reading("TIME", "PRESENT_REF")
    value = _counted_from(anchor, -amount, unit)
    return Reading("DATE", value) if value else Reading("DATE", "PAST_REF")


def _counted_from(day: date, amount: float, unit: str) -> str | None:
    if amount != int(amount):
        finer = {"Y": ("M", 12), "10Y": ("Y", 10), "W": ("D", 7), "M": ("D", 30), "100Y": ("Y", 100)}.get(unit)
        if finer is None:
            return calendar.shift(day, int(amount), unit)
        return calendar.shift(day, round(amount * finer[1]), finer[0])
    return calendar.shift(day, int(amount), unit)


def fromnow(hit: Hit, context: Context) -> Readings:
    """Two years from now."""
    unit, anchor = hit.value("u", "unit", "units"), context.published
    amount = read_quantity(hit.text("q"), hit.lexicon)
    if amount is None or anchor is None or unit[0] == "T":
        return Reading("DATE", "FUTURE_REF")
    value = _counted_from(anchor, amount, unit)
    return Reading("DATE", value or "FUTURE_REF")


def later(hit: Hit, context: Context) -> Readings:
    """Three days later; a year earlier; the year before: counted from the date told last."""
    unit = hit.value("u", "unit", "units")
    word = hit.text("w")
    step = -1 if word in ("earlier", "before", "beforehand") else 1
    amount = read_quantity(hit.text("q"), hit.lexicon) if hit.has("q") else 1.0
    if not hit.has("q") and _goes_on(hit, context):
        return None
    if unit == "Y" and amount == 1 and step < 0 and hit.has("q"):
        if context.published is None and context.story.last is None:
            return Reading("DATE", "XXXX")
        if context.story.period:
            return Reading("DATE", _year_back(context, 1), told=False)
    last = context.story.last
    base = last[0] if last else context.published if step < 0 else None
    if amount is None or base is None:
        return Reading("DATE", "PAST_REF" if step < 0 else _unknown(unit))
    if unit[0] == "T":
        return Reading("TIME", base.isoformat()) if last and last[0] == last[1] else Reading("TIME", "XXXX-XX-XX")
    value = _counted_from(base, step * amount, unit)
    return Reading("DATE", value) if value else None


def _goes_on(hit: Hit, context: Context) -> bool:
    """Whether "the day after" is followed by what it is after, so that it dates nothing by itself."""
    after = hit.words.word(hit.end)
    return after not in ("", ".", ",", ";", ")", "”", '"', "'", "’", "and", "but", "in") and not after.isspace()


def clock(hit: Hit, context: Context) -> Readings:
    """10:35 a.m.; 4 a.m. EDT Thursday; 5 p.m. EST Nov. 9; noon Saturday; 1900 GMT."""
    at = _clock_time(hit, context)
    if at is None:
        return None
    day = _clock_day(hit, context)
    return Reading("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{at}", signal=False)


_AT = frozenset(
    (
        "at",
        "by",
        "until",
        "till",
        "around",
        "about",
        "from",
        "to",
        "between",
        "after",
        "before",
        "since",
        "and",
        "-",
        "–",
    )
)


def _clock_time(hit: Hit, context: Context) -> str | None:
    if hit.has("n"):
        return str(hit.value("n", "hourname"))
    if not hit.has("h"):
        return _clock_words(hit)
    found = clock_of(hit.text("h"))
    if found is None:
        return None
    hour, minute = found
    if hit.has("ap"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + hit.value("ap", "ampm")
    elif hit.has("p"):
        hour = hour % 12 + (
            12 if hit.value("p", "part") in ("AF", "EV") or (hit.value("p", "part") == "NI" and hour > 5) else 0
        )
    elif not hit.rule.startswith("clockw") and not _is_clock(hit):
        return None
    return f"{hour:02}:{minute:02}" if hour <= 24 else None


def _clock_words(hit: Hit) -> str | None:
    """Three o'clock; eleven o'clock in the evening."""
    number = read_number(hit.words.word(hit.start), hit.lexicon)
    if not number or number > 12:
        return None
    late = hit.has("p") and hit.value("p", "part") in ("AF", "EV", "NI") and number > 2
    return f"{number % 12 + 12 if late else number:02}:00"


def _is_clock(hit: Hit) -> bool:
    """Whether bare digits ("10:35", "1900") are a clock time: by their zone, the day named with them, or the word before."""
    text, whole = hit.text("h"), [hit.words.word(i) for i in range(hit.start, hit.end)]
    if hit.has("z") or "time" in whole or "o'clock" in whole or "o’clock" in whole or text.endswith("m"):
        return True
    if text.isdigit() or "." in text:
        return False
    if text.count(":") > 1:
        return False
    return hit.has("wd") or hit.has("here") or hit.has("m") or hit.words.word(hit.span("h")[0] - 1) in _AT


def _clock_day(hit: Hit, context: Context) -> date | None:
    anchor = context.published
    if hit.has("m") and month_is_named(hit, context):
        number = int("".join(c for c in hit.text("d") if c.isdigit()) or 0)
        if hit.has("y"):
            return calendar.make_day(int(hit.text("y")), month_number(hit), number)
        days = [
            d for y in (-1, 0, 1) if anchor and (d := calendar.make_day(anchor.year + y, month_number(hit), number))
        ]
        return min(days, key=lambda d: abs((d - anchor).days)) if days and anchor else None
    if hit.has("wd"):
        return weekday_day(hit, context, hit.value("wd", "weekday", "weekdayabbr"))
    if hit.has("here"):
        return anchor + timedelta(hit.value("here", "here")) if anchor else None
    ahead = _weekday_in_brackets(hit)
    return weekday_day(hit, context, ahead) if ahead else _story_day(hit, context)


def _weekday_in_brackets(hit: Hit) -> int | None:
    """The weekday of "10:35 a.m. (0735 GMT) Friday" and "4 in the morning (4 a.m. EDT Thursday)"."""
    if hit.words.word(hit.end) != "(":
        return None
    for i in range(hit.end + 1, hit.end + 8):
        word = hit.words.word(i)
        if number := hit.lexicon.value("weekday", word):
            return int(number)
        if word == ")" and not hit.lexicon.value("weekday", hit.words.word(i + 1)):
            return None
    return None
