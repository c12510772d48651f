"""Parties: what they say, do and suffer; two side by side; no profile of private persons."""

from __future__ import annotations

import re

import pytest

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


def test_the_list_holds_parties_and_no_private_person(shown: Client) -> None:
    html = main(shown.get("/actors").text)
    names = re.findall(r'<a href="/actors/party\?name=[^"]*">([^<]+)', html)
    assert names == ["Police", "interior ministry", "Harvan Monitor", "Prosecutors", "state radio"]
    assert "Syria, police" in html
    assert "Sabri" not in html
    assert re.findall(r'<a href="/actors/party\?name=[^"]*">([^<]+)', main(shown.get("/actors?words=mon").text)) == [
        "Harvan Monitor"
    ]


def test_a_party_says_and_does(shown: Client) -> None:
    html = shown.get("/actors/party?name=interior+ministry")
    words = seen(html.text)
    assert "Where it stands on events Police · killing · 12 people" in words
    assert "does not comment 1 denies 1" in words  # the copy counts once
    assert 'href="/reports/2#s3"' in html.text
    police = seen(shown.get("/actors/party?name=Police").text)
    assert police.partition("What it is told to do ")[2].startswith("arrest · detained , by Police")
    assert "According to her brother" in police
    assert "contested denied by The interior ministry" in police


def test_of_a_private_person_there_is_only_the_way_to_the_case(shown: Client) -> None:
    words = seen(shown.get("/actors/party?name=Lina+Sabri").text)
    assert "No profile is made of private persons" in words
    assert "charged" not in words
    told_ = shown.get("/api/party?name=Lina+Sabri").json()
    assert told_ == {"name": "Lina Sabri", "kinds": ["person"], "codes": [], "private": True, "statements": [],
                     "acts": [], "events": []}  # fmt: skip


def test_two_parties_are_set_side_by_side(shown: Client) -> None:
    html = main(shown.get("/actors/compare?one=Harvan+Monitor&other=interior+ministry").text)
    table, _, rest = html.partition("</table>")
    assert re.findall(r'href="/events/(\w+)"', table) == ["e1"]
    assert re.findall(r'href="/events/(\w+)"', rest) == ["e2"]
    assert 'href="/reports/1#s2"' in table
    both = shown.get("/api/compare?one=Harvan+Monitor&other=interior+ministry").json()
    assert [s["stance"] for s in both["both"][0]["interior ministry"]] == [
        "denies that it happened",
        "does not comment",
    ]
    assert both["only"] == {"Harvan Monitor": [], "interior ministry": ["e2"]}


@pytest.mark.parametrize("path", ["/actors/party?name=Nobody", "/actors/party", "/api/party?name=Nobody"])
def test_who_stands_nowhere_is_not_found(shown: Client, path: str) -> None:
    assert shown.get(path).status_code == 404


def test_a_party_is_not_compared_with_itself(shown: Client) -> None:
    assert "compare two different parties" in seen(shown.get("/actors/compare?one=Police&other=Police").text)
    assert shown.get("/api/compare?one=Police&other=Police").status_code == 400


def test_two_parties_are_compared_on_some_words(shown: Client) -> None:
    html = main(shown.get("/actors/compare?one=Harvan+Monitor&other=interior+ministry&words=killing").text)
    assert "says nothing on this point" in html
    assert {"/reports/1#s2", "/reports/2#s1"} <= set(re.findall(r'href="([^"]+)"', html))
    told_ = shown.get("/api/compare?one=Harvan+Monitor&other=interior+ministry&words=killing").json()
    assert told_["parties"] == ["Harvan Monitor", "interior ministry"]
    nothing = shown.get("/actors/compare?one=Harvan+Monitor&other=interior+ministry&words=xylophone")
    assert "no statement is about this" in seen(nothing.text)


def test_a_protected_name_is_known_by_its_pseudonym_alone(casebook: Casebook, client: Client) -> None:
    fill(casebook, *told.custody())
    protect(casebook, ["Lina Sabri"], "victim", "asked for it")
    assert client.get("/actors/party?name=Lina+Sabri").status_code == 404
    pseudonym = client.get("/api/cases").json()["people"][0]["name"]
    assert pseudonym.startswith("Victim-")
    assert "No profile" in client.get(f"/actors/party?name={pseudonym}").text
