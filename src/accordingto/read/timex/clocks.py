"""Readings of clock times and parts of the day, with the day that they belong to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from accordingto.read.timex import calendar
from accordingto.read.timex.context import Context, Reading, Readings
from accordingto.read.timex.dates import month_is_named, month_number, nearest_day
from accordingto.read.timex.deictic import on_day, part_of, weekday_day
from accordingto.read.timex.grammar import Hit
from accordingto.read.timex.lexicon import clock as clock_of
from accordingto.read.timex.numbers import first_digits, read_number

_FAR = 60
"""Words after which a clock time is no longer taken to be on the day told last."""
_LATE = ("AF", "EV", "NI")


def clock(hit: Hit, context: Context) -> Readings:
    """10:35 a.m.; 4 a.m. EDT Thursday; 5 p.m. EST Nov. 9; noon Saturday; 1900 GMT; three o'clock in the morning."""
    at = _clock_time(hit)
    if at is None:
        return None
    day = _clock_day(hit, context)
    return Reading("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{at}")


def _clock_time(hit: Hit) -> str | None:
    if hit.has("n"):
        return str(hit.value("n", "hourname"))
    if not hit.has("h"):
        hour, minute = read_number(hit.first, hit.lexicon) or 0, 0
        if not 1 <= hour <= 12:
            return None
    else:
        found = clock_of(hit.text("h"))
        if found is None:
            return None
        hour, minute = found
    part = hit.value("p", "part")
    if hit.has("ap"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + hit.value("ap", "ampm")
    elif part:
        late = part in _LATE and not (part == "NI" and hour < 6)
        hour = hour % 12 + (12 if late else 0)
    elif hit.has("h") and not _is_clock(hit):
        return None
    return f"{hour:02}:{minute:02}" if hour <= 24 else None


def _is_clock(hit: Hit) -> bool:
    """Whether bare digits ("10:35", "1900") are a clock time: by zone, the day named with them, or the word before."""
    text, words = hit.text("h"), [hit.words.word(i) for i in range(hit.start, hit.end)]
    if hit.has("z") or "time" in words or "o'clock" in words or "o’clock" in words or text.endswith("m"):
        return True
    if text.isdigit() or "." in text or text.count(":") > 1:
        return False
    dated = hit.has("wd") or hit.has("here") or hit.has("m")
    return dated or hit.sign(hit.words.word(hit.span("h")[0] - 1), "clock before")


def _clock_day(hit: Hit, context: Context) -> date | None:
    if hit.has("m") and month_is_named(hit, context):
        number = first_digits(hit.text("d"))
        if hit.has("y"):
            return calendar.make_day(int(hit.text("y")), month_number(hit), number)
        return nearest_day(hit, context, month_number(hit), number)
    if hit.has("wd"):
        return weekday_day(hit, context, hit.value("wd", "weekday", "weekdayabbr"))
    if hit.has("here"):
        return context.today + timedelta(hit.value("here", "here")) if context.today else None
    ahead = _weekday_beyond_brackets(hit)
    return weekday_day(hit, context, ahead) if ahead else story_day(hit, context)


def _weekday_beyond_brackets(hit: Hit) -> Any:
    """The weekday of "10:35 a.m. (0735 GMT) Friday" and "4 in the morning (4 a.m. EDT Thursday)"."""
    if hit.after not in ("(", ")"):
        return None
    for i in range(hit.end + (hit.after == "("), hit.end + 8):
        word = hit.words.word(i)
        if number := hit.lexicon.value("weekday", word):
            return number
        if word == ")":
            after = i + 1 + (hit.words.word(i + 1) == "on")
            return hit.lexicon.value("weekday", hit.words.word(after))
    return None


def story_day(hit: Hit, context: Context) -> date | None:
    """The day told shortly before, unless the time heads a paragraph (a live blog); else the publication day."""
    last = context.story.last
    heads = hit.start == 0 or hit.before.isspace()
    if last and last[0] == last[1] and not heads and hit.start - context.story.at < _FAR:
        return last[0]
    return context.today


def thepart(hit: Hit, context: Context) -> Readings:
    """Midday, noon, midnight, "the morning": on the day last told, else the publication day."""
    named = hit.value("p", "hourname") is not None
    led = hit.first == "mid" or (hit.first == "the" and hit.before in ("in", "during", "by", "for", "until"))
    led = led or (hit.text("p") in ("dawn", "dusk") and hit.before in ("at", "before", "after", "until", "by", "since"))
    if not (named or led) or hit.text("p") == "night" or hit.after in ("of", "show", "news", "express"):
        return None
    day = story_day(hit, context)
    return on_day(day, part_of(hit)) if day else Reading("TIME", f"XXXX-XX-XXT{part_of(hit)}")


def thispart(hit: Hit, context: Context) -> Readings:
    """This morning; last night; tonight; overnight; the next morning."""
    day, part = context.today, part_of(hit)
    if day is None:
        return Reading("TIME", f"XXXX-XX-XXT{part or 'NI'}")
    if hit.has("tn"):
        if hit.text("tn") == "tonight" or context.tense(hit.start, hit.end) == "future":
            return on_day(day, "NI")
        before = day - timedelta(1)
        return Reading("TIME", f"{before.isoformat()}TNI", (before, day), signal=False)
    direction, last = hit.text("dx"), context.story.last
    if direction == "last":
        return on_day(day - timedelta(1), part)
    if direction.startswith(("that", "the")):
        step = {"the next": 1, "the following": 1, "the previous": -1}.get(direction, 0)
        return on_day((last[0] if last else day) + timedelta(step), part)
    return on_day(day, part)
