"""Runs the development benchmarks of a shared folder and gives one table: quality by their own scorer, and speed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accordingto.acquire.files import find_inputs
from accordingto.errors import UsageError
from accordingto.export.writers import write_jsonl
from accordingto.pipeline import Pipeline
from accordingto.types import Failure, Record

TASKS = {
    "record": ("gold/dev.reports.jsonl", "gold/dev.gold.jsonl"),
    "attribution": ("bench/attribution/dev.reports.jsonl", "bench/attribution/dev.gold.jsonl"),
    "acts": ("bench/acts/dev.reports.jsonl", "bench/acts/dev.gold.jsonl"),
    "time": ("bench/time/dev.reports.jsonl", "bench/time/dev.gold.jsonl"),
    "places": ("bench/places/dev.reports.jsonl", "bench/places/dev.gold.jsonl"),
    "pages": ("bench/pages/html", "bench/pages/dev.gold.jsonl"),
}
"""Task: input and gold, under the shared folder."""


_CHIEF = (
    "misquoted", "errors", "words per CPU", "relation exact, edges trimmed", "relation relaxed", "segments exact",
    "source right", "confidence", "statements (", "acts (", "acts whole", "statement: answers", "act: initiators",
    "act: targets", "according to right", "chains of two", "other than", "speaker", "first code", "status right",
    "when right", "country right", "count right", "type", "quad", "initiator country", "triple", "acts per record",
    "without an act", "span", "value", "within 161", "same GeoNames", "AUC", "body", "publication date", "author",
    "date given",
)  # fmt: skip
"""Starts or parts of the names of the measures that the issues set targets for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of one task, as the scorer prints it."""

    task: str
    measure: str
    value: str


def chief(row: Row) -> bool:
    """Whether a row is one of the measures that have a target."""
    return any(part in row.measure for part in _CHIEF)


def run_bench(
    shared: Path, tasks: tuple[str, ...], out: Path, tick: Callable[[str], None] = lambda _: None
) -> Iterator[Row]:
    """Reads the dev inputs of `tasks`, leaves the records in `out` and yields every measure of the scorer.

    shared: the folder with bench/score.py. tick: called with the task's name after each report, for a progress display.
    Speed is words per CPU-second of this process and its ratio to the bare parser on the same texts in the same run.
    """
    scorer = shared / "bench/score.py"
    if not scorer.exists():
        raise UsageError(f"{scorer}: no scorer there; give the folder that holds bench/score.py with --shared")
    out.mkdir(parents=True, exist_ok=True)
    pipeline = Pipeline()
    for task in tasks:
        source, gold = (shared / name for name in TASKS[task])
        items = find_inputs([str(source)])
        records: list[Record | Failure] = []
        start = time.process_time()
        for record in pipeline.pipe(items):
            records.append(record)
            tick(task)
        spent = time.process_time() - start
        path = out / f"{task}.jsonl"
        with path.open("w", encoding="utf-8") as stream:
            write_jsonl(records, stream)
        done = subprocess.run(
            [sys.executable, str(scorer), task, str(gold), str(path), "--json"],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise UsageError(f"{scorer} {task}: {done.stderr.strip() or done.stdout.strip()}")
        for measure, value in json.loads(done.stdout).items():
            yield Row(task, measure, _value(value))
        yield from _speed(task, pipeline, [r for r in records if isinstance(r, Record)], spent)


def _speed(task: str, pipeline: Pipeline, records: list[Record], spent: float) -> Iterator[Row]:
    texts = [r.report.text for r in records[:40]]
    words = sum(len(r.report.text.split()) for r in records)
    start = time.process_time()
    for text in texts:
        pipeline.parser.parse(text)
    bare = sum(len(t.split()) for t in texts) / max(time.process_time() - start, 1e-9)
    rate = words / max(spent, 1e-9)
    yield Row(task, "words per CPU-second (ratio to the bare parser)", f"{rate:,.0f} ({rate / bare:.2f})")


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "  ".join(f"{name} {number}" for name, number in value.items())
    return str(value)
