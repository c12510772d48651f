"""The HTML page in real Chromium: marks lead to records by mouse and keyboard, markup is text, axe finds nothing."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from accordingto.export.page import write_html
from accordingto.types import Failure, Record
from tests.export.made import TEXT, made

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip


def page_of(*records: Record | Failure) -> str:
    out = io.StringIO()
    write_html(records, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Page]:
    if not CHROMIUM:
        pytest.skip("chromium is absent: apt-get install chromium, or set CHROMIUM to a Chromium or Chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_page(java_script_enabled=True)
        browser.close()


@pytest.fixture
def shown(chromium: Page, tmp_path: Path) -> Page:
    path = tmp_path / "page.html"
    path.write_text(page_of(made(), Failure("x", "x.html", "empty", "x.html: empty")))
    chromium.goto(path.as_uri())
    return chromium


def test_what_a_page_says_is_text_never_markup(shown: Page) -> None:
    assert shown.locator("script").count() == 0
    assert "Police <b>arrested</b> Aida" in shown.locator(".text").inner_text().replace("c1", "").replace("s1", "")
    assert "<script>alert(1)</script>" in shown.locator("h1").first.inner_text()


def test_hovering_a_mark_shows_its_record(shown: Page) -> None:
    card = shown.locator("#m-1-c1 .card")
    assert not card.is_visible()
    shown.locator("#m-1-c1").hover()
    assert card.is_visible()
    assert "contested: denied by The ministry" in card.inner_text()
    assert "her lawyer (s1)" in card.inner_text()


def test_tabbing_reaches_every_mark_and_shows_its_record(shown: Page) -> None:
    shown.mouse.move(0, 0)
    seen = []
    for _ in range(6):
        shown.keyboard.press("Tab")
        focused = shown.evaluate("document.activeElement.id")
        if focused.startswith("m-"):
            seen.append(focused)
            assert shown.locator(f"#{focused} .card").is_visible()
    assert {"m-1-s1", "m-1-s2", "m-1-s3", "m-1-c1", "m-1-c2"} <= set(seen)


def test_a_mark_leads_to_its_record(shown: Page) -> None:
    shown.locator("#m-1-s2").click()
    record = shown.locator("#r-1-s2")
    assert record.is_visible()
    assert "denies" in record.inner_text()
    assert "answers" in record.inner_text()


def test_print_hides_cards_and_keeps_records(shown: Page) -> None:
    shown.emulate_media(media="print")
    shown.locator("#m-1-c1").hover()
    assert not shown.locator("#m-1-c1 .card").is_visible()
    assert shown.locator("#r-1-c1").is_visible()
    shown.emulate_media(media="screen")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(shown: Page, scheme: str) -> None:
    shown.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    results = Axe().run(shown)
    assert results.violations_count == 0, results.generate_report()


def test_a_narrow_window_does_not_scroll_sideways(shown: Page) -> None:
    shown.set_viewport_size({"width": 320, "height": 640})
    assert shown.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_text_is_whole() -> None:
    from accordingto.export.marks import cut

    assert "".join(piece.text for piece in cut(made())) == TEXT
