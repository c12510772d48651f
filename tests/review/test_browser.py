"""The tasks of a reviewer in real Chromium: put a report in, read, accept, reject, correct, add, code twice, export."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from accordingto.acquire.files import read_incoming
from accordingto.acquire.incoming import Incoming
from accordingto.casebook.accounts import add_account
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.casebook.verify import verify
from accordingto.types import Act, Failure, Record, Statement
from tests.review import made
from tests.review.conftest import PASSWORD, Server, fill

Serve = Callable[..., Server]


def opened(page: Page, server: Server, path: str) -> Page:
    """A page of the server, for the one person at work."""
    page.goto(server.address)
    page.goto(server.root + path)
    return page


def report(page: Page, server: Server, number: int = 1) -> Page:
    """A report page whose keys work."""
    opened(page, server, f"/reports/{number}")
    page.wait_for_selector("[data-ready]")
    return page


def press(page: Page, *keys: str) -> None:
    """Keys one after the other, as a quick person does."""
    for key in keys:
        page.keyboard.press(key)


def wait_state(page: Page, key: str, state: str) -> None:
    """Waits until a record's line shows a state."""
    page.wait_for_selector(f".record[data-key='{key}'][data-state='{state}']")


def choose(page: Page, key: str) -> None:
    """Chooses a record by its button."""
    page.locator(f".record[data-key='{key}'] .pick").click()
    page.wait_for_selector(f".record[data-key='{key}'] .detail")


def select(page: Page, words: str) -> None:
    """Selects words of the text, as a mouse would."""
    page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
          const nodes = [];
          while (walker.nextNode()) nodes.push(walker.currentNode);
          const all = nodes.map((n) => n.data).join("");
          const at = all.indexOf(words);
          if (at < 0) throw new Error("no such words: " + words);
          const end = at + words.length;
          const range = document.createRange();
          let seen = 0;
          for (const node of nodes) {
            if (at >= seen && at < seen + node.length) range.setStart(node, at - seen);
            if (end > seen && end <= seen + node.length) range.setEnd(node, end - seen);
            seen += node.length;
          }
          const selection = document.getSelection();
          selection.removeAllRanges();
          selection.addRange(range);
        }""",
        words,
    )


def stands(casebook: Casebook, key: str, number: int = 1) -> Statement | Act:
    """An item as it stands."""
    return Reader(casebook).reviewed(number).reviewed(key).item


def test_keys_lead_through_the_records_and_decide(casebook: Casebook, serve: Serve, page: Page) -> None:
    fill(casebook, made.teacher())
    report(page, serve())
    press(page, "j")
    expect(page.locator("[aria-current=true] .key")).to_have_text("c1")
    assert page.locator(".text .on").count() > 0
    page.wait_for_selector(".detail")
    press(page, "a")
    wait_state(page, "c1", "accepted")
    expect(page.locator("[aria-current=true] .key")).to_have_text("s1")
    page.wait_for_selector(".record[data-key=s1] .detail")
    press(page, "r", "2")
    wait_state(page, "s1", "rejected")
    page.wait_for_selector(".record[data-key=s1] .history")
    press(page, "u")
    wait_state(page, "s1", "unreviewed")
    press(page, "k")
    expect(page.locator("[aria-current=true] .key")).to_have_text("c1")
    expect(page.locator("#left")).to_have_text("3 to review")
    history = Reader(casebook).reviewed(1).history
    assert [(r.item, r.decision, r.why) for r in history] == [
        ("c1", "accept", "read against the text"),
        ("s1", "reject", "the wrong words"),
        ("s1", "undo", "taken back"),
    ]
    assert verify(casebook).damage == []


def test_keys_are_told_on_the_page(casebook: Casebook, serve: Serve, page: Page) -> None:
    fill(casebook, made.teacher())
    report(page, serve())
    press(page, "?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    for key in ("j", "k", "a", "r", "e", "u", "m", "n"):
        assert dialog.locator("kbd", has_text=re.compile(f"^{key}$")).count()
    press(page, "Escape")
    expect(dialog).not_to_be_visible()


def test_a_statement_is_corrected_by_selecting_words(casebook: Casebook, serve: Serve, page: Page) -> None:
    fill(casebook, made.teacher())
    report(page, serve())
    choose(page, "s2")
    press(page, "e")
    page.wait_for_selector("form.edit")
    select(page, "Police")
    page.get_by_role("button", name="Use the selected words").first.click()
    expect(page.locator("[data-field=cue] [data-part=exact]")).to_have_value("Police")
    page.get_by_label("Stance").select_option("confirms")
    page.get_by_label("Speaker").fill("Nadia Belkin")
    page.get_by_label("Why", exact=True).fill("it is the police")
    press(page, "Control+Enter")
    wait_state(page, "s2", "changed")
    item = stands(casebook, "s2")
    assert isinstance(item, Statement)
    assert item.cue is not None
    assert (item.cue.exact, item.stance, item.speaker) == ("Police", "confirms", "a1")
    detail = page.locator(".record[data-key=s2] .detail")
    expect(detail).to_contain_text("the machine: denied")
    expect(detail).to_contain_text("it is the police")
    assert page.locator(".text .on").first.is_visible()


def test_an_act_is_corrected_from_the_codebook(casebook: Casebook, serve: Serve, page: Page) -> None:
    fill(casebook, made.teacher())
    report(page, serve())
    choose(page, "c2")
    expect(page.locator(".record[data-key=c2] .detail")).to_contain_text("a pronoun: who it stands for is a guess")
    expect(page.locator(".record[data-key=c2] .detail")).to_contain_text("the machine is doubtful")
    press(page, "e")
    page.wait_for_selector("form.edit")
    assert page.locator("#types option[value=ASSAULT]").count() == 1
    page.get_by_label("Type").fill("ASSAULT")
    page.get_by_label("Mode").fill("")
    page.get_by_label("To whom, words 1").fill("Nadia Belkin")
    page.get_by_label("To whom, party 1").fill("Nadia Belkin")
    page.get_by_label("Who did it, sector 1").fill("MIL")
    page.get_by_label("Latest day").fill("2024-01-14")
    page.get_by_label("Legal stage").select_option("")
    page.get_by_role("button", name="Save").click()
    wait_state(page, "c2", "changed")
    item = stands(casebook, "c2")
    assert isinstance(item, Act)
    assert (item.type, item.mode, item.stage) == ("ASSAULT", None, None)
    assert (item.targets[0].exact, item.targets[0].actor, item.initiators[0].codes) == (
        "Nadia Belkin",
        "a1",
        ("ARD", "MIL"),
    )
    assert item.when is not None
    assert item.when.latest == "2024-01-14"


def test_what_is_missed_is_added_with_two_keys(casebook: Casebook, serve: Serve, page: Page) -> None:
    fill(casebook, made.teacher())
    report(page, serve())
    expect(page.locator("#next-missed")).to_contain_text("Perhaps missed")
    press(page, "m")
    page.wait_for_selector(".looked")
    words = page.locator(".looked").first.inner_text()
    press(page, "n", "s")
    page.wait_for_selector(".record[data-key=hs1] form.edit")
    item = stands(casebook, "hs1")
    assert isinstance(item, Statement)
    assert item.content[0].exact.startswith(words.strip()[:20])
    press(page, "Escape")
    page.wait_for_selector(".record[data-key=hs1] .detail")
    select(page, "windows burst")
    press(page, "n", "c")
    page.wait_for_selector(".record[data-key=hc1] form.edit")
    added = stands(casebook, "hc1")
    assert isinstance(added, Act)
    assert added.trigger.exact == "windows burst"


def test_a_right_to_left_report_is_coded_by_hand(casebook: Casebook, serve: Serve, page: Page) -> None:
    fill(casebook, made.arabic())
    report(page, serve())
    assert page.evaluate("getComputedStyle(document.querySelector('.para')).direction") == "rtl"
    select(page, "الشرطة اعتقلت خمسة أشخاص")
    press(page, "n", "s")
    page.wait_for_selector(".record[data-key=hs1] form.edit")
    select(page, "قالت")
    press(page, "Alt+2")
    select(page, "الوزارة")
    press(page, "Alt+1")
    page.get_by_label("Source, the carrier nearest the reporter first, party").fill("الوزارة")
    press(page, "Control+Enter")
    page.wait_for_selector(".record[data-key=hs1] .detail")
    item = stands(casebook, "hs1")
    assert isinstance(item, Statement)
    assert item.cue is not None
    assert (item.cue.exact, item.sources[0].exact) == ("قالت", "الوزارة")
    assert made.ARABIC[item.content[0].start : item.content[0].end] == "الشرطة اعتقلت خمسة أشخاص"


def test_places_are_counted_in_characters(casebook: Casebook, serve: Serve, page: Page) -> None:
    from dataclasses import replace

    record = made.plain()
    text = "🕊️🕊️ 𝔻ove 👩‍👩‍👧 said peace.\n\nThe 𝔻ove left."
    fill(casebook, Record(replace(record.report, text=text)))
    report(page, serve())
    select(page, "said")
    press(page, "n", "c")
    page.wait_for_selector(".record[data-key=hc1] form.edit")
    press(page, "Escape")
    select(page, "ove left")
    press(page, "n", "c")
    page.wait_for_selector(".record[data-key=hc2] form.edit")
    triggers = [stands(casebook, key) for key in ("hc1", "hc2")]
    assert [t.trigger.exact for t in triggers if isinstance(t, Act)] == ["said", "ove left"]


def test_a_quote_is_copied_as_a_citation(casebook: Casebook, serve: Serve, page: Page) -> None:
    fill(casebook, made.teacher())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    report(page, serve())
    choose(page, "s2")
    page.get_by_role("button", name="Copy as citation").click()
    expect(page.locator("#said")).to_contain_text("copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    for part in (
        "“the charge”",
        "The Ardena Post",
        "2024-03-09",
        "https://example.org/teacher",
        "report 1, characters",
    ):
        assert part in copied


def test_times_are_told_in_the_readers_zone(casebook: Casebook, serve: Serve, page: Page) -> None:
    fill(casebook, made.teacher())
    report(page, serve())
    choose(page, "s1")
    press(page, "a")
    wait_state(page, "s1", "accepted")
    choose(page, "s1")
    shown = page.locator(".record[data-key=s1] .history time")
    utc = shown.get_attribute("datetime") or ""
    tokyo = (int(utc[11:13]) + 9) % 24
    assert f"{tokyo:02}:{utc[14:16]}" in shown.inner_text()


def test_blind_coders_meet_in_the_adjudication(casebook: Casebook, serve: Serve, browser: Browser) -> None:
    fill(casebook, made.teacher())
    for name, role in (("Kim", "keeper"), ("Ana", "coder"), ("Ben", "coder")):
        add_account(casebook, name, role, PASSWORD)
    server = serve()

    def enter(name: str) -> Page:
        page = browser.new_context().new_page()
        page.goto(server.root + "/enter")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(server.root + "/")
        return page

    kim = enter("Kim")
    kim.goto(server.root + "/work")
    for box in ("Choose report 1", "Ana", "Ben", "blind: each codes without seeing the others"):
        kim.get_by_label(box).check()
    kim.get_by_role("button", name="Assign").click()
    kim.wait_for_selector("text=Report 1:")
    for name, keys in (("Ana", ("r", "1")), ("Ben", ("a",))):
        coder = enter(name)
        coder.goto(server.root + "/reports/1")
        coder.wait_for_selector("text=You code this report blind")
        choose(coder, "s1")
        press(coder, *keys)
        wait_state(coder, "s1", "rejected" if name == "Ana" else "accepted")
        coder.get_by_role("button", name="This report is finished").click()
        coder.wait_for_url(re.compile("/work"))
        coder.context.close()
    kim.reload()
    kim.get_by_role("link", name="Adjudicate").click()
    expect(kim.get_by_text("They differ on 1 of")).to_be_visible()
    kim.get_by_role("button", name="Take Ben’s").click()
    kim.wait_for_selector("text=accepted")
    kim.get_by_role("button", name="Adjudicated").click()
    kim.wait_for_url(server.root + "/work")
    kim.get_by_role("link", name="How far the coders agree").click()
    expect(kim.locator("table").first).to_contain_text("the machine")
    kim.context.close()
    assert Reader(casebook).reviewed(1).reviewed("s1").state == "accepted"


def test_a_report_of_50000_words_stays_fluid(casebook: Casebook, serve: Serve, page: Page) -> None:
    """No clock: what a browser must lay out at once does not grow with the report."""
    fill(casebook, made.long(50_000))
    report(page, serve())
    assert page.locator(".para").count() > 1000
    seen = "(p) => p.firstElementChild?.checkVisibility({contentVisibilityAuto: true})"
    laid_out = page.evaluate(f"[...document.querySelectorAll('.para')].filter({seen}).length")
    assert laid_out < 200
    press(page, "j", "j")
    page.wait_for_selector(".detail")
    press(page, "a")
    page.wait_for_selector(".record[data-state=accepted]")


def reads(items: Iterable[Incoming | Failure]) -> Iterator[Record | Failure]:
    """Reads a report without a model: its text, and one statement by hand where it says "said"."""
    for item in items:
        if isinstance(item, Failure):
            yield item
            continue
        report = read_incoming(item)
        words = made.Words(report.text)
        cue = words.span("said")
        source = words.role(report.text[: cue.start].split("\n")[-1].strip())
        content = words.span(report.text[cue.end :].split(".")[0].strip())
        yield Record(report, (Statement("s1", "speech", (source,), None, cue, (content,), "indirect", "asserts"),))


def test_from_an_empty_casebook_to_a_corrected_record(casebook: Casebook, serve: Serve, page: Page) -> None:
    page.goto(serve(reads).address)
    expect(page.get_by_text("This casebook is empty")).to_be_visible()
    page.get_by_label("Paste a report").fill("The mayor of Corvia said the market opens on Monday.\nIt rained.")
    page.get_by_label("Title").fill("Market opens")
    page.get_by_role("button", name="Read").click()
    page.wait_for_url(re.compile(r"/reports/1$"))
    page.wait_for_selector("[data-ready]")
    expect(page.get_by_role("heading", name="Market opens")).to_be_visible()
    press(page, "j")
    page.wait_for_selector(".detail")
    press(page, "a")
    wait_state(page, "s1", "accepted")


def test_files_are_chosen_and_what_cannot_be_read_is_told(
    casebook: Casebook, serve: Serve, page: Page, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.xyz"
    good.write_text("The mayor of Corvia said the bridge is open.")
    bad.write_bytes(b"\0\1\2")
    page.goto(serve(reads).address)
    page.get_by_label("Or choose or drop files").set_input_files([good, bad])
    expect(page.locator("#chosen")).to_contain_text("good.txt")
    page.get_by_role("button", name="Read").click()
    expect(page.locator("#outcomes")).to_contain_text("Report 1 is read")
    expect(page.locator("#outcomes .warning")).to_contain_text("bad.xyz")


def test_files_are_dropped_anywhere(casebook: Casebook, serve: Serve, page: Page) -> None:
    page.goto(serve(reads).address)
    page.evaluate(
        """() => {
          const files = new DataTransfer();
          files.items.add(new File(["The mayor of Corvia said the bridge is open."], "dropped.txt"));
          document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true}));
        }"""
    )
    expect(page.locator("#chosen")).to_contain_text("dropped.txt")
    page.get_by_role("button", name="Read").click()
    page.wait_for_url(re.compile(r"/reports/1$"))


def test_thirty_reviewers_at_once_lose_nothing(casebook: Casebook, serve: Serve) -> None:
    import httpx

    fill(casebook, *(made.plain(n) for n in range(5)))
    server = serve()
    wrong: list[str] = []

    def review(n: int) -> None:
        headers = {"authorization": f"Bearer {server.desk.token}"}
        with httpx.Client(base_url=server.root, headers=headers, timeout=120) as client:
            for step in range(4):
                body = {
                    "item": "s1",
                    "decision": "accept" if step % 2 else "reject",
                    "why": f"reviewer {n}, step {step}",
                }
                answer = client.post(f"/api/reports/{(n + step) % 5 + 1}/reviews", json=body)
                if answer.status_code != 200:
                    wrong.append(answer.text)
                if client.get(f"/reports/{n % 5 + 1}").status_code != 200:
                    wrong.append("page")

    threads = [threading.Thread(target=review, args=(n,)) for n in range(30)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    found = [r.why for n in range(1, 6) for r in Reader(casebook).reviewed(n).history]
    assert sorted(found) == sorted(f"reviewer {n}, step {step}" for n in range(30) for step in range(4))
    assert verify(casebook).damage == []
    print(f"30 reviewers, 120 reviews and pages: {time.monotonic() - began:.1f} s")
