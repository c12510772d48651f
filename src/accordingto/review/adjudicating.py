"""Two and more codings of one report side by side: where they differ, and how one of them becomes the shared review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from accordingto.casebook.reviews import FIELDS, Item, Reviewed, ReviewedRecord, anchor
from accordingto.review.fields import Row, rows
from accordingto.types import Act, Actor

MACHINE = "the machine"
SHARED = "the shared review"


@dataclass(frozen=True, slots=True)
class Line:
    """One statement or act in all codings. `by`: each coder's version, None where it is not in theirs."""

    key: str
    kind: str
    by: Mapping[str, Reviewed | None]

    def kept(self, coder: str) -> bool:
        """Whether the coder holds that the text tells it."""
        found = self.by[coder]
        return found is not None and found.state != "rejected"

    @property
    def first(self) -> Reviewed:
        """Any version of it."""
        return next(r for r in self.by.values() if r is not None)


@dataclass(frozen=True, slots=True)
class Compared:
    """A field of a line in all codings; `differs` where they are not of one mind."""

    label: str
    values: tuple[str, ...]
    differs: bool


Keys = dict[tuple[str, str], dict[str, Reviewed | None]]
"""By kind and place: each coder's version."""


def align(codings: Mapping[str, ReviewedRecord]) -> list[Line]:
    """The codings' statements and acts brought together: the machine's by their id, added ones by their words."""
    keys: Keys = {}
    for coder, record in codings.items():
        for one in record.items:
            kind = "act" if isinstance(one.item, Act) else "statement"
            place = one.item.id if one.machine else _near(keys, kind, coder, anchor(one.item))
            keys.setdefault((kind, place), dict.fromkeys(codings))[coder] = one
    lines = [Line(place, kind, by) for (kind, place), by in keys.items()]
    return sorted(lines, key=lambda line: anchor(line.first.item))


def _near(keys: Keys, kind: str, coder: str, here: tuple[int, int]) -> str:
    """The place of what another coder added on overlapping words, else a new one."""
    for (other, place), by in keys.items():
        if other == kind and place.startswith("added") and by[coder] is None:
            there = next(anchor(r.item) for r in by.values() if r is not None)
            if there[0] < here[1] and here[0] < there[1]:
                return place
    return f"added-{kind}-{here[0]}-{here[1]}"


def compare(line: Line, codings: Mapping[str, ReviewedRecord]) -> list[Compared]:
    """The fields of a line as each coder has them; first whether it is in the text at all."""
    there = tuple("yes" if line.kept(coder) else "no" for coder in line.by)
    found = [Compared("is told", there, len(set(there)) > 1)]
    tables: list[dict[str, Row]] = []
    for coder, one in line.by.items():
        coding = codings[coder]
        told = rows(coding, one, coding.everything) if one is not None and line.kept(coder) else []
        tables.append({row.label: row for row in told})
    for label in dict.fromkeys(label for table in tables for label in table):
        values = tuple(table[label].value if label in table else "" for table in tables)
        held = [value for value, coder in zip(values, line.by, strict=True) if line.kept(coder)]
        if any(values):
            found.append(Compared(label, values, len(set(held)) > 1))
    return found


def differs(line: Line, codings: Mapping[str, ReviewedRecord]) -> bool:
    """Whether the coders are not of one mind on a line."""
    return any(one.differs for one in compare(line, codings))


def take(line: Line, coder: str, coding: ReviewedRecord) -> tuple[str, str, Any] | None:
    """(item, decision, value) that make the shared review say what this coder says; None where it does already.

    The line must have been aligned with the shared review, as `SHARED`, among the codings.
    """
    theirs, ours = line.by[coder], line.by[SHARED]
    if theirs is None or theirs.state == "rejected":
        return (ours.item.id, "reject", None) if ours is not None and ours.state != "rejected" else None
    names = {a.id: a for a in coding.actors}
    data = theirs.item.to_dict()
    if ours is None:
        known = FIELDS[type(theirs.item)]
        told = {name: _portable(name, data[name], names) for name in known if data[name] is not None}
        return line.kind, "add", told
    if changed := _different(ours.item, theirs.item):
        return ours.item.id, "change", {name: _portable(name, data[name], names) for name in changed}
    return (ours.item.id, "accept", None) if ours.state in ("unreviewed", "rejected") else None


def _different(ours: Item, theirs: Item) -> list[str]:
    known = FIELDS[type(theirs)]
    return [f.name for f in fields(theirs) if f.name in known and getattr(ours, f.name) != getattr(theirs, f.name)]


def _portable(name: str, value: Any, actors: Mapping[str, Actor]) -> Any:
    """A field's value without ids that only one coding knows: parties that a person named go by their name."""
    if name == "speaker" and isinstance(value, str):
        return _party(value, actors)
    if isinstance(value, list):
        return [_portable("", v, actors) for v in value]
    if isinstance(value, dict):
        told = {k: _portable("", v, actors) for k, v in value.items()}
        if isinstance(value.get("actor"), str):
            told["actor"] = _party(value["actor"], actors)
        return told
    return value


def _party(id: str, actors: Mapping[str, Actor]) -> Any:
    actor = actors.get(id)
    if actor is None or not id.startswith("ha"):
        return id
    return {"name": actor.name, "kind": actor.kind, "codes": list(actor.codes)}
