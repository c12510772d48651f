"""What the tests of this room share: the development stories as they are read, and casebooks to put them in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from accordingto.casebook.adding import add_records
from accordingto.casebook.store import Casebook
from accordingto.pipeline import Pipeline
from accordingto.types import Record
from tests.casebook.conftest import casebook, closed_engines, folder, person, place, postgresql
from tests.reconcile.own import own_stories

__all__ = ["casebook", "closed_engines", "folder", "person", "place", "postgresql"]


@pytest.fixture(scope="session")
def stories(pipeline: Pipeline) -> tuple[list[dict[str, Any]], list[Record]]:
    """The stories written for development, and their records."""
    told, reports = own_stories()
    return told, [pipeline.read(report) for report in reports]


@pytest.fixture(scope="session")
def records(stories: tuple[list[dict[str, Any]], list[Record]]) -> list[Record]:
    """The records of all stories."""
    return stories[1]


def put(casebook: Casebook, folder: Path, records: list[Record]) -> None:
    """Adds records to a casebook as `accordingto add` does."""
    path = folder / "part.jsonl"
    lines = [json.dumps(record.to_dict(), ensure_ascii=False) + "\n" for record in records]
    path.write_text("".join(lines), encoding="utf-8")
    for _ in add_records(casebook, path):
        pass
