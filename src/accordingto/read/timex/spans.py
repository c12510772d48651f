"""Readings of durations, sets and vague references."""

from __future__ import annotations

from datetime import date

from accordingto.read.timex import calendar
from accordingto.read.timex.context import Context, Reading, Readings
from accordingto.read.timex.grammar import Hit
from accordingto.read.timex.numbers import read_quantity

_BACK = frozenset(("past", "last", "previous", "preceding", "latest"))
_AHEAD = frozenset(("next", "coming", "following"))
_FINER = {"Y": ("M", 12), "TH": ("M", 60), "TM": ("S", 60)}
_MOST = 9999
"""More units than this are a count of something else, and no year has five digits."""


def amount_value(amount: float | None, unit: str) -> str:
    """TIMEX3 value of so many units: P2M, PT30M, P2Y6M; PXW where the amount is vague."""
    clock, letter = unit[0] == "T", unit[-1]
    head = "PT" if clock else "P"
    many = 1 if clock else int(unit[:-1] or 1)
    if amount is None:
        return f"{head}X{letter}"
    total = amount * many
    whole = int(total)
    rest = total - whole
    if not rest:
        return f"{head}{whole}{letter}"
    if finer := _FINER.get(unit if clock else letter):
        parts = rest * finer[1]
        if abs(parts - round(parts)) < 0.01:
            return head + (f"{whole}{letter}" if whole else "") + f"{round(parts)}{finer[0]}"
    return f"{head}{total:.1f}{letter}"


def _span(value: str, bounds: tuple[date | None, date | None] | None = None) -> Reading:
    return Reading("DURATION", value, bounds, signal=False)


def duration(hit: Hit, context: Context) -> Readings:
    """Two years; the past two months; more than 20 years; 16-hour; a year and a half."""
    unit, direction = hit.value("u", "unit", "units"), hit.text("dx")
    if unit is None or not _is_duration(hit, unit, direction):
        return None
    if hit.rule == "thepast" and not hit.has("q"):
        return _vague(hit, unit, direction)
    amount = read_quantity(hit.text("q"), hit.lexicon) if hit.has("q") else None
    if hit.has("h"):
        amount = (amount or 1) + 0.5
    if amount is not None and amount > _MOST:
        return None
    if hit.text("q") == "one" and unit == "D" and not direction and context.tense(hit.start, hit.end) == "future":
        return Reading("DATE", "FUTURE_REF", signal=False)
    bounds = _bounds(context, amount, unit, direction)
    return Reading("DURATION", amount_value(amount, unit), bounds, _trimmed(hit), signal=False)


def _is_duration(hit: Hit, unit: str, direction: str) -> bool:
    quantity, singular = hit.text("q"), hit.lexicon.value("unit", hit.text("u")) is not None
    hyphened = hit.hyphen(hit.span("u")[0] - 1)
    if singular and not hyphened and hit.capital(hit.span("u")[0]) and hit.capital(hit.end):
        return False  # 24 Hour Fitness
    if _is_age(hit) or (hit.hyphen(hit.end) and hit.words.word(hit.end + 1) in ("ago", "earlier", "end")):
        return False
    if (direction == "following" and hit.first != "the") or (hit.first == "many" and hit.before == "as"):
        return False
    if quantity in ("a", "an", "a good many") and not _is_stretch(hit, direction):
        return False
    if unit == "TS" and singular and not hyphened:
        return False  # "a second attack", "36 Second Class"
    if unit == "Q" and not direction and (singular or hyphened or hit.after == "of"):
        return False  # a quarter of the vote, three-quarters
    return not (direction and singular and quantity not in ("", "one", "a", "an") and not hyphened)


def _trimmed(hit: Hit) -> tuple[int, int] | None:
    """ "over the past two years" is a preposition and its object, "the two-day visit" an article and an adjective."""
    second = hit.words.word(hit.start + 1)
    counted = hit.has("dx") or second in ("the", "several") or hit.lexicon.value("small", second) is not None
    singular = hit.lexicon.value("unit", hit.words.word(hit.end - 1)) is not None
    adjective = hit.first == "the" and singular and not hit.has("dx") and hit.text("q") not in ("a", "one")
    if adjective or (hit.first in ("over", "under") and counted):
        return hit.start + 1, hit.end
    return None


def _vague(hit: Hit, unit: str, direction: str) -> Readings:
    """Past years; the past decades; the coming weeks; the first hours."""
    if direction in ("past", "previous") and unit == "Y" and hit.first == direction:
        return Reading("DATE", "PAST_REF", signal=False)
    if direction in _AHEAD or direction in _BACK or unit == "TH" or (hit.first == "the" and unit[0] != "T"):
        return _span(amount_value(None, unit))
    return None


def _bounds(
    context: Context, amount: float | None, unit: str, direction: str
) -> tuple[date | None, date | None] | None:
    """ "the past two months" ends, "the next two months" begins on the publication day."""
    anchor = context.published
    if anchor is None or amount is None or direction not in ("past", "last", "next", "coming"):
        return None
    back = direction in ("past", "last")
    other = calendar.moved(anchor, -amount if back else amount, unit)
    if other is None:
        return None
    return (other, anchor) if back else (anchor, other)


def _is_age(hit: Hit) -> bool:
    then = hit.words.word(hit.end + 1)
    if hit.sign(hit.after, "age") or (hit.hyphen(hit.end) and hit.sign(then, "age")):
        return True
    return (hit.after == "of" and then == "age") or hit.before in ("aged", "age")


def _is_stretch(hit: Hit, direction: str) -> bool:
    """Whether "a week" is a stretch of time, not the rate of "$500 a week"."""
    if direction or hit.end - hit.start > 2 or hit.sign(hit.before, "span before"):
        return True
    return hit.sign(hit.after, "span after") and not hit.before[:1].isdigit()


def halfunit(hit: Hit, context: Context) -> Readings:
    """Half an hour; half a century; a quarter of an hour."""
    unit = hit.value("u", "unit") or hit.value("u2", "unit")
    if unit is None or _is_age(hit) or (unit[-1] not in "YHM" and unit != "TH"):
        return None
    return _span("P2W" if unit == "M" else amount_value(0.25 if hit.has("q") else 0.5, unit))


def bareunits(hit: Hit, context: Context) -> Readings:
    """Months, years, decades-long: plurals only where a word before makes them a stretch of time."""
    if hit.has("l"):
        return _span(amount_value(1, hit.value("l", "long")))
    unit = hit.value("u", "unit", "units")
    if hit.rule == "unitslong":
        return _span(amount_value(None if hit.lexicon.value("units", hit.text("u")) else 1.0, unit))
    if unit in ("TS", "Q") or _is_age(hit) or not hit.sign(hit.before, "bare before"):
        return None
    if hit.before == "of" and hit.words.word(hit.start - 2) not in ("matter", "couple", "after"):
        return None
    return _span(amount_value(None, unit))


def around(hit: Hit, context: Context) -> Readings:
    """The weeks before, the days that followed; over the years; a while."""
    unit = hit.value("u", "units")
    if unit is None:
        return _span("PXX")
    return Reading("DURATION", amount_value(None, unit), words=hit.span("x"), signal=False)


def often(hit: Hit, context: Context) -> Readings:
    """Daily, annually; not the Daily News."""
    word, tag = hit.text("o"), context.tag(hit.start)
    if tag in ("NNP", "NNPS") or (word in ("quarterly", "daily", "weekly", "monthly") and tag[:2] == "NN"):
        return None
    if hit.capital(hit.start) and hit.capital(hit.end):
        return None
    return Reading("SET", str(hit.value("o", "often")), signal=False)


def times(hit: Hit, context: Context) -> Readings:
    """Twice a day; three times a week: the set is "a day"."""
    return Reading("SET", amount_value(1, hit.value("u", "unit")), words=hit.span("s"), signal=False)


def each(hit: Hit, context: Context) -> Readings:
    """Every day; each Thursday; every two years; Sundays; Tuesday nights."""
    return Reading("SET", _set_value(hit), signal=False)


def _set_value(hit: Hit) -> str:
    part = hit.value("p", "part", "parts")
    if weekday := hit.value("wd", "weekdays", "weekday"):
        return f"XXXX-WXX-{weekday}" + (f"T{part}" if part else "")
    if hit.has("m"):
        return f"XXXX-{hit.value('m', 'month'):02}"
    if hit.has("s"):
        return f"XXXX-{hit.value('s', 'season')}"
    if part:
        return f"XXXX-XX-XXT{part}"
    unit = hit.value("u", "unit") or hit.value("us", "units")
    if unit is None:
        return "XXXX-WXX-WE"
    other = hit.words.word(hit.start + 1) == "other"
    return amount_value(2.0 if other else read_quantity(hit.text("n"), hit.lexicon) if hit.has("n") else 1.0, unit)


def ref(hit: Hit, context: Context) -> Readings:
    """Now, currently, these days; recently; the current system."""
    if hit.has("cur") and context.doc is not None:
        noun = context.tag(hit.start)[:2] == "NN"
        if noun or not context.tag(hit.end):
            return None
    present = hit.has("cur") or hit.has("pres")
    return Reading("DATE", "PRESENT_REF" if present else hit.value("r", "past") or "PAST_REF", signal=False)


def recent(hit: Hit, context: Context) -> Readings:
    """Recent years, recent weeks and months -> PAST_REF; recent weeks -> PXW."""
    unit = hit.value("u", "units")
    if unit == "Y" or hit.end > hit.span("u")[1]:
        return Reading("DATE", "PAST_REF", signal=False)
    return _span(amount_value(None, unit))


def future(hit: Hit, context: Context) -> Readings:
    """The future, the near term, future years; not "future losses" (an adjective), not somebody's future."""
    if hit.has("t"):
        adjective = context.tag(hit.end)[:2] in ("NN", "JJ") or hit.hyphen(hit.end - 2)
        return None if adjective else Reading("DATE", "FUTURE_REF", signal=False)
    if hit.words.word(hit.end - 1) == "future":
        adjective = context.tag(hit.end - 1)[:1] == "J" and hit.first != "the"
        if adjective or hit.after == "of" or (hit.first != "the" and hit.before != "in"):
            return None
    return Reading("DATE", "FUTURE_REF", signal=False)


def pastref(hit: Hit, context: Context) -> Readings:
    """The past, as a noun."""
    if context.tag(hit.end)[:2] in ("NN", "CD", "JJ"):
        return None
    return Reading("DATE", "PAST_REF", signal=False)


def soon(hit: Hit, context: Context) -> Readings:
    """Soon, where it lies ahead; "as soon as possible"."""
    if hit.has("s"):
        if hit.after in ("after", "as", "to", "became", "enough") or hit.before in ("as", "too", "how"):
            return None
        if context.tense(hit.start, hit.end) != "future":
            return None
    return Reading("DATE", "FUTURE_REF", signal=False)


def coming(hit: Hit, context: Context) -> Readings:
    """The coming weeks; the weeks ahead."""
    return _span(amount_value(None, hit.value("u", "units")))
