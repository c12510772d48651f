"""Search, counts and lists know what holds now: what people changed, added and rejected, on both databases alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from accordingto.casebook import destroying, protect
from accordingto.casebook.deciding import decide
from accordingto.casebook.query import Query
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook, make_casebook
from accordingto.casebook.transfer import transfer
from accordingto.casebook.verify import verify
from accordingto.casebook.writing import Run
from accordingto.export.choosing import Choice, from_casebook
from accordingto.types import Act, Record, Report
from tests.casebook.conftest import fill, put
from tests.casebook.test_search import ALL, ONE, TWO, groups, ids

WHY = "seen on the video"


@pytest.fixture
def told(casebook: Casebook) -> Casebook:
    """A casebook with five small reports."""
    put(casebook, *ALL)
    return casebook


def words(record: Record, exact: str) -> dict[str, int]:
    start = record.report.text.index(exact)
    return {"start": start, "end": start + len(exact)}


def test_what_was_changed_is_found_as_it_stands(told: Casebook) -> None:
    decide(told, 1, "c1", "change", WHY, {
        "type": "ASSAULT", "mode": None, "harm": "wounded",
        "initiators": [{**words(ONE, "the union"), "codes": ["LAB"]}],
        "where": {**words(ONE, "Almaty"), "name": "Almaty", "country": "US"},
        "when": {"earliest": "2011-02-03", "latest": "2011-02-03"},
    })  # fmt: skip
    decide(told, 1, "s1", "change", WHY, {"stance": "confirms"})
    assert ids(told, type="ASSAULT") == ["1.c1", "2.c1"]
    assert ids(told, mode="arrest") == ["3.c1"]
    assert ids(told, harm="wounded") == ids(told, country="US") == ids(told, party="union", kind="act") == ["1.c1"]
    assert ids(told, country="KZ") == ids(told, party="police", kind="act") == []
    assert ids(told, since="2011-02-01", until="2011-03-01") == ["1.c1"]
    assert (ids(told, stance="confirms"), ids(told, stance="asserts")) == (["1.s1"], ["3.s1", "4.s1"])
    assert groups(told, "type,mode,harm,country,year", country="US") == {
        ("ASSAULT", None, "wounded", "US", "2011"): (1,) * 3
    }
    assert groups(told, "stance", kind="statement", words="miners") == {("confirms",): (1, 1, 1)}
    (hit,) = Reader(told).find(Query(country="US"))
    assert isinstance(hit.item, Act)
    assert (hit.item.type, hit.item.initiators[0].exact) == ("ASSAULT", "the union")


def test_what_was_added_is_found_and_what_was_rejected_is_not(told: Casebook) -> None:
    added = {"type": "PROTEST", "mode": "demo", "trigger": words(ALL[4], "示威"), "initiators": []}
    decide(told, 5, "act", "add", WHY, added)
    decide(told, 5, "act", "add", WHY, {**added, "type": "COERCE", "mode": "raid"})
    decide(told, 2, "s1", "reject", WHY)
    assert (ids(told, type="PROTEST"), ids(told, mode="raid")) == (["5.hc1"], ["5.hc2"])
    assert ids(told, words="逮捕") == ["5"]  # a report that the machine could not read stays found by all its words
    assert ids(told, stance="denies") == ids(told, status="contested") == []  # who denied it is gone with the denial
    assert groups(told, "kind") == {("act",): (6, 5, 5), ("statement",): (3, 3, 3), ("report",): (1, 1, 1)}
    decide(told, 2, "s1", "accept", WHY)
    assert (ids(told, stance="denies"), ids(told, status="contested")) == (["2.s1"], ["2.c1"])
    decide(told, 5, "hc2", "reject", WHY)
    assert ids(told, mode="raid") == []
    assert ids(told, mode="raid", rejected=True) == ["5.hc2"]
    decide(told, 1, "c1", "reject", WHY)
    assert ids(told, words="arrest*", rejected=True) == ["1.c1", "1.s1"]
    assert groups(told, "", kind="act") == {(): (4, 4, 4)}


def test_an_undone_decision_leaves_no_trace_in_search(told: Casebook) -> None:
    queries: tuple[dict[str, Any], ...] = ({}, {"type": "COERCE"}, {"words": "arrested"}, {"mode": "ban"})
    before = [ids(told, **query) for query in queries]
    changed = decide(told, 1, "c1", "change", WHY, {"type": "ASSAULT", "mode": "aerial"})
    added = decide(told, 4, "act", "add", WHY, {"type": "AID", "trigger": words(ALL[3], "said")})
    assert (ids(told, mode="aerial"), ids(told, type="AID")) == (["1.c1"], ["4.hc1"])
    decide(told, 1, "c1", "undo", WHY, {"review": changed})
    decide(told, 4, "hc1", "undo", WHY, {"review": added})
    assert ids(told, mode="aerial") == ids(told, type="AID") == []
    assert [ids(told, **query) for query in queries] == before


def test_a_blind_coding_changes_no_search(told: Casebook) -> None:
    decide(told, 1, "c1", "change", WHY, {"type": "ASSAULT"}, coding="Tester")
    assert ids(told, type="ASSAULT") == ["2.c1"]


def test_many_added_acts_take_no_other_reports_place(casebook: Casebook) -> None:
    fill(casebook, 4)
    before = ids(casebook, limit=1000)
    text = Reader(casebook).report(2).record.report.text
    for n in range(30):
        decide(casebook, 2, "act", "add", WHY, {"type": "AID", "trigger": {"start": n, "end": n + 1 + len(text) % 3}})
    assert ids(casebook, type="AID", limit=1000) == sorted(f"2.hc{n}" for n in range(1, 31))
    assert ids(casebook, limit=1000) == sorted([*before, *(f"2.hc{n}" for n in range(1, 31))])
    fill(casebook, 2, first=50)
    assert len(ids(casebook, limit=1000)) == len(before) // 4 * 6 + 30
    assert not verify(casebook).damage


def test_a_copy_of_the_casebook_finds_the_same(told: Casebook, tmp_path: Any) -> None:
    decide(told, 1, "c1", "change", WHY, {"type": "ASSAULT"})
    decide(told, 3, "c1", "reject", WHY)
    copied = transfer(told, make_casebook(str(tmp_path / "copy")))
    assert ids(copied, type="ASSAULT") == ["1.c1", "2.c1"]
    assert ids(copied) == ids(told)


def test_consent_and_destruction_reach_what_people_wrote(told: Casebook) -> None:
    decide(told, 1, "c1", "change", WHY, {"type": "ASSAULT"})
    destroying.set_consent(told, 1, "withdrawn", WHY)
    assert ids(told, type="ASSAULT") == ["2.c1"]
    destroying.set_consent(told, 1, "given", WHY)
    assert ids(told, type="ASSAULT") == ["1.c1", "2.c1"]
    destroying.destroy(told, 1, WHY)
    assert ids(told, type="ASSAULT") == ["2.c1"]


NAME = "Zarina Okhotnikova"
NAMING = Record(Report("9", f"Guards beat the witness {NAME} in March, an officer said.", publisher="The Post",
                       published_at="2019-03-29", language="en"))  # fmt: skip


def test_a_protected_name_that_people_typed_finds_nothing(told: Casebook) -> None:
    put(told, NAMING)
    act = {"type": "ASSAULT", "mode": "beating", "trigger": words(NAMING, "beat"),
           "targets": [{**words(NAMING, NAME), "actor": {"name": NAME}}]}  # fmt: skip
    decide(told, 6, "act", "add", WHY, act)
    beyond = {
        "type": "AID",
        "trigger": words(TWO, "denied"),
        "targets": [{**words(TWO, "The army"), "actor": {"name": NAME}}],
    }
    decide(told, 2, "act", "add", WHY, beyond)  # named by a person where the text does not
    destroying.set_consent(told, 2, "withdrawn", WHY)
    assert ids(told, party=NAME) == ["6.hc1"]
    protect.protect(told, [NAME], "witness", WHY)
    destroying.set_consent(told, 2, "given", WHY)
    assert ids(told, party=NAME) == ids(told, words="okhotnikova") == []
    pseudonym = Reader(told).protected()[0]["pseudonym"]
    assert ids(told, party=pseudonym) == ["2.hc1", "6.hc1"]
    assert NAME not in repr(Reader(told).find(Query(limit=100)))
    assert list(_left(told)) == []
    assert ids(told, mode="beating") == ["6.hc1"]
    protect.unprotect(told, 1, WHY)
    assert ids(told, party=NAME, mode="beating") == ["6.hc1"]


def _left(casebook: Casebook) -> Iterator[str]:
    """What of the name is left in the table that search is made of."""
    from sqlalchemy import select

    from accordingto.casebook import schema

    with casebook.reading() as connection:
        for row in connection.execute(select(schema.standing)):
            yield from (value for value in row if isinstance(value, str) and "okhotnikov" in value.lower())


def test_what_was_decided_is_found_on_a_newer_reading(told: Casebook) -> None:
    decide(told, 1, "c1", "change", WHY, {"type": "ASSAULT", "mode": "beating"})
    decide(told, 2, "c1", "reject", WHY)
    added = {"type": "PROTEST", "mode": "demo", "trigger": words(ALL[4], "示威"), "initiators": []}
    decide(told, 5, "act", "add", WHY, added)
    put(told, *ALL, run=Run("made", {"version": 2}))
    assert (ids(told, mode="beating"), ids(told, mode="arrest")) == (["1.c1"], ["3.c1"])
    assert ids(told, type="ASSAULT") == ["1.c1"]
    assert len(ids(told, type="PROTEST")) == 1
    assert not verify(told).damage


def test_exports_choose_by_what_holds(told: Casebook) -> None:
    decide(told, 1, "c1", "change", WHY, {"type": "ASSAULT"})
    decide(told, 2, "c1", "reject", WHY)
    decide(told, 4, "act", "add", WHY, {"type": "ASSAULT", "trigger": words(ALL[3], "banned")})
    choice = Choice(query=Query(type="ASSAULT", limit=100))
    material = from_casebook(Reader(told), choice, casebook="", recipient="", seal="")
    left = [f"{taken.id}.{act.id}" for taken in material.reports() for act in taken.record.acts]
    assert left == ["1.c1", "4.hc1"]
