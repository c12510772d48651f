"""A denial meets the act told elsewhere, also where it uses other words or names no deed at all."""

from __future__ import annotations

import pytest

from tests.acts.conftest import Reader


@pytest.mark.parametrize(
    "text",
    [
        "Police shot dead four marchers in Lima. The interior minister denied that police had used live ammunition.",
        "Witnesses said soldiers shot five farmers in Pibor. The army denied that its troops had fired on civilians.",
        "Turkish jets bombed a village in Sinjar, killing four people. Ankara denied bombing the village.",
        "Kenya deported the lawyer in February. Officials deny that he was deported.",
        "Three reporters were beaten by soldiers in Juba. The army spokesman rejected the accusation as baseless.",
    ],
)
def test_the_denied_act_is_one_act_and_contested(read: Reader, text: str) -> None:
    record = read(text)
    (denial,) = [s for s in record.statements if s.stance == "denies"]
    (act,) = record.acts
    assert act.status == "reported"
    assert act.denied_by == (denial.id,)
    assert denial.id not in act.per


def test_what_somebody_else_is_said_to_have_done_is_not_denied(read: Reader) -> None:
    text = "Rebels killed two nurses in Goma. The army denied that its troops had shelled the market."
    killed, shelled = read(text).acts
    assert killed.denied_by == ()
    assert shelled.status == "negated"


def test_a_party_does_not_deny_what_it_says_itself(read: Reader) -> None:
    text = "The rebels deny they are negotiating a surrender and say talks with the Russian army go on."
    first, second = read(text).acts
    assert (first.status, second.status) == ("negated", "reported")
    assert second.denied_by == ()


def test_a_denial_of_dead_civilians_meets_neither_dead_fighters_nor_the_campaign(read: Reader) -> None:
    text = (
        "The army said hundreds of rebels had been killed in the valley. Rescuers said the army had pressed its "
        "offensive against the town of Ariha and had killed 40 civilians there. The army denies that civilians were "
        "killed."
    )
    contested = [a for a in read(text).acts if a.denied_by]
    assert [a.count.min for a in contested if a.count] == [40]
    assert all(a.trigger.exact == "killed" for a in contested)
