"""What a denial, a confirmation or a no-comment answers, in small reports of our own."""

from __future__ import annotations

import pytest

from tests.attribute.reading import read, speech

PAIRS = [
    "Rebels accused the army of shelling the market. The army denied the accusation.",
    "Ukraine blamed Russia for the explosion. Moscow said it had no role in it.",
    "A UN panel said Rwanda had armed the rebels. Kigali has repeatedly denied supporting them.",
    'Activists say police shot three students. "We did not shoot anyone," the police commissioner said.',
    "The union says the mine flooded twice. The company said the mine had never flooded.",
    "The paper reported that the minister owned shares in the firm. His office declined to comment.",
    "The paper reported that the minister owned shares in the firm. The minister confirmed that he had bought shares.",
]


@pytest.mark.parametrize("text", PAIRS, ids=[t[:40] for t in PAIRS])
def test_the_second_answers_the_first(text: str) -> None:
    first, second = speech(text)
    assert second.answers == (first.id,)
    assert second.stance != "asserts"
    assert first.answers == ()


def test_a_plain_telling_answers_nothing() -> None:
    told = speech("The village says the mine poisoned the river. The company said it will build a school.")
    assert [s.answers for s in told] == [(), ()]


def test_the_party_accused_without_accuser() -> None:
    (one,) = speech("The officer was accused of taking bribes.")
    assert one.sources == ()
    assert one.about is not None
    assert one.about.exact == "The officer"
    assert [c.exact for c in one.content] == ["taking bribes"]


def test_a_relative_clause_denies_the_accusation() -> None:
    accusation, denial = speech("The officer was accused of taking bribes, which he denies.")
    assert [c.exact for c in accusation.content] == ["taking bribes"]
    assert (denial.stance, denial.answers) == ("denies", (accusation.id,))


@pytest.mark.parametrize(
    ("text", "listener"),
    [
        ("The boy told AFP that the camp was full.", "AFP"),
        ("The UN urged both sides to stop fighting.", "both sides"),
        ("Witnesses told the radio station that they saw soldiers burning huts.", "the radio station"),
        ("The premier said the road was open.", None),
    ],
)
def test_addressee(text: str, listener: str | None) -> None:
    (one,) = read(text)
    assert (one.addressee and one.addressee.exact) == listener


def test_no_doubt_is_no_denial() -> None:
    told = speech('The mayor said the bridge was open. "There is no question the bridge is open," the engineer said.')
    assert [s.stance for s in told] == ["asserts", "asserts"]


def test_a_flat_denial_may_come_a_sentence_later() -> None:
    told = speech(
        "A union said the ship had dumped oil. The owner denied it. Its chief, Ola Vik, said nothing was dumped."
    )
    assert [(s.stance, s.answers) for s in told[1:]] == [("denies", (told[0].id,)), ("denies", (told[0].id,))]
