"""Events kept in a casebook: the same of any order, people's decisions kept, nothing left of what must go."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from accordingto.casebook import crowding, schema
from accordingto.casebook.destroying import destroy, set_consent
from accordingto.casebook.protect import protect
from accordingto.casebook.reader import Reader
from accordingto.casebook.store import Casebook, make_casebook
from accordingto.casebook.verify import verify
from accordingto.errors import UsageError
from accordingto.reconcile import case, deciding, keys, rounds
from accordingto.reconcile.casework import Done, reconcile_case
from accordingto.reconcile.events import reconcile
from accordingto.reconcile.types import Event
from accordingto.types import Record
from tests.reconcile.conftest import put


def told(casebook: Casebook) -> list[Any]:
    """The events with reports by the ids that they came with, so that casebooks filled otherwise can be compared."""
    reader = Reader(casebook)
    id = {str(held.number): held.record.report.id for held in reader.records()}
    return sorted(
        (e.id, e.title, sorted((id[a.report], a.act) for a in e.acts), e.reasons, e.confidence,
         sorted((p.party, p.stance, id[p.report], p.statement or "", p.words) for p in e.positions),
         sorted((c.what or "", c.min or 0, c.source, id[c.report], c.copy_of is None) for c in e.counts))
        for e in case.events(reader)
    )  # fmt: skip


def several(casebook: Casebook) -> list[Event]:
    """The events that several reports tell."""
    return [e for e in case.events(Reader(casebook)) if len({a.report for a in e.acts}) > 1]


def acts(event: Event) -> set[tuple[str, str]]:
    return {(a.report, a.act) for a in event.acts}


@pytest.fixture
def filled(casebook: Casebook, tmp_path: Path, records: list[Record]) -> Casebook:
    """A casebook with all stories, reconciled."""
    put(casebook, tmp_path, records)
    reconcile_case(casebook)
    return casebook


@pytest.mark.parametrize("crowded", [crowding.CROWDED, 2])
def test_order_of_adding_does_not_matter(
    tmp_path: Path, records: list[Record], crowded: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (crowding, keys, rounds):  # with 2 nearly every key becomes too common on the way
        monkeypatch.setattr(module, "CROWDED", crowded)
    made = []
    for seed, step in ((0, 1), (1, 5), (2, 100)):
        casebook = make_casebook(str(tmp_path / f"case{seed}"))
        order = random.Random(seed).sample(records, len(records))
        for start in range(0, len(order), step):
            put(casebook, tmp_path, order[start : start + step])
            reconcile_case(casebook)
        made.append(told(casebook))
    assert made[0] == made[1] == made[2]


def test_a_casebook_and_a_file_of_records_give_the_same_events(filled: Casebook, records: list[Record]) -> None:
    reader = Reader(filled)
    id = {str(held.number): held.record.report.id for held in reader.records()}
    kept = sorted(sorted((id[a.report], a.act) for a in e.acts) for e in case.events(reader))
    assert kept == sorted(sorted((a.report, a.act) for a in e.acts) for e in reconcile(records))


def test_nothing_is_done_twice(filled: Casebook) -> None:
    before = told(filled)
    assert reconcile_case(filled) == Done(0, 0)
    assert told(filled) == before


def test_a_new_report_touches_only_what_it_may_touch(tmp_path: Path, records: list[Record]) -> None:
    casebook = make_casebook(str(tmp_path / "case"))
    put(casebook, tmp_path, [r for r in records if r.report.id != "talks-r3"])
    reconcile_case(casebook)

    def rows() -> dict[str, int]:
        with casebook.reading() as connection:
            return {row.key: row.id for row in connection.execute(select(schema.event.c.key, schema.event.c.id))}

    before = rows()
    put(casebook, tmp_path, [r for r in records if r.report.id == "talks-r3"])
    assert reconcile_case(casebook).reports == 1
    talks = {e.id for e in case.events(Reader(casebook)) if "Serbia" in str(e.to_dict())}
    assert {key for key, id in rows().items() if before.get(key) != id} <= talks
    assert len(before) > len(talks)


def test_merged_events_stay_merged_and_split_ones_split(filled: Casebook) -> None:
    one, other = several(filled)[:2]
    deciding.merge(filled, one.id, other.id, "one campaign")
    both = acts(one) | acts(other)
    merged = next(e for e in case.events(Reader(filled)) if acts(e) == both)
    start_again(filled)
    assert any(acts(e) == both for e in case.events(Reader(filled)))
    deciding.split(filled, merged.id, [f"{a.report}.{a.act}" for a in other.acts], "two after all")
    start_again(filled)
    assert {frozenset(acts(one)), frozenset(acts(other))} <= {frozenset(acts(e)) for e in case.events(Reader(filled))}
    assert not verify(filled).damage


def test_what_is_not_the_same_is_never_joined(filled: Casebook) -> None:
    event = several(filled)[0]
    first = event.acts[0].report
    apart = [f"{a.report}.{a.act}" for a in event.acts if a.report == first]
    deciding.split(filled, event.id, apart, "another day")
    for _ in range(2):
        start_again(filled)
        assert not any({a.report for a in e.acts} > {first} and acts(e) & acts(event) == acts(event)
                       for e in case.events(Reader(filled)))  # fmt: skip
    with pytest.raises(UsageError, match="no event"):
        deciding.part(filled, "e0", event.id, "a test")


def start_again(casebook: Casebook) -> None:
    """Forgets all conclusions and draws them anew."""
    from accordingto.casebook import happenings

    with casebook.writing() as transaction:
        ids = list(transaction.connection.execute(select(schema.record.c.id)).scalars())
        happenings.forget(transaction.connection, ids)
    assert case.events(Reader(casebook)) == []
    reconcile_case(casebook)


def test_what_is_destroyed_or_withdrawn_leaves_no_trace_in_events(filled: Casebook) -> None:
    number = {h.record.report.id: h.number for h in Reader(filled).records()}
    destroy(filled, number["strike-r1"], "a test")
    set_consent(filled, number["strike-r3"], "withdrawn", "a test")
    for again in (False, True):
        if again:
            reconcile_case(filled)
        words = str([e.to_dict() for e in case.events(Reader(filled))])
        assert "weapons store" not in words
        assert "by mistake" not in words
    gone = {str(number["strike-r1"]), str(number["strike-r3"])}
    assert not gone & {a.report for e in case.events(Reader(filled)) for a in e.acts}


def test_protected_names_stand_in_no_event(filled: Casebook) -> None:
    protect(filled, ["Karim Mansour"], "victim", "a test")
    for again in (False, True):
        if again:
            reconcile_case(filled)
        words = str([e.to_dict() for e in case.events(Reader(filled))])
        assert "Mansour" not in words
        assert ("Victim-" in words) == again
    with filled.reading() as connection:
        for table in (schema.event, schema.position, schema.told, schema.same_as, schema.happening_key):
            assert "Mansour" not in str(connection.execute(select(table)).all()), table.name
