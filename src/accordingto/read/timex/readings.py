"""Which function reads the matches of which rule of data/times.yaml."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from accordingto.read.timex import dates, deictic, spans
from accordingto.read.timex.context import Context, Reading
from accordingto.read.timex.grammar import Hit

Maker = Callable[[Hit, Context], Reading | list[Reading] | None]


def makers(holidays: Mapping[str, Any]) -> dict[str, Maker]:
    """The `make` names of the rules and their functions."""
    modules = {
        dates: ("iso", "numeric", "calendar_date", "month", "year", "yearrange", "wordyear", "fiscal", "decade", "century",
                "quarter", "quarters", "halfyear", "season"),
        deictic: ("weekday", "here", "thispart", "thepart", "otherday", "relative", "thisunit", "theunit", "weekof", "yearend",
                  "monthend", "yearago", "period_of", "ago", "fromnow", "later", "clock"),
        spans: ("duration", "halfunit", "bareunits", "often", "times", "each", "ref", "recent", "future", "pastref", "soon", "around",
                "coming"),
    }  # fmt: skip
    found: dict[str, Maker] = {name: getattr(module, name) for module, names in modules.items() for name in names}
    return found | {"holiday": partial(dates.holiday, holidays=holidays)}
