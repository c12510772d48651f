"""The shipped attribution model on texts of our own: it finds plain attributions and bears odd input."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from accordingto.attribute.attribution import Attribution, Stretches
from accordingto.attribute.features import WINDOW, cut_windows, encode_window, pair_labels, read_words
from accordingto.attribute.model import SHIPPED, AttributionModel
from accordingto.errors import AccordingToError
from accordingto.read.parser import Parser

REPORT = (
    "BRIDGETOWN - The harbour master said on Monday that the ferry had left without permission. "
    "The company denied the charge.\n\n"
    "“We asked twice and nobody answered,” said Ruth Alleyne, a spokeswoman for the line. "
    "“The gate was open.”\n\n"
    "According to a police report, two sailors were questioned. The wind was light."
)


@pytest.fixture(scope="module")
def model() -> AttributionModel:
    return AttributionModel.load()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def words_of(text: str, ranges: Stretches) -> str:
    return " | ".join(text[a:b] for a, b in ranges)


def by_cue(text: str, found: tuple[Attribution, ...]) -> dict[str, Attribution]:
    return {words_of(text, one.cue): one for one in found}


def test_indirect_speech_with_its_source(model: AttributionModel, parser: Parser) -> None:
    said = model.attributions(parser.parse(REPORT))[0]
    assert words_of(REPORT, said.cue) == "said"
    assert words_of(REPORT, said.source) == "The harbour master"
    assert "the ferry had left without permission" in words_of(REPORT, said.content)
    assert said.confidence > 0.5


def test_quotation_before_and_after_its_cue(model: AttributionModel, parser: Parser) -> None:
    found = model.attributions(parser.parse(REPORT))
    quoted = next(one for one in found if "Ruth Alleyne" in words_of(REPORT, one.source))
    content = words_of(REPORT, quoted.content)
    assert "We asked twice and nobody answered" in content
    assert "The gate was open" in content


def test_according_to(model: AttributionModel, parser: Parser) -> None:
    found = by_cue(REPORT, model.attributions(parser.parse(REPORT)))
    assert words_of(REPORT, found["According to"].source) == "a police report"
    assert "two sailors were questioned" in words_of(REPORT, found["According to"].content)


def test_in_text_order_inside_the_text_and_never_in_two_roles(model: AttributionModel, parser: Parser) -> None:
    found = model.attributions(parser.parse(REPORT))
    assert [one.cue for one in found] == sorted(one.cue for one in found)
    for one in found:
        ranges = sorted([*one.cue, *one.source, *one.content])
        assert all(0 <= a < b <= len(REPORT) for a, b in ranges)
        assert all(before[1] <= after[0] for before, after in pairwise(ranges))
        assert 0 <= one.confidence <= 1
        assert one.confidence == round(one.confidence, 3)


def test_plain_telling_has_no_attribution(model: AttributionModel, parser: Parser) -> None:
    assert model.attributions(parser.parse("The river rose overnight. Two bridges were closed for traffic.")) == ()


def test_same_text_same_answer_whatever_came_before(model: AttributionModel, parser: Parser) -> None:
    first = model.attributions(parser.parse(REPORT))
    model.attributions(parser.parse("The mayor told reporters she would resign. " * 40))
    assert model.attributions(parser.parse(REPORT)) == first
    assert AttributionModel.load().attributions(parser.parse(REPORT)) == first


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "said",
        ":",
        "“",
        "\u0000\u200b\ufeff",
        "😀 said 😀",
        "x" * 5000,
        "\u202eقال الوزير",
        "- - - -\n" * 50,
    ],
)
def test_odd_text_is_no_error(model: AttributionModel, parser: Parser, text: str) -> None:
    for one in model.attributions(parser.parse(text)):
        assert all(0 <= a < b <= len(text) for a, b in [*one.cue, *one.source, *one.content])


def test_a_doc_without_parse_is_no_error(model: AttributionModel) -> None:
    model.attributions(spacy.blank("en")(REPORT))


def test_endless_sentence_is_read_in_bounded_windows(model: AttributionModel) -> None:
    doc = Doc(spacy.blank("en").vocab, words=["aggrandisement", "said", "unquestionably", "it", "rained"] * 800)
    words = read_words(doc, model.tokenizer)
    windows = cut_windows(words)
    assert [w for a, b in windows for w in range(a, b)] == list(range(len(words)))
    assert max(len(encode_window(words, a, b).ids) for a, b in windows) <= WINDOW + 2
    model.attributions(doc)


def test_windows_part_at_paragraphs(model: AttributionModel, parser: Parser) -> None:
    paragraph = "The clerk said that the office would stay closed until the end of the month, come what may. " * 4
    words = read_words(parser.parse("\n\n".join([paragraph] * 9)), model.tokenizer)
    starts = {a for a, _ in cut_windows(words)}
    assert len(starts) > 2
    assert all(a == 0 or words.paragraph[a] != words.paragraph[a - 1] for a in starts)


def test_way_through_the_tree_tells_subject_from_clause(model: AttributionModel, parser: Parser) -> None:
    text = "The old clerk said that offices would close."
    words = read_words(parser.parse(text), model.tokenizer)
    starts = [int(s) for s in words.start]
    at = {w: starts.index(text.index(w)) for w in ("old", "clerk", "said", "offices", "close")}
    middle = 63
    ways = pair_labels(words, at["said"])[:, 1]
    way = {w: int(ways[middle + i - at["said"]]) for w, i in at.items()}
    assert way["old"] == way["clerk"]
    assert way["offices"] == way["close"]
    assert len({way["clerk"], way["said"], way["close"]}) == 3


def test_missing_folder_names_itself(tmp_path: Path) -> None:
    with pytest.raises(AccordingToError, match="no attribution model"):
        AttributionModel.load(tmp_path)


def test_model_files_stay_small() -> None:
    assert sum(f.stat().st_size for f in SHIPPED.iterdir()) <= 60_000_000


def test_tuning_is_complete(model: AttributionModel) -> None:
    assert model.tuning.transitions.shape == (7, 7)
    assert 0 < model.tuning.candidate < 0.5
    assert np.isfinite(model.tuning.confidence((0.0,) * len(model.tuning.weights)))
