"""Which function reads the matches of which rule of data/times.yaml."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

from accordingto.read.timex import clocks, dates, deictic, periods, spans
from accordingto.read.timex.context import Context, Readings
from accordingto.read.timex.grammar import Hit

Maker = Callable[[Hit, Context], Readings]

_MAKERS: tuple[tuple[ModuleType, str], ...] = (
    (dates, "iso numeric calendar_date days_before_month bracketed month year yearrange twoyears nine_eleven"),
    (dates, "wordyear fiscal decade century season"),
    (periods, "quarter quarters halfyear yearago period_of yearend monthend"),
    (deictic, "weekday here otherday beforelast relative thisunit theunit weekof ago fromnow later"),
    (clocks, "clock thepart thispart"),
    (spans, "duration halfunit bareunits around often times each ref recent future pastref soon coming"),
)


def makers(holidays: dict[str, Any]) -> dict[str, Maker]:
    """The `make` names of the rules and their functions."""
    found: dict[str, Maker] = {name: getattr(module, name) for module, names in _MAKERS for name in names.split()}
    return found | {"holiday": partial(dates.holiday, holidays=holidays)}
