"""How soon a report page can be worked with in Chromium, and how long a decision takes, by the length of the report.

Run: python benchmarks/report_page.py --words 5000 50000     (about a minute)
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import uvicorn
from playwright.sync_api import Page, sync_playwright

from accordingto.casebook.store import make_casebook
from accordingto.review.app import create_app
from accordingto.review.desk import Desk
from tests.casebook.conftest import put
from tests.review import made
from tests.review.conftest import CHROMIUM, FLAGS, desk_of

TIMES = 5


@contextmanager
def serving(folder: Path, lengths: list[int]) -> Iterator[tuple[Desk, str]]:
    """A server with one report of each length."""
    casebook = make_casebook(str(folder / "case"))
    put(casebook, *(made.long(words) for words in lengths))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        desk = desk_of(casebook, host)
        server = uvicorn.Server(uvicorn.Config(create_app(desk), log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield desk, f"http://{host}"
        server.should_exit = True
        thread.join()


def measure(page: Page, address: str) -> tuple[float, float]:
    """Seconds until the page takes keys, and from the key of acceptance to the next record on show."""
    began = time.monotonic()
    page.goto(address)
    page.wait_for_selector("[data-ready]")
    ready = time.monotonic() - began
    page.keyboard.press("x")
    page.wait_for_selector(".record[aria-current] .detail")
    key = page.locator(".record[aria-current]").get_attribute("data-key")
    began = time.monotonic()
    page.keyboard.press("a")
    page.wait_for_selector(f".record[data-key={key}][data-state=accepted]")
    page.wait_for_selector(f".record[aria-current]:not([data-key={key}]) .detail")
    return ready, time.monotonic() - began


def main() -> None:
    """Prints a line for each length."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--words", type=int, nargs="+", default=[5000, 50_000])
    lengths = parser.parse_args().words
    os.environ.setdefault("ACCORDINGTO_PERSON", "benchmark")
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), lengths) as (desk, root),
        sync_playwright() as p,
    ):
        page = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS).new_page()
        page.goto(f"{root}/enter?token={desk.token}")
        for number, words in enumerate(lengths, 1):
            found = [measure(page, f"{root}/reports/{number}") for _ in range(TIMES)]
            ready, decided = (statistics.median(column) for column in zip(*found, strict=True))
            print(f"{words} words: ready in {ready:.2f} s, a decision takes {decided:.2f} s (median of {TIMES})")


if __name__ == "__main__":
    main()
