"""Sessions: none is planted, stolen or kept beyond its end."""

from __future__ import annotations

from collections.abc import Callable

from accordingto.review.desk import Desk
from accordingto.review.sessions import IDLE_SECONDS, LONGEST_SECONDS, Sessions
from tests.review.conftest import Client, client_of

Team = Callable[[str], Client]


def test_a_session_that_somebody_planted_is_not_taken_over(desk: Desk, team: Team) -> None:
    team("Kim")
    victim = client_of(desk)
    victim.cookies.set(desk.cookie, "planted-by-eve")
    victim.sign_in("Ana")
    assert victim.cookies.get(desk.cookie, domain="127.0.0.1") != "planted-by-eve"
    eve = client_of(desk)
    eve.cookies.set(desk.cookie, "planted-by-eve")
    assert eve.get("/api/me").status_code == 401


def test_signing_in_anew_ends_the_old_session(desk: Desk, team: Team) -> None:
    ana = team("Ana")
    old = ana.cookies[desk.cookie]
    ana.sign_in("Ana")
    assert ana.cookies[desk.cookie] != old
    assert desk.sessions.find(old) is None


def test_signing_out_ends_the_session(desk: Desk, client: Client) -> None:
    old = client.cookies[desk.cookie]
    client.post("/leave", data={"csrf": client.csrf})
    assert desk.sessions.find(old) is None


def test_the_cookie_is_for_the_server_alone(desk: Desk) -> None:
    cookie = client_of(desk).get(f"/enter?token={desk.token}", follow_redirects=False).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "domain" not in cookie


def test_sessions_end_by_themselves() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    idle, busy = sessions.begin("Ana", "coder"), sessions.begin("Ben", "coder")
    for _ in range(int(LONGEST_SECONDS / IDLE_SECONDS * 2)):
        now[0] += IDLE_SECONDS / 2 + 1
        sessions.find(busy)
    assert sessions.find(idle) is None
    assert sessions.find(busy) is None


def test_tokens_are_kept_as_hashes_only(desk: Desk, client: Client) -> None:
    assert client.cookies[desk.cookie] not in repr(vars(desk.sessions))


def test_a_change_of_role_or_password_ends_sessions(team: Team) -> None:
    kim, ana = team("Kim"), team("Ana")
    kim.post("/team/change", data={"csrf": kim.csrf, "name": "Ana", "what": "role", "role": "reader"})
    assert ana.get("/api/me").status_code == 401
    ana.sign_in("Ana")
    kim.post("/team/change", data={"csrf": kim.csrf, "name": "Ana", "what": "disable"})
    assert ana.get("/api/me").status_code == 401
    assert ana.sign_in("Ana").get("/api/me").status_code == 401
