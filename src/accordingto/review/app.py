"""The application: routes, the guard before them, and what becomes of errors."""

from __future__ import annotations

import logging
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from accordingto.errors import AccordingToError, CasebookError, ClashError, MissingError
from accordingto.review.desk import Desk
from accordingto.review.guard import Guard
from accordingto.review.pages import show_error
from accordingto.review.routes import ROUTES
from accordingto.review.visit import Refused

log = logging.getLogger(__name__)

STATIC = Path(__file__).with_name("static")


def create_app(desk: Desk) -> ASGIApp:
    """The application for one desk. The guard is outermost, so that no answer leaves without its headers."""
    app = Starlette(
        routes=[*ROUTES, Mount("/static", StaticFiles(directory=STATIC), name="static")],
        exception_handlers={
            Refused: _answer, AccordingToError: _answer, HTTPException: _answer, Exception: _answer,
        },
    )  # fmt: skip
    app.state.desk = desk
    return Guard(app, desk)


def _answer(request: Request, error: Exception) -> Response:
    status, kind, message = _told(error)
    if status == 500:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    path, accept = request.url.path, request.headers.get("accept", "")
    answer = show_error(path, accept, status, kind, message, request.scope.get("accordingto.session") is not None)
    return RedirectResponse("/enter", 303) if status == 401 and answer.media_type == "text/html" else answer


def _told(error: Exception) -> tuple[int, str, str]:
    """(HTTP status, a short word, what to do) of an error. Nothing of an unexpected one is shown."""
    if isinstance(error, Refused):
        return error.status, {401: "sign-in", 403: "not-allowed", 429: "too-often"}[error.status], str(error)
    if isinstance(error, MissingError):
        return 404, "missing", str(error)
    if isinstance(error, ClashError):
        return 409, "clash", str(error)
    if isinstance(error, CasebookError):
        return 503, "casebook", str(error)
    if isinstance(error, AccordingToError):
        return 400, "bad-request", str(error)
    if isinstance(error, HTTPException):
        words = {404: "nothing is found at this address", 405: "this address is not used so"}
        message = words.get(error.status_code, error.detail or HTTPStatus(error.status_code).phrase)
        return error.status_code, HTTPStatus(error.status_code).phrase.lower().replace(" ", "-"), message
    return 500, "internal", "this should not have happened; the server's log has more"
