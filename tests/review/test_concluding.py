"""Concluding events goes on in the background, in real Chromium: seen by everybody, one at a time, errors shown."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accordingto.casebook.store import Casebook
from accordingto.errors import CasebookError
from accordingto.reconcile.casework import reconcile_case
from accordingto.review import intake
from tests.review import told
from tests.review.conftest import Server, fill
from tests.review.test_browser import opened

Serve = Callable[..., Server]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Concluding stops after the first report until this is set."""
    gate = threading.Event()

    def slow(casebook: Casebook, at_once: int, hear: Callable[[Any], None]) -> Any:
        def heard(done: Any) -> None:
            hear(done)
            assert gate.wait(20)

        return reconcile_case(casebook, 1, heard)

    monkeypatch.setattr(intake, "reconcile_case", slow)
    return gate


def test_it_goes_on_when_the_page_is_left(page: Page, serve: Serve, casebook: Casebook, gate: threading.Event) -> None:
    fill(casebook, *told.shooting())
    server = serve()
    opened(page, server, "/events").get_by_role("button", name="Conclude events").click()
    expect(page.locator("#concluding-words")).to_contain_text("1 of 3 new reports")
    at_work = server.desk.intake.conclusion
    assert server.desk.intake.conclude(casebook) is at_work  # a second press begins nothing
    page.goto("about:blank")
    gate.set()
    page.goto(server.root + "/events")
    expect(page.locator(".events li")).to_have_count(1)
    expect(page.locator("#concluding")).to_have_count(0)
    assert (at_work.state, at_work.reports, at_work.total) == ("done", 3, 3)


def test_a_break_is_shown_and_tried_again(
    page: Page, serve: Serve, casebook: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(casebook, *told.shooting())
    server = serve()

    def full(*_: object) -> None:
        raise CasebookError("casebook: the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(intake, "reconcile_case", full)
        opened(page, server, "/events").get_by_role("button", name="Conclude events").click()
        expect(page.locator("main").get_by_role("alert")).to_contain_text("the disk is full")
    page.get_by_role("button", name="Conclude events").click()
    expect(page.locator(".events li")).to_have_count(1)
    expect(page.locator("main").get_by_role("alert")).to_have_count(0)
