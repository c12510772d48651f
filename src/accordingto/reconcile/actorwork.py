"""Links the actors of a casebook across reports: only what new reports may touch is looked at, whatever their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from accordingto.casebook import happenings, identities, pair_decisions
from accordingto.casebook.identities import Found, Key
from accordingto.casebook.pair_decisions import ACTORS
from accordingto.reconcile.actors import Part, identity, parties_together, people
from accordingto.reconcile.cards import Card, cards, read_card
from accordingto.reconcile.desk import Sheet

MANY = 1_000
"""In a block with more people than this, shared events are not asked for: their names are told too often."""

SURE = {"protected": (0.99, "under one pseudonym"), "office": (0.9, "the same office of one country"),
        "name": (0.8, "the same name")}  # fmt: skip
"""Confidence and reason of those that are one by the block in which they lie."""

Rows = Mapping[Key, Any]


class Linking:
    """One run: the new records' actors are written, and all whose company has changed are looked at again."""

    def __init__(self, connection: happenings.Open) -> None:
        self.connection = connection
        self.cards: dict[Key, Card] = {}
        self.origins: dict[int, str] = {}
        self.words = self._decided()

    def run(self, sheets: Mapping[int, Sheet], touched: Iterable[int]) -> None:
        """sheets: the new records; touched: those of events that were made again."""
        touched = {*touched, *sheets}
        self._write(sheets)
        rows = identities.rows(self.connection, records=touched)
        blocks = {*identities.unsettled(self.connection),
                  *(row.block for row in rows if row.block and row.block.startswith("person "))}  # fmt: skip
        changed = self._people({b for b in blocks if b.startswith("person ")})
        self._names({b for b in blocks if b.startswith("name ")})
        self._by_events(touched | {record for record, _ in changed})
        self._lay_words()

    # -- what is told in single reports --------------------------------------------------------------------------

    def _write(self, sheets: Mapping[int, Sheet]) -> None:
        rows = [self._row(id, card) for id, sheet in sorted(sheets.items())
                for card in cards(sheet.record, sheet.source.cast)]  # fmt: skip
        identities.add(self.connection, rows)

    def _row(self, id: int, card: Card) -> dict[str, Any]:
        block, side = card.block, card.side
        kind = block.split(" ", 1)[0] if block else ""
        settled = kind in ("protected", "office") or (kind == "name" and side)
        sure, why = SURE.get(kind, (0.0, ""))
        part = identity(block or "", side) if settled else None
        return {"record_id": id, "actor": card.actor, "block": block, "side": side, "facts": card.write(),
                "public": not card.private, "part": part, "who": part or "", "confidence": sure,
                "reasons": why or None}  # fmt: skip

    # -- those of one block ---------------------------------------------------------------------------------------

    def _people(self, blocks: set[str]) -> set[Key]:
        """Looks at people of like names anew; gives those who are somebody else now."""
        by_block: dict[str, list[Any]] = defaultdict(list)
        for row in identities.rows(self.connection, blocks=blocks):
            by_block[row.block].append(row)
        changed: dict[Key, Found] = {}
        for some in by_block.values():
            rows = {(row.record_id, row.actor): row for row in some}
            events = self._events(rows) if len(rows) <= MANY else {}
            found = people(self._cards(rows), self._order(rows), events, self.words)
            changed |= {key: _found(part) for key, part in found.items() if _other(rows[key], part)}
        identities.settle(self.connection, changed)
        return set(changed)

    def _names(self, blocks: set[str]) -> None:
        """Parties of one name: those of one country are one; so are those without, where one country alone is told."""
        for block, sides in identities.sides(self.connection, blocks).items():
            told = [side for side in sides if side]
            for side in sides:
                whose = side or (told[0] if len(told) == 1 else "")
                found = Found(identity(block, whose), SURE["name"][0], (SURE["name"][1],))
                identities.settle_side(self.connection, block, side, found)

    # -- those whom events alone tell together ----------------------------------------------------------------------

    def _by_events(self, records: set[int]) -> None:
        """Looks anew at those of no block, such as surnames, in all events of these records."""
        here = _keyed(identities.rows(self.connection, records=self._around(records)))
        bare = {key for key, row in here.items() if row.block is None}
        rows = here | _keyed(identities.rows(self.connection, records=self._around({r for r, _ in bare})))
        events = self._events(rows)
        inside: dict[int, set[Key]] = defaultdict(set)
        for key, some in events.items():
            for event in some:
                inside[event].add(key)
        self._cards(rows)
        self._order(rows)
        met: dict[Key, list[tuple[bool, str, Part]]] = defaultdict(list)
        told = happenings.keys_of_events(self.connection, {e for key in bare for e in events[key]})
        for event in sorted(told, key=told.__getitem__):
            for key, (known, part) in self._meet(inside[event], rows).items():
                met[key].append((known, part.id, part))
        found = {key: self._alone(key) if key not in met else _best(met[key]) or self._alone(key) for key in bare}
        identities.settle(self.connection, {key: _found(part) for key, part in found.items()
                                            if _other(rows[key], part)})  # fmt: skip

    def _around(self, records: set[int]) -> set[int]:
        """These records and all that tell of the same events."""
        events = set(happenings.events_of(self.connection, records).values())
        acts = happenings.acts_of(self.connection, events)
        return records | {record for some in acts.values() for record, _ in some}

    def _meet(self, keys: set[Key], rows: Rows) -> dict[Key, tuple[bool, Part]]:
        """Those of no block in one event with who they are, and whether others are that by their own words."""
        found: dict[Key, tuple[bool, Part]] = {}
        open_ = {key for key in keys if not self.cards[key].token}
        persons = {key: self.cards[key] for key in open_ if self.cards[key].kind == "person"}
        parties = {key: self.cards[key] for key in open_ if self.cards[key].kind == "party"}
        grouped = people(persons, self._by_origin, {key: frozenset({0}) for key in persons}, self.words)
        for some in _groups(grouped):
            found |= self._attach(some, rows, {key: grouped[key] for key in some})
        for some, why in parties_together(parties, self._by_origin):
            part = Part(identity("met", *self._by_origin(some[0])), 0.7, why)
            found |= self._attach(some, rows, dict.fromkeys(some, part))
        return found

    def _attach(self, some: list[Key], rows: Rows, parts: Mapping[Key, Part]) -> dict[Key, tuple[bool, Part]]:
        blocked = {rows[key].part for key in some if rows[key].block}
        if len(some) == 1 or len(blocked) > 1:
            return {}
        known = next(iter(blocked), None)
        return {key: (known is not None, Part(known or parts[key].id, parts[key].confidence, parts[key].reasons))
                for key in some if not rows[key].block}  # fmt: skip

    def _alone(self, key: Key) -> Part:
        return Part(identity("alone", self.origins[key[0]], key[1]), 1.0)

    # -- people's word --------------------------------------------------------------------------------------------

    def _decided(self) -> list[tuple[Key, Key, bool]]:
        """What people have decided, by actors as they now stand; the last word on two counts.

        Nobody is put together with one who is protected: then the pseudonym would tell who that is.
        """
        told = pair_decisions.decisions(self.connection, ACTORS)
        places = {place for d in told for place in (d.one, d.other)}
        actors = identities.actors_at(self.connection, places)
        said: dict[tuple[Key, Key], bool] = {}
        for d in told:
            one, other = actors.get(d.one), actors.get(d.other)
            if one is not None and other is not None and one != other:
                pair = (min(one, other), max(one, other))
                said.pop(pair, None)  # the last word comes last
                said[pair] = d.same
        return [(a, b, same) for (a, b), same in said.items()]

    def held(self) -> list[tuple[Key, Key, bool]]:
        """The decisions that hold: both actors are there, and nobody protected is put together with another."""
        rows = self._rows_of_words()
        return [(a, b, same) for a, b, same in self.words
                if a in rows and b in rows and identities.may_join(self.connection, a, b)]  # fmt: skip

    def _rows_of_words(self) -> Rows:
        return _keyed(identities.rows(self.connection, records={r for a, b, _ in self.words for r, _ in (a, b)}))

    def _lay_words(self) -> None:
        """Lays people's decisions over what was found."""
        identities.as_found(self.connection)
        rows, told = self._rows_of_words(), self.held()
        joined: dict[frozenset[str], bool] = {}
        for a, b, same in told:
            joined[frozenset((rows[a].part, rows[b].part))] = same
        whose = {part: part for pair in joined for part in pair}
        for pair, same in joined.items():
            if same:
                whole = {whose[part] for part in pair}
                whose = {part: min(whole) if who in whole else who for part, who in whose.items()}
        for part, who in whose.items():
            if part != who:
                identities.join(self.connection, part, who)
        order = self._order(rows)
        for a, b, same in told:
            if not same and whose[rows[a].part] == whose[rows[b].part]:
                later = max((a, b), key=order)
                identities.let_be(self.connection, later, identity("apart", *order(later)))

    # -- what is at hand ------------------------------------------------------------------------------------------

    def _cards(self, rows: Rows) -> dict[Key, Card]:
        self.cards |= {key: read_card(row.facts) for key, row in rows.items() if key not in self.cards}
        return {key: self.cards[key] for key in rows}

    def _order(self, rows: Rows) -> Any:
        missing = {record for record, _ in rows} - self.origins.keys()
        self.origins |= {id: told[0] for id, told in happenings.origins(self.connection, missing).items()}
        return self._by_origin

    def _by_origin(self, key: Key) -> tuple[str, str]:
        return self.origins[key[0]], key[1]

    def _events(self, rows: Rows) -> dict[Key, frozenset[int]]:
        """The events in which each of these stands."""
        stands = identities.stands_in(self.connection, {record for record, _ in rows})
        found = {}
        for key, card in self._cards(rows).items():
            places: list[int | str] = [*card.acts, *card.said]
            found[key] = frozenset[int]().union(*(stands.get((key[0], n), ()) for n in places))
        return found


def _keyed(rows: Iterable[Any]) -> dict[Key, Any]:
    return {(row.record_id, row.actor): row for row in rows}


def _groups(parts: Mapping[Key, Part]) -> list[list[Key]]:
    found: dict[str, list[Key]] = defaultdict(list)
    for key, part in parts.items():
        found[part.id].append(key)
    return list(found.values())


def _best(met: list[tuple[bool, str, Part]]) -> Part | None:
    """Who one is of whom several events tell: one of a block where they agree on it, else as the first has it."""
    known = {id: part for by_block, id, part in met if by_block}
    if known:
        return next(iter(known.values())) if len(known) == 1 else None
    return met[0][2]


def _found(part: Part) -> Found:
    return Found(part.id, part.confidence, part.reasons)


def _other(row: Any, part: Part) -> bool:
    told = (row.part, row.confidence, row.reasons)
    return bool(told != (part.id, part.confidence, "\n".join(part.reasons) or None))
