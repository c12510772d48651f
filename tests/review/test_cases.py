"""A case: the steps of one person's or place's story by day, in whose words, contested where denied, with consent."""

from __future__ import annotations

import re

import pytest

from accordingto.casebook.destroying import set_consent
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


def test_the_list_has_persons_and_places(shown: Client) -> None:
    found = shown.get("/api/cases").json()
    assert [(p["name"], p["reports"]) for p in found["people"]] == [("Lina Sabri", 3)]
    assert [(p["name"], p["country"], p["reports"]) for p in found["places"]] == [
        ("Harvan", "SY", 4), ("Harvan square", "SY", 2), ("Deir province", "SY", 1)
    ]  # fmt: skip
    assert "Deir province" in main(shown.get("/cases?words=deir").text)
    assert "Harvan" not in main(shown.get("/cases?words=deir").text)


def test_a_story_goes_from_arrest_to_release(shown: Client) -> None:
    html = main(shown.get("/cases/person?name=Lina+Sabri").text)
    heads = [" ".join(re.sub("<[^>]+>", "", h).split()) for h in re.findall(r"<h3>(.*?)</h3>", html)]
    assert heads == ["2021-06-12 · detained", "2021-06-20 · charged", "2021-07-02 · released"]
    words = seen(f"<main{html}</main>")
    assert "Last known stage of the law: released , 2021-07-02, according to the Harvan Monitor" in words
    assert "Contested 2021-06-20: charged , denied by Her lawyer" in words
    assert 'class="picture timeline"' in html
    assert "An accusation is no guilt" in words


def test_every_step_says_whose_word_it_is(shown: Client) -> None:
    steps = shown.get("/api/case?kind=person&name=Lina+Sabri").json()["steps"]
    assert [s["according_to"] for s in steps] == [["her brother", "the report (Herald)"], ["state radio"],
                                                  ["the Harvan Monitor"]]  # fmt: skip
    assert [s["contested"] for s in steps] == [False, True, False]


def test_consent_stands_beside_each_source(casebook: Casebook, shown: Client) -> None:
    set_consent(casebook, 4, "given", "signed form")
    rows = main(shown.get("/cases/person?name=Lina+Sabri").text).rpartition("<tbody>")[2]
    assert re.findall(r'data-label="Consent">([^<]+)', rows) == ["given", "not on record", "not on record"]
    set_consent(casebook, 4, "withdrawn", "asked for by phone")
    assert "Nurse arrested" not in shown.get("/cases/person?name=Lina+Sabri").text


def test_a_place_has_its_story(shown: Client) -> None:
    html = main(shown.get("/cases/place?name=Harvan&country=SY").text)
    assert "Last known stage" not in html
    assert re.findall(r"<h3>(\S+)", html) == ["2021-06-08", "2021-06-12"]
    assert "accuses a named person" in html


@pytest.mark.parametrize(
    "path", ["/cases/person?name=Nobody", "/cases/person?name=Police", "/cases/place?name=Harvan", "/cases/place"]
)
def test_what_has_no_story_is_not_found(shown: Client, path: str) -> None:
    assert shown.get(path).status_code == 404


def test_a_protected_persons_case_stands_under_the_pseudonym(casebook: Casebook, client: Client) -> None:
    fill(casebook, *told.custody())
    protect(casebook, ["Lina Sabri"], "victim", "asked for it")
    pseudonym = client.get("/api/cases").json()["people"][0]["name"]
    html = client.get(f"/cases/person?name={pseudonym}").text
    assert "Sabri" not in html
    assert f"<bdi>{pseudonym}</bdi></h1>" in html
    assert client.get("/cases/person?name=Lina+Sabri").status_code == 404


def test_who_may_see_the_name_sees_it_on_the_page_and_not_in_its_title(casebook: Casebook, client: Client) -> None:
    fill(casebook, *told.custody())
    protect(casebook, ["Lina Sabri"], "victim", "asked for it")
    client.post("/names", data={"why": "interview", "csrf": client.csrf})
    pseudonym = client.get("/api/cases").json()["people"][0]["name"]
    assert pseudonym.startswith("Victim-")  # names do not get into addresses
    for path in (f"/cases/person?name={pseudonym}", "/cases/person?name=Lina+Sabri"):
        html = client.get(path).text
        assert "<bdi>Lina Sabri</bdi></h1>" in html
        assert "Sabri" not in html.partition("</title>")[0]
    report = client.get("/reports/2").text
    assert "Lina Sabri charged</h1>" in report
    assert "Sabri" not in report.partition("</title>")[0]
    private = client.get("/actors/party?name=Lina+Sabri").text
    assert "Sabri" not in private.partition("</title>")[0]
