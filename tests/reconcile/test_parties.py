"""One party under several names is one, and two people of one name stay two."""

from __future__ import annotations

import pytest

from accordingto.reconcile.gathering import gather
from accordingto.reconcile.names import office_of, one_person, trimmed
from accordingto.reconcile.parties import Mention, one_party


def mention(name: str, country: str | None = None, person: bool = False, report: str = "r1", *more: str) -> Mention:
    return Mention(report, (name, *more), office_of(name), country, person, described=name.islower())


@pytest.mark.parametrize(("one", "other"), [
    (mention("army", "MLI"), mention("Malian Armed Forces", "MLI")),
    (mention("foreign ministry"), mention("Ministry of Foreign Affairs of Serbia", "SRB")),
    (mention("police"), mention("Kenya's police service", "KEN")),
    (mention("Tolegen", person=True), mention("Aigerim Tolegen", person=True)),
    (mention("A. Tolegen", person=True), mention("Aigerim Tolegen", person=True)),
    (mention("Aleksandr Petrov", person=True), mention("Alexander Petrov", person=True)),
    (mention("Mohammed Hassan", person=True), mention("Muhammad Hassan", person=True)),
    (mention("Müller Özkan", person=True), mention("Muller Ozkan", person=True)),
])  # fmt: skip
def test_names_of_one_party(one: Mention, other: Mention) -> None:
    assert one_party(one, other)
    assert one_party(other, one)


@pytest.mark.parametrize(("one", "other"), [
    (mention("army", "MLI"), mention("army", "NER")),
    (mention("interior ministry", "PER"), mention("foreign ministry", "PER")),
    (mention("Quetta police", "PAK"), mention("Nushki police", "PAK")),
    (mention("Karim Mansour", person=True), mention("Leila Mansour", person=True)),
    (mention("Olga Petrova", person=True), mention("Aleksandr Petrov", person=True)),
    (mention("three villagers"), mention("two residents")),
])  # fmt: skip
def test_names_of_two_parties(one: Mention, other: Mention) -> None:
    assert not one_party(one, other)
    assert not one_party(other, one)


def test_a_surname_that_fits_two_people_joins_neither_of_another_report() -> None:
    karim, leila = mention("Karim Mansour", person=True), mention("Leila Mansour", person=True)
    short = mention("Mansour", None, True, "r2")
    parties = gather([karim, leila, short])
    assert parties[karim] is not parties[leila]
    assert parties[short] not in (parties[karim], parties[leila])


def test_the_order_of_mentions_does_not_matter() -> None:
    some = [mention("army"), mention("Malian army", "MLI"), mention("Malian Armed Forces", "MLI"), mention("rebels")]
    named = [sorted((p.name, *p.aliases) for p in {id(p): p for p in gather(order).values()}.values())
             for order in (some, some[::-1])]  # fmt: skip
    assert named[0] == named[1]


def test_phrases_are_cut_to_names() -> None:
    assert trimmed("the Sudanese army, the only side that flies") == "Sudanese army"
    assert trimmed("Omir Bekali, who was arrested in 2017") == "Omir Bekali"


def test_initials_and_titles_are_part_of_names() -> None:
    assert one_person("Col. Nabil Osman", "Nabil Osman")
    assert not one_person("Nabil Osman", "Samir Osman")
