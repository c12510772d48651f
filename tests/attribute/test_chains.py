"""Source chains on sentences of our own: who carries whose words, and what is one record, what two."""

from __future__ import annotations

import pytest

from tests.attribute.reading import chain, speech

ONE_RECORD = [
    ("In a statement, the Uzbek interior ministry said two guards had been suspended.",
     "a statement > the Uzbek interior ministry", "said"),
    ("The Uzbek interior ministry said two guards had been suspended in a statement on Monday.",
     "a statement > The Uzbek interior ministry", "said"),
    ("Two guards had been suspended, the ministry said in a statement posted on its website.",
     "a statement posted on its website > the ministry", "said"),
    ("According to a letter seen by Reuters, the bank's chairman told regulators that the loans were safe.",
     "a letter seen by Reuters > the bank's chairman", "told"),
    ("The loans were safe, the bank's chairman told regulators, according to a letter seen by Reuters.",
     "a letter seen by Reuters > the bank's chairman", "told"),
    ("The aide said the president had ordered the army to leave the city.", "The aide > the president", "ordered"),
    ("State media quoted the general as saying the bridge had been retaken.", "State media > the general", "quoted"),
    ("The general was quoted by state media as saying the bridge had been retaken.",
     "state media > The general", "quoted"),
    ("The general was quoted as saying the bridge had been retaken.", "The general", "quoted"),
    ('"The bridge is ours," General Petrov said, quoted by the Tass news agency.',
     "the Tass news agency > General Petrov", "said"),
    ("More than 200 people have fled, according to figures cited by the Red Cross.",
     "the Red Cross > figures", "according to"),
    ("The deal was dead, the newspaper reported, citing two officials familiar with the talks.",
     "the newspaper > two officials familiar with the talks", "reported"),
    ("The newspaper reported, citing two officials, that the deal was dead.",
     "The newspaper > two officials", "reported"),
    ("The airline cancelled all flights, citing security concerns.", "The airline", "citing"),
    ("The indictment says Smith told an agent that he had hidden the money.", "The indictment > Smith", "told"),
    ("Judge Reyes wrote in the order that the men must be freed.", "the order > Judge Reyes", "wrote"),
    ("Mr Osei said through his lawyer that he was innocent.", "his lawyer > Mr Osei", "said"),
    ("Speaking through her lawyer, the singer denied the charge.", "her lawyer > the singer", "denied"),
    ("The ministry issued a statement saying the talks had failed.", "a statement > The ministry", "saying"),
    ("Police said the driver was drunk, the local newspaper reported.", "the local newspaper > Police", "said"),
    ("The prime minister told the BBC in an interview that the vote would go ahead.", "The prime minister", "told"),
    ("Kim said Lee had claimed that Park lied.", "Kim > Lee", "claimed"),
    ("Reuters reported that the army said in a statement that the coup had failed.",
     "Reuters > a statement > the army", "said"),
    ("The army statement said the coup had failed.", "The army statement", "said"),
    ("The man fell, according to a police report obtained by the newspaper.",
     "a police report obtained by the newspaper", "according to"),
    ("The White House, in a memo to staff, said travel was suspended.", "a memo to staff > The White House", "said"),
    ("On the recording, a man is heard saying the payments were secret.", "the recording > a man", "saying"),
    ("In the affidavit, the agent wrote that Ramos had told him the cash was his.",
     "the affidavit > the agent > Ramos", "told"),
    ("His mother said he had told her the guards took his shoes.", "His mother > he", "told"),
    ("The minister said he had told parliament the figures were wrong.", "The minister", "said"),
    ("The survey of 300 nurses found that half said they had been threatened.",
     "The survey of 300 nurses > half", "said"),
    ("Twelve villages have been cut off, the agency quoted the governor's office as saying.",
     "the agency > the governor's office", "quoted"),
    ("The Guardian said it had seen a plan.", "The Guardian", "said"),
    ("The ministry did not mention the hostages in its statement.", "its statement > The ministry", "did not mention"),
    ("Local media reported that a police spokesman had said that a witness told officers the gate was open.",
     "Local media > a police spokesman > a witness", "told"),
    ("The bishop said in his Easter sermon that the war must end.", "The bishop", "said"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sources", "cue"), ONE_RECORD, ids=[t[0][:50] for t in ONE_RECORD])
def test_one_record_with_its_chain(text: str, sources: str, cue: str) -> None:
    (one,) = speech(text)
    assert (chain(one), one.cue and one.cue.exact) == (sources, cue)


def test_a_part_that_is_told_again_is_a_second_record() -> None:
    text = "The police chief said officers left because of a caller who said there was a bomb, and that all were well."
    outer, inner = speech(text)
    assert chain(outer) == "The police chief"
    assert chain(inner) == "The police chief > a caller"


def test_what_a_denial_denies_is_told_by_its_maker_alone() -> None:
    denial, claim = speech("The firm rejected claims by the union that workers were underpaid.")
    assert (chain(denial), denial.stance) == ("The firm", "denies")
    assert chain(claim) == "the union"
    assert denial.answers == (claim.id,)


def test_the_owner_of_a_testimony_is_the_last_source() -> None:
    (one,) = speech("Maria Lopez, whose letter described the beatings, is in hospital.")
    assert chain(one) == "letter > Maria Lopez"


def test_a_crowd_cited_as_a_fact_is_no_source() -> None:
    told = speech("The rate is too low, he said, citing the many workers who had stopped searching for jobs.")
    assert "he" in [chain(s) for s in told]
    assert all(len(s.sources) == 1 for s in told)


def test_a_document_of_the_next_sentence_carries_nothing() -> None:
    text = 'She called it "a lawful sale." In one such letter, Mora discussed the price.'
    assert [chain(s) for s in speech(text)] == ["She"]
