"""Positions, silence and columns take people's decisions on actors, touch nothing else for it, and take them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordingto.casebook import happenings
from accordingto.casebook.destroying import destroy
from accordingto.casebook.protect import protect, unprotect
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.export.choosing import Choice, from_casebook
from accordingto.pipeline import Pipeline
from accordingto.reconcile import case, deciding
from accordingto.reconcile.casework import reconcile_case
from accordingto.reconcile.decided import Whose, read, work_out, write
from accordingto.reconcile.gathering import gather
from accordingto.reconcile.parties import Mention
from accordingto.reconcile.types import Event
from accordingto.reconcile.views.comparing import compare
from accordingto.reconcile.views.matter import of_case
from accordingto.types import Record, Report
from tests.reconcile.conftest import put

TEXTS = {
    "d1": ("2023-06-06", "KAYES (River Wire) - Gunmen killed nine farmers in Kayes on Monday. "
           "Ibrahim Diallo, a trader, said that gunmen killed nine farmers in Kayes on Monday."),
    "d2": ("2023-06-07", "KAYES (Plains Post) - Gunmen killed nine farmers in Kayes on Monday. "
           "Ibrahim Diallo, a teacher, said that gunmen killed nine farmers in Kayes. "
           "Oumar Sissoko said that gunmen killed nine farmers in Kayes on Monday."),
    "d3": ("2023-06-08", "LIMA (Andes Wire) - Police arrested two miners in Cusco on Wednesday. "
           "Rosa Quispe said that police arrested two miners in Cusco on Wednesday."),
}  # fmt: skip


@pytest.fixture(scope="module")
def namesakes(pipeline: Pipeline) -> list[Record]:
    """Two reports of one killing, in each an Ibrahim Diallo; and one of something else."""
    return [pipeline.read(Report(id, text, published_at=day)) for id, (day, text) in TEXTS.items()]


@pytest.fixture
def killing(casebook: Casebook, tmp_path: Path, namesakes: list[Record]) -> Casebook:
    """A casebook with these, reconciled."""
    put(casebook, tmp_path, namesakes)
    reconcile_case(casebook)
    return casebook


def of_two(casebook: Casebook) -> Event:
    (event,) = [e for e in case.events(Reader(casebook)) if len({a.report for a in e.acts}) > 1]
    return event


def rows(casebook: Casebook, stance: str = "asserts") -> dict[str, list[str]]:
    """The reports of each party's telling, by the party's name."""
    return {p.party: sorted([p.report, *(t.report for t in p.also)])
            for p in of_two(casebook).positions if p.stance == stance}  # fmt: skip


def actor(casebook: Casebook, name: str, report: int) -> str:
    (found,) = [f"{s.report}.{s.actor}" for s in Reader(casebook).standings(name) if s.report == report]
    return found


def kept(casebook: Casebook) -> dict[str, int]:
    """The number under which each event is kept: another one where it was made again."""
    with casebook.reading() as connection:
        return {row["key"]: row["id"] for row in happenings.event_rows(connection)}


def test_two_of_one_name_stand_in_two_rows_and_again_in_one(killing: Casebook) -> None:
    before, numbers = case.events(Reader(killing)), kept(killing)
    assert rows(killing)["Ibrahim Diallo"] == ["1", "2"]
    one, other = actor(killing, "Ibrahim Diallo", 1), actor(killing, "Ibrahim Diallo", 2)
    deciding.part_actors(killing, one, other, "a trader and a teacher")
    assert rows(killing)[f"Ibrahim Diallo ({one})"] == ["1"]
    assert rows(killing)[f"Ibrahim Diallo ({other})"] == ["2"]
    touched = {key for key, number in kept(killing).items() if numbers[key] != number}
    assert touched == {of_two(killing).id}
    deciding.same_actor(killing, one, other, "one man after all")
    assert case.events(Reader(killing)) == before


def test_two_names_of_one_stand_in_one_row_and_again_in_two(killing: Casebook) -> None:
    before, numbers = case.events(Reader(killing)), kept(killing)
    one, other = actor(killing, "Ibrahim Diallo", 1), actor(killing, "Oumar Sissoko", 2)
    deciding.part_actors(killing, one, actor(killing, "Ibrahim Diallo", 2), "a trader and a teacher")
    deciding.same_actor(killing, one, other, "he took another name")
    (joined,) = [p for p in of_two(killing).positions if {p.report, *(t.report for t in p.also)} == {"1", "2"}
                 and p.stance == "asserts" and {"Ibrahim Diallo", "Oumar Sissoko"} <= {p.party, *p.aliases}
                 | {p.party.split(" (")[0]}]  # fmt: skip
    assert joined.party == f"Ibrahim Diallo ({one})"
    deciding.part_actors(killing, one, other, "he did not")
    deciding.same_actor(killing, one, actor(killing, "Ibrahim Diallo", 2), "one man after all")
    assert case.events(Reader(killing)) == before
    assert {key for key, number in kept(killing).items() if numbers[key] != number} == {of_two(killing).id}


def test_a_name_lent_by_a_decision_goes_with_the_one_who_is_protected_or_destroyed(killing: Casebook) -> None:
    one, other = actor(killing, "Rosa Quispe", 3), actor(killing, "Oumar Sissoko", 2)

    def shown() -> str:
        reader = Reader(killing)
        return repr(case.events(reader)) + repr(reader.decided("123")) + repr(reader.speakers("3"))

    deciding.same_actor(killing, one, other, "she took another name")
    assert "Oumar Sissoko" in shown()
    number = protect(killing, ["Oumar Sissoko"], "witness", "at risk").person
    assert "Sissoko" not in shown()
    reconcile_case(killing)
    assert "Sissoko" not in shown()
    unprotect(killing, number, "no longer at risk")
    reconcile_case(killing)
    assert "Oumar Sissoko" in shown()
    destroy(killing, 2, "asked for by the family")
    assert "Sissoko" not in shown()
    reconcile_case(killing)
    assert "Sissoko" not in shown()


def test_columns_are_those_of_the_decision(killing: Casebook) -> None:
    about = of_two(killing).id
    one, other = actor(killing, "Ibrahim Diallo", 1), actor(killing, "Ibrahim Diallo", 2)
    assert "Ibrahim Diallo" in compare(of_case(Reader(killing)), about).parties
    deciding.part_actors(killing, one, other, "a trader and a teacher")
    columns = compare(of_case(Reader(killing)), about).parties
    assert {f"Ibrahim Diallo ({one})", f"Ibrahim Diallo ({other})"} <= set(columns)


def test_an_export_has_two_rows_without_the_number_of_a_report_that_may_stay(killing: Casebook) -> None:
    one, other = actor(killing, "Ibrahim Diallo", 1), actor(killing, "Ibrahim Diallo", 2)

    def leaving() -> list[set[str]]:
        choice, reader = Choice(unreviewed=True, accusing="a test"), Reader(killing)
        events = from_casebook(reader, choice, casebook=killing.id, recipient="a test", seal="").events
        return [{p.report, *(t.report for t in p.also)} for e in events for p in e.positions
                if (p.party, p.stance) == ("Ibrahim Diallo", "asserts")]  # fmt: skip

    assert leaving() == [{"1", "2"}]
    deciding.part_actors(killing, one, other, "a trader and a teacher")
    assert leaving() == [{"1"}, {"2"}]


def test_a_decision_outlives_a_new_reading_and_goes_with_its_report(
    killing: Casebook, tmp_path: Path, namesakes: list[Record]
) -> None:
    one, other = actor(killing, "Ibrahim Diallo", 1), actor(killing, "Ibrahim Diallo", 2)
    deciding.part_actors(killing, one, other, "a trader and a teacher")
    decided = rows(killing)
    with killing.writing() as transaction:
        happenings.forget(transaction.connection, [1, 2])
    reconcile_case(killing)
    assert rows(killing) == decided
    destroy(killing, 2, "a test")
    reconcile_case(killing)
    parties = {p.party for e in case.events(Reader(killing)) for p in e.positions}
    assert "Ibrahim Diallo" in parties
    assert f"Ibrahim Diallo ({one})" not in parties


def test_who_has_no_row_is_silent_though_a_namesake_has_one(
    killing: Casebook, tmp_path: Path, pipeline: Pipeline
) -> None:
    told = "teacher, said that gunmen killed nine farmers in Kayes."
    text = TEXTS["d2"][1].replace(told, "teacher, said that the school in Kayes would stay open.")
    put(killing, tmp_path, [pipeline.read(Report("d4", text, published_at="2023-06-09"))])
    destroy(killing, 2, "a test")
    reconcile_case(killing)
    assert "Ibrahim Diallo" not in rows(killing, "not_quoted")
    one, other = actor(killing, "Ibrahim Diallo", 1), actor(killing, "Ibrahim Diallo", 4)
    deciding.part_actors(killing, one, other, "a trader and a teacher")
    assert rows(killing, "not_quoted")[f"Ibrahim Diallo ({other})"] == ["4"]


def person(name: str, report: str, actor: str | None = "a1") -> Mention:
    return Mention(report, (name,), None, None, True, False, actor)


def test_nobody_else_is_put_to_one_of_two_namesakes_by_the_name() -> None:
    one, other, third = (person("Ibrahim Diallo", r) for r in ("r1", "r2", "r3"))
    decided = {("r1", "a1"): Whose("w1", None, frozenset({"w2"})), ("r2", "a1"): Whose("w2", None, frozenset({"w1"}))}
    for order in ([one, other, third], [third, other, one]):
        parties = gather(order, decided)
        assert len({id(p) for p in parties.values()}) == 3
    assert len({id(p) for p in gather([one, other, third], {}).values()}) == 1


def test_names_that_agree_and_differ_need_no_title() -> None:
    a, b, c = (1, "a1"), (2, "a1"), (3, "a1")
    who, names = {a: "w1", b: "w2", c: "w1"}, {a: ("Oumar",), b: ("Rosa",), c: ("Oumar",)}
    found = work_out([(a, b, False)], who, names, str)
    assert found[c] == Whose("w1", None, frozenset({"w2"}))
    assert read([line for key in found for line in write(f"{key[0]}", found[key])]) == {
        str(key[0]): whose for key, whose in found.items()
    }
