"""What people can see and do on the pages, programs can too: each route of a page has its call, and the calls work."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pyotp
import pytest

from accordingto.casebook.access import grant
from accordingto.casebook.accounts import sign_in
from accordingto.casebook.assignments import assign, set_state
from accordingto.casebook.deciding import decide
from accordingto.casebook.protect import protect
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.review.desk import Desk
from accordingto.review.routes import CALLS, ROUTES
from tests.review import made
from tests.review.conftest import PASSWORD, Client, client_of, fill

Team = Callable[[str], Client]
OTHER = "another long password"
SAME = {
    "/": ["GET /api/reports"],
    "/login": ["POST /api/session"],
    "/leave": ["POST /api/leave"],
    "/names": ["POST /api/names", "GET /api/me"],
    "/add": ["POST /api/add"],
    "/jobs/{number}": ["GET /api/jobs/{number}"],
    "/reports/{number}": ["GET /api/reports/{number}", "POST /api/reports/{number}/reviews"],
    "/reports/{number}/items/{key}": ["GET /api/reports/{number}"],
    "/reports/{number}/items/{key}/edit": ["GET /api/codebook"],
    "/reports/{number}/items/{key}/line": ["GET /api/reports/{number}"],
    "/reports/{number}/paragraphs": ["GET /api/reports/{number}/annotations"],
    "/reports/{number}/archive": ["POST /api/reports/{number}/archive"],
    "/reports/{number}/clear": ["POST /api/reports/{number}/reviews"],
    "/reports/{number}/finish": ["POST /api/reports/{number}/finish"],
    "/work": ["GET /api/work", "GET /api/assignments"],
    "/work/next": ["GET /api/work"],
    "/work/assign": ["POST /api/assignments"],
    "/work/adjudicate/{number}": ["GET /api/reports/{number}/codings"],
    "/work/adjudicate/{number}/take": ["POST /api/reports/{number}/take"],
    "/work/adjudicate/{number}/close": ["POST /api/reports/{number}/adjudicated"],
    "/work/agreement": ["GET /api/agreement"],
    "/team": ["GET /api/accounts"],
    "/team/add": ["POST /api/accounts"],
    "/team/change": ["POST /api/accounts/{name}"],
    "/account": ["GET /api/account"],
    "/account/change": ["POST /api/account"],
    "/events": ["GET /api/events", "POST /api/reconcile", "GET /api/reconcile"],
    "/events/{key}": ["GET /api/events/{key}"],
    "/events/{key}/split": ["POST /api/events/{key}/split"],
    "/events/{key}/merge": ["POST /api/events/{key}/merge", "POST /api/events/{key}/part"],
    "/search": ["GET /api/search"],
    "/actors": ["GET /api/parties"],
    "/actors/party": ["GET /api/party"],
    "/actors/compare": ["GET /api/compare"],
    "/cases": ["GET /api/cases"],
    "/cases/person": ["GET /api/case"],
    "/cases/place": ["GET /api/case"],
    "/journal": ["GET /api/journal"],
    "/codebook": ["GET /api/codebook"],
    "/export": ["GET /api/formats", "POST /api/export/count"],
    "/export/file": ["POST /api/export"],
}
"""By route of the pages the calls that show or do the same; the door alone is for browsers, with the printed token."""


def test_each_page_and_form_has_its_call() -> None:
    paths = {route.path for route in ROUTES}  # type: ignore[attr-defined]
    assert {p for p in paths if not p.startswith("/api/")} - {"/enter"} == set(SAME)
    calls = {f"{call.method} {call.path}" for call in CALLS}
    assert {call for some in SAME.values() for call in some} <= calls


@pytest.fixture
def filled(casebook: Casebook) -> Casebook:
    """The teacher's report: two of its records reviewed, one of them accuses."""
    fill(casebook, made.teacher(), made.plain())
    decide(casebook, 1, "c1", "accept", "read")
    decide(casebook, 2, "s1", "accept", "read")
    return casebook


def test_protected_names_are_shown_for_a_reason_and_covered_again(filled: Casebook, desk: Desk) -> None:
    protect(filled, ["Nadia Belkin"], "victim", "asked for")
    program = client_of(desk)
    program.headers["authorization"] = f"Bearer {desk.token}"
    assert "Belkin" not in program.get("/api/reports/1").text
    assert program.post("/api/names", json={"why": " "}).status_code == 400
    assert program.post("/api/names", json={"why": "the letter"}).json() == {"names_shown": True}
    assert "Belkin" in program.get("/api/reports/1").text
    assert [e["kind"] for e in Reader(filled).journal(1, 1000)].count("names shown") == 1
    program.post("/api/names", json={"why": None})
    assert "Belkin" not in program.get("/api/reports/1").text


def test_who_may_not_see_names_may_not_by_the_api(filled: Casebook, team: Team) -> None:
    protect(filled, ["Nadia Belkin"], "victim", "asked for")
    ana = team("Ana")
    assert ana.call("/api/names", {"why": "curious"}).status_code == 400
    assert "Belkin" not in ana.get("/api/reports/1").text
    grant(filled, "Ana", "names", "she writes the letter")
    assert ana.call("/api/names", {"why": "the letter"}).status_code == 200
    assert "Belkin" in ana.get("/api/reports/1").text
    ana.call("/api/leave", {})
    assert ana.get("/api/me").status_code == 401


def test_a_program_changes_its_own_password_and_codes(casebook: Casebook, team: Team) -> None:
    ana = team("Ana")
    assert ana.call("/api/account", {"what": "password", "old": "wrong", "password": OTHER}).status_code == 403
    assert ana.call("/api/account", {"what": "password", "old": PASSWORD, "password": OTHER}).status_code == 200
    assert ana.get("/api/me").status_code == 401
    ana.sign_in("Ana", OTHER)
    secret = ana.get("/api/account").json()["secret"]
    wrong = {"what": "codes", "old": OTHER, "secret": secret, "first": "000000"}
    assert ana.call("/api/account", wrong).status_code == 400
    right = {**wrong, "first": pyotp.TOTP(secret).now()}
    assert ana.call("/api/account", right).status_code == 200
    assert sign_in(casebook, "Ana", OTHER, "") is None
    ana.sign_in("Ana", OTHER, pyotp.TOTP(secret).now())
    assert ana.get("/api/account").json() == {"name": "Ana", "role": "coder", "codes": True, "secret": "",
                                              "address": ""}  # fmt: skip


def test_a_keeper_changes_accounts_by_the_api(casebook: Casebook, team: Team) -> None:
    kim, ana = team("Kim"), team("Ana")
    assert ana.call("/api/accounts/Ana", {"role": "keeper"}).status_code == 403
    assert kim.call("/api/accounts/Ana", {"role": "reviewer"}).status_code == 200
    assert ana.get("/api/me").status_code == 401
    assert ana.sign_in("Ana").get("/api/me").json()["role"] == "reviewer"
    kim.call("/api/accounts/Ana", {"disabled": True})
    assert sign_in(casebook, "Ana", PASSWORD, "") is None
    assert kim.call("/api/accounts/Nobody", {"role": "coder"}).status_code == 404


def test_records_leave_by_the_api_as_by_the_page(filled: Casebook, client: Client) -> None:
    count = client.call("/api/export/count", {}).json()
    assert (count["reports"], count["statements"], count["acts"], count["accusing"]) == (2, 1, 1, 1)
    assert sum(count["held_back"].values()) == 3
    answer = client.call("/api/export", {"format": "csv", "recipient": "Court"})
    assert answer.headers["content-disposition"].startswith("attachment")
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert "acts.csv" in archive.namelist()
    last = client.get("/api/journal").json()["entries"][-1]
    assert (last["kind"], last["details"]["for"]) == ("export", "Court")
    assert client.call("/api/export", {"format": "exe"}).status_code == 400


@pytest.mark.parametrize(
    ("asked", "statements", "acts"),
    [
        ({"type": "SANCTION"}, 0, 1),
        ({"stance": "denies"}, 0, 0),
        ({"since": "2024-03-10"}, 1, 0),
        ({"until": "2024-03-09"}, 0, 1),
        ({"party": "mayor"}, 1, 0),
        ({"country": "Albania"}, 0, 1),
        ({"reports": [2]}, 1, 0),
        ({"unreviewed": True}, 2, 1),
        ({"unreviewed": True, "accusing": "for the court"}, 3, 2),
    ],
)
def test_filters_choose_what_leaves(filled: Casebook, client: Client, asked: dict[str, object], statements: int,
                                    acts: int) -> None:  # fmt: skip
    count = client.call("/api/export/count", asked).json()
    assert (count["statements"], count["acts"]) == (statements, acts)


def test_an_accusation_that_nobody_reviewed_needs_a_reason(filled: Casebook, client: Client) -> None:
    held = client.call("/api/export/count", {"unreviewed": True}).json()["held_back"]
    assert held == {"statements and acts that accuse a named person and that nobody has reviewed": 2}
    assert client.call("/api/export/count", {"accusing": "because"}).status_code == 400


def test_codings_and_assignments_are_told(filled: Casebook, team: Team) -> None:
    for coder in ("Ana", "Ben"):
        assign(filled, [1], [coder], blind=True)
        decide(filled, 1, "s1", "accept" if coder == "Ana" else "reject", "read", coding=coder)
    rita, ana = team("Rita"), team("Ana")
    assert rita.get("/api/reports/1/codings").status_code == 403
    told = rita.get("/api/assignments").json()
    assert {(a["person"], a["blind"]) for a in told["assignments"]} == {("Ana", True), ("Ben", True)}
    assert [a["person"] for a in ana.get("/api/assignments").json()["assignments"]] == ["Ana"]
    set_state(filled, 1, "done")
    lines = rita.get("/api/reports/1/codings").json()["lines"]
    assert [line["line"] for line in lines if line["differs"]]
    assert ana.get("/api/reports/1/codings").status_code == 403
