"""The frozen sets, written from the codebook before the code, hold their pinned floors."""

from __future__ import annotations

import json

import pytest

from accordingto.evaluate.gate import read_floors, shortfalls
from accordingto.evaluate.gold import read_again, read_gold
from accordingto.evaluate.score import score
from accordingto.pipeline import Pipeline
from tests.conftest import ROOT

FROZEN = ROOT / "tests/frozen"
FLOORS = read_floors(FROZEN / "floors.json")
ACTS_A_SENTENCE = 0.05
"""At most, in sentences in which no act is told: the target of the issue on acts."""


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_floors_hold(pipeline: Pipeline, name: str) -> None:
    measured = score(read_again(read_gold(FROZEN / name), pipeline)).table()
    assert not shortfalls(measured, FLOORS[name])


@pytest.mark.slow
def test_hardly_an_act_where_none_is_told(pipeline: Pipeline) -> None:
    items = read_gold(FROZEN / "noacts.jsonl")
    acts = [(g["id"], a.trigger.exact) for g, record in read_again(items, pipeline) for a in record.acts]
    assert len(acts) <= ACTS_A_SENTENCE * len(items), acts


def test_a_measure_below_its_floor_is_named() -> None:
    assert shortfalls({"acts": 50.0}, {"acts": 50.0}) == []
    assert shortfalls({"acts": 49.9}, {"acts": 50.0, "when": 1.0}) == [
        "acts: 49.9 is below its floor 50.0",
        "when: 0.0 is below its floor 1.0",
    ]


def test_frozen_sets_quote_their_texts() -> None:
    def spans(value: object) -> list[dict[str, object]]:
        if isinstance(value, dict):
            own = [value] if {"start", "end", "exact"} <= value.keys() else []
            return own + [s for inner in value.values() for s in spans(inner)]
        return [s for inner in value for s in spans(inner)] if isinstance(value, list) else []

    for path in FROZEN.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            for s in spans([item.get("statements", []), item.get("acts", [])]):
                assert item["text"][s["start"] : s["end"]] == s["exact"], item["id"]
