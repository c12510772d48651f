"""docs/casebook.md says what is so: each promise has its test, the picture every table, the counts are the lists'."""

from __future__ import annotations

import re
from pathlib import Path

from accordingto.casebook import schema
from tests.casebook import hostile_files
from tests.casebook.test_hostile import HOSTILE
from tests.conftest import ROOT

PAGE = (ROOT / "docs/casebook.md").read_text()
HERE = Path(__file__).parent


def promises() -> list[tuple[str, str]]:
    """Each promise and what is said of its tests."""
    table = PAGE.partition("## What is promised")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+) \| (.+) \|$", table, re.MULTILINE)
    return [(promise, tests) for promise, tests in rows if promise != "promise"]


def test_every_promise_has_its_tests() -> None:
    assert len(promises()) >= 20
    for promise, told in promises():
        file, found = None, 0
        for name in re.findall(r"`([^`]+)`", told):
            if name.startswith("benchmarks/"):
                assert (ROOT / name.split()[0]).exists(), name
                continue
            in_file, _, test = name.rpartition("::")
            file = in_file or file
            assert file is not None
            assert re.search(rf"^def {test}\(", (HERE / file).read_text(), re.MULTILINE), name
            found += 1
        assert found, promise


def test_the_picture_shows_every_table() -> None:
    picture = PAGE.partition("```")[2].partition("```")[0]
    shown = set(re.findall(r"\b[a-z_]+\b", picture))
    assert set(schema.metadata.tables) <= shown, set(schema.metadata.tables) - shown


def test_the_counts_are_those_of_the_lists() -> None:
    assert f"{len(set(HOSTILE))} hostile words" in PAGE
    assert f"{len(hostile_files.files())} hostile files" in PAGE


def test_every_command_named_is_there() -> None:
    from accordingto.cli import cli

    for name in re.findall(r"accordingto ([a-z]+)", PAGE):
        assert name in cli.commands, name
