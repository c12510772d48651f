"""Inputs are found in order, hostile or missing ones become failures that name themselves."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from accordingto.acquire import files, lines
from accordingto.acquire.files import check_inputs, find_inputs, read_incoming, size_of
from accordingto.acquire.incoming import Given, Incoming
from accordingto.errors import InputError, UsageError
from accordingto.types import Failure
from tests.acquire import archives


def test_folders_are_walked_in_name_order_and_other_kinds_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/c.jsonl", "picture.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"text": "x"}\n{"text": "y"}\n')
    found = list(find_inputs([str(tmp_path)]))
    assert [Path(i.name).name if isinstance(i, Incoming) and i.name else "line" for i in found] == [
        "a.html",
        "b.txt",
        "line",
        "line",
    ]


def test_a_line_of_json_knows_its_place(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"text": "x"}\n\n{"text": ')
    good, bad = find_inputs([str(path)])
    assert isinstance(good, Incoming)
    assert read_incoming(good).text == "x"
    assert isinstance(bad, Incoming)
    with pytest.raises(InputError, match=r"r\.jsonl line 3: not JSON"):
        read_incoming(bad)


def test_a_file_over_the_limit_is_a_failure_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 50)
    monkeypatch.setattr(lines, "MAX_BYTES", 50)
    (tmp_path / "a.txt").write_bytes(b"x" * 51)
    (tmp_path / "b.jsonl").write_bytes(b'{"text": "' + b"y" * 400 + b'"}\n{"text": "z"}\n')
    text, line, after = find_inputs([str(tmp_path)])
    assert isinstance(text, Failure)
    assert text.kind == "too-large"
    assert isinstance(line, Failure)
    assert "line 1" in line.message
    assert isinstance(after, Incoming)
    assert read_incoming(after).text == "z"


def test_standard_input_is_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"He said so.")))
    (incoming,) = find_inputs(["-"])
    assert isinstance(incoming, Incoming)
    assert (incoming.name, incoming.media_type) == ("-", "text/plain")
    assert size_of(["-"]) is None


@pytest.mark.parametrize("name", ["nowhere.html", "picture.png"])
def test_what_cannot_be_an_input_is_said_before_any_work(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("picture.png").write_bytes(b"\x89PNG")
    with pytest.raises(UsageError, match=name):
        check_inputs([name])


def test_given_date_and_title_win() -> None:
    incoming = Incoming(None, b'{"text": "x", "published_at": "2001-01-01", "title": "t"}', "application/jsonl")
    report = read_incoming(incoming, Given(published="2002-02-02", title="u"))
    assert (report.published_at, report.title) == ("2002-02-02", "u")


def test_an_unreadable_file_is_a_failure(tmp_path: Path) -> None:
    (failure,) = find_inputs([str(tmp_path / "gone.html")])
    assert isinstance(failure, Failure)
    assert failure.kind == "unreadable"


def test_it_is_told_how_far_many_reports_are_read(tmp_path: Path) -> None:
    page = archives.response("https://courier.example/1", b"<p>He left.</p>" + b"x" * 30_000)
    (tmp_path / "a.warc").write_bytes(page * 40)
    (tmp_path / "b.csv").write_text("title,text\n" + "One,He left.\n" * 4_000)
    (tmp_path / "c.jsonl").write_text('{"text": "x"}\n' * 9_000)
    told: list[int] = []
    found = list(find_inputs([str(tmp_path)], reached=told.append))
    assert len(found) == 40 + 4_000 + 9_000
    assert told == sorted(told)
    assert told[-1] == size_of([str(tmp_path)]) == sum(p.stat().st_size for p in tmp_path.iterdir())
    assert len(set(told)) > 20
