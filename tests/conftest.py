"""What tests share: one loaded pipeline, and the shared benchmark folder where it is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from accordingto.pipeline import Pipeline

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The default pipeline, loaded once."""
    from accordingto.pipeline import Pipeline

    return Pipeline()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder with the development benchmarks; without it the test is skipped."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent: the development benchmarks are not part of the project")
    return folder
