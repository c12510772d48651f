"""The event page: nothing without whose word it is, silence told, copies folded, each element leading to the words."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from accordingto.casebook.assignments import assign
from accordingto.casebook.deciding import decide
from accordingto.casebook.destroying import set_consent
from accordingto.casebook.protect import protect
from accordingto.casebook.store import Casebook
from accordingto.reconcile.casework import reconcile_case
from tests.review import told
from tests.review.conftest import Client, fill
from tests.review.shown import fill_shown, main, seen


@pytest.fixture
def shown(casebook: Casebook, client: Client) -> Client:
    """The one person at work, in a filled casebook."""
    fill_shown(casebook)
    return client


def test_the_list_says_according_to_whom_and_who_denies(shown: Client) -> None:
    words = seen(shown.get("/events").text)
    assert "Police · killing · 12 people" in words
    assert "told in 3 reports" in words
    assert "According to city hospital; Harvan Monitor contested denied by interior ministry" in words


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("words=hospital", ["e1", "e2"]),
        ("words=monitor+killing", ["e1"]),
        ("words=square", ["e2"]),
        ("shown=several", ["e1", "e2"]),
        ("shown=contested&since=2021-06-09", []),
        ("first=2", ["e2"]),
    ],
)
def test_the_list_narrows(shown: Client, asked: str, found: list[str]) -> None:
    assert re.findall(r'href="/events/(\w+)"', main(shown.get(f"/events?{asked}").text)) == found


def test_the_matrix_has_a_row_for_each_party_and_tells_silence(shown: Client) -> None:
    html = main(shown.get("/events/e1").text)
    table = html.partition('<table class="matrix">')[2].partition("</table>")[0]
    heads = re.findall(r'<th scope="col"[^>]*>([^<]*)', table)
    assert heads == ["Party", "asserts", "denies that it happened", "does not comment"]
    rows = re.findall(r'<th scope="row"><a [^>]*><bdi>([^<]*)', table)
    assert rows == ["city hospital", "Harvan Monitor", "interior ministry"]
    silent = html.partition("1 party speaks in these reports, not on this")[2].partition("</details>")[0]
    assert "<bdi>Police</bdi>" in silent
    assert "not quoted on this in the 2 reports between 2021-06-09 and 2021-06-10 in which it speaks" in silent
    assert 'href="/reports/2#s3">declined to comment' in table


def test_copies_stand_behind_their_original(shown: Client) -> None:
    html = main(shown.get("/events/e1").text)
    assert html.count("<bdi>that police fired at anybody in Harvan</bdi>") == 1  # one citation: one quote
    assert "the same words in 1 more" in html
    assert "3 reports, 2 without copies" in seen(html and f"<main{html}</main>")
    assert html.count('<article class="told') == 2
    sources = html.partition('<ul class="plain sources">')[2]
    assert sources.count('<li class="card">') == 2
    assert 'href="/reports/3">Gazette, 2021-06-09' in sources


def test_numbers_are_told_by_source_and_never_averaged(shown: Client) -> None:
    html = main(shown.get("/events/e1").text)
    table = html.partition('aria-label="Table of numbers"')[2].partition("</table>")[0]
    assert re.findall(r'class="number">([^<]+?) <', table) == ["12", "15 or more"]
    assert "13.5" not in html
    assert "the same source's number in 1 more" in table
    picture = html.partition('class="picture numbers"')[2].partition("</svg>")[0]
    assert picture.count("<a ") == 2
    assert "15 or more, according to Harvan Monitor: Herald, 2021-06-10" in picture


def test_every_act_says_whose_word_it_is_and_that_it_is_contested(shown: Client) -> None:
    for telling in main(shown.get("/events/e1").text).split("<article")[1:]:
        assert "According to <a " in telling
    first = main(shown.get("/events/e1").text).split("<article")[1]
    assert 'contested</span> denied by <a href="/reports/1#s2">' in first
    timeline = main(shown.get("/events/e1").text).partition('class="picture timeline"')[2].partition("</svg>")[0]
    assert "according to the city hospital" in timeline
    assert "(contested)" in timeline


def test_every_element_leads_to_words_that_are_there(shown: Client) -> None:
    html = main(shown.get("/events/e1").text)
    led = set(re.findall(r'href="(/reports/\d+#\w+)"', html))
    assert len(led) > 8
    pages = {n: shown.get(f"/reports/{n}").text for n in (1, 2, 3)}
    for to in led:
        number, _, key = to.removeprefix("/reports/").partition("#")
        assert f'id="{key}" data-key="{key}"' in pages[int(number)], to


def test_an_act_is_cited_with_its_sentence_and_its_place(shown: Client) -> None:
    telling = main(shown.get("/events/e1").text).split("<article")[1]
    assert (
        "“<bdi>Police opened fire on protesters in Harvan on Tuesday, killing 12 people, the city hospital said.</bdi>”"
        in telling
    )
    assert "report 1, characters 0-97)" in telling


def test_what_people_rejected_is_left_out_and_counted(casebook: Casebook, shown: Client) -> None:
    decide(casebook, 2, "c1", "reject", "no such act")
    html = shown.get("/events/e1").text
    assert "1 act was rejected in review and is left out" in seen(html)
    assert main(html).count('<article class="told') == 1


def test_a_blind_coder_does_not_learn_what_others_decided(casebook: Casebook, team: Callable[[str], Client]) -> None:
    fill_shown(casebook)
    assign(casebook, [2], ["Ana"], blind=True)
    decide(casebook, 2, "c1", "reject", "no such act")
    assert "rejected" not in seen(team("Ana").get("/events/e1").text)


def test_what_may_not_leave_is_not_there(casebook: Casebook, shown: Client) -> None:
    set_consent(casebook, 2, "withdrawn", "asked for by phone")
    told_ = shown.get("/events/e1")
    assert told_.status_code == 404 or "Herald" not in told_.text


def concluded(client: Client) -> dict[str, Any]:
    """Waits until the concluding in the background is through; what became of it."""
    while (told_ := client.get("/api/reconcile").json())["state"] in ("waiting", "concluding"):
        time.sleep(0.01)
    return dict(told_)


def test_events_are_concluded_at_a_press(casebook: Casebook, client: Client) -> None:
    fill(casebook, *told.shooting())
    assert "3 reports are not among the events yet" in seen(client.get("/events").text)
    assert client.post("/events", data={}).status_code == 403  # without the form's token
    client.post("/events", data={"csrf": client.csrf})
    assert concluded(client) == {"state": "done", "total": 3, "reports": 3, "events": 1, "error": ""}
    listed = client.get("/events").text
    assert "not among the events" not in listed
    assert re.search(r'href="/events/e[0-9a-f]{12}"', listed)
    assert client.call("/api/reconcile", {}).json()["state"] in ("waiting", "concluding", "done")
    assert concluded(client)["reports"] == 0


def test_a_reader_does_not_conclude_events(casebook: Casebook, team: Callable[[str], Client]) -> None:
    fill(casebook, *told.shooting())
    lea = team("Lea")
    assert "Conclude events" not in lea.get("/events").text
    assert lea.post("/events", data={"csrf": lea.csrf}).status_code == 403
    assert lea.call("/api/reconcile", {}).status_code == 403


def event_of(client: Client, act: str) -> str:
    """The id of the event to which "1.c1" belongs."""
    report, _, key = act.partition(".")
    listed = client.get("/api/events").json()["events"]
    return str(next(e["id"] for e in listed if {"report": report, "act": key} in e["acts"]))


def test_people_take_acts_out_of_an_event_and_join_events(casebook: Casebook, client: Client) -> None:
    fill(casebook, *told.shooting())
    reconcile_case(casebook)
    joined = event_of(client, "1.c1")
    assert joined == event_of(client, "2.c1")
    form = {"csrf": client.csrf, "why": "another square", "act": "2.c1"}
    assert client.post(f"/events/{joined}/split", data={**form, "act": ""}).status_code == 400
    client.post(f"/events/{joined}/split", data=form)
    assert event_of(client, "1.c1") != event_of(client, "2.c1")
    other = f"http://127.0.0.1:8765/events/{event_of(client, '2.c1')}"
    client.post(f"/events/{event_of(client, '1.c1')}/merge", data={**form, "other": other, "why": "the same after all"})
    assert event_of(client, "1.c1") == event_of(client, "2.c1")
    journal = client.get("/api/journal").text
    assert journal.count("event_decision") >= 2


def test_a_coder_does_not_decide_on_events(casebook: Casebook, team: Callable[[str], Client]) -> None:
    fill(casebook, *told.shooting())
    reconcile_case(casebook)
    ana = team("Ana")
    id = event_of(ana, "1.c1")
    assert "Put together otherwise" not in ana.get(f"/events/{id}").text
    assert "Put together otherwise" in team("Rita").get(f"/events/{id}").text
    assert ana.post(f"/events/{id}/split", data={"csrf": ana.csrf, "act": "2.c1", "why": "x"}).status_code == 403
    assert ana.call(f"/api/events/{id}/merge", {"other": "e0", "why": "x"}).status_code == 403


def test_beside_an_accused_name_stands_the_last_stage_of_the_law(casebook: Casebook, client: Client) -> None:
    fill(casebook, *told.custody())
    reconcile_case(casebook)
    id = client.get("/api/events?words=charged").json()["events"][0]["id"]
    words = seen(client.get(f"/events/{id}").text)
    assert "Accuses named persons Lina Sabri last known: released, 2021-07-02" in words


def test_an_unknown_event_is_not_found(shown: Client) -> None:
    assert shown.get("/events/e9").status_code == 404
    assert shown.get("/api/events/e9").json()["error"]["kind"] == "missing"


def test_the_api_tells_the_same(shown: Client) -> None:
    listed = shown.get("/api/events?shown=contested").json()
    assert [e["id"] for e in listed["events"]] == ["e1", "e2"]
    one = shown.get("/api/events/e1").json()
    assert one["contested"] == "interior ministry"
    assert [r["copy_of"] for r in one["reports"]] == [None, 1, None]
    assert [(t["act"], t["according_to"], t["denied_by"]) for t in one["tellings"]] == [
        ("1.c1", ["the city hospital"], ["The interior ministry"]),
        ("2.c1", ["a rights monitor (Harvan Monitor)"], []),
    ]


def test_protected_names_stand_nowhere(casebook: Casebook, client: Client) -> None:
    fill(casebook, *told.custody())
    protect(casebook, ["Lina Sabri"], "victim", "asked for it")
    reconcile_case(casebook)
    ids = [e["id"] for e in client.get("/api/events").json()["events"]]
    assert ids
    for path in ("/events", "/api/events", *(f"/events/{id}" for id in ids), *(f"/api/events/{id}" for id in ids)):
        text = client.get(path).text
        assert "Sabri" not in text, path
        assert "Victim-" in text, path


def test_hostile_words_stay_words(casebook: Casebook, client: Client) -> None:
    fill(casebook, told.hostile())
    told.put_events(casebook, [told.hostile_event()])
    for path in ("/events", "/events/h1"):
        html = main(client.get(path).text)
        assert "<script>" not in html, path
        assert "<img" not in html, path
        assert "&lt;script&gt;" in html, path


def test_a_thousand_statements_are_all_there(casebook: Casebook, client: Client) -> None:
    records, event = told.crowd(250, 4)
    fill(casebook, *records)
    told.put_events(casebook, [event])
    html = main(client.get("/events/crowd").text)
    assert html.partition("</table>")[0].count("<blockquote") == 1000
    assert html.count('<article class="told') == 250
