"""The desk on which records lie side by side while events are made of them: what each gives is worked out once."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from accordingto.reconcile.clusters import Group, Word
from accordingto.reconcile.decided import Decided
from accordingto.reconcile.facts import FAR, Facts, lay_out
from accordingto.reconcile.incidents import Incident, incidents
from accordingto.reconcile.linking import Link, Linker, about_group
from accordingto.reconcile.merging import Chances, merge
from accordingto.reconcile.numbers import numbers
from accordingto.reconcile.parties import Cast
from accordingto.reconcile.positions import Happening, Source, Table
from accordingto.reconcile.reasons import reasons
from accordingto.reconcile.silence import Voices, voices
from accordingto.reconcile.titles import title
from accordingto.reconcile.types import ActRef, Event
from accordingto.types import Record, When

Near = Callable[[int], Sequence[int]]
"""The reports on the topic of one, by place."""


class Sheet:
    """One report with what it gives by itself, worked out once: happenings, speakers, what statements are about."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.laid = lay_out(record)
        self.incidents = incidents(self.laid)

    @property
    def id(self) -> str:
        """The report's id."""
        return self.record.report.id

    @cached_property
    def source(self) -> Source:
        """Who speaks in it."""
        return Source(self.laid, Cast(self.record))

    @cached_property
    def linker(self) -> Linker:
        """Its statements with what they are about."""
        return Linker(self.laid, self.incidents, self.source.cast)

    @cached_property
    def voices(self) -> Voices:
        """Who speaks in it, for what is said of silence."""
        return voices(self.source.id, self.source.day, self.source.cast.behind.values())


class Desk:
    """Some reports, in the order of their ids. Of equal reports equal desks, whatever their order."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        self.sheets = sorted(sheets, key=lambda s: s.id)
        self.told = [sheet.laid for sheet in self.sheets]
        self.nodes: list[Incident] = []
        self.of: dict[int, list[int]] = defaultdict(list)
        for n, sheet in enumerate(self.sheets):
            for incident in sheet.incidents:
                self.of[n].append(len(self.nodes))
                self.nodes.append(replace(incident, report=n))
        self.chances = Chances(self.told, self.nodes)

    def groups(self, pairs: Iterable[tuple[int, int]], words: Iterable[Word] = ()) -> list[Group]:
        """All happenings of the desk in groups of those that are one, each alone that no other tells."""
        found = merge(pairs, self.chances, words)
        joined = {n for g in found for n in g.members}
        return [*found, *(Group((n,), 1.0) for n in range(len(self.nodes)) if n not in joined)]

    def event(self, group: Group, near: Near, copies: Mapping[str, str], decided: Decided) -> Event:
        """The event that a group of happenings makes.

        copies: the original of each report that is a copy. decided: what people have decided of its parties.
        """
        happening = self._happening([(n, self.nodes[n]) for n in group.members], near)
        table = Table(happening, decided)
        acts = [act for node in happening.nodes for act in node.acts]
        refs = tuple(ActRef(self.sheets[node.report].id, a.act.id) for node in happening.nodes for a in node.acts)
        told, day, place = numbers(happening, table.parties, copies), when(acts), where(acts)
        return Event(
            id="e" + hashlib.sha256(f"{refs[0].report}\n{refs[0].act}".encode()).hexdigest()[:12],
            title=title(happening, table.parties, day, place["name"] if place else None, told),
            acts=refs,
            when=day,
            where=place,
            positions=table.positions(),
            counts=told,
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
            sources=[self.sheets[node.report].source for node in nodes],
            around=[self.sheets[r].source for r in around],
            far=[about_group(self.sheets[r].linker.floating, group) for r in around],
        )

    def _links(self, n: int) -> Sequence[Link]:
        report = self.nodes[n].report
        return self.sheets[report].linker.links[self.of[report].index(n)]

    def _reasons(self, nodes: Sequence[Incident]) -> tuple[str, ...]:
        return reasons(nodes, self.chances.alike) if len(nodes) > 1 else ()


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
