"""The pages and the API, one file a family: each gives its `ROUTES` and, for programs, its `CALLS`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from accordingto.review.calls import Call, openapi, route
from accordingto.review.routes import (
    actors,
    adjudication,
    cases,
    codebook,
    decisions,
    doors,
    events,
    exports,
    intake,
    journal,
    putting,
    reports,
    search,
    team,
    work,
)
from accordingto.review.visit import signed_in

CALLS: tuple[Call, ...] = (
    *doors.CALLS,
    *intake.CALLS,
    *decisions.CALLS,
    *work.CALLS,
    *adjudication.CALLS,
    *team.CALLS,
    *events.CALLS,
    *putting.CALLS,
    *search.CALLS,
    *actors.CALLS,
    *cases.CALLS,
    *journal.CALLS,
    *codebook.CALLS,
    *exports.CALLS,
)


def describe(request: Request) -> JSONResponse:
    """The OpenAPI description of all calls."""
    signed_in(request)
    return JSONResponse(openapi(CALLS))


ROUTES: tuple[BaseRoute, ...] = (
    *doors.ROUTES,
    *intake.ROUTES,
    *reports.ROUTES,
    *decisions.ROUTES,
    *work.ROUTES,
    *adjudication.ROUTES,
    *team.ROUTES,
    *events.ROUTES,
    *putting.ROUTES,
    *search.ROUTES,
    *actors.ROUTES,
    *cases.ROUTES,
    *journal.ROUTES,
    *codebook.ROUTES,
    *exports.ROUTES,
    *(route(call) for call in CALLS),
    Route("/api/openapi.json", describe),
)
