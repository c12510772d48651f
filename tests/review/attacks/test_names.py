"""Protected names stand on no page and in no answer without the right."""

from __future__ import annotations

from collections.abc import Callable

from accordingto.casebook.access import grant
from accordingto.casebook.protect import protect
from accordingto.casebook.store import Casebook
from accordingto.review.desk import Desk
from tests.review.addresses import LOOKS, at
from tests.review.conftest import Client, client_of
from tests.review.test_decisions import decide

Team = Callable[[str], Client]
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
