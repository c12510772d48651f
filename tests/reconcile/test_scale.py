"""The short version of benchmarks/events_scale.py: work grows with the reports, and adding some does not begin anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordingto.casebook.store import make_casebook
from accordingto.reconcile.casework import reconcile_case
from accordingto.reconcile.merging import Chances
from benchmarks.events_scale import ACTS, STORY, put, report


class Counter:
    """Counts how many pairs are compared."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pairs = 0
        fresh = Chances.fresh

        def counted(chances: Chances, one: int, other: int) -> float:
            self.pairs += 1
            return fresh(chances, one, other)

        monkeypatch.setattr(Chances, "fresh", counted)

    def taken(self) -> int:
        pairs, self.pairs = self.pairs, 0
        return pairs


def test_comparisons_grow_with_the_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counter, taken = Counter(monkeypatch), []
    for reports in (25, 100):
        casebook = make_casebook(str(tmp_path / str(reports)))
        put(casebook, 0, reports)
        done = reconcile_case(casebook)
        assert done.reports == reports
        assert done.events < reports * ACTS / 2, "reports of one story tell the same happenings"
        taken.append(counter.taken())
    assert taken[1] < 1.6 * 4 * taken[0]
    put(casebook, 100, 105)
    assert reconcile_case(casebook).reports == 5
    assert counter.taken() < taken[1] / 8


def test_made_reports_are_the_same_each_time() -> None:
    assert report(7) == report(7)
    assert report(7) != report(7 + STORY)
