"""What a screen reader is told while one works: Chromium's accessibility tree, live regions, where the focus goes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from accordingto.casebook.store import Casebook
from tests.review import made, told
from tests.review.conftest import Server, fill
from tests.review.every_page import tree
from tests.review.test_browser import choose, press, report, select, wait_state

Serve = Callable[..., Server]

LISTEN = """() => {
  window.heard = [];
  for (const box of document.querySelectorAll("[role=status], [role=alert]"))
    new MutationObserver(() => box.textContent.trim() && window.heard.push([box.getAttribute("role"), box.textContent]))
      .observe(box, { childList: true, subtree: true, characterData: true });
}"""


@pytest.fixture
def open_report(casebook: Casebook, serve: Serve, page: Page) -> Page:
    """The teacher's report, with somebody who listens to its live regions."""
    fill(casebook, made.teacher())
    report(page, serve())
    page.evaluate(LISTEN)
    return page


def hears(page: Page, role: str, words: str) -> None:
    """Waits until a live region has told these words."""
    page.wait_for_function("([role, words]) => window.heard.some(([r, w]) => r === role && w.includes(words))",
                           arg=[role, words])  # fmt: skip


def focused(page: Page) -> str:
    """What has the focus: a record's key, else an element's id or name of its tag."""
    told: str = page.evaluate(
        "(document.activeElement.closest('.record')?.dataset.key ?? document.activeElement.id)"
        " || document.activeElement.tagName"
    )
    return told


def test_each_decision_is_announced_and_the_focus_goes_on(open_report: Page) -> None:
    page = open_report
    choose(page, "c1")
    press(page, "a")
    hears(page, "status", "c1 accepted")
    wait_state(page, "c1", "accepted")
    expect(page.locator("[aria-current=true]")).to_have_attribute("data-key", "s1")
    assert focused(page) == "s1"
    page.wait_for_selector(".record[data-key=s1] .detail")
    press(page, "r")
    dialog = page.get_by_role("dialog", name="Why is it wrong?")
    expect(dialog).to_be_visible()
    assert page.evaluate("document.activeElement.closest('dialog')?.id") == "why"
    press(page, "1")
    hears(page, "status", "s1 rejected")
    page.wait_for_selector(".record[data-key=s1] .history")
    assert focused(page) == "s1"
    press(page, "e")
    page.wait_for_selector("form.edit")
    assert page.evaluate("document.activeElement.closest('form.edit') !== null")
    press(page, "Escape")
    page.wait_for_selector(".record[data-key=s1] .detail")
    assert focused(page) == "s1"


def test_what_is_saved_and_what_is_refused_is_announced(casebook: Casebook, serve: Serve, browser: Browser) -> None:
    fill(casebook, made.teacher())
    page = browser.new_page()  # one in which the server may refuse
    report(page, serve())
    page.evaluate(LISTEN)
    choose(page, "s2")
    press(page, "e")
    page.wait_for_selector("form.edit")
    page.get_by_label("Stance").select_option("confirms")
    press(page, "Control+Enter")
    hears(page, "status", "s2 corrected")
    page.wait_for_selector(".record[data-key=s2] .history")
    assert focused(page) == "s2"
    press(page, "e")
    page.wait_for_selector("form.edit")
    page.locator("[data-field=cue] [data-part=exact]").fill("words that are not there")
    press(page, "Control+Enter")
    hears(page, "alert", "do not stand in the text")
    assert page.locator("form.edit").is_visible()
    page.close()


def test_what_may_be_missed_is_read_out_and_an_added_record_is_ready_to_be_told(open_report: Page) -> None:
    page = open_report
    press(page, "m")
    hears(page, "status", "perhaps missed: “")
    select(page, "windows burst")
    press(page, "n", "c")
    hears(page, "status", "added: now say what it is")
    assert page.evaluate("document.activeElement.closest('form.edit') !== null")
    press(page, "Escape")
    page.wait_for_selector(".record[data-key=hc1] .detail")
    press(page, "u")
    hears(page, "status", "taken back")
    expect(page.locator(".record[data-key=hc1]")).to_have_count(0)
    page.wait_for_selector(".record[aria-current=true] .detail")
    assert focused(page).startswith(("s", "c"))


def test_marked_words_are_marks_that_lead_to_their_records(open_report: Page) -> None:
    marks = [n for n in tree(open_report) if n["role"] == "mark"]
    described = {n["description"] for n in marks}
    assert any("what is said in s1" in told and "act c1" in told for told in described)
    assert "source of s1" in described
    assert all(n["description"] for n in marks)
    led = open_report.evaluate(
        "[...document.querySelectorAll('#text mark')].every(m => document.getElementById(m.ariaDetailsElements[0].id))"
    )
    assert led
    headings = [n["name"] for n in tree(open_report) if n["role"] == "heading"]
    assert headings[0] == "Court jails teacher"
    states = [n for n in tree(open_report) if n["role"] == "button" and n.get("expanded") is not None]
    assert len(states) >= 4


def test_foreign_words_bear_their_language(casebook: Casebook, serve: Serve, page: Page) -> None:
    fill(casebook, made.arabic(), *told.shooting())
    server = serve()
    page.goto(server.address)
    expect(page.get_by_role("link", name="اعتقال خمسة أشخاص")).to_have_attribute("lang", "ar")
    page.goto(server.root + "/reports/1")
    assert page.evaluate("[document.getElementById('text').lang, document.querySelector('h1').lang]") == ["ar", "ar"]
    page.goto(server.root + "/search?words=police")
    assert page.locator("blockquote[lang=en]").count() == page.locator("blockquote").count() > 0
    assert page.evaluate("document.documentElement.lang") == "en"


def test_landmarks_come_in_the_order_of_the_page(open_report: Page) -> None:
    roles = [n["role"] for n in tree(open_report) if n["role"] in ("banner", "navigation", "main", "contentinfo")]
    assert roles == ["banner", "navigation", "main", "contentinfo"]
    names = [n["name"] for n in tree(open_report) if n["role"] in ("region", "article")]
    assert names[0] == "Court jails teacher"
    assert any(name.startswith("Records") for name in names)
