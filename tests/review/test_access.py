"""Every page for every reader: axe finds nothing, 320 pixels suffice, the keyboard reaches all, print is plain."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from accordingto.casebook.accounts import add_account
from accordingto.casebook.assignments import assign, set_state
from accordingto.casebook.deciding import decide
from accordingto.casebook.store import Casebook
from tests.review import made
from tests.review.conftest import PASSWORD, Server, fill

Serve = Callable[..., Server]
PATHS = ("/", "/reports/1", "/reports/2", "/work", "/work/adjudicate/1", "/work/agreement", "/team",
         "/search?words=charge", "/events", "/actors", "/cases", "/journal", "/codebook", "/export")  # fmt: skip
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def problems(axe: Axe, page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA, with the places."""
    found = axe.run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {n['target']} {n['failureSummary'][:200]}" for v in found for n in v["nodes"]]


@pytest.fixture
def full(casebook: Casebook) -> Casebook:
    """A casebook with something on every page."""
    fill(casebook, made.teacher(), made.arabic(), made.plain())
    for coder, decision in (("Ana", "accept"), ("Ben", "reject")):
        assign(casebook, [1], [coder], blind=True)
        decide(casebook, 1, "s1", decision, "read", coding=coder)
    set_state(casebook, 1, "done")
    decide(casebook, 1, "s1", "change", "it is a denial", {"stance": "denies"})
    return casebook


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_320_pixels(
    full: Casebook, serve: Serve, page: Page, scheme: str
) -> None:
    server, axe = serve(), Axe()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(server.address)
    for path in PATHS:
        page.goto(server.root + path)
        if path == "/reports/1":
            page.wait_for_selector("[data-ready]")
            page.keyboard.press("j")
            page.wait_for_selector(".detail")
            assert problems(axe, page) == [], path
            page.keyboard.press("e")
            page.wait_for_selector("form.edit")
        assert problems(axe, page) == [], path
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.set_viewport_size({"width": 1300, "height": 850})


def test_the_door_and_an_account_have_no_barrier(casebook: Casebook, serve: Serve, page: Page) -> None:
    add_account(casebook, "Kim", "keeper", PASSWORD)
    server, axe = serve(), Axe()
    page.goto(server.root + "/enter")
    assert problems(axe, page) == []
    page.get_by_label("Name").fill("Kim")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(server.root + "/")
    for path in ("/account", "/team"):
        page.goto(server.root + path)
        assert problems(axe, page) == [], path


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
