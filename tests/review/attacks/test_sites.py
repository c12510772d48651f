"""Other sites: forged forms, foreign origins, DNS rebinding, frames and strange methods are refused."""

from __future__ import annotations

import pytest

from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.review.desk import Desk
from accordingto.review.guard import HEADERS
from tests.review.addresses import CHANGES, at
from tests.review.conftest import HOST, PASSWORD, Client, client_of


@pytest.mark.parametrize("forged", ["", "x" * 43, "another session's"])
def test_a_forged_form_changes_nothing(filled: Casebook, desk: Desk, client: Client, forged: str) -> None:
    if forged == "another session's":
        forged = client_of(desk).enter(f"/enter?token={desk.token}").csrf
        assert forged
        assert forged != client.csrf
    before = _journal(filled)
    body = {"item": "s1", "decision": "accept", "why": "x"}
    form = {"csrf": forged, "name": "Eve", "role": "keeper", "password": PASSWORD}
    for path in set(CHANGES) - {"/api/session"}:  # that one takes a password, and gives no cookie
        as_json = client.post(at(path), json=body, headers={"x-csrf-token": forged})
        assert as_json.status_code in (403, 400), path
        assert client.post(at(path), data=form).status_code in (403, 400), path
    assert _journal(filled) == before


def _journal(casebook: Casebook) -> int:
    return len(Reader(casebook).journal(1, 10_000))


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": f"file://{HOST}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_from_elsewhere_is_refused(filled: Casebook, client: Client, headers: dict[str, str]) -> None:
    answer = client.call("/api/reports/1/reviews", {"item": "s1", "decision": "accept", "why": "x"}, **headers)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:9999", "", f"{HOST}.evil.example"]
)
def test_another_host_name_gets_nothing(client: Client, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Reports" not in answer.text


def test_no_page_may_be_framed_or_load_from_elsewhere(filled: Casebook, client: Client) -> None:
    for path in ("/", "/reports/1", "/nowhere", "/static/style.css", "/api/reports", "/enter"):
        answer = client.get(path)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value
    policy = HEADERS["content-security-policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    answer = client.request(method, "/reports/1", headers={"origin": "https://evil.example"})
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers
