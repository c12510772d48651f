"""Whole noun phrases from their heads: what belongs to the phrase and where it ends."""

from __future__ import annotations

import pytest

from accordingto.read.parser import Parser
from accordingto.read.phrases import coordinated, noun_phrase


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.mark.parametrize(
    ("text", "head", "phrase"),
    [
        ("The Greek foreign minister, Nikos Pavlou, resigned.", "minister", "The Greek foreign minister, Nikos Pavlou"),
        ("A man who was arrested in May died.", "man", "A man who was arrested in May"),
        ("Israel's raid killed two people.", "Israel", "Israel"),
        ("Police and soldiers fired.", "Police", "Police"),
        ("Even ministers were surprised.", "ministers", "ministers"),
        ("The letter in May angered them.", "letter", "The letter in May"),
        ("Members of the security forces fired on the crowd.", "Members", "Members of the security forces"),
        ("The ambassador to Chad left.", "ambassador", "The ambassador to Chad"),
    ],
)
def test_edges(parser: Parser, text: str, head: str, phrase: str) -> None:
    doc = parser.parse(text)
    token = next(t for t in doc if t.text == head)
    assert noun_phrase(token).text == phrase


def test_conjuncts_are_kept_on_demand(parser: Parser) -> None:
    doc = parser.parse("Police and soldiers fired.")
    assert noun_phrase(doc[0], conjuncts=True).text == "Police and soldiers"
    assert [t.text for t in coordinated(doc[0])] == ["Police", "soldiers"]


def test_a_clause_that_holds_the_cue_is_left_out(parser: Parser) -> None:
    doc = parser.parse("The nurse, who said soldiers came at night, fled.")
    head = next(t for t in doc if t.text == "nurse")
    cue = next(t for t in doc if t.text == "said")
    assert noun_phrase(head, outside=cue).text == "The nurse"
    assert noun_phrase(head).text.endswith("night")
