"""The nouns of the judgment layer: what is concluded from many records, each with the records that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from accordingto.types import Count, Plain, When

PositionStance = Literal["asserts", "denies the act", "denies responsibility", "gives another explanation",
                         "accepts responsibility", "no comment", "does not mention", "not quoted"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActRef(Plain):
    """One act of one report."""

    report: str
    act: str


@dataclass(frozen=True, slots=True)
class Silence(Plain):
    """What "not quoted on this" rests on: the party speaks in `reports` reports, the first and last of these dates."""

    reports: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Position(Plain):
    """Where a party stands on an event. `statement` is None where the report tells it in its own voice, or nowhere."""

    party: str
    stance: PositionStance
    report: str | None
    statement: str | None
    words: str = ""
    outlet: str | None = None
    date: str | None = None
    silence: Silence | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class CountTold(Plain):
    """A number as one source gives it. `copy_of`: the report that this one repeats; such a number is no second source."""

    source: str
    count: Count
    what: str
    report: str
    act: str
    outlet: str | None = None
    date: str | None = None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Event(Plain):
    """One happening and every act that tells it. `reasons`: in words, why these acts were put together."""

    id: str
    title: str
    acts: tuple[ActRef, ...]
    when: When | None
    where: dict[str, Any] | None
    parties: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()
    counts: tuple[CountTold, ...] = ()
    independent: int = 1
    reasons: tuple[str, ...] = ()
    confidence: float = 0.5
