"""According to whom, denied by whom, and whether it is told as done."""

from __future__ import annotations

import pytest

from tests.acts.conftest import Reader


def test_act_in_reported_speech_is_per_its_statement(read: Reader) -> None:
    record = read("Soldiers shot dead five protesters in Gulu, the opposition said.")
    assert [a.per for a in record.acts] == [(record.statements[0].id,)]


def test_act_in_the_reporters_voice_is_per_nobody(read: Reader) -> None:
    (act,) = read("Soldiers shot dead five protesters in Gulu on Monday.").acts
    assert act.per == ()


def test_denied_act_stays_an_act_and_names_its_denial(read: Reader) -> None:
    record = read(
        "Soldiers shot dead five protesters in Gulu, the opposition said. The army denied that anyone was killed."
    )
    (act,) = record.acts
    denial = next(s for s in record.statements if s.stance == "denies")
    assert act.status == "reported"
    assert act.denied_by == (denial.id,)


def test_act_told_only_in_a_denial_is_negated(read: Reader) -> None:
    record = read("The general denied that his troops had shelled the market.")
    (act,) = record.acts
    assert act.status == "negated"
    assert act.per == (record.statements[0].id,)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Police arrested the mayor.", "reported"),
        ("Police did not arrest the mayor.", "negated"),
        ("The rebels failed to seize the airport.", "negated"),
        ("The group tried to kidnap the judge.", "reported"),
        ("The two sides have yet to sign the accord.", "negated"),
        ("The president is to meet the rebels on Monday.", "planned"),
        ("The authorities plan to deport 300 migrants.", "planned"),
        ("The army is expected to withdraw its troops by June.", "planned"),
        ("France may expel the envoy.", "hypothetical"),
        ("If the truce ends, the rebels will attack the capital.", "hypothetical"),
    ],
)
def test_status_is_read_from_what_governs_the_trigger(read: Reader, text: str, status: str) -> None:
    assert read(text).acts[0].status == status
