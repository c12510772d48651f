"""Floors under the temporal tagger on the shared development set, and its speed; skipped where the set is absent."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from accordingto.read.times import tag_times

FLOORS = {"span strict": 86.0, "span relaxed": 92.0, "value": 77.0, "type": 87.0}
"""Text alone, without a parse; the parse adds one to five points (docs/times.md)."""
WORDS_PER_SECOND = 100_000


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def f1(right: int, predicted: int, gold: int) -> float:
    return 200 * right / (predicted + gold)


def test_dev_floors_and_speed(shared: Path) -> None:
    reports = read_lines(shared / "bench/time/dev.reports.jsonl")
    golds = [line["times"] for line in read_lines(shared / "bench/time/dev.gold.jsonl")]
    tag_times("warm up", None)
    begin = time.process_time()
    found = [tag_times(r["text"], r["published_at"]) for r in reports]
    seconds = time.process_time() - begin
    right = dict.fromkeys(FLOORS, 0)
    for gold, times in zip(golds, found, strict=True):
        for g in gold:
            t = next((t for t in times if t.start < g["end"] and g["start"] < t.end), None)
            if t:
                right["span relaxed"] += 1
                right["span strict"] += (t.start, t.end) == (g["start"], g["end"])
                right["value"] += t.value == g["value"]
                right["type"] += t.type == g["type"]
    totals = sum(map(len, found)), sum(map(len, golds))
    scores = {name: f1(count, *totals) for name, count in right.items()}
    assert {n: s for n, s in scores.items() if s < FLOORS[n]} == {}
    words = sum(len(r["text"].split()) for r in reports)
    if words / seconds < WORDS_PER_SECOND:
        pytest.fail(f"{words / seconds:.0f} words per CPU-second")
