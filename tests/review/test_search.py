"""The search page: every filter of the command line, counts that lead on, hits with their words and citations."""

from __future__ import annotations

import re
from html import unescape

import pytest

from accordingto.casebook.deciding import decide
from accordingto.casebook.protect import protect
from accordingto.casebook.store import Casebook
from tests.review import told
from tests.review.conftest import Client, fill
from tests.review.shown import fill_shown, main, seen


@pytest.fixture
def shown(casebook: Casebook, client: Client) -> Client:
    """The one person at work, in a filled casebook."""
    fill_shown(casebook)
    return client


def hits(client: Client, asked: str) -> list[str]:
    """The hits of a search by their keys, in order."""
    return [h["id"] for h in client.get(f"/api/search?{asked}").json()["hits"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("words=blankets", {"1.s3", "3.s3"}),
        ("words=blankets&copies=false", {"1.s3"}),
        ("stance=no_comment", {"2.s3"}),
        ("type=ACCUSE", {"5.c1"}),
        ("mode=release", {"6.c1"}),
        ("status=contested&copies=false", {"1.c1", "1.c2", "5.c1"}),
        ("harm=detained", {"4.c1"}),
        ("place=Deir", {"6.c2"}),
        ("party=JUD", {"5.c1"}),
        ("publisher=herald&kind=act", {"2.c1", "5.c1", "6.c1", "6.c2"}),
        ("since=2021-07-02&kind=act", {"6.c1", "6.c2"}),
        ("until=2021-06-08&kind=act&copies=false", {"1.c1", "1.c2", "2.c1"}),
        ("country=SYR&kind=act&harm=detained", {"4.c1"}),
        ("country=Syria&kind=act&harm=detained", {"4.c1"}),
    ],
)
def test_each_filter_narrows(shown: Client, asked: str, found: set[str]) -> None:
    assert set(hits(shown, asked)) == found
    html = main(shown.get("/search?" + asked.replace("copies=false", "copies=no")).text)
    led = set(re.findall(r'<p class="act" dir="auto"><a href="/reports/(\d+#\w+)"', html))
    assert {to.replace("#", ".") for to in led} == found


def test_before_anything_is_asked_there_is_only_the_form(shown: Client) -> None:
    html = main(shown.get("/search").text)
    assert "found in" not in html
    assert html.count('name="words"') == 1


def test_a_hit_can_be_cited_without_a_script(shown: Client) -> None:
    cited = re.findall(r"<span data-cited>(.*?)</span>", shown.get("/search?words=blankets&copies=no").text)
    line = unescape(re.sub("<[^>]+>", "", cited[0]))
    assert line == (
        "“We carried the wounded in blankets” (The Courier, “Police open fire in Harvan”, 2021-06-09, "
        f"https://example.org/courier/1, page SHA-256 {'ab' * 32}, retrieved 2021-06-09T10:00:00Z; "
        "report 1, characters 168-203)"
    )


def test_counts_lead_to_narrower_searches(shown: Client) -> None:
    html = main(shown.get("/search?words=harvan").text)
    counts = html.partition('class="counts"')[2].partition("</aside>")[0]
    links = [to.replace("&amp;", "&") for to in re.findall(r'href="(/search[^"]*)"', counts)]
    assert links
    for to in links:
        assert "found in" in shown.get(to).text


def test_what_people_rejected_is_marked(casebook: Casebook, shown: Client) -> None:
    decide(casebook, 1, "s3", "reject", "no statement")
    assert "rejected in review" in seen(shown.get("/search?words=blankets&copies=no").text)


@pytest.mark.parametrize("asked", ["since=soon", "words=%28%29", "kind=thing", "party=%2A"])
def test_what_cannot_be_searched_is_said(shown: Client, asked: str) -> None:
    answer = shown.get(f"/search?{asked}")
    assert answer.status_code in (200, 400)
    assert 'role="alert"' in answer.text


def test_pages_go_on(casebook: Casebook, client: Client) -> None:
    records, _ = told.crowd(20, 3)
    fill(casebook, *records)
    first = main(client.get("/search?words=people").text)
    assert first.count("<article") == 25
    to = re.findall(r'href="([^"]+)" rel="next"', first)[0].replace("&amp;", "&")
    second = main(client.get(to).text)
    keys = [set(re.findall(r'class="act"[^>]*><a href="/reports/(\d+#\w+)"', page)) for page in (first, second)]
    assert second.count("<article") == 25
    assert not keys[0] & keys[1]


def test_counts_for_programs(shown: Client) -> None:
    groups = shown.get("/api/search?kind=act&by=type").json()["groups"]
    assert {g["type"]: g["items"] for g in groups} == {"ASSAULT": 5, "COERCE": 2, "ACCUSE": 1, "RETREAT": 1}
    assert shown.get("/api/search?by=shoe+size").status_code == 400


def test_a_protected_name_finds_nothing_and_is_told_nowhere(casebook: Casebook, client: Client) -> None:
    fill(casebook, *told.custody())
    protect(casebook, ["Lina Sabri"], "victim", "asked for it")
    assert hits(client, "words=Sabri") == []
    for path in ("/search?words=arrested", "/api/search?words=arrested", "/search?kind=act"):
        text = client.get(path).text
        assert "Sabri" not in text, path
        assert "Victim-" in text, path
