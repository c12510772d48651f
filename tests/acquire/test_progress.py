"""Long work tells how far it is on a terminal alone, and Ctrl-C loses nothing of what is read."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from accordingto.casebook.reader import Reader
from accordingto.casebook.store import open_casebook
from accordingto.casebook.verify import verify
from accordingto.cli.progress import WORTH, bar
from tests.acquire import archives

PAGES = 30
WORDS = "<p>The minister denied on Monday that police had detained {n} teachers in the town of Osh.</p>"
FILLING = b"<!-- " + b"x" * (2 * WORTH // PAGES) + b" -->"


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """A web archive of some pages."""
    path = tmp_path / "crawl.warc"
    pages = (f"<html><body><h1>Story {n}</h1>{WORDS.format(n=n + 2) * 3}</body></html>" for n in range(PAGES))
    path.write_bytes(b"".join(archives.response(f"https://courier.example/{n}", page.encode() + FILLING)
                              for n, page in enumerate(pages)))  # fmt: skip
    return path


def half_read(told: str) -> bool:
    """Whether the bar has come to half of the bytes."""
    return any(2 * float(read) >= float(total) > 0 for read, total in re.findall(r"([\d.]+)/([\d.]+) [kM]B", told))


def on_terminal(command: list[str]) -> tuple[int, str]:
    """(exit status, what a terminal shows) of a command that gets Ctrl-C once it has read half of its inputs."""
    ours, theirs = pty.openpty()
    told, stopped = "", False
    with subprocess.Popen([sys.executable, "-m", "accordingto", *command], stdout=subprocess.DEVNULL, stderr=theirs,
                          env={**os.environ, "TERM": "xterm", "COLUMNS": "120"}) as process:  # fmt: skip
        os.close(theirs)
        began = time.monotonic()
        try:
            while time.monotonic() - began < 60 and (some := os.read(ours, 65536)):
                told += some.decode("utf-8", "replace")
                if not stopped and half_read(told):
                    process.send_signal(signal.SIGINT)
                    stopped = True
        except OSError:  # the other end is closed
            pass
        os.close(ours)
        return process.wait(30), told


def test_ctrl_c_while_an_archive_is_added_loses_nothing(crawl: Path, tmp_path: Path) -> None:
    case = str(tmp_path / "case")
    status, told = on_terminal(["add", str(crawl), "--case", case])
    assert status == 130, told
    assert "interrupted" in told
    held = len(list(Reader(open_casebook(case)).records()))
    assert PAGES // 4 <= held < PAGES  # what was read by then, although no batch was full
    assert not verify(open_casebook(case)).damage


def test_where_no_terminal_is_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with bar(lambda: 2 * WORTH) as shown:
        shown.reach(WORTH)
        assert list(shown.over("ab")) == ["a", "b"]
    assert capsys.readouterr() == ("", "")
