"""Tables of articles: columns by their names or as given, a row's bytes a table of their own."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from accordingto.acquire.files import find_inputs, read_incoming
from accordingto.acquire.incoming import Given, Incoming
from accordingto.types import Failure, Report

TABLE = (
    "Headline;Date;Source;Body;Link\r\n"
    '"Peru ""thanks""";29 March 2019;Reuters;"LIMA – Peru has thanked; he\ndenied it.";https://courier.example/1\r\n'
    "Empty;;;;\r\nTwo;03/04/2021;The Courier;<p>Second.</p><p>Body.</p>;none\r\n"
)


def read(path: Path, *columns: tuple[str, str]) -> tuple[list[Report], list[Failure], Counter[str]]:
    counts: Counter[str] = Counter()
    found = list(find_inputs([str(path)], Given(columns=columns), counts))
    return (
        [read_incoming(i) for i in found if isinstance(i, Incoming)],
        [i for i in found if isinstance(i, Failure)],
        counts,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_rows_of_a_table(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE.encode(encoding))
    (first, second), failures, counts = read(path)
    assert not failures
    assert first.text == "LIMA – Peru has thanked; he\ndenied it."
    assert (first.title, first.url, first.publisher) == ('Peru "thanks"', "https://courier.example/1", "Reuters")
    assert (first.agency, first.voice, first.published_at) == ("Reuters", "agency", "2019-03-29")
    assert ("published_at", "column Date", "29 March 2019") in {(e.field, e.how, e.exact) for e in first.evidence}
    assert (second.text, second.published_at, second.url) == ("Second.\nBody.", None, None)
    assert "'03/04/2021' is ambiguous" in " ".join(second.warnings)
    assert counts == {"rows without text": 1}
    if encoding == "cp1252":
        assert any("read as cp1252" in warning for warning in first.warnings)


def test_the_bytes_of_a_row_are_a_table_of_one_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE.encode())
    first = next(find_inputs([str(path)]))
    assert isinstance(first, Incoming)
    assert first.data.decode() == TABLE[: TABLE.index("Empty")]
    assert len(list(csv.reader(io.StringIO(first.data.decode()), delimiter=";"))) == 2


def test_columns_as_given_go_before_their_names(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("text\tWortlaut\tStand\nteaser\tPeru has thanked.\t2019-03-29\n")
    (report,), _, _ = read(path, ("text", "Wortlaut"), ("published_at", "stand"))
    assert (report.text, report.published_at) == ("Peru has thanked.", "2019-03-29")


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (
            (),
            "no column is known to hold the text; name it with --columns text=COLUMN; its columns are: Wortlaut, Stand",
        ),
        ((("text", "Body"),), "has no column 'Body'; its columns are: Wortlaut, Stand"),
    ],
)
def test_without_a_column_of_text_the_table_is_one_failure(
    tmp_path: Path, columns: tuple[tuple[str, str], ...], told: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Wortlaut,Stand\nx,y\nx,y\n")
    reports, (failure,), _ = read(path, *columns)
    assert not reports
    assert told in failure.message


def test_sheets_of_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Articles"
    for row in (
        ["Headline", "Date", "Full text", "No"],
        ["Peru", datetime(2019, 3, 29), "Peru has\nthanked, he said.", 3],
        ["Two", datetime(2019, 3, 29, 14, 30), "=1+1", None],
        [None, None, None, None],
        ["Three", None, None, 1],
    ):
        sheet.append(row)
    book.create_sheet("Notes").append(["made", "by hand"])
    book.save(tmp_path / "a.xlsx")
    (first,), failures, counts = read(tmp_path / "a.xlsx")
    assert not failures
    assert (first.text, first.title, first.published_at) == ("Peru has\nthanked, he said.", "Peru", "2019-03-29")
    assert counts == {"rows without text": 2}
    (item, *_) = find_inputs([str(tmp_path / "a.xlsx")])
    assert isinstance(item, Incoming)
    assert item.place.endswith("a.xlsx sheet Articles row 2")
    assert item.data.decode() == 'Headline,Date,Full text,No\r\nPeru,2019-03-29,"Peru has\nthanked, he said.",3\r\n'
