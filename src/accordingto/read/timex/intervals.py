"""The interval of each reading, opened or closed by the words around it: "since", "until", "from … to"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from accordingto.read.timex.calendar import interval
from accordingto.read.timex.context import Reading
from accordingto.read.timex.lexicon import Words

Bounds = tuple[date | None, date | None]

_DAY = timedelta(1)
_OPEN = frozenset(("starting", "beginning"))
_LEADING = frozenset(("in", "on", "from", "at"))
_POSSESSIVE = frozenset(("'s", "’s"))
_HYPHENS = frozenset(("-", "–", "‑"))


@dataclass(frozen=True, slots=True)
class Found:
    """A reading and the words [first, after) that it covers."""

    first: int
    after: int
    reading: Reading


def intervals(found: list[Found], words: Words) -> list[Bounds]:
    """Earliest and latest day of each reading in text order, None on an open side, both None where nothing is dated."""
    out: list[Bounds] = []
    for number, this in enumerate(found):
        reading = this.reading
        low, high = reading.bounds if reading.bounds is not None else interval(reading.value) or (None, None)
        if reading.signal and low and high:
            if number and (start := _start_of_range(found[number - 1], this, out[-1], words)) and start <= high:
                low = start
                out[-1] = (low, high)
            elif words.word(this.after) not in _POSSESSIVE:
                low, high = _opened(_signal(this, words), low, high, reading.type == "TIME")
        out.append((low, high))
    return out


def _signal(this: Found, words: Words) -> str:
    """The word before a reading that opens or closes its interval; of several ("starting in") the one that counts."""
    before, earlier = words.word(this.first - 1), words.word(this.first - 2)
    if before in _OPEN or (earlier in _OPEN and before in _LEADING):
        return "since"
    if before == "through":
        return "until" if len(this.reading.value) > 3 else ""  # "through the 1930s" is during them
    return "before" if earlier == "prior" and before == "to" else before


def _opened(signal: str, low: date, high: date, within_day: bool) -> Bounds:
    """The interval after a signal; "before 10 a.m." and "after dawn" stay on their day."""
    if signal == "since":
        return low, None
    if signal in ("until", "till", "by"):
        return None, high
    if within_day:
        return low, high
    if signal == "before" and low > date.min:
        return None, low - _DAY
    if signal == "after" and high < date.max:
        return high + _DAY, None
    return low, high


def _start_of_range(previous: Found, this: Found, bounds: Bounds, words: Words) -> date | None:
    """The first day of "from X to Y", "between X and Y", "1997 to 2001", "X-Y" where `this` is Y; else None."""
    if this.first - previous.after != 1 or previous.reading.type != "DATE" or this.reading.bounds is not None:
        return None
    joint, opening = words.word(previous.after), words.word(previous.first - 1)
    years = len(previous.reading.value) == 4 and len(this.reading.value) == 4
    joined = (
        (joint in ("to", "until", "through") and (opening == "from" or years))
        or (joint == "and" and opening == "between")
        or joint in _HYPHENS
    )
    span = interval(previous.reading.value)
    return (bounds[0] or (span and span[0])) if joined else None
