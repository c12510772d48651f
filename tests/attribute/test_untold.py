"""What looks like a telling is none where nobody tells anything in words."""

from __future__ import annotations

import pytest

from accordingto.attribute.model import AttributionModel
from accordingto.attribute.statements import find_statements
from accordingto.read.actors import Cast
from accordingto.types import Report, Statement
from tests.attribute.reading import chain, parser


@pytest.fixture(scope="module")
def model() -> AttributionModel:
    return AttributionModel.load()


def all_told(text: str, model: AttributionModel) -> list[Statement]:
    doc = parser().parse(text)
    return list(find_statements(doc, model.attributions(doc), Cast.of(doc, (), Report("test", text)), ()))


@pytest.mark.parametrize(
    "text",
    [
        "Clinton camp: Trump's Islamophobia threatens national security",
        "The law threatens press freedom.",
        "The drought underscores the need for new dams.",
        "Their anger undermines the party.",
        "They named him Sam. She named her daughter Alma.",
        "He chose to ignore the warning. The coach, haranguing the referee, did not approve.",
        "Parliament imposed a curfew.",
        "The firm released a patch for the flaw.",
    ],
)
def test_nobody_tells_anything(text: str, model: AttributionModel) -> None:
    assert not all_told(text, model)


@pytest.mark.parametrize(
    "more", ["The engineer said so too.", "The union said the same.", "Its rival said much the same."]
)
def test_words_that_only_point_are_no_statement(more: str, model: AttributionModel) -> None:
    (one,) = all_told(f"The mayor said the road was unsafe. {more}", model)
    assert chain(one) == "The mayor"


def test_a_comparison_is_no_statement_of_its_own(model: AttributionModel) -> None:
    (one,) = all_told("Critics who say the same of Mr Sanders are wrong, she said.", model)
    assert chain(one) == "she"


@pytest.mark.parametrize(
    "text",
    [
        "A statement from the palace praised the new horses.",
        "The rebels threatened to blow up the dam.",
    ],
)
def test_words_are_speech(text: str, model: AttributionModel) -> None:
    (one,) = all_told(text, model)
    assert one.kind == "speech"


def test_a_cue_that_the_parse_took_for_a_name_is_still_speech(model: AttributionModel) -> None:
    told = all_told("Prosecutors allege Mr Adler took bribes from a builder. He has pleaded not guilty.", model)
    assert [s.kind for s in told] == ["speech", "speech"]
