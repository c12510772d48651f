"""The search page: every filter of `accordingto find`, how much there is by month and country, hits with words."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from accordingto.casebook.query import GROUPS, Group, Query
from accordingto.casebook.reader import Hit
from accordingto.errors import UsageError
from accordingto.export import words as say
from accordingto.export.accused import accused
from accordingto.review.calls import TEXT, Call, Schema
from accordingto.review.choices import lists
from accordingto.review.filters import FILTERS, KINDS, SCHEMAS, STATUSES, asked_of, in_address, query_of
from accordingto.review.happening.loading import Source, sources
from accordingto.review.happening.tellings import Telling, telling
from accordingto.review.pages import show
from accordingto.review.quoting import Quote, outlet_of, quote
from accordingto.review.visit import Visit, page
from accordingto.types import Act

ON_ONE_PAGE = 25
MOST = 1000
"""Hits that can be paged through; who wants more narrows the search, or exports."""
MONTHS = 36
"""Months shown, the newest."""


@dataclass(frozen=True, slots=True)
class Found:
    """One hit on the page. act: how it is told; quote: what is said, or the beginning of a report that is not coded."""

    key: str
    stance: str
    state: str
    act: Telling | None = None
    quote: Quote | None = None
    accuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """How much a search finds in one month or country, and the search that shows it."""

    label: str
    items: int
    sources: int
    asks: Mapping[str, str]


def search(visit: Visit) -> Response:
    """The search page; before anything is asked it shows the form alone."""
    asked = asked_of(visit)
    at = visit.count("page", 1, MOST // ON_ONE_PAGE)
    found: list[Found] = []
    bars: dict[str, list[Bar]] = {}
    more, total, problem = False, None, ""
    if asked:
        try:
            query = query_of(asked, at * ON_ONE_PAGE + 1)
            hits = visit.reader.find(replace(query, rejected=True))
            more = len(hits) > at * ON_ONE_PAGE and at * ON_ONE_PAGE < MOST
            found = shown(visit, hits[(at - 1) * ON_ONE_PAGE : at * ON_ONE_PAGE])
            total = next(iter(visit.reader.count(query, ())), None)
            bars = _bars(visit, query, in_address(asked))
        except UsageError as error:
            problem = str(error).removeprefix("--")
    return show(
        visit, "search/search.html.jinja", "Search", asked={**dict.fromkeys(FILTERS, ""), **asked},
        found=found, bars=bars, more=more, total=total, page=at, searched=bool(asked), problem=problem, kinds=KINDS,
        statuses=STATUSES, lists=lists(), alone="copies" in asked, again=in_address(asked),
    )  # fmt: skip


def shown(visit: Visit, hits: Iterable[Hit]) -> list[Found]:
    """Hits as a page shows them, with what people decided on them."""
    hits = list(hits)
    known = sources(visit, {str(hit.held.number) for hit in hits})
    return [_found(hit, known[str(hit.held.number)]) for hit in hits if str(hit.held.number) in known]


def _found(hit: Hit, source: Source) -> Found:
    if hit.item is None:
        report = source.held.record.report
        first = Quote(hit.id, report.title or report.text[:200], "", outlet_of(source.held), source.day, "",
                      copy_of=source.held.copy_of, killed=source.held.killed)  # fmt: skip
        return Found(hit.id, f"not coded ({report.language or 'language unknown'})", "", quote=first)
    item = source.items.get(hit.item.id)
    state = source.states.get(hit.item.id, "") if item else "rejected"
    item = item or hit.item
    blamed = accused(source.record)
    accuses = blamed.get(item.id, ())
    if isinstance(item, Act):
        return Found(hit.id, "", state, telling(source, item, blamed), accuses=accuses)
    return Found(hit.id, say.STANCES[item.stance], state, None, quote(source.held, source.record, item), accuses)


def _bars(visit: Visit, query: Query, asked: Mapping[str, str]) -> dict[str, list[Bar]]:
    """By month, the oldest first, and by country of acts, the largest first; single groups tell nothing."""
    months = sorted((g for g in visit.reader.count(query, ("month",)) if g.values[0]), key=lambda g: g.values[0] or "")
    countries = [g for g in visit.reader.count(query, ("country",)) if g.values[0]]
    found = {
        "month": [_bar(g, {**asked, **_month(str(g.values[0]))}) for g in months[-MONTHS:]],
        "country": [_bar(g, {**asked, "country": str(g.values[0])}) for g in countries[:15]],
    }
    return {name: some for name, some in found.items() if len(some) > 1}


def _bar(group: Group, asks: Mapping[str, str]) -> Bar:
    return Bar(str(group.values[0]), group.items, group.sources, asks)


def _month(month: str) -> dict[str, str]:
    """The days of a month as filters."""

    year, number = int(month[:4]), int(month[5:7])
    return {"since": f"{month}-01", "until": f"{month}-{monthrange(year, number)[1]:02d}"}


def search_call(visit: Visit) -> Any:
    """What `accordingto find` gives, for programs: hits, or counts where `by` is asked."""
    asked = dict(visit.asked)
    by, limit = asked.pop("by", None), asked.pop("limit", 20)
    query = query_of(asked, limit)
    if by is not None:
        names = tuple(name.strip() for name in by.split(","))
        return {"groups": [{**dict(zip(names, g.values, strict=True)), "items": g.items, "reports": g.reports,
                            "sources": g.sources} for g in visit.reader.count(query, names)]}  # fmt: skip
    return {"hits": [_told(one) for one in shown(visit, visit.reader.find(query))]}


def _told(one: Found) -> dict[str, Any]:
    if one.act is not None:
        t = one.act
        return {"id": one.key, "kind": "act", "who": t.who, "what": t.what, "whom": t.whom, "words": t.quote.words,
                "according_to": [w for w, _ in t.per], "denied_by": [w for w, _ in t.denied], "when": t.when,
                "where": t.where, "publisher": t.quote.outlet, "published": t.quote.day, "state": one.state,
                "accuses": list(one.accuses), "citation": t.quote.citation, "copy_of": t.quote.copy_of,
                "killed": t.quote.killed}  # fmt: skip
    assert one.quote is not None
    q = one.quote
    kind = "statement" if "." in one.key else "report"
    return {"id": one.key, "kind": kind, "who": q.who, "stance": one.stance, "words": q.words, "publisher": q.outlet,
            "published": q.day, "state": one.state, "accuses": list(one.accuses), "citation": q.citation,
            "copy_of": q.copy_of,
            "killed": q.killed}  # fmt: skip


_LIMIT: Schema = {"type": "integer", "minimum": 1, "maximum": MOST}
CALLS: tuple[Call, ...] = (
    Call("GET", "/api/search", search_call,
         f"Statements, acts and reports; counts instead where `by` names one or more of {', '.join(GROUPS)}.",
         query={**SCHEMAS, "limit": _LIMIT, "by": TEXT}),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (page("/search", search),)
