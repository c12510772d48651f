"""The queue, assignments and accounts, on both databases."""

from __future__ import annotations

import pytest

from accordingto.casebook.accounts import accounts, add_account, change_account, sign_in
from accordingto.casebook.assignments import Assignment, assign, assignments, set_state
from accordingto.casebook.deciding import decide
from accordingto.casebook.destroying import set_consent
from accordingto.casebook.queue import waiting
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook
from accordingto.casebook.verify import verify
from accordingto.errors import MissingError, UsageError
from accordingto.export.accused import DONE_BY, DONE_TO, accused
from tests.casebook.conftest import fill, put
from tests.review import made

PASSWORD = "a long enough password"


def test_the_queue_counts_what_is_left(casebook: Casebook) -> None:
    put(casebook, made.teacher(), made.plain())
    first, second = waiting(casebook, DONE_BY, DONE_TO)
    assert (first.report, first.items, first.decided, first.accuses) == (1, 4, 0, True)
    assert (second.items, second.accuses, second.novel, second.copy) == (1, False, 1.0, False)
    assert first.doubt == pytest.approx(1 - (0.9 + 0.6 + 0.85 + 0.4) / 4)
    decide(casebook, 1, "s1", "accept", "read")
    decide(casebook, 1, "s1", "reject", "no")
    decide(casebook, 1, "c1", "accept", "blind", coding="Ana")
    assert waiting(casebook, DONE_BY, DONE_TO)[0].decided == 1
    decide(casebook, 1, "report", "finish", "done", coding="Ana")
    assert len(waiting(casebook, DONE_BY, DONE_TO)) == 2
    decide(casebook, 1, "report", "finish", "done")
    set_consent(casebook, 2, "refused", "asked")
    assert waiting(casebook, DONE_BY, DONE_TO) == []


def test_the_queue_knows_the_accusations_that_exports_know(casebook: Casebook) -> None:
    """The rule stands twice, once in SQL: both must say the same of the same records."""
    fill(casebook, 60)
    told = {w.report for w in waiting(casebook, DONE_BY, DONE_TO) if w.accuses}
    assert told == {h.number for h in Reader(casebook).records() if accused(h.record)}
    assert told


def test_assignments_are_kept_and_journalled(casebook: Casebook) -> None:
    put(casebook, made.teacher(), made.plain())
    assert assign(casebook, [1, 2], ["Ana", "Ben"], blind=True) == 4
    assert assign(casebook, [1], ["Ana"], blind=True) == 0
    set_state(casebook, 1, "done", "Ana")
    assert assignments(casebook, 1) == [Assignment(1, "Ana", True, "done"), Assignment(1, "Ben", True, "open")]
    assert [a.hides for a in assignments(casebook, 1)] == [True, True]
    set_state(casebook, 1, "adjudicated")
    assert {a.state for a in assignments(casebook, 1)} == {"adjudicated"}
    assert not any(a.hides for a in assignments(casebook, 1))
    with pytest.raises(UsageError):
        assign(casebook, [9], ["Ana"], blind=False)
    assign(casebook, [2], ["Rita"], blind=False)
    with pytest.raises(UsageError, match="blind"):
        assign(casebook, [2], ["Rita"], blind=True)
    assert verify(casebook).damage == []


def test_accounts_sign_in_and_are_changed(casebook: Casebook) -> None:
    add_account(casebook, "Kim", "keeper", PASSWORD)
    add_account(casebook, "Zoë 李", "coder", PASSWORD)
    found = sign_in(casebook, "Zoë 李", PASSWORD, "")
    assert found is not None
    assert found.role == "coder"
    change_account(casebook, "Zoë 李", role="reviewer", password="another long password")
    assert sign_in(casebook, "Zoë 李", PASSWORD, "") is None
    assert [a.role for a in accounts(casebook)] == ["keeper", "reviewer"]
    for name in ("", "x" * 81, "a\nb"):
        with pytest.raises(UsageError):
            add_account(casebook, name, "coder", PASSWORD)
    with pytest.raises(MissingError):
        change_account(casebook, "Nobody", role="coder")
    assert verify(casebook).damage == []
