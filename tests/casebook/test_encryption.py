"""An encrypted casebook shows nothing without its passphrase, names nobody without the other, survives a change."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from accordingto.casebook import encryption
from accordingto.casebook.destroying import destroy
from accordingto.casebook.encryption import change_passphrase
from accordingto.casebook.protect import protect
from accordingto.casebook.query import Query
from accordingto.casebook.reader import Reader
from accordingto.casebook.seals import make_seal
from accordingto.casebook.store import KEYS, Casebook, make_casebook, open_casebook
from accordingto.casebook.transfer import transfer
from accordingto.casebook.verify import verify
from accordingto.errors import CasebookError, UsageError
from tests.casebook.conftest import fill, new_database, put
from tests.casebook.test_protection import NAME, witness_report

pytest.importorskip("sqlcipher3", reason="sqlcipher3-binary is not installed (extra: encrypt)")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id at its least: what is tested is that it is used, not how long it takes."""
    monkeypatch.setattr(encryption, "KDF", {"iterations": 1, "lanes": 1, "memory_cost": 8})


@pytest.fixture
def locked(folder: Path) -> Casebook:
    """An encrypted casebook with a passphrase of its own for names, and a protected witness."""
    casebook = make_casebook(str(folder), "open sesame", "names sesame")
    fill(casebook, 3)
    put(casebook, witness_report())
    protect(casebook, [NAME], "witness", "asked")
    return casebook


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_the_folder_shows_nothing(locked: Casebook, folder: Path) -> None:
    held = all_bytes(folder)
    for words in (b"Okhotnikova", b"people", b"SQLite format", b"ministry", b"example.org", b"COERCE"):
        assert words not in held
    assert verify(locked, make_seal(locked)).damage == []
    assert Reader(locked).find(Query("beaten")) != []


def test_nothing_opens_without_the_passphrase(locked: Casebook, folder: Path) -> None:
    with pytest.raises(CasebookError, match="encrypted"):
        open_casebook(str(folder))
    for wrong in ("open sesam", "", "names sesame"):
        with pytest.raises(CasebookError, match="passphrase is wrong"):
            open_casebook(str(folder), wrong)
    assert len(Reader(open_casebook(str(folder), "open sesame")).reports()) == 4


def test_names_lie_under_a_key_of_their_own(locked: Casebook, folder: Path) -> None:
    half = open_casebook(str(folder), "open sesame")
    assert "Witness-" in Reader(half).report(4).record.report.text
    for attempt in (
        lambda: Reader(half, why="curious"),
        lambda: fill(half, 1, first=50),
        lambda: protect(half, ["Ab Cd"], "victim", "x"),
    ):
        with pytest.raises(CasebookError, match="protected names is wrong"):
            attempt()
    found = verify(half)
    assert found.damage == []
    assert any("not as they were read" in note for note in found.notes)
    assert any("bytes were not checked" in note for note in found.notes)
    with half.reading() as connection:
        from sqlalchemy import select

        from accordingto.casebook import schema

        for table in schema.metadata.sorted_tables:
            assert NAME not in repr(connection.execute(select(table)).all()), table.name
    whole = open_casebook(str(folder), "open sesame", "names sesame")
    assert Reader(whole, why="the hearing").report(4).record == witness_report()


@pytest.mark.parametrize("which", ["master", "names"])
def test_a_passphrase_can_be_changed(locked: Casebook, folder: Path, which: str) -> None:
    seal = make_seal(locked)
    old = {"master": "open sesame", "names": "names sesame"}[which]
    with pytest.raises(CasebookError, match="wrong"):
        change_passphrase(folder / KEYS, "guess", "new", which)
    with pytest.raises(UsageError, match="empty"):
        change_passphrase(folder / KEYS, old, "", which)
    change_passphrase(folder / KEYS, old, "brand new", which)
    phrases = ("brand new", "names sesame") if which == "master" else ("open sesame", "brand new")
    changed = open_casebook(str(folder), *phrases)
    assert verify(changed, seal).damage == []
    assert Reader(changed, why="the hearing").report(4).record == witness_report()
    with pytest.raises(CasebookError, match="wrong"):
        Reader(open_casebook(str(folder), "open sesame", "names sesame"), why="x")


def test_lost_power_leaves_the_old_or_the_new_passphrase(
    locked: Casebook, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_power(*_: object) -> None:
        raise KeyboardInterrupt

    for moment in ("fsync", "replace"):
        with monkeypatch.context() as patched:
            target: object = os if moment == "fsync" else Path
            patched.setattr(target, moment, no_power)
            with pytest.raises(KeyboardInterrupt):
                change_passphrase(folder / KEYS, "open sesame", "new")
        assert len(Reader(open_casebook(str(folder), "open sesame")).reports()) == 4


NEWER = b'{"version": 9, "master": {"salt": "", "key": ""}, "names": {"salt": "", "key": ""}}'


@pytest.mark.parametrize("harm", [b"", b"{}", b"\xff", b'{"version": 1}', NEWER])
def test_a_damaged_file_of_keys_is_said(locked: Casebook, folder: Path, harm: bytes) -> None:
    (folder / KEYS).write_bytes(harm)
    with pytest.raises(CasebookError, match=r"damaged|newer"):
        open_casebook(str(folder), "open sesame")


def test_any_flipped_byte_of_an_encrypted_capture_is_found(locked: Casebook, folder: Path) -> None:
    path = sorted((folder / "captures").glob("??/*"))[0]
    data = bytearray(path.read_bytes())
    for place in (0, 11, 12, len(data) // 2, len(data) - 1):
        data[place] ^= 1
        path.write_bytes(data)
        assert len(verify(locked).damage) == 1
        data[place] ^= 1
    path.write_bytes(data[:5])
    assert len(verify(locked).damage) == 1


def test_captures_do_not_open_in_each_others_place(locked: Casebook, folder: Path) -> None:
    one, other = sorted((folder / "captures").glob("??/*"))[:2]
    shutil.copy(one, other)
    assert len(verify(locked).damage) == 1


def test_destroyed_content_does_not_open_even_from_an_old_copy_of_its_file(locked: Casebook, folder: Path) -> None:
    path = next(p for p in (folder / "captures").glob("??/*"))
    copies = {p.name: p.read_bytes() for p in (folder / "captures").glob("??/*")}
    destroy(locked, 1, "a court ordered it")
    gone = next(name for name in copies if not (folder / "captures" / name[:2] / name).exists())
    (folder / "captures" / gone[:2] / gone).write_bytes(copies[gone])
    assert path.parent.exists()
    with pytest.raises(CasebookError, match="its key is gone"):
        locked.keys.unwrap_content(gone, copies[gone], None)
    with locked.reading() as connection:
        from sqlalchemy import select

        from accordingto.casebook import schema

        key = connection.execute(select(schema.capture.c.key).where(schema.capture.c.sha256 == gone)).scalar()
    assert key is None


def test_two_who_make_it_at_once_make_the_same(tmp_path: Path) -> None:
    path = tmp_path / KEYS
    encryption.make_keys(path, "one", "one")
    before = path.read_bytes()
    encryption.make_keys(path, "two", "two")
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [KEYS]


def test_the_file_of_keys_holds_only_wrapped_keys(locked: Casebook, folder: Path) -> None:
    content = json.loads((folder / KEYS).read_text())
    assert set(content) == {"version", "master", "names"}
    assert locked.keys.database
    assert locked.keys.database not in (folder / KEYS).read_text()


def test_a_plain_casebook_is_not_encrypted_later(folder: Path) -> None:
    make_casebook(str(folder))
    with pytest.raises(UsageError, match="not encrypted"):
        make_casebook(str(folder), "late")


def test_postgresql_is_not_encrypted_here() -> None:
    with pytest.raises(UsageError, match="server's disk"):
        make_casebook("postgresql://x@127.0.0.1/x", "pass")


@pytest.mark.parametrize("target", ["plain folder", "PostgreSQL", "other passphrases"])
def test_an_encrypted_casebook_is_copied_with_all_its_passphrases(
    locked: Casebook, tmp_path: Path, request: pytest.FixtureRequest, target: str
) -> None:
    place = new_database(request.getfixturevalue("postgresql")) if target == "PostgreSQL" else str(tmp_path / "copy")
    phrases = ("open rice", "names rice") if target == "other passphrases" else (None, None)
    seal = make_seal(locked)
    transfer(locked, make_casebook(place, *phrases)).engine.dispose()
    copy = open_casebook(place, *phrases)
    found = verify(copy, seal)
    assert (found.damage, found.captures) == ([], 4)
    assert not any("not checked" in note for note in found.notes)
    assert Reader(copy).report(4).record == Reader(locked).report(4).record
    assert Reader(copy, why="the hearing").report(4).record == witness_report()
    assert [hit.id for hit in Reader(copy).find(Query("beaten"))] == ["4.c1", "4.s1"]
    assert Reader(locked).journal(limit=1000)[-1]["kind"] == "copy"
    if phrases[0]:
        assert b"people" not in all_bytes(tmp_path / "copy")
        half = open_casebook(place, "open rice", "wrong")
        with pytest.raises(CasebookError, match="protected names is wrong"):
            Reader(half, why="curious")
        assert any("bytes were not checked" in note for note in verify(half).notes)
    for casebook in (locked, copy):
        casebook.engine.dispose()


def test_a_plain_casebook_is_copied_into_an_encrypted_one(tmp_path: Path) -> None:
    plain = make_casebook(str(tmp_path / "plain"))
    put(plain, witness_report())
    fill(plain, 1)
    protect(plain, [NAME], "witness", "asked")
    transfer(plain, make_casebook(str(tmp_path / "locked"), "open rice", "names rice"))
    half = open_casebook(str(tmp_path / "locked"), "open rice", "wrong")
    assert verify(half, make_seal(plain)).damage == []
    assert sum("bytes were not checked" in note for note in verify(half).notes) == 1
    whole = open_casebook(str(tmp_path / "locked"), "open rice", "names rice")
    assert Reader(whole, why="the hearing").report(1).record == witness_report()
    assert b"Okhotnikova" not in all_bytes(tmp_path / "locked")


def test_nothing_is_copied_without_the_right_or_the_passphrase_of_names(
    locked: Casebook, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = make_casebook(str(tmp_path / "copy"))
    with pytest.raises(CasebookError, match="protected names is wrong"):
        transfer(open_casebook(str(folder), "open sesame"), target)
    monkeypatch.setenv("ACCORDINGTO_PERSON", "Stranger")
    with pytest.raises(UsageError, match="may not see"):
        transfer(open_casebook(str(folder), "open sesame", "names sesame"), target)
    assert Reader(target).reports() == []
    assert verify(target).damage == []
