"""The nouns of the judgment layer: what is concluded from many records, each with the words that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from accordingto.types import Plain, Span, When

PartyStance = Literal[
    "asserts",
    "denies_act",
    "denies_responsibility",
    "other_explanation",
    "accepts_responsibility",
    "no_comment",
    "does_not_mention",
    "not_quoted",
]

STANCES: dict[PartyStance, str] = {
    "asserts": "asserts",
    "denies_act": "denies that it happened",
    "denies_responsibility": "denies responsibility",
    "other_explanation": "gives another explanation",
    "accepts_responsibility": "accepts responsibility",
    "no_comment": "does not comment",
    "does_not_mention": "does not mention it",
    "not_quoted": "not quoted on this",
}
"""Each stance in words, in the order in which a table shows them."""


@dataclass(frozen=True, slots=True)
class ActRef(Plain):
    """One act of one report. In a casebook `report` is the report's number: what `accordingto show 12.c1` takes."""

    report: str
    act: str


@dataclass(frozen=True, slots=True)
class Telling(Plain):
    """Where a position is told: a statement of a report; `statement` is None for the report's own words or silence."""

    report: str
    statement: str | None


@dataclass(frozen=True, slots=True)
class Position(Plain):
    """Where one party stands on one event.

    party: its fullest name, or how it is described ("residents"). report, statement: the first telling; `also` the
    others. words: what is said, for `not_quoted` "not quoted on this in the N reports between … and … in which it
    speaks". aliases: other names of the party in these reports. A party that changes its mind has a row for each
    stance.
    """

    party: str
    stance: PartyStance
    report: str
    statement: str | None
    words: str = ""
    date: str | None = None
    aliases: tuple[str, ...] = ()
    also: tuple[Telling, ...] = ()
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Told(Plain):
    """One number as told: by whom (`source`), in which report, on which day.

    what: killed, wounded, detained, …; None where no harm is told. source: the party, or "the report (AFP)" for the
    report's own voice. copy_of: the report that this one copies. repeats: the party whose word alone stands behind
    the number although an outlet tells it, as when ten papers carry one ministry's figure; the number of independent
    sources counts neither copies nor such repeats twice.
    """

    what: str | None
    min: int | None
    max: int | None
    approx: bool
    source: str
    report: str
    act: str | None
    date: str | None = None
    span: Span | None = None
    copy_of: str | None = None
    repeats: str | None = None

    @property
    def independent(self) -> bool:
        """Whether this telling counts as a source of its own."""
        return self.copy_of is None and self.repeats is None


@dataclass(frozen=True, slots=True)
class Event(Plain):
    """One happening and every act that tells it.

    where: {"name", "country"}. reasons: in words, why these acts were put together. positions: who stands where,
    silence included. counts: each number as told, by day; never an average.
    """

    id: str
    title: str
    acts: tuple[ActRef, ...]
    when: When | None
    where: dict[str, Any] | None
    positions: tuple[Position, ...] = ()
    counts: tuple[Told, ...] = ()
    reasons: tuple[str, ...] = ()
    confidence: float = 0.5
