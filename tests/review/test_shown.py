"""The pages that show many reports, in Chromium: citations, pictures by keyboard, right to left, time zones, print."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from accordingto.casebook.store import Casebook
from tests.review.conftest import Server
from tests.review.shown import fill_shown


@pytest.fixture
def root(casebook: Casebook, serve: Callable[..., Server], page: Page) -> str:
    """The address of a filled casebook that lets the page in."""
    fill_shown(casebook)
    server = serve()
    page.goto(server.address)
    return server.root


def test_a_citation_is_copied_at_a_press(root: str, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{root}/search?words=blankets&copies=no")
    page.locator("details.cite summary").first.press("Enter")
    page.locator("[data-cite]").first.press("Enter")
    page.get_by_text("citation copied").wait_for()
    told = page.evaluate("navigator.clipboard.readText()")
    assert told == page.locator("[data-cited]").first.text_content()
    assert told.startswith(
        "“We carried the wounded in blankets” (The Courier, “Police open fire in Harvan”, 2021-06-09"
    )


def test_a_mark_of_a_picture_leads_to_the_words_by_keyboard(root: str, page: Page) -> None:
    page.goto(f"{root}/events/e1")
    page.locator(".numbers a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/1#c1")
    page.locator("#c1[aria-current]").wait_for()
    assert page.locator(".text .trigger.on").text_content() == "killing"


def test_quotes_from_right_to_left_keep_their_direction(root: str, page: Page) -> None:
    page.goto(f"{root}/events/e1")
    quote = page.locator("blockquote", has_text="أطلقت").first
    assert quote.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_times_stand_in_the_readers_zone_and_in_utc_without_a_script(root: str, page: Page) -> None:
    page.goto(f"{root}/journal")
    time = page.locator("time").first
    written = time.get_attribute("datetime")
    assert written
    assert written.endswith("Z") or "+00:00" in written
    assert time.get_attribute("title") == written
    assert time.text_content() == page.evaluate(
        "w => new Date(w).toLocaleString(undefined, {dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Tokyo'})",
        written,
    )


def test_print_leaves_the_frame_and_keeps_what_is_told(root: str, page: Page) -> None:
    page.emulate_media(media="print")
    page.goto(f"{root}/events/e1")
    assert not page.locator("header.frame").is_visible()
    assert not page.locator(".jump").is_visible()
    assert page.locator(".matrix").is_visible()
    assert page.locator(".told").last.is_visible()
