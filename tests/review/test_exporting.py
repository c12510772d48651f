"""The export page in Chromium: what leaves is counted under its filters before anything is downloaded."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from accordingto.casebook.deciding import decide
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from tests.review import made
from tests.review.conftest import Server, fill


def test_filters_are_counted_and_the_file_holds_what_was_counted(
    casebook: Casebook, serve: Callable[..., Server], page: Page, tmp_path: Path
) -> None:
    fill(casebook, made.teacher(), made.plain())
    decide(casebook, 1, "c1", "accept", "read")
    decide(casebook, 2, "s1", "accept", "read")
    server = serve()
    page.goto(server.address)
    page.goto(server.root + "/export")
    count = page.locator("#count")
    expect(count).to_contain_text("1 statement and 1 act out of 2 reports leave")
    expect(count).to_contain_text("1 accuses a named person")
    page.get_by_text("More filters").click()
    page.get_by_label("Type of act").fill("SANCTION")
    page.get_by_label("Country").fill("Albania")
    page.get_by_role("button", name="Count anew").click()
    expect(count).to_contain_text("0 statements and 1 act out of 1 report leave")
    expect(page.get_by_label("Country")).to_have_value("Albania")
    page.get_by_label("also what nobody has reviewed").check()
    page.get_by_label("Type of act").fill("COERCE")
    page.get_by_label("Country").fill("")
    page.get_by_role("button", name="Count anew").click()
    expect(count).to_contain_text("Nothing leaves.")
    expect(count).to_contain_text("1 statements and acts that accuse a named person and that nobody has reviewed")
    page.get_by_label("Let unreviewed accusations of named persons leave too").fill("for the court")
    page.get_by_label("Who gets it").fill("Court")
    page.get_by_label("Format").select_option("csv")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    path = tmp_path / "out.zip"
    download.value.save_as(path)
    with zipfile.ZipFile(path) as archive:
        assert archive.read("acts.csv").decode().count("\n") == 2
    details = Reader(casebook).journal(1, 1000)[-1]["details"]
    assert '"for the court"' in details.replace('\\"', '"')
    assert "COERCE" in details
    assert "Court" in details


def test_a_wrong_filter_is_told(casebook: Casebook, serve: Callable[..., Server], page: Page) -> None:
    server = serve()
    page.goto(server.address)
    page.goto(server.root + "/export?reports=1,x")
    expect(page.get_by_role("alert").first).to_contain_text("give their numbers like 3, 7, 12")
    expect(page.get_by_role("button", name="Download")).to_have_count(0)
