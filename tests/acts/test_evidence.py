"""The model of acts: what it says of words, how it doubts the codebook's phrases and finds words that it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from spacy.tokens import Doc

from accordingto.acts.codebook import Codebook
from accordingto.acts.evidence import MARK_ID, TYPES, ActModel, Evidence
from accordingto.errors import AccordingToError
from accordingto.read.parser import Parser
from tests.acts.conftest import Reader


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def evidence_of(text: str, parser: Parser, model: ActModel) -> tuple[dict[str, tuple[str, float]], Evidence]:
    doc = parser.parse(text)
    evidence = model.evidence(doc, {})
    return {t.text: evidence.best(t) for t in doc}, evidence


def test_words_that_tell_acts_and_words_that_tell_none(parser: Parser, act_model: ActModel) -> None:
    words, _ = evidence_of("Police arrested two editors in Minsk. The weather was mild and the cafes were full.",
                           parser, act_model)  # fmt: skip
    assert words["arrested"][0] == "COERCE"
    assert words["arrested"][1] > 0.8
    assert max(chance for word, (_, chance) in words.items() if word != "arrested") < 0.3


def test_the_same_word_is_an_act_or_none_by_its_sentence(parser: Parser, act_model: ActModel) -> None:
    told, _ = evidence_of("The senator blasted the ministry over the arrests.", parser, act_model)
    music, _ = evidence_of("Music blasted from the speakers all night.", parser, act_model)
    assert told["blasted"][0] == "ACCUSE"
    assert told["blasted"][1] > music["blasted"][1] + 0.3


def test_probabilities_are_probabilities_and_the_same_each_time(parser: Parser, act_model: ActModel) -> None:
    doc = parser.parse("Rebels shelled the town.\n\n" + "The mayor told reporters that she would resign. " * 60)
    first = act_model.evidence(doc, {})
    again = act_model.evidence(doc, {})
    assert set(first.rows) == {t.i for t in doc if not t.is_space}
    for place, row in first.rows.items():
        assert row.sum() == pytest.approx(1, abs=1e-5)
        assert np.array_equal(row, again.rows[place])


def test_words_that_no_phrase_of_the_codebook_has_are_coded(read: Reader, codebook: Codebook) -> None:
    assert "eviscerate" not in codebook.verbs
    acts = read("Opposition leader Joan Kagezi eviscerated the government over the killings in Kasese.").acts
    assert [(a.type, a.trigger.exact) for a in acts if a.type == "ACCUSE"] == [("ACCUSE", "eviscerated")]
    assert [r.exact for a in acts for r in a.initiators] == ["Opposition leader Joan Kagezi"]


def test_types_of_an_own_codebook_without_open_senses_come_from_its_phrases_alone(read: Reader, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("types:\n  STRIKE:\n    senses:\n      - {id: strike, plain: struck, verbs: down tools}\n", "utf-8")
    book = Codebook.load(own)
    assert not book.open
    assert read("Police arrested two editors in Minsk.", book=book).acts == ()


class Denier(ActModel):
    """A model that is sure of every word that it tells no act."""

    def __init__(self) -> None:
        pass

    def evidence(self, doc: Doc, marks: Mapping[int, str]) -> Evidence:
        return Evidence({})


def test_the_model_does_not_doubt_types_that_it_never_learned(read: Reader, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("types:\n  BAKE:\n    senses:\n      - {id: bake, plain: baked, verbs: bake bread}\n", "utf-8")
    acts = read("Uganda baked bread for Kenya.", book=Codebook.load(own), model=Denier()).acts
    assert [(a.type, a.trigger.exact) for a in acts] == [("BAKE", "baked bread")]


def test_the_model_doubts_deeds_but_no_demands_and_no_steps_of_the_law(read: Reader) -> None:
    text = (
        "Rebels shelled Goma on Monday. Kenya said that Uganda must free the editor. "
        "Two men were convicted of spying in Nairobi."
    )
    assert [a.type for a in read(text).acts] == ["ASSAULT", "REQUEST", "SANCTION"]
    assert [a.type for a in read(text, model=Denier()).acts] == ["REQUEST", "SANCTION"]


def test_a_missing_model_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(AccordingToError, match="no model of acts"):
        ActModel.load(tmp_path)


def test_marks_are_numbered_as_the_types_are(codebook: Codebook) -> None:
    assert [MARK_ID[t] for t in TYPES] == list(range(1, len(TYPES) + 1))
    assert set(codebook.open) == set(TYPES)
