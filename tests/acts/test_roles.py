"""Who did it and to whom: passives, clauses, control, nouns, possessives, coordination."""

from __future__ import annotations

import pytest

from tests.acts.conftest import Reader


@pytest.mark.parametrize(
    ("text", "initiators", "targets"),
    [
        ("The activist, who was arrested in 2017, lives in Oslo.", [], ["The activist"]),
        ("Four men were detained by border guards.", ["border guards"], ["Four men"]),
        ("The judge was arrested and deported to Chad.", [], ["The judge"]),
        ("Police and soldiers beat the prisoners.", ["Police", "soldiers"], ["the prisoners"]),
        ("The arrest of the editor by soldiers drew criticism.", ["soldiers"], ["the editor"]),
        ("Rebels abducted a nurse and two drivers.", ["Rebels"], ["a nurse", "two drivers"]),
        ("The general is accused of torturing detainees.", [], ["The general"]),
        ("Ankara refused to extradite the cleric.", ["Ankara"], ["the cleric"]),
        ("Yemen rejected a Saudi proposal.", ["Yemen"], ["Saudi"]),
    ],
)
def test_first_act_has_these_parties(read: Reader, text: str, initiators: list[str], targets: list[str]) -> None:
    act = read(text).acts[0]
    assert [r.exact for r in act.initiators] == initiators
    assert [r.exact for r in act.targets] == targets


def test_mutual_acts_have_initiators_only(read: Reader) -> None:
    (act,) = read("Russia's foreign minister met his Turkish counterpart in Ankara.").acts
    assert [r.exact for r in act.initiators] == ["Russia's foreign minister", "his Turkish counterpart"]
    assert act.targets == ()


def test_visitor_and_host_differ(read: Reader) -> None:
    (act,) = read("The Danish prime minister visited Nepal on Monday.").acts
    assert act.mode == "visit"
    assert [r.exact for r in act.targets] == ["Nepal"]


def test_controlled_verbs_take_the_object_as_subject(read: Reader) -> None:
    acts = read("The opposition accused the police of beating detainees.").acts
    beating = next(a for a in acts if a.type == "ASSAULT")
    assert [r.exact for r in beating.initiators] == ["the police"]


def test_joined_nations_are_parties_of_their_own(read: Reader) -> None:
    (act,) = read("Hungarian and Romanian officials agreed on a border treaty.").acts
    assert [r.codes[0] for r in act.initiators] == ["HUN", "ROU"]
