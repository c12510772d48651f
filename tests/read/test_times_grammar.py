"""The lexicon, the numbers and the pattern language of the temporal tagger."""

from __future__ import annotations

from typing import Any

import pytest

from accordingto.read.timex.grammar import Grammar
from accordingto.read.timex.numbers import read_number, read_quantity
from accordingto.read.timex.readings import makers


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return Grammar.load()


def small(pattern: str) -> dict[str, Any]:
    return {
        "cased": ["month"],
        "words": {"month": {"May": 5}, "unit": {"day": "D"}},
        "signs": {},
        "holidays": {"new year's day": "01-01"},
        "macros": {"when": '("last"|"next")'},
        "rules": [{"name": "one", "make": "one", "pattern": pattern}],
    }


def matches(pattern: str, text: str) -> list[str]:
    grammar = Grammar(small(pattern))
    words = grammar.lexicon.read(text)
    out: list[str] = []
    at, hits = grammar.next(words, 0)
    while hits:
        out.append(text[words.starts[at] : words.ends[hits[0].end - 1]])
        at, hits = grammar.next(words, hits[0].end)
    return out


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("month", "in May, may we in MAY", ["May", "MAY"]),
        ("{when} unit", "Last day, next day, a day", ["Last day", "next day"]),
        ('"the"? unit ("of" month)?', "the day of May and a day of May", ["the day of May", "day of May"]),
        ("int hy unit", "a 3-day trip, a 3 - day trip", ["3-day"]),
        ("{holidays}", "On New Year’s Day and New Year's Day.", ["New Year’s Day", "New Year's Day"]),
        ("unit unit", "day\nday, day\n\nday", ["day\nday"]),
    ],
)
def test_patterns(pattern: str, text: str, found: list[str]) -> None:
    assert matches(pattern, text) == found


def test_a_part_may_be_captured_in_several_places() -> None:
    grammar = Grammar(small("m:(month) unit|unit m:(month)"))
    _, hits = grammar.next(grammar.lexicon.read("day May"), 0)
    assert hits[0].text("m") == "may"
    assert hits[0].value("m", "month") == 5
    assert hits[0].text("absent") == ""


@pytest.mark.parametrize("pattern", ["nosuchclass", "month &"])
def test_a_wrong_pattern_names_its_rule(pattern: str) -> None:
    with pytest.raises(ValueError, match="rule one"):
        Grammar(small(pattern))


def test_every_rule_has_its_reading(grammar: Grammar) -> None:
    functions = makers(grammar.holidays)
    assert grammar.makes == set(functions)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("twenty-four", 24),
        ("two hundred", 200),
        ("two hundred and ten", 210),
        ("nineteen ninety-seven", 1997),
        ("twenty twelve", 2012),
        ("two thousand", 2000),
        ("two thousand and eight", 2008),
        ("1,200", 1200),
        ("eighth", 8),
        ("21st", 21),
        ("banana", None),
    ],
)
def test_numbers(grammar: Grammar, text: str, number: int | None) -> None:
    assert read_number(text, grammar.lexicon) == number


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("a", 1.0),
        ("2 1/2", 2.5),
        ("two and a half", 2.5),
        ("2½", 2.5),
        ("a couple of", 2.0),
        ("two to three", 2.0),
        ("thirty - seven", 37.0),
        ("a dozen", 12.0),
        ("several", None),
        ("dozens of", None),
    ],
)
def test_quantities(grammar: Grammar, text: str, amount: float | None) -> None:
    assert read_quantity(text, grammar.lexicon) == amount
