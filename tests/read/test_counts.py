"""Numbers of people as told: open sides, approximations, words, ranges, and what is no count."""

from __future__ import annotations

import pytest

from accordingto.read.counts import find_count
from tests.attribute.reading import parser


@pytest.mark.parametrize(
    ("text", "least", "most", "approx"),
    [
        ("at least 25 men", 25, None, False),
        ("more than 800 people", 801, None, False),
        ("about 300 villagers", 300, 300, True),
        ("dozens of people", 24, None, True),
        ("hundreds of rebels", 200, None, True),
        ("Thousands", 2000, None, True),
        ("tens of thousands of civilians", 20000, None, True),
        ("hundreds of thousands of people", 200000, None, True),
        ("scores of students", 40, None, True),
        ("between 10 and 20 people", 10, 20, True),
        ("10 to 20 people", 10, 20, True),
        ("up to 40 miners", None, 40, False),
        ("as many as 40 miners", None, 40, False),
        ("fewer than 12 guards", None, 11, False),
        ("one million ethnic Uighurs", 1_000_000, 1_000_000, False),
        ("1.5 million people", 1_500_000, 1_500_000, False),
        ("150,000 people", 150_000, 150_000, False),
        ("two hundred and five guards", 205, 205, False),
        ("twenty-three pupils", 23, 23, False),
        ("a dozen fishermen", 12, 12, False),
        ("half a dozen fishermen", 6, 6, False),
        ("two dozen people", 24, 24, False),
        ("nearly 50 prisoners", 50, 50, True),
        ("100 or more prisoners", 100, None, False),
        ("four members of the security forces", 4, 4, False),
    ],
)
def test_counts(text: str, least: int | None, most: int | None, approx: bool) -> None:
    count = find_count(parser().parse(text)[:])
    assert count is not None
    assert (count.min, count.max, count.approx) == (least, most, approx)
    assert count.span is not None
    assert text[count.span.start : count.span.end] == count.span.exact


@pytest.mark.parametrize("text", ["a man", "in 2017", "$300 million", "40 percent of voters", "the 43-year-old",
                                  "5 kilometres", "the 21st prisoner", "at 10:30", "20 years"])  # fmt: skip
def test_no_counts(text: str) -> None:
    assert find_count(parser().parse(text)[:]) is None
