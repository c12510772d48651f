"""Mail boxes: a letter a report, captured with the line before it; what is quoted, deleted or too long is told."""

from __future__ import annotations

import mailbox
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from accordingto.acquire import mbox
from accordingto.acquire.files import find_inputs, read_incoming
from accordingto.acquire.incoming import Incoming
from accordingto.types import Failure
from tests.acquire.test_letters import letter

HEAD = b"From - Fri Mar 29 08:00:00 2019\nFrom: news@courier.example\nSubject: Briefing\nMessage-ID: <%d@x.example>\n"


def box(folder: Path, data: bytes, name: str = "inbox.mbox") -> tuple[list[Incoming | Failure], Counter[str]]:
    """What is found in a box of these bytes."""
    (folder / name).write_bytes(data)
    counts: Counter[str] = Counter()
    return list(find_inputs([str(folder / name)], None, counts)), counts


def test_a_box_that_python_wrote_gives_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "Briefings"  # no name tells what it is
    written = mailbox.mbox(path)
    for text in ("He left.\n\nFrom Paris she wrote that he stayed.\nFrom there on.", "The ministry denied it.\n"):
        written.add(letter(text))
    written.close()
    first, second = list(find_inputs([str(path)]))
    assert isinstance(first, Incoming)
    assert isinstance(second, Incoming)
    report = read_incoming(first)
    assert report.text.splitlines()[-2:] == ["From Paris she wrote that he stayed.", "From there on."]
    assert (report.title, report.publisher) == ("Morning briefing: Perú", "The Courier")
    assert report.published_at == "2019-03-29T08:00:00+05:30"
    assert report.warnings == ()
    assert first.data + second.data == path.read_bytes()
    assert report.capture
    assert (report.capture.sha256, report.capture.media_type) == (first.sha256, "application/mbox")
    assert [i.data for i in box(tmp_path, first.data)[0] if isinstance(i, Incoming)] == [first.data]


def test_only_such_lines_begin_a_letter(tmp_path: Path) -> None:
    body = b"\nFrom Moscow with words.\n\nFrom 9 on it rained.\nHe left.\n\n"
    items, _ = box(tmp_path, HEAD % 1 + body + HEAD.replace(b"\n", b"\r\n") % 2 + b"\r\nShe stayed.\r\n")
    assert [item.place for item in items if isinstance(item, Incoming)] == [
        f"{tmp_path}/inbox.mbox letter 1", f"{tmp_path}/inbox.mbox letter 2"]  # fmt: skip


def test_deleted_letters_are_counted_and_left(tmp_path: Path) -> None:
    deleted = HEAD % 1 + b"X-Mozilla-Status: 0009\n\nGone.\n\n"
    items, counts = box(tmp_path, deleted + HEAD % 2 + b"X-Mozilla-Status: 0001\n\nHe left.\n")
    assert len(items) == 1
    assert counts == {"deleted letters": 1}


def test_a_letter_that_is_too_long_costs_one_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "MAX_MESSAGE", 10_000)
    monkeypatch.setattr(mbox, "_LINE", 1_000)
    items, _ = box(tmp_path, HEAD % 1 + b"\n" + b"x" * 5_000_000 + b"\n\n" + HEAD % 2 + b"\nHe left.\n")
    assert isinstance(items[0], Failure)
    assert items[0].kind == "too-large"
    assert "letter 1" in items[0].message
    assert isinstance(items[1], Incoming)
    assert read_incoming(items[1]).text.endswith("He left.")
    path = tmp_path / "long.mbox"
    path.write_bytes(HEAD % 1 + b"\n" + b"x" * 20_000_000)
    tracemalloc.start()
    assert [type(found) for found in find_inputs([str(path)])] == [Failure]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000


def test_a_box_without_letters_says_so(tmp_path: Path) -> None:
    (found,), _ = box(tmp_path, b"nothing here\n")
    assert isinstance(found, Failure)
    assert (found.kind, "export the mail box again" in found.message) == ("empty", True)
