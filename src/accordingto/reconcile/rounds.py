"""One round of reconciling: some new records are compared with what they may touch, and only those events made again.

The outcome hangs on the reports alone, not on the order in which they came: keys and chances are worked out from single
reports and pairs, groups from all that hangs together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from accordingto.casebook import crowding, happenings, pair_decisions
from accordingto.casebook.crowding import CROWDED
from accordingto.casebook.happenings import ActKey
from accordingto.casebook.pair_decisions import ACTS, Decision, Place
from accordingto.reconcile.actorwork import Linking
from accordingto.reconcile.clusters import Group, Word
from accordingto.reconcile.decided import Decided, read
from accordingto.reconcile.desk import Desk, Sheet
from accordingto.reconcile.eventrows import event_row
from accordingto.reconcile.keys import ON_TOPIC, incident_keys, may_be_one, on_topic, topic_keys
from accordingto.reconcile.linking import kinds_named
from accordingto.reconcile.merging import WORTH
from accordingto.reconcile.silence import write_mention
from accordingto.reconcile.stances import content_of

Links = dict[tuple[ActKey, ActKey], float]


class Round:
    """One run over some new records."""

    def __init__(self, connection: happenings.Open, ids: list[int]) -> None:
        self.connection = connection
        self.new = set(ids)
        self.fresh = self.new | crowding.uncrowded(connection)  # to be compared with all that they may be one with
        self.sheets: dict[int, Sheet] = {}
        self.id_of: dict[str, int] = {}
        self.number_of: dict[int, int] = {}
        self._lay(self.fresh)
        self.decisions = pair_decisions.decisions(connection, ACTS)

    def run(self) -> int:
        """Compares, groups, writes; gives the number of events written."""
        written = self._write_keys()
        again = (keys for id in self.fresh - self.new for keys in self._keys_of(id).values())
        members = happenings.members(self.connection, written.union(*again))
        links, dirty = self._compare(members)
        dirty |= self._unsupported(members)
        happenings.add_links(self.connection, links)
        crowding.compared_anew(self.connection)
        dirty |= {(r, n) for r in self.fresh for n in self._nodes_of(r)}
        dirty |= self._about_others(members)
        keys, links = self._hanging_together(dirty)
        made = self._write(keys, links)
        Linking(self.connection).run({id: self.sheets[id] for id in self.new}, {r for r, _ in keys})
        return made

    # -- records on the desk ------------------------------------------------------------------------------------

    def _lay(self, ids: Iterable[int]) -> None:
        """Puts these records on the desk; they go by what makes their report that report, not by number."""
        missing = set(ids) - self.sheets.keys()
        for some in happenings.parts(missing):
            told = happenings.origins(self.connection, some)
            for id, record in happenings.records(self.connection, some).items():
                origin, self.number_of[id] = told[id]
                self.sheets[id] = Sheet(replace(record, report=replace(record.report, id=origin)))
                self.id_of[origin] = id
        if missing or not self.sheets:
            self._order()

    def _order(self) -> None:
        self.desk = Desk(self.sheets.values())
        self.place = {self.id_of[sheet.id]: n for n, sheet in enumerate(self.desk.sheets)}
        self.node = {
            (id, self.desk.nodes[n].acts[0].number): n for id, r in self.place.items() for n in self.desk.of[r]
        }
        self.key = {n: key for key, n in self.node.items()}

    def _nodes_of(self, record: int) -> list[int]:
        return [self.key[n][1] for n in self.desk.of[self.place[record]]]

    # -- keys and pairs -------------------------------------------------------------------------------------------

    def _write_keys(self) -> set[str]:
        """Writes the keys of the new records; gives those by which pairs are found."""
        found: set[tuple[str, int, int]] = set()
        for id in sorted(self.new):
            sheet = self.sheets[id]
            for n, keys in self._keys_of(id).items():
                found |= {(key, id, n) for key in keys}
            named = {kind for s in sheet.linker.floating for kind in kinds_named(content_of(s))}
            found |= {(f"floats {kind}", id, -1) for kind in named}
            found |= {(f"speaks {write_mention(m)}", id, -1) for m in sheet.voices.mentions}
            if sheet.source.cast.publisher is not None:
                found.add(("own document", id, -1))
        happenings.add_keys(self.connection, sorted(found), sorted(self.new))
        return {key for key, _, _ in found if key.startswith(crowding.PAIRING)}

    def _keys_of(self, record: int) -> dict[int, set[str]]:
        """The keys of a record (-1) and of each of its happenings."""
        sheet = self.sheets[record]
        return {-1: set(topic_keys(sheet.laid)),
                **{i.acts[0].number: set(incident_keys(i, sheet.laid)) for i in sheet.incidents}}  # fmt: skip

    def _compare(self, members: Mapping[str, list[ActKey]]) -> tuple[Links, set[ActKey]]:
        """The links between new happenings and all that share a key with them, and the old ones that got one."""
        topics = {key: [r for r, _ in some] for key, some in members.items() if key.startswith("topic ")}
        near = on_topic(topics, self.fresh)
        by_key: dict[ActKey, list[list[ActKey]]] = defaultdict(list)
        for key, some in members.items():
            if not key.startswith("topic ") and len(some) <= CROWDED:
                for key_ in some:
                    if key_[0] in self.fresh:
                        by_key[key_].append(some)
        self._lay({r for some in near.values() for r in some})
        self._lay({r for blocks in by_key.values() for some in blocks for r, _ in some})
        links, known = Links(), happenings.links_of(self.connection, self.fresh - self.new)
        for record in sorted(self.fresh):
            for mine in ((record, n) for n in self._nodes_of(record)):
                for other in self._partners(mine, near[record], by_key[mine]):
                    one, two = sorted((self.node[mine], self.node[other]))
                    p = self.desk.chances.fresh(one, two)
                    pair = (self.key[one], self.key[two])
                    if p >= WORTH and pair not in known:
                        links[pair] = p
        return links, {key for pair in links for key in pair}

    def _partners(self, key: ActKey, near: Iterable[int], blocks: Iterable[list[ActKey]]) -> set[ActKey]:
        """The happenings with which a new one is compared; of two new ones only the later does it."""
        mine = self.desk.nodes[self.node[key]]
        found = {other for some in blocks for other in some}
        found |= {(r, n) for r in (*near, key[0]) for n in self._nodes_of(r)
                  if may_be_one(mine, self.desk.nodes[self.node[r, n]])}  # fmt: skip
        return {other for other in found if other < key or (other[0] not in self.fresh)}

    def _unsupported(self, members: Mapping[str, list[ActKey]]) -> set[ActKey]:
        """Takes away links that rest on keys alone which new records made too common; gives all whom they led to."""
        crossed = [some for some in members.values()
                   if len(some) > CROWDED >= sum(m[0] not in self.new for m in some)]  # fmt: skip
        suspects = {m[0] for some in crossed for m in some if m[0] not in self.new}
        if not suspects:
            return set()
        links = {pair for pair in happenings.links_of(self.connection, suspects)
                 if pair[0][0] in suspects and pair[1][0] in suspects}  # fmt: skip
        self._lay(suspects)
        keys = {id: self._keys_of(id) for id in suspects}
        common = happenings.members(self.connection, {k for some in keys.values() for key in some for k in some[key]})
        gone = [pair for pair in links if not self._share(pair, keys, common)]
        happenings.drop_links(self.connection, gone)
        return {(r, n) for r in suspects for n in self._nodes_of(r)}

    def _share(
        self,
        pair: tuple[ActKey, ActKey],
        keys: Mapping[int, Mapping[int, set[str]]],
        members: Mapping[str, list[ActKey]],
    ) -> bool:
        (one, a), (other, b) = pair
        if one == other:
            return True
        topics = sum(len(members[key]) <= CROWDED for key in keys[one][-1] & keys[other][-1])
        return topics >= ON_TOPIC or any(len(members[key]) <= CROWDED for key in keys[one][a] & keys[other][b])

    def _about_others(self, members: Mapping[str, list[ActKey]]) -> set[ActKey]:
        """Happenings of other reports on which a new one may change a position without telling an act of them."""
        speaking = {id for id in self.fresh if self.sheets[id].linker.floating
                    or self.sheets[id].source.cast.publisher is not None}  # fmt: skip
        topics = {key: [r for r, _ in some] for key, some in members.items() if key.startswith("topic ")}
        near = {r for some in on_topic(topics, speaking).values() for r in some}
        return set(happenings.events_of(self.connection, near))

    # -- what hangs together --------------------------------------------------------------------------------------

    def _hanging_together(self, dirty: set[ActKey]) -> tuple[set[ActKey], Links]:
        """All happenings that may be grouped otherwise because of some, and the links between them."""
        events = happenings.events_of(self.connection, {r for r, _ in dirty})
        acts = happenings.acts_of(self.connection, {events[key] for key in dirty if key in events})
        found, links = dirty | {key for some in acts.values() for key in some}, Links()
        frontier = {r for r, _ in found}
        done: set[int] = set()
        while frontier - done:
            for pair, p in happenings.links_of(self.connection, frontier - done).items():
                links[pair] = p
            done |= frontier
            neighbours: dict[ActKey, set[ActKey]] = defaultdict(set)
            for a, b in links:
                neighbours[a].add(b)
                neighbours[b].add(a)
            found = _reached(found, neighbours)
            frontier = {r for r, _ in found} | self._decided_with({r for r, _ in found})
            found |= {(r, n) for r in frontier - done for n in self._known_nodes(r)}
        return found, {pair: p for pair, p in links.items() if pair[0] in found and pair[1] in found}

    def _decided_with(self, records: set[int]) -> set[int]:
        """Records of whose acts people have said something together with acts of these."""
        numbers = {n for d in self.decisions for n in (d.one[0], d.other[0])}
        ids = happenings.current(self.connection, numbers)
        pairs = [(ids.get(d.one[0]), ids.get(d.other[0])) for d in self.decisions]
        return {r for pair in pairs if None not in pair and records & set(pair) for r in pair if r is not None}

    def _known_nodes(self, record: int) -> list[int]:
        self._lay([record])
        return self._nodes_of(record)

    # -- writing --------------------------------------------------------------------------------------------------

    def _write(self, keys: set[ActKey], links: Links) -> int:
        near = self._near({r for r, _ in keys})
        self._lay({r for r, _ in keys} | {r for some in near.values() for r in some})
        keys = {key for key in keys if key in self.node}
        pairs = {(min(self.node[a], self.node[b]), max(self.node[a], self.node[b])) for a, b in links}
        inside = {self.node[key] for key in keys}
        groups = [g for g in self.desk.groups(sorted(pairs), self._words()) if inside.issuperset(g.members)]
        old = happenings.events_of(self.connection, {r for r, _ in keys})
        acts = {
            (self.key[n][0], m) for g in groups for n in g.members for m in (a.number for a in self.desk.nodes[n].acts)
        }
        happenings.drop_events(self.connection, {event for key, event in old.items() if key in acts})
        return happenings.add_events(self.connection, self._rows(groups, near))

    def _near(self, ids: set[int]) -> dict[int, set[int]]:
        """For each record those on its topic that are a party's own document or speak of happenings of others."""
        near = self._on_topic(ids)
        there = {r for some in near.values() for r in some}
        speaking = set(happenings.keys_of(self.connection, there, "floats"))
        speaking |= set(happenings.keys_of(self.connection, there, "own"))
        return {id: some & speaking for id, some in near.items()}

    def _on_topic(self, ids: set[int]) -> dict[int, set[int]]:
        topics = {key for some in happenings.keys_of(self.connection, ids, "topic").values() for key in some}
        members = {key: [r for r, _ in some] for key, some in happenings.members(self.connection, topics).items()}
        return on_topic(members, ids)

    def _words(self) -> list[Word]:
        """What people have said of pairs that lie on the desk; the last word on a pair counts."""
        said: dict[tuple[int, int], bool] = {}
        for decision in self.decisions:
            pair = self._decided(decision)
            if pair is not None:
                said[pair] = decision.same
        return [(a, b, same) for (a, b), same in said.items()]

    def _decided(self, decision: Decision) -> tuple[int, int] | None:
        one, other = self._find(decision.one), self._find(decision.other)
        return None if one is None or other is None or one == other else (min(one, other), max(one, other))

    def _find(self, place: Place) -> int | None:
        """The happening of which an act stands at this place of a report."""
        number, start, end = place
        record = next((id for id, n in self.number_of.items() if n == number), None)
        if record is None or record not in self.place:
            return None
        return next((n for n in self.desk.of[self.place[record]] for a in self.desk.nodes[n].acts
                     if a.act.trigger.start < end and start < a.act.trigger.end), None)  # fmt: skip

    def _rows(self, groups: Iterable[Group], near: Mapping[int, set[int]]) -> list[dict[str, Any]]:
        by_place = {self.place[r]: sorted(self.place[x] for x in some) for r, some in near.items()}
        said = happenings.copies(self.connection, self.number_of.values())
        origin = {number: self.sheets[id].id for id, number in self.number_of.items()}
        copies = {origin[n]: str(original) for n, original in said.items() if n in origin}
        decided = self._laid()
        events = (self.desk.event(group, lambda r: by_place.get(r, ()), copies, decided) for group in groups)
        return [event_row(event, self.id_of, self.sheets) for event in events]

    def _laid(self) -> Decided:
        """What people have decided of the parties of the records on the desk, as it was last laid over them."""
        laid = happenings.keys_of(self.connection, self.sheets, "decided")
        return {(self.sheets[id].id, actor): whose for id, lines in laid.items()
                for actor, whose in read(key.removeprefix("decided ") for key in lines).items()}  # fmt: skip


def _reached(start: set[ActKey], neighbours: Mapping[ActKey, set[ActKey]]) -> set[ActKey]:
    """All happenings that are linked to some, over any number of links."""
    found, frontier = set(start), list(start)
    while frontier:
        for other in neighbours.get(frontier.pop(), ()):
            if other not in found:
                found.add(other)
                frontier.append(other)
    return found
