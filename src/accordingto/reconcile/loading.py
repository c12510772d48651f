"""Reads records back from the JSON Lines that `accordingto read` wrote."""

from __future__ import annotations

import json
from pathlib import Path

from accordingto.errors import UsageError
from accordingto.types import Record


def load_records(path: Path) -> tuple[list[Record], int]:
    """The records of a file in the order of their report ids, and how many lines tell of a report that was not read.

    Of two records of one report the first stands. Raises `UsageError` where a line is no record of version 1.
    """
    found: dict[str, Record] = {}
    failures = 0
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                data = json.loads(line)
                if "error" in data:
                    failures += 1
                    continue
                record = Record.from_dict(data)
            except (ValueError, TypeError, AttributeError, RecursionError) as error:
                raise UsageError(
                    f"{path} line {number}: is no record of `accordingto read` ({str(error)[:200]})"
                ) from None
            found.setdefault(record.report.id, record)
    return [found[id] for id in sorted(found)], failures
