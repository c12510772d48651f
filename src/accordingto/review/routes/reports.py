"""The first page: put reports in, see what is there, open one."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from accordingto.casebook.reader import Held
from accordingto.review.calls import NUMBER, Call
from accordingto.review.pages import show
from accordingto.review.visit import Visit, page

ON_ONE_PAGE = 50


def home(visit: Visit) -> Response:
    """Reports of the casebook, and the place to paste or drop new ones."""
    first = visit.count("first", 1, 10**9)
    found = visit.reader.reports(first, ON_ONE_PAGE + 1)
    after = found[ON_ONE_PAGE].number if len(found) > ON_ONE_PAGE else None
    return show(visit, "home.html.jinja", "Reports", reports=found[:ON_ONE_PAGE], first=first, after=after)


def list_reports(visit: Visit) -> Any:
    """The reports, without their words."""
    found = visit.reader.reports(visit.asked.get("first", 1), visit.asked.get("limit", 100))
    return {"reports": [_head(held) for held in found]}


def _head(held: Held) -> dict[str, Any]:
    report = held.record.report
    return {"number": held.number, "title": report.title, "publisher": report.publisher, "language": report.language,
            "published_at": report.published_at, "url": report.url, "copy_of": held.copy_of,
            "statements": len(held.record.statements), "acts": len(held.record.acts)}  # fmt: skip


CALLS: tuple[Call, ...] = (
    Call("GET", "/api/reports", list_reports, "The reports, in the order in which they came.",
         query={"first": NUMBER, "limit": {**NUMBER, "maximum": 500}}),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (page("/", home),)
