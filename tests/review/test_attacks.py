"""Attacks on the server, each refused: strangers, forged forms, stolen sessions, hostile pages, guessed passwords."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest
from starlette.responses import Response

from accordingto.casebook.access import grant
from accordingto.casebook.accounts import accounts, add_account, change_account, sign_in
from accordingto.casebook.destroying import set_consent
from accordingto.casebook.protect import protect
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.errors import UsageError
from accordingto.review.desk import Desk
from accordingto.review.guard import HEADERS
from accordingto.review.routes import CALLS, ROUTES
from accordingto.review.sessions import IDLE_SECONDS, LONGEST_SECONDS, TRIES, Brake, Sessions
from tests.review import made
from tests.review.conftest import HOST, PASSWORD, Client, client_of, fill
from tests.review.test_decisions import decide

Team = Callable[[str], Client]
CHANGES = sorted({r.path for r in ROUTES if "POST" in (getattr(r, "methods", None) or ())})  # type: ignore[attr-defined]
LOOKS = sorted({r.path for r in ROUTES if "GET" in (getattr(r, "methods", None) or ())} - {"/enter"})  # type: ignore[attr-defined]


def at(path: str) -> str:
    """A path with something in its places."""
    return path.replace("{number}", "1").replace("{key}", "s1").replace("{id}", "1").replace("{name}", "x")


@pytest.fixture
def filled(casebook: Casebook) -> Casebook:
    """A casebook with the teacher's report."""
    fill(casebook, made.teacher(), made.plain())
    return casebook


# Strangers


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


# Other sites


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


# Sessions


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


# Passwords


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


# Rights


KEEPERS = ("/team", "/api/accounts")
REVIEWERS = ("/work/agreement", "/work/adjudicate/1", "/api/agreement")


@pytest.mark.parametrize("path", KEEPERS + REVIEWERS)
def test_pages_of_a_higher_role_are_refused(filled: Casebook, team: Team, path: str) -> None:
    for name in ("Lea", "Ana"):
        assert team(name).get(path).status_code == 403
    if path in KEEPERS:
        assert team("Rita").get(path).status_code == 403


def test_nobody_raises_their_own_role(team: Team) -> None:
    for name in ("Lea", "Ana", "Rita"):
        client = team(name)
        data = {"csrf": client.csrf, "name": name, "what": "role", "role": "keeper"}
        assert client.post("/team/change", data=data).status_code == 403
        body = {"name": "Eve", "role": "keeper", "password": PASSWORD}
        assert client.call("/api/accounts", body).status_code == 403
        assert client.get("/api/me").json()["role"] != "keeper"


def test_a_reader_changes_nothing_by_any_call(filled: Casebook, team: Team) -> None:
    lea = team("Lea")
    for call in CALLS:
        if call.method == "POST" and call.role != "reader" and not call.open:
            assert lea.call(at(call.path), {}).status_code == 403, call.path


def test_a_decision_bears_the_name_of_the_session(filled: Casebook, team: Team) -> None:
    ana = team("Ana")
    decide(ana, 1, "s1", "accept")
    assert ana.get("/api/reports/1").json()["items"][1]["history"][0]["by"] == "Ana"
    assert Reader(filled).journal(1, 10_000)[-1]["person"] == "Ana"


def test_anothers_upload_is_not_to_be_seen(filled: Casebook, team: Team) -> None:
    ana, ben = team("Ana"), team("Ben")
    told = ana.post("/api/add", data={"text": "A secret text."}, headers={"x-csrf-token": ana.csrf}).json()
    assert ben.get(f"/api/jobs/{told['job']}").status_code == 404
    assert ben.get(f"/jobs/{told['job']}").status_code == 404


def test_another_persons_decision_is_undone_by_naming_it_only_on_its_item(filled: Casebook, team: Team) -> None:
    ana, ben = team("Ana"), team("Ben")
    number = decide(ana, 1, "s1", "accept").json()["review"]
    assert decide(ben, 1, "s2", "undo", {"review": number}).status_code == 403
    assert decide(ben, 2, "s1", "undo", {"review": number}).status_code == 400


def test_withdrawn_reports_are_gone_from_every_page(filled: Casebook, client: Client) -> None:
    set_consent(filled, 1, "withdrawn", "asked to")
    for path in ("/reports/1", "/reports/1/items/s1", "/api/reports/1", "/api/reports/1/annotations",
                 "/reports/1/paragraphs?of=0-50"):  # fmt: skip
        assert client.get(path).status_code == 404
    for path in ("/", "/work", "/api/reports", "/api/work"):
        assert "Court jails teacher" not in client.get(path).text
    assert decide(client, 1, "s1", "accept").status_code == 404


# Protected names


PAGES = sorted({at(p) for p in LOOKS if p not in ("/api/openapi.json", "/work/next")})


def test_a_protected_name_is_on_no_page(filled: Casebook, client: Client) -> None:
    decide(client, 1, "s2", "change", {"speaker": {"name": "Nadia Belkin"}}, "Nadia Belkin said so")
    protect(filled, ["Nadia Belkin"], "victim", "asked for")
    for path in PAGES:
        answer = client.get(path)
        assert answer.status_code < 500, path
        assert "belkin" not in answer.text.lower(), path
        assert "nadia" not in answer.text.lower(), path


def test_names_are_for_those_to_whom_it_is_granted(filled: Casebook, team: Team) -> None:
    protect(filled, ["Nadia Belkin"], "victim", "asked for")
    ana = team("Ana")
    assert ana.post("/names", data={"csrf": ana.csrf, "why": "curious"}).status_code == 400
    assert "Belkin" not in ana.get("/reports/1").text
    grant(filled, "Ana", "names", "she writes the letter")
    assert ana.post("/names", data={"csrf": ana.csrf, "why": "  "}).status_code == 400
    ana.post("/names", data={"csrf": ana.csrf, "why": "the letter"})
    assert "Nadia Belkin" in ana.get("/reports/1").text
    grant(filled, "Ana", "covered", "the letter is written")
    assert "Belkin" not in ana.get("/reports/1").text


def test_a_new_session_begins_with_names_covered(filled: Casebook, desk: Desk, client: Client) -> None:
    protect(filled, ["Nadia Belkin"], "victim", "asked for")
    client.post("/names", data={"csrf": client.csrf, "why": "the letter"})
    assert "Nadia Belkin" in client.get("/reports/1").text
    other = client_of(desk).enter(f"/enter?token={desk.token}")
    assert "Belkin" not in other.get("/reports/1").text


def test_looking_for_words_tells_no_protected_name(filled: Casebook, client: Client) -> None:
    protect(filled, ["Nadia Belkin"], "victim", "asked for")
    for words in ("Belkin", "Nadia Belkin", "Nadia"):
        answer = decide(client, 1, "s1", "change", {"cue": {"exact": words}})
        assert answer.status_code == 400
        assert "do not stand in the text" in answer.json()["error"]["message"]


# Hostile pages and inputs


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
