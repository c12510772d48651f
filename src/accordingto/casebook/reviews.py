"""What people decided, put on top of the record: each statement and act as it stands, the machine's proposal beside."""

from __future__ import annotations

import re
import types
import typing
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from accordingto.casebook.checking import check
from accordingto.casebook.notes import archive_of, check_note
from accordingto.errors import InputError, MissingError, UsageError
from accordingto.types import Act, Actor, Count, Place, Plain, Record, Statement, When

if TYPE_CHECKING:
    from accordingto.casebook.reader import Held

Item = Statement | Act
State = Literal["unreviewed", "accepted", "changed", "added", "rejected"]
Decision = Literal["accept", "reject", "change", "add", "undo", "finish", "note"]
STATES: tuple[State, ...] = ("unreviewed", "accepted", "changed", "added", "rejected")
DECISIONS: tuple[Decision, ...] = ("accept", "reject", "change", "add", "undo", "finish", "note")
"""``finish`` and ``note`` are said of the whole report, as item `REPORT`; the others of one statement or act."""

REPORT = "report"
MOST_PEOPLE = 10_000_000_000
NEW: dict[str, tuple[str, type[Item]]] = {"statement": ("hs", Statement), "act": ("hc", Act)}
"""Ids of what people add begin so: hs1, hc2."""

FIELDS: dict[type[Item], frozenset[str]] = {
    kind: frozenset(f.name for f in fields(kind)) - {"id", "confidence", "scheme"} for kind in (Statement, Act)
}
"""What a person can change of a statement and of an act."""

_LINKS = ("answers", "per", "denied_by", "after")
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
    Passages are {"start", "end"} of the report's text as this reader sees it.
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


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A statement or act as it stands now; `machine`: as it was read, None where a person added it."""

    item: Item
    state: State
    machine: Item | None
    history: tuple[Review, ...] = ()

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
    """A report with all its statements and acts as they stand, in the order of the text, the rejected ones too."""

    held: Held
    items: tuple[Reviewed, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    history: tuple[Review, ...] = ()

    @property
    def finished(self) -> tuple[Review, ...]:
        """Who said that the whole report is reviewed."""
        return tuple(r for r in self.history if r.decision == "finish" and not r.undone)

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


def fold(held: Held, history: Iterable[Review]) -> ReviewedRecord:
    """The record with its reviews, oldest first, put on top. Pure: the same reviews, the same outcome."""
    return _Fold(held, list(history)).all()


def checked(held: Held, history: Iterable[Review], new: Review) -> ReviewedRecord:
    """What the record becomes with one more review. Raises `UsageError` where that cannot be, saying why."""
    past = list(history)
    if new.decision not in DECISIONS:
        raise UsageError(f"no decision {new.decision[:40]!r}; there are {', '.join(DECISIONS)}")
    before = fold(held, past)
    if new.decision == "undo":
        undone = new.value.get("review") if isinstance(new.value, dict) else None
        if not any(r.id == undone and r.item == new.item and not r.undone for r in marked(past)):
            raise UsageError("undo: name a decision on this item that still holds")
    elif new.decision == "note":
        check_note(new.item, new.value)
    elif new.decision not in ("finish", "add"):
        before.reviewed(new.item)
    try:
        after = _Fold(held, [*past, new], strict=True).all()
        check(after.everything)
        for one in after.items:
            if one.item.id == new.item or one.machine is None:
                check_values(one.item)
        for noun in (*after.actors, *after.places):
            check_values(noun)
    except (TypeError, KeyError, AttributeError, InputError) as error:
        raise UsageError(f"{new.decision}: {str(error)[:300]}") from None
    return after


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def check_values(noun: Plain) -> None:
    """Raises `TypeError` where a value is not among those of its field, a day is none, or a number cannot be.

    For what people write; `check` looks at types alone, for records of other programs may say more than ours.
    """
    for name, hint in typing.get_type_hints(type(noun)).items():
        value = getattr(noun, name)
        hints = typing.get_args(hint) if typing.get_origin(hint) in (types.UnionType, typing.Union) else (hint,)
        known = [v for h in hints if typing.get_origin(h) is Literal for v in typing.get_args(h)]
        if known and value is not None and value not in known:
            raise TypeError(f"{name}: {str(value)[:40]!r} is none of {', '.join(known)}")
        if isinstance(value, Plain):
            check_values(value)
    if isinstance(noun, When):
        for day in filter(None, (noun.earliest, noun.latest)):
            if not _DAY.fullmatch(day):
                raise TypeError(f"{day[:40]!r} is no day like 2019-03-29")
        if noun.earliest and noun.latest and noun.earliest > noun.latest:
            raise TypeError("the earliest day comes after the latest")
    if isinstance(noun, Count):
        low, high = noun.min, noun.max
        if any(n is not None and not 0 <= n <= MOST_PEOPLE for n in (low, high)):
            raise TypeError("a number of people lies between 0 and all people there are")
        if low is not None and high is not None and low > high:
            raise TypeError("at least so many cannot be more than at most so many")


def marked(history: Iterable[Review]) -> list[Review]:
    """The reviews, those that a later one took back marked as undone."""
    past = list(history)
    gone = {r.value.get("review") for r in past if r.decision == "undo" and isinstance(r.value, dict)}
    return [replace(r, undone=True) if r.id in gone else r for r in past]


class _Fold:
    """Reviews on their way onto one record. strict: what does not fit is an error, else it is left out."""

    def __init__(self, held: Held, history: list[Review], strict: bool = False) -> None:
        self.held = held
        self.record = held.record
        self.text = held.record.report.text
        self.history = marked(history)
        self.strict = strict
        self.actors = {actor.id: actor for actor in self.record.actors}
        self.places = {place.id: place for place in self.record.places}

    def all(self) -> ReviewedRecord:
        by_item: dict[str, list[Review]] = defaultdict(list)
        for review in self.history:
            by_item[review.item].append(review)
        machine: list[Item] = [*self.record.statements, *self.record.acts]
        items = [self._one(item, by_item.pop(item.id, [])) for item in machine]
        by_item.pop(REPORT, None)
        items += [made for key, past in by_item.items() if (made := self._added(key, past))]
        items.sort(key=lambda r: anchor(r.item))
        actors, places = tuple(self.actors.values()), tuple(self.places.values())
        held = replace(self.held, archive=archive_of(self.history))
        return ReviewedRecord(held, tuple(items), actors, places, tuple(self.history))

    def _one(self, machine: Item, past: list[Review]) -> Reviewed:
        item, state = self._applied(machine, past, "unreviewed")
        return Reviewed(item, state, machine, tuple(past))

    def _added(self, key: str, past: list[Review]) -> Reviewed | None:
        first = next((r for r in past if r.decision == "add" and not r.undone), None)
        kind = next((cls for prefix, cls in NEW.values() if key.startswith(prefix)), None)
        if first is None or kind is None:
            return None
        made = self._changed({**_BLANK[kind], "id": key}, kind, first.value)
        if made is None:
            return None
        item, state = self._applied(made, [r for r in past if r.id != first.id], "added")
        return Reviewed(item, state, None, tuple(past))

    def _applied(self, item: Item, past: list[Review], state: State) -> tuple[Item, State]:
        start = state
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
        told = {name: self._field(name, part) for name, part in value.items()}
        return kind.from_dict({**data, **told})

    def _field(self, name: str, value: Any) -> Any:
        if name == "speaker":
            return self._actor(value, None)
        if name == "where":
            return self._place(value)
        return self._passages(value)

    def _passages(self, value: Any) -> Any:
        """Passages with their words put in, parties that a person named with an id."""
        if isinstance(value, list):
            return [self._passages(v) for v in value]
        if not isinstance(value, dict):
            return value
        told = {k: self._passages(v) for k, v in value.items() if k != "actor"}
        if "start" in value:
            start, end = self._span(value)
            told["exact"] = self.text[start:end]
        if "actor" in value:
            told["actor"] = self._actor(value["actor"], value)
        return told

    def _span(self, value: Mapping[str, Any]) -> tuple[int, int]:
        start, end = value["start"], value["end"]
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(self.text):
            raise TypeError(f"no passage {start!r}-{end!r} in a text of {len(self.text)} characters")
        return start, end

    def _actor(self, value: Any, span: Mapping[str, Any] | None) -> str | None:
        """An id: of a party of the record, or of one that a person names, the same for the same name."""
        if not isinstance(value, dict):
            if value is not None and value not in self.actors:
                raise TypeError(f"no party {str(value)[:40]!r} in this record")
            return None if value is None else str(value)
        name = str(value["name"]).strip()[:500]
        if not name:
            raise TypeError("a party needs a name")
        found = next((a.id for a in self.actors.values() if name in (a.name, a.description)), None)
        if found is None:
            found = f"ha{sum(id.startswith('ha') for id in self.actors) + 1}"
            made = {"id": found, "name": name, "description": None, "kind": value.get("kind", "organisation"),
                    "codes": value.get("codes", [])}  # fmt: skip
            self.actors[found] = Actor.from_dict(made)
        return found

    def _place(self, value: Any) -> str | None:
        """An id: of a place of the record, or of one that a person names at a passage."""
        if not isinstance(value, dict):
            if value is not None and value not in self.places:
                raise TypeError(f"no place {str(value)[:40]!r} in this record")
            return None if value is None else str(value)
        start, end = self._span(value)
        found = f"hp{sum(id.startswith('hp') for id in self.places) + 1}"
        self.places[found] = Place.from_dict({
            "id": found, "start": start, "end": end, "exact": self.text[start:end],
            "name": str(value.get("name") or self.text[start:end])[:500], "country": value.get("country"),
            "region": None, "lat": None, "lon": None, "precision": value.get("precision", "city"),
        })  # fmt: skip
        return found


def anchor(item: Item) -> tuple[int, int]:
    """Where an item stands in the text: the act's trigger, the statement's cue, else its first words."""
    told: list[Any] = [item.trigger] if isinstance(item, Act) else [item.cue, *item.content, *item.sources]
    span = next((s for s in told if s), None)
    return (span.start, span.end) if span else (0, 0)


def _linked(item: Any, known: set[str]) -> Any:
    """The item without pointers to items that were rejected."""
    kept = {n: tuple(i for i in getattr(item, n) if i in known) for n in _LINKS if hasattr(item, n)}
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
