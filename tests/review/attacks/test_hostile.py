"""Hostile pages and inputs: markup is text, paths and numbers lead nowhere, broken bodies are errors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from accordingto.casebook.store import Casebook
from accordingto.review.desk import Desk
from accordingto.review.guard import HEADERS
from tests.review import made
from tests.review.conftest import Client, client_of, fill
from tests.review.test_decisions import decide

Team = Callable[[str], Client]


@pytest.mark.parametrize("field", made.HOSTILE_FIELDS)
def test_markup_of_a_page_is_text(casebook: Casebook, client: Client, field: str) -> None:
    fill(casebook, made.hostile(field))
    for path in (
        "/",
        "/reports/1",
        "/reports/1/items/s1",
        "/reports/1/items/s1/edit",
        "/reports/1/items/s1/line",
        "/work",
    ):
        told = client.get(path).text
        assert "<img" not in told
        assert "<script>alert" not in told
        assert 'href="javascript:' not in told
        assert "49" not in told.replace("&#x27;", "").partition("{{7*7}}")[0][-20:]


@pytest.mark.parametrize("field", ["why", "name", "place", "codes", "country"])
def test_markup_of_a_reviewer_is_text(casebook: Casebook, client: Client, field: str) -> None:
    fill(casebook, made.teacher())
    bad = made.HOSTILE
    value: dict[str, Any] = {"speaker": {"name": bad}} if field == "name" else {"stance": "denies"}
    key = "s1"
    if field in ("place", "country"):
        key, value = "c1", {"where": {"exact": "Ardena", "name": bad if field == "place" else "x", "country": bad[:9]}}
    if field == "codes":
        value = {"sources": [{"exact": "her lawyer", "codes": [bad]}]}
    decide(client, 1, key, "change", value, bad if field == "why" else "x")
    for path in ("/reports/1", f"/reports/1/items/{key}", f"/reports/1/items/{key}/edit"):
        told = client.get(path).text
        assert "<img" not in told
        assert "<script>alert" not in told


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a\r\nset-cookie: x=1.txt", "x" * 500 + ".txt", "con.txt", ".."]
)
def test_a_file_name_leads_nowhere(casebook: Casebook, client: Client, desk: Desk, name: str, tmp_path: Path) -> None:
    answer = client.post("/api/add", files={"files": (name, b"A text.")}, headers={"x-csrf-token": client.csrf})
    assert answer.status_code == 200
    desk.intake.close()
    told = client.get(f"/api/jobs/{answer.json()['job']}").json()
    assert told["state"] == "done"
    assert "root:" not in json.dumps(told)
    assert "set-cookie" not in answer.headers


PATHS = ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd",
         "/static/%2fetc%2fpasswd", "/reports/../../etc/passwd")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out_of_the_static_files(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 404)


@pytest.mark.parametrize(
    "number", ["0", "-1", "1e3", "9" * 30, "1%00", "٣", "1;DROP TABLE report", "1' OR '1'='1", "%0d%0aset-cookie:x=1"]
)
def test_a_strange_number_is_nothing_that_there_is(filled: Casebook, client: Client, number: str) -> None:
    for path in (f"/reports/{number}", f"/api/reports/{number}", f"/work/adjudicate/{number}", f"/jobs/{number}"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "set-cookie" not in answer.headers


INJECTED = ("/work?order=%0d%0aset-cookie:%20x=1", "/?first=%0d%0ax:y", "/reports/1/paragraphs?of=1%0d%0ax:y",
            "/enter?token=%0d%0aset-cookie:%20x=1", "/reports/1/items/%0d%0ax:y")  # fmt: skip


@pytest.mark.parametrize("path", INJECTED)
def test_no_header_is_injected(filled: Casebook, client: Client, path: str) -> None:
    answer = client.get(path, follow_redirects=False)
    assert answer.status_code in (400, 403, 404)
    assert "x" not in answer.headers
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("where", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_nothing_leads_to_another_site(team: Team, desk: Desk, where: str) -> None:
    team("Ana")
    client = client_of(desk)
    for path in (f"/enter?next={where}", f"/login?next={where}", f"/?next={where}"):
        assert "evil" not in client.get(path, follow_redirects=False).headers.get("location", "")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b'{"item": "s1", "decision": "accept", "why": "\\ud800"}',
        b'{"item": "s1", "decision": "accept", "why": NaN}',
        b'{"item": "s1", "decision": "change", "why": "x", "value": ' + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"}",
        b"\xff\xfe",
        b'{"item": "s1", "decision": "accept", "why": "' + b"x" * 5_000_000 + b'"}',
    ],
)
def test_a_broken_body_is_an_error_not_a_crash(filled: Casebook, client: Client, body: bytes) -> None:
    headers = {"content-type": "application/json", "x-csrf-token": client.csrf}
    answer = client.post("/api/reports/1/reviews", content=body, headers=headers)
    assert answer.status_code in (400, 404)
    assert set(answer.json()) == {"error"}


def test_a_form_sent_as_another_kind_is_refused(filled: Casebook, client: Client) -> None:
    body = json.dumps({"item": "s1", "decision": "accept", "why": "x"})
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        headers = {"content-type": kind, "x-csrf-token": client.csrf}
        assert client.post("/api/reports/1/reviews", content=body, headers=headers).status_code == 400


def test_a_body_beyond_measure_is_refused(client: Client) -> None:
    headers = {"content-length": str(10**12), "x-csrf-token": client.csrf}
    assert client.post("/api/add", content=b"x", headers=headers).status_code == 413


def test_an_endless_body_is_cut_off(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accordingto.review.guard.MAX_BODY", 100_000)

    def endless() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 10_000

    headers = {"content-type": "application/json", "x-csrf-token": client.csrf}
    assert client.post("/api/reports/1/reviews", content=endless(), headers=headers).status_code >= 400


def test_an_unexpected_error_tells_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the secret lies at /home/kim/secret")

    monkeypatch.setattr("accordingto.casebook.reader.Reader.reviewed", fail)
    for path in ("/reports/1", "/api/reports/1"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]


def test_a_websocket_is_refused(client: Client) -> None:
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/"):
        pass
