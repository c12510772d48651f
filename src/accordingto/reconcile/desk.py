"""The desk on which records lie side by side while events are made of them: what each gives is worked out once."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from accordingto.reconcile.clusters import Group, Word
from accordingto.reconcile.facts import FAR, Facts, lay_out
from accordingto.reconcile.incidents import Incident, incidents
from accordingto.reconcile.linking import Link, Linker, about_group
from accordingto.reconcile.merging import Chances, merge
from accordingto.reconcile.numbers import numbers
from accordingto.reconcile.parties import Cast
from accordingto.reconcile.positions import Happening, Source, Table
from accordingto.reconcile.reasons import reasons
from accordingto.reconcile.silence import Voices, voices
from accordingto.reconcile.types import ActRef, Event
from accordingto.types import Record, When

TITLE_WORDS = 160
"""Characters of a title; roles may be whole relative clauses."""

Near = Callable[[int], Sequence[int]]
"""The reports on the topic of one, by place."""


class Desk:
    """Some records, in the order of their report ids. Of equal records equal desks, whatever their order."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.told = lay_out(sorted(records, key=lambda r: r.report.id))
        self.nodes: list[Incident] = []
        self.of: dict[int, list[int]] = defaultdict(list)
        for n, laid in enumerate(self.told):
            for node in incidents(laid):
                self.of[n].append(len(self.nodes))
                self.nodes.append(node)
        self.chances = Chances(self.told, self.nodes)
        self._linkers: dict[int, Linker] = {}

    @cached_property
    def sources(self) -> list[Source]:
        """Who speaks in each report."""
        return [Source(laid, Cast(laid.record)) for laid in self.told]

    @cached_property
    def voices(self) -> list[Voices]:
        """Who speaks in each report, for what is said of silence."""
        return [voices(s.id, s.day, s.cast.behind.values()) for s in self.sources]

    def linker(self, report: int) -> Linker:
        """The statements of a report with what they are about."""
        if report not in self._linkers:
            nodes = [self.nodes[n] for n in self.of[report]]
            self._linkers[report] = Linker(self.told[report], nodes, self.sources[report].cast)
        return self._linkers[report]

    def groups(self, pairs: Iterable[tuple[int, int]], words: Iterable[Word] = ()) -> list[Group]:
        """All happenings of the desk in groups of those that are one, each alone that no other tells."""
        found = merge(pairs, self.chances, words)
        joined = {n for g in found for n in g.members}
        return [*found, *(Group((n,), 1.0) for n in range(len(self.nodes)) if n not in joined)]

    def event(self, group: Group, near: Near, copies: Mapping[str, str]) -> Event:
        """The event that a group of happenings makes. copies: the original of each report that is a copy."""
        happening = self._happening([(n, self.nodes[n]) for n in group.members], near)
        table = Table(happening)
        acts = [act for node in happening.nodes for act in node.acts]
        refs = tuple(ActRef(self.told[a.report].record.report.id, a.act.id) for a in acts)
        return Event(
            id="e" + hashlib.sha256(f"{refs[0].report}\n{refs[0].act}".encode()).hexdigest()[:12],
            title=self._title(acts),
            acts=refs,
            when=when(acts),
            where=where(acts),
            positions=table.positions(),
            counts=numbers(happening, table.parties, copies),
            reasons=self._reasons(happening.nodes),
            confidence=round(min(group.confidence, max(a.act.confidence for a in acts)), 2),
        )

    def _happening(self, own: list[tuple[int, Incident]], near: Near) -> Happening:
        nodes = [node for _, node in own]
        telling = {node.report for node in nodes}
        around = sorted({r for report in telling for r in near(report)} - telling)
        group = [(self.told[node.report], node) for node in nodes]
        return Happening(
            nodes=nodes,
            links=[self._links(n) for n, _ in own],
            sources=[self.sources[node.report] for node in nodes],
            around=[self.sources[r] for r in around],
            far=[about_group(self.linker(r).floating, group) for r in around],
        )

    def _links(self, n: int) -> Sequence[Link]:
        report = self.nodes[n].report
        return self.linker(report).links[self.of[report].index(n)]

    def _reasons(self, nodes: Sequence[Incident]) -> tuple[str, ...]:
        return reasons([n.whole for n in nodes], self.chances.alike) if len(nodes) > 1 else ()

    def _title(self, acts: Sequence[Facts]) -> str:
        """Who did what to whom as the fullest telling has it: "Police · arrested · 89 people"."""
        best = fullest(acts)
        names = {a.id: a.name for a in self.told[best.report].record.actors}

        def who(roles: Iterable[Any]) -> str:
            return ", ".join(dict.fromkeys(names.get(r.actor) or r.exact for r in roles))

        parts = (who(best.act.initiators), best.act.trigger.exact, who(best.act.targets))
        text = " · ".join(" ".join(p.split()) for p in parts if p)
        return text if len(text) <= TITLE_WORDS else text[: TITLE_WORDS - 1].rstrip() + "…"


def fullest(acts: Iterable[Facts]) -> Facts:
    """The act that tells most; of equals the first."""

    def told(a: Facts) -> int:
        named = any(p.name for p in (*a.initiators, *a.targets))
        return sum(map(bool, (a.targets, a.initiators, a.days, a.place, named)))

    return max(acts, key=lambda a: (a.act.status == "reported", told(a), -a.number))


def when(acts: Iterable[Facts]) -> When | None:
    """The days that most tellings agree on: the narrowest interval that meets the others."""
    spans = [a.days for a in acts if a.days]
    if not spans:
        return None
    first, last = min(spans, key=lambda s: (-sum(o[0] <= s[1] and s[0] <= o[1] for o in spans), s[1] - s[0], s))
    return When(None if first == FAR[0] else date.fromordinal(first).isoformat(),
                None if last == FAR[1] else date.fromordinal(last).isoformat())  # fmt: skip


def where(acts: Iterable[Facts]) -> dict[str, Any] | None:
    """The place that most tellings name; of equals the more precise."""
    places = [a.place for a in acts if a.place]
    if not places:
        return None
    order = {"point": 0, "city": 1, "region": 2, "country": 3}
    often = Counter((p.name, p.country) for p in places)
    best = min(places, key=lambda p: (order[p.precision] == 3, -often[p.name, p.country], order[p.precision], p.name))
    return {"name": best.name, "country": best.country}
