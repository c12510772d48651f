"""One request as a view sees it: who asks, with what rights, through which reader; and how views become routes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.errors import MissingError, UsageError
from accordingto.review.desk import Desk
from accordingto.review.sessions import Session

MAX_FILES = 1000
MAX_FIELDS = 1000
MAX_PART = 64 * 1024 * 1024
"""Bytes of a field that is no file: a pasted text."""


class Refused(Exception):  # noqa: N818 - an outcome, as the errors of this package are named
    """A request that is not allowed. `status`: 401 who are you, 403 not you, 429 not so fast."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Visit:
    """One request. form: the fields of a form that was sent. body, asked: JSON and parameters of a call of the API,
    as its schemas have them."""

    request: Request
    desk: Desk
    session: Session
    form: FormData
    body: Any = None
    asked: Mapping[str, Any] = field(default_factory=dict)

    @property
    def person(self) -> str:
        """Who asks."""
        return self.session.person

    @property
    def casebook(self) -> Casebook:
        """The casebook with this person at work."""
        return self.desk.casebook_of(self.session.person)

    @property
    def reader(self) -> Reader:
        """The one door to what is read; names are covered unless this session asked for them with a reason."""
        return Reader(self.casebook, again=self.session.names_why is not None)

    def number(self, name: str) -> int:
        """A number in the address. Raises `MissingError` where it is none that could be."""
        told = str(self.request.path_params[name])
        if not told.isascii() or not told.isdecimal() or len(told) > 9:
            raise MissingError(f"no {name} {told[:40]}")
        return int(told)

    def query(self, name: str, default: str = "") -> str:
        """A parameter of the address, without surrounding spaces."""
        return self.request.query_params.get(name, default).strip()

    def count(self, name: str, default: int, most: int) -> int:
        """A whole number of the address between 1 and `most`. Raises `UsageError`."""
        told = self.query(name) or str(default)
        if not (told.isascii() and told.isdecimal() and len(told) < 10 and 1 <= int(told) <= most):
            raise UsageError(f"{name}: give a number from 1 to {most}")
        return int(told)

    def field(self, name: str) -> str:
        """A text field of the form."""
        value = self.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def files(self, name: str) -> list[UploadFile]:
        """The files of the form."""
        return [f for f in self.form.getlist(name) if isinstance(f, UploadFile) and f.filename]

    def need(self, role: str) -> None:
        """Raises `Refused` where this person may not do what a `role` may."""
        if not self.session.may(role):
            raise not_for(self.session, role)


View = Callable[[Visit], Response]


def page(path: str, view: View, role: str = "reader", name: str | None = None) -> Route:
    """The route of a page that is looked at. role: who may."""
    return Route(path, _endpoint(view, role), methods=["GET"], name=name or view.__name__)


def action(path: str, view: View, role: str = "coder", name: str | None = None) -> Route:
    """The route of a form that changes something; the form's token is checked before the view sees it."""
    return Route(path, _endpoint(view, role, form=True), methods=["POST"], name=name or view.__name__)


def _endpoint(view: View, role: str, form: bool = False) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        session = signed_in(request)
        if not session.may(role):
            raise not_for(session, role)
        if not form:
            return await run_in_threadpool(view, Visit(request, request.app.state.desk, session, FormData()))
        async with request.form(max_files=MAX_FILES, max_fields=MAX_FIELDS, max_part_size=MAX_PART) as fields:
            check_csrf(session, str(fields.get("csrf") or request.headers.get("x-csrf-token", "")))
            return await run_in_threadpool(view, Visit(request, request.app.state.desk, session, fields))

    return endpoint


def not_for(session: Session, role: str) -> Refused:
    """What somebody hears who may not."""
    return Refused(403, f"this is for a {role}; {session.person} is a {session.role}")


def signed_in(request: Request) -> Session:
    """The session of a request. Raises `Refused`."""
    session: Session | None = request.scope.get("accordingto.session")
    if session is None:
        raise Refused(401, "sign in first")
    return session


def check_csrf(session: Session, told: str) -> None:
    """Raises `Refused` where a change does not come from a page that was made for this session."""
    if not session.fits(told):
        raise Refused(403, "the form was not made for this session; open the page again")


def go(path: str) -> RedirectResponse:
    """Sends the browser on after a form was taken; `path` is ours, never somebody else's."""
    return RedirectResponse(path, status_code=303)
