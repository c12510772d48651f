"""Hostile words in every field, search and place of a casebook: a clear error or harmless text, and no damage."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from accordingto.casebook.listing import write
from accordingto.casebook.query import Query
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook, make_casebook, open_casebook
from accordingto.casebook.verify import verify
from accordingto.cli.options import parse_id
from accordingto.errors import AccordingToError
from accordingto.types import Actor, Record, Report, Span, Statement
from tests.casebook.conftest import fill, put

_LISTS = json.loads(Path(__file__).with_name("hostile.json").read_text())["lists"]
HOSTILE: list[str] = [
    words if isinstance(words, str) else words["repeat"][0] * words["repeat"][1]
    for some in _LISTS.values()
    for words in some
]


def test_the_list_is_long_enough() -> None:
    assert len(set(HOSTILE)) >= 150


def hostile_record(n: int, words: str) -> Record:
    """A record that says `words` everywhere."""
    text = f"A {words} said {words}."
    span, short = Span(2, 2 + len(words), words), words[:900]
    stance: Any = short or "asserts"
    statement = Statement(short or "s", "speech", (), short, span, (span,), "direct", stance)
    report = Report(
        f"{n} {words}", text, input=words, url=words, title=words, publisher=words, agency=words, byline=(words,),
        dateline=words, published_at=words[:50] or None, language="en", warnings=(words,),
    )  # fmt: skip
    return Record(report, (statement,), actors=(Actor("a1", words, words, "person", (words[:50],), (span,)),))


@pytest.fixture(scope="module")
def rows_() -> list[dict[str, object]]:
    return [{"id": n, "words": words} for n, words in enumerate(HOSTILE)]


def test_hostile_words_are_kept_as_words(casebook: Casebook) -> None:
    put(casebook, *(hostile_record(n, words) for n, words in enumerate(HOSTILE)))
    held = Reader(casebook).reports(limit=1000)
    for words, there in zip(HOSTILE, held, strict=True):
        clean = "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in words)
        assert (there.record.report.title, there.record.actors[0].name) == (clean, clean)
    assert verify(casebook).damage == []


def test_hostile_searches_are_harmless(casebook: Casebook) -> None:
    fill(casebook, 2)
    reader = Reader(casebook, "'; DROP TABLE act; --")
    for words in HOSTILE:
        for query in (Query(words), Query(party=words), Query(place=words), Query(publisher=words), Query(type=words),
                      Query(country=words), Query(since=words), Query(words, status=words)):  # fmt: skip
            with contextlib.suppress(AccordingToError):
                assert {hit.held.number for hit in reader.find(query)} <= {1, 2}
        for by in (words, f"month,{words}"):
            with pytest.raises(AccordingToError):
                reader.count(Query(), [by])
    assert len(reader.find(Query(kind="act", limit=100))) == 20
    assert verify(casebook).damage == []


def test_hostile_ids_are_refused() -> None:
    import click

    for words in HOSTILE:
        with pytest.raises(click.UsageError):
            parse_id(words)


def test_hostile_places_of_casebooks_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for words in HOSTILE:
        with pytest.raises((AccordingToError, OSError, ValueError)):
            open_casebook(words)
    for url in (
        "postgresql://",
        "postgresql://x:y:z@h/d",
        "postgresql://h:port/d",
        "postgresql+psycopg://x",
        "postgresql:",
    ):
        with pytest.raises(AccordingToError):
            open_casebook(url)


def test_no_cell_of_a_csv_is_a_formula(rows_: list[dict[str, object]]) -> None:
    out = io.StringIO()
    write(rows_, ["id", "words"], "csv", out)
    read = list(csv.reader(io.StringIO(out.getvalue())))
    assert len(read) == len(HOSTILE) + 1
    for _, cell in read[1:]:
        bare = cell.lstrip(" \u200b\u00a0\ufeff")
        assert not bare.startswith(("=", "+", "-", "@", "\t", "\r", "|", "%", "＝", "＋", "－", "＠")), cell[:20]


def test_no_cell_of_a_table_steers_the_terminal(rows_: list[dict[str, object]]) -> None:
    out = io.StringIO()
    write(rows_, ["id", "words"], "table", out)
    assert not any(c in out.getvalue() for c in "\x1b\x07\x08\0\u202e\u2066\r")


def test_json_lines_hold_one_row_a_line(rows_: list[dict[str, object]]) -> None:
    out = io.StringIO()
    write(rows_, ["id", "words"], "jsonl", out)
    lines = out.getvalue().split("\n")[:-1]
    assert [json.loads(line)["words"] for line in lines] == [w.encode("utf-8", "replace").decode() for w in HOSTILE]
    out.getvalue().encode()


def test_the_command_line_shows_no_traceback(tmp_path: Path) -> None:
    place = str(tmp_path / "case")
    casebook = make_casebook(place)
    fill(casebook, 1)
    casebook.engine.dispose()
    for words in ("find '; DROP", "find --since x", "find --by x'", "show ../x", "show 99999", "diff 1 77",
                  "verify --seal x",
                  "consent 9 given --why x", "destroy 9 --yes --why x", "copies --unlink 5",
                  "protect x --as victim --why y"):  # fmt: skip
        command = [sys.executable, "-m", "accordingto", *words.split(), "--case", place]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert "Traceback" not in done.stderr
        assert done.returncode in (0, 2), words
        assert done.stdout or done.stderr
