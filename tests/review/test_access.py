"""The report page by keyboard and on paper; what every page must be stands in `every_page.py`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from accordingto.casebook.store import Casebook
from tests.review import made
from tests.review.conftest import Server, fill

Serve = Callable[..., Server]


@pytest.fixture
def full(casebook: Casebook) -> Casebook:
    """A casebook with the teacher's report."""
    fill(casebook, made.teacher())
    return casebook


def test_the_keyboard_reaches_everything(full: Casebook, serve: Serve, page: Page) -> None:
    server = serve()
    page.goto(server.address)
    page.goto(server.root + "/reports/1")
    page.wait_for_selector("[data-ready]")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.closest('.record')?.dataset.key ?? document.activeElement.id"))
        assert page.evaluate("document.activeElement.matches('body, :focus-visible')")
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert ring != "none" or page.evaluate("document.activeElement === document.body")
    assert {"s1", "s2", "c1", "c2", "help"} <= seen


def test_on_paper_there_are_the_text_and_the_records_alone(full: Casebook, serve: Serve, page: Page) -> None:
    server = serve()
    page.goto(server.address)
    page.goto(server.root + "/reports/1")
    page.emulate_media(media="print")
    assert page.get_by_text("Belkin").first.is_visible()
    assert not page.get_by_role("navigation").is_visible()
    assert not page.get_by_role("button", name="Add statement").is_visible()
