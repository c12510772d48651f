"""Runs the benchmark of events across reports, with two baselines computed on the very same acts beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from accordingto.acquire.files import find_inputs
from accordingto.errors import UsageError
from accordingto.evaluate.bench import Row
from accordingto.export.writers import write_jsonl
from accordingto.pipeline import Pipeline
from accordingto.reconcile.events import reconcile
from accordingto.reconcile.loading import load_records
from accordingto.reconcile.terms import stem
from accordingto.types import Record

MEASURES = ("coverage", "pairwise", "B-cubed", "CoNLL", "end to end", "wrong merges")
"""Beginnings of the scorer's measures that are shown."""

Groups = Iterable[Iterable[tuple[str, str]]]


def run_events_bench(shared: Path, out: Path) -> Iterator[Row]:
    """Reads ECB+'s development reports (kept in `out`, read again only where they are not there) and scores events.

    Baselines: acts with one trigger lemma are one event, everywhere or inside the known topic. Raises `UsageError`
    without the scorer.
    """
    scorer, gold = shared / "bench/score_events.py", shared / "bench/events/dev.gold.jsonl"
    if not scorer.exists():
        raise UsageError(f"{scorer}: no scorer there; give the folder that holds it with --shared")
    out.mkdir(parents=True, exist_ok=True)
    records = out / "events.records.jsonl"
    if not records.exists():
        _read(shared / "bench/events/dev.reports.jsonl", records)
    loaded, _ = load_records(records)
    topics = {g["id"]: g["topic"] for g in map(json.loads, gold.read_text(encoding="utf-8").splitlines())}
    ours = ([(a.report, a.act) for a in event.acts] for event in reconcile(loaded))
    for name, groups in (
        ("events", ours),
        ("events: same lemma everywhere", _by_lemma(loaded, dict.fromkeys(topics, ""))),
        ("events: same lemma in topic", _by_lemma(loaded, topics)),
    ):
        for measure, value in _score(scorer, gold, records, out / f"{name.replace(': ', '.').replace(' ', '-')}.jsonl",
                                     groups).items():  # fmt: skip
            if measure.startswith(MEASURES):
                yield Row(name, measure, _shown(value))


def _read(source: Path, records: Path) -> None:
    part = records.with_suffix(".part")
    with part.open("w", encoding="utf-8") as stream:
        write_jsonl(Pipeline().pipe(find_inputs([str(source)])), stream)
    part.rename(records)


def _by_lemma(records: Iterable[Record], topic: Mapping[str, str]) -> list[list[tuple[str, str]]]:
    """Acts with one trigger lemma and topic together; of several words the last one counts, of verbs with "was" too."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for record in records:
        for act in record.acts:
            key = (topic[record.report.id], stem(act.trigger.exact.split()[-1]))
            found[key].append((record.report.id, act.id))
    return list(found.values())


def _score(scorer: Path, gold: Path, records: Path, path: Path, groups: Groups) -> dict[str, Any]:
    with path.open("w", encoding="utf-8") as stream:
        for n, acts in enumerate(groups):
            refs = [{"report": report, "act": act} for report, act in acts]
            stream.write(json.dumps({"id": f"e{n}", "title": "", "acts": refs}) + "\n")
    command = [sys.executable, str(scorer), str(gold), str(records), str(path), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UsageError(f"{scorer}: {done.stderr.strip() or done.stdout.strip()}")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _shown(value: Any) -> str:
    return "  ".join(f"{name} {number}" for name, number in value.items()) if isinstance(value, dict) else str(value)
