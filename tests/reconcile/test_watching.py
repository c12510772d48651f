"""Saved questions tell each new thing once, as feeds that readers take, and never a protected name."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from accordingto.casebook import watches
from accordingto.casebook.protect import protect
from accordingto.casebook.query import Query
from accordingto.casebook.store import Casebook
from accordingto.errors import UsageError
from accordingto.reconcile.casework import reconcile_case
from accordingto.reconcile.feeds import atom, json_feed
from accordingto.reconcile.watching import Found, run
from accordingto.types import Record
from tests.reconcile.conftest import put

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def some(records: list[Record], *ids: str) -> list[Record]:
    return [r for r in records if r.report.id in ids]


@pytest.fixture
def watched(casebook: Casebook, tmp_path: Path, records: list[Record]) -> Casebook:
    """A casebook with the first reports of two stories, and a question."""
    put(casebook, tmp_path, some(records, "strike-r1", "editor-r1"))
    reconcile_case(casebook)
    watches.add(casebook, "deaths", Query(words="killed"))
    return casebook


def ask(casebook: Casebook) -> Found:
    (found,) = run(casebook)
    return found


def test_each_new_thing_is_told_once(watched: Casebook, tmp_path: Path, records: list[Record]) -> None:
    first = ask(watched)
    assert first.new == len(first.entries) > 0
    assert ask(watched).new == 0
    put(watched, tmp_path, some(records, "strike-r3"))
    reconcile_case(watched)
    later = ask(watched)
    assert later.new == len(later.entries) - len(first.entries) > 0
    assert "number" in {e.kind for e in later.entries[: later.new]}, "a changed number is told"
    assert all(e.id.startswith("3.") for e in later.entries[: later.new])


def test_feeds_are_what_feed_readers_take(watched: Casebook) -> None:
    found = ask(watched)
    feed = ElementTree.fromstring(atom(found, watched.id))
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == len(found.entries)
    assert all(e.findtext(f"a:{name}", "", ATOM) for e in entries for name in ("id", "title", "updated", "content"))
    told = json.loads(json_feed(found))
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert len({item["id"] for item in told["items"]}) == len(found.entries)


def test_no_act_is_a_bare_fact(watched: Casebook) -> None:
    assert all("according to" in e.title for e in ask(watched).entries if e.kind == "act")


def test_a_denial_is_told_as_one(watched: Casebook) -> None:
    watches.remove(watched, "deaths")
    watches.add(watched, "denials", Query(stance="denies"))
    assert {e.kind for e in ask(watched).entries} == {"denial"}


def test_feeds_hold_no_protected_name(watched: Casebook, tmp_path: Path, records: list[Record]) -> None:
    watches.remove(watched, "1")
    watches.add(watched, "what happens to Karim Mansour", Query(party="Mansour"))
    ask(watched)
    protect(watched, ["Karim Mansour"], "victim", "a test")
    reconcile_case(watched)
    found = ask(watched)
    assert "Mansour" not in atom(found, watched.id) + json_feed(found)
    assert "Victim-" in json_feed(found)


def test_names_are_taken_once_and_what_is_removed_is_gone(watched: Casebook) -> None:
    with pytest.raises(UsageError, match="already"):
        watches.add(watched, "deaths", Query())
    watches.remove(watched, "deaths")
    assert run(watched) == []
    with pytest.raises(UsageError, match="no watch"):
        watches.remove(watched, "deaths")
