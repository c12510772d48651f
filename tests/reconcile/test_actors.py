"""Actors across reports: one under several names, two under one, people's word kept, protected people put to nobody."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import select

from accordingto.casebook import schema
from accordingto.casebook.destroying import destroy, set_consent
from accordingto.casebook.protect import protect
from accordingto.casebook.query import Query
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook, make_casebook
from accordingto.casebook.verify import verify
from accordingto.errors import UsageError
from accordingto.pipeline import Pipeline
from accordingto.reconcile import deciding
from accordingto.reconcile.actors import LEAST, evidence
from accordingto.reconcile.cards import Card, callings_in
from accordingto.reconcile.casework import reconcile_case
from accordingto.types import Record, Report
from tests.reconcile.conftest import put

TEXTS = {
    "n1": ("2023-02-07", "ASTANA (Steppe Wire) - Kazakhstan's deputy foreign minister Yerlan Baizakov met the Uzbek "
           "ambassador in Astana on Monday. Baizakov said that the border would open in May."),
    "n2": ("2023-05-10", "Kazakhstan's deputy foreign minister Erlan Bayzakov rejected a report on refugees on "
           'Tuesday. "No one was turned back," Bayzakov said in Almaty.'),
    "n3": ("2023-03-02", "TUNIS (Maghreb Daily) - Police arrested Karim Haddad, a 19-year-old student, in Sfax on "
           "Wednesday. Lawyer Sami Jaziri said that Karim Haddad had been beaten."),
    "n4": ("2023-03-20", "TUNIS (Maghreb Daily) - Judge Karim Haddad sentenced two smugglers to five years in prison "
           "in Tunis on Monday. Judge Karim Haddad told the court that the law left no choice."),
    "n5": ("2023-03-30", "TUNIS (Maghreb Daily) - Judge Karim Haddad convicted a former customs officer in Tunis on "
           "Wednesday. Haddad told reporters that others would follow."),
    "n6": ("2023-04-02", "LIMA (Andes Wire) - Mayor Rosa Quispe of Cusco was charged with fraud on Friday."),
    "n7": ("2023-04-09", "MANILA (Island Wire) - Mayor Rosa Quispe met farmers in the Philippines on Friday."),
}  # fmt: skip


@pytest.fixture(scope="module")
def named(pipeline: Pipeline) -> list[Record]:
    """Reports on people whose names are alike or the same."""
    return [pipeline.read(Report(id, text, published_at=day)) for id, (day, text) in TEXTS.items()]


@pytest.fixture
def filled(casebook: Casebook, tmp_path: Path, named: list[Record]) -> Casebook:
    """A casebook with these, reconciled."""
    put(casebook, tmp_path, named)
    reconcile_case(casebook)
    return casebook


def who(casebook: Casebook, name: str) -> dict[str, list[str]]:
    """The reports of each who bears a name, by the ids that they came with."""
    reader, found = Reader(casebook), dict[str, list[str]]()
    id = {held.number: held.record.report.id for held in reader.records()}
    for s in reader.standings(name):
        found.setdefault(s.who, []).append(id[s.report])
    return found


def told(casebook: Casebook) -> set[tuple[object, ...]]:
    """All actors with who they are, by the ids that their reports came with."""
    r, t = schema.record, schema.same_as
    with casebook.reading() as connection:
        rows = connection.execute(select(r.c.key, t).join(t, t.c.record_id == r.c.id)).all()
    return {(row.key, row.actor, row.part, row.who, row.confidence, row.reasons) for row in rows}


def card(name: str = "Karim Haddad", **more: object) -> Card:
    words = str(more.pop("called", ""))
    known = {"actor": "a1", "names": (name,), "kind": "person", "private": False, "described": False}
    return Card(**{**known, "callings": tuple(sorted(callings_in(words))), **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(("one", "other"), [
    (card(country="TUN", called="judge"), card(country="TUN", called="the judge")),
    (card(country="TUN", sectors=("MIL",)), card(country="TUN", sectors=("MIL",))),
    (card(beside=("a b", "c d")), card(beside=("a b", "c d"))),
    (card("Aleksandr Petrov", country="RUS", sectors=("GOV",)),
     card("Alexander Petrov", country="RUS", sectors=("GOV",))),
])  # fmt: skip
def test_a_name_and_two_things_more_are_one(one: Card, other: Card) -> None:
    assert evidence(one, other, together=False).chance >= LEAST


@pytest.mark.parametrize(("one", "other"), [
    (card(), card()),
    (card(country="TUN"), card(country="TUN")),
    (card("Haddad", country="TUN", sectors=("MIL",)), card(country="TUN", sectors=("MIL",))),
    (card(country="TUN", called="judge"), card(country="EGY", called="judge")),
    (card(country="TUN", called="judge"), card(country="TUN", called="student")),
    (card(country="TUN", office="interior ministry"), card(country="TUN", office="foreign ministry")),
    (card(country="TUN", called="judge", born=(2003, 2004)), card(country="TUN", called="judge", born=(1960, 1961))),
])  # fmt: skip
def test_a_name_alone_or_against_what_is_told_is_not(one: Card, other: Card) -> None:
    assert evidence(one, other, together=False).chance < LEAST


def test_one_happening_joins_a_surname_but_neither_two_callings_nor_the_dead_who_speak() -> None:
    assert evidence(card("Haddad"), card(), together=True).chance >= LEAST
    assert evidence(card(called="judge"), card(called="student"), together=True).chance == 0
    dead = card(killed=True, day="2023-03-02")
    assert evidence(dead, card(said=("s1",), day="2023-03-05"), together=True).chance == 0


def test_one_in_other_letters_is_one_and_two_of_one_name_are_two(filled: Casebook) -> None:
    assert list(who(filled, "Yerlan Baizakov").values()) == [["n1", "n2"]]
    assert who(filled, "Erlan Bayzakov") == who(filled, "Yerlan Baizakov")
    assert sorted(who(filled, "Karim Haddad").values()) == [["n3"], ["n4", "n5"]]
    assert sorted(who(filled, "Rosa Quispe").values()) == [["n6"], ["n7"]]
    ((known),) = Reader(filled).known("Baizakov")
    assert known.names == ("Yerlan Baizakov", "Erlan Bayzakov")
    assert "the same name in other letters" in known.reasons
    assert LEAST <= known.confidence < 1


def test_a_search_for_a_party_finds_it_under_its_other_names(filled: Casebook) -> None:
    reports = {hit.held.record.report.id for hit in Reader(filled).find(Query(party="Yerlan Baizakov"))}
    assert reports == {"n1", "n2"}
    assert {h.held.record.report.id for h in Reader(filled).find(Query(party="Bayzakov"))} == {"n2"}


def test_the_order_of_adding_does_not_matter(tmp_path: Path, named: list[Record], records: list[Record]) -> None:
    made = []
    for seed, step in ((0, 100), (1, 4), (2, 9)):
        casebook = make_casebook(str(tmp_path / f"case{seed}"))
        order = random.Random(seed).sample([*named, *records], len(named) + len(records))
        for start in range(0, len(order), step):
            put(casebook, tmp_path, order[start : start + step])
            reconcile_case(casebook)
        made.append(told(casebook))
    assert made[0] == made[1] == made[2]


def test_what_is_withdrawn_or_destroyed_leaves_what_would_be_without_it(
    tmp_path: Path, named: list[Record], records: list[Record]
) -> None:
    casebook, other = (make_casebook(str(tmp_path / name)) for name in ("case", "other"))
    put(casebook, tmp_path, [*named, *records])
    reconcile_case(casebook)
    gone = {"n1", "n5", "strike-r1"}
    for held in list(Reader(casebook).records()):
        if held.record.report.id == "n1":
            set_consent(casebook, held.number, "withdrawn", "a test")
        elif held.record.report.id in gone:
            destroy(casebook, held.number, "a test")
    assert not {row[0] for row in told(casebook)} & gone
    reconcile_case(casebook)
    put(other, tmp_path, [r for r in (*named, *records) if r.report.id not in gone])
    reconcile_case(other)
    assert told(casebook) == told(other)


def test_peoples_word_is_kept_and_undone_by_another(filled: Casebook, tmp_path: Path, pipeline: Pipeline) -> None:
    (student,) = [s for s in Reader(filled).standings("Karim Haddad") if s.report == 3]
    with pytest.raises(UsageError, match=r"several: say which by an id, one of 3\."):
        deciding.same_actor(filled, "Karim Haddad", "Erlan Bayzakov", "one man")
    assert deciding.same_actor(filled, f"3.{student.actor}", "Erlan Bayzakov", "he changed his name") == 3
    assert ["n1", "n2", "n3"] in [sorted(some) for some in who(filled, "Karim Haddad").values()]
    assert "by people's decision" in Reader(filled).known("Baizakov")[0].reasons
    reconcile_case(filled)
    put(filled, tmp_path, [pipeline.read(Report("n8", TEXTS["n2"][1] + " ", published_at="2023-05-11"))])
    reconcile_case(filled)
    assert ["n1", "n2", "n3", "n8"] in [sorted(some) for some in who(filled, "Karim Haddad").values()]
    deciding.part_actors(filled, "Erlan Bayzakov", f"3.{student.actor}", "he did not")
    assert sorted(who(filled, "Karim Haddad").values()) == [["n3"], ["n4", "n5"]]
    assert not verify(filled).damage


def test_what_people_part_stays_apart(filled: Casebook) -> None:
    four, five = [s for s in Reader(filled).standings("Karim Haddad") if s.report in (4, 5)]
    deciding.part_actors(filled, f"4.{four.actor}", f"5.{five.actor}", "father and son")
    assert sorted(who(filled, "Karim Haddad").values()) == [["n3"], ["n4"], ["n5"]]
    assert len({row[3] for row in told(filled) if row[0] in ("n4", "n5") and row[1] in (four.actor, five.actor)}) == 2


def test_a_protected_person_is_put_together_with_nobody(filled: Casebook) -> None:
    (student,) = [s for s in Reader(filled).standings("Karim Haddad") if s.report == 3]
    deciding.same_actor(filled, f"3.{student.actor}", "Sami Jaziri", "a mistake")
    protect(filled, ["Karim Haddad"], "victim", "a test")
    reconcile_case(filled)
    (person,) = Reader(filled).protected()
    (hidden,) = Reader(filled).known(person["pseudonym"])
    assert hidden.names[0] == person["pseudonym"]
    assert set(hidden.reports) == {3, 4, 5}
    assert len(hidden.names) == 1
    assert all("Haddad" not in str(row) and "hdd" not in str(row) for row in told(filled) if row[0] != "n5")
    with pytest.raises(UsageError, match="put together with nobody"):
        deciding.same_actor(filled, hidden.id, "Sami Jaziri", "a test")
    assert Reader(filled).find(Query(party="Karim Haddad")) == []
