"""Compares events and positions with stories coded by hand: which party stands where on which happening."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accordingto.evaluate.score import Scores
from accordingto.pipeline import Pipeline
from accordingto.reconcile.events import reconcile
from accordingto.reconcile.types import Event, Position
from accordingto.types import Record, Report

Story = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Miss:
    """A wanted row that is not given (`given` false), or a given one that is not wanted."""

    event: str
    party: str
    stance: str
    given: bool
    words: str


def read_stories(path: Path, pipeline: Pipeline) -> tuple[list[Story], list[Record]]:
    """The stories of a gold file, and the records of the reports.jsonl beside it as the pipeline reads them."""
    with path.open(encoding="utf-8") as stream:
        stories = [json.loads(line) for line in stream if line.strip()]
    with path.with_name("reports.jsonl").open(encoding="utf-8") as stream:
        reports = [json.loads(line) for line in stream if line.strip()]
    records = [pipeline.read(Report(r["id"], r["text"], url=r["url"], title=r["title"], publisher=r["publisher"],
                                    published_at=r["published_at"])) for r in reports]  # fmt: skip
    return stories, records


def score_stories(stories: Sequence[Story], records: Sequence[Record]) -> tuple[Scores, list[Miss]]:
    """Each story's reports reconciled by themselves and compared: counts that add up, and every row that differs.

    An event stands for the wanted one with which it shares most triggers; an event that shares none is not scored. A
    row is right where event, party (the name or an alias), stance and report (the first telling or a further one) are
    those of a wanted row. A `not_quoted` beside the wanted rows is neither right nor wrong.
    """
    by_id = {r.report.id: r for r in records}
    scores, misses = Scores(), []
    for story in stories:
        own = [by_id[id] for id in story["reports"] if id in by_id]
        misses += _score_story(story, {r.report.id: r for r in own}, reconcile(own), scores)
    return scores, misses


def _score_story(story: Story, records: Mapping[str, Record], events: Iterable[Event], scores: Scores) -> list[Miss]:
    places: Counter[tuple[str, str]] = Counter()
    rows: dict[str, list[Position]] = defaultdict(list)
    for event in events:
        shared = _shared(event, story, records)
        if shared:
            best = max(shared, key=lambda key: (shared[key], key))
            rows[best] += event.positions
            places[best, event.id] += shared[best]
    misses = []
    for wanted in story["events"]:
        misses += _score_rows(story, wanted, rows[wanted["id"]], scores)
        largest = max((n for (id, _), n in places.items() if id == wanted["id"]), default=0)
        scores.tallies["triggers in the event's largest part"].add(largest, len(wanted["acts"]), len(wanted["acts"]))
    return misses


def _shared(event: Event, story: Story, records: Mapping[str, Record]) -> Counter[str]:
    found: Counter[str] = Counter()
    for ref in event.acts:
        act = next(a for a in records[ref.report].acts if a.id == ref.act)
        for wanted in story["events"]:
            found[wanted["id"]] += sum(
                a["report"] == ref.report and a["trigger"]["start"] < act.trigger.end
                and act.trigger.start < a["trigger"]["end"] for a in wanted["acts"]
            )  # fmt: skip
    return +found


def _score_rows(story: Story, event: Mapping[str, Any], rows: Iterable[Position], scores: Scores) -> list[Miss]:
    names: dict[str, list[str]] = defaultdict(list)
    for p in story["parties"]:
        for name in (p["name"], *p["aliases"]):
            names[_plain(name)].append(p["name"])
    wanted = {(p["party"], p["stance"]): {p["report"], *(a["report"] for a in p["also"])} for p in event["positions"]}
    given: dict[tuple[str, str], Position] = {}
    for row in rows:
        parties = [p for n in map(_plain, (row.party, *row.aliases)) for p in names.get(n, ())] or [row.party]
        key = (next((p for p in parties if (p, row.stance) in wanted), parties[0]), row.stance)
        if key not in wanted and row.stance == "not_quoted":
            continue
        if key not in given or given[key].report not in wanted.get(key, ()):
            given[key] = row
    right = {key for key, row in given.items() if row.report in wanted.get(key, ())}
    scores.tallies["positions"].add(len(right), len(given), len(wanted))
    for stance in sorted({stance for _, stance in (*wanted, *given)}):
        of = [sum(s == stance for _, s in keys) for keys in (right, given, wanted)]
        scores.tallies[f"positions: {stance}"].add(*of)
    quotes = {(p["party"], p["stance"]): (p["quote"] or {}).get("exact", "") for p in event["positions"]}
    return [
        *(Miss(event["id"], *key, False, quotes[key]) for key in wanted if key not in right),
        *(Miss(event["id"], *key, True, row.words) for key, row in given.items() if key not in right),
    ]


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split()).removeprefix("the ")
