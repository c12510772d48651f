"""Readings of durations, sets and vague references."""

from __future__ import annotations

from datetime import date

from accordingto.read.timex import calendar
from accordingto.read.timex.context import Context, Reading
from accordingto.read.timex.dates import Readings
from accordingto.read.timex.grammar import Hit
from accordingto.read.timex.numbers import read_quantity

_BACK = frozenset(("past", "last", "previous", "preceding", "latest"))
_AHEAD = frozenset(("next", "coming", "following"))
_SPAN_BEFORE = frozenset((
    "for", "in", "within", "after", "over", "about", "nearly", "almost", "just", "than", "least", "lasts", "lasted", "last",
    "lasting", "take", "takes", "took", "taken", "spent", "spend", "spending", "only", "under", "of", "by", "be", "another",
    "during", "through", "roughly", "around", "every", "waited", "served", "is", "was", "until", "and", "to", "or", "with",
    "around", "half", "exactly", "approximately", "more", "throughout",
))  # fmt: skip
"""Words before "a week", "a year" that make it a stretch of time and no rate ("$500 a week")."""
_AGE = frozenset(("old", "older", "younger", "olds"))


def amount_value(amount: float | None, unit: str) -> str:
    """TIMEX3 value of so many units: P2M, PT30M, P2Y6M, PXW."""
    clock = unit[0] == "T"
    letter = unit[-1]
    many = int(unit[:-1] or 1) if not clock else 1
    if amount is None:
        return f"P{'T' if clock else ''}X{'Y' if many >= 10 else letter}"
    total = amount * many
    whole, rest = int(total), total - int(total)
    head = f"P{'T' if clock else ''}"
    finer = {"Y": ("M", 12), "TH": ("M", 60), "TM": ("S", 60)}.get(unit if clock else letter)
    if rest and finer and abs(rest * finer[1] - round(rest * finer[1])) < 0.01:
        return head + (f"{whole}{letter}" if whole else "") + f"{round(rest * finer[1])}{finer[0]}"
    return f"{head}{whole if not rest else f'{total:.1f}'}{letter}"


def duration(hit: Hit, context: Context) -> Readings:
    """Two years; the past two months; more than 20 years; 16-hour; a year and a half."""
    unit = hit.value("u", "unit", "units")
    quantity, direction = hit.text("q"), hit.text("dx")
    if (
        _is_age(hit)
        or unit is None
        or (hit.words.word(hit.end) in ("-", "‑", "–") and hit.words.word(hit.end + 1) in ("ago", "earlier", "end"))
    ):
        return None
    if (
        unit == "Q"
        and (
            quantity in ("a", "an", "one")
            or "-" in quantity
            or hit.rule == "hyphened"
            or hit.words.word(hit.end) == "of"
        )
        and not direction
    ):
        return None
    amount = read_quantity(quantity, hit.lexicon) if hit.has("q") else None
    if hit.has("h"):
        amount = (amount or 1) + 0.5
    if quantity in ("a", "an", "a good many") and not _is_stretch(hit, unit, direction):
        return None
    if (
        unit == "TS"
        and hit.text("u") == "second"
        and "-" not in hit.text("q")
        and amount == 1
        and hit.rule != "hyphened"
    ):
        return None
    if (
        direction
        and hit.has("u")
        and hit.lexicon.value("units", hit.text("u")) is None
        and amount != 1
        and amount is not None
    ):
        return None
    if hit.rule == "thepast" and not hit.has("q"):
        return _plural(hit, context, unit, direction)
    if amount is not None and amount > 9999:
        return None
    if quantity == "one" and unit == "D" and not direction and context.tense(hit.start, hit.end) == "future":
        return Reading("DATE", "FUTURE_REF", signal=False)
    bounds = _bounds(context, amount, unit, direction)
    return Reading("DURATION", amount_value(amount, unit), bounds, _without_over(hit), signal=False)


def _without_over(hit: Hit) -> tuple[int, int] | None:
    """ "over the past two years" is a preposition and its object, "the two-day visit" an article and an adjective."""
    first, second = hit.words.word(hit.start), hit.words.word(hit.start + 1)
    if first in ("over", "under") and (
        hit.has("dx") or second in ("the", "several") or hit.lexicon.value("small", second)
    ):
        return hit.start + 1, hit.end
    singular = hit.lexicon.value("unit", hit.words.word(hit.end - 1)) is not None
    if first == "the" and singular and not hit.has("dx") and hit.text("q") not in ("a", "one"):
        return hit.start + 1, hit.end
    return None


def _plural(hit: Hit, context: Context, unit: str, direction: str) -> Readings:
    """Recent months; the past decades; the coming weeks."""
    if direction in ("past", "previous") and unit == "Y" and hit.words.word(hit.start) == direction:
        return Reading("DATE", "PAST_REF", signal=False)
    if direction in _AHEAD or direction in _BACK or direction == "recent":
        return Reading("DURATION", amount_value(None, unit), signal=False)
    if (hit.words.word(hit.start) == "the" and unit[0] != "T") or unit == "TH":
        return Reading("DURATION", amount_value(None, unit), signal=False)
    return None


def _bounds(
    context: Context, amount: float | None, unit: str, direction: str
) -> tuple[date | None, date | None] | None:
    anchor = context.published
    if anchor is None or amount is None or not direction:
        return None
    if direction in ("past", "last"):
        start = calendar.moved(anchor, -amount, unit)
        return (start, anchor) if start else None
    if direction in ("next", "coming"):
        end = calendar.moved(anchor, amount, unit)
        return (anchor, end) if end else None
    return None


def _is_age(hit: Hit) -> bool:
    after, then = hit.words.word(hit.end), hit.words.word(hit.end + 1)
    before = hit.words.word(hit.start - 1)
    return (
        after in _AGE
        or (after in ("-", "–", "‑") and then in _AGE)
        or (after == "of" and then == "age")
        or before in ("aged", "age")
    )


def _is_stretch(hit: Hit, unit: str, direction: str) -> bool:
    if direction or hit.end - hit.start > 2:
        return True
    before = hit.words.word(hit.start - 1)
    if before in _SPAN_BEFORE:
        return True
    return hit.words.word(hit.end) in ("ago", "earlier", "later", "before", "after", "or") and not before[:1].isdigit()


def halfunit(hit: Hit, context: Context) -> Readings:
    """Half an hour; half a century; a quarter of an hour."""
    unit = hit.value("u", "unit") or hit.value("u2", "unit")
    amount = 0.25 if hit.has("q") else 0.5
    if unit is None or _is_age(hit) or (unit[-1] not in "YHM" and unit != "TH"):
        return None
    if unit == "M":
        return Reading("DURATION", "P2W", signal=False)
    return Reading("DURATION", amount_value(amount, unit), signal=False)


def bareunits(hit: Hit, context: Context) -> Readings:
    """Months, years, decades-long: only where a word before makes them a stretch of time."""
    if hit.has("l"):
        unit = hit.value("l", "long")
        return Reading("DURATION", amount_value(1, unit), signal=False)
    unit = hit.value("u", "unit", "units")
    if hit.rule == "unitslong":
        amount = None if hit.lexicon.value("units", hit.text("u")) else 1.0
        return Reading("DURATION", amount_value(amount, unit), signal=False)
    before = hit.words.word(hit.start - 1)
    if before not in (
        "for",
        "in",
        "after",
        "within",
        "over",
        "of",
        "matter",
        "took",
        "take",
        "takes",
        "spent",
        "lasted",
        "through",
        "last",
    ):
        return None
    if (
        unit in ("TS", "Q")
        or _is_age(hit)
        or (before == "of" and hit.words.word(hit.start - 2) not in ("matter", "couple", "after"))
    ):
        return None
    return Reading("DURATION", amount_value(None, unit), signal=False)


def often(hit: Hit, context: Context) -> Readings:
    """Daily, annually."""
    word, tag = hit.text("o"), context.tag(hit.start)
    if tag in ("NNP", "NNPS") or (word in ("quarterly", "daily", "weekly", "monthly") and tag[:2] == "NN"):
        return None
    return Reading("SET", str(hit.value("o", "often")), signal=False)


def times(hit: Hit, context: Context) -> Readings:
    """Twice a day; three times a week: the set is "a day"."""
    return Reading("SET", amount_value(1, hit.value("u", "unit")), words=hit.span("s"), signal=False)


def each(hit: Hit, context: Context) -> Readings:
    """Every day; each Thursday; every two years; Sundays; Tuesday nights."""
    part = hit.value("p", "part", "parts")
    weekday = hit.value("wd", "weekdays", "weekday") or hit.value("wd2", "weekday")
    if weekday:
        return Reading("SET", f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""), signal=False)
    if hit.has("m"):
        return Reading("SET", f"XXXX-{hit.value('m', 'month'):02}", signal=False)
    if hit.has("s"):
        return Reading("SET", f"XXXX-{hit.value('s', 'season')}", signal=False)
    if part:
        return Reading("SET", f"XXXX-XX-XXT{part}", signal=False)
    unit = hit.value("u", "unit") or hit.value("us", "units")
    if unit is None:
        return Reading("SET", "XXXX-WXX-WE", signal=False)
    other = hit.words.word(hit.start + 1) == "other"
    amount = 2.0 if other else read_quantity(hit.text("n"), hit.lexicon) if hit.has("n") else 1.0
    return Reading("SET", amount_value(amount, unit), signal=False)


def ref(hit: Hit, context: Context) -> Readings:
    """Now, currently, these days; recently."""
    if hit.has("cur"):
        after = context.tag(hit.end)
        if context.tag(hit.start)[:2] == "NN" or (after == "" and context.doc is not None):
            return None
        return Reading("DATE", "PRESENT_REF", signal=False)
    if hit.has("pres"):
        return Reading("DATE", "PRESENT_REF", signal=False)
    value = hit.value("r", "past") or "PAST_REF"
    return Reading("DATE", str(value), signal=False)


def recent(hit: Hit, context: Context) -> Readings:
    """Recent years -> PAST_REF; recent weeks -> PXW."""
    unit = hit.value("u", "units")
    if unit == "Y" or hit.end - hit.span("u")[1] > 0:
        return Reading("DATE", "PAST_REF", signal=False)
    return Reading("DURATION", amount_value(None, unit), signal=False)


def around(hit: Hit, context: Context) -> Readings:
    """The weeks before, the days that followed; over the years; a while."""
    unit = hit.value("u", "units")
    if unit is None:
        return Reading("DURATION", "PXX", signal=False)
    return Reading("DURATION", amount_value(None, unit), words=hit.span("x"), signal=False)


def future(hit: Hit, context: Context) -> Readings:
    """The future, the near term; not "future losses" (an adjective), not somebody's future."""
    if hit.has("t"):
        adjective = context.tag(hit.end)[:2] in ("NN", "JJ") or hit.words.word(hit.end - 2) in ("-", "‑", "–")
        return None if adjective else Reading("DATE", "FUTURE_REF", signal=False)
    first, last = hit.words.word(hit.start), hit.words.word(hit.end - 1)
    before, after = hit.words.word(hit.start - 1), hit.words.word(hit.end)
    if last in ("quarters", "years", "months"):
        return Reading("DATE", "FUTURE_REF", signal=False)
    if (first != "the" and before != "in") or after == "of" or (context.tag(hit.end - 1)[:1] == "J" and first != "the"):
        return None
    return Reading("DATE", "FUTURE_REF", signal=False)


def pastref(hit: Hit, context: Context) -> Readings:
    """The past, as a noun."""
    after = context.tag(hit.end)
    if after[:2] in ("NN", "CD", "JJ"):
        return None
    return Reading("DATE", "PAST_REF", signal=False)


def soon(hit: Hit, context: Context) -> Readings:
    """Soon, where it lies ahead; "as soon as possible"."""
    if not hit.has("s"):
        return Reading("DATE", "FUTURE_REF", signal=False)
    if hit.words.word(hit.end) in ("after", "as", "to", "became", "enough") or hit.words.word(hit.start - 1) in (
        "as",
        "too",
        "how",
    ):
        return None
    if context.tense(hit.start, hit.end) != "future":
        return None
    return Reading("DATE", "FUTURE_REF", signal=False)


def coming(hit: Hit, context: Context) -> Readings:
    """The coming weeks; the weeks ahead."""
    return Reading("DURATION", amount_value(None, hit.value("u", "units")), signal=False)
