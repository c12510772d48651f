"""Coming in and going out: the token of the address, sign-in with an account, sign-out, and showing protected names."""

from __future__ import annotations

import hmac
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from accordingto.casebook.accounts import Account, sign_in
from accordingto.casebook.reader import Reader
from accordingto.review.calls import WHY, Call
from accordingto.review.desk import Desk
from accordingto.review.guard import bearer_of
from accordingto.review.pages import templates
from accordingto.review.visit import Refused, Visit, action, go


async def enter(request: Request) -> Response:
    """The door: exchanges the address's token for a session, and leads away from it; else asks who comes."""
    desk: Desk = request.app.state.desk
    token = request.query_params.get("token", "")
    return await run_in_threadpool(_enter, desk, token)


def _enter(desk: Desk, token: str) -> Response:
    if token and desk.opens(token):
        return _admit(desk, desk.casebook.person, "keeper")
    status, team = 403 if token else 200, desk.team()
    return HTMLResponse(_door(desk, team, token and "this address is no longer good"), status)


async def login(request: Request) -> Response:
    """Signs in with an account; every sign-in is a new session."""
    desk: Desk = request.app.state.desk
    async with request.form(max_files=0, max_fields=10, max_part_size=10_000) as form:
        return await run_in_threadpool(_login, desk, form, request.cookies.get(desk.cookie, ""))


def _login(desk: Desk, form: FormData, old: str) -> Response:
    name, password, code, proof = (str(form.get(n) or "") for n in ("name", "password", "code", "csrf"))
    try:
        if not hmac.compare_digest(proof.encode("utf-8", "replace"), desk.door_proof().encode()):
            raise Refused(403, "the form is out of date; try again")
        account = admit(desk, name, password, code)
    except Refused as refused:
        return HTMLResponse(_door(desk, True, str(refused)), refused.status)
    desk.sessions.end(old)
    return _admit(desk, account.name, account.role)


def admit(desk: Desk, name: str, password: str, code: str) -> Account:
    """The account that signs in. Raises `Refused`."""
    wait = desk.brake.wait(name)
    if wait:
        raise Refused(429, f"too many wrong passwords; try again in {int(wait) + 1} seconds")
    account = sign_in(desk.casebook, name, password, code)
    if account is None:
        desk.brake.wrong(name)
        raise Refused(401, "name, password or one-time code is wrong")
    desk.brake.right(name)
    return account


def _admit(desk: Desk, person: str, role: str) -> Response:
    response = RedirectResponse("/", 303)
    token = desk.sessions.begin(person, role)
    response.set_cookie(desk.cookie, token, httponly=True, samesite="lax", path="/")
    return response


def _door(desk: Desk, team: bool, message: str) -> str:
    proof = desk.door_proof()
    return templates().get_template("enter.html.jinja").render(team=team, message=message, csrf=proof)


def leave(visit: Visit) -> Response:
    """Signs out."""
    _end(visit)
    response = go("/enter")
    response.delete_cookie(visit.desk.cookie)
    return response


def _end(visit: Visit) -> None:
    headers, cookies = visit.request.headers, visit.request.cookies
    visit.desk.sessions.end(bearer_of(headers) or cookies.get(visit.desk.cookie, ""))


def leave_call(visit: Visit) -> Any:
    """The same for programs; the token that `serve` printed stays good, its next session is a new one."""
    _end(visit)
    return {"ended": True}


def names(visit: Visit) -> Response:
    """Shows protected names in this session, for a reason that is journalled; or covers them again."""
    _show_names(visit, None if visit.field("cover") else visit.field("why"))
    return go("/")


def _show_names(visit: Visit, why: str | None) -> None:
    """Without a reason names are covered. Raises `UsageError` where this person may not see them."""
    if why is not None:
        Reader(visit.casebook, why=why)
    visit.session.names_why = why


def names_call(visit: Visit) -> Any:
    """The same for programs."""
    _show_names(visit, visit.body["why"])
    return {"names_shown": visit.session.names_why is not None}


def begin(visit: Visit) -> Any:
    """Signs a program in; its token is sent as ``Authorization: Bearer``."""
    told = visit.body
    account = admit(visit.desk, told["name"], told["password"], told.get("code", ""))
    token = visit.desk.sessions.begin(account.name, account.role)
    return {"token": token, "person": account.name, "role": account.role}


_WORD = {"type": "string", "maxLength": 200}
CALLS: tuple[Call, ...] = (
    Call("POST", "/api/session", begin, "Signs in with an account; gives the token for a program.", open=True,
         body={"type": "object", "required": ["name", "password"], "additionalProperties": False,
               "properties": {"name": _WORD, "password": _WORD, "code": _WORD}}),
    Call("POST", "/api/leave", leave_call, "Ends the session.", body={"type": "object"}),
    Call("POST", "/api/names", names_call, "Shows protected names in this session, for a reason that is journalled; "
         "null covers them again.",
         body={"type": "object", "required": ["why"], "additionalProperties": False,
               "properties": {"why": {**WHY, "type": ["string", "null"]}}}),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (
    Route("/enter", enter, methods=["GET"]),
    Route("/login", login, methods=["POST"]),
    action("/leave", leave, role="reader"),
    action("/names", names, role="reader"),
)
