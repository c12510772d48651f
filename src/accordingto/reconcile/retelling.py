"""Tells events anew after people have decided who is who: those alone in which the actors stand, in the same groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from accordingto.casebook import happenings, identities
from accordingto.casebook.identities import Key
from accordingto.reconcile import decided
from accordingto.reconcile.actorwork import Linking
from accordingto.reconcile.cards import read_card
from accordingto.reconcile.clusters import Group
from accordingto.reconcile.decided import Whose
from accordingto.reconcile.desk import Sheet
from accordingto.reconcile.rounds import Round


class Retelling(Round):
    """Lays people's decisions over the actors as they are now linked, and makes the events anew that this changes."""

    def __init__(self, connection: happenings.Open) -> None:
        super().__init__(connection, [])

    def run(self) -> int:
        """Gives the number of events made anew; where no decision has come or gone, nothing is."""
        changed = self._lay_decisions()
        if not changed:
            return 0
        events = self._in_which(changed)
        acts = happenings.acts_of(self.connection, events)
        records = {record for some in acts.values() for record, _ in some}
        near = self._near(records)
        self._lay(records.union(*near.values()))
        sure = happenings.confidences(self.connection, events)
        groups = [Group(tuple(sorted(self.node[key] for key in some if key in self.node)), sure[event])
                  for event, some in acts.items()]  # fmt: skip
        rows = self._rows(groups, near)
        happenings.drop_events(self.connection, events)
        return happenings.add_events(self.connection, rows)

    def _lay_decisions(self) -> dict[int, set[str]]:
        """Writes which actors the decisions concern; gives those for whom that is not what it was, by record."""
        before = identities.laid(self.connection)
        now = {(record, line) for (record, actor), whose in self._whose().items()
               for line in decided.write(actor, whose)}  # fmt: skip
        identities.lay(self.connection, before - now, now - before)
        changed: dict[int, set[str]] = defaultdict(set)
        for record, line in before ^ now:
            changed[record] |= set(decided.read([line]))
        return changed

    def _whose(self) -> dict[Key, Whose]:
        words = Linking(self.connection).held()
        stand = {key for a, b, _ in words for key in (a, b)}
        there = identities.rows(self.connection, records={record for record, _ in stand})
        whos = {row.who for row in there if (row.record_id, row.actor) in stand}
        every = {(row.record_id, row.actor): row for row in identities.bearers(self.connection, whos)}
        number = {id: told[1] for id, told in happenings.origins(self.connection, {r for r, _ in stand}).items()}
        names = {key: read_card(row.facts).names for key, row in every.items()}
        return decided.work_out(words, {key: row.who for key, row in every.items()}, names,
                                lambda key: f"{number[key[0]]}.{key[1]}")  # fmt: skip

    def _in_which(self, actors: Mapping[int, set[str]]) -> set[int]:
        """The events in which these stand: as initiator, as the one whose word tells an act, or with a position."""
        self._lay(actors)
        stands = {
            record: _stands(self.sheets[record], some) for record, some in actors.items() if record in self.sheets
        }
        near = self._on_topic(set(actors))
        found = set[int]()
        of = happenings.events_of(self.connection, set(actors).union(*near.values()))
        for (record, act), event in of.items():
            if act in stands.get(record, ()):
                found.add(event)
        for event, tellings in happenings.tellings(self.connection, of.values()).items():
            if any(statement in stands.get(record, ()) for record, statement in tellings):
                found.add(event)
        return found


def _stands(sheet: Sheet, actors: set[str]) -> set[int | str | None]:
    """Where some parties of a report stand: places of acts, ids of statements; None for the report's own voice."""
    cast, record = sheet.source.cast, sheet.record
    said = {s.id for s in record.statements
            if any(m is not None and m.actor in actors for m in (cast.behind.get(s.id), cast.carrier(s)))}  # fmt: skip
    found: set[int | str | None] = {*said}
    for n, act in enumerate(record.acts):
        done = (cast.role(role) for role in act.initiators)
        if said & set(act.per) or any(m is not None and m.actor in actors for m in done):
            found.add(n)
    return found | ({None} if cast.publisher is not None and cast.publisher.actor in actors else set())
