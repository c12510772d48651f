"""A citation leads to the words: outlet, date, address, archive, hash and page; the archive told, read off or noted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from accordingto.casebook.assignments import assign
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.casebook.writing import Run
from accordingto.export.archives import archive_of, original_of
from accordingto.review.citing import citation
from accordingto.types import Capture, Locator, Record
from tests.casebook.conftest import put
from tests.review import made
from tests.review.conftest import Client, fill

ARCHIVED = "https://web.archive.org/web/20240309121500/https://example.org/teacher"
CAPTURE = Capture("ab" * 32, 1000, "text/html")


def with_report(**told: object) -> Record:
    """The teacher's report with some fields otherwise."""
    record = made.teacher()
    return replace(record, report=replace(record.report, **told))  # type: ignore[arg-type]


def cited(casebook: Casebook) -> str:
    """The citation of the first act."""
    reviewed = Reader(casebook).reviewed(1)
    return citation(reviewed.held, reviewed.reviewed("c1").item)


def test_all_of_a_citation_in_its_order(casebook: Casebook) -> None:
    locators = (Locator(0, 7, "A court", "page", "12"),)
    fill(casebook, with_report(url=ARCHIVED, byline=("Ada Mint",), locators=locators, capture=CAPTURE))
    assert cited(casebook) == (
        "“jailed” (The Ardena Post, by Ada Mint, “Court jails teacher”, 2024-03-09, https://example.org/teacher, "
        f"archived: {ARCHIVED}, page SHA-256 {CAPTURE.sha256}; p. 12, report 1, characters 18-24)"
    )


@pytest.mark.parametrize(
    ("url", "archived"),
    [
        (ARCHIVED, True),
        ("http://web.archive.org/web/2024id_/http://example.org/a", True),
        ("https://archive.ph/AbCdE", True),
        ("https://perma.cc/AB12-CD34", True),
        ("https://example.org/web.archive.org/web/2024/x", False),
        ("https://web.archive.org.evil.example/web/2024/https://example.org", False),
        ("https://web.archive.org/about", False),
    ],
)
def test_an_archive_is_known_by_its_address(casebook: Casebook, url: str, archived: bool) -> None:
    fill(casebook, with_report(url=url))
    assert archive_of(Reader(casebook).report(1).record.report, None) == (url if archived else None)


def test_the_address_of_the_page_itself_is_read_off_the_archives(casebook: Casebook) -> None:
    assert original_of(with_report(url=ARCHIVED).report) == "https://example.org/teacher"
    assert (
        original_of(with_report(url="https://web.archive.org/web/2024/example.org/a").report) == "https://example.org/a"
    )
    assert original_of(made.teacher().report) == "https://example.org/teacher"


def test_a_page_out_of_a_web_archive_file_names_it(casebook: Casebook) -> None:
    fill(casebook, made.teacher())
    held = Reader(casebook).report(1)
    capture = Capture("0" * 64, 3, "application/warc", "2024-03-10T00:00:00Z")
    report = replace(held.record.report, capture=capture, input="crawl.warc.gz")
    of_warc = replace(held, record=replace(held.record, report=report))
    assert "archived: web archive crawl.warc.gz, page SHA-256 000" in citation(of_warc, of_warc.item("c1"))
    assert "retrieved 2024-03-10T00:00:00Z" in citation(of_warc, of_warc.item("c1"))


def test_a_person_notes_an_archive_and_takes_it_back(casebook: Casebook, client: Client) -> None:
    fill(casebook, with_report(capture=CAPTURE))
    client.post("/reports/1/archive", data={"csrf": client.csrf, "archive": ARCHIVED})
    assert f"archived: {ARCHIVED}, page SHA-256" in cited(casebook)
    assert client.get("/api/reports/1").json()["archive"] == ARCHIVED
    assert ARCHIVED in client.get("/reports/1/items/c1").text
    assert ARCHIVED in client.get("/api/search?words=jailed").json()["hits"][0]["citation"]
    assert client.call("/api/reports/1/archive", {"archive": ""}).status_code == 200
    assert "archived" not in cited(casebook)


def test_what_is_noted_outlasts_a_newer_reading_and_can_be_taken_back_there(casebook: Casebook, client: Client) -> None:
    record = with_report(capture=CAPTURE)
    fill(casebook, record)
    client.call("/api/reports/1/archive", {"archive": ARCHIVED})
    put(casebook, replace(record, acts=record.acts[:1]), run=Run("made", {"version": 2}))
    assert f"archived: {ARCHIVED}" in cited(casebook)
    assert client.get("/api/reports/1").json()["archive"] == ARCHIVED
    client.call("/api/reports/1/archive", {"archive": ""})
    assert "archived" not in cited(casebook)


def test_a_blind_coder_sees_what_is_noted_for_it_is_no_decision(
    casebook: Casebook, team: Callable[[str], Client]
) -> None:
    fill(casebook, made.teacher())
    assign(casebook, [1], ["Ana"], blind=True)
    ana = team("Ana")
    assert ana.call("/api/reports/1/archive", {"archive": ARCHIVED}).status_code == 200
    assert ana.get("/api/reports/1").json()["archive"] == ARCHIVED
    assert Reader(casebook).reviewed(1).held.archive == ARCHIVED


@pytest.mark.parametrize("address", ["javascript:alert(1)", "web.archive.org/x", "https://a b", 'https://x"><b>'])
def test_what_is_no_address_is_refused(casebook: Casebook, client: Client, address: str) -> None:
    fill(casebook, made.teacher())
    answer = client.call("/api/reports/1/archive", {"archive": address})
    assert answer.status_code == 400
    assert "whole address" in answer.json()["error"]["message"]
