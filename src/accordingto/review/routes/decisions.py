"""Decisions for programs and for the report page: reading a report as it stands, and writing reviews of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from accordingto.casebook.assignments import set_state
from accordingto.casebook.deciding import decide
from accordingto.casebook.reader import Held
from accordingto.casebook.reviews import DECISIONS, REPORT, Review, Reviewed, ReviewedRecord, anchor
from accordingto.errors import MissingError
from accordingto.export.accused import accused
from accordingto.export.archives import archive_of
from accordingto.review import working
from accordingto.review.accusations import standings
from accordingto.review.anchoring import passages, resolve, selectors
from accordingto.review.calls import KEY, NUMBER, TEXT, WHY, Call
from accordingto.review.citing import citation
from accordingto.review.doubts import doubts
from accordingto.review.missed import missed
from accordingto.review.visit import Refused, Visit, action, go
from accordingto.types import Act, Role, Span, Statement


def list_reports(visit: Visit) -> Any:
    """The reports, without their words."""
    found = visit.reader.reports(visit.asked.get("first", 1), visit.asked.get("limit", 100))
    return {"reports": [_head(held) for held in found]}


def _head(held: Held) -> dict[str, Any]:
    report = held.record.report
    return {"number": held.number, "title": report.title, "publisher": report.publisher, "language": report.language,
            "published_at": report.published_at, "url": report.url, "copy_of": held.copy_of, "killed": held.killed,
            "statements": len(held.record.statements), "acts": len(held.record.acts)}  # fmt: skip


def read_report(visit: Visit) -> Any:
    """A report as it stands: the record, and each item with its state, the machine's proposal and the history."""
    reviewed = working.reviewed(visit, visit.number("number"))
    blamed = accused(reviewed.record)
    names = dict.fromkeys(name for told in blamed.values() for name in told)
    known = standings(visit.reader, names)
    return {
        "number": reviewed.held.number,
        "run": reviewed.held.run,
        "archive": archive_of(reviewed.held.record.report, reviewed.held.archive),
        "accused": [
            {
                "name": n,
                "stage": s.stage if (s := known.get(n)) else None,
                "day": s.day if s else None,
                "told": s.told if s else None,
            }
            for n in names
        ],
        "record": reviewed.record.to_dict(),
        "items": [_item(reviewed, one, blamed) for one in reviewed.items],
        "lost": [
            {
                **_item(lost.reading, lost.one, {}),
                "key": lost.key,
                "cleared": _review(lost.cleared) if lost.cleared else None,
            }
            for lost in reviewed.lost
        ],
        "finished": [_review(r) for r in reviewed.finished],
        "missed": [{"start": m.start, "end": m.end, "kind": m.kind, "word": m.word} for m in missed(reviewed.record)],
    }


def _item(reviewed: ReviewedRecord, one: Reviewed, blamed: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    return {
        "id": one.item.id,
        "state": one.state,
        "earlier": one.earlier,
        "look": list(one.look),
        "item": one.item.to_dict(),
        "machine": one.machine.to_dict() if one.machine else None,
        "doubts": doubts(reviewed.held.record, one.machine) if one.machine else {},
        "accuses": list(blamed.get(one.item.id, ())),
        "citation": citation(reviewed.held, one.item),
        "history": [_review(r) for r in one.history],
    }


def _review(review: Review) -> dict[str, Any]:
    return {"review": review.id, "item": review.item, "decision": review.decision, "value": review.value,
            "why": review.why, "by": review.by, "at": review.at, "undone": review.undone,
            "earlier": review.earlier}  # fmt: skip


def annotate(visit: Visit) -> Any:
    """The report's statements and acts as W3C Web Annotations of its text."""
    reviewed = working.reviewed(visit, visit.number("number"))
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "items": [_annotation(reviewed.held, one.item) for one in reviewed.items if one.state != "rejected"],
    }


def _annotation(held: Held, item: Statement | Act) -> dict[str, Any]:
    report, name = held.record.report, f"urn:accordingto:{held.number}"
    tag = item.type if isinstance(item, Act) else item.stance
    return {
        "id": f"{name}.{item.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": tag}],
        "target": [
            {"source": report.url or name, "purpose": part, "selector": selectors(report.text, span)}
            for part, span in _parts(item)
        ],
    }


def _parts(item: Statement | Act) -> Iterator[tuple[str, Span | Role]]:
    if isinstance(item, Act):
        yield "trigger", item.trigger
        yield from (("initiator", role) for role in item.initiators)
        yield from (("target", role) for role in item.targets)
        return
    yield from (("source", role) for role in item.sources)
    if item.cue:
        yield "cue", item.cue
    yield from (("content", span) for span in item.content)


def review(visit: Visit) -> Any:
    """Writes a decision down; gives the item as it then stands, and which stretches of the text it concerns."""
    number, told = visit.number("number"), visit.body
    working.need_to_decide(visit, number)
    before = working.reviewed(visit, number)
    key, decision = told["item"], told["decision"]
    if decision == "undo" and not visit.session.may("reviewer"):
        _need_own(visit, before, told.get("value"))
    old = next((r for r in before.items if r.item.id == key), None)
    near = anchor(old.item)[0] if old else int(told.get("near", 0))
    value = resolve(before.held.record.report.text, told.get("value"), near)
    id = decide(visit.casebook, number, key, decision, told["why"], value, coding=working.coding(visit, number),
                seen=visit.reader, run=told.get("run"))  # fmt: skip
    after = working.reviewed(visit, number)
    written = next(r for r in after.history if r.id == id)
    new = next((r for r in after.items if r.item.id == written.item), None)
    return {
        "review": id,
        "item": written.item,
        "state": new.state if new else None,
        "left": sum(r.open for r in after.items),
        "touched": [] if _same_marks(old, new) else [p for r in (old, new) if r for p in passages(r.item.to_dict())],
    }


def _same_marks(old: Reviewed | None, new: Reviewed | None) -> bool:
    """Whether a decision leaves the marks of the text as they were."""
    if old is None or new is None:
        return False
    return old.item == new.item and (old.state == "rejected") == (new.state == "rejected")


def _need_own(visit: Visit, before: ReviewedRecord, value: Any) -> None:
    """Raises `Refused` where a coder would take back what somebody else decided."""
    number = value.get("review") if isinstance(value, dict) else None
    past = [*before.history, *(r for one in before.items for r in one.history)]
    past += [lost.cleared for lost in before.lost if lost.cleared]
    if any(r.id == number and r.by != visit.person for r in past):
        raise Refused(403, "what others decided is taken back by a reviewer")


def note(visit: Visit) -> Response:
    """Notes where a web archive keeps the page; an empty address takes it back."""
    number = visit.number("number")
    _note(visit, number, visit.field("archive"))
    return go(f"/reports/{number}#source")


def note_call(visit: Visit) -> Any:
    """The same for programs."""
    return {"review": _note(visit, visit.number("number"), visit.body["archive"])}


def _note(visit: Visit, number: int, address: str) -> int:
    working.need_to_decide(visit, number)
    why = "kept there" if address.strip() else "not kept there"
    return decide(visit.casebook, number, REPORT, "note", why, {"archive": address.strip() or None}, seen=visit.reader)


def clear(visit: Visit) -> Response:
    """Says that something that is no longer in the text need not be looked at any more, or takes that back."""
    number, key = visit.number("number"), visit.field("key")
    working.need_to_decide(visit, number)
    before = working.reviewed(visit, number)
    lost = next((one for one in before.lost if one.key == key), None)
    if lost is None:
        raise MissingError(f"report {number}: nothing of this name is no longer in the text")
    back = {"review": lost.cleared.id} if lost.cleared else None
    if back and not visit.session.may("reviewer"):
        _need_own(visit, before, back)
    decide(visit.casebook, number, key, "undo" if back else "clear", "looked at again" if back else "looked at", back,
           coding=working.coding(visit, number), seen=visit.reader)  # fmt: skip
    return go(f"/reports/{number}#lost-title")


def finish(visit: Visit) -> Response:
    """Says that the report is reviewed, and leads to the next one."""
    number = visit.number("number")
    working.need_to_decide(visit, number)
    finish_report(visit, number)
    return go("/work/next")


def finish_call(visit: Visit) -> Any:
    """The same for programs."""
    number = visit.number("number")
    working.need_to_decide(visit, number)
    return {"review": finish_report(visit, number)}


def finish_report(visit: Visit, number: int) -> int:
    """Writes it down and closes the person's assignment; the review's number."""
    id = decide(visit.casebook, number, REPORT, "finish", "read to the end", coding=working.coding(visit, number))
    set_state(visit.casebook, number, "done", visit.person)
    return id


BODY = {
    "type": "object",
    "required": ["item", "decision", "why"],
    "additionalProperties": False,
    "properties": {
        "item": {
            **KEY,
            "description": "The id of a statement or act; for add: statement or act; for clear: the key of "
            "something that is no longer in the text.",
        },
        "decision": {"enum": [d for d in DECISIONS if d not in ("finish", "note")]},
        "why": WHY,
        "run": {**NUMBER, "description": "The reading that was looked at; refused where there is a newer one."},
        "near": {"type": "integer", "minimum": 0, "maximum": 10_000_000},
        "value": {
            "type": ["object", "null"],
            "description": "For change: the fields that change. For add: its fields. For undo: {review: number}. A "
            "passage is {start, end, exact}, or {exact, prefix, suffix}: the nearest to the item, or to `near`.",
        },
    },
}
CALLS: tuple[Call, ...] = (
    Call("GET", "/api/reports", list_reports, "The reports, in the order in which they came.",
         query={"first": NUMBER, "limit": {**NUMBER, "maximum": 500}}),
    Call("GET", "/api/reports/{number}", read_report, "A report as it stands with its reviews."),
    Call("GET", "/api/reports/{number}/annotations", annotate, "A report's records as W3C Web Annotations."),
    Call("POST", "/api/reports/{number}/reviews", review, "Decides on a statement or act.", "coder", body=BODY),
    Call("POST", "/api/reports/{number}/finish", finish_call, "Says that a report is reviewed.", "coder",
         body={"type": "object"}),
    Call("POST", "/api/reports/{number}/archive", note_call, "Notes where a web archive keeps the page of a report.",
         "coder", body={"type": "object", "required": ["archive"], "additionalProperties": False,
                        "properties": {"archive": TEXT}}),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (
    action("/reports/{number}/finish", finish),
    action("/reports/{number}/archive", note),
    action("/reports/{number}/clear", clear),
)
