"""The reports, and the report page: the text with its marks beside its records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from accordingto.casebook.reader import Held
from accordingto.casebook.reviews import Reviewed, ReviewedRecord, anchor
from accordingto.casebook.sources import KILLED
from accordingto.errors import UsageError
from accordingto.export.accused import accused
from accordingto.export.archives import archive_of, original_of
from accordingto.export.words import the_report
from accordingto.review import fields, working
from accordingto.review.accusations import standings
from accordingto.review.choices import SECTORS, lists
from accordingto.review.citing import citation
from accordingto.review.marking import paragraphs
from accordingto.review.missed import missed
from accordingto.review.pages import show, templates
from accordingto.review.quoting import title_of
from accordingto.review.visit import Refused, Visit, page
from accordingto.types import Act, Role, Statement

ON_ONE_PAGE = 50
REASONS = ("no such statement or act in the text", "the wrong words", "the wrong party", "told twice", "not news")
WHYS = ("read against the text", "the source is another", "the words end elsewhere", "the type is another",
        "the party is another", "missed by the machine")  # fmt: skip
STATES = {"unreviewed": "to review", "accepted": "accepted", "changed": "corrected", "added": "added",
          "rejected": "rejected"}  # fmt: skip
DECISIONS = {"accept": "accepted it", "reject": "rejected it", "change": "corrected it", "add": "added it",
             "undo": "took a decision back", "finish": "finished the report"}  # fmt: skip
TAKE_KEYS = {"sources": "1", "cue": "2", "content": "3", "trigger": "2", "initiators": "1", "targets": "3"}


@dataclass(frozen=True, slots=True)
class Line:
    """A report in the list."""

    held: Held
    title: str
    statements: int
    acts: int
    decided: int
    finished: bool
    accuses: bool


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A record in the list of a report's records."""

    key: str
    start: int
    css: str
    title: str
    state: str
    state_words: str
    earlier: bool
    look: str
    accuses: tuple[str, ...]
    contested: bool


def home(visit: Visit) -> Response:
    """Reports of the casebook, and the place to paste or drop new ones."""
    first = visit.count("first", 1, 10**9)
    found = list(visit.reader.reviewed_records(first, ON_ONE_PAGE + 1))
    after = found[ON_ONE_PAGE].held.number if len(found) > ON_ONE_PAGE else None
    lines = [_line(r) for r in found[:ON_ONE_PAGE]]
    return show(visit, "reports/home.html.jinja", "Reports", reports=lines, first=first, after=after)


def _line(r: ReviewedRecord) -> Line:
    record, decided = r.record, sum(not i.open for i in r.items)
    return Line(r.held, title_of(r.held), len(record.statements), len(record.acts), decided, bool(r.finished),
                bool(accused(record)))  # fmt: skip


def report(visit: Visit) -> Response:
    """The report page."""
    number = visit.number("number")
    coding = working.coding(visit, number)
    reviewed = visit.reader.reviewed(number, coding)
    held, record = reviewed.held, reviewed.record
    may = working.may_decide(visit, number)
    perhaps = missed(record) if may else []
    blamed = accused(record)
    names = [name for told in blamed.values() for name in told]
    known = standings(visit.reader, names)
    lines = [item_line(reviewed, one, blamed) for one in sorted(reviewed.items, key=lambda one: not one.look)]
    tab = title_of(held) if visit.session.names_why is None else f"Report {number}"  # a browser's history keeps titles
    return show(
        visit, "reports/report.html.jinja", tab, held=held, heading=title_of(held), coding=coding,
        facts=_facts(held), source=_source(held), language=record.report.language or "und", lines=lines,
        paragraphs=paragraphs(reviewed, perhaps), missed=perhaps, may_decide=may, reasons=REASONS,
        accusing=[(name, known.get(name)) for name in dict.fromkeys(names)],
        left=sum(one.open for one in reviewed.items), again=sum(bool(one.look) for one in reviewed.items),
        lost=[(x, fields.title(x.reading.everything, x.one.item), STATES[x.one.state]) for x in reviewed.lost],
        finished=reviewed.finished[-1] if reviewed.finished else None,
    )  # fmt: skip


def item_line(reviewed: ReviewedRecord, one: Reviewed, blamed: Mapping[str, tuple[str, ...]]) -> ItemLine:
    """A record's line in the list."""
    item = one.item
    kind = "act" if isinstance(item, Act) else f"say {item.stance}"
    title = fields.title(reviewed.everything, item)
    contested = isinstance(item, Act) and bool(item.denied_by)
    return ItemLine(item.id, anchor(item)[0], kind, title, one.state, STATES[one.state], one.earlier, fields.look(one),
                    blamed.get(item.id, ()), contested)  # fmt: skip


def _facts(held: Held) -> list[str]:
    report = held.record.report
    agency = report.agency if report.agency != report.publisher else None
    whose = the_report(report) if report.voice != "unknown" else None
    day = report.published_at[:10] if report.published_at else "date unknown"
    told = [report.publisher, agency, ", ".join(report.byline), day, whose]
    return [part for part in told if part]


def _source(held: Held) -> list[tuple[str, str]]:
    report = held.record.report
    capture = report.capture
    told = [("address", original_of(report)), ("archive", archive_of(report, held.archive)),
            ("dateline", report.dateline), ("language", report.language),
            ("whose word", report.voice), ("came as", report.input),
            ("SHA-256 of the page", capture.sha256 if capture else None),
            ("retrieved", capture.retrieved_at if capture else None),
            ("copy of", f"report {held.copy_of}" if held.copy_of else None),
            ("warning", KILLED if held.killed else None), ("consent", held.consent)]  # fmt: skip
    told += [(f"{e.field}, {e.how}", e.exact) for e in report.evidence]
    return [(name, value) for name, value in told if value]


def item(visit: Visit) -> Response:
    """One record as a card, for the report page."""
    reviewed, one = _one(visit)
    undo = next((r.id for r in reversed(one.history)
                 if not r.undone and r.decision != "undo" and r.by == visit.person), None)  # fmt: skip
    return _part(
        "reports/item.html.jinja", one=one, statement=isinstance(one.item, Statement), rows=fields.rows(reviewed, one),
        doubt=fields.doubt(one), look=fields.look(one), taken=fields.taken(one), undo=undo, told=DECISIONS,
        may_decide=working.may_decide(visit, reviewed.held.number), citation=citation(reviewed.held, one.item),
    )  # fmt: skip


def edit(visit: Visit) -> Response:
    """The form in which one record is corrected."""
    reviewed, one = _one(visit)
    if not working.may_decide(visit, reviewed.held.number):
        raise Refused(403, "you may look at this report, not decide on it")
    where = one.item.where if isinstance(one.item, Act) else None
    return _part(
        "reports/edit.html.jinja", one=one, statement=isinstance(one.item, Statement), lists=lists(), keys=TAKE_KEYS,
        names={a.id: a.name or a.description or "" for a in reviewed.actors}, near=anchor(one.item)[0], whys=WHYS,
        place=next((p for p in reviewed.places if p.id == where), None), codes=_codes,
    )  # fmt: skip


def _codes(role: Role | None) -> tuple[str, str]:
    """A party's country or body, and the rest of its codes."""
    codes = list(role.codes) if role else []
    country = codes.pop(0) if codes and codes[0] not in SECTORS else ""
    return country, " ".join(codes)


def line(visit: Visit) -> Response:
    """One record's line, for the report page."""
    reviewed, one = _one(visit)
    return _part("reports/line.html.jinja", line=item_line(reviewed, one, accused(reviewed.record)))


def some_paragraphs(visit: Visit) -> Response:
    """The paragraphs that touch a stretch of the text, marked anew after a decision. of: "12-40 80-95"."""
    number = visit.number("number")
    reviewed = working.reviewed(visit, number)
    stretches = [_stretch(told) for told in visit.query("of").split()[:200]]
    perhaps = missed(reviewed.record) if working.may_decide(visit, number) else []
    found = [p for p in paragraphs(reviewed, perhaps) if any(s < p.end and p.start < e for s, e in stretches)]
    return _part("reports/paragraphs.html.jinja", paragraphs=found)


def _stretch(told: str) -> tuple[int, int]:
    start, dash, end = told.partition("-")
    if not (dash and start.isascii() and start.isdecimal() and end.isascii() and end.isdecimal() and len(told) < 24):
        raise UsageError("of: give places like 12-40")
    return int(start), int(end)


def _one(visit: Visit) -> tuple[ReviewedRecord, Reviewed]:
    reviewed = working.reviewed(visit, visit.number("number"))
    return reviewed, reviewed.reviewed(str(visit.request.path_params["key"]))


def _part(template: str, **values: Any) -> HTMLResponse:
    return HTMLResponse(templates().get_template(template).render(**values))


ROUTES: tuple[BaseRoute, ...] = (
    page("/", home),
    page("/reports/{number}", report),
    page("/reports/{number}/items/{key}", item),
    page("/reports/{number}/items/{key}/edit", edit, "coder"),
    page("/reports/{number}/items/{key}/line", line),
    page("/reports/{number}/paragraphs", some_paragraphs),
)
