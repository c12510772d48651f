"""A line of JSON Lines is a report to the letter, or an error that names the line and the cure."""

from __future__ import annotations

import json

import pytest

from accordingto.acquire.incoming import Incoming
from accordingto.acquire.lines import read_line
from accordingto.errors import InputError


def line(data: object) -> Incoming:
    return Incoming(None, json.dumps(data).encode(), "application/jsonl", "f line 7")


def test_text_is_taken_as_it_stands() -> None:
    text = "  “Ça” \u202e said\x00 𝒳 \r\n\n"
    assert read_line(line({"id": "a", "text": text})).text == text


def test_without_id_the_hash_of_the_line_is_the_id() -> None:
    incoming = line({"text": "x"})
    assert read_line(incoming).id == incoming.sha256
    assert read_line(line({"id": 7, "text": "x"})).id == "7"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ([], "bad-report"),
        ({"id": "a"}, "bad-report"),
        ({"text": 3}, "bad-report"),
        ({"text": "x", "title": 3}, "bad-report"),
        ({"text": "x", "published_at": "yesterday"}, "bad-date"),
        ({"text": "x", "published_at": "2019-02-31"}, "bad-date"),
    ],
)
def test_what_is_no_report_is_refused_with_its_place(data: object, kind: str) -> None:
    with pytest.raises(InputError, match="f line 7") as caught:
        read_line(line(data))
    assert caught.value.kind == kind


@pytest.mark.parametrize("data", [b"\xff\xfe{", b"[" * 100_000, b"nan"])
def test_hostile_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="f line 1"):
        read_line(Incoming(None, data, "application/jsonl", "f line 1"))


def test_a_lone_surrogate_becomes_a_character_that_can_be_written() -> None:
    assert read_line(Incoming(None, b'{"text": "a\\ud800b"}', "application/jsonl")).text == "a?b"
