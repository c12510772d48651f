"""Passwords: guessing is slowed down, names are not told, hashes are strong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyotp
import pytest
from starlette.responses import Response

from accordingto.casebook.accounts import accounts, add_account, change_account, sign_in
from accordingto.casebook.store import Casebook
from accordingto.errors import UsageError
from accordingto.review.desk import Desk
from accordingto.review.sessions import TRIES, Brake
from tests.review.conftest import PASSWORD, Client, client_of

Team = Callable[[str], Client]


def test_guessing_a_password_is_slowed_down(desk: Desk, team: Team) -> None:
    team("Ana")
    eve = client_of(desk)
    for n in range(TRIES):
        assert _try(eve, "Ana", f"wrong password {n}").status_code == 401
    assert _try(eve, "Ana", PASSWORD).status_code == 429
    assert eve.post("/api/session", json={"name": "Ana", "password": PASSWORD}).status_code == 429
    assert _try(eve, "Ben", PASSWORD).status_code in (200, 303)


def _try(client: Client, name: str, password: str) -> Response:
    proof = client.get("/enter").text.partition('name="csrf" value="')[2].partition('"')[0]
    data = {"name": name, "password": password, "csrf": proof}
    answer: Any = client.post("/login", data=data, follow_redirects=False)
    return answer  # type: ignore[no-any-return]


def test_each_wrong_password_doubles_the_wait() -> None:
    now = [0.0]
    brake = Brake(lambda: now[0])
    waits = []
    for _ in range(TRIES + 3):
        brake.wrong("Ana")
        waits.append(brake.wait("Ana"))
    assert waits[: TRIES - 1] == [0.0] * (TRIES - 1)
    assert waits[TRIES - 1 :] == [30.0, 60.0, 120.0, 240.0]
    now[0] = 240.0
    assert brake.wait("Ana") == 0.0


def test_guessing_many_names_does_not_fill_the_memory() -> None:
    brake = Brake()
    for n in range(12_000):
        brake.wrong(f"name {n}")
    assert len(vars(brake)["_wrong"]) <= 10_001


def test_a_wrong_name_and_a_wrong_password_look_alike(desk: Desk, team: Team) -> None:
    team("Ana")
    eve = client_of(desk)
    one, other = _try(eve, "Ana", "not her password"), _try(eve, "Nobody", "not her password")
    assert (one.status_code, one.body if hasattr(one, "body") else one.text) == (  # type: ignore[attr-defined]
        other.status_code,
        other.body if hasattr(other, "body") else other.text,  # type: ignore[attr-defined]
    )


def test_a_password_alone_is_not_enough_where_codes_are_used(casebook: Casebook, desk: Desk, team: Team) -> None:
    team("Ana")
    secret = pyotp.random_base32()
    change_account(casebook, "Ana", totp=secret)
    assert sign_in(casebook, "Ana", PASSWORD, "") is None
    assert sign_in(casebook, "Ana", PASSWORD, "000000") is None
    assert client_of(desk).sign_in("Ana", code=pyotp.TOTP(secret).now()).get("/api/me").status_code == 200


def test_passwords_lie_under_argon2(casebook: Casebook, tmp_path: Path) -> None:
    add_account(casebook, "Kim", "keeper", PASSWORD)
    data = b"".join(path.read_bytes() for path in tmp_path.rglob("casebook.db*"))
    assert PASSWORD.encode() not in data
    assert b"$argon2id$" in data


@pytest.mark.parametrize("password", ["", "short", "x" * 201])
def test_a_password_too_short_or_too_long_is_refused(casebook: Casebook, password: str) -> None:
    with pytest.raises(UsageError):
        add_account(casebook, "Kim", "keeper", password)
    assert accounts(casebook) == []


def test_the_last_keeper_cannot_be_locked_out(casebook: Casebook) -> None:
    add_account(casebook, "Kim", "keeper", PASSWORD)
    with pytest.raises(UsageError):
        change_account(casebook, "Kim", disabled=True)
    with pytest.raises(UsageError):
        change_account(casebook, "Kim", role="reader")
