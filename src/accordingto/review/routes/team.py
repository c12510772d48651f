"""The team: accounts and roles, and one's own password and one-time codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from accordingto.casebook import accounts
from accordingto.errors import UsageError
from accordingto.review.calls import KEY, Call, Schema
from accordingto.review.pages import show
from accordingto.review.visit import Refused, Visit, action, go, page


def team(visit: Visit) -> Response:
    """Everybody who may sign in."""
    return show(visit, "team/team.html.jinja", "Team", people=accounts.accounts(visit.casebook), roles=accounts.ROLES)


def add_member(visit: Visit) -> Response:
    """Makes an account; the first is the keeper's own, for from then on only accounts let in."""
    there = accounts.accounts(visit.casebook)
    name, role = visit.field("name"), visit.field("role")
    if not there and role != "keeper":
        raise UsageError("the first account must be a keeper's: with it you sign in from now on")
    accounts.add_account(visit.casebook, name, role, str(visit.form.get("password") or ""))
    if not there:
        visit.desk.sessions.end_all(visit.person)
        return go("/enter")
    return go("/team")


def change_member(visit: Visit) -> Response:
    """Changes somebody's role or password, or lets them in no more; their sessions end."""
    name, what = visit.field("name"), visit.field("what")
    if what == "role":
        accounts.change_account(visit.casebook, name, role=visit.field("role"))
    elif what == "password":
        accounts.change_account(visit.casebook, name, password=str(visit.form.get("password") or ""), totp="")
    elif what in ("disable", "enable"):
        accounts.change_account(visit.casebook, name, disabled=what == "disable")
    else:
        raise UsageError("what is to change?")
    visit.desk.sessions.end_all(name)
    return go("/team")


def own(visit: Visit) -> Response:
    """One's own password and one-time codes."""
    account, secret, address = _own(visit)
    return show(visit, "team/own.html.jinja", "Your account", account=account, secret=secret, address=address)


def _own(visit: Visit) -> tuple[accounts.Account, str, str]:
    """One's account, with a secret for one-time codes and its address where one uses none yet."""
    account = accounts.find_account(visit.casebook, visit.person)
    return account, *(("", "") if account.codes else accounts.new_totp(visit.casebook, visit.person))


def change_own(visit: Visit) -> Response:
    """Changes one's own password or one-time codes; all sessions end."""
    told = {name: str(value) for name, value in visit.form.items() if isinstance(value, str)}
    _change_own(visit, told)
    return go("/enter")


def _change_own(visit: Visit, told: Mapping[str, str]) -> None:
    """Changes what is told in `told`, for whoever knows the password (`old`, and `code` where codes are used)."""
    name, what = visit.person, told.get("what")
    wait = visit.desk.brake.wait(name)
    if wait:
        raise Refused(429, f"too many wrong passwords; try again in {int(wait) + 1} seconds")
    if accounts.sign_in(visit.casebook, name, told.get("old", ""), told.get("code", "").strip()) is None:
        visit.desk.brake.wrong(name)
        raise Refused(403, "the password or one-time code is wrong")
    if what == "password":
        accounts.change_account(visit.casebook, name, password=told.get("password", ""))
    elif what == "codes":
        secret = told.get("secret", "").strip()
        if not accounts.fits_totp(secret, told.get("first", "")):
            raise UsageError("the code does not fit; scan the secret again")
        accounts.change_account(visit.casebook, name, totp=secret)
    elif what == "no-codes":
        accounts.change_account(visit.casebook, name, totp="")
    else:
        raise UsageError("what is to change?")
    visit.desk.sessions.end_all(name)


def own_call(visit: Visit) -> Any:
    """One's own account, for programs."""
    account, secret, address = _own(visit)
    return {"name": account.name, "role": account.role, "codes": account.codes, "secret": secret, "address": address}


def change_own_call(visit: Visit) -> Any:
    """Changes one's own password or one-time codes, for programs."""
    accounts.find_account(visit.casebook, visit.person)
    _change_own(visit, visit.body)
    return {"changed": visit.body["what"]}


def change_call(visit: Visit) -> Any:
    """Changes somebody's role or password, or lets them in no more, for programs."""
    name, told = str(visit.request.path_params["name"]), visit.body
    accounts.find_account(visit.casebook, name)
    codes = "" if "password" in told else None
    accounts.change_account(visit.casebook, name, role=told.get("role"), password=told.get("password"),
                            disabled=told.get("disabled"), totp=codes)  # fmt: skip
    visit.desk.sessions.end_all(name)
    return {"name": name, "changed": sorted(told)}


def who(visit: Visit) -> Any:
    """Who asks, for programs."""
    return {"person": visit.person, "role": visit.session.role, "names_shown": visit.session.names_why is not None}


def members(visit: Visit) -> Any:
    """Everybody who may sign in."""
    people = accounts.accounts(visit.casebook)
    return {"accounts": [{"name": a.name, "role": a.role, "codes": a.codes, "disabled": a.disabled} for a in people]}


def add_call(visit: Visit) -> Any:
    """Makes an account, for programs; the first one is made on the page or the command line."""
    if not visit.desk.team():
        raise UsageError("make the first account on the page Team, or with: accordingto account NAME --role keeper")
    told = visit.body
    accounts.add_account(visit.casebook, told["name"], told["role"], told["password"])
    return {"name": told["name"].strip(), "role": told["role"]}


_ROLE: Schema = {"enum": list(accounts.ROLES)}
_PASSWORD: Schema = {"type": "string", "minLength": accounts.SHORTEST_PASSWORD, "maxLength": accounts.LONGEST_PASSWORD}
_WORD: Schema = {"type": "string", "maxLength": 200}
CALLS: tuple[Call, ...] = (
    Call("GET", "/api/me", who, "Who asks."),
    Call("GET", "/api/accounts", members, "Everybody who may sign in.", "keeper"),
    Call("POST", "/api/accounts", add_call, "Makes an account.", "keeper",
         body={"type": "object", "required": ["name", "role", "password"], "additionalProperties": False,
               "properties": {"name": {**KEY, "maxLength": 80}, "role": _ROLE, "password": _PASSWORD}}),
    Call("POST", "/api/accounts/{name}", change_call, "Changes a role or password, or lets somebody in no more.",
         "keeper", body={"type": "object", "minProperties": 1, "additionalProperties": False,
                         "properties": {"role": _ROLE, "password": _PASSWORD, "disabled": {"type": "boolean"}}}),
    Call("GET", "/api/account", own_call, "One's own account; with a new secret where no one-time codes are used."),
    Call("POST", "/api/account", change_own_call, "Changes one's own password or one-time codes; all sessions end.",
         body={"type": "object", "required": ["what", "old"], "additionalProperties": False,
               "properties": {"what": {"enum": ["password", "codes", "no-codes"]}, "password": _PASSWORD,
                              **dict.fromkeys(("old", "code", "secret", "first"), _WORD)}}),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (
    page("/team", team, "keeper"),
    action("/team/add", add_member, "keeper"),
    action("/team/change", change_member, "keeper"),
    page("/account", own),
    action("/account/change", change_own, "reader"),
)
