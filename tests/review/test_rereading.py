"""A report that was read again, in real Chromium and for programs: decisions hold, what differs comes first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import Page, expect

from accordingto.casebook.adding import add
from accordingto.casebook.assignments import assign
from accordingto.casebook.deciding import decide
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.casebook.verify import verify
from accordingto.casebook.writing import Run
from accordingto.types import Act, Record
from tests.casebook.conftest import put, read_made
from tests.casebook.made import incoming
from tests.review import made
from tests.review.conftest import Client, Server
from tests.review.every_page import faults
from tests.review.test_browser import choose, opened, press, report, wait_state

Serve = Callable[..., Server]


def newer() -> Record:
    """The teacher's report as a newer version reads it: other numbers, one act of another type, one no longer read."""
    record = made.teacher()
    lawyer, denial = record.statements
    jailed = replace(record.acts[0], id="c5", type="COERCE", mode="arrest", per=("s5",), denied_by=("s6",))
    statements = (replace(lawyer, id="s5"), replace(denial, id="s6", answers=("s5",)))
    return replace(record, statements=statements, acts=(jailed,))


def reviewed_and_read_again(casebook: Casebook) -> None:
    put(casebook, made.teacher(), made.plain())
    for key, decision in (("s1", "accept"), ("s2", "reject"), ("c1", "accept"), ("c2", "accept")):
        decide(casebook, 1, key, decision, "read against the text")
    put(casebook, newer(), run=Run("made", {"version": 2}))


def test_what_differs_comes_first_and_is_settled(page: Page, serve: Serve, casebook: Casebook) -> None:
    reviewed_and_read_again(casebook)
    server = serve()
    opened(page, server, "/work")
    expect(page.locator("tbody tr").first).to_contain_text("2 to look at again")
    report(page, server)
    keys = page.locator(".record").evaluate_all("found => found.map(line => line.dataset.key)")
    assert keys == ["c5", "hc1", "s5", "s6"]
    expect(page.locator("#left")).to_have_text("2 to review")
    for key in ("s5", "s6"):
        expect(page.locator(f".record[data-key='{key}'] .marks")).to_contain_text("decided on an earlier reading")
    choose(page, "c5")
    line = page.locator(".record[data-key='c5']")
    expect(line.locator(".marks")).to_contain_text("look again: type")
    expect(line.locator(".fields")).to_contain_text("SANCTION / convict")
    expect(line.locator(".fields")).to_contain_text("the machine now: COERCE / arrest")
    expect(line.locator(".history")).to_contain_text("on an earlier reading")
    assert faults(page) == []
    press(page, "t")
    wait_state(page, "c5", "changed")
    expect(line.locator(".marks")).not_to_contain_text("look again")
    expect(page.locator("#left")).to_have_text("1 to review")
    press(page, "x")
    expect(page.locator(".record[data-key='hc1'] .detail")).to_contain_text("kept by hand")
    press(page, "a")
    expect(page.locator("#left")).to_have_text("0 to review")
    act = Reader(casebook).reviewed(1).reviewed("c5").item
    assert isinstance(act, Act)
    assert (act.type, act.mode) == ("COERCE", "arrest")
    assert {a.id for a in Reader(casebook).reviewed(1).record.acts} == {"c5", "hc1"}
    assert verify(casebook).damage == []


def test_programs_see_it_and_a_page_of_the_earlier_reading_decides_nothing(
    casebook: Casebook, team: Callable[[str], Client]
) -> None:
    reviewed_and_read_again(casebook)
    rita = team("Rita")
    told = rita.get("/api/reports/1").json()
    assert {i["id"]: (i["state"], i["earlier"], i["look"]) for i in told["items"]} == {
        "c5": ("accepted", True, ["type", "mode"]), "hc1": ("accepted", True, ["gone"]),
        "s5": ("accepted", True, []), "s6": ("rejected", True, [])}  # fmt: skip
    work = {w["report"]: (w["items"], w["decided"], w["again"]) for w in rita.get("/api/work").json()["reports"]}
    assert work == {1: (3, 2, 2), 2: (1, 0, 0)}
    late = {"item": "s5", "decision": "reject", "why": "slip", "run": 1}
    refused = rita.call("/api/reports/1/reviews", late)
    assert (refused.status_code, "read again" in refused.text) == (409, True)
    assert rita.call("/api/reports/1/reviews", {**late, "run": told["run"]}).json()["state"] == "rejected"


def test_a_blind_coder_gets_back_what_a_newer_reading_asks_anew(
    casebook: Casebook, team: Callable[[str], Client]
) -> None:
    put(casebook, made.teacher(), made.plain())
    assign(casebook, [1], ["Ana", "Ben"], blind=True)
    ana, ben, rita = team("Ana"), team("Ben"), team("Rita")
    for key in ("s1", "s2", "c1", "c2"):
        assert ana.call("/api/reports/1/reviews", {"item": key, "decision": "accept", "why": "read"}).status_code == 200
    for coder in (ana, ben):
        assert coder.call("/api/reports/1/finish", {}).status_code == 200
        assert [w["report"] for w in coder.get("/api/work").json()["reports"]] == [2]
    assert rita.get("/api/reports/1/codings").status_code == 200
    decide(casebook, 1, "report", "finish", "the shared review hides nothing from who codes blind")
    put(casebook, newer(), run=Run("made", {"version": 2}))
    work = {w["report"]: (w["items"], w["decided"], w["again"]) for w in ana.get("/api/work").json()["reports"]}
    assert work == {1: (3, 2, 2), 2: (1, 0, 0)}
    work = {w["report"]: (w["items"], w["decided"], w["again"]) for w in ben.get("/api/work").json()["reports"]}
    assert work[1] == (3, 0, 0)
    assert "still being coded" in rita.get("/api/reports/1/codings").text


def test_what_is_no_longer_in_the_text_is_cleared_on_the_page(page: Page, serve: Serve, casebook: Casebook) -> None:
    put(casebook, made.teacher())
    decide(casebook, 1, "c1", "accept", "read")
    came = incoming(made.teacher())
    record = replace(made.teacher().report, text="Nothing of all that is here now.")
    assert list(add(casebook, [came], read_made([(came, Record(record))]), Run("made", {"version": 2})))
    server = serve()
    report(page, server)
    page.get_by_role("button", name="Clear: ").click()
    expect(page.locator("li", has_text="cleared by")).to_have_count(1)
    assert faults(page) == []
    assert Reader(casebook).reviewed(1).lost[0].cleared
    page.get_by_role("button", name="Look again at: ").click()
    expect(page.locator("li", has_text="cleared by")).to_have_count(0)
    assert not Reader(casebook).reviewed(1).lost[0].cleared


def test_a_coder_does_not_take_back_what_others_decided_on_an_earlier_reading(
    casebook: Casebook, team: Callable[[str], Client]
) -> None:
    reviewed_and_read_again(casebook)
    assign(casebook, [1], ["Ana"], blind=False)
    review = Reader(casebook).reviewed(1).reviewed("c5").history[0].id
    undo = {"item": "c5", "decision": "undo", "why": "no", "value": {"review": review}}
    assert team("Ana").call("/api/reports/1/reviews", undo).status_code == 403
    assert Reader(casebook).reviewed(1).reviewed("c5").state == "accepted"
