"""Strangers see nothing and change nothing; a guessed or old token opens nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accordingto.casebook.store import Casebook
from accordingto.review.desk import Desk
from tests.review.addresses import CHANGES, LOOKS, at
from tests.review.conftest import Client, client_of

Team = Callable[[str], Client]


def test_a_stranger_sees_no_page(filled: Casebook, desk: Desk) -> None:
    stranger = client_of(desk)
    for path in LOOKS:
        answer = stranger.get(at(path), follow_redirects=False)
        assert answer.status_code in (303, 401), path
        assert "Belkin" not in answer.text, path


def test_a_stranger_changes_nothing(filled: Casebook, desk: Desk) -> None:
    stranger = client_of(desk)
    for path in set(CHANGES) - {"/login", "/api/session"}:
        assert stranger.post(at(path), json={}, follow_redirects=False).status_code in (303, 401), path


@pytest.mark.parametrize("token", ["", "x", "None", "0" * 43, "ü", "%00", "' OR 1=1 --"])
def test_a_guessed_token_does_not_open(desk: Desk, token: str) -> None:
    client = client_of(desk)
    client.get("/enter", params={"token": token})
    assert client.get("/api/me").status_code == 401
    if token.isascii():  # a header takes no other
        assert client.get("/api/me", headers={"authorization": f"Bearer {token}"}).status_code == 401


def test_the_token_is_dead_once_there_are_accounts(desk: Desk, team: Team) -> None:
    team("Kim")
    client = client_of(desk)
    client.get(f"/enter?token={desk.token}")
    assert client.get("/api/me").status_code == 401
    assert client.get("/api/me", headers={"authorization": f"Bearer {desk.token}"}).status_code == 401


def test_the_token_leaves_no_trace(desk: Desk) -> None:
    answer = client_of(desk).get(f"/enter?token={desk.token}", follow_redirects=False)
    assert answer.headers["location"] == "/"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert desk.token not in answer.headers["set-cookie"] + answer.text
