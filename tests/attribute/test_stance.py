"""Stance and kind on sentences of our own, with the traps: refusals that are acts, words that only look like cues."""

from __future__ import annotations

import pytest

from tests.attribute.reading import chain, read, speech

STANCES = [
    ("The company denied that it had hidden the test results.", "denies"),
    ("The company denied any wrongdoing.", "denies"),
    ("Tehran denies seeking nuclear weapons.", "denies"),
    ("Iran rejected the allegations as baseless.", "denies"),
    ("The president dismissed the report as fake news.", "denies"),
    ("The governor called the accusations a smear.", "denies"),
    ("The foreign ministry said the allegations were groundless.", "denies"),
    ('"That is a lie," the mayor said.', "denies"),
    ("The army said it had nothing to do with the killings.", "denies"),
    ("The suspect pleaded not guilty to the charges.", "denies"),
    ("Lawyers for Mr Hale maintained his innocence.", "denies"),
    ("The envoy brushed aside reports of a rift.", "denies"),
    ("The prison service said there was no truth in the reports of a riot.", "denies"),
    ("The bank disputed the figures.", "denies"),
    ("The ministry confirmed that three soldiers had died.", "confirms"),
    ("He admitted taking the money.", "confirms"),
    ("The suspect confessed to killing his neighbour.", "confirms"),
    ("The suspect pleaded guilty to fraud.", "confirms"),
    ("The junta admitted for the first time that it was holding the former president.", "confirms"),
    ("The mayor declined to comment.", "no_comment"),
    ("The mayor declined to say whether he would run again.", "no_comment"),
    ("The general neither confirmed nor denied the strike.", "no_comment"),
    ("The lawyer could not be reached for comment.", "no_comment"),
    ("The embassy did not respond to a request for comment.", "no_comment"),
    ("The ministry was not immediately available for comment.", "no_comment"),
    ("There was no immediate comment from the Saudi government.", "no_comment"),
    ("The airline said it could not comment on the case.", "no_comment"),
    ("The official would not confirm the number of dead.", "no_comment"),
    ("The duty officer put the phone down when asked about the editor.", "no_comment"),
    ("The agency would not be drawn on who had fired the shells.", "no_comment"),
    ("The ambassador's office said it would make no statement.", "no_comment"),
    ("The border committee did not immediately reply to an e-mail.", "no_comment"),
    ("The minister refused to take questions.", "no_comment"),
    ("The judge declined to be interviewed.", "no_comment"),
    ("The embassy would say nothing.", "no_comment"),
    ("The general walked out when asked about the missing men.", "no_comment"),
    ("Nobody at the consulate picked up the phone.", "no_comment"),
    ("Phone calls to the prison rang out.", "no_comment"),
    ("The ministry referred questions to the police.", "no_comment"),
    ("A letter to the ministry remained without an answer.", "no_comment"),
    ("There was no immediate word from the government on the attack.", "no_comment"),
    ("The ministry did not wish to comment.", "no_comment"),
    ("The statement made no mention of the prisoners.", "does_not_mention"),
    ("The communique did not mention the islands.", "does_not_mention"),
    ("The police did not say who was behind the attack.", "does_not_mention"),
    ("The minister stopped short of blaming Moscow.", "does_not_mention"),
    ("The ministry gave no details of the accident.", "does_not_mention"),
    ("The premier avoided any mention of the border dispute.", "does_not_mention"),
    ("The general did not deny that his men had fired.", "does_not_mention"),
    ("The mayor refused to rule out a new tax.", "asserts"),
    ("The firm insisted that its product was safe.", "asserts"),
    ("Rebels accused the army of shelling the market.", "asserts"),
    ("The prime minister warned of \"consequences\".", "asserts"),
    ("Amnesty called on the government to free the students.", "asserts"),
]  # fmt: skip

SILENT = [
    "The court denied him bail.",
    "The family was denied asylum in Sweden.",
    "The general was denied entry to the country.",
    "The school denied admission to four girls.",
    "The judge denied the motion.",
    "Iran rejected the offer of talks.",
    "Parliament rejected the budget.",
    "The president dismissed the interior minister.",
    "The court dismissed the appeal.",
    "The court rejected the claim for damages.",
    "She was confirmed as ambassador in May.",
    "He was admitted to hospital on Sunday.",
    "Firefighters did not respond to the blaze for an hour.",
    "The earthquake claimed 300 lives.",
    "Two soldiers were reported missing.",
    "He was found dead on Monday.",
    "The court found him guilty of fraud.",
    "No one has claimed responsibility for the bombing.",
    "The governor is widely expected to win.",
    "He was charged with murder.",
    'The so-called "people\'s court" sat on Monday.',
]


@pytest.mark.parametrize(("text", "stance"), STANCES, ids=[t[0][:50] for t in STANCES])
def test_stance(text: str, stance: str) -> None:
    (one,) = speech(text)
    assert one.stance == stance


@pytest.mark.parametrize("text", SILENT, ids=[t[:50] for t in SILENT])
def test_no_statement(text: str) -> None:
    assert [(chain(s), s.cue and s.cue.exact) for s in speech(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "The town council believes the bridge is unsafe.",
        "Officials fear the toll will rise.",
        "The government plans to build two dams.",
    ],
)
def test_attitudes_are_told_apart(text: str) -> None:
    (one,) = read(text)
    assert one.kind == "attitude"


def test_no_comment_has_what_was_asked_or_nothing() -> None:
    assert speech("The mayor declined to comment.")[0].content == ()
    (asked,) = speech("The mayor declined to comment on the audit.")
    assert [c.exact for c in asked.content] == ["the audit"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ('The army has rejected as "cheap gossip" suggestions that it planned a coup.',
         ["suggestions that it planned a coup"]),
        ('She denied that he had been kidnapped: "Nobody forced him into any van."',
         ["that he had been kidnapped", '"Nobody forced him into any van."']),
    ],
)  # fmt: skip
def test_what_is_denied(text: str, content: list[str]) -> None:
    one = speech(text)[0]
    assert (one.stance, [c.exact for c in one.content]) == ("denies", content)
    assert not any('"' in source.exact for s in speech(text) for source in s.sources)
