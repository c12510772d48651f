"""The work: what to review next and why, and who is to do it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from accordingto.casebook.accounts import accounts
from accordingto.casebook.assignments import Assignment, assign, assignments
from accordingto.casebook.queue import Waiting, waiting
from accordingto.errors import MissingError, UsageError
from accordingto.export.accused import DONE_BY, DONE_TO
from accordingto.export.words import doubt
from accordingto.review.calls import KEY, NUMBER, Call
from accordingto.review.pages import show
from accordingto.review.quoting import title_of
from accordingto.review.visit import Visit, action, go, page

ORDERS = {
    "doubt": "what the machine doubts most",
    "new": "what no other report tells",
    "watch": "what is watched for",
    "date": "the newest",
}
READINGS = {"sure": "mostly sure", "likely": "some doubt", "doubtful": "much doubt"}
"""How sure the machine is of a report, on the average of its records."""
ON_ONE_PAGE = 50


def queue(visit: Visit, order: str, mine: bool) -> list[Waiting]:
    """What is left for this person: accusations of named persons first, then theirs, then what is to be looked at
    again, then by the order asked for.

    A coder does not see what is assigned to others only; nobody sees what they have finished themselves. Of what they
    code blind people see their own progress.
    """
    by_report = _assigned(visit)
    alone = {a.report for there in by_report.values() for a in there if a.person == visit.person and a.hides}
    there_is = [one for one in waiting(visit.casebook, DONE_BY, DONE_TO) if one.report not in alone]
    if alone:
        there_is += [w for w in waiting(visit.casebook, DONE_BY, DONE_TO, visit.person) if w.report in alone]
    left = []
    for one in there_is:
        there = by_report.get(one.report, [])
        own = next((a for a in there if a.person == visit.person), None)
        if (own and own.state != "open") or (mine and not own):
            continue
        if not own and there and not visit.session.may("reviewer"):
            continue
        left.append((one, own is not None))
    left.sort(key=lambda pair: (not pair[0].accuses, not pair[1], not pair[0].again, *_rank(pair[0], order)))
    return [one for one, _ in left]


def _rank(one: Waiting, order: str) -> tuple[Any, ...]:
    if order == "new":
        return (one.copy, -one.novel, -one.doubt, one.report)
    if order == "watch":
        return (not one.watched, -one.doubt, one.report)
    if order == "date":
        return (tuple(-ord(c) for c in one.published_at[:10]), one.report)
    return (one.copy, -one.doubt, one.report)


def _assigned(visit: Visit) -> dict[int, list[Assignment]]:
    found: dict[int, list[Assignment]] = defaultdict(list)
    for one in assignments(visit.casebook):
        found[one.report].append(one)
    return found


def work(visit: Visit) -> Response:
    """The queue."""
    order = visit.query("order") or "doubt"
    if order not in ORDERS:
        raise UsageError(f"order: one of {', '.join(ORDERS)}")
    mine = visit.query("mine") == "yes"
    left = queue(visit, order, mine)
    by_report = _assigned(visit)
    lines = [_line(visit, one, by_report) for one in left[:ON_ONE_PAGE]]
    reviewer = visit.session.may("reviewer")
    return show(
        visit, "work/queue.html.jinja", "Work", lines=[line for line in lines if line], left=len(left), order=order,
        orders=ORDERS, mine=mine, people=_people(visit) if reviewer else [],
        doubles=_doubles(by_report) if reviewer else [], reviewer=reviewer,
        readings=READINGS,
    )  # fmt: skip


def _line(visit: Visit, one: Waiting, by_report: dict[int, list[Assignment]]) -> dict[str, Any] | None:
    try:
        held = visit.reader.report(one.report)
    except MissingError:
        return None
    return {"one": one, "title": title_of(held), "day": (held.record.report.published_at or "")[:10],
            "outlet": held.record.report.publisher or "", "doubt": doubt(1 - one.doubt),
            "people": _shown(visit, by_report.get(one.report, []))}  # fmt: skip


def _shown(visit: Visit, there: Sequence[Assignment]) -> list[Assignment]:
    """Who works on a report; blind coders do not learn who the others are."""
    if visit.session.may("reviewer") and not any(a.person == visit.person and a.hides for a in there):
        return list(there)
    return [a for a in there if a.person == visit.person or not a.blind]


def _people(visit: Visit) -> list[str]:
    """Who can be assigned: the team, else the one person at work."""
    team = [a.name for a in accounts(visit.casebook) if not a.disabled and a.role != "reader"]
    return team or [visit.person]


def _doubles(by_report: dict[int, list[Assignment]]) -> list[tuple[int, list[Assignment], bool]]:
    """Reports that are coded blind: their coders, and whether all are done."""
    found = []
    for number, there in sorted(by_report.items()):
        blind = [a for a in there if a.blind]
        if blind:
            found.append((number, blind, all(a.state in ("done", "adjudicated") for a in blind)))
    return found


def after(visit: Visit) -> Response:
    """The next report for this person."""
    left = queue(visit, "doubt", mine=False)
    return go(f"/reports/{left[0].report}" if left else "/work")


def assign_form(visit: Visit) -> Response:
    """Assigns the chosen reports."""
    numbers = [
        int(str(n))
        for n in visit.form.getlist("report")
        if str(n).isascii() and str(n).isdecimal() and len(str(n)) < 10
    ]
    people = [str(p) for p in visit.form.getlist("person")]
    _assign(visit, numbers, people, visit.field("blind") == "yes")
    return go("/work")


def assign_call(visit: Visit) -> Any:
    """The same for programs."""
    body = visit.body
    return {"assigned": _assign(visit, body["reports"], body["people"], body.get("blind", False))}


def _assign(visit: Visit, numbers: list[int], people: list[str], blind: bool) -> int:
    if not numbers or not people:
        raise UsageError("choose at least one report and one person")
    unknown = set(people) - set(_people(visit))
    if unknown:
        raise UsageError(f"{sorted(unknown)[0][:80]!r}: nobody of this name can be assigned")
    for number in numbers:
        visit.reader.report(number)
    return assign(visit.casebook, numbers, people, blind=blind)


def queue_call(visit: Visit) -> Any:
    """What is left for this person, in order."""
    left = queue(visit, visit.asked.get("order", "doubt"), visit.asked.get("mine", False))
    return {
        "left": len(left),
        "reports": [
            {"report": w.report, "items": w.items, "decided": w.decided, "again": w.again, "accuses": w.accuses,
             "watched": w.watched, "doubt": doubt(1 - w.doubt), "novel": round(w.novel, 3), "copy": w.copy}
            for w in left[: visit.asked.get("limit", ON_ONE_PAGE)]
        ],
    }  # fmt: skip


def assignments_call(visit: Visit) -> Any:
    """Who works on which report, and who can be assigned, for programs."""
    told = [{"report": a.report, "person": a.person, "blind": a.blind, "state": a.state}
            for there in _assigned(visit).values() for a in _shown(visit, there)]  # fmt: skip
    return {"assignments": told, "people": _people(visit) if visit.session.may("reviewer") else [visit.person]}


CALLS: tuple[Call, ...] = (
    Call("GET", "/api/assignments", assignments_call, "Who works on which report.", "coder"),
    Call("GET", "/api/work", queue_call, "What is left to review, in order.", "coder",
         query={"order": {"enum": list(ORDERS)}, "mine": {"type": "boolean"}, "limit": {**NUMBER, "maximum": 500}}),
    Call("POST", "/api/assignments", assign_call, "Assigns reports to people; blind: each codes alone.", "reviewer",
         body={"type": "object", "required": ["reports", "people"], "additionalProperties": False,
               "properties": {"reports": {"type": "array", "items": NUMBER, "maxItems": 1000},
                              "people": {"type": "array", "items": KEY, "maxItems": 50},
                              "blind": {"type": "boolean"}}}),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (
    page("/work", work, "coder"),
    page("/work/next", after, "coder"),
    action("/work/assign", assign_form, "reviewer"),
)
