"""How long an event page with many statements takes, on the server and in Chromium until it can be used.

Run: python benchmarks/event_page.py --reports 250 --statements 4
"""

from __future__ import annotations

import argparse
import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from accordingto.casebook.store import make_casebook
from accordingto.review.app import create_app
from accordingto.review.desk import Desk
from accordingto.review.intake import Intake
from tests.casebook.conftest import put, read_made
from tests.review import told

TIMES = 5


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=250)
    parser.add_argument("--statements", type=int, default=4, help="of each report")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        casebook = make_casebook(str(Path(folder) / "case"))
        records, event = told.crowd(asked.reports, asked.statements)
        put(casebook, *records)
        told.put_events(casebook, [event])
        desk = Desk(casebook, Intake(read_made([])), frozenset({host}))
        server = uvicorn.Server(uvicorn.Config(create_app(desk), log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            measure(f"http://{host}", desk.token, asked.reports * asked.statements)
        finally:
            server.should_exit = True
            thread.join()
            casebook.engine.dispose()


def measure(root: str, token: str, statements: int) -> None:
    """Opens the page some times and prints what it took."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{root}/enter?token={token}")
        for _ in range(TIMES):
            start, worked = time.perf_counter(), time.process_time()
            answer = page.goto(f"{root}/events/crowd", wait_until="load")
            page.locator(".jump a").first.click()
            usable = time.perf_counter() - start
            worked = time.process_time() - worked
            timing = page.evaluate("performance.getEntriesByType('navigation')[0].toJSON()")
            size = len(answer.body()) / 1000 if answer else 0
            print(
                f"{statements} statements: {worked:.2f} s of CPU; "
                f"server {timing['responseStart'] - timing['requestStart']:.0f} ms, "
                f"loaded {timing['loadEventEnd']:.0f} ms, first click done {usable * 1000:.0f} ms, {size:.0f} kB"
            )
        browser.close()


if __name__ == "__main__":
    main()
