"""Readings of dates that are counted from the publication day or from what the story told last."""

from __future__ import annotations

from datetime import date, timedelta

from accordingto.read.timex import calendar, periods
from accordingto.read.timex.calendar import Interval
from accordingto.read.timex.context import Context, Reading, Readings
from accordingto.read.timex.dates import month_number, nearest_day
from accordingto.read.timex.grammar import Hit
from accordingto.read.timex.numbers import first_digits, read_quantity
from accordingto.read.timex.spans import amount_value

_STEPS = {"next": 1, "following": 1, "previous": -1, "preceding": -1}
_DAYS_OF = {"TS": 0, "TM": 0, "TH": 0, "D": 0, "W": 6, "2W": 13, "M": 30, "Q": 91, "Y": 365}
"""Longest span in days that the last date told may have for a unit to be counted from it."""


def on_day(day: date, part: str | None) -> Reading:
    """A day, or a part of it (MO, AF, EV, NI, or a clock time)."""
    return Reading("TIME", f"{day.isoformat()}T{part}") if part else Reading("DATE", day.isoformat())


def part_of(hit: Hit) -> str | None:
    """The part of the day in `p`: MO, AF, EV, NI, 12:00, 24:00."""
    value = hit.value("p", "part", "hourname", "parts")
    return str(value) if value else None


def is_other_name(hit: Hit) -> bool:
    """Whether a day's name is part of another name: the Sunday Times, Bloody Sunday, the Today programme."""
    if hit.sign(hit.after, "shown after") or (hit.sign(hit.after, "named after") and hit.capital(hit.end)):
        return True
    return hit.sign(hit.before, "named before") and hit.capital(hit.start)


def weekday(hit: Hit, context: Context) -> Readings:
    """Thursday; last Friday; Monday night; early Tuesday; noon Saturday."""
    if is_other_name(hit):
        return None
    if hit.has("here"):
        return here(hit, context)
    part, number = part_of(hit), hit.value("wd", "weekday", "weekdayabbr")
    day = weekday_day(hit, context, number, hit.text("dx"))
    if day is None:
        return Reading("TIME" if part else "DATE", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
    return on_day(day, part)


def weekday_day(hit: Hit, context: Context, number: int, direction: str = "") -> date | None:
    """The day that a weekday's name means: past unless its verb or a word like "next" says otherwise."""
    anchor, last = context.today, context.story.last
    if last and direction in ("the previous", "the following", "that", "the same"):
        return _weekday_from(last[0], number, direction)
    if anchor is None:
        return None
    back = (anchor.isoweekday() - number) % 7
    if direction in ("last", "the previous", "this past"):
        return anchor - timedelta(back or 7)
    if direction in ("next", "this coming", "coming", "the following"):
        return anchor + timedelta(7 - back)
    if direction == "this":
        return anchor + timedelta(number - anchor.isoweekday())
    return anchor + timedelta(7 - back) if back and _lies_ahead(hit, context) else anchor - timedelta(back)


def _weekday_from(start: date, number: int, direction: str) -> date:
    if direction == "the following":
        return start + timedelta((number - start.isoweekday() - 1) % 7 + 1)
    if direction == "the previous":
        return start - timedelta((start.isoweekday() - number - 1) % 7 + 1)
    return start + timedelta((number - start.isoweekday()) % 7)


def _lies_ahead(hit: Hit, context: Context) -> bool:
    """Whether a weekday is the next one: "until Tuesday", "as soon as Tuesday", or a verb in the future or present."""
    if hit.before in ("until", "till", "through"):
        return not hit.capital(hit.start - 1)
    if hit.before == "as" and hit.words.word(hit.start - 2) in ("soon", "early", "late"):
        return True
    return context.tense(hit.start, hit.end) in ("future", "present")


def here(hit: Hit, context: Context) -> Readings:
    """Today; yesterday morning; late tomorrow."""
    offset = hit.value("here", "here")
    if is_other_name(hit):
        return None
    if context.today is None:
        return Reading("DATE", ("FUTURE_REF" if offset > 0 else "PAST_REF") if offset else "PRESENT_REF")
    return on_day(context.today + timedelta(offset), part_of(hit))


def otherday(hit: Hit, context: Context) -> Readings:
    """The day after tomorrow; the day before yesterday; the day before last Tuesday."""
    step = 1 if hit.text("ba") == "after" else -1
    if context.today is None:
        return Reading("DATE", "FUTURE_REF" if step > 0 else "PAST_REF")
    if hit.has("here"):
        day = context.today + timedelta(hit.value("here", "here"))
    else:
        day = weekday_day(hit, context, hit.value("wd", "weekday"), "last") or context.today
    return Reading("DATE", (day + timedelta(step)).isoformat())


def beforelast(hit: Hit, context: Context) -> Readings:
    """The week before last; the night before last."""
    unit, today = hit.value("u", "unit"), context.today
    if today is None:
        return Reading("DATE", "PAST_REF")
    if hit.has("p"):
        return on_day(today - timedelta(2), part_of(hit))
    if unit is None:
        return Reading("DATE", calendar.week(today - timedelta(14)) + "-WE")
    value = calendar.shift(today, -2, unit)
    return Reading("DATE", _coarse(value, unit)) if value else None


def relative(hit: Hit, context: Context) -> Readings:
    """The same day; the previous month; that year; the following week: counted from the date told last."""
    direction, unit, anchor = hit.text("dx"), hit.value("u", "unit"), context.published
    step = _STEPS.get(direction, 0)
    if unit is None or unit[0] == "T" or not (hit.first == "the" or direction.startswith("that") or hit.has("q")):
        return None
    if unit == "Q" and step == 0 and context.story.period:
        return Reading("DATE", context.story.period)
    last = context.story.last
    if last is None and step and anchor:
        last = (anchor, anchor)
    if last is None and direction == "that":
        return None
    if last is None or _too_coarse(last, unit):
        return Reading("DATE", calendar.unknown(unit))
    value = calendar.shift(last[0 if step <= 0 else 1], step, unit)
    return Reading("DATE", _coarse(value, unit)) if value else None


def _too_coarse(last: Interval, unit: str) -> bool:
    """Whether the last date told is too long to count such units from it: no day comes after "2017"."""
    return (last[1] - last[0]).days > _DAYS_OF.get(unit, 99_999)


def _coarse(value: str, unit: str) -> str:
    return {"10Y": value[:3], "100Y": value[:2]}.get(unit, value)


def thisunit(hit: Hit, context: Context) -> Readings:
    """This week; last year; next month; the current quarter; earlier this month; this weekend; the past week."""
    unit, anchor = hit.value("u", "unit"), context.published
    direction = "the " * hit.has("the") + hit.text("dx")
    if not _is_unit_here(hit, unit, direction):
        return None
    if unit and _is_stretch(hit, unit, direction):
        return _stretch(unit, direction, anchor)
    if direction == "the next":
        return None  # "the next day" is counted from the story
    if anchor is None:
        return Reading("DATE", calendar.unknown(unit or "W"))
    step = -1 if "last" in direction else 1 if "next" in direction or "coming" in direction else 0
    if unit is None:
        return Reading("DATE", _weekend(anchor, step, context.tense(hit.start, hit.end)))
    if direction == "this past" and unit in ("W", "M"):
        step = -1
    value = calendar.shift(anchor, step, unit)
    if value is None:
        return None
    value = _coarse(value, unit)
    whole = hit.span("dx")[0] - hit.has("the") != hit.start and not hit.has("q")
    return Reading("DATE", value, None if whole or step else _until_here(hit, context, value))


def _is_unit_here(hit: Hit, unit: str | None, direction: str) -> bool:
    if unit and unit[0] == "T":
        return False
    if direction == "current" and unit in ("W", "D"):
        return False
    return direction not in ("current", "coming") or unit != "Y" or hit.before == "in"


def _is_stretch(hit: Hit, unit: str, direction: str) -> bool:
    """ "the past week", "over the last year", "the next decade" are stretches of time up to here or from here."""
    if direction == "the past":
        return True
    return direction in ("the last", "the next") and (hit.sign(hit.before, "over which") or unit in ("10Y", "100Y"))


def _stretch(unit: str, direction: str, anchor: date | None) -> Reading:
    ahead = direction == "the next"
    other = calendar.moved(anchor, 1 if ahead else -1, unit) if anchor else None
    bounds = (anchor, other) if ahead else (other, anchor)
    return Reading("DURATION", f"P{'' if unit[0].isdigit() else 1}{unit}", bounds if other else None, signal=False)


def _until_here(hit: Hit, context: Context, value: str) -> Interval | None:
    """What was done "this month" was done by the publication day; what is for "later this month" comes after it."""
    span, anchor = calendar.interval(value), context.published
    if span is None or anchor is None:
        return None
    which = hit.text("q") or context.tense(hit.start, hit.end)
    if which in ("earlier", "past"):
        return span[0], min(span[1], anchor)
    return (max(span[0], anchor), span[1]) if which in ("later", "future") else None


def _weekend(anchor: date, step: int, tense: str | None) -> str:
    weekday = anchor.isoweekday()
    if step < 0 or (step == 0 and (weekday < 3 or (tense != "future" and weekday < 6))):
        return calendar.week(anchor - timedelta(7)) + "-WE"
    return calendar.week(anchor + timedelta(7 if step > 0 and weekday > 5 else 0)) + "-WE"


def theunit(hit: Hit, context: Context) -> Readings:
    """The quarter; the year; the latest period; the week; the end of the month; earlier in the day."""
    word, unit, anchor = hit.text("u"), hit.value("u", "unit"), context.published
    if word in ("quarter", "period"):
        return periods.period(hit, context)
    if word == "weekend":
        known = anchor and _weekend(anchor, 0, context.tense(hit.start, hit.end))
        return Reading("DATE", known or "XXXX-WXX-WE")
    if unit in ("Y", "M") and hit.after in ("ended", "ending", "to", "through"):
        return Reading("DURATION", f"P1{unit}")
    if anchor is None or unit not in ("D", "W", "M", "Y") or (unit == "D" and not hit.has("q")):
        return None
    if hit.has("latest") and unit == "Y":
        return Reading("DATE", f"{anchor.year - 1:04}")
    if hit.end - hit.start == 2 and not _unit_is_now(hit, unit):
        return None
    last = context.story.last
    told = unit == "D" and last and last[0] == last[1]
    value = calendar.shift(last[0] if told and last else anchor, 0, unit)
    return Reading("DATE", value, _until_here(hit, context, value) if hit.has("q") else None) if value else None


def _unit_is_now(hit: Hit, unit: str) -> bool:
    """Whether a plain "the year", "the week" means the current one ("Liar of the Year" does not)."""
    if hit.capital(hit.end - 1):
        return False
    if hit.after == "of" and hit.before == "for" and unit == "Y":
        return True
    if hit.sign(hit.after, "not now"):
        return False
    if unit == "Y":
        return hit.sign(hit.before, "year is now")
    return hit.before in (("for", "of", "during", "in") if unit == "W" else ("for", "of"))


def weekof(hit: Hit, context: Context) -> Readings:
    """The week of March 6."""
    if context.published is None:
        return Reading("DATE", "XXXX-WXX")
    day = nearest_day(hit, context, month_number(hit), first_digits(hit.text("d")))
    return Reading("DATE", calendar.week(day)) if day else None


def ago(hit: Hit, context: Context) -> Readings:
    """Two weeks ago; about a year ago; several years ago; long ago."""
    unit, anchor = hit.value("u", "unit", "units"), context.published
    amount = read_quantity(hit.text("q"), hit.lexicon) if hit.has("q") else None
    if amount is None or unit is None or anchor is None:
        return Reading("DATE", "PAST_REF")
    if unit == "Y" and amount == 1 and context.story.period:
        return Reading("DATE", periods.year_back(context), told=False)
    if unit[0] == "T":
        return Reading("TIME", anchor.isoformat())
    return Reading("DATE", _counted(anchor, -amount, unit) or "PAST_REF")


def _counted(day: date, amount: float, unit: str) -> str | None:
    """The value some units from a day; half units are counted in the next finer one."""
    finer = {"Y": ("M", 12), "10Y": ("Y", 10), "W": ("D", 7), "M": ("D", 30), "100Y": ("Y", 100)}.get(unit)
    if amount == int(amount) or finer is None:
        return calendar.shift(day, int(amount), unit)
    return calendar.shift(day, round(amount * finer[1]), finer[0])


def fromnow(hit: Hit, context: Context) -> Readings:
    """Two years from now."""
    unit, anchor = hit.value("u", "unit", "units"), context.published
    amount = read_quantity(hit.text("q"), hit.lexicon)
    if amount is None or anchor is None or unit[0] == "T":
        return Reading("DATE", "FUTURE_REF")
    return Reading("DATE", _counted(anchor, amount, unit) or "FUTURE_REF")


def later(hit: Hit, context: Context) -> Readings:
    """Three days later; a year earlier; the year before: counted from the date told last, else only a duration."""
    unit, last = hit.value("u", "unit", "units"), context.story.last
    back = hit.text("w") in ("earlier", "before", "beforehand")
    amount = read_quantity(hit.text("q"), hit.lexicon) if hit.has("q") else 1.0
    if not hit.has("q") and not (hit.sign(hit.after, "ends") or hit.after.isspace()):
        return None  # "the day after his death" is dated by what follows
    if back and unit == "Y" and amount == 1 and hit.has("q") and context.story.period:
        return Reading("DATE", periods.year_back(context), told=False)
    base = last[0] if last and not _too_coarse(last, unit) else None
    if last is None and back:
        base = context.published
    if amount is None or base is None or unit[0] == "T":
        if not hit.has("q"):
            return Reading("DATE", calendar.unknown(unit))
        return Reading("DURATION", amount_value(amount, unit), words=(hit.start, hit.span("w")[0]), signal=False)
    value = _counted(base, -amount if back else amount, unit)
    return Reading("DATE", value) if value else None
