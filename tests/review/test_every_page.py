"""Every page for every reader, in real Chromium: light and dark, 320 pixels, by what a screen reader is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from accordingto.acquire.incoming import Incoming
from accordingto.casebook.accounts import add_account, change_account
from accordingto.casebook.assignments import assign, set_state
from accordingto.casebook.deciding import decide
from accordingto.casebook.store import Casebook
from accordingto.types import Failure
from tests.review import made, told
from tests.review.conftest import PASSWORD, Server, fill
from tests.review.every_page import ELSEWHERE, EMPTY, PAGES, PARTS, faults, routes

Serve = Callable[..., Server]


def test_no_page_is_forgotten() -> None:
    assert routes() == {*PAGES, *ELSEWHERE, *PARTS}


@pytest.fixture
def full(casebook: Casebook) -> Casebook:
    """A casebook with something on every page: the shooting and the arrest with events, a report coded twice."""
    fill(casebook, *told.shooting(), *told.custody(), made.teacher(), made.arabic())
    told.put_events(casebook, told.shooting_events())
    for coder, decision in (("Ana", "accept"), ("Ben", "reject")):
        assign(casebook, [7], [coder], blind=True)
        decide(casebook, 7, "s1", decision, "read", coding=coder)
    set_state(casebook, 7, "done")
    decide(casebook, 7, "s1", "change", "it is a denial", {"stance": "denies"})
    return casebook


@pytest.mark.parametrize("route", PAGES)
def test_a_page_has_no_fault(full: Casebook, serve: Serve, page: Page, route: str) -> None:
    server = serve()
    page.goto(server.address)
    for path in PAGES[route]:
        page.goto(server.root + path)
        assert faults(page) == [], path


def test_the_report_page_has_no_fault_while_one_decides(full: Casebook, serve: Serve, page: Page) -> None:
    server = serve()
    page.goto(server.address)
    page.goto(server.root + "/reports/7")
    page.wait_for_selector("[data-ready]")
    page.keyboard.press("j")
    page.wait_for_selector(".detail")
    assert faults(page) == []
    page.keyboard.press("e")
    page.wait_for_selector("form.edit")
    assert faults(page) == []


def test_an_empty_casebook_has_no_fault(casebook: Casebook, serve: Serve, page: Page) -> None:
    server = serve()
    page.goto(server.address)
    for path in EMPTY:
        answer = page.goto(server.root + path)
        assert answer
        if answer.status == 200:
            assert faults(page) == [], path


def test_errors_are_pages_without_fault(
    full: Casebook, serve: Serve, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    server, page = serve(), browser.new_page()  # one that may hear of errors
    page.goto(server.address)
    monkeypatch.setattr("accordingto.casebook.reader.Reader.journal", fail)
    for path, status in (("/nowhere", 404), ("/reports/99", 404), ("/work?order=x", 400), ("/add", 405),
                         ("/journal", 500)):  # fmt: skip
        answer = page.goto(server.root + path)
        assert answer
        assert answer.status == status
        assert page.get_by_role("link", name="To the reports").is_visible()
        assert faults(page) == [], path
    page.goto(server.root + "/export")
    monkeypatch.setattr("accordingto.review.guard.MAX_BODY", 10)
    page.get_by_role("button", name="Download").click()
    page.get_by_text("send fewer files").wait_for()
    assert faults(page) == []
    answer = page.goto(server.root.replace("127.0.0.1", "localhost"))
    assert answer
    assert answer.status == 421
    assert faults(page) == []
    page.close()


def test_the_door_and_an_account_have_no_fault(casebook: Casebook, serve: Serve, page: Page) -> None:
    server = serve()
    page.goto(server.root + "/enter")
    assert faults(page) == []
    add_account(casebook, "Kim", "keeper", PASSWORD)
    add_account(casebook, "Ana", "coder", PASSWORD)
    page.goto(server.root + "/enter")
    assert faults(page) == []
    page.get_by_label("Name").fill("Kim")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(server.root + "/")
    for path in ("/account", "/team", "/work"):
        page.goto(server.root + path)
        assert faults(page) == [], path
    change_account(casebook, "Kim", totp="JBSWY3DPEHPK3PXP")
    page.goto(server.root + "/account")
    page.get_by_text("You sign in with password and code.").wait_for()
    assert faults(page) == []


def test_the_progress_of_reading_has_no_fault(casebook: Casebook, serve: Serve, page: Page) -> None:
    gate = threading.Event()

    def read(items: Iterable[Incoming | Failure]) -> Iterator[Failure]:
        for number, _ in enumerate(items):
            if number:
                gate.wait(20)
            yield Failure(f"{number}", None, "no-text", f"page {number}: holds no text")

    server = serve(read)
    page.goto(server.address)
    files = [{"name": f"{n}.txt", "mimeType": "text/plain", "buffer": f"Text {n}.".encode()} for n in range(2)]
    page.get_by_label("Or choose or drop files").set_input_files(files)  # type: ignore[arg-type]
    page.get_by_role("button", name="Read").click()
    page.get_by_text("page 0: holds no text").wait_for()
    assert faults(page) == []
    gate.set()
    page.get_by_text("Done: 0 read, 2 not.").wait_for()
    assert faults(page) == []
