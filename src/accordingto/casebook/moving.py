"""Puts an item of an earlier reading of a report into a newer one: passages, parties and places by what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from difflib import SequenceMatcher
from typing import Any

from accordingto.casebook.redaction import Edits
from accordingto.casebook.values import Values, free
from accordingto.types import Act, Actor, Count, Place, Record, Role, Span, Statement, When

MOST_PIECES = 20_000
"""Of a changed stretch, in lines or words: more are not laid side by side, and words in it are found by themselves."""

LINKS = ("answers", "per", "denied_by", "after")
"""Fields that point at other items."""


class GoneError(Exception):
    """Words that do not stand in the newer text, or not in one place only."""


class Move:
    """From the text of one reading into that of another, which may have been taken from the page in another way."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.edits = Edits(old, [] if old == new else list(_changes(old, new)))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where these words lie now. Raises `GoneError`."""
        exact = self.old[start:end]
        now = self.edits.span(start, end)
        if self.new[now[0] : now[1]] == exact:
            return now
        if not exact.strip() or self.new.count(exact) != 1:
            raise GoneError(exact)
        at = self.new.index(exact)
        return at, at + len(exact)


def _changes(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """What is replaced in the old text by what; line by line, and word by word where lines differ."""
    for start, end, other in _replaced(_lines(old), _lines(new), 0):
        yield from _replaced(_words(old[start:end]), _words(other), start)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|\W", text)


def _replaced(old: list[str], new: list[str], at: int) -> Iterator[tuple[int, int, str]]:
    """(start, end, what stands there now) of each difference between two lists of pieces; `at`: where the old begin."""
    if max(len(old), len(new)) > MOST_PIECES:
        yield at, at + sum(map(len, old)), "".join(new)
        return
    starts = [at]
    for piece in old:
        starts.append(starts[-1] + len(piece))
    for kind, first, last, there, until in SequenceMatcher(None, old, new).get_opcodes():
        if kind != "equal":
            yield starts[first], starts[last], "".join(new[there:until])


class Moved:
    """Items of an earlier reading on their way into a newer one.

    keys: what each item of the earlier reading is called in the newer. values: the newer reading's parties and places;
    those that it lacks are put there.
    """

    def __init__(self, old: Record, move: Move, keys: Mapping[str, str], values: Values) -> None:
        self.move, self.keys, self.values = move, keys, values
        self.actors = {a.id: a for a in old.actors}
        self.places = {p.id: p for p in old.places}
        self.known_actors = {who(a): a.id for a in reversed(values.actors.values())}
        self.known_places = {where(p): p.id for p in reversed(values.places.values())}

    def item(self, item: Statement | Act) -> Statement | Act:
        """The item as it stands in the newer reading, under its name there. Raises `GoneError`."""
        told: dict[str, Any] = {f.name: self._field(f.name, getattr(item, f.name)) for f in fields(item)}
        return type(item)(**{**told, "id": self.keys[item.id]})

    def _field(self, name: str, value: Any) -> Any:
        if name in LINKS:
            return tuple(self.keys[id] for id in value if id in self.keys)
        if name == "speaker":
            return self._actor(value)
        if name == "where":
            return self._place(value)
        return tuple(map(self._value, value)) if isinstance(value, tuple) else self._value(value)

    def _value(self, value: Any) -> Any:
        if isinstance(value, Role):
            start, end = self.move.place(value.start, value.end)
            return replace(value, start=start, end=end, actor=self._actor(value.actor))
        if isinstance(value, Span):
            return self._span(value)
        if isinstance(value, Count):
            return replace(value, span=self._span(value.span) if value.span else None)
        return replace(value, time=None) if isinstance(value, When) else value

    def _span(self, span: Span) -> Span:
        start, end = self.move.place(span.start, span.end)
        return Span(start, end, span.exact)

    def _actor(self, id: str | None) -> str | None:
        actor = self.actors.get(id or "")
        if actor is None:
            return None
        there, known = self.values.actors, self.known_actors
        if who(actor) not in known:
            found = actor.id if actor.id.startswith("ha") and actor.id not in there else free("ha", there)
            there[found] = replace(actor, id=found, mentions=())
            known[who(actor)] = found
        return known[who(actor)]

    def _place(self, id: str | None) -> str | None:
        place = self.places.get(id or "")
        if place is None:
            return None
        there, known = self.values.places, self.known_places
        if where(place) not in known:
            start, end = self.move.place(place.start, place.end)
            found = place.id if place.id.startswith("hp") and place.id not in there else free("hp", there)
            there[found] = replace(place, id=found, start=start, end=end)
            known[where(place)] = found
        return known[where(place)]


def who(actor: Actor) -> tuple[str, str | None]:
    """What makes parties of two readings the same: the name, else the description."""
    return actor.name or actor.description or "", actor.name


def where(place: Place) -> tuple[str, str | None]:
    """What makes places of two readings the same."""
    return place.name, place.country
