"""Where blind codings of a report meet: what differs, what is taken, and how far the coders agree."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from accordingto.casebook.assignments import assignments, set_state
from accordingto.casebook.deciding import decide
from accordingto.casebook.folding import fold
from accordingto.casebook.reviews import ReviewedRecord
from accordingto.errors import MissingError, UsageError
from accordingto.review import fields
from accordingto.review.adjudicating import MACHINE, SHARED, Line, align, compare, differs, take
from accordingto.review.agreement import Figure, agreements, overlaps
from accordingto.review.calls import Call
from accordingto.review.pages import show
from accordingto.review.quoting import title_of
from accordingto.review.visit import Refused, Visit, action, go, page

MOST_REPORTS = 500
"""Double-coded reports that agreement is measured on, the newest."""


def codings(visit: Visit, number: int) -> dict[str, ReviewedRecord]:
    """The blind codings of a report that are done, by coder. Raises `Refused` for whoever still codes it blind."""
    there = [a for a in assignments(visit.casebook, number) if a.blind]
    if any(a.person == visit.person and a.hides for a in there):
        raise Refused(403, f"you code report {number} blind; you see the other codings once it is adjudicated")
    if any(a.state == "open" for a in there):
        raise Refused(403, f"report {number} is still being coded; its codings are seen once all are done")
    return {a.person: visit.reader.reviewed(number, a.person) for a in there}


def adjudicate(visit: Visit) -> Response:
    """The codings of a report side by side."""
    number = visit.number("number")
    found, shared, shown, done = _side_by_side(visit, number)
    return show(
        visit, "work/adjudicate.html.jinja", f"Adjudicate report {number}", number=number, coders=list(found),
        heading=title_of(shared.held), lines=sorted(shown, key=lambda s: not s["differs"]),
        differing=sum(bool(s["differs"]) for s in shown), done=done,
    )  # fmt: skip


def codings_call(visit: Visit) -> Any:
    """The same for programs."""
    number = visit.number("number")
    found, _, shown, done = _side_by_side(visit, number)
    return {
        "report": number, "coders": list(found), "adjudicated": done,
        "lines": [{"line": s["line"].key, "kind": s["line"].kind, "title": s["title"], "differs": s["differs"],
                   "fields": [{"field": f.label, "differs": f.differs, "values": list(f.values)} for f in s["fields"]],
                   "shared": s["now"].state if s["now"] else None} for s in shown],
    }  # fmt: skip


def _side_by_side(
    visit: Visit, number: int
) -> tuple[dict[str, ReviewedRecord], ReviewedRecord, list[dict[str, Any]], bool]:
    """The codings by coder, the shared review, the lines of both, and whether they are adjudicated."""
    found = codings(visit, number)
    if len(found) < 2:
        raise MissingError(f"no two codings of report {number}")
    shared = visit.reader.reviewed(number)
    both = {**found, SHARED: shared}
    shown = []
    for line in align(both):
        coded = Line(line.key, line.kind, {coder: line.by[coder] for coder in found})
        if not any(coded.by.values()):
            continue
        title = fields.title(_any(line, both).everything, line.first.item)
        shown.append({"line": line, "title": title, "fields": compare(coded, found),
                      "differs": differs(coded, found), "now": line.by[SHARED]})  # fmt: skip
    state = next(a.state for a in assignments(visit.casebook, number) if a.blind)
    return found, shared, shown, state == "adjudicated"


def _any(line: Line, codings: dict[str, ReviewedRecord]) -> ReviewedRecord:
    return next(codings[coder] for coder, one in line.by.items() if one is line.first)


def take_form(visit: Visit) -> Response:
    """Takes one coder's version of one line into the shared review."""
    number = visit.number("number")
    _take(visit, number, visit.field("line"), visit.field("coder"), visit.field("why") or "adjudicated")
    return go(f"/work/adjudicate/{number}")


def take_call(visit: Visit) -> Any:
    """The same for programs."""
    told = visit.body
    review = _take(visit, visit.number("number"), told["line"], told["coder"], told["why"])
    return {"review": review}


def _take(visit: Visit, number: int, key: str, coder: str, why: str) -> int | None:
    found = codings(visit, number)
    if coder not in found:
        raise UsageError("no coding of this person")
    line = next((x for x in align({**found, SHARED: visit.reader.reviewed(number)}) if x.key == key), None)
    if line is None:
        raise MissingError("no such line")
    decision = take(line, coder, found[coder])
    if decision is None:
        return None
    item, how, value = decision
    return decide(visit.casebook, number, item, how, f"{why} (as {coder} has it)", value, seen=visit.reader)


def close_form(visit: Visit) -> Response:
    """Ends the blind coding of a report: lines of which all coders are of one mind are taken, and all see all."""
    number = visit.number("number")
    _close(visit, number)
    return go("/work")


def close_call(visit: Visit) -> Any:
    """The same for programs."""
    return {"taken": _close(visit, visit.number("number"))}


def _close(visit: Visit, number: int) -> int:
    found = codings(visit, number)
    if len(found) < 2:
        raise MissingError(f"no two codings of report {number}")
    taken, coder = 0, next(iter(found))
    for line in align({**found, SHARED: visit.reader.reviewed(number)}):
        coded = Line(line.key, line.kind, {c: line.by[c] for c in found})
        decision = None if differs(coded, found) else take(line, coder, found[coder])
        if decision and not _settled(line):
            item, how, value = decision
            decide(visit.casebook, number, item, how, "all coders agree", value, seen=visit.reader)
            taken += 1
    set_state(visit.casebook, number, "adjudicated")
    return taken


def _settled(line: Line) -> bool:
    ours = line.by[SHARED]
    return ours is not None and ours.state != "unreviewed"


def agreement(visit: Visit) -> Response:
    """How far coders agree, and the machine with them."""
    reports = _double_coded(visit)
    return show(visit, "work/agreement.html.jinja", "Agreement", reports=len(reports), fields=agreements(reports),
                spans=overlaps(reports))  # fmt: skip


def agreement_call(visit: Visit) -> Any:
    """The same for programs."""
    reports = _double_coded(visit)
    return {
        "reports": len(reports),
        "fields": [
            {"field": a.field, "units": a.units, "alpha": _figure(a.alpha),
             "kappa": [{"coders": list(pair), **_figure(f)} for pair, f in a.kappa.items()]}
            for a in agreements(reports)
        ],
        "passages": [
            {"part": o.part, "coders": list(o.pair), "exact": _figure(o.exact), "overlap": _figure(o.overlap)}
            for o in overlaps(reports)
        ],
    }  # fmt: skip


def _figure(figure: Figure) -> dict[str, float | None]:
    return asdict(figure)


def _double_coded(visit: Visit) -> list[dict[str, ReviewedRecord]]:
    """The codings of each report that all its blind coders have done, with the machine as one more coder."""
    numbers = sorted({a.report for a in assignments(visit.casebook) if a.blind}, reverse=True)
    found = []
    for number in numbers[:MOST_REPORTS]:
        try:
            coded = codings(visit, number)
        except (Refused, MissingError):
            continue
        if coded:
            held = next(iter(coded.values())).held
            found.append({**coded, MACHINE: fold(held, ())})
    return found


CALLS: tuple[Call, ...] = (
    Call("GET", "/api/reports/{number}/codings", codings_call, "The blind codings of a report, side by side.",
         "reviewer"),
    Call("POST", "/api/reports/{number}/take", take_call, "Takes one coder's version into the shared review.",
         "reviewer", body={"type": "object", "required": ["line", "coder", "why"], "additionalProperties": False,
                           "properties": {n: {"type": "string", "minLength": 1, "maxLength": 2000}
                                          for n in ("line", "coder", "why")}}),
    Call("POST", "/api/reports/{number}/adjudicated", close_call, "Ends the blind coding of a report.", "reviewer",
         body={"type": "object"}),
    Call("GET", "/api/agreement", agreement_call, "Agreement of coders and machine, field by field.", "reviewer"),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (
    page("/work/adjudicate/{number}", adjudicate, "reviewer"),
    action("/work/adjudicate/{number}/take", take_form, "reviewer"),
    action("/work/adjudicate/{number}/close", close_form, "reviewer"),
    page("/work/agreement", agreement, "reviewer"),
)
