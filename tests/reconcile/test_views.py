"""Views: parties side by side, a time line, numbers as a picture; pages that load nothing and that axe accepts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from accordingto.errors import UsageError
from accordingto.pipeline import Pipeline
from accordingto.reconcile.types import Event, Told
from accordingto.reconcile.views.comparing import compare
from accordingto.reconcile.views.matter import Matter, about, of_records
from accordingto.reconcile.views.pages import write_comparison, write_events, write_timeline
from accordingto.reconcile.views.picture import number, pictures
from accordingto.reconcile.views.timeline import timeline
from accordingto.types import Record, Report
from tests.export.test_page import CHROMIUM, FLAGS


@pytest.fixture(scope="module")
def matter(records: list[Record]) -> Matter:
    return of_records(records)


def test_parties_side_by_side_and_what_each_leaves_out(matter: Matter) -> None:
    comparison = compare(matter, "Gao market", ["Malian army", "Falcons"])
    assert len(comparison.parties) == 2
    assert comparison.parties[1] == "Desert Falcons"
    alone = [said for point in comparison.alone("Desert Falcons") for said in point.said["Desert Falcons"]]
    assert any("involvement" in said.words for said in alone)
    assert {said.report for point in comparison.points for some in point.said.values() for said in some} >= {
        "ambush-r3", "ambush-r4"}  # fmt: skip


def test_a_refusal_has_its_words_and_is_one_point_in_every_copy(pipeline: Pipeline) -> None:
    text = (
        "Soldiers shot dead four herders near the Menaka well on Monday, two villagers said. "
        "The Malian army did not respond to a request for comment."
    )
    told = [Report(name, text, publisher=name, published_at="2022-02-08") for name in ("Sahel Press", "Niger Courier")]
    comparison = compare(of_records([pipeline.read(report) for report in told]), "herders")
    refusals = [s for p in comparison.points for some in p.said.values() for s in some if "comment" in s.stance]
    assert [(s.words, s.publisher) for s in refusals] == [("did not respond", "Niger Courier, Sahel Press")]


def test_words_that_no_event_holds_are_found_in_statements(matter: Matter) -> None:
    comparison = compare(matter, "visiting hours")
    assert [s.report for p in comparison.points for some in p.said.values() for s in some] == ["fire-r3"]
    with pytest.raises(UsageError, match="no statement is about"):
        compare(matter, "unheard matters")
    with pytest.raises(UsageError, match="who does"):
        compare(matter, "Gao market", ["Frontex"])


def test_events_by_words_days_and_id(matter: Matter) -> None:
    event = max(about(matter, "Menaka"), key=lambda e: len(e.acts))
    assert about(matter, event.id) == [event]
    assert event in about(matter, "Menaka", until="2022-02-08")
    assert event not in about(matter, "Menaka", since="2022-02-08")
    assert [e for e in about(matter, None, "2023-01-01") if e.when and (e.when.latest or "9") < "2023"] == []


def test_a_time_line_has_happenings_and_what_was_said_when(matter: Matter) -> None:
    moments = timeline(about(matter, "Mokha"))
    assert [m.day for m in moments] == sorted(m.day for m in moments)
    assert {m.kind for m in moments} == {"happening", "statement"}
    assert ("2017-04-10", "Southern Coalition") in {(m.day, m.who) for m in moments}
    assert all(m.who for m in moments), "never a bare fact"


def test_a_number_says_whether_it_is_open() -> None:
    told = Told("killed", 17, None, False, "two residents", "r1", "c1", "2023-05-15")
    assert number(told) == "at least 17"
    assert number(replace(told, min=None, max=9)) == "up to 9"
    assert number(replace(told, max=17, approx=True)) == "about 17"
    (picture,) = pictures([told, replace(told, source="the report (X)", min=31, max=31, repeats="two residents")])
    assert "at least 17, says two residents, 2023-05-15" in picture.title
    assert [m.open for m in picture.marks] == ["up", ""]
    assert [m.faint for m in picture.marks] == [False, True]


def pages(matter: Matter) -> dict[str, str]:
    hostile = replace(matter.events[0], title="<script>alert(1)</script>")
    events, compared, days = io.StringIO(), io.StringIO(), io.StringIO()
    write_events([hostile, *matter.events], events)
    write_comparison(compare(matter, "Gao market"), compared)
    write_timeline(timeline(matter.events), days)
    return {"events": events.getvalue(), "compare": compared.getvalue(), "timeline": days.getvalue()}


def test_pages_load_nothing_and_take_words_as_words(matter: Matter) -> None:
    for page in pages(matter).values():
        assert "<script" not in page
        assert not re.search(r"""\b(?:src|href)\s*=\s*["']?(?!#)""", page)
        assert "default-src 'none'" in page


def test_the_page_of_events_shows_numbers_as_table_and_picture(matter: Matter) -> None:
    page = pages(matter)["events"]
    assert '<svg role="img" aria-label="Number of people killed as told' in page
    assert "no, a copy of strike-r1" in page


@pytest.fixture(scope="module")
def chromium() -> Iterator[Page]:
    if not CHROMIUM:
        pytest.skip("chromium is absent: apt-get install chromium, or set CHROMIUM to a Chromium or Chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_page()
        browser.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["events", "compare", "timeline"])
def test_axe_finds_no_violation(chromium: Page, tmp_path: Path, matter: Matter, name: str, scheme: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(pages(matter)[name], encoding="utf-8")
    chromium.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    chromium.goto(path.as_uri())
    results = Axe().run(chromium)
    assert results.violations_count == 0, results.generate_report()


def test_events_survive_their_json(matter: Matter) -> None:
    assert [Event.from_dict(e.to_dict()) for e in matter.events] == list(matter.events)
