"""Where parties stand, by sentence: silence, refusal, the own hand, another cause. Own sentences."""

from __future__ import annotations

import pytest

from accordingto.pipeline import Pipeline
from accordingto.reconcile.events import reconcile
from accordingto.types import Report

KILLED = "Gunmen shot dead five farmers in Tillaberi on Tuesday, villagers said."


def stood(pipeline: Pipeline, text: str, publisher: str = "Plains Courier") -> set[tuple[str, str]]:
    """All parties, under each of their names, and stances, silence aside, that the events of one report give."""
    record = pipeline.read(Report("r", text, publisher=publisher, published_at="2021-05-06"))
    positions = [p for e in reconcile([record]) for p in e.positions if p.stance != "not_quoted"]
    return {(name, p.stance) for p in positions for name in (p.party, *p.aliases)}


@pytest.mark.parametrize(("sentence", "row"), [
    ("Niger's interior ministry said it had no information about them.", ("Niger's interior ministry", "no_comment")),
    ("The Plough Union, in a bulletin of Friday, did not say one word about the farmers.",
     ("Plough Union", "does_not_mention")),
    ('"We had buried two of them by noon," said Mariama Issa, who lives there.', ("Mariama Issa", "asserts")),
])  # fmt: skip
def test_what_is_said_after_a_happening_is_about_it(pipeline: Pipeline, sentence: str, row: tuple[str, str]) -> None:
    assert row in stood(pipeline, f"{KILLED}\n\n{sentence}")


def test_who_ran_and_fell_is_no_other_cause_but_who_fell_down_the_stairs_is(pipeline: Pipeline) -> None:
    beaten = "Police beat the singer Omar Dallo in a cell in Maradi on Monday, his wife said."
    shells = f'{KILLED}\n\n"A bullet fell in our kitchen and then we ran," said Mariama Issa.'
    assert ("Mariama Issa", "other_explanation") not in stood(pipeline, shells)
    fell = f'{beaten}\n\nA police spokesman denied that anyone had beaten Dallo. "He tripped on the stairs," he said.'
    assert ("police", "other_explanation") in stood(pipeline, fell)


def test_a_departments_own_document_is_its_word_and_a_news_agencys_is_not(pipeline: Pipeline) -> None:
    text = "Gunmen shot dead five farmers in Tillaberi on Tuesday. The market is closed."
    assert ("Zinder News Agency", "asserts") not in stood(pipeline, text, "Zinder News Agency")
    assert ("Zinder Inspection Department", "asserts") in stood(pipeline, text, "Zinder Inspection Department")


@pytest.mark.parametrize(("sentence", "wanted"), [
    ('A spokesman for the Sand Front said its men "had no trucks and take no herders".', {"denies_responsibility"}),
    ('"No fighter of ours was there," a spokesman for the Sand Front said. The killers were robbers, he said.',
     {"denies_responsibility", "other_explanation"}),
])  # fmt: skip
def test_own_people_who_did_not_do_it(pipeline: Pipeline, sentence: str, wanted: set[str]) -> None:
    found = stood(pipeline, f"{KILLED}\n\n{sentence}")
    assert {stance for party, stance in found if party == "Sand Front"} == wanted


def test_nobody_did_it_and_another_cause_in_one_breath_are_two_rows(pipeline: Pipeline) -> None:
    text = 'Police beat the singer Omar Dallo in a cell on Monday, his wife said.\n\n"He slipped on the stairs,"' \
           ' a spokesman for the Maradi Gendarmerie told this newspaper. "Nobody beat him."'  # fmt: skip
    found = stood(pipeline, text)
    assert {s for p, s in found if p == "Maradi Gendarmerie"} == {"denies_act", "other_explanation"}


def test_one_of_several_has_the_name_that_follows_and_ministries_keep_theirs(pipeline: Pipeline) -> None:
    found = stood(pipeline, f"{KILLED}\n\nOne of them, Hadiza Moumouni, said gunmen had shot dead the farmers.")
    assert "Hadiza Moumouni" in {party for party, _ in found}
    text = (
        "The Ministry of Foreign Affairs, Trade and Culture said that gunmen had shot dead five farmers in Tillaberi."
    )
    assert ("Foreign Affairs", "asserts") not in stood(pipeline, text)


def test_officers_of_the_committee_and_whoever_passes_words_on_have_rows(pipeline: Pipeline) -> None:
    text = "The Dune Rescue Committee said gunmen had shot dead five farmers in Tillaberi on Tuesday.\n\n"
    found = stood(pipeline, text + "An officer at the committee's Niamey office declined to comment on the dead.")
    assert ("Dune Rescue Committee", "no_comment") in found
    cited = KILLED.replace("villagers said", "the Dune Rescue Committee said, citing a doctor, Issa Ba")
    assert {("Dune Rescue Committee", "asserts"), ("Issa Ba", "asserts")} <= stood(pipeline, cited)


def test_a_letter_from_a_party_is_silent_for_its_author(pipeline: Pipeline) -> None:
    letter = "A letter that we received from the Tillaberi Grain Board does not mention the dead farmers."
    found = stood(pipeline, f"{KILLED}\n\n{letter}", "Dune Rescue Committee")
    assert {party for party, stance in found if stance == "does_not_mention"} == {"Tillaberi Grain Board"}
