"""The stories written for development, in the form of the frozen ones."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from accordingto.types import Report

PATH = Path(__file__).with_name("stories.yaml")


@lru_cache(maxsize=1)
def own_stories() -> tuple[list[dict[str, Any]], list[Report]]:
    """The stories and their reports; a report's id is the story's and its own."""
    stories, reports = [], []
    for told in yaml.safe_load(PATH.read_text(encoding="utf-8")):
        texts = {}
        for key, r in told["reports"].items():
            id = f"{told['id']}-{key}"
            texts[id] = r["text"].strip()
            reports.append(Report(id, texts[id], title=r["title"], publisher=r["publisher"],
                                  published_at=r["published_at"]))  # fmt: skip
        stories.append({
            "id": told["id"],
            "reports": list(texts),
            "parties": [{"name": names[0], "aliases": names[1:]} for names in told["parties"]],
            "events": [_event(told["id"], event, texts) for event in told["events"]],
        })  # fmt: skip
    return stories, reports


def _event(story: str, event: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    acts = []
    for key, triggers in event["acts"].items():
        id, at = f"{story}-{key}", 0
        for trigger in triggers:
            start = texts[id].index(trigger, at)
            at = start + len(trigger)
            acts.append({"report": id, "trigger": {"start": start, "end": at, "exact": trigger}})
    positions = [{"party": p, "stance": s, "report": f"{story}-{r}", "quote": None, "also": []}
                 for p, s, r in event["positions"]]  # fmt: skip
    return {"id": f"{story}-{event['id']}", "acts": acts, "positions": positions}
