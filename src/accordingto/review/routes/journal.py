"""The custody journal: who did what to the casebook, when and for what reason, each entry chained to the one before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from accordingto.casebook import journal
from accordingto.review.calls import Call
from accordingto.review.pages import show
from accordingto.review.visit import Visit, page

ON_ONE_PAGE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. to: the page of what it is about, where that has one."""

    seq: int
    at: str
    person: str
    kind: str
    subject: str
    to: str
    details: tuple[tuple[str, str], ...]
    hash: str


def index(visit: Visit) -> Response:
    """The entries, the newest first; ``from``: the newest that is shown."""
    last = _last(visit)
    top = min(visit.count("from", last or 1, 10**9), last)
    found = list(reversed(visit.reader.journal(max(1, top - ON_ONE_PAGE + 1), min(top, ON_ONE_PAGE)))) if top else []
    return show(
        visit, "journal/journal.html.jinja", "Journal", lines=[_line(row) for row in found], last=last, top=top,
        older=top - ON_ONE_PAGE if top > ON_ONE_PAGE else None, newer=min(last, top + ON_ONE_PAGE),
    )  # fmt: skip


def _last(visit: Visit) -> int:
    with visit.casebook.reading() as connection:
        return journal.head(connection).seq


def _line(row: dict[str, Any]) -> Line:
    details = json.loads(row["details"])
    told = tuple((name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
                 for name, value in details.items() if value is not None)  # fmt: skip
    return Line(
        row["seq"], row["at"], row["person"], row["kind"], row["subject"], _to(row["subject"]), told, row["hash"]
    )


def _to(subject: str) -> str:
    what, _, number = subject.partition(" ")
    return f"/reports/{number}" if what == "report" and number.isdecimal() else ""


def journal_call(visit: Visit) -> Any:
    """Entries for programs, in order, a page of them."""
    found = visit.reader.journal(visit.asked.get("first", 1), ON_ONE_PAGE)
    return {"entries": [{**row, "details": json.loads(row["details"])} for row in found], "last": _last(visit)}


CALLS: tuple[Call, ...] = (
    Call("GET", "/api/journal", journal_call, f"Entries of the custody journal, {ON_ONE_PAGE} from number `first` on.",
         query={"first": {"type": "integer", "minimum": 1, "maximum": 999_999_999}}),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (page("/journal", index, name="journal"),)
