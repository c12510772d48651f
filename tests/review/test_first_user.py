"""The path of a first-time user that docs/review.md tells, with the real model, step by step in real Chromium.

With ``--screenshots DIR`` the pictures of the documentation are taken on the way.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from accordingto.casebook.reader import Reader
from accordingto.casebook.store import open_casebook
from accordingto.casebook.verify import verify
from tests.review import pages

Shoot = Callable[[str], None]
DOC = Path(__file__).parents[2] / "docs/review.md"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """What `accordingto serve` prints, from its own process."""
    command = [sys.executable, "-m", "accordingto", "serve", "--case", str(tmp_path / "case"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().split()[-1]
        process.terminate()


@pytest.fixture
def shoot(page: Page, request: pytest.FixtureRequest) -> Shoot:
    """Takes a picture of the page, where they are asked for."""
    folder = request.config.getoption("--screenshots", None)

    def take(name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.wait_for_timeout(300)
            page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")

    return take


@pytest.mark.slow
def test_the_path_of_a_first_time_user(address: str, page: Page, shoot: Shoot, tmp_path: Path) -> None:
    page.set_default_timeout(120_000)
    page.goto(address)
    expect(page.get_by_text("This casebook is empty")).to_be_visible()
    root = page.url.rstrip("/")

    # 1. Put five pages in.
    page.get_by_label("Or choose or drop files").set_input_files(pages.save(tmp_path / "pages"))
    page.get_by_role("button", name="Read").click()
    page.get_by_text("Done: 5 read, 0 not.").wait_for()
    page.get_by_role("link", name="To all reports").click()
    expect(page.locator("tbody tr")).to_have_count(5)
    shoot("reports")

    # 2. Review one: accept, correct, add, finish.
    page.get_by_role("link", name="Court jails teacher over leaflets").click()
    page.wait_for_selector("[data-ready]")
    page.keyboard.press("j")
    page.wait_for_selector(".detail")
    shoot("report")
    page.keyboard.press("a")
    page.wait_for_selector(".record[data-state=accepted]")
    page.locator(".record.say .pick", has_text="Belkin").first.click()
    page.wait_for_selector(".record.say[aria-current] .detail")
    page.keyboard.press("e")
    page.wait_for_selector("form.edit")
    shoot("correct")
    page.get_by_label("Stance").select_option("denies")
    page.get_by_label("Form").select_option("mixed")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".record[data-state=changed]")
    page.keyboard.press("m")
    page.wait_for_selector(".looked")
    page.keyboard.press("n")
    page.keyboard.press("s")
    page.wait_for_selector(".record[data-key=hs1] form.edit")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="This report is finished").click()
    page.wait_for_url(re.compile(r"/reports/[2-5]$"))
    page.goto(f"{root}/work")
    shoot("work")

    # 3. Compare two parties.
    page.goto(f"{root}/actors/compare")
    page.get_by_label("One party").fill("Open Door")
    page.get_by_label("Another").fill("interior ministry")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("main")).to_contain_text("Open Door")
    shoot("compare")
    for name in ("events", "search?words=arrested", "cases", "journal", "codebook"):
        page.goto(f"{root}/{name}")
        shoot(name.partition("?")[0])
    page.goto(f"{root}/events")
    if page.locator("main a[href^='/events/']").count():
        page.locator("main a[href^='/events/']").first.click()
        shoot("event")

    # 4. Export what is reviewed.
    page.goto(f"{root}/export")
    shoot("export")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    path = tmp_path / "out.xlsx"
    download.value.save_as(path)
    sheet = openpyxl.load_workbook(path, read_only=True)
    rows = [[str(cell) for cell in row] for row in sheet["statements"].iter_rows(values_only=True)]
    assert any("changed" in row for row in rows)
    assert all("unreviewed" not in row for row in rows)

    casebook = open_casebook(str(tmp_path / "case"))
    states = {r.state for r in Reader(casebook).reviewed(1).items}
    assert {"accepted", "changed", "added"} <= states
    assert verify(casebook).damage == []
    casebook.engine.dispose()


def test_the_path_stands_in_the_documentation() -> None:
    told = DOC.read_text()
    for step in ("Put five pages in", "Review one", "Compare two parties", "Export what is reviewed"):
        assert step in told
