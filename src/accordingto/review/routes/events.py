"""The events, and the event page: who stands where, the numbers, when, where, who acts on whom, according to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from accordingto.casebook.event_lists import Listing
from accordingto.casebook.happenings import pending
from accordingto.errors import UsageError
from accordingto.export.accused import DONE_BY, DONE_TO
from accordingto.export.happenings import contested
from accordingto.export.words import when
from accordingto.reconcile.types import Event
from accordingto.review.accusations import standings
from accordingto.review.calls import OBJECT, TEXT, Call, Schema
from accordingto.review.happening import figures, tellings
from accordingto.review.happening.loading import Happening, load
from accordingto.review.happening.matrix import matrix
from accordingto.review.pages import show
from accordingto.review.visit import Visit, action, go, page

ON_ONE_PAGE = 50
SHOWN = {"": "all events", "several": "told by several reports", "contested": "contested"}
ACCUSED = 20
"""Accused persons of an event whose last legal stage is looked up."""
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


@dataclass(frozen=True, slots=True)
class Line:
    """An event in the list: never without whose word it is."""

    event: Event
    when: str
    reports: int
    told_by: tuple[str, ...]
    more: int
    contested: str
    accuses: tuple[str, ...]


def line_of(event: Event, accuses: Sequence[str]) -> Line:
    """An event's line."""
    who = list(dict.fromkeys(p.party for p in event.positions if p.stance == "asserts"))
    return Line(event, when(event.when), len({a.report for a in event.acts}), tuple(who[:3]), max(0, len(who) - 3),
                contested(event), tuple(accuses))  # fmt: skip


def index(visit: Visit) -> Response:
    """The events by day, the newest first."""
    told, shown = visit.query("words"), visit.query("shown")
    since = visit.query("since")
    first = visit.count("first", 1, 10**9)
    total, some = _found(visit, told, shown, since or None, first)
    blamed = visit.reader.blamed_in([e.id for e in some], DONE_BY, DONE_TO)
    with visit.casebook.reading() as connection:
        waiting = len(pending(connection))
    return show(
        visit, "events/index.html.jinja", "Events", waiting=waiting, conclusion=visit.desk.intake.conclusion,
        lines=[line_of(e, blamed.get(e.id, ())) for e in some],
        total=total, words=told, shown=shown, since=since, choices=SHOWN, first=first, on_one_page=ON_ONE_PAGE,
        after=first + ON_ONE_PAGE if first - 1 + ON_ONE_PAGE < total else None,
    )  # fmt: skip


def refresh(visit: Visit) -> Response:
    """Concludes events from the reports that were added since the last time, in the background."""
    visit.desk.intake.conclude(visit.casebook)
    return go("/events")


def refresh_call(visit: Visit) -> Any:
    """The same for programs."""
    return asdict(visit.desk.intake.conclude(visit.casebook))


def conclusion_call(visit: Visit) -> Any:
    """How far it is."""
    return asdict(visit.desk.intake.conclusion)


def _found(visit: Visit, told: str, shown: str, since: str | None, first: int) -> tuple[int, list[Event]]:
    """How many events fit, and a page of them; silence is for the page of one event."""
    if shown not in SHOWN:
        raise UsageError(f"shown: choose one of {', '.join(filter(None, SHOWN))}")
    asked = Listing(told, since, shown == "several", shown == "contested")
    total, rows = visit.reader.events(asked, first, ON_ONE_PAGE)
    return total, [Event.from_dict(row) for row in rows]


def event(visit: Visit) -> Response:
    """The event page."""
    happening = load(visit, str(visit.request.path_params["key"]))
    acts = list(happening.acts())
    numbers, spots, ties = tellings.numbers(happening), figures.places(acts), figures.ties(acts)
    reports, told = tellings.reports(happening), tellings.tellings(happening)
    accused = list(dict.fromkeys(name for t in told for name in t.accuses))
    known = standings(visit.reader, accused[:ACCUSED])
    return show(
        visit, "events/event.html.jinja", f"Event: {happening.event.title}", event=happening.event,
        when=when(happening.event.when), contested=contested(happening.event), matrix=matrix(happening),
        numbers=numbers, numbers_drawn=figures.numbers_drawn(numbers), tellings=told,
        accused=[(name, known.get(name)) for name in accused],
        reports=reports, total=len(happening.telling), rejected=happening.rejected, timeline=figures.timeline(acts),
        spots=spots, map=figures.map_of(spots), ties=ties,
        graph=figures.graph(ties, {p.party for p in happening.event.positions}),
    )  # fmt: skip


def events_call(visit: Visit) -> Any:
    """The events for programs, a page of them."""
    asked = visit.asked
    shown, since, first = asked.get("shown", ""), asked.get("since"), asked.get("first", 1)
    total, found = _found(visit, asked.get("words", ""), shown, since, first)
    blamed = visit.reader.blamed_in([e.id for e in found], DONE_BY, DONE_TO)
    with visit.casebook.reading() as connection:
        waiting = len(pending(connection))
    events = [{**e.to_dict(), "contested": contested(e), "accuses": blamed.get(e.id, [])} for e in found]
    return {"total": total, "waiting": waiting, "events": events}


def event_call(visit: Visit) -> Any:
    """One event for programs, with its acts as told and its reports."""
    happening = load(visit, str(visit.request.path_params["key"]))
    return {
        **happening.event.to_dict(),
        "contested": contested(happening.event),
        "reports": [_report(happening, number) for number in happening.telling],
        "tellings": [
            {"act": t.key, "who": t.who, "what": t.what, "whom": t.whom, "according_to": [w for w, _ in t.per],
             "denied_by": [w for w, _ in t.denied], "when": t.when, "where": t.where, "words": t.quote.words,
             "citation": t.quote.citation, "state": t.state, "accuses": list(t.accuses),
             "copies": [to for _, to in t.copies]}
            for t in tellings.tellings(happening)
        ],
    }  # fmt: skip


def _report(happening: Happening, number: str) -> dict[str, Any]:
    source = happening.sources[number]
    report = source.record.report
    return {"report": source.held.number, "title": report.title, "publisher": report.publisher, "url": report.url,
            "published_at": report.published_at, "copy_of": source.held.copy_of,
            "killed": source.held.killed}  # fmt: skip


CALLS: tuple[Call, ...] = (
    Call("GET", "/api/events", events_call, "Events, the newest first, 50 at a time.",
         query={"words": TEXT, "shown": {"enum": list(SHOWN)}, "since": DAY,
                "first": {"type": "integer", "minimum": 1, "maximum": 999_999_999}}, answer=OBJECT),
    Call("GET", "/api/events/{key}", event_call,
         "One event: positions, numbers as told, its acts with whose word each is, its reports.", answer=OBJECT),
    Call("POST", "/api/reconcile", refresh_call,
         "Concludes events from the reports added since the last time, in the background, one at a time.",
         "coder", body={"type": "object", "additionalProperties": False}),
    Call("GET", "/api/reconcile", conclusion_call, "How far the last concluding of events is.", "coder"),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (
    page("/events", index, name="events"),
    action("/events", refresh, name="refresh"),
    page("/events/{key}", event),
)
