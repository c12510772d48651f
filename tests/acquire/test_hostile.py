"""More than a hundred hostile files: each a clear error that names the file, or harmless, in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from accordingto.acquire.pdf import scans
from tests.acquire import hostile
from tests.acquire.hostile_run import outcomes

SMALL = hostile.small()
MEMORY = 500
"""MiB that reading any of them may take, the process that reads and its helper each."""


def test_there_are_more_than_a_hundred() -> None:
    assert len(SMALL) + len(list(hostile.giants())) >= 100
    labels = [one.label for one in SMALL]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("one", SMALL, ids=lambda one: one.label)
def test_a_hostile_file_is_a_clear_error_or_harmless(
    one: hostile.Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "tesseract", lambda: None)
    monkeypatch.chdir(tmp_path)
    path = one.write(tmp_path)
    found = outcomes(path)
    assert {kind for kind, _ in found} <= set(one.outcomes)
    for kind, text in found:
        assert kind == "report" or one.name in text, text
        assert "root:" not in text
    assert [p.name for p in tmp_path.iterdir()] == [one.name]
    assert not Path("/tmp/accordingto-owned").exists()


def test_files_of_a_gigabyte_stay_within_memory(tmp_path: Path) -> None:
    measure(list(hostile.giants()), tmp_path)


@pytest.mark.parametrize("one", list(hostile.heavy()), ids=lambda one: one.label)
def test_files_below_the_limits_stay_within_memory(one: hostile.Hostile, tmp_path: Path) -> None:
    measure([one], tmp_path)


def measure(some: list[hostile.Hostile], folder: Path) -> None:
    """Reads files in a process of their own: outcomes as they should be, memory within `MEMORY`."""
    for one in some:
        one.write(folder)
    command = [sys.executable, "-m", "tests.acquire.hostile_run", str(folder)]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root)
    assert done.returncode == 0, done.stderr[-2000:]
    *files, memory = map(json.loads, done.stdout.splitlines())
    assert memory["own"] <= MEMORY
    assert memory["children"] <= MEMORY
    expected = {one.name: set(one.outcomes) for one in some}
    assert len(files) == len(expected)
    for name, found in files:
        assert {kind for kind, _ in found} <= expected[name], (name, found)
        assert all(kind == "report" or name in text for kind, text in found)
