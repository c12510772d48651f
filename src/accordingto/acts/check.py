"""The faults of a codebook in words, each with its line, for researchers who extend it."""

from __future__ import annotations

from pathlib import Path

from accordingto.acts.codebook import Codebook
from accordingto.errors import CodebookError


def problems(path: Path) -> list[str]:
    """The faults of a codebook file or folder, in file order; empty where there are none."""
    try:
        Codebook.load(path)
    except CodebookError as error:
        return [str(error)]
    return []
