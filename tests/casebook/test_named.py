"""Lists by name and of events, on both databases: parties, persons, places, and events narrowed and counted."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from accordingto.casebook import schema
from accordingto.casebook.destroying import set_consent
from accordingto.casebook.event_lists import Listing
from accordingto.casebook.protect import protect
from accordingto.casebook.query import Query
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from tests.casebook.conftest import put
from tests.review import told


@pytest.fixture
def filled(casebook: Casebook) -> Casebook:
    """The shooting as reports 1 to 3 with its events, the arrest as reports 4 to 6."""
    put(casebook, *told.shooting(), *told.custody())
    told.put_events(casebook, told.shooting_events())
    return casebook


def names(casebook: Casebook, what: str, words: str = "", first: int = 1, limit: int = 10) -> list[tuple[str, int]]:
    found = Reader(casebook).listed(what, words, first, limit)  # type: ignore[arg-type]
    return [(n.name, n.reports) for n in found]


def events(casebook: Casebook, asked: Listing, first: int = 1, limit: int = 10) -> tuple[int, list[str]]:
    total, found = Reader(casebook).events(asked, first, limit)
    return total, [e["id"] for e in found]


def test_names_are_listed_by_the_number_of_reports(filled: Casebook) -> None:
    assert names(filled, "parties", limit=3) == [("Police", 4), ("interior ministry", 3), ("Harvan Monitor", 2)]
    assert names(filled, "parties", first=4) == [("Prosecutors", 1), ("state radio", 1)]
    assert names(filled, "parties", "MINIS") == [("interior ministry", 3)]
    assert names(filled, "parties", "100%") == []
    assert names(filled, "people") == [("Lina Sabri", 3)]
    assert names(filled, "places") == [("Harvan", 4), ("Harvan square", 2), ("Deir province", 1)]


def test_who_bears_a_name_and_what_happened_at_a_place(filled: Casebook) -> None:
    reader = Reader(filled)
    assert [(s.report, s.kind) for s in reader.standings("Lina Sabri")] == [(n, "person") for n in (4, 5, 6)]
    assert [s.report for s in reader.standings("LINA SABRI")] == [4, 5, 6]
    assert reader.standings("lina") == []
    assert reader.acts_at("Harvan", "SY") == [1, 2, 3, 4]
    assert reader.acts_at("Harvan", None) == []
    assert [e["id"] for e in reader.events_with(["city hospital"])] == ["e1", "e2"]
    assert [e["id"] for e in reader.events_with(["Police"])] == ["e1"]


def test_one_of_another_name_is_found_where_reconciling_says_it_is_the_same(filled: Casebook) -> None:
    ministry, radio = (next(iter(Reader(filled).standings(name))) for name in ("interior ministry", "state radio"))
    with filled.writing() as transaction:
        r = schema.record
        ids = {row.report_id: row.id for row in transaction.connection.execute(select(r.c.report_id, r.c.id))}
        one = {"block": None, "side": "", "facts": "{}", "public": True, "part": "w1", "who": "w1", "confidence": 0.9,
               "reasons": "the same office"}  # fmt: skip
        transaction.connection.execute(schema.same_as.insert(), [
            {**one, "record_id": ids[ministry.report], "actor": ministry.actor},
            {**one, "record_id": ids[radio.report], "actor": radio.actor},
        ])  # fmt: skip
    for name in ("interior ministry", "state radio"):
        assert {"interior ministry", "state radio"} == {s.name for s in Reader(filled).standings(name)}
        hits = Reader(filled).find(Query(party=name))
        assert {hit.held.number for hit in hits} >= {ministry.report, radio.report}
        assert Reader(filled).count(Query(party=name), [])[0].items == len(hits)
    assert {s.name for s in Reader(filled).standings("Police")} == {"Police"}
    assert len(Reader(filled).find(Query(party="interior ministry", words="nosuchword"))) == 0


def test_what_may_not_leave_is_not_counted(filled: Casebook) -> None:
    set_consent(filled, 4, "withdrawn", "asked for")
    assert names(filled, "people") == [("Lina Sabri", 2)]
    assert [s.report for s in Reader(filled).standings("Lina Sabri")] == [5, 6]
    assert Reader(filled).acts_at("Harvan", "SY") == [1, 2, 3]


def test_protected_names_are_listed_and_found_by_pseudonym(filled: Casebook) -> None:
    protect(filled, ["Lina Sabri"], "victim", "asked for it")
    ((name, reports),) = names(filled, "people")
    assert name.startswith("Victim-")
    assert reports == 3
    assert names(filled, "people", "Sabri") == []
    assert names(filled, "people", name.lower()) == [(name, 3)]
    reader = Reader(filled)
    assert reader.standings("Lina Sabri") == []
    assert len(reader.standings(name)) == 3
    named = Reader(filled, why="interview")
    assert len(named.standings("Lina Sabri")) == 3


def test_events_are_narrowed_counted_and_paged(filled: Casebook) -> None:
    assert events(filled, Listing()) == (2, ["e1", "e2"])
    assert events(filled, Listing(), first=2, limit=1) == (2, ["e2"])
    assert events(filled, Listing("MONITOR")) == (1, ["e1"])
    assert events(filled, Listing("square fire")) == (1, ["e2"])
    assert events(filled, Listing("100%")) == (0, [])
    assert events(filled, Listing(several=True)) == (2, ["e1", "e2"])
    assert events(filled, Listing(contested=True)) == (2, ["e1", "e2"])
    assert events(filled, Listing(since="2021-06-09")) == (0, [])
