"""What people decided, put on top of the record: each statement and act as it stands, the machine's proposal beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from accordingto.casebook.checking import check
from accordingto.casebook.moving import LINKS, GoneError, Move, Moved
from accordingto.casebook.notes import archive_of, check_note
from accordingto.casebook.values import Values, check_values
from accordingto.errors import InputError, MissingError, UsageError
from accordingto.types import Act, Actor, Place, Record, Statement

if TYPE_CHECKING:
    from accordingto.casebook.reader import Held

Item = Statement | Act
State = Literal["unreviewed", "accepted", "changed", "added", "rejected"]
Decision = Literal["accept", "reject", "change", "add", "undo", "finish", "note"]
STATES: tuple[State, ...] = ("unreviewed", "accepted", "changed", "added", "rejected")
DECISIONS: tuple[Decision, ...] = ("accept", "reject", "change", "add", "undo", "finish", "note")
"""``finish`` and ``note`` are said of the whole report, as item `REPORT`; the others of one statement or act."""

REPORT = "report"
NEW: dict[str, tuple[str, type[Item]]] = {"statement": ("hs", Statement), "act": ("hc", Act)}
"""Ids of what people add begin so: hs1, hc2."""

FIELDS: dict[type[Item], frozenset[str]] = {
    kind: frozenset(f.name for f in fields(kind)) - {"id", "confidence", "scheme"} for kind in (Statement, Act)
}
"""What a person can change of a statement and of an act."""

_BLANK: dict[type[Item], dict[str, Any]] = {
    Statement: {"kind": "speech", "sources": [], "speaker": None, "cue": None, "content": [], "form": "indirect",
                "stance": "asserts", "confidence": 1.0},
    Act: {"mode": None, "initiators": [], "targets": [], "confidence": 1.0},
}  # fmt: skip


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

    lost: what people decided on earlier readings in words that the text no longer has, each with its reading.
    """

    held: Held
    items: tuple[Reviewed, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    history: tuple[Review, ...] = ()
    before: Before | None = None
    lost: tuple[tuple[ReviewedRecord, Reviewed], ...] = ()

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

    def reviewed(self, key: str) -> Reviewed:
        """The statement or act with this id. Raises `MissingError` where there is none."""
        found = next((r for r in self.items if r.item.id == key), None)
        if found is None:
            raise MissingError(f"report {self.held.number} has no statement or act {key[:40]!r}")
        return found


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


def fold(held: Held, history: Iterable[Review], before: Before | None = None) -> ReviewedRecord:
    """The record with what earlier readings and its own reviews, oldest first, make of it. Pure: the same reviews, the
    same outcome."""
    return _Fold(held, list(history), before).all()


def checked(there: ReviewedRecord, new: Review) -> ReviewedRecord:
    """What the record becomes with one more review. Raises `UsageError` where that cannot be, saying why."""
    if new.decision not in DECISIONS:
        raise UsageError(f"no decision {new.decision[:40]!r}; there are {', '.join(DECISIONS)}")
    if new.decision == "undo":
        undone = new.value.get("review") if isinstance(new.value, dict) else None
        past = [*there.of_report, *(r for one in there.items for r in one.history)]
        if not any(r.id == undone and r.item == new.item and not r.undone for r in past):
            raise UsageError("undo: name a decision on this item that still holds")
    elif new.decision == "note":
        check_note(new.item, new.value)
    elif new.decision not in ("finish", "add"):
        there.reviewed(new.item)
    try:
        after = _Fold(there.held, [*there.history, new], there.before, strict=True).all()
        check(after.everything)
        for one in after.items:
            if one.item.id == new.item or one.added:
                check_values(one.item)
        for noun in (*after.actors, *after.places):
            check_values(noun)
    except (TypeError, KeyError, AttributeError, InputError) as error:
        raise UsageError(f"{new.decision}: {str(error)[:300]}") from None
    return after


def marked(history: Iterable[Review]) -> list[Review]:
    """The reviews, those that a later one took back marked as undone."""
    past = list(history)
    gone = {r.value.get("review") for r in past if r.decision == "undo" and isinstance(r.value, dict)}
    return [replace(r, undone=True) if r.id in gone else r for r in past]


class _Fold:
    """Reviews on their way onto one record. strict: what does not fit is an error, else it is left out."""

    def __init__(self, held: Held, history: list[Review], before: Before | None, strict: bool = False) -> None:
        self.held = held
        self.record = held.record
        self.history = marked(history)
        self.before = before
        self.strict = strict
        self.values = Values(held.record)
        self.lost: list[tuple[ReviewedRecord, Reviewed]] = list(before.reviewed.lost) if before else []

    def all(self) -> ReviewedRecord:
        by_item: dict[str, list[Review]] = defaultdict(list)
        for review in self.history:
            by_item[review.item].append(review)
        read: list[Item] = [*self.record.statements, *self.record.acts]
        machine = {item.id: item for item in read}
        starts = {id: Reviewed(item, "unreviewed", item) for id, item in machine.items()} | self._carried(machine)
        items = [self._on(start, by_item.pop(id, [])) for id, start in starts.items()]
        by_item.pop(REPORT, None)
        items += [made for key, past in by_item.items() if (made := self._made(key, past))]
        items.sort(key=lambda r: anchor(r.item))
        actors, places = tuple(self.values.actors.values()), tuple(self.values.places.values())
        notes = [*(self.before.reviewed.of_report if self.before else ()), *self.history]
        held = replace(self.held, archive=archive_of(notes))
        return ReviewedRecord(held, tuple(items), actors, places, tuple(self.history), self.before, tuple(self.lost))

    def _carried(self, machine: Mapping[str, Item]) -> dict[str, Reviewed]:
        """The items that earlier decisions make something of, by their ids here."""
        if self.before is None:
            return {}
        past, told = self.before.reviewed, self.before.items
        keys = {old: carried.key for old, carried in told.items() if carried.key is not None}
        move = Move(past.held.record.report.text, self.record.report.text)
        moved = Moved(past.everything, move, keys, self.values)
        found: dict[str, Reviewed] = {}
        for one in past.items:
            key = keys.get(one.item.id)
            try:
                start = self._start(one, key, machine.get(key), moved) if key else None
            except GoneError:
                start = key = None
            if key and start:
                found[key] = start
            elif key is None and one.state != "unreviewed":
                self.lost.append((past, one))
        return found

    def _start(self, one: Reviewed, key: str, now: Item | None, moved: Moved) -> Reviewed | None:
        """An item with what was decided on it on earlier readings; None where nothing is left of it."""
        assert self.before is not None
        look = self.before.items[one.item.id].look
        history = tuple(replace(r, item=key, earlier=True) for r in one.history)
        if one.state == "unreviewed":
            return Reviewed(now, "unreviewed", now, history) if now else None
        if now is None:
            return Reviewed(moved.item(one.item), one.state, None, history, look)
        if one.state == "rejected":
            return Reviewed(now, "rejected", now, history, look)
        state: State = one.state if one.state != "added" else "changed" if look else "accepted"
        return Reviewed(replace(moved.item(one.item), confidence=now.confidence), state, now, history, look)

    def _on(self, start: Reviewed, past: list[Review]) -> Reviewed:
        """An item with the decisions on this reading put on top; any of them settles what was to be looked at."""
        item, state = self._applied(start.item, past, start.state, start.added and start.machine is None)
        look = start.look if all(r.undone or r.decision == "undo" for r in past) else ()
        return Reviewed(item, state, start.machine, (*start.history, *past), look)

    def _made(self, key: str, past: list[Review]) -> Reviewed | None:
        """What a person added on this reading."""
        first = next((r for r in past if r.decision == "add" and not r.undone), None)
        kind = next((cls for prefix, cls in NEW.values() if key.startswith(prefix)), None)
        if first is None or kind is None:
            return None
        made = self._changed({**_BLANK[kind], "id": key}, kind, first.value)
        if made is None:
            return None
        item, state = self._applied(made, [r for r in past if r.id != first.id], "added", True)
        return Reviewed(item, state, None, tuple(past))

    def _applied(self, item: Item, past: list[Review], state: State, added: bool) -> tuple[Item, State]:
        start: State = "added" if added else state
        for review in past:
            if review.undone:
                continue
            if review.decision == "reject":
                state = "rejected"
            elif review.decision == "accept":
                state = start if start in ("added", "changed") else "accepted"
            elif review.decision == "change":
                changed = self._changed(item.to_dict(), type(item), review.value)
                item = changed or item
                state = start = "added" if start == "added" else "changed"
        return item, state

    def _changed(self, data: dict[str, Any], kind: type[Item], value: Any) -> Item | None:
        try:
            return self._patched(data, kind, value)
        except (TypeError, KeyError, AttributeError, ValueError) as error:
            if self.strict:
                raise TypeError(str(error)) from None
            return None

    def _patched(self, data: dict[str, Any], kind: type[Item], value: Any) -> Item:
        if not isinstance(value, dict):
            raise TypeError("name the fields that change, as a JSON object")
        unknown = value.keys() - FIELDS[kind]
        if unknown:
            raise TypeError(f"no field {sorted(unknown)[0][:40]!r}")
        told = {name: self.values.field(name, part) for name, part in value.items()}
        return kind.from_dict({**data, **told})


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
