"""What another run reads otherwise is told item by item, with what people had decided on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accordingto.casebook import deciding, diffing
from accordingto.casebook.adding import add
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.casebook.writing import Run
from accordingto.errors import UsageError
from tests.casebook import made
from tests.casebook.conftest import put, read_made

NEWER = Run("made", {"version": 2})


def test_every_difference_is_told(casebook: Casebook) -> None:
    old = made.record(1)
    put(casebook, old, made.record(2))
    deciding.decide(casebook, 1, "c1", "reject", "the video shows another place")
    deciding.decide(casebook, 1, "c3", "accept", "two witnesses")
    report = replace(old.report, publisher="The Other Post", published_at="2019-01-01")
    acts = (replace(old.acts[0], type="AID", mode=None), *old.acts[3:])
    statements = (replace(old.statements[0], id="s77", confidence=0.1), *old.statements[1:-1])
    put(casebook, made.record(2), run=NEWER)
    new = replace(old, report=report, acts=acts, statements=statements)
    list(add(casebook, [made.incoming(old)], read_made([(made.incoming(old), new)]), NEWER))
    changes = list(diffing.compare_runs(Reader(casebook), 1, 2))
    told = [(c.report, c.kind, c.change, c.before, c.after, c.decided) for c in changes]
    assert told[0] == (1, "report", "changed", None, None, None)
    assert {name for name, _, _ in changes[0].fields} == {"publisher", "published_at"}
    assert set(told[1:]) == {
        (1, "statement", "gone", old.statements[-1].id, None, None),
        (1, "act", "changed", "c1", "c1", "reject"),
        (1, "act", "gone", "c2", None, None),
        (1, "act", "gone", "c3", None, "accept"),
        (1, "act", "changed", "c9", "c9", None),  # it was told in the statement that is gone
    }
    change = next(c for c in changes if c.kind == "act" and c.change == "changed")
    assert ("type", old.acts[0].type, "AID") in change.fields


def test_the_same_read_again_is_no_difference(casebook: Casebook) -> None:
    put(casebook, made.record(1))
    put(casebook, made.record(1), run=NEWER)
    assert list(diffing.compare_runs(Reader(casebook), 1, 2)) == []
    with pytest.raises(UsageError, match="no run 3"):
        list(diffing.compare_runs(Reader(casebook), 1, 3))


def test_a_report_that_one_run_alone_has_is_told(casebook: Casebook) -> None:
    put(casebook, made.record(1), made.record(2))
    put(casebook, made.record(2), made.record(3), run=NEWER)
    told = [(c.report, c.change) for c in diffing.compare_runs(Reader(casebook), 1, 2)]
    assert told == [(1, "gone"), (3, "new")]
