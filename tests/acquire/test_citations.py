"""Citations fill what a report does not say itself, by its address, and say that they did."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from accordingto.acquire.citations import address
from accordingto.acquire.files import find_inputs, read_incoming
from accordingto.acquire.incoming import Given, Incoming
from accordingto.errors import InputError, UsageError
from accordingto.types import Report

CITED: dict[str, Any] = {
    "id": "soto2019",
    "type": "article-newspaper",
    "title": "Peru thanks Bolivia, in full",
    "container-title": "The Courier",
    "URL": "http://www.courier.example/1/?utm_source=feed",
    "issued": {"date-parts": [[2019, 3, 29]]},
    "author": [{"family": "Soto", "given": "Ana"}, {"literal": "x"}],
}


def read(folder: Path, cited: Any, **line: str) -> Report:
    path = folder / "library.json"
    path.write_text(json.dumps(cited))
    data = {"text": "He denied it.", "url": "https://courier.example/1", **line}
    return read_incoming(Incoming(None, json.dumps(data).encode(), "application/jsonl"), Given(citations=(path,)))


def test_a_citation_fills_what_is_missing(tmp_path: Path) -> None:
    report = read(tmp_path, [CITED], title="Peru thanks")
    assert (report.title, report.publisher, report.published_at) == ("Peru thanks", "The Courier", "2019-03-29")
    assert report.byline == ("Ana Soto",)
    assert {(e.field, e.exact) for e in report.evidence} == {
        ("citation", "soto2019"),
        ("publisher", "The Courier"),
        ("published_at", "2019-03-29"),
        ("byline", "Ana Soto"),
    }


def test_another_date_is_said(tmp_path: Path) -> None:
    report = read(tmp_path, {"items": [CITED]}, published_at="2019-03-30T10:00:00Z")
    assert report.published_at == "2019-03-30T10:00:00Z"
    assert report.warnings == ("the citation has another date: 2019-03-29, not 2019-03-30",)


def test_another_address_is_left_alone(tmp_path: Path) -> None:
    assert read(tmp_path, [CITED], url="https://courier.example/2").publisher is None


@pytest.mark.parametrize(
    "url",
    [
        "https://courier.example/1",
        "http://m.courier.example/1/#top",
        "https://www.courier.example/1?utm_medium=x&fbclid=1",
    ],
)
def test_addresses_that_are_the_same(url: str) -> None:
    assert address(url) == "courier.example/1"


@pytest.mark.parametrize("content", [b"{", b"3", b"[" * 100_000, b'{"a": 1}'])
def test_what_is_no_list_of_citations_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.json"
    path.write_bytes(content)
    line = Incoming(None, b'{"text": "x", "url": "https://courier.example/1"}', "application/jsonl")
    with pytest.raises(UsageError, match=r"odd\.json"):
        read_incoming(line, Given(citations=(path,)))


@pytest.mark.parametrize(
    "issued", [None, 3, {"date-parts": [[2019]]}, {"date-parts": [["x", 1, 2]]}, {"date-parts": [[2019, 13, 40]]}]
)
def test_a_date_that_is_no_day_is_none(tmp_path: Path, issued: Any) -> None:
    assert read(tmp_path, [{**CITED, "issued": issued}]).published_at is None


def test_a_list_of_citations_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "library.json"
    path.write_text(json.dumps([CITED]))
    (item,) = find_inputs([str(path)])
    assert isinstance(item, Incoming)
    with pytest.raises(InputError, match="give it with --citations"):
        read_incoming(item)
