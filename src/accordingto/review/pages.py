"""Turns what a view knows into a page: one set of templates, everything escaped, one look."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, JSONResponse, Response

from accordingto.review.visit import Visit

NAVIGATION = (
    ("/", "Reports"),
    ("/work", "Work"),
    ("/search", "Search"),
    ("/events", "Events"),
    ("/actors", "Parties"),
    ("/cases", "Cases"),
    ("/export", "Export"),
    ("/journal", "Journal"),
    ("/codebook", "Codebook"),
)
"""Path and word of each family of pages, in the order of the work."""


@cache
def templates() -> Environment:
    """All templates of the pages. A name that a template does not get is an error, not an empty place."""
    return Environment(
        loader=PackageLoader("accordingto.review"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip


def show(visit: Visit, template: str, title: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page inside the common frame. title: what the browser's tab says; must hold nothing that the reader covers."""
    path = visit.request.url.path
    frame = {
        "visit": visit,
        "title": title,
        "navigation": [(to, word, path == to or (to != "/" and path.startswith(to))) for to, word in NAVIGATION],
        "csrf": visit.session.csrf,
    }
    return HTMLResponse(templates().get_template(template).render(**frame, **values), status)


def show_error(path: str, accept: str, status: int, kind: str, message: str, signed_in: bool = False) -> Response:
    """An error: for programs in the one shape that they know, for people as a page."""
    if path.startswith("/api/") or "application/json" in accept:
        return JSONResponse({"error": {"kind": kind, "message": message}}, status)
    page = templates().get_template("error.html.jinja")
    return HTMLResponse(page.render(status=status, kind=kind, message=message, signed_in=signed_in), status)
