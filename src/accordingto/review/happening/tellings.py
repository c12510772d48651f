"""The acts of an event as told, the numbers as told, and the reports that tell it, copies folded behind originals."""

from __future__ import annotations

from dataclasses import dataclass, replace

from accordingto.casebook.reader import Held
from accordingto.export import words as say
from accordingto.export.accused import accused
from accordingto.reconcile.types import Told
from accordingto.review.happening.loading import Happening, Source
from accordingto.review.plain import Plain, what
from accordingto.review.quoting import Quote, outlet_of, quote, title_of
from accordingto.types import Act, Count, Statement

Linked = tuple[str, str]
"""Words and the address to which they lead."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One act as one report tells it: never without whose word it is. copies: other reports with the same act."""

    key: str
    quote: Quote
    who: str
    what: str
    whom: str
    per: tuple[Linked, ...]
    denied: tuple[Linked, ...]
    when: str
    where: str
    planned: bool
    state: str
    accuses: tuple[str, ...]
    copies: tuple[Linked, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """One number as told; `also`: copies and repetitions of the same source's number, which are no further source."""

    told: Told
    number: str
    words: str
    source: str
    day: str
    to: Linked
    denied: bool
    also: tuple[Linked, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report that tells the event. copies: those that tell it with this one's words."""

    held: Held
    outlet: str
    title: str
    day: str
    voice: str
    acts: tuple[Linked, ...]
    copies: tuple[Linked, ...]


def telling(source: Source, act: Act, blamed: dict[str, tuple[str, ...]]) -> Telling:
    """One act for a page."""
    told, number = Plain(source.record), source.held.number
    per = tuple((told.chain(s), f"/reports/{number}#{s.id}") for s in _statements(source, act.per))
    denied = tuple((told.chain(s), f"/reports/{number}#{s.id}") for s in _statements(source, act.denied_by))
    key = f"{number}.{act.id}"
    return Telling(
        key, quote(source.held, source.record, act), told.parties(act.initiators), what(act),
        told.parties(act.targets), per or ((say.the_report(source.record.report), f"/reports/{number}#{act.id}"),),
        denied, say.when(act.when), told.place(act.where), act.status != "reported",
        source.states.get(act.id, "unreviewed"), blamed.get(act.id, ()),
    )  # fmt: skip


def _statements(source: Source, ids: tuple[str, ...]) -> list[Statement]:
    return [s for id in ids if isinstance(s := source.items.get(id), Statement)]


def tellings(happening: Happening) -> list[Telling]:
    """The acts by day of telling; one that a copy tells in the same words stands behind its original's."""
    found: dict[tuple[str, str, str], list[Telling]] = {}
    blamed = {n: accused(source.record) for n, source in happening.sources.items()}
    for source, act in happening.acts():
        number = str(source.held.number)
        one = telling(source, act, blamed[number])
        same = (happening.root(number), act.type, f"{one.quote.before}|{act.trigger.exact}|{one.whom}")
        found.setdefault(same, []).append(one)
    rows = []
    for some in found.values():
        first, *others = sorted(some, key=lambda t: (t.quote.copy_of is not None, int(t.quote.report)))
        copies = tuple((f"{t.quote.outlet}, {t.quote.day or 'no date'}", t.quote.to) for t in others)
        rows.append(replace(first, copies=copies))
    return sorted(rows, key=lambda t: (t.quote.day or "9", int(t.quote.report)))


def numbers(happening: Happening) -> list[Number]:
    """Each number of each source once, by kind and day."""
    found: dict[tuple[object, ...], list[Told]] = {}
    for told in happening.event.counts:
        if told.report in happening.sources:
            whose = told.repeats or told.source
            found.setdefault((told.what, told.min, told.max, told.approx, whose.casefold()), []).append(told)
    rows = [_number(happening, some) for some in found.values()]
    return sorted(rows, key=lambda n: (n.told.what or "", n.day or "9", int(n.told.report)))


def _number(happening: Happening, some: list[Told]) -> Number:
    first, *others = sorted(some, key=lambda t: (not t.independent, t.date or "9", int(t.report)))
    source = happening.sources[first.report]
    act = source.items.get(first.act or "")
    denied = isinstance(act, Act) and bool(act.denied_by)
    number = say.count(Count(first.min, first.max, first.approx))
    return Number(first, number, first.span.exact if first.span else "",
                  first.repeats or first.source, (first.date or "")[:10], _place(happening, first), denied,
                  tuple(_place(happening, t) for t in others))  # fmt: skip


def _place(happening: Happening, told: Told) -> Linked:
    source = happening.sources[told.report]
    copy = f", copy of report {told.copy_of}" if told.copy_of else ""
    key = f"#{told.act}" if told.act else ""
    return f"{outlet_of(source.held)}, {source.day or 'no date'}{copy}", f"/reports/{told.report}{key}"


def reports(happening: Happening) -> list[Report]:
    """The reports that tell it, by day; a copy stands with its original where that tells it too."""
    telling = happening.telling
    acts: dict[str, list[Linked]] = {}
    for source, act in happening.acts():
        acts.setdefault(str(source.held.number), []).append(
            (act.trigger.exact, f"/reports/{source.held.number}#{act.id}")
        )
    copies: dict[str, list[str]] = {}
    for number in telling:
        root = happening.root(number)
        copies.setdefault(root if root in telling else number, []).append(number)
    found = []
    for number, some in copies.items():
        source = happening.sources[number]
        report = source.record.report
        found.append(Report(
            source.held, outlet_of(source.held), title_of(source.held), source.day, say.the_report(report),
            tuple(acts.get(number, ())),
            tuple((f"{outlet_of(happening.sources[n].held)}, {happening.sources[n].day or 'no date'}", f"/reports/{n}")
                  for n in some if n != number)))  # fmt: skip
    return sorted(found, key=lambda r: (r.day or "9", r.held.number))
