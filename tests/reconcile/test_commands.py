"""The commands of many reports, as people call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from accordingto.cli import cli
from accordingto.types import Record


def call(*arguments: str) -> str:
    result = CliRunner().invoke(cli, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def file(tmp_path: Path, records: list[Record]) -> str:
    path = tmp_path / "records.jsonl"
    path.write_text("".join(json.dumps(r.to_dict()) + "\n" for r in records), encoding="utf-8")
    return str(path)


@pytest.fixture
def kept(tmp_path: Path, file: str) -> str:
    where = str(tmp_path / "case")
    call("add", "--records", file, "--case", where)
    assert "events made" in call("reconcile", "--case", where)
    return where


def test_events_of_a_file_and_of_a_casebook(file: str, kept: str) -> None:
    lines = call("events", file).splitlines()
    assert len(lines) == len(call("events", "--case", kept).splitlines())
    event = json.loads(lines[0])
    assert {"id", "title", "acts", "when", "where", "positions", "counts", "confidence"} <= event.keys()
    assert {"party", "stance", "report", "statement"} <= event["positions"][0].keys()
    assert len(call("events", file, "--since", "2023-01-01", "--several").splitlines()) < len(lines)


def test_one_event_on_the_terminal(file: str) -> None:
    events = [json.loads(line) for line in call("events", file, "--about", "Menaka").splitlines()]
    told = call("events", file, "--about", max(events, key=lambda e: len(e["acts"]))["id"], "--format", "text")
    assert "accepts responsibility" in told
    assert "independent sources" in told


def test_pages(file: str) -> None:
    for command in (("events",), ("timeline",), ("compare", "--about", "Gao market")):
        assert call(command[0], file, *command[1:], "--format", "html").startswith("<!doctype html>")
    assert "one row" not in call("compare", file, "--about", "Gao market", "--format", "jsonl")
    assert "points on which only" in call("compare", file, "--about", "Gao market", "--format", "text")


def test_decisions_and_watches(kept: str, tmp_path: Path) -> None:
    one, other = (json.loads(line)["id"] for line in call("events", "--case", kept, "--several").splitlines()[:2])
    assert "made again" in call("merge-events", one, other, "--case", kept, "--why", "a test")
    merged = [e for line in call("events", "--case", kept).splitlines() if (e := json.loads(line))]
    event = max(merged, key=lambda e: len(e["acts"]))
    act = f"{event['acts'][0]['report']}.{event['acts'][0]['act']}"
    assert "made again" in call("split-event", event["id"], act, "--case", kept, "--why", "a test")
    call("watch", "add", "deaths", "--words", "killed", "--case", kept)
    assert json.loads(call("watch", "list", "--case", kept))["question"] == "words killed"
    out = tmp_path / "feeds"
    assert "deaths: " in call("watch", "run", "--case", kept, "--out", str(out))
    assert {p.name for p in out.iterdir()} == {"watch-1.atom", "watch-1.json"}
    call("watch", "remove", "deaths", "--case", kept)


def test_without_records_and_casebook_the_cure_is_named() -> None:
    result = CliRunner().invoke(cli, ["events"], env={"ACCORDINGTO_CASE": ""})
    assert result.exit_code == 2
    assert "RECORDS" in result.output
