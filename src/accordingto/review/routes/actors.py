"""Parties: what they say, do and suffer, and two of them set side by side. Of private persons no profile is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from accordingto.casebook.named import Named
from accordingto.errors import UsageError
from accordingto.export import words as say
from accordingto.export.accused import accused
from accordingto.reconcile.types import STANCES, Event, Position
from accordingto.reconcile.views.comparing import compare as side_by_side
from accordingto.reconcile.views.matter import of_case
from accordingto.review.calls import KEY, TEXT, Call
from accordingto.review.happening.loading import Source
from accordingto.review.happening.matrix import CSS
from accordingto.review.happening.tellings import Telling, telling
from accordingto.review.pages import show
from accordingto.review.people import Bearer, bearer, safe_title
from accordingto.review.plain import in_words
from accordingto.review.quoting import quote
from accordingto.review.visit import Visit, page
from accordingto.types import Statement

ON_ONE_PAGE = 100
SHOWN = 30
"""Statements and acts of each kind on a party's page, the newest."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a party stands on an event, with the words and where they are."""

    words: str
    css: str
    quote: str
    to: str
    day: str


def index(visit: Visit) -> Response:
    """Parties and persons in office, those of most reports first."""
    told, first = visit.query("words"), visit.count("first", 1, 10**9)
    found = visit.reader.listed("parties", told, first, ON_ONE_PAGE + 1)
    return show(
        visit, "actors/index.html.jinja", "Parties", parties=[(p, in_words(p.codes)) for p in found[:ON_ONE_PAGE]],
        words=told, first=first, after=first + ON_ONE_PAGE if len(found) > ON_ONE_PAGE else None,
    )  # fmt: skip


def party(visit: Visit) -> Response:
    """One party's page; of a private person only the way to the case."""
    name = visit.query("name")
    one = bearer(visit, name, visit.query("who"))
    title = safe_title(visit, name, "Party")
    if one.private:
        return show(visit, "actors/private.html.jinja", "A private person", name=one.name, asked=name, who=one.who)
    events = events_of(visit, one, 50)
    does, done = _acts(one)
    said = [
        (say.STANCES[s.stance], quote(source.held, source.record, s))
        for source, s in _newest(one.statements())
        if source.held.copy_of is None
    ]
    return show(
        visit, "actors/party.html.jinja", title, name=one.name, asked=name, aliases=one.aliases,
        about=in_words(one.codes),
        kinds=one.kinds, reports=len(one.sources), left_out=one.left_out, said=said[:SHOWN], all_said=len(said),
        stances=Counter(stance for stance, _ in said).most_common(), does=does[:SHOWN], all_does=len(does),
        done=done[:SHOWN], all_done=len(done),
        events=[(e, say.when(e.when), stands(e, (name, *one.aliases))) for e in events],
        namesakes=[(n, in_words(n.codes)) for n in one.namesakes],
    )  # fmt: skip


def _newest(told: Iterable[tuple[Source, Statement]]) -> list[tuple[Source, Statement]]:
    return sorted(told, key=lambda pair: (pair[0].day, pair[0].held.number), reverse=True)


def _acts(one: Bearer) -> tuple[list[Telling], list[Telling]]:
    """What it is told to do, and what is told to be done to it, the newest telling first; copies are left out."""
    both: tuple[list[Telling], list[Telling]] = ([], [])
    for source, act, does, done in sorted(one.acts(), key=lambda told: told[0].day, reverse=True):
        if source.held.copy_of is not None:
            continue
        told = telling(source, act, accused(source.record))
        for wanted, some in ((does, both[0]), (done, both[1])):
            if wanted:
                some.append(told)
    return both


def events_of(visit: Visit, one: Bearer, limit: int) -> list[Event]:
    """The events on which a party stands somewhere under any of its names, the newest first."""
    reports = [int(number) for number in one.sources]
    return [Event.from_dict(row) for row in visit.reader.events_with((one.name, *one.aliases), limit, reports)]


def stands(event: Event, names: Iterable[str]) -> list[Stand]:
    """Where a party stands on an event, under any of its names: a row for each stance."""
    own = {name.lower() for name in names}
    return [_stand(p) for p in event.positions if p.party.lower() in own]


def _stand(p: Position) -> Stand:
    key = f"#{p.statement}" if p.statement else ""
    silent = p.stance == "not_quoted"
    return Stand(
        STANCES[p.stance],
        CSS[p.stance],
        p.words.strip('"“”'),
        "" if silent else f"/reports/{p.report}{key}",
        p.date or "",
    )


def compare(visit: Visit) -> Response:
    """Two parties on the same events, side by side."""
    one, other, words = visit.query("one"), visit.query("other"), visit.query("words")
    both: list[Any] = []
    only: dict[str, list[Any]] = {}
    points, problem = None, ""
    try:
        if one and other and words:
            points = side_by_side(of_case(visit.reader), words, (one, other))
        elif one and other:
            both, only = _compared(visit, one, other)
    except UsageError as error:
        problem = str(error).removeprefix("--party ")
    return show(
        visit, "actors/compare.html.jinja", "Two parties", one=one, other=other, both=both, only=only, words=words,
        points=points, problem=problem,
        known=[p.name for p in visit.reader.listed("parties", "", 1, 200)],
    )  # fmt: skip


def _compared(visit: Visit, one: str, other: str) -> tuple[list[Any], dict[str, list[Any]]]:
    """The events on which both stand somewhere, and those on which one alone does."""
    if one == other:
        raise UsageError("compare two different parties")
    told = {
        n: {e.id: e for row in visit.reader.events_with([n], 500) for e in [Event.from_dict(row)]} for n in (one, other)
    }
    both = [(e, say.when(e.when), stands(e, [one]), stands(e, [other]))
            for id, e in told[one].items() if id in told[other]]  # fmt: skip
    only = {n: [(e, say.when(e.when), stands(e, [n])) for id, e in told[n].items() if id not in told[o]][:SHOWN]
            for n, o in ((one, other), (other, one))}  # fmt: skip
    return both, only


def parties_call(visit: Visit) -> Any:
    """The parties for programs."""
    found = visit.reader.listed("parties", visit.asked.get("words", ""), visit.asked.get("first", 1), ON_ONE_PAGE)
    return {"parties": [_named(p) for p in found]}


def _named(one: Named) -> dict[str, Any]:
    return {"name": one.name, "kind": one.kind, "codes": list(one.codes), "reports": one.reports}


def party_call(visit: Visit) -> Any:
    """One party for programs; of a private person no profile."""
    name = visit.asked.get("name", "")
    one = bearer(visit, name, visit.asked.get("who", ""))
    head = {"name": one.name, "kinds": list(one.kinds), "codes": list(one.codes), "private": one.private}
    if one.private:
        return {**head, "statements": [], "acts": [], "events": []}
    return {
        **head,
        "who": one.who,
        "aliases": list(one.aliases),
        "namesakes": [{"who": n.who, "codes": list(n.codes), "reports": list(n.reports)} for n in one.namesakes],
        "statements": [f"{source.held.number}.{s.id}" for source, s in one.statements()],
        "acts": [{"act": f"{source.held.number}.{act.id}", "does": does, "done_to": done}
                 for source, act, does, done in one.acts()],
        "events": [e.id for e in events_of(visit, one, 50)],
    }  # fmt: skip


def compare_call(visit: Visit) -> Any:
    """Two parties on the same events, for programs."""
    one, other, words = (visit.asked.get(name, "") for name in ("one", "other", "words"))
    if words:
        found = side_by_side(of_case(visit.reader), words, (one, other))
        points = [{"event": p.event, "said": {party: [asdict(s) for s in some] for party, some in p.said.items()}}
                  for p in found.points]  # fmt: skip
        return {"about": found.about, "parties": list(found.parties), "points": points, "silent": dict(found.silent)}
    both, only = _compared(visit, one, other)
    return {
        "both": [{"event": e.id, one: _stances(a), other: _stances(b)} for e, _, a, b in both],
        "only": {name: [e.id for e, _, _ in some] for name, some in only.items()},
    }


def _stances(some: list[Stand]) -> list[dict[str, str]]:
    return [{"stance": s.words, "words": s.quote, "told": s.to, "date": s.day} for s in some]


FIRST = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
CALLS: tuple[Call, ...] = (
    Call("GET", "/api/parties", parties_call, "Parties and persons in office, those of most reports first.",
         query={"words": TEXT, "first": FIRST}),
    Call("GET", "/api/party", party_call, "What one party says, does and suffers; nothing of private persons.",
         query={"name": KEY, "who": TEXT}),
    Call("GET", "/api/compare", compare_call,
         "Where two parties stand on the same events; with words, what they say on these.",
         query={"one": KEY, "other": KEY, "words": TEXT}),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (
    page("/actors", index, name="actors"),
    page("/actors/party", party),
    page("/actors/compare", compare),
)
