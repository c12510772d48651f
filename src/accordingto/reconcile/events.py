"""Events: one happening with all acts that tell it, from the records of many reports."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from accordingto.reconcile.clusters import Group
from accordingto.reconcile.facts import FAR, Facts, Laid, lay_out
from accordingto.reconcile.incidents import Incident, incidents
from accordingto.reconcile.keys import candidates, neighbours
from accordingto.reconcile.linking import all_links, floating
from accordingto.reconcile.merging import Chances, merge
from accordingto.reconcile.parties import Cast
from accordingto.reconcile.positions import Happening, Source, positions
from accordingto.reconcile.reasons import reasons
from accordingto.reconcile.types import ActRef, Event
from accordingto.types import Record, When

TITLE_WORDS = 160
"""Characters of a title; roles may be whole relative clauses."""


def reconcile(records: Sequence[Record]) -> list[Event]:
    """The events of some records, by day and then by id; each act stands in one event, alone where none tells the same.

    A pure function: the same records give the same events in whatever order they come.
    """
    told = lay_out(sorted(records, key=lambda r: r.report.id))
    nodes = [node for laid in told for node in incidents(laid)]
    chances = Chances(told, nodes)
    groups = merge(candidates(told, nodes), chances)
    joined = {n for g in groups for n in g.members}
    alone = [Group((n,), 1.0) for n in range(len(nodes)) if n not in joined]
    sources = [Source(laid, Cast(laid.record)) for laid in told]
    links = all_links([(s.laid, s.cast) for s in sources], nodes)
    near = neighbours(told)
    of: dict[int, list[Incident]] = defaultdict(list)
    for node in nodes:
        of[node.report].append(node)
    events = []
    for group in (*groups, *alone):
        own = [nodes[n] for n in group.members]
        telling = {node.report for node in own}
        around = sorted({r for n in telling for r in near[n]} - telling)
        happening = Happening(
            nodes=own,
            links=[links[n] for n in group.members],
            sources=[sources[n.report] for n in own],
            around=[sources[r] for r in around],
            far=[floating(sources[r].laid, sources[r].cast, of[r], [(told[n.report], n) for n in own]) for r in around],
        )
        events.append(_event(happening, told, group.confidence, chances))
    return sorted(events, key=_order)


def _order(event: Event) -> tuple[str, str]:
    return ((event.when.earliest or event.when.latest or "9") if event.when else "9", event.id)


def _event(happening: Happening, told: Sequence[Laid], confidence: float, chances: Chances) -> Event:
    nodes = happening.nodes
    acts = [act for node in nodes for act in node.acts]
    refs = tuple(ActRef(told[a.report].record.report.id, a.act.id) for a in acts)
    return Event(
        id="e" + hashlib.sha256(f"{refs[0].report}\n{refs[0].act}".encode()).hexdigest()[:12],
        title=title(acts, told),
        acts=refs,
        when=when(acts),
        where=where(acts),
        positions=positions(happening),
        reasons=reasons([n.whole for n in nodes], chances.alike) if len(nodes) > 1 else (),
        confidence=round(min(confidence, max(a.act.confidence for a in acts)), 2),
    )


def fullest(acts: Iterable[Facts]) -> Facts:
    """The act that tells most; of equals the first."""

    def told(a: Facts) -> int:
        named = any(p.name for p in (*a.initiators, *a.targets))
        return sum(map(bool, (a.targets, a.initiators, a.days, a.place, named)))

    return max(acts, key=lambda a: (a.act.status == "reported", told(a), -a.number))


def title(acts: Sequence[Facts], told: Sequence[Laid]) -> str:
    """Who did what to whom as the fullest telling has it: "Police · arrested · 89 people"."""
    best = fullest(acts)
    names = {a.id: a.name for a in told[best.report].record.actors}

    def who(roles: Iterable[Any]) -> str:
        return ", ".join(dict.fromkeys(names.get(r.actor) or r.exact for r in roles))

    parts = (who(best.act.initiators), best.act.trigger.exact, who(best.act.targets))
    text = " · ".join(" ".join(p.split()) for p in parts if p)
    return text if len(text) <= TITLE_WORDS else text[: TITLE_WORDS - 1].rstrip() + "…"


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
