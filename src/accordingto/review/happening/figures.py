"""What the pictures of an event show: the same acts and numbers as its lists, never more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from accordingto.export import words as say
from accordingto.reconcile.gathering import Party, gather
from accordingto.reconcile.names import trimmed
from accordingto.reconcile.parties import Mention
from accordingto.review.addresses import party_address
from accordingto.review.drawing.graph import Edge, draw_graph
from accordingto.review.drawing.map import Spot, draw_map
from accordingto.review.drawing.numbers import Number as Mark
from accordingto.review.drawing.numbers import draw_numbers
from accordingto.review.drawing.timeline import Bar, draw_timeline
from accordingto.review.happening.loading import Source
from accordingto.review.happening.tellings import Number
from accordingto.types import Act, Place, Role

Acts = Sequence[tuple[Source, Act]]

PRECISIONS = {"point": "this point", "city": "this town", "region": "somewhere in this region",
              "country": "somewhere in this country"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spotted:
    """A line of the map's list."""

    place: Place
    precision: str
    to: str
    times: int


@dataclass(frozen=True, slots=True)
class Tie:
    """A line of the graph's list."""

    edge: Edge
    times: int
    reports: int


def numbers_drawn(numbers: Iterable[Number]) -> list[tuple[str, Markup]]:
    """A picture for each kind of number that at least two tellings date."""
    kinds: dict[str, list[Mark]] = {}
    for n in numbers:
        also = f", and {len(n.also)} more that repeat it" if n.also else ""
        label = f"{n.number}, according to {n.source}: {n.to[0]}{also}{', contested' if n.denied else ''}"
        mark = Mark(n.told.min, n.told.max, n.day, label, n.to[1], n.denied)
        kinds.setdefault(n.told.what or "people", []).append(mark)
    drawn = [(kind, draw_numbers(kind, marks)) for kind, marks in kinds.items()]
    return [(kind, picture) for kind, picture in drawn if picture is not None]


def timeline(acts: Acts) -> Markup | None:
    """Each stretch of days on which the acts are told to have happened, with how often it is told."""
    found: dict[object, list[tuple[Source, Act]]] = {}
    for source, act in acts:
        if act.when and (act.when.earliest or act.when.latest):
            key = (act.when.earliest or "", act.when.latest or "9", act.type, act.mode, act.status, bool(act.denied_by))
            found.setdefault(key, []).append((source, act))
    bars = [_bar(some) for _, some in sorted(found.items(), key=lambda item: str(item[0]))]
    return draw_timeline("Timeline: when it is told to have happened", bars)


def _bar(some: Acts) -> Bar:
    source, act = some[0]
    assert act.when is not None
    told = f"{say.when(act.when)}: {act.trigger.exact}, according to {_whose(source, act)}"
    more = len({s.held.number for s, _ in some}) - 1
    told += f" and {more} more {'report' if more == 1 else 'reports'}" if more else ""
    denied = any(a.denied_by for _, a in some)
    css = "contested" if denied else "" if act.status == "reported" else "planned"
    return Bar(act.when.earliest, act.when.latest, told + (" (contested)" if denied else ""), _to(source, act), css)


def _whose(source: Source, act: Act) -> str:
    told = [s for s in source.record.statements if s.id in act.per]
    return say.Words(source.record).chain(told[0]) if told else say.the_report(source.record.report)


def _to(source: Source, act: Act) -> str:
    return f"/reports/{source.held.number}#{act.id}"


def places(acts: Acts) -> list[Spotted]:
    """Where the acts are told to have happened, each place once, the most often told first."""
    found: dict[tuple[str, str | None, str], list[Spotted]] = {}
    for source, act in acts:
        place = source.places.get(act.where or "")
        if place is not None:
            key = (place.name, place.country, place.precision)
            found.setdefault(key, []).append(Spotted(place, PRECISIONS[place.precision], _to(source, act), 1))
    rows = [Spotted(some[0].place, some[0].precision, some[0].to, len(some)) for some in found.values()]
    return sorted(rows, key=lambda s: (-s.times, s.place.name))


def map_of(spots: Iterable[Spotted]) -> Markup | None:
    """The map of these places; those without a point are in the list alone."""
    return draw_map([
        Spot(s.place.name, s.place.country, s.place.lat, s.place.lon, s.place.precision,
             f"{s.place.name}: {s.precision}, told {s.times} {'time' if s.times == 1 else 'times'}"
             + (", territory in dispute" if s.place.disputed else ""), s.to, s.place.disputed)
        for s in spots if s.place.lat is not None and s.place.lon is not None
    ])  # fmt: skip


def ties(acts: Acts) -> list[Tie]:
    """Who acts on whom, acts of one kind between the same two once, the most often told first."""
    found: dict[tuple[str, str, str, bool], list[tuple[Source, Act]]] = {}
    parties = _parties(acts)
    for source, act in acts:
        if act.status == "negated":
            continue
        for one, other in _pairs(source, act, parties):
            found.setdefault((one, other, f"{act.type}/{act.mode}" if act.mode else act.type, not act.targets),
                             []).append((source, act))  # fmt: skip
    rows = []
    for (one, other, what, mutual), some in found.items():
        reports, denied = len({s.held.number for s, _ in some}), any(a.denied_by for _, a in some)
        source, act = some[0]
        whose = f"according to {_whose(source, act)}" + (f" and others, {reports} reports" if reports > 1 else "")
        label = f"{one} · {what} · {other}: “{act.trigger.exact}”, {whose}{', contested' if denied else ''}"
        short = f"{act.trigger.exact} ×{len(some)}" if len(some) > 1 else act.trigger.exact
        rows.append(Tie(Edge(one, other, short, label, _to(source, act), denied, mutual), len(some), reports))
    return sorted(rows, key=lambda t: (-t.reports, -t.times, t.edge.one, t.edge.other, t.edge.what))


def _pairs(source: Source, act: Act, parties: Mapping[Mention, Party]) -> list[tuple[str, str]]:
    """Each initiator with each target; the parties of a mutual act two and two."""

    def name(role: Role) -> str:
        mention = source.cast.role(role)
        if mention is None:
            return trimmed(role.exact) or role.exact
        return parties[mention].name if mention in parties else mention.names[0]

    one = list(dict.fromkeys(map(name, act.initiators)))
    other = list(dict.fromkeys(map(name, act.targets)))
    if act.targets:
        return [(a, b) for a in one for b in other if a != b]
    return [(a, b) for n, a in enumerate(one) for b in one[n + 1 :]]


def _parties(acts: Acts) -> Mapping[Mention, Party]:
    """The parties with a name of their own, one for all the names by which reports know it; "12 people" stay apart."""
    roles = ((source, role) for source, act in acts for role in (*act.initiators, *act.targets))
    mentions = (source.cast.role(role) for source, role in roles)
    return gather(m for m in mentions if m is not None and not (m.described and m.office is None))


def graph(rows: Iterable[Tie], known: Iterable[str]) -> Markup | None:
    """The picture of these ties; known: parties that have a page."""
    return draw_graph([t.edge for t in rows], {name: party_address(name) for name in known})
