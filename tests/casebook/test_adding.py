"""Adding survives kills, rivals and a full disk; records from elsewhere are let in only whole."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text

from accordingto.acquire.incoming import Incoming
from accordingto.casebook import adding
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook, make_casebook
from accordingto.casebook.verify import verify
from accordingto.casebook.writing import Added, Run
from accordingto.errors import CasebookError, InputError
from accordingto.pipeline import Pipeline
from accordingto.settings import Settings
from accordingto.types import Failure, Record, Report
from tests.casebook import made
from tests.casebook.conftest import fill, put
from tests.conftest import ROOT


def soak(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "benchmarks/casebook_soak.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def test_kills_at_random_moments_lose_nothing() -> None:
    """The short version of the soak: benchmarks/casebook_soak.py kills --times 200."""
    done = soak("kills", "--times", "6", "--reports", "60")
    assert "no loss, no duplicate, no damage" in done.stdout, done.stderr


def test_a_kill_between_file_and_row_leaves_what_the_next_one_can_use(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    casebook = make_casebook(str(folder))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("accordingto.casebook.journal.append", killed)
        with pytest.raises(KeyboardInterrupt):
            fill(casebook, 3)
    assert len(list((folder / "captures").glob("??/*"))) == 3
    found = verify(casebook)
    assert found.damage == []
    assert any("never finished" in note for note in found.notes)
    assert Reader(casebook).reports() == []
    fill(casebook, 3)
    assert len(Reader(casebook).reports()) == 3
    assert verify(casebook).damage == []


def test_what_a_killed_writer_left_is_swept_by_the_next(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    casebook = make_casebook(str(folder))
    fill(casebook, 1)
    with monkeypatch.context() as patched:
        patched.setattr("accordingto.casebook.captures.Folder.settle", lambda _: None)
        fill(casebook, 1, first=1)  # killed between the commit and the end: what is committed stays
        patched.setattr("accordingto.casebook.journal.append", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            fill(casebook, 3, first=2)
    (folder / "captures/unfinished/half").write_bytes(b"half a page")
    (folder / "captures/unfinished/waiting-0-0").write_text("../../casebook.db\n/etc/passwd\n")
    assert len(list((folder / "captures").glob("??/*"))) == 5
    fill(casebook, 1, first=9)
    assert len(list((folder / "captures").glob("??/*"))) == 3
    assert list((folder / "captures/unfinished").iterdir()) == []
    assert verify(casebook).damage == []
    assert not any("never finished" in note for note in verify(casebook).notes)


def test_a_full_disk_is_a_clear_error_and_no_damage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    casebook = make_casebook(str(folder))
    fill(casebook, 2)
    full = OSError(errno.ENOSPC, "No space left on device")

    def no_space(*_: object) -> None:
        raise full

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", no_space)
        with pytest.raises(CasebookError, match="disk is full"):
            fill(casebook, 5)
    assert [path.name[:8] for path in (folder / "captures/unfinished").iterdir()] == ["waiting-"]
    with casebook.engine.connect() as connection:
        pages = connection.connection.cursor().execute("PRAGMA page_count").fetchone()[0]
        connection.connection.cursor().execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(CasebookError, match="disk is full"):
        fill(casebook, 50)
    casebook.engine.dispose()
    assert verify(casebook).damage == []
    assert len(Reader(casebook).reports()) == 2
    fill(casebook, 50)
    assert len(Reader(casebook).reports()) == 50
    assert list((folder / "captures/unfinished").iterdir()) == []


def test_a_really_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], capture_output=True, check=False
    ).returncode:
        pytest.skip("may not mount a small disk here (needs root)")
    try:
        casebook = make_casebook(str(disk / "case"))
        with pytest.raises(CasebookError, match="disk is full"):
            fill(casebook, 400)
        casebook.engine.dispose()
        found = verify(casebook)
        assert found.damage == []
        casebook.engine.dispose()
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_reader_is_not_kept_waiting_by_a_writer(folder: Path) -> None:
    casebook = make_casebook(str(folder))
    fill(casebook, 2)
    with casebook.writing() as transaction:
        transaction.connection.execute(text("UPDATE record SET title = 'unseen'"))
        assert [held.record.report.title == "unseen" for held in Reader(casebook).reports()] == [False, False]
        transaction.connection.execute(text("UPDATE record SET title = NULL"))


def test_outcomes_come_in_the_order_of_the_inputs(casebook: Casebook) -> None:
    pairs = list(made.pairs(0, 6))
    fill(casebook, 1, first=2)
    failure = Failure("bad", None, "unreadable", "bad: cannot be read")
    items: list[Incoming | Failure] = [pairs[0][0], failure, pairs[2][0], pairs[1][0], failure]

    def read(some: Any) -> Iterator[Record | Failure]:
        for item in some:
            yield item if isinstance(item, Failure) else next(r for i, r in pairs if i.sha256 == item.sha256)

    done = list(adding.add(casebook, items, read, Run("made", {"version": 1})))
    assert [d.key if isinstance(d, Added) else d.id for d in done] == ["made-0-0", "bad", "made-0-2", "made-0-1", "bad"]
    assert [d.new for d in done if isinstance(d, Added)] == ["report", "nothing", "report"]


def write_lines(path: Path, *lines: Any) -> Path:
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
    return path


def test_records_from_elsewhere(casebook: Casebook, tmp_path: Path) -> None:
    records = [record for _, record in made.pairs(0, 3)]
    path = write_lines(tmp_path / "records.jsonl", *(r.to_dict() for r in records))
    assert [o.new for o in adding.add_records(casebook, path) if isinstance(o, Added)] == ["report"] * 3
    assert [o.new for o in adding.add_records(casebook, path) if isinstance(o, Added)] == ["nothing"] * 3
    assert [held.record for held in Reader(casebook).reports()] == records
    assert json.loads(Reader(casebook).capture(1)) == records[0].to_dict()
    newer = write_lines(tmp_path / "newer.jsonl", replace(records[0], acts=()).to_dict())
    assert [o.new for o in adding.add_records(casebook, newer) if isinstance(o, Added)] == ["record"]
    assert Reader(casebook).report(1).record.acts == ()
    assert verify(casebook).damage == []


def test_a_page_and_its_record_from_elsewhere_are_one_report(casebook: Casebook, tmp_path: Path) -> None:
    fill(casebook, 1)
    record = next(made.pairs(0, 1))[1]
    path = write_lines(tmp_path / "records.jsonl", record.to_dict())
    assert [o.new for o in adding.add_records(casebook, path) if isinstance(o, Added)] == ["record"]
    assert len(Reader(casebook).reports()) == 1


def spoiled(**changes: Any) -> dict[str, Any]:
    data = made.record(1).to_dict()
    for place, value in changes.items():
        *path, last = place.split("__")
        there: Any = data
        for step in path:
            there = there[int(step)] if step.isdigit() else there[step]
        there[last] = value
    return data


BAD_RECORDS = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"1",
    b'"x"',
    b"{}",
    b'{"version": 1}',
    b'{"version": 2, "report": {}}',
    b"\xff\xfe",
    b"[" * 100_000,
    {"version": 1, "report": {"id": 1, "text": "x"}},
    {"version": 1, "report": {"id": "x"}},
    {"version": 1, "report": None},
    {"version": 1, "report": {"id": "x", "text": None}},
    {"version": 1, "error": {"kind": "x", "message": "y"}, "report": {}},
    spoiled(report__text="another text"),
    spoiled(acts__0__trigger__exact="xx"),
    spoiled(acts__0__trigger__start=-1),
    spoiled(acts__0__trigger__end=10**9),
    spoiled(acts__0__trigger__start=True),
    spoiled(acts__0__trigger__start=1.5),
    spoiled(acts__0__trigger=None),
    spoiled(acts__0__type=None),
    spoiled(acts__0__type=["x"]),
    spoiled(acts__0__id="c2"),
    spoiled(acts__0__confidence="high"),
    spoiled(acts__0__confidence=None),
    spoiled(acts__0__confidence=float("nan")),
    spoiled(acts__0__confidence=float("inf")),
    spoiled(acts__0__count__min=10**30),
    spoiled(acts__0__count__min="many"),
    spoiled(acts__0__count__approx=None),
    spoiled(acts__0__initiators=None),
    spoiled(acts__0__initiators=[None]),
    spoiled(acts__0__initiators=["x"]),
    spoiled(acts__0__when="today"),
    spoiled(acts__0__per="s1"),
    spoiled(acts__0__per=[1]),
    spoiled(statements=None),
    spoiled(statements={}),
    spoiled(statements=["x"]),
    spoiled(statements__0__content=[{}]),
    spoiled(places__0__lat="north"),
    spoiled(places__0__metonym=3),
    spoiled(places__0__geonames_id=2**70),
    spoiled(actors__0__mentions=[{"start": 5, "end": 2, "exact": ""}]),
    spoiled(actors__0__name="x" * 100_000),
    spoiled(report__title="x" * 100_000),
    spoiled(report__byline="x"),
    spoiled(report__capture="x"),
    spoiled(times__0__value=None),
]


def test_what_is_no_record_is_refused_and_the_rest_go_on(casebook: Casebook, tmp_path: Path) -> None:
    good = made.record(2).to_dict()
    path = write_lines(tmp_path / "records.jsonl", *(line for bad in BAD_RECORDS for line in (bad,)), good)
    done = list(adding.add_records(casebook, path))
    assert [isinstance(o, Failure) for o in done] == [True] * (len(BAD_RECORDS) - 1) + [False]
    assert all("line" in o.message and len(o.message) < 500 for o in done if isinstance(o, Failure))
    assert verify(casebook).damage == []
    assert len(Reader(casebook).reports()) == 1


def test_whole_numbers_for_fractions_are_no_damage(casebook: Casebook, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "r.jsonl", spoiled(acts__0__confidence=1, places__0__lat=40, places__0__lon=None))
    assert [type(o) for o in adding.add_records(casebook, path)] == [Added]
    assert verify(casebook).damage == []


def test_a_line_without_end_is_refused(casebook: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MAX_BYTES", 1000)
    path = write_lines(tmp_path / "r.jsonl", b"x" * 5000)
    with pytest.raises(InputError, match="split it"):
        list(adding.add_records(casebook, path))


def test_the_real_pipeline(casebook: Casebook, pipeline: Pipeline, tmp_path: Path) -> None:
    from accordingto.acquire.files import find_inputs

    english = "Police shot two protesters in Almaty on Thursday, a rights group said. The ministry denied it."
    russian = "Полиция задержала двадцать человек в Алматы в четверг вечером, сообщили правозащитники."
    lines = [
        {"id": "a", "publisher": "AFP", "published_at": "2019-03-29", "text": english},
        {"id": "b", "text": russian},
    ]
    path = write_lines(tmp_path / "reports.jsonl", *lines, b"rubbish")
    run = adding.run_of(Settings())
    done = list(adding.add(casebook, find_inputs([str(path)]), pipeline.pipe, run))
    assert [type(o) for o in done] == [Added, Added, Failure]
    assert verify(casebook).damage == []
    from accordingto.casebook.query import Query

    assert Reader(casebook).find(Query("protesters")) != []
    assert [h.id for h in Reader(casebook).find(Query("задержала"))] == ["2"]
    assert Reader(casebook).report(1).record == replace(pipeline.read(Reader(casebook).report(1).record.report))


def test_one_report_per_origin_even_if_only_text_is_known(casebook: Casebook) -> None:
    record = Record(Report("x", "The same words.", language="en"))
    assert [o.new for o in put(casebook, record, record) if isinstance(o, Added)] == ["report", "nothing"]


def test_several_may_make_one_casebook_at_once(tmp_path: Path) -> None:
    """SQLite refuses one of two that make a file a WAL one at the same moment, and does not wait for it."""
    for n in range(25):
        together = Barrier(4)

        def make(folder: str = str(tmp_path / f"case{n}"), together: Barrier = together) -> str:
            together.wait()
            casebook = make_casebook(folder)
            casebook.engine.dispose()
            return casebook.id

        with ThreadPoolExecutor(4) as pool:
            found = [pool.submit(make) for _ in range(4)]
        assert len({one.result() for one in found}) == 1
