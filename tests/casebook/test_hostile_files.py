"""Hostile files are added to a casebook by the command line: a clear error or harmless text, and nothing elsewhere."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from accordingto.casebook.reader import Reader
from accordingto.casebook.store import open_casebook
from accordingto.casebook.verify import verify
from tests.casebook import hostile_files


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "accordingto", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A folder with a casebook of all hostile files, and what adding them said."""
    place = tmp_path_factory.mktemp("hostile")
    (place / "files").mkdir()
    for name, data in hostile_files.files().items():
        (place / "files" / name).write_bytes(data)
    return place, run("add", str(place / "files"), "--case", str(place / "case"))


def test_the_list_is_long_enough() -> None:
    assert len(hostile_files.files()) >= 40


def test_each_is_a_clear_error_or_kept(added: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    place, done = added
    assert done.returncode == 1, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    refused = [line for line in done.stderr.splitlines() if line.startswith("not added: ")]
    assert len(refused) >= 10
    assert all(len(line) < 700 and line.isprintable() for line in done.stderr.splitlines())
    casebook = open_casebook(str(place / "case"))
    assert len(Reader(casebook).reports(limit=1000)) >= 15
    assert verify(casebook).damage == []
    casebook.engine.dispose()


def test_nothing_is_written_elsewhere(added: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    place, _ = added
    assert sorted(path.name for path in place.iterdir()) == ["case", "files"]
    assert {path.name for path in (place / "files").iterdir()} == set(hostile_files.files())
    assert not any("escaped" in path.name for path in place.rglob("*"))
    kept = b"".join(path.read_bytes() for path in (place / "case" / "captures").glob("??/*"))
    assert b"root:" not in kept


def test_what_was_kept_is_harmless_in_lists(added: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    place, _ = added
    for command in (["list"], ["find"], ["find", "guards"], ["list", "journal"], ["find", "--by", "publisher"]):
        done = run(*command, "--case", str(place / "case"), "--format", "csv")
        assert done.returncode == 0, done.stderr
        cells = [cell.lstrip(" \u200b\u00a0\ufeff") for row in csv.reader(io.StringIO(done.stdout)) for cell in row]
        assert not any(cell.startswith(("=", "+", "-", "@", "|", "%")) for cell in cells)
        table = run(*command, "--case", str(place / "case"), "--format", "table").stdout
        assert not any(c in table for c in "\x1b\x07\x08\0\u202e\r")
