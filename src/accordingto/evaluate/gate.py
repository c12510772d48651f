"""The quality gate: pinned floors under the measures of the frozen sets, so that a regression fails the build."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


def read_floors(path: Path) -> dict[str, dict[str, float]]:
    """File name of a frozen set -> measure -> floor in percent. Floors rise with the work; none is lowered silently."""
    floors: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return floors


def shortfalls(measured: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Each measure below its floor, or missing, in words; empty where all hold."""
    return [
        f"{measure}: {measured.get(measure, 0.0):.1f} is below its floor {floor:.1f}"
        for measure, floor in floors.items()
        if measured.get(measure, 0.0) < floor
    ]
