"""Rights: nobody does what their role may not, nor in another name, nor what was withdrawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accordingto.casebook.destroying import set_consent
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.review.routes import CALLS
from tests.review.addresses import at
from tests.review.conftest import PASSWORD, Client
from tests.review.test_decisions import decide

Team = Callable[[str], Client]
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
