"""What goes into a casebook comes out equal; each report is there once; a casebook opens only as what it is."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from accordingto.casebook import rows, schema
from accordingto.casebook.checking import keepable
from accordingto.casebook.query import Query
from accordingto.casebook.reader import Reader
from accordingto.casebook.seals import make_seal
from accordingto.casebook.store import Casebook, make_casebook, open_casebook
from accordingto.casebook.verify import verify
from accordingto.casebook.versions import KNOWN
from accordingto.casebook.writing import Added, Run
from accordingto.errors import CasebookError, UsageError
from accordingto.types import Act, Capture, Count, Evidence, Record, Report, Role, Span, Statement, When
from tests.casebook import made
from tests.casebook.conftest import fill, put


def count(casebook: Casebook, table: str) -> int:
    with casebook.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(schema.metadata.tables[table])).scalar_one())


def test_records_come_out_as_they_went_in(casebook: Casebook) -> None:
    fill(casebook, 12)
    records = [record for _, record in made.pairs(0, 12)]
    assert [held.record for held in Reader(casebook).reports()] == records


def everything() -> Record:
    """A record in which every field of every noun holds something unusual."""
    text = "𝔄 Ministry said “no” to O'Brien's; -- 25 people in São Paulo\ttoday."
    span = Span(0, 1, "𝔄")
    role = Role(2, 10, "Ministry", "a1", ("BRA", "GOV x", "[é"))
    report = Report(id="ü'\"; DROP", text=text, input="dir/file.html", url="https://x.example/?a=1&b='",
                    title="T\u2028x",
                    publisher="Pübl", agency="AFP", voice="state media", byline=("A B", "C"), dateline="SÃO PAULO",
                    published_at="2019-03-29T13:30:00+05:30", language="pt", warnings=("w", "[v"),
                    evidence=(Evidence("published_at", "meta", "x"),),
                    capture=Capture("ab" * 32, 10**10, "text/html", "2020-01-01T00:00:00Z"))  # fmt: skip
    count_ = Count(None, 25, True, Span(text.index("25"), text.index("25") + 2, "25"))
    statement = Statement("s 1", "attitude", (role, role), "a1", span, (span, span), "mixed", "no_comment", role, role,
                          ("s2", "s 3"), Count(0, None, False, None), 0.123456789)  # fmt: skip
    act = Act("c1", "ASSAULT", None, span, (), (role,), "own scheme", When(None, None, None), "p9", count_, "killed",
              span, "charged", ("c2",), ("s 1",), ("s2",), "hypothetical", 1.0)  # fmt: skip
    return Record(report, (statement,), (act, replace(act, id="c2", when=None, count=None)))


def test_every_field_survives(casebook: Casebook) -> None:
    record = everything()
    put(casebook, record)
    assert Reader(casebook).report(1).record == record


def test_nul_and_lone_surrogates_do_no_harm(casebook: Casebook) -> None:
    record = Record(Report(id="n\0", text="a\0b \ud800c", title="\0"))
    put(casebook, record)
    kept = Reader(casebook).report(1).record
    assert (kept.report.text, kept.report.title) == ("a\ufffdb \ufffdc", "\ufffd")


def test_adding_again_adds_nothing(casebook: Casebook) -> None:
    assert {outcome.new for outcome in fill(casebook, 5) if isinstance(outcome, Added)} == {"report"}
    before = {name: count(casebook, name) for name in schema.metadata.tables}
    assert {outcome.new for outcome in fill(casebook, 5) if isinstance(outcome, Added)} == {"nothing"}
    assert {name: count(casebook, name) for name in schema.metadata.tables} == before


def test_the_same_bytes_twice_in_one_batch_are_one_report(casebook: Casebook) -> None:
    record = made.record(1)
    assert [o.new for o in put(casebook, record, record) if isinstance(o, Added)] == ["report", "nothing"]
    assert count(casebook, "capture") == 1


def test_a_newer_run_writes_beside_the_older(casebook: Casebook) -> None:
    put(casebook, made.record(1))
    newer = replace(made.record(1), acts=made.record(1).acts[:3])
    assert [o.new for o in put(casebook, newer, run=Run("made", {"version": 2})) if isinstance(o, Added)] == ["record"]
    reader = Reader(casebook)
    assert (reader.report(1, run=1).record.acts, reader.report(1).record.acts) == (made.record(1).acts, newer.acts)
    assert [run["records"] for run in reader.runs()] == [1, 1]


def test_known_versions_are_the_migrations() -> None:
    import accordingto.casebook.migrations.versions as versions

    found = sorted(path.name[:4] for path in Path(versions.__path__[0]).glob("0*.py"))
    assert tuple(found) == KNOWN


def test_passages_quote_their_text(casebook: Casebook) -> None:
    put(casebook, made.record(1))
    with casebook.reading() as connection:
        rows_ = connection.execute(text("SELECT start_at, end_at, exact FROM passage")).all()
    body = made.record(1).report.text
    assert len(rows_) > 50
    assert all(body[start:end] == exact for start, end, exact in rows_)


def test_records_load_in_any_number(casebook: Casebook) -> None:
    fill(casebook, 3)
    with casebook.reading() as connection:
        assert rows.load(connection, []) == {}
        loaded = rows.load(connection, [3, 99, 1])
    assert {id: keepable(record)[1] for id, record in loaded.items()} == {
        n: keepable(record)[1] for n, (_, record) in enumerate(made.pairs(0, 3), 1) if n != 2
    }


def test_a_newer_casebook_is_refused(casebook: Casebook, place: str) -> None:
    with casebook.writing() as transaction:
        transaction.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CasebookError, match="newer accordingto"):
        open_casebook(place)


def test_what_is_no_casebook_is_said(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="accordingto add"):
        open_casebook(str(tmp_path / "nowhere"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("x")
    with pytest.raises(UsageError, match="neither empty nor a casebook"):
        make_casebook(str(tmp_path / "mine"))
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is a file"):
        make_casebook(str(tmp_path / "file"))
    (tmp_path / "junk").mkdir()
    (tmp_path / "junk/casebook.db").write_bytes(b"no database at all" * 1000)
    with pytest.raises(CasebookError, match="cannot be read"):
        open_casebook(str(tmp_path / "junk"))


def test_no_server_is_a_clear_error() -> None:
    with pytest.raises(CasebookError, match="does not answer") as caught:
        open_casebook("postgresql://user:verysecret@127.0.0.1:9/none")
    assert "verysecret" not in str(caught.value)


def test_a_casebook_is_its_owners_alone(folder: Path) -> None:
    make_casebook(str(folder)).engine.dispose()
    assert folder.stat().st_mode & 0o077 == 0


def test_the_rights_of_a_folder_stay_as_its_owner_set_them(folder: Path) -> None:
    make_casebook(str(folder)).engine.dispose()
    folder.chmod(0o770)
    make_casebook(str(folder)).engine.dispose()
    assert folder.stat().st_mode & 0o777 == 0o770


def test_a_casebook_on_a_medium_that_is_only_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    casebook = make_casebook(str(folder))
    fill(casebook, 2)
    seal = make_seal(casebook)
    casebook.engine.dispose()
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != folder)
    before = sorted((path.name, path.stat().st_mtime_ns) for path in folder.iterdir())
    kept = open_casebook(str(folder))
    assert verify(kept, seal).damage == []
    assert len(Reader(kept).find(Query("people", limit=100))) == 36
    with pytest.raises(CasebookError, match="may not be written to"):
        fill(kept, 1, first=5)
    kept.engine.dispose()
    assert sorted((path.name, path.stat().st_mtime_ns) for path in folder.iterdir()) == before
    (folder / "casebook.db-wal").write_bytes(b"left behind")
    with pytest.raises(CasebookError, match="copied while in use"):
        open_casebook(str(folder))
