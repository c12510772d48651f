"""Decisions through the API: what is written, what is refused, and who sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from accordingto.casebook.protect import protect
from accordingto.casebook.store import Casebook
from accordingto.casebook.verify import verify
from tests.review import made
from tests.review.conftest import Client, fill


def decide(client: Client, report: int, item: str, decision: str, value: Any = None, why: str = "read") -> Any:
    """One decision; the answer."""
    return client.call(
        f"/api/reports/{report}/reviews", {"item": item, "decision": decision, "why": why, "value": value}
    )


def item(client: Client, key: str, report: int = 1) -> Any:
    """An item as the API tells it."""
    return next(i for i in client.get(f"/api/reports/{report}").json()["items"] if i["id"] == key)


def test_a_change_keeps_the_machines_proposal(casebook: Casebook, client: Client) -> None:
    fill(casebook, made.teacher())
    answer = decide(client, 1, "s1", "change", {"stance": "confirms", "cue": {"exact": "said"}}, "he confirmed it")
    assert answer.status_code == 200, answer.text
    told = item(client, "s1")
    assert (told["state"], told["item"]["stance"], told["machine"]["stance"]) == ("changed", "confirms", "asserts")
    assert told["history"][0]["by"] == "Kim"
    assert told["history"][0]["why"] == "he confirmed it"
    assert "the machine: <s>asserts</s>" in client.get("/reports/1/items/s1").text
    assert verify(casebook).damage == []


def test_words_alone_mean_the_nearest_place(casebook: Casebook, client: Client) -> None:
    fill(casebook, made.teacher())
    decide(client, 1, "s2", "change", {"sources": [{"exact": "Belkin"}]})
    assert item(client, "s2")["item"]["sources"][0]["start"] == made.TEACHER.index("\nBelkin") + 1
    quote = {"exact": "Belkin", "prefix": "Nadia ", "suffix": " on Friday"}
    decide(client, 1, "s2", "change", {"sources": [quote]})
    assert item(client, "s2")["item"]["sources"][0]["start"] == made.TEACHER.index("Belkin")
    assert decide(client, 1, "s2", "change", {"sources": [{"exact": "Nobody here"}]}).status_code == 400


def test_words_that_have_moved_are_a_clash(casebook: Casebook, client: Client) -> None:
    fill(casebook, made.teacher())
    answer = decide(client, 1, "s1", "change", {"cue": {"start": 3, "end": 7, "exact": "said"}})
    assert (answer.status_code, answer.json()["error"]["kind"]) == (409, "clash")


def test_records_are_w3c_annotations(casebook: Casebook, client: Client) -> None:
    fill(casebook, made.teacher())
    page = client.get("/api/reports/1/annotations").json()
    assert page["type"] == "AnnotationPage"
    for annotation in page["items"]:
        for target in annotation["target"]:
            position, quote = target["selector"]
            assert made.TEACHER[position["start"] : position["end"]] == quote["exact"]
            assert made.TEACHER[: position["start"]].endswith(quote["prefix"])


def test_any_language_can_be_coded(casebook: Casebook, client: Client) -> None:
    fill(casebook, made.arabic())
    value = {"sources": [{"exact": "الوزارة", "actor": {"name": "الوزارة"}, "codes": ["ALB", "GOV"]}],
             "cue": {"exact": "قالت"}, "content": [{"exact": "الشرطة اعتقلت خمسة أشخاص"}]}  # fmt: skip
    assert decide(client, 1, "statement", "add", value).json()["item"] == "hs1"
    act = {"type": "COERCE", "mode": "arrest", "trigger": {"exact": "اعتقلت"}, "targets": [{"exact": "خمسة أشخاص"}],
           "count": {"min": 5, "max": 5, "approx": False}, "per": ["hs1"]}  # fmt: skip
    assert decide(client, 1, "act", "add", act).status_code == 200
    record = client.get("/api/reports/1").json()["record"]
    assert record["acts"][0]["per"] == ["hs1"]
    assert 'dir="auto"' in client.get("/reports/1").text


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"item": "s1"},
        {"item": "s1", "decision": "bless", "why": "x"},
        {"item": "s1", "decision": "accept", "why": ""},
        {"item": "s1", "decision": "accept", "why": "   "},
        {"item": "s1", "decision": "accept", "why": "x", "by": "Somebody else"},
        {"item": "s1", "decision": "change", "why": "x", "value": {"stance": "sings"}},
        {"item": "s1", "decision": "change", "why": "x", "value": {"id": "s9"}},
        {"item": "s1", "decision": "change", "why": "x", "value": {"confidence": 1}},
        {"item": "s1", "decision": "change", "why": "x", "value": {"content": [{"start": 0, "end": 10**9}]}},
        {"item": "s1", "decision": "change", "why": "x", "value": {"content": [{"start": "0", "end": 4}]}},
        {"item": "s1", "decision": "change", "why": "nul \0", "value": None},
        {"item": "c1", "decision": "change", "why": "x", "value": {"count": {"min": 10**30, "max": None, "approx": 1}}},
        {"item": "s77", "decision": "accept", "why": "x"},
        {"item": "report", "decision": "finish", "why": "x"},
    ],
)
def test_what_does_not_fit_is_an_error_in_one_shape(casebook: Casebook, client: Client, body: Any) -> None:
    fill(casebook, made.teacher())
    answer = client.call("/api/reports/1/reviews", body)
    assert answer.status_code in (400, 404), answer.text
    assert set(answer.json()) == {"error"}
    assert set(answer.json()["error"]) == {"kind", "message"}
    assert not any(i["history"] for i in client.get("/api/reports/1").json()["items"])


def test_blind_coders_see_their_own_decisions_only(casebook: Casebook, team: Callable[[str], Client]) -> None:
    fill(casebook, made.teacher())
    rita, ana, ben = team("Rita"), team("Ana"), team("Ben")
    answer = rita.call("/api/assignments", {"reports": [1], "people": ["Ana", "Ben"], "blind": True})
    assert answer.json() == {"assigned": 2}
    decide(ana, 1, "s1", "reject", why="Ana's secret reason")
    decide(ben, 1, "s1", "accept", why="Ben's secret reason")
    for path in ("/api/reports/1", "/reports/1", "/reports/1/items/s1", "/work", "/api/work", "/api/reports", "/"):
        assert "Ana's secret" not in ben.get(path).text.replace("&#39;", "'")
        assert "Ben's secret" not in ana.get(path).text.replace("&#39;", "'")
    assert (item(ana, "s1")["state"], item(ben, "s1")["state"], item(rita, "s1")["state"]) == (
        "rejected",
        "accepted",
        "unreviewed",
    )
    assert rita.get("/work/adjudicate/1").status_code == 403
    for coder in (ana, ben):
        assert coder.call("/api/reports/1/finish", {}).status_code == 200
    assert ana.get("/work/adjudicate/1").status_code == 403
    page = rita.get("/work/adjudicate/1")
    assert "They differ on 1 of" in page.text
    taken = rita.call("/api/reports/1/take", {"line": "s1", "coder": "Ana", "why": "Ana is right"})
    assert taken.status_code == 200, taken.text
    assert rita.call("/api/reports/1/adjudicated", {}).status_code == 200
    assert item(ana, "s1")["state"] == item(ben, "s1")["state"] == "rejected"


def test_a_coder_decides_only_on_what_is_theirs_or_nobodys(casebook: Casebook, team: Callable[[str], Client]) -> None:
    fill(casebook, made.teacher(), made.plain())
    team("Rita").call("/api/assignments", {"reports": [1], "people": ["Ben"]})
    ana = team("Ana")
    assert decide(ana, 1, "s1", "accept").status_code == 403
    assert decide(ana, 2, "s1", "accept").status_code == 200
    assert decide(team("Ben"), 1, "s1", "accept").status_code == 200
    assert decide(team("Lea"), 2, "s1", "accept").status_code == 403


def test_a_coder_takes_back_only_their_own_decisions(casebook: Casebook, team: Callable[[str], Client]) -> None:
    fill(casebook, made.teacher())
    ana, ben, rita = team("Ana"), team("Ben"), team("Rita")
    number = decide(ana, 1, "s1", "reject").json()["review"]
    assert decide(ben, 1, "s1", "undo", {"review": number}).status_code == 403
    assert decide(rita, 1, "s1", "undo", {"review": number}).status_code == 200


def test_a_party_keeps_its_place_when_its_words_change(casebook: Casebook, client: Client) -> None:
    fill(casebook, made.teacher())
    value = {"sources": [{"exact": "lawyer", "actor": {"name": "her lawyer"}}], "speaker": {"name": "her lawyer"}}
    decide(client, 1, "s1", "change", value)
    told = client.get("/api/reports/1").json()["record"]
    assert next(s for s in told["statements"] if s["id"] == "s1")["speaker"] == "a3"
    assert [a["id"] for a in told["actors"]] == ["a1", "a2", "a3", "a4"]


def test_accusations_come_first_whatever_the_order(casebook: Casebook, client: Client) -> None:
    fill(casebook, made.plain(1), made.plain(2), made.teacher())
    for order in ("doubt", "new", "watch", "date"):
        found = client.get(f"/api/work?order={order}").json()["reports"]
        assert (found[0]["report"], found[0]["accuses"]) == (3, True)
    page = client.get("/reports/3").text
    assert "last known: convicted, 2024-03-08" in page
    client.call("/api/reports/3/finish", {})
    assert client.get("/api/work").json()["left"] == 2


def test_who_may_see_names_is_asked_each_time(casebook: Casebook, client: Client) -> None:
    fill(casebook, made.teacher())
    protect(casebook, ["Nadia Belkin"], "victim", "asked for")
    decide(client, 1, "c1", "change", {"stage": "sentenced"}, "Nadia Belkin was sentenced")
    pages = ("/", "/reports/1", "/reports/1/items/c1", "/reports/1/items/c1/edit", "/api/reports", "/api/reports/1",
             "/api/reports/1/annotations", "/work", "/api/work")  # fmt: skip
    for path in pages:
        assert "Belkin" not in client.get(path).text, path
    client.post("/names", data={"csrf": client.csrf, "why": "to write to her"})
    assert "Nadia Belkin" in client.get("/reports/1").text
    client.post("/names", data={"csrf": client.csrf, "cover": "1"})
    assert "Belkin" not in client.get("/reports/1").text
