"""What people decided, put on top of the record: each statement and act as it stands, the machine's proposal beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from accordingto.casebook.moving import LINKS
from accordingto.errors import MissingError
from accordingto.types import Act, Actor, Place, Record, Statement

if TYPE_CHECKING:
    from accordingto.casebook.reader import Held

Item = Statement | Act
State = Literal["unreviewed", "accepted", "changed", "added", "rejected"]
Decision = Literal["accept", "reject", "change", "add", "undo", "finish", "note", "clear"]
STATES: tuple[State, ...] = ("unreviewed", "accepted", "changed", "added", "rejected")
DECISIONS: tuple[Decision, ...] = ("accept", "reject", "change", "add", "undo", "finish", "note", "clear")
"""``finish`` and ``note`` are said of the whole report, as item `REPORT`; ``clear`` of what the text no longer has, by
`Lost.key`; the others of one statement or act."""

REPORT = "report"
NEW: dict[str, tuple[str, type[Item]]] = {"statement": ("hs", Statement), "act": ("hc", Act)}
"""Ids of what people add begin so: hs1, hc2."""

FIELDS: dict[type[Item], frozenset[str]] = {
    kind: frozenset(f.name for f in fields(kind)) - {"id", "confidence", "scheme"} for kind in (Statement, Act)
}
"""What a person can change of a statement and of an act."""


@dataclass(frozen=True, slots=True)
class Review:
    """One decision as it was written down. `coding`: whose blind coding it belongs to, None for the shared review.

    value: for ``change`` the fields with their new values, for ``add`` those of the whole, for ``undo`` {"review": id},
    for ``note`` {"archive": where a web archive keeps the page, None where nowhere}.
    Passages are {"start", "end"} of the report's text as this reader sees it. earlier: decided on an earlier reading.
    """

    id: int
    item: str
    decision: str
    value: Any
    why: str
    by: str
    at: str
    coding: str | None = None
    undone: bool = False
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A statement or act as it stands now; `machine`: as it was read, None where a person alone stands for it.

    look: the fields in which the machine now reads otherwise than a person decided on an earlier reading; "gone" where
    it no longer reads the item at all. What the person decided stands until somebody decides again.
    """

    item: Item
    state: State
    machine: Item | None
    history: tuple[Review, ...] = ()
    look: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether somebody has to look at it, for the first time or again."""
        return self.state == "unreviewed" or bool(self.look)

    @property
    def earlier(self) -> bool:
        """Whether it is what it is by a decision on an earlier reading."""
        return self.last is not None and self.last.earlier

    @property
    def added(self) -> bool:
        """Whether a person put it on record first."""
        return any(r.decision == "add" and not r.undone for r in self.history)

    @property
    def last(self) -> Review | None:
        """The decision that made it what it is: by whom, when and why."""
        return next((r for r in reversed(self.history) if not r.undone and r.decision != "undo"), None)

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields in which it differs from what the machine read."""
        if self.machine is None:
            return ()
        return tuple(f.name for f in fields(self.item) if getattr(self.item, f.name) != getattr(self.machine, f.name))


@dataclass(frozen=True)
class ReviewedRecord:
    """A report with all its statements and acts as they stand, in the order of the text, the rejected ones too.

    lost: what people decided on earlier readings in words that the text no longer has.
    """

    held: Held
    items: tuple[Reviewed, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    history: tuple[Review, ...] = ()
    before: Before | None = None
    lost: tuple[Lost, ...] = ()

    @property
    def of_report(self) -> tuple[Review, ...]:
        """What was said of the whole report, on this reading and on those before."""
        past = self.before.reviewed.of_report if self.before else ()
        return tuple(replace(r, earlier=True) for r in past) + tuple(r for r in self.history if r.item == REPORT)

    @property
    def finished(self) -> tuple[Review, ...]:
        """Who said that the whole report is reviewed; on an earlier reading, where this one asks nothing new."""
        past = self.before.reviewed.finished if self.before and self.before.whole else ()
        return tuple(replace(r, earlier=True) for r in past) + tuple(
            r for r in self.history if r.decision == "finish" and not r.undone
        )

    @cached_property
    def record(self) -> Record:
        """The record as it stands: corrected, added to, and without what was rejected."""
        stands = [r.item for r in self.items if r.state != "rejected"]
        known = {item.id for item in stands}
        statements = tuple(_linked(i, known) for i in stands if isinstance(i, Statement))
        acts = tuple(_linked(i, known) for i in stands if isinstance(i, Act))
        return replace(self.held.record, statements=statements, acts=acts, actors=self.actors, places=self.places)

    @cached_property
    def everything(self) -> Record:
        """The record with what was rejected as well, for a page that shows it struck out."""
        items = [r.item for r in self.items]
        statements = tuple(i for i in items if isinstance(i, Statement))
        acts = tuple(i for i in items if isinstance(i, Act))
        return replace(self.held.record, statements=statements, acts=acts, actors=self.actors, places=self.places)

    def with_archive(self, archive: str | None) -> ReviewedRecord:
        """The same where a web archive keeps the page there: what is noted of that is no part of a coding."""
        return replace(self, held=replace(self.held, archive=archive))

    def reviewed(self, key: str) -> Reviewed:
        """The statement or act with this id. Raises `MissingError` where there is none."""
        found = next((r for r in self.items if r.item.id == key), None)
        if found is None:
            raise MissingError(f"report {self.held.number} has no statement or act {key[:40]!r}")
        return found


@dataclass(frozen=True, slots=True)
class Lost:
    """What was decided on an earlier reading, in words that the text no longer has. cleared: the decision that nobody
    need look at it any more."""

    reading: ReviewedRecord
    one: Reviewed
    cleared: Review | None = None

    @property
    def key(self) -> str:
        """What ``clear`` calls it."""
        return lost_key(self.reading.held.record_id, self.one.item.id)


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of an item of an earlier reading: its id in the newer one, None where its words are gone; its state
    when that was written, and what is to be looked at."""

    key: str | None
    state: State
    look: tuple[str, ...]


@dataclass(frozen=True)
class Before:
    """The reading before, and what becomes of its items; whole: the newer one asks nothing that it did not ask."""

    reviewed: ReviewedRecord
    items: Mapping[str, Carried]
    whole: bool


def lost_key(record: int, item: str) -> str:
    """The name of an item of an earlier reading: that of the newest one may be another's."""
    return f"{record}.{item}"


def anchor(item: Item) -> tuple[int, int]:
    """Where an item stands in the text: the act's trigger, the statement's cue, else its first words."""
    told: list[Any] = [item.trigger] if isinstance(item, Act) else [item.cue, *item.content, *item.sources]
    span = next((s for s in told if s), None)
    return (span.start, span.end) if span else (0, 0)


def _linked(item: Any, known: set[str]) -> Any:
    """The item without pointers to items that were rejected."""
    kept = {n: tuple(i for i in getattr(item, n) if i in known) for n in LINKS if hasattr(item, n)}
    return replace(item, **kept) if any(kept[n] != getattr(item, n) for n in kept) else item


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every passage in a review's value, to be moved in place."""
    if isinstance(value, dict):
        if "start" in value and "end" in value:
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)
