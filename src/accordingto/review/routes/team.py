"""The team: accounts and roles, and one's own password and one-time codes."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from accordingto.casebook import accounts
from accordingto.errors import UsageError
from accordingto.review.calls import KEY, Call
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
    account = accounts.find_account(visit.casebook, visit.person)
    secret, address = ("", "") if account.codes else accounts.new_totp(visit.casebook, visit.person)
    return show(visit, "team/own.html.jinja", "Your account", account=account, secret=secret, address=address)


def change_own(visit: Visit) -> Response:
    """Changes one's own password or one-time codes, for whoever knows the password; all other sessions end."""
    name, what = visit.person, visit.field("what")
    wait = visit.desk.brake.wait(name)
    if wait:
        raise Refused(429, f"too many wrong passwords; try again in {int(wait) + 1} seconds")
    code = visit.field("code")
    if accounts.sign_in(visit.casebook, name, str(visit.form.get("old") or ""), code) is None:
        visit.desk.brake.wrong(name)
        raise Refused(403, "the password or one-time code is wrong")
    if what == "password":
        accounts.change_account(visit.casebook, name, password=str(visit.form.get("password") or ""))
    elif what == "codes":
        secret = visit.field("secret")
        if not accounts.fits_totp(secret, visit.field("first")):
            raise UsageError("the code does not fit; scan the secret again")
        accounts.change_account(visit.casebook, name, totp=secret)
    elif what == "no-codes":
        accounts.change_account(visit.casebook, name, totp="")
    else:
        raise UsageError("what is to change?")
    visit.desk.sessions.end_all(name)
    return go("/enter")


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


CALLS: tuple[Call, ...] = (
    Call("GET", "/api/me", who, "Who asks."),
    Call("GET", "/api/accounts", members, "Everybody who may sign in.", "keeper"),
    Call("POST", "/api/accounts", add_call, "Makes an account.", "keeper",
         body={"type": "object", "required": ["name", "role", "password"], "additionalProperties": False,
               "properties": {"name": {**KEY, "maxLength": 80}, "role": {"enum": list(accounts.ROLES)},
                              "password": {"type": "string", "minLength": accounts.SHORTEST_PASSWORD,
                                           "maxLength": accounts.LONGEST_PASSWORD}}}),
)  # fmt: skip
ROUTES: tuple[BaseRoute, ...] = (
    page("/team", team, "keeper"),
    action("/team/add", add_member, "keeper"),
    action("/team/change", change_member, "keeper"),
    page("/account", own),
    action("/account/change", change_own, "reader"),
)
