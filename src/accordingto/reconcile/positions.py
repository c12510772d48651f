"""Where each party stands on a happening, from the statements about it, and how a party is silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accordingto.reconcile.decided import Decided
from accordingto.reconcile.facts import FAR, Laid
from accordingto.reconcile.gathering import Party, gather
from accordingto.reconcile.incidents import Incident
from accordingto.reconcile.linking import Link, kind, kinds_named
from accordingto.reconcile.parties import Cast, Mention
from accordingto.reconcile.silence import order
from accordingto.reconcile.stances import Said, content_of, stances, tells
from accordingto.reconcile.types import PartyStance, Position, Telling
from accordingto.types import Act, Statement

HARMFUL = ("violence", "destruction", "expulsion")
"""Kinds of happenings for which somebody is to blame."""

SOON = timedelta(days=30)
"""From a happening's day: a party's own document of this time could have mentioned it."""

WORDS = 400
"""Characters of what is said that a position keeps."""


Parties = Mapping[Mention, Party]
"""Each mention of a party with the party."""


@dataclass(frozen=True, slots=True)
class Source:
    """One report as positions need it: its record laid out, who is behind its statements, and its day."""

    laid: Laid
    cast: Cast

    @property
    def id(self) -> str:
        """The report's id."""
        return self.laid.record.report.id

    @property
    def day(self) -> str | None:
        """The day of publication."""
        told = self.laid.record.report.published_at
        return told[:10] if told else None


@dataclass(frozen=True, slots=True)
class Happening:
    """One event on its way: the happenings of single reports that make it, and the statements about each.

    around: other reports on the same topic; far: statements of theirs about this event.
    """

    nodes: Sequence[Incident]
    links: Sequence[Sequence[Link]]
    sources: Sequence[Source]
    around: Sequence[Source] = ()
    far: Sequence[Sequence[Link]] = ()

    def linked(self) -> list[tuple[Source, Sequence[Link]]]:
        """All reports with a statement about it, each with these."""
        return [*zip(self.sources, self.links, strict=True), *zip(self.around, self.far, strict=True)]

    @property
    def harmful(self) -> bool:
        """Whether somebody is to blame for it."""
        return any(n.kind in HARMFUL or a.act.mode in ("abduct", "seize") for n in self.nodes for a in n.acts)

    def day(self) -> date | None:
        """The first day on which it may have happened."""
        days = [n.whole.days for n in self.nodes if n.whole.days and n.whole.days[0] != FAR[0]]
        if days:
            return date.fromordinal(min(days, key=lambda d: (d[1] - d[0], d))[0])
        told = [s.day for s in self.sources if s.day]
        return _day(min(told)) if told else None


@dataclass(frozen=True, slots=True)
class Row:
    """One telling of a position."""

    stance: PartyStance
    source: Source
    statement: Statement | None
    words: str
    confidence: float
    direct: bool


class Table:
    """The table of one event: its parties and where each stands."""

    def __init__(self, happening: Happening, decided: Decided) -> None:
        self.happening = happening
        self.linked = happening.linked()
        self.roles = _roles(happening)
        self.speakers = {(n, x.statement.id): m for n, (source, some) in enumerate(self.linked) for x in some
                         if (m := source.cast.behind.get(x.statement.id)) is not None}  # fmt: skip
        self.carriers = {(n, x.statement.id): m for n, (source, some) in enumerate(self.linked) for x in some
                         if x.direct and (m := source.cast.carrier(x.statement)) is not None}  # fmt: skip
        self.own = {n: m for n, s in enumerate(happening.sources) if (m := s.cast.publisher) is not None}
        self.around = {n: m for n, s in enumerate(happening.around) if (m := s.cast.publisher) is not None}
        self.parties = gather([*self.speakers.values(), *self.carriers.values(), *self.own.values(),
                               *self.around.values(), *(m for _, m, _ in self.roles)], decided)  # fmt: skip

    def positions(self) -> tuple[Position, ...]:
        """The positions of all parties, by party and then by first telling; silence last."""
        rows: dict[int, tuple[Party, list[Row]]] = {}
        for mention, row in self._rows():
            party = self.parties[mention]
            rows.setdefault(id(party), (party, []))[1].append(row)
        found = [p for party, some in rows.values() for p in _table_rows(party, some)]
        found += self._silent(set(rows))
        return tuple(sorted(found, key=order))

    def _rows(self) -> Iterator[tuple[Mention, Row]]:
        for n, (_, links) in enumerate(self.linked):
            for link in links:
                mention = self.speakers.get((n, link.statement.id))
                if mention is not None:
                    for row in self._said(n, link, mention):
                        yield mention, row
                        carrier = self.carriers.get((n, link.statement.id))
                        if carrier is not None and row.stance == "asserts":
                            yield carrier, row
        for n, mention in self.own.items():
            for row in _own_voice(self.happening, n):
                yield mention, row

    def _said(self, n: int, link: Link, mention: Mention) -> list[Row]:
        s, source, party = link.statement, self.linked[n][0], self.parties[mention]
        accused, here = self._accused(party, mention), self._hands(n, s)
        beside = [x for x in self.linked[n][1] if x.statement.id != s.id and self._by(n, x.statement.id, party)]
        text = content_of(s)
        denied = any(x.denies or x.statement.stance == "denies" for x in beside)
        not_so = (accused or denied) and not link.direct and s.stance == "asserts" and tells("negative", text)
        own_hand = any(self.parties[m] is party for m in here) or tells("own_people", text)
        said = Said(
            statement=s,
            denies=link.denies or not_so,
            harmful=self.happening.harmful,
            other_hand=accused and bool(here) and not own_hand,
            beside_denial=denied and not (link.denies or not_so or any(self.parties[m] is party for m in here)),
            grants=any(not x.denies and tells("harm", content_of(x.statement)) for x in beside),
        )
        words = (text or (s.cue.exact if s.cue else ""))[:WORDS]
        confidence = round(min(0.99, s.confidence * (1.0 if link.direct else 0.7)), 2)
        return [Row(stance, source, s, words, confidence, link.direct) for stance in stances(said)]

    def _by(self, n: int, statement: str, party: Party) -> bool:
        mention = self.speakers.get((n, statement))
        return mention is not None and self.parties[mention] is party

    def _accused(self, party: Party, mention: Mention) -> bool:
        """Whether others tell that a party, or another office of its state, did it."""
        told = (m for n, m, act in self.roles
                if act.status != "negated" and not any(self._by(n, id, party) for id in act.per))  # fmt: skip
        return any(self.parties[m] is party or _one_state(m, mention) for m in told)

    def _hands(self, n: int, s: Statement) -> list[Mention]:
        """Who did it as one statement tells."""
        return [m for k, m, act in self.roles if k == n and s.id in act.per and act.status != "negated"]

    def _silent(self, told: set[int]) -> list[Position]:
        """Who has no row and whose own document does not mention it."""
        involved = {id(self.parties[m]): self.parties[m] for _, m, _ in self.roles if not m.described or m.office}
        found = (self._own_silence(party) for key, party in involved.items() if key not in told)
        return [position for position in found if position is not None]

    def _own_silence(self, party: Party) -> Position | None:
        day = self.happening.day()
        documents = [self.happening.around[n] for n, m in self.around.items() if self.parties[m] is party]
        kinds = {kind(n) for n in self.happening.nodes}
        late = [s for s in documents if day and s.day and day <= (_day(s.day) or day) <= day + SOON
                and not kinds & kinds_named(s.laid.record.report.text)]  # fmt: skip
        if not late:
            return None
        first, *others = sorted(late, key=lambda s: (s.day or "", s.id))
        also = tuple(Telling(s.id, None) for s in others)
        return Position(party.name, "does_not_mention", first.id, None, "its own document does not mention it",
                        first.day, party.aliases, also)  # fmt: skip


def _roles(happening: Happening) -> list[tuple[int, Mention, Act]]:
    """Who is told as initiator: the happening's place, the party and the act."""
    found = []
    for n, node in enumerate(happening.nodes):
        cast = happening.sources[n].cast
        for fact in node.acts:
            for role in fact.act.initiators:
                mention = cast.role(role)
                if mention is not None:
                    found.append((n, mention, fact.act))
    return found


def _one_state(one: Mention, other: Mention) -> bool:
    """Whether two are offices of one state: what is said of its army is said of its ministry."""
    return bool(one.office and other.office and one.country and one.country == other.country)


def _own_voice(happening: Happening, n: int) -> list[Row]:
    """What a party's own document tells in its own voice."""
    source, found = happening.sources[n], list[Row]()
    for fact in happening.nodes[n].acts:
        if not fact.act.per and not fact.act.denied_by and fact.act.status in ("reported", "negated"):
            stance: PartyStance = "asserts" if fact.act.status == "reported" else "denies_act"
            found.append(Row(stance, source, None, fact.act.trigger.exact, fact.act.confidence, True))
    return found


def _table_rows(party: Party, rows: Iterable[Row]) -> list[Position]:
    """A party's rows, one a stance with all its tellings; what is only near a denial is no assertion beside it."""
    by_stance: dict[PartyStance, list[Row]] = defaultdict(list)
    listed = list(rows)
    against = {r.source.id for r in listed if r.stance in ("denies_act", "denies_responsibility", "other_explanation")}
    own_hand = {r.source.id for r in listed if r.stance == "denies_responsibility"}
    for row in listed:
        if row.stance == "denies_act" and row.source.id in own_hand:
            continue  # who denies a hand in it grants that it happened
        if row.stance == "asserts" and row.source.id in against and not row.direct:
            continue
        by_stance[row.stance].append(row)
    return [_position(party, stance, some) for stance, some in by_stance.items()]


def _position(party: Party, stance: PartyStance, rows: Sequence[Row]) -> Position:
    ordered = sorted(rows, key=lambda r: (r.source.day or "9", r.source.id, r.statement is None, _start(r.statement)))
    first = ordered[0]
    tellings = dict.fromkeys(Telling(r.source.id, r.statement.id if r.statement else None) for r in ordered)
    return Position(
        party=party.name,
        stance=stance,
        report=first.source.id,
        statement=first.statement.id if first.statement else None,
        words=first.words,
        date=first.source.day,
        aliases=party.aliases,
        also=tuple(tellings)[1:],
        confidence=max(r.confidence for r in ordered),
    )


def _start(statement: Statement | None) -> int:
    return statement.content[0].start if statement and statement.content else 0


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told[:10])
    except ValueError:
        return None
