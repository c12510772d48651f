"""When reports go, keys that led to too many lead somewhere again: the outcome is that of a casebook without them."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from accordingto.casebook import crowding, happenings, schema
from accordingto.casebook.destroying import destroy, set_consent
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook, make_casebook
from accordingto.reconcile import keys, rounds
from accordingto.reconcile.casework import reconcile_case
from accordingto.types import Record
from tests.reconcile.conftest import put
from tests.reconcile.test_actors import told as actors
from tests.reconcile.test_casework import told as events


def take_away(casebook: Casebook, ids: set[str], rng: random.Random) -> None:
    """Withdraws or destroys these, now and then reconciling in between."""
    for held in list(Reader(casebook).records()):
        if held.record.report.id in ids:
            if rng.random() < 0.5:
                set_consent(casebook, held.number, "withdrawn", "a test")
            else:
                destroy(casebook, held.number, "a test")
            if rng.random() < 0.3:
                reconcile_case(casebook)


def concluded(casebook: Casebook) -> list[Any]:
    """The events; of reports of one day, in which a party is silent alike, the one of the lower number is named."""
    return [(*head, [p if p[1] != "not_quoted" else (*p[:2], "", *p[3:]) for p in positions], counts)
            for *head, positions, counts in events(casebook)]  # fmt: skip


def told_again(record: Record, n: int) -> Record:
    """The same happenings as told by another paper."""
    report = record.report
    return replace(record, report=replace(report, id=f"{report.id}-{n}", text=f"{report.text}\n\nPaper {n}."))


@pytest.mark.parametrize("seed", range(6))
def test_withdrawal_gives_what_would_be_without(
    tmp_path: Path, records: list[Record], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    crowd = rng.choice([1, 2, 3])
    for module in (crowding, keys, rounds):
        monkeypatch.setattr(module, "CROWDED", crowd)
    monkeypatch.setattr(happenings, "copies", lambda *_: {})  # which of equal texts is the copy hangs on who came first
    casebook, other = (make_casebook(str(tmp_path / name)) for name in ("case", "other"))
    records = [*records, *(told_again(r, n) for r in rng.sample(records, 6) for n in range(rng.randrange(2, 5)))]
    order = rng.sample(records, len(records))
    step = rng.choice([3, 8, len(order)])
    for start in range(0, len(order), step):
        put(casebook, tmp_path, order[start : start + step])
        reconcile_case(casebook)
    gone = {r.report.id for r in rng.sample(order, rng.randrange(1, len(order) // 2))}
    take_away(casebook, gone, rng)
    reconcile_case(casebook)
    put(other, tmp_path, [r for r in records if r.report.id not in gone])
    reconcile_case(other)
    assert concluded(casebook) == concluded(other)
    assert actors(casebook) == actors(other)
    with casebook.reading() as connection:
        assert not any(key.startswith(crowding.AGAIN)
                       for key in connection.execute(select(schema.happening_key.c.key)).scalars())  # fmt: skip
