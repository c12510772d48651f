"""Deeds told as nouns and by light verbs are found with whom they befell; nouns that only look like deeds tell none."""

from __future__ import annotations

import pytest

from tests.acts.conftest import Reader

DEEDS = (
    ("ASSAULT", "The town was the target of an air raid.", "The town"),
    ("ASSAULT", "The mosque was the scene of a bombing.", "The mosque"),
    ("ASSAULT", "The convoy fell into an ambush.", "The convoy"),
    ("ACCUSE", "In a swipe at the king, the minister spoke of waste.", "the king"),
    ("ACCUSE", "The mayor delivered a scathing critique of the governor.", "the governor"),
    ("ACCUSE", "The litigation against the company by the villagers began.", "the company"),
    ("AID", "The editor was given asylum in Ecuador.", "The editor"),
    ("SANCTION", "The suspension of the mayor caused a stir.", "the mayor"),
    ("SANCTION", "The jury returned a guilty verdict.", None),
    ("REJECT", "Hungary raised objections to the plan.", None),
    ("REJECT", "The bill passed over the objections of the army.", None),
    ("RETREAT", "The departure of the last troops ended the war.", None),
    ("COERCE", "Russian interference in the election was described in the report.", None),
    ("COOPERATE", "The two armies conducted a prisoner swap with the rebels.", None),
    ("AGREE", "A compromise between the government and the union was reached.", None),
    ("AGREE", "The king's pledge to the miners pleased the union.", "the miners"),
)
NO_DEEDS = (
    "The minister went to Cairo in order to rest.",
    "The ministry did not respond to a request for comment.",
    "The senator spoke at a town hall meeting in Ohio.",
    "The trainer gave a pep talk to the guards.",
    "The bishop is known for his commitment to civil rights.",
    "The candidate has a broad appeal to voters.",
    "His opposition to the war is well known.",
    "The governor repeated his promise to build a stadium.",
)


@pytest.mark.parametrize(("type", "text", "target"), DEEDS)
def test_a_noun_tells_the_deed(read: Reader, type: str, text: str, target: str | None) -> None:
    found = [a for a in read(text).acts if a.type == type]
    assert found, text
    assert target is None or target in [t.exact for a in found for t in a.targets]


@pytest.mark.parametrize("text", NO_DEEDS)
def test_a_noun_that_looks_like_a_deed_tells_none(read: Reader, text: str) -> None:
    assert [(a.type, a.trigger.exact) for a in read(text).acts] == []
