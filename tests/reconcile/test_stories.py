"""Positions on stories hold their floors: those written for development, and the frozen ones by somebody else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from accordingto.evaluate.stories import read_stories, score_stories
from accordingto.pipeline import Pipeline
from accordingto.reconcile.events import reconcile
from accordingto.types import Record
from tests.conftest import ROOT

OWN, FROZEN = 93.0, 83.0
"""Floors of the F1 of positions, in percent; raised with the work, never lowered silently."""

Stories = tuple[list[dict[str, Any]], list[Record]]


def test_positions_on_stories_written_for_development(stories: Stories) -> None:
    scores, misses = score_stories(*stories)
    assert scores.table()["positions"] >= OWN, misses


@pytest.mark.slow
def test_positions_on_the_frozen_stories(pipeline: Pipeline) -> None:
    scores, misses = score_stories(*read_stories(ROOT / "tests/frozen/stories/gold.jsonl", pipeline))
    assert scores.table()["positions"] >= FROZEN, misses


def test_the_scorer_counts_what_is_missing_and_what_is_not_wanted(stories: Stories) -> None:
    told, records = stories
    whole, _ = score_stories(told, records)
    fewer, misses = score_stories(told, [replace(r, statements=()) if r.report.id == "fire-r1" else r for r in records])
    assert fewer.tallies["positions"].wanted == whole.tallies["positions"].wanted
    assert fewer.tallies["positions"].right < whole.tallies["positions"].right
    assert {(m.party, m.given) for m in misses} >= {("relatives", False)}


def test_a_happening_has_its_denials_and_its_silence(records: list[Record]) -> None:
    fire = [r for r in records if r.report.id.startswith("fire")]
    event = max(reconcile(fire), key=lambda e: len(e.acts))
    stances = {(p.party, p.stance) for p in event.positions}
    prison = next(party for party, stance in stances if stance == "denies_responsibility")
    assert {(prison, "other_explanation"), (prison, "accepts_responsibility")} <= stances
    assert all(p.words.startswith("not quoted on this in the ") for p in event.positions if p.stance == "not_quoted")


def test_silence_is_never_bare_nor_held_against_what_may_be_missed(records: list[Record]) -> None:
    for event in reconcile(records):
        for position in event.positions:
            if position.stance == "does_not_mention" and position.statement is None:
                assert position.words == "its own document does not mention it"
            if position.stance == "not_quoted":
                assert " between " in position.words
                assert position.words.endswith("in which it speaks")


def test_numbers_keep_their_source_and_copies_are_told_apart(records: list[Record]) -> None:
    strike = [r for r in records if r.report.id.startswith("strike")]
    counts = [c for e in reconcile(strike) for c in e.counts]
    assert {(c.source, c.min) for c in counts} >= {("Taiz health office", 12), ("Doctors Abroad", 9)}
    assert {c.copy_of for c in counts if c.report == "strike-r2"} == {"strike-r1"}
    assert not any(c.independent for c in counts if c.report == "strike-r2")
