"""Puts reviews on top of a record, one after the other, with what earlier readings of the report left to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from accordingto.casebook.checking import check
from accordingto.casebook.moving import GoneError, Move, Moved
from accordingto.casebook.notes import archive_of, check_note
from accordingto.casebook.reviews import (
    DECISIONS,
    FIELDS,
    NEW,
    REPORT,
    Before,
    Item,
    Lost,
    Review,
    Reviewed,
    ReviewedRecord,
    State,
    anchor,
)  # fmt: skip
from accordingto.casebook.values import Values, check_values
from accordingto.errors import InputError, UsageError
from accordingto.types import Act, Statement

if TYPE_CHECKING:
    from accordingto.casebook.reader import Held

_BLANK: dict[type[Item], dict[str, Any]] = {
    Statement: {"kind": "speech", "sources": [], "speaker": None, "cue": None, "content": [], "form": "indirect",
                "stance": "asserts", "confidence": 1.0},
    Act: {"mode": None, "initiators": [], "targets": [], "confidence": 1.0},
}  # fmt: skip


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
        past += [lost.cleared for lost in there.lost if lost.cleared]
        if not any(r.id == undone and r.item == new.item and not r.undone for r in past):
            raise UsageError("undo: name a decision on this item that still holds")
    elif new.decision == "note":
        check_note(new.item, new.value)
    elif new.decision == "clear":
        if not any(lost.key == new.item and not lost.cleared for lost in there.lost):
            raise UsageError("clear: name one of what is no longer in the text, by its key")
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
        cleared = {r.item: r for r in self.history if r.decision == "clear" and not r.undone}
        self.cleared = (
            cleared | {lost.key: lost.cleared for lost in before.reviewed.lost if lost.cleared} if before else {}
        )
        self.lost = list(before.reviewed.lost) if before else []

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
        lost = tuple(replace(one, cleared=self.cleared.get(one.key)) for one in self.lost)
        return ReviewedRecord(held, tuple(items), actors, places, tuple(self.history), self.before, lost)

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
                self.lost.append(Lost(past, one))
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
