"""Which item of an earlier reading is which of a newer one, and what people must look at again; derived, no guessing.

Two items are one where their anchors are (an act's trigger, a statement's cue or first words), or overlap, or where two
statements share most of their content; of several candidates the one that says the most alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any

from accordingto.casebook.moving import LINKS, GoneError, Move, Moved, where, who
from accordingto.casebook.reviews import NEW, Carried, Item, Reviewed, ReviewedRecord, anchor
from accordingto.casebook.values import Values, free
from accordingto.types import Count, Record, Role, Span, Statement, When

MOST_PAIRS = 4_000_000
"""So many pairs of items are laid side by side; items beyond stay unmatched, what people decided on them by hand."""

GONE = "gone"
"""To look at: the newer reading has no such item; what people decided on stays by hand."""

Place = tuple[int, int] | None


def carry(old: ReviewedRecord, new: Record) -> dict[str, Carried]:
    """What becomes of each item of an earlier reading in a newer one; not of those nobody decided on that are gone."""
    move = Move(old.held.record.report.text, new.report.text)
    items: list[Item] = [*new.statements, *new.acts]
    by_id = {item.id: item for item in items}
    keys = _match(old.everything, new, move)
    decided = [one for one in old.items if one.state != "unreviewed"]
    taken = {*by_id, *(one.item.id for one in old.items)}
    for one in decided:
        if one.item.id not in keys:
            own = one.item.id not in by_id and one.item.id.startswith(_prefix(one.item))
            keys[one.item.id] = one.item.id if own else free(_prefix(one.item), taken)
            taken.add(keys[one.item.id])
    moved = Moved(old.everything, move, keys, Values(new))
    lost = {one.item.id for one in decided if not _fits(moved, one)}
    before, after = Laid(old.everything, move, keys), Laid(new)
    read = Laid(old.held.record, move, keys)
    found: dict[str, Carried] = {}
    for one in old.items:
        id, now = one.item.id, by_id.get(keys.get(one.item.id, ""))
        if id in lost:
            found[id] = Carried(None, one.state, (GONE,))
        elif id in keys:
            found[id] = Carried(keys[id], one.state, _look(one, now, before, read, after))
    return found


def _prefix(item: Item) -> str:
    return next(prefix for prefix, kind in NEW.values() if isinstance(item, kind))


def _fits(moved: Moved, one: Reviewed) -> bool:
    """Whether all words of an item stand in the newer text."""
    try:
        moved.item(one.item)
    except GoneError:
        return False
    return True


def _look(one: Reviewed, now: Item | None, before: Laid, read: Laid, after: Laid) -> tuple[str, ...]:
    """The fields in which the machine says neither what stands nor what it said before."""
    if now is None:
        known = one.machine is not None or GONE in one.look
        return (GONE,) if known and one.state != "rejected" else ()
    stands, new = before.lay(one.item), after.lay(now)
    was = read.lay(one.machine) if one.machine else {}
    return tuple(name for name, value in new.items() if value != stands[name]
                 and (name in one.look or name not in was or value != was[name]))  # fmt: skip


class Laid:
    """A record's items as plain values that compare over readings, passages where they lie in the newer text."""

    def __init__(self, record: Record, move: Move | None = None, keys: Mapping[str, str] | None = None) -> None:
        self.move, self.keys = move, keys
        self.actors = {a.id: who(a) for a in record.actors}
        self.places = {p.id: where(p) for p in record.places}

    def lay(self, item: Item) -> dict[str, Any]:
        """By field; not the id and the confidence, which differ without anything being read otherwise."""
        return {f.name: self._field(f.name, getattr(item, f.name)) for f in fields(item)
                if f.name not in ("id", "confidence")}  # fmt: skip

    def place(self, start: int, end: int) -> Place:
        """Where words lie in the newer text, None where they are gone."""
        try:
            return self.move.place(start, end) if self.move else (start, end)
        except GoneError:
            return None

    def _field(self, name: str, value: Any) -> Any:
        if name in LINKS:
            return sorted(id if self.keys is None else self.keys.get(id, "") for id in value)
        if name == "speaker":
            return self.actors.get(value)
        if name == "where":
            return self.places.get(value)
        return [self._value(v) for v in value] if isinstance(value, tuple) else self._value(value)

    def _value(self, value: Any) -> Any:
        if isinstance(value, Role):
            return self.place(value.start, value.end), self.actors.get(value.actor or ""), value.codes
        if isinstance(value, Span):
            return self.place(value.start, value.end)
        if isinstance(value, Count):
            return value.min, value.max, value.approx
        return (value.earliest, value.latest) if isinstance(value, When) else value


def _match(old: Record, new: Record, move: Move) -> dict[str, str]:
    """The items of the newer reading that are items of the older one, by the ids there."""
    before, after = Laid(old, move), Laid(new)
    found: dict[str, str] = {}
    for was, now in ((old.statements, new.statements), (old.acts, new.acts)):
        there = _by_anchor(was, before), _by_anchor(now, after)
        same = ((a, b) for place, some in there[0].items() if place for a in some for b in there[1].get(place, ()))
        _pair(found, same, before, after)
        taken = set(found.values())
        left = [i for i in was if i.id not in found], [i for i in now if i.id not in taken]
        if len(left[0]) * len(left[1]) <= MOST_PAIRS:
            near = ((a, b) for a in left[0] for b in left[1] if _touch(_extent(a, before), _extent(b, after)))
            _pair(found, near, before, after)
    return found


def _by_anchor(items: Sequence[Item], laid: Laid) -> dict[Place, list[Item]]:
    found: dict[Place, list[Item]] = defaultdict(list)
    for item in items:
        found[laid.place(*anchor(item))].append(item)
    return found


def _pair(found: dict[str, str], pairs: Iterator[tuple[Item, Item]], before: Laid, after: Laid) -> None:
    """Takes the pairs that say the most alike, each item once; of equals those that come first in the text."""
    some = enumerate(islice(pairs, MOST_PAIRS))
    ranked = sorted((-_alike(before.lay(a), after.lay(b)), n, a.id, b.id) for n, (a, b) in some)
    taken = set(found.values())
    for _, _, was, now in ranked:
        if was not in found and now not in taken:
            found[was] = now
            taken.add(now)


def _alike(was: dict[str, Any], now: dict[str, Any]) -> int:
    return sum(was[name] == now[name] for name in was if name not in LINKS)


def _extent(item: Item, laid: Laid) -> list[tuple[int, int]]:
    """The words that an item is told in."""
    spans = [anchor(item)]
    if isinstance(item, Statement):
        spans += [(c.start, c.end) for c in item.content]
    return [place for span in spans if (place := laid.place(*span))]


def _touch(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> bool:
    """Whether the anchors overlap, or at least half of either's words are the other's."""
    if not one or not other:
        return False
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one[1:] for b in other[1:])
    most = max(sum(end - start for start, end in part[1:]) for part in (one, other))
    return (one[0][0] < other[0][1] and other[0][0] < one[0][1]) or (shared > 0 and 2 * shared >= most)
