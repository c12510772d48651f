"""What an event is called: in nobody's words where several sides tell it, else in those of one, who is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from accordingto.reconcile.facts import Facts
from accordingto.reconcile.incidents import Incident
from accordingto.reconcile.positions import Happening, Parties
from accordingto.reconcile.types import Told
from accordingto.reconcile.voice import the_report
from accordingto.types import Act, When

LONGEST = 160
"""Characters of a title; roles may be whole relative clauses."""

PLAIN = {
    "violence": "attacked", "destruction": "destroyed", "custody": "arrested", "charge": "charged", "trial": "tried",
    "sentence": "sentenced", "release": "released", "acquittal": "acquitted", "expulsion": "expelled",
    "CONSULT": "met", "PROTEST": "protested", "AGREE": "agreed", "SUPPORT": "supported", "CONCEDE": "gave way",
    "COOPERATE": "cooperated", "AID": "aided", "RETREAT": "withdrew", "REQUEST": "asked", "ACCUSE": "accused",
    "REJECT": "refused", "THREATEN": "threatened", "SANCTION": "punished", "MOBILIZE": "mobilised",
    "COERCE": "coerced", "ASSAULT": "attacked",
}  # fmt: skip
"""A plain word for each kind of happening (`incidents.kind_of`), taking no side."""

_HOW = {"negated": ", denied by", "planned": ", planned, according to", "hypothetical": ", as possible, according to"}
"""How one side tells what is not told as done."""

HARMS = ("killed", "wounded", "tortured", "abused", "missing", "displaced", "expelled")
"""Harms that are plain words themselves."""


def title(happening: Happening, parties: Parties, when: When | None, place: str | None, told: Sequence[Told]) -> str:
    """Where several tell: "killed (3 to 5 as told) · Kisumu · 2021-03-02"; else "Police · arrested · 9
    people, according to …".
    """
    sides = _sides(happening, parties)
    if len(sides) > 1:
        word, numbers = _word(happening.nodes)
        number = _range([t for t in told if t.what == numbers]) if numbers else ""
        whom = ", ".join(_named_by_all(happening))
        return _cut(" · ".join(p for p in (word + number, whom, place, _day(when)) if p))
    best, n = fullest(happening.nodes)
    names = {a.id: a.name for a in happening.sources[n].laid.record.actors}
    parts = (_who(best.initiators, names), best.trigger.exact, _who(best.targets, names))
    whose = f"{_HOW.get(best.status, ', according to')} {sides[0]}"
    return _cut(" · ".join(" ".join(p.split()) for p in parts if p), whose[:LONGEST])


def fullest(nodes: Sequence[Incident]) -> tuple[Act, int]:
    """The act that tells most, and the place of its happening among these; of equals the first."""

    def told(a: Facts) -> int:
        named = any(p.name for p in (*a.initiators, *a.targets))
        return sum(map(bool, (a.targets, a.initiators, a.days, a.place, named)))

    every = [(fact, n) for n, node in enumerate(nodes) for fact in node.acts]
    best, n = max(every, key=lambda x: (x[0].act.status == "reported", told(x[0]), -x[1], -x[0].number))
    return best.act, n


def _sides(happening: Happening, parties: Parties) -> list[str]:
    """Who tells it, each once, in order: parties, and reports in their own voice."""
    found: dict[str, None] = {}
    for node, source in zip(happening.nodes, happening.sources, strict=True):
        for fact in node.acts:
            mentions = [m for id in fact.act.per if (m := source.cast.behind.get(id)) is not None]
            for mention in mentions:
                found[parties[mention].name if mention in parties else mention.names[0]] = None
            if not mentions:
                own = source.cast.publisher
                known = own is not None and own in parties
                found[parties[own].name if own and known else the_report(source.laid.record.report)] = None
    return list(found)


def _word(nodes: Sequence[Incident]) -> tuple[str, str | None]:
    """The plain word for what happened, and the harm whose numbers go with it."""
    harms = Counter(harm for node in nodes for harm in {a.act.harm for a in node.acts} if harm in HARMS)
    if harms:
        harm = min(harms, key=lambda h: (-harms[h], HARMS.index(h)))
        return harm, harm
    kinds = Counter(node.kind for node in nodes)
    kind = min(kinds, key=lambda k: (-kinds[k], k)).split()[0]
    return PLAIN[kind], {"custody": "detained", "PROTEST": "protesting", "release": "released"}.get(kind)


def _named_by_all(happening: Happening) -> list[str]:
    """The names of persons to whom every report tells that it was done."""
    targets = [{p.name for p in node.whole.targets if p.person and len(p.name) > 1} for node in happening.nodes]
    shared = set.intersection(*targets)
    found: dict[tuple[str, ...], str] = {}
    for node, source in zip(happening.nodes, happening.sources, strict=True):
        names = {a.id: a.name for a in source.laid.record.actors}
        for fact in node.acts:
            for role, party in zip(fact.act.targets, fact.targets, strict=True):
                if party.name in shared and role.actor and names.get(role.actor):
                    found.setdefault(party.name, str(names[role.actor]))
    return list(found.values())


def _range(told: Sequence[Told]) -> str:
    """The least and the greatest number told, no mean."""
    ends = [n for t in told for n in (t.min, t.max) if n is not None]
    if not ends:
        return ""
    least, most = min(ends), max(ends)
    end = f"at least {most:,}" if any(t.max is None and t.min == most for t in told) else f"{most:,}"
    return f" ({least:,} to {end} as told)" if least != most else f" ({end} as told)"


def _day(when: When | None) -> str:
    if when is None:
        return ""
    days = dict.fromkeys(d for d in (when.earliest, when.latest) if d)
    return " to ".join(days)


def _who(roles: Iterable[Any], names: Mapping[str, str | None]) -> str:
    return ", ".join(dict.fromkeys(names.get(r.actor) or r.exact for r in roles))


def _cut(text: str, end: str = "") -> str:
    most = max(40, LONGEST - len(end))
    return (text if len(text) <= most else text[: most - 1].rstrip() + "…") + end
