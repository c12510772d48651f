"""Telegram's export: a message a report, with its chat and its moment; what has no words is counted."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from accordingto.acquire.files import find_inputs, read_incoming
from accordingto.acquire.incoming import Incoming
from accordingto.types import Failure, Report

SENT = {
    "id": 2,
    "type": "message",
    "date": "2021-03-01T11:00:00",
    "date_unixtime": "1614592800",
    "from": "Courier News",
}
CHANNEL: dict[str, Any] = {
    "name": "Courier News",
    "type": "public_channel",
    "id": 123,
    "messages": [
        {"id": 1, "type": "service", "action": "pin", "text": ""},
        {**SENT, "text": ["Peru has ", {"type": "bold", "text": "thanked"}, ' "warmly" [{".']},
        {**SENT, "id": 3, "text": "", "photo": "p.jpg"},
        {
            **SENT,
            "id": 4,
            "text": "The minister denied it.",
            "forwarded_from": "Ministry",
            "edited": "2021-03-02T11:00:00",
        },
    ],
}


def read(folder: Path, data: Any) -> tuple[list[Report], list[Incoming], Counter[str]]:
    path = folder / "result.json"
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    counts: Counter[str] = Counter()
    found = [item for item in find_inputs([str(path)], None, counts) if not isinstance(item, Failure)]
    return [read_incoming(item) for item in found], found, counts


def test_messages_of_a_channel(tmp_path: Path) -> None:
    (first, second), items, counts = read(tmp_path, CHANNEL)
    assert first.text == 'Peru has thanked "warmly" [{".'
    assert (first.publisher, first.byline, first.published_at) == ("Courier News", (), "2021-03-01T10:00:00Z")
    assert ("message", "123 2") in {(e.field, e.exact) for e in first.evidence}
    assert second.warnings == ("forwarded from Ministry: the words are theirs", "edited after it was sent")
    assert counts == {"notices of Telegram": 1, "messages without words": 1}
    assert [message["id"] for item in items for message in json.loads(item.data)["messages"]] == [2, 4]


def test_an_export_of_several_chats(tmp_path: Path) -> None:
    group = {
        "name": "Neighbours",
        "type": "private_group",
        "id": 9,
        "messages": [{"id": 1, "type": "message", "from": "Ana", "date": "2021-03-01T10:00:00", "text": "He left."}],
    }
    reports, _, _ = read(tmp_path, {"about": "x", "chats": {"list": [CHANNEL, group]}})
    assert [(r.publisher, r.byline) for r in reports][-1] == ("Neighbours", ("Ana",))
    assert reports[-1].published_at == "2021-03-01"  # the export does not say where it was ten o'clock
