"""How the model's attributions and the rules' become one: echoes, gaps, descriptions, endless sentences."""

from __future__ import annotations

import cProfile

import pytest

from accordingto.attribute.attribution import Attribution, Stretches
from accordingto.attribute.fusion import fused
from accordingto.attribute.rules import rule_attributions
from accordingto.attribute.statements import find_statements
from accordingto.read.actors import Cast
from accordingto.types import Report
from tests.attribute.reading import parser, read


def ranges(text: str, *parts: str) -> Stretches:
    return tuple((text.index(part), text.index(part) + len(part)) for part in parts)


def model_says(text: str, cue: str, source: str, *content: str, confidence: float = 0.9) -> Attribution:
    return Attribution(ranges(text, cue), ranges(text, source) if source else (), ranges(text, *content), confidence)


def brief(text: str, *attributions: Attribution) -> list[tuple[str, str, str]]:
    def quote(stretches: Stretches) -> str:
        return " … ".join(text[a:b] for a, b in stretches)

    return [(quote(a.source), quote(a.cue), quote(a.content)) for a in fused(parser().parse(text), attributions)]


def test_a_telling_is_not_told_again_with_source_and_cue_exchanged() -> None:
    text = '"We stay," Blair said.'
    right = model_says(text, "said", "Blair", '"We stay,"')
    echo = model_says(text, "Blair", "said", '"We stay,"', confidence=0.5)
    assert brief(text, right, echo) == [("Blair", "said", '"We stay,"')]


def test_a_source_keeps_the_description_behind_its_comma() -> None:
    text = "A witness, who hid in a mill, said the guards had fired first."
    ((source, _, _),) = brief(text, model_says(text, "said", "A witness", "the guards had fired first"))
    assert source == "A witness, who hid in a mill"


def test_a_source_that_is_a_verb_gives_way() -> None:
    text = "The mayor won by promising to clean the streets."
    ((source, _, _),) = brief(text, model_says(text, "promising", "won", "to clean the streets"))
    assert source == "The mayor"


def test_a_gap_inside_one_phrase_is_filled() -> None:
    text = "The judge denied claims by the minister that courts were corrupt."
    found = brief(text, model_says(text, "denied", "The judge", "claims", "that courts were corrupt"))
    assert ("The judge", "denied", "claims by the minister that courts were corrupt") in found
    assert ("the minister", "claims", "that courts were corrupt") in found


def test_content_begins_with_its_clause() -> None:
    text = "Gunmen attacked a castle, killing four guards, officials said."
    ((_, _, content),) = brief(text, model_says(text, "said", "officials", "killing four guards"))
    assert content == "Gunmen attacked a castle, killing four guards"


def test_a_lone_quotation_mark_is_no_content() -> None:
    text = "He said ” and left it at that, “We stay.”"
    (one,) = brief(text, model_says(text, "said", "He", "”", "“We stay.”"))
    assert one[2] == "“We stay.”"


def test_what_is_no_teller_needs_the_model() -> None:
    text = "The rain shows that the roof was old."
    assert brief(text) == []
    assert len(brief(text, model_says(text, "shows", "The rain", "that the roof was old"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The baker, who was asked not to be named, was charged with inciting violence.",
        "Nobody was charged with fraud.",
        "The mayor could not answer the door.",
        "Companies do not disclose their owners.",
    ],
)
def test_what_nobody_tells_is_no_statement(text: str) -> None:
    assert [s for s in read(text) if s.kind == "speech"] == []


@pytest.mark.parametrize("unit", ['"a" said ', "„a. he said ", "the 'dogs' a ", "according to him ", "'tis "])
def test_endless_sentences_are_read(unit: str) -> None:
    assert len(read(unit * 800)) < 800


def test_work_grows_with_the_text_and_no_faster() -> None:
    """Calls are counted, not seconds: twice the text costs about twice the calls; what is squared costs 3 and more."""
    sentence = "The ministry said on Monday that two people were killed in the town and denied it later again. "

    def calls(sentences: int) -> int:
        text = sentence * sentences
        doc = parser().parse(text)
        cast = Cast.of(doc, (), Report("test", text))
        attributions = rule_attributions(doc)
        profile = cProfile.Profile()
        profile.runcall(find_statements, doc, attributions, cast, ())
        return sum(entry.callcount for entry in profile.getstats())

    calls(2)  # word lists are loaded
    assert calls(400) < 2.4 * calls(200)
