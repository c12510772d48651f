"""Lays a partner's statement or act beside ours: the same fields, in the places of our text, to compare and copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from accordingto.casebook.reviews import FIELDS, Item, anchor
from accordingto.export import words
from accordingto.export.taken import items_of
from accordingto.types import Act, Count, Place, Record, Role, Span, Statement, When

LINKS = frozenset({"answers", "per", "denied_by", "after"})

Where = tuple[int, int]
Move = Callable[[Span | Role | Place], Where]
Key = tuple[type[Item], Where]


class NotThereError(Exception):
    """Words that do not stand in our text, or stand in it several times."""


@dataclass(frozen=True)
class Placed:
    """An item in our text. key: its kind and place. compared: by field, what is compared; told: the same in words;
    value: what `decide` takes."""

    key: Key
    compared: dict[str, Any]
    told: dict[str, str]
    value: dict[str, Any]


def place(item: Item, record: Record, ours: Record) -> Placed:
    """A partner's item in our text. Raises `NotThereError` where its words are not found there."""
    text = ours.report.text

    def move(span: Span | Role | Place) -> Where:
        if text[span.start : span.end] == span.exact:
            return span.start, span.end
        if text.count(span.exact) != 1:
            raise NotThereError(span.exact)
        start = text.index(span.exact)
        return start, start + len(span.exact)

    return _Layer(record, ours, move).lay(item)


def lay(item: Item, record: Record) -> Placed:
    """Our own item, laid out the same."""
    return _Layer(record, record, lambda span: (span.start, span.end)).lay(item)


def differing(ours: Placed, theirs: Placed) -> list[str]:
    """The fields in which two items differ, in the order of the codebook's fields."""
    return [name for name in ours.compared if ours.compared[name] != theirs.compared[name]]


class _Layer:
    """Lays out the items of one record."""

    def __init__(self, record: Record, ours: Record, move: Move) -> None:
        self.record, self.ours, self.move = record, ours, move
        self.actors = {a.id: a for a in record.actors}
        self.places = {p.id: p for p in record.places}
        self.items: dict[str, Item] = {i.id: i for i in items_of(record)}

    def lay(self, item: Item) -> Placed:
        names = [name for name in type(item).__dataclass_fields__ if name in FIELDS[type(item)]]
        laid = {name: self._field(name, getattr(item, name)) for name in names}
        return Placed(self._key(item), {n: c for n, (c, _, _) in laid.items()}, {n: t for n, (_, t, _) in laid.items()},
                      {n: v for n, (_, _, v) in laid.items()})  # fmt: skip

    def _key(self, item: Item) -> Key:
        start, end = anchor(item)
        return type(item), self.move(Span(start, end, self.record.report.text[start:end]))

    def _field(self, name: str, value: Any) -> tuple[Any, str, Any]:
        """What is compared, in words, and what `decide` takes."""
        if name in LINKS:
            return self._links(value)
        if name == "speaker":
            return self._party(value)
        if name == "where":
            return self._place(value)
        if isinstance(value, tuple):
            parts = [self._value(v) for v in value]
            return [p[0] for p in parts], "; ".join(p[1] for p in parts), [p[2] for p in parts]
        return self._value(value)

    def _value(self, value: Any) -> tuple[Any, str, Any]:
        if isinstance(value, Role):
            who, _, named = self._party(value.actor)
            told = {**self._span(value), "actor": named, "codes": list(value.codes)}
            return [self.move(value), who, list(value.codes)], value.exact, told
        if isinstance(value, Span):
            return self.move(value), value.exact, self._span(value)
        if isinstance(value, Count):
            span = self._span(value.span) if value.span else None
            told = {"min": value.min, "max": value.max, "approx": value.approx, "span": span}
            return [value.min, value.max, value.approx], words.count(value), told
        if isinstance(value, When):
            told = {"earliest": value.earliest, "latest": value.latest, "time": None}
            return [value.earliest, value.latest], words.when(value), told
        return value, "" if value is None else str(value), value

    def _span(self, span: Span | Role | Place) -> dict[str, Any]:
        start, end = self.move(span)
        return {"start": start, "end": end, "exact": span.exact}

    def _party(self, id: str | None) -> tuple[str | None, str, Any]:
        actor = self.actors.get(id or "")
        if actor is None or not actor.name:
            return None, "", None
        known = next((a.id for a in self.ours.actors if a.name == actor.name), None)
        return actor.name, actor.name, known or {"name": actor.name, "kind": actor.kind, "codes": list(actor.codes)}

    def _place(self, id: str | None) -> tuple[Any, str, Any]:
        found = self.places.get(id or "")
        if found is None:
            return None, "", None
        known = next((p.id for p in self.ours.places if (p.name, p.country) == (found.name, found.country)), None)
        told = {**self._span(found), "name": found.name, "country": found.country, "precision": found.precision}
        return [found.name, found.country], found.name, known or told

    def _links(self, ids: Iterable[str]) -> tuple[Any, str, Any]:
        """Items are named by their places; those that are not here cannot be pointed at."""
        keys = sorted(self._where(self._key(self.items[id])) for id in ids if id in self.items)
        here: dict[Any, str] = {(type(i).__name__, *anchor(i)): i.id for i in items_of(self.ours)}
        found = [here[key] for key in keys if key in here]
        return [key for key in keys if key in here], ", ".join(found), found

    @staticmethod
    def _where(key: Key) -> tuple[str, int, int]:
        return (key[0].__name__, *key[1])


ITEMS: dict[type[Item], str] = {Statement: "statement", Act: "act"}
"""What `decide` calls each kind of item that is added."""
