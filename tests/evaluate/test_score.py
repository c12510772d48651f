"""The scorer gives full marks to the gold itself and takes them away for each thing that is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from accordingto.evaluate.score import same_name, score
from accordingto.types import Actor, Record
from tests.export.made import made


def gold_of(record: Record) -> dict[str, Any]:
    """The record in the form of a gold item."""
    data = record.to_dict()
    names = {a.id: a.name for a in record.actors}
    places = {p.id: {"name": p.name, "country": p.country} for p in record.places}
    for s in data["statements"]:
        s["speaker"] = names.get(s["speaker"])
    for a in data["acts"]:
        a["when"] = [a["when"]["earliest"], a["when"]["latest"]] if a["when"] else None
        a["where"] = places.get(a["where"])
    return {"id": record.report.id, "text": record.report.text, "statements": data["statements"], "acts": data["acts"]}


def test_the_gold_itself_gets_full_marks() -> None:
    table = score([(gold_of(made()), made())]).table()
    assert len(table) > 20
    assert {name: value for name, value in table.items() if value != 100} == {}


def test_what_is_missing_counts_as_wrong() -> None:
    table = score([(gold_of(made()), replace(made(), statements=(), acts=()))]).table()
    assert set(table.values()) == {0.0}


def test_each_wrong_field_costs_its_own_measure() -> None:
    record = made()
    first, denial, *rest = record.statements
    wrong = replace(record, statements=(first, replace(denial, stance="asserts", answers=()), *rest))
    table = score([(gold_of(record), wrong)]).table()
    assert table["statements"] == 100
    assert table["statements: stance"] == 66.7
    assert table["statements: stance other than asserts"] == 0
    assert table["statements: answers"] == 0
    act, *others = record.acts
    wrong = replace(record, acts=(replace(act, denied_by=(), harm="killed", targets=act.initiators), *others))
    table = score([(gold_of(record), wrong)]).table()
    assert (table["acts: denied_by"], table["acts: harm"]) == (0, 0)
    assert 0 < table["acts: targets"] < 100


def test_a_wrong_name_for_an_unnamed_speaker_counts() -> None:
    record = made()
    named = [replace(a, name="Mr Guess") if a.id == "a2" else a for a in record.actors]
    first, *rest = record.statements
    wrong = replace(record, actors=tuple(named), statements=(replace(first, speaker="a2"), *rest))
    assert score([(gold_of(record), wrong)]).table()["statements: unnamed left unnamed"] == 0


def test_counts_of_parts_add_up() -> None:
    whole = score([(gold_of(made()), made())] * 2)
    part = score([(gold_of(made()), made())])
    assert whole.tallies["acts"].wanted == 2 * part.tallies["acts"].wanted


def test_names_of_one_party() -> None:
    assert same_name("Beibut Atamkulov", "Atamkulov")
    assert same_name("The Ministry of Justice", "ministry of justice")
    assert not same_name("Wang Yi", "Atamkulov")
    assert not same_name("Wang Yi", None)
    assert same_name(None, None)
    assert Actor.from_dict({"id": "a", "name": None, "description": None, "kind": "unnamed"}).name is None
