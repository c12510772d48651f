"""The journal page: who did what, the newest first; never a protected name."""

from __future__ import annotations

import re

from accordingto.casebook.protect import protect
from accordingto.casebook.store import Casebook
from tests.review import told
from tests.review.conftest import Client, fill
from tests.review.shown import main, seen


def test_entries_stand_newest_first_and_lead_back(casebook: Casebook, client: Client) -> None:
    records, _ = told.crowd(60, 1)
    fill(casebook, *records)
    html = main(client.get("/journal").text)
    numbers = [int(n) for n in re.findall(r'<tr id="e(\d+)">', html)]
    assert len(numbers) == 100
    assert numbers == sorted(numbers, reverse=True)
    older = re.findall(r'href="(/journal\?from=\d+)" rel="next"', html)[0]
    rest = [int(n) for n in re.findall(r'<tr id="e(\d+)">', main(client.get(older).text))]
    assert rest == list(range(numbers[-1] - 1, 0, -1))


def test_an_entry_has_its_time_person_and_hash(casebook: Casebook, client: Client) -> None:
    last = client.get("/api/journal").json()
    entry = last["entries"][-1]
    html = main(client.get("/journal").text)
    assert f'<time datetime="{entry["at"]}">' in html
    assert entry["hash"] in html
    assert entry["person"] in seen(f"<main{html}</main>")


def test_no_protected_name_stands_in_it(casebook: Casebook, client: Client) -> None:
    fill(casebook, *told.custody())
    protect(casebook, ["Lina Sabri"], "victim", "the family of Lina Sabri asked for it")
    for path in ("/journal", "/api/journal"):
        text = client.get(path).text
        assert "Sabri" not in text
        assert "asked for it" in text
