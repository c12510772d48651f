"""How far an export has come: told report by report, and as a bar on a terminal."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from accordingto.casebook.query import Query
from accordingto.casebook.store import Casebook, make_casebook
from accordingto.export.bundles import Redaction, write_bundle
from accordingto.export.choosing import Choice
from accordingto.export.exporting import export
from accordingto.export.merging import merge
from tests.export.conftest import ALL


def test_each_report_that_is_gone_through_is_told(shared: Casebook, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    export(shared, "bibtex", ALL, "Court", tmp_path / "a.bib", lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]
    told.clear()
    one = Choice(Query("declined"), unreviewed=True)
    export(shared, "bibtex", one, "Court", tmp_path / "b.bib", lambda done, of: told.append((done, of)))
    assert told == [(1, 1)]


def test_a_bundle_tells_it_too_on_both_sides(shared: Casebook, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_bundle(shared, ALL, "Omar", Redaction(), tmp_path / "b", lambda done, of: told.append((done, of)))
    merge(make_casebook(str(tmp_path / "other")), tmp_path / "b", lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)] * 2


def test_a_terminal_shows_a_bar(case: Casebook, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = ["export", "--to", "bibtex", "--case", str(tmp_path / "case"), "-o", str(tmp_path / "a.bib")]
    told = ""
    with subprocess.Popen([sys.executable, "-m", "accordingto", *command], stdout=subprocess.DEVNULL, stderr=theirs,
                          env={**os.environ, "TERM": "xterm", "COLUMNS": "120"}) as process:  # fmt: skip
        os.close(theirs)
        try:
            while some := os.read(ours, 65536):
                told += some.decode("utf-8", "replace")
        except OSError:  # the other end is closed
            pass
        os.close(ours)
        assert process.wait(30) == 0
    told = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", told)
    assert "writing a.bib" in told
    assert "2/2 reports" in told
    assert "2 written, sha256" in told
