"""Hand-coded reports: reading them, and reading the same texts with a pipeline to be compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accordingto.errors import UsageError
from accordingto.pipeline import Pipeline
from accordingto.types import Record, Report


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The items of a gold file: JSON Lines with ``id``, ``text``, ``published_at``, ``statements`` and (or) ``acts``.

    Where an item holds no text, it comes from the ``*.reports.jsonl`` beside a ``*.gold.jsonl``.
    Raises `UsageError` where a text is missing.
    """
    items = _lines(path)
    beside = path.with_name(path.name.replace(".gold.jsonl", ".reports.jsonl"))
    texts = {r["id"]: r for r in _lines(beside)} if beside != path and beside.exists() else {}
    for item in items:
        for key in ("text", "published_at", "title", "publisher"):
            item.setdefault(key, texts.get(item["id"], {}).get(key))
        if item["text"] is None:
            raise UsageError(f"{path}: {item['id']} has no text, and {beside.name} beside it does not give it")
    return items


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def read_again(gold: list[dict[str, Any]], pipeline: Pipeline) -> Iterator[tuple[dict[str, Any], Record]]:
    """Each gold item with the record that the pipeline makes of its text."""
    for item in gold:
        report = Report(
            id=item["id"],
            text=item["text"],
            title=item["title"],
            publisher=item["publisher"],
            published_at=item["published_at"],
        )
        yield item, pipeline.read(report)
