"""Whatever is changed, moved, taken out or cut off is found; what is only moved, cleaned up or copied passes."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from accordingto.casebook import deciding
from accordingto.casebook.seals import Seal, make_seal, read_seal
from accordingto.casebook.store import Casebook, make_casebook, open_casebook
from accordingto.casebook.transfer import transfer
from accordingto.casebook.verify import verify
from accordingto.casebook.writing import Run
from accordingto.errors import UsageError
from tests.casebook.conftest import fill, new_database

FLIPS = int(os.environ.get("CASEBOOK_FLIPS", "60"))
"""Random flips of one byte; benchmarks/casebook_soak.py runs a thousand."""


def change(casebook: Casebook, *statements: str, **values: object) -> None:
    """Does what an attacker with the database in hand could do: no journal, no rules."""
    with casebook.engine.connect() as connection:
        if casebook.engine.dialect.name == "sqlite":
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(text(statement), values)
        connection.commit()
        if casebook.engine.dialect.name == "sqlite":
            connection.connection.cursor().execute("PRAGMA foreign_keys = ON")


def test_an_untouched_casebook_is_as_it_was(casebook: Casebook) -> None:
    fill(casebook, 6)
    fill(casebook, 3, run=Run("made", {"version": 2}))
    deciding.decide(casebook, 1, "c1", "accept", "checked against the video")
    found = verify(casebook, make_seal(casebook))
    assert found.damage == []
    assert (found.captures, found.records, found.decisions) == (6, 9, 1)
    assert found.quotes > 500


def test_any_flipped_byte_of_a_capture_is_found(folder: Path) -> None:
    casebook = make_casebook(str(folder))
    fill(casebook, 8)
    files = sorted(path for path in (folder / "captures").glob("??/*"))
    rng = random.Random(1)
    for _ in range(FLIPS):
        path = rng.choice(files)
        data = bytearray(path.read_bytes())
        place, bit = rng.randrange(len(data)), 1 << rng.randrange(8)
        data[place] ^= bit
        path.write_bytes(data)
        assert len(verify(casebook).damage) == 1, f"byte {place} of {path.name}"
        data[place] ^= bit
        path.write_bytes(data)
    assert verify(casebook).damage == []


@pytest.mark.parametrize(
    "harm", [lambda p: p.unlink(), lambda p: p.write_bytes(b""), lambda p: p.write_bytes(b"x" * 10)]
)
def test_a_capture_that_is_gone_or_replaced_is_found(folder: Path, harm: Callable[[Path], None]) -> None:
    casebook = make_casebook(str(folder))
    fill(casebook, 2)
    harm(next((folder / "captures").glob("??/*")))
    assert len(verify(casebook).damage) == 1


def test_a_changed_capture_in_the_database_is_found(postgresql: str) -> None:
    casebook = make_casebook(new_database(postgresql))
    fill(casebook, 2)
    change(casebook, "UPDATE capture_content SET content = set_byte(content, 5, 0)")
    assert len(verify(casebook).damage) == 2
    casebook.engine.dispose()


TAMPERING = {
    "person": ["UPDATE custody_event SET person = 'Somebody' WHERE seq = :n"],
    "time": ["UPDATE custody_event SET at = '2001-01-01T00:00:00Z' WHERE seq = :n"],
    "kind": ["UPDATE custody_event SET kind = 'note' WHERE seq = :n"],
    "subject": ["UPDATE custody_event SET subject = 'record 9999' WHERE seq = :n"],
    "details": ["UPDATE custody_event SET details = '{}' WHERE seq = :n"],
    "hash": ["UPDATE custody_event SET hash = '00' WHERE seq = :n"],
    "deleted": ["DELETE FROM custody_event WHERE seq = :n"],
    "deleted and closed up": [
        "DELETE FROM custody_event WHERE seq = :n",
        "UPDATE custody_event SET seq = -seq WHERE seq > :n",
        "UPDATE custody_event SET seq = -seq - 1 WHERE seq < 0",
    ],
    "reordered": [
        "UPDATE custody_event SET seq = -1 WHERE seq = :n",
        "UPDATE custody_event SET seq = :n WHERE seq = :n - 1",
        "UPDATE custody_event SET seq = :n - 1 WHERE seq = -1",
    ],
    "inserted": [
        "UPDATE custody_event SET seq = -seq WHERE seq >= :n",
        "UPDATE custody_event SET seq = -seq + 1 WHERE seq < 0",
        "INSERT INTO custody_event SELECT :n, at, person, kind, subject, details, hash FROM custody_event "
        "WHERE seq = :n - 1",
    ],
    "cut off": ["DELETE FROM custody_event WHERE seq >= :n"],
}


@pytest.mark.parametrize("how", TAMPERING)
def test_every_change_of_the_journal_is_found_at_every_tenth_position(tmp_path: Path, how: str) -> None:
    casebook = make_casebook(str(tmp_path / "case"))
    fill(casebook, 20)
    seal = make_seal(casebook)
    casebook.engine.dispose()
    for n in [*range(2, seal.entries, seal.entries // 10), seal.entries]:
        shutil.copytree(tmp_path / "case", tmp_path / "harmed")
        harmed = open_casebook(str(tmp_path / "harmed"))
        change(harmed, *TAMPERING[how], n=n)
        assert verify(harmed, seal).damage, f"{how} at {n} of {seal.entries}"
        harmed.engine.dispose()
        shutil.rmtree(tmp_path / "harmed")


def test_an_end_cut_off_with_its_rows_is_found_by_the_seal_alone(folder: Path) -> None:
    casebook = make_casebook(str(folder))
    fill(casebook, 3)
    before = make_seal(casebook)
    deciding.decide(casebook, 1, "c1", "reject", "the video shows another place")
    after = make_seal(casebook)
    change(casebook, "DELETE FROM review", f"DELETE FROM custody_event WHERE seq > {before.entries}")
    assert verify(casebook).damage == []
    assert any("no seal was given" in note for note in verify(casebook).notes)
    assert verify(casebook, before).damage == []
    assert "cut off" in verify(casebook, after).damage[0]


def test_a_journal_that_was_computed_anew_is_found_by_the_seal(folder: Path) -> None:
    casebook = make_casebook(str(folder))
    fill(casebook, 3)
    seal = make_seal(casebook)
    from accordingto.casebook import journal

    with casebook.writing() as transaction:
        notes = [journal.Note(e.kind, e.subject, {}) for e in journal.entries(transaction.connection)]
        transaction.connection.execute(text("DELETE FROM custody_event"))
        journal.append(transaction.connection, notes, "Somebody", "2001-01-01T00:00:00Z")
    assert any("rewritten" in damage for damage in verify(casebook, seal).damage)


def test_the_seal_of_another_casebook_does_not_hold(tmp_path: Path) -> None:
    one, other = make_casebook(str(tmp_path / "one")), make_casebook(str(tmp_path / "other"))
    assert "another casebook" in verify(one, make_seal(other)).damage[0]


EDITS = [
    "UPDATE text SET body = replace(body, 'people', 'peoplo') WHERE record_id = 2",
    "UPDATE text SET body = body || ' ' WHERE record_id = 2",
    "UPDATE act SET trigger_end = trigger_end + 1 WHERE record_id = 2 AND n = 3",
    "UPDATE act SET type = 'AID' WHERE record_id = 2 AND n = 3",
    "UPDATE act SET count_min = count_min + 1 WHERE record_id = 2 AND n = 3",
    "UPDATE act SET confidence = 0.99999 WHERE record_id = 2 AND n = 0",
    "UPDATE act SET denied_by = NULL WHERE record_id = 2 AND denied_by IS NOT NULL",
    "DELETE FROM act_role WHERE record_id = 2 AND act = 3",
    "UPDATE act_role SET codes = 'RUS MIL' WHERE record_id = 2 AND act = 3",
    "UPDATE statement SET stance = 'confirms' WHERE record_id = 2 AND n = 0",
    "UPDATE statement_content SET passage_start = passage_start + 1 WHERE record_id = 2 AND n = 0",
    "UPDATE source_link SET passage_end = passage_end - 1 WHERE record_id = 2 AND n = 0",
    "UPDATE actor SET name = 'Nobody' WHERE record_id = 2 AND n = 0",
    "UPDATE actor SET mentions = '0-3' WHERE record_id = 2 AND n = 0",
    "UPDATE actor SET mentions = 'x' WHERE record_id = 2 AND n = 0",
    "UPDATE place SET lat = lat + 0.0001 WHERE record_id = 2 AND n = 0",
    "UPDATE time SET earliest = '2000-01-01' WHERE record_id = 2 AND n = 0",
    "UPDATE record SET title = 'Another' WHERE id = 2",
    "UPDATE record SET published_at = NULL WHERE id = 2",
    "DELETE FROM text WHERE record_id = 2",
    "UPDATE capture SET bytes = bytes + 1 WHERE id = 2",
    "UPDATE review SET decision = 'reject' WHERE id = 1",
    "DELETE FROM review WHERE id = 1",
]


@pytest.mark.parametrize("edit", EDITS)
def test_every_edit_of_rows_is_found(casebook: Casebook, edit: str) -> None:
    fill(casebook, 3)
    deciding.decide(casebook, 1, "c1", "accept", "seen")
    change(casebook, edit)
    assert len(verify(casebook).damage) == 1


def test_rows_that_the_journal_does_not_know_are_found(folder: Path) -> None:
    casebook = make_casebook(str(folder))
    fill(casebook, 1)
    change(casebook, "INSERT INTO review VALUES "
           "(1, 1, 'c1', 'accept', NULL, 'forged', 'Eve', '2026-01-01T00:00:00Z', NULL)",
           "INSERT INTO capture VALUES (7, 'ff', 1, 'text/plain', NULL, FALSE)")  # fmt: skip
    assert len(verify(casebook).damage) == 2


def test_a_deleted_record_is_found(folder: Path) -> None:
    casebook = make_casebook(str(folder))
    fill(casebook, 2)
    tables = ("statement", "statement_content", "source_link", "act", "act_role", "actor", "time", "place", "text")
    change(casebook, *(f"DELETE FROM {name} WHERE record_id = 2" for name in tables), "DELETE FROM record WHERE id = 2")
    assert verify(casebook).damage == ["record 2: the journal tells of it, but its row is gone"]


def test_a_casebook_that_was_moved_and_vacuumed_passes(tmp_path: Path) -> None:
    casebook = make_casebook(str(tmp_path / "old"))
    fill(casebook, 5)
    seal = make_seal(casebook)
    casebook.engine.dispose()
    shutil.move(tmp_path / "old", tmp_path / "new")
    moved = open_casebook(str(tmp_path / "new"))
    with moved.engine.connect() as connection:
        connection.connection.cursor().execute("VACUUM")
    assert verify(moved, seal).damage == []


@pytest.mark.parametrize("direction", ["to PostgreSQL", "to SQLite"])
def test_a_casebook_on_the_other_database_passes(tmp_path: Path, postgresql: str, direction: str) -> None:
    places = [str(tmp_path / "case"), new_database(postgresql)]
    if direction == "to SQLite":
        places.reverse()
    source = make_casebook(places[0])
    fill(source, 5)
    fill(source, 2, run=Run("made", {"version": 2}))
    deciding.decide(source, 1, "c1", "accept", "seen")
    seal = make_seal(source)
    target = transfer(source, make_casebook(places[1]))
    assert verify(target, seal).damage == []
    assert verify(open_casebook(places[1]), seal).damage == []
    with pytest.raises(UsageError, match="not empty"):
        transfer(source, target)
    for casebook in (source, target):
        casebook.engine.dispose()


def test_seals_are_read_as_they_are_written(tmp_path: Path) -> None:
    seal = Seal("id", 12, "ab" * 32, "2026-01-01T00:00:00Z", b"token")
    assert read_seal(seal.line()) == seal
    (tmp_path / "seal.txt").write_text(seal.line() + "\n")
    assert read_seal(str(tmp_path / "seal.txt")) == seal
    for wrong in ("", "accordingto-seal-1", seal.line()[:-9].replace("ab", "zz"), "x" * 5000, "\0"):
        with pytest.raises(UsageError, match="seal"):
            read_seal(wrong)
