"""Whoever is accused by name is marked wherever many records are listed: events, search, work, and for programs."""

from __future__ import annotations

import pytest

from accordingto.casebook.destroying import set_consent
from accordingto.casebook.protect import protect
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.export.accused import DONE_BY, DONE_TO, accused
from accordingto.reconcile.casework import reconcile_case
from tests.review import made, told
from tests.review.conftest import Client, fill
from tests.review.shown import seen

MARK = "accuses a named person"


@pytest.fixture
def concluded(casebook: Casebook) -> Casebook:
    """The shooting, which blames nobody by name, and the arrest and charge of Lina Sabri, with their events."""
    fill(casebook, *told.shooting(), *told.custody())
    reconcile_case(casebook)
    return casebook


def test_the_list_of_events_blames_whom_the_records_blame(concluded: Casebook) -> None:
    """The rule stands twice, once in SQL: both must say the same of the same acts."""
    reader = Reader(concluded)
    events = reader.happenings()
    records = {str(h.number): accused(h.record) for h in reader.records()}
    wanted = {}
    for event in events:
        names = {n for act in event["acts"] for n in records[str(act["report"])].get(act["act"], ())}
        if names:
            wanted[event["id"]] = sorted(names)
    assert wanted
    assert len(wanted) < len(events)
    assert reader.blamed_in([e["id"] for e in events], DONE_BY, DONE_TO) == wanted


def test_events_are_marked(concluded: Casebook, client: Client) -> None:
    page = seen(client.get("/events").text)
    assert f"{MARK} Lina Sabri" in page
    rows = client.get("/api/events").json()["events"]
    assert [r["accuses"] for r in rows].count(["Lina Sabri"]) == page.count(MARK)
    assert [] in [r["accuses"] for r in rows]


def test_whoever_is_protected_is_no_name_there(concluded: Casebook, client: Client) -> None:
    protect(concluded, ["Lina Sabri"], "victim", "asked for")
    reconcile_case(concluded)
    for path in ("/events", "/api/events", "/search?words=charged", "/api/search?words=charged"):
        answer = client.get(path).text
        assert "Lina" not in answer
    assert MARK in client.get("/events").text


def test_a_report_that_is_withdrawn_accuses_nobody_there(concluded: Casebook, client: Client) -> None:
    for report in Reader(concluded).records():
        if "Lina" in report.record.report.text:
            set_consent(concluded, report.number, "withdrawn", "asked")
    assert "Lina" not in client.get("/events").text


def test_hits_are_marked_statements_too(concluded: Casebook, client: Client) -> None:
    for kind in ("statement", "act"):
        hits = client.get(f"/api/search?words=charged&kind={kind}").json()["hits"]
        assert hits[0]["accuses"] == ["Lina Sabri"]
        assert f"{MARK} Lina Sabri" in seen(client.get(f"/search?words=charged&kind={kind}").text)
    assert MARK not in client.get("/search?words=blankets").text


@pytest.mark.parametrize("order", ["doubt", "new", "watch", "date"])
def test_the_work_begins_with_accusations_in_every_order(casebook: Casebook, client: Client, order: str) -> None:
    fill(casebook, made.plain(1, "2024-06-01"), made.teacher(), made.plain(2, "2024-07-01"))
    reports = client.get(f"/api/work?order={order}").json()["reports"]
    assert [r["accuses"] for r in reports] == [True, False, False]
    page = client.get(f"/work?order={order}").text
    assert page.index("Court jails teacher") < page.index("Market")
