"""The pages and the API, one file a family: each gives its `ROUTES` and, for programs, its `CALLS`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from accordingto.review.calls import Call, openapi, route
from accordingto.review.routes import decisions, doors, intake, reports
from accordingto.review.visit import signed_in

CALLS: tuple[Call, ...] = (*intake.CALLS, *decisions.CALLS)


def describe(request: Request) -> JSONResponse:
    """The OpenAPI description of all calls."""
    signed_in(request)
    return JSONResponse(openapi(CALLS))


ROUTES: tuple[BaseRoute, ...] = (
    *doors.ROUTES,
    *intake.ROUTES,
    *reports.ROUTES,
    *decisions.ROUTES,
    *(route(call) for call in CALLS),
    Route("/api/openapi.json", describe),
)
