"""Casebooks of older versions: brought up to date whole or not at all, with all that people decided."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, create_engine, inspect, select, text

from accordingto.casebook import engine, migrate, pair_decisions, schema, standing, versions
from accordingto.casebook.engine import insert_many
from accordingto.casebook.query import Query
from accordingto.casebook.reader import Reader
from accordingto.casebook.seals import read_seal
from accordingto.casebook.store import Casebook, make_casebook, open_casebook
from accordingto.casebook.verify import verify
from accordingto.errors import CasebookError
from accordingto.reconcile.case import events
from accordingto.reconcile.casework import reconcile_case
from tests.casebook.conftest import new_database

OLD = Path(__file__).with_name("old")
"""Made by commit b36ef7c with `old/make.sh`; its seal was printed by that version."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A casebook of version 0001 in a folder."""
    with tarfile.open(OLD / "b36ef7c.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    return tmp_path / "case"


@pytest.fixture(params=["sqlite", "postgresql"])
def anywhere(request: pytest.FixtureRequest, old: Path) -> str:
    """The same casebook on each database; on PostgreSQL in the tables of 0001."""
    if request.param == "sqlite":
        return str(old)
    url = new_database(request.getfixturevalue("postgresql"))
    source = create_engine(f"sqlite:///{old / 'casebook.db'}")
    with source.connect() as rows, engine.writing(engine.open_postgresql(url)) as connection:
        migrate.upgrade(connection, "0001")
        for table in _as_of_0001(connection):
            insert_many(connection, table, [dict(row._mapping) for row in rows.execute(select(table))])
        content = [{"sha256": p.name, "content": p.read_bytes()} for p in old.glob("captures/**/*") if p.is_file()]
        connection.execute(schema.capture_content.insert(), content)
    source.dispose()
    return url


def _as_of_0001(connection: Connection) -> list[Any]:
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name not in ("alembic_version", "search", "passage"))
    return list(found.sorted_tables)


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")  # see `_written`
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_the_migrations_make_the_tables_of_the_schema(place: str) -> None:
    """Fails where `schema` was changed without a migration, or a migration does something else."""
    opened = _engine(place)
    with engine.writing(opened) as connection:
        migrate.upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": _ours})
        assert compare_metadata(context, schema.metadata) == []
        migrated = _told(connection)
        for table in reversed(schema.metadata.sorted_tables):
            connection.execute(text(f'DROP TABLE "{table.name}"' + _cascade(connection)))
        schema.metadata.create_all(connection)
        assert _told(connection) == migrated


def _engine(place: str) -> Any:
    if engine.is_url(place):
        return engine.open_postgresql(place)
    Path(place).mkdir()
    return engine.open_sqlite(Path(place) / "casebook.db")


def _cascade(connection: Connection) -> str:
    if connection.dialect.name == "postgresql":
        return " CASCADE"
    connection.execute(text("DROP VIEW IF EXISTS passage"))
    return ""


def _ours(object_: object, name: str, type_: str, *_: object) -> bool:
    return not (type_ == "table" and name.partition("_")[0] in ("search", "alembic"))


def _told(connection: Connection) -> dict[str, Any]:
    """All that the database tells of each table."""
    seen, found = inspect(connection), {}
    for name in schema.metadata.tables:
        found[name] = {
            "columns": sorted(str(sorted(c.items(), key=str)) for c in seen.get_columns(name)),
            "key": seen.get_pk_constraint(name),
            "foreign": sorted(map(str, seen.get_foreign_keys(name))),
            "unique": sorted(map(str, seen.get_unique_constraints(name))),
            "indexes": sorted(map(str, seen.get_indexes(name))),
            "options": seen.get_table_options(name),
        }
    return {**found, "indexes": _written(connection)}


def _written(connection: Connection) -> list[tuple[str, str]]:
    """All indexes as the database has them, those of expressions too."""
    if connection.dialect.name == "postgresql":
        query = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
    else:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    return sorted(
        (name, " ".join(sql.split())) for name, sql in connection.execute(text(query)) if _ours(sql, name, "table")
    )


def test_every_migration_is_known() -> None:
    """`versions` lists the steps without loading Alembic, and is what Alembic finds."""
    steps = ScriptDirectory(str(Path(migrate.__file__).with_name("migrations"))).walk_revisions()
    assert tuple(step.revision for step in steps)[::-1] == versions.KNOWN


def test_an_old_casebook_is_brought_up_to_date_by_opening_it(anywhere: str) -> None:
    casebook = open_casebook(anywhere)
    found = verify(casebook, read_seal((OLD / "seal.txt").read_text()))
    assert not found.damage
    assert (found.records, found.captures, found.decisions) == (3, 3, 7)
    told = [(e["kind"], json.loads(e["details"])) for e in Reader(casebook).journal(limit=1000)]
    assert ("migration", {"from": "0001", "to": versions.HEAD}) in told


def test_what_people_decided_is_kept(anywhere: str) -> None:
    casebook = open_casebook(anywhere)
    with casebook.reading() as connection:
        decisions = pair_decisions.decisions(connection, pair_decisions.ACTS)
    assert [(d.same, d.one[:2], d.other[:2]) for d in decisions] == [
        (True, (3, 138), (3, 164)),
        (False, (1, 130), (2, 58)),
        (False, (1, 293), (2, 58)),
    ]
    assert [d.why for d in decisions][1:] == ["another day"] * 2
    assert decisions[0].why.startswith("one protest, told by ⟦")
    reader = Reader(casebook)
    assert reader.find(Query(mode="shelling"))  # changed by hand from heavy-weapons: search knows what stands
    assert not [hit for hit in reader.find(Query("fired")) if hit.held.number == 1 and hit.id == "1.c2"]


def test_events_are_made_anew_with_the_decisions(anywhere: str) -> None:
    casebook = open_casebook(anywhere)
    assert (events(Reader(casebook)), Reader(casebook).waiting()) == ([], 3)
    assert reconcile_case(casebook).reports == 3
    assert Reader(casebook).waiting() == 0
    together = [{(act.report, act.act) for act in event.acts} for event in events(Reader(casebook))]
    assert not any({("2", "c1"), ("1", "c4")} <= acts for acts in together)  # split by hand
    with casebook.reading() as connection:
        assert connection.execute(select(schema.same_as)).first()
    assert not verify(casebook).damage


def test_terms_of_every_record_are_there(anywhere: str) -> None:
    with open_casebook(anywhere).reading() as connection:
        assert connection.execute(select(schema.term).where(schema.term.c.code == "denies")).first()


def test_a_changed_decision_is_not_made_sound(old: Path) -> None:
    with sqlite3.connect(old / "casebook.db") as connection:
        connection.execute("UPDATE event_decision SET same = NOT same WHERE id = 2")
    assert verify(open_casebook(str(old))).damage == ["event_decision 2: is not as the journal says"]


def test_a_kill_in_between_leaves_the_old_casebook(old: Path) -> None:
    kill = ("import os, signal\nfrom accordingto.casebook import standing, store\n"
            "standing.settle_all = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
            f"store.open_casebook({str(old)!r})")  # fmt: skip
    assert subprocess.run([sys.executable, "-c", kill], check=False).returncode == -9
    with sqlite3.connect(old / "casebook.db") as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        assert connection.execute("SELECT count(*) FROM event").fetchone()[0]
    assert not verify(open_casebook(str(old))).damage


def test_an_error_in_between_leaves_the_old_casebook(anywhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Casebook, connection: Connection) -> None:
        connection.execute(text("SELECT nothing FROM nowhere"))

    with monkeypatch.context() as patch:
        patch.setattr(standing, "settle_all", fail)
        with pytest.raises(CasebookError, match="made by an older accordingto"):
            open_casebook(anywhere)
    assert not verify(open_casebook(anywhere)).damage


def test_where_it_may_not_be_written_to_the_message_says_so(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    with pytest.raises(CasebookError, match=r"older accordingto.*may not be written to"):
        open_casebook(str(old))


def test_a_casebook_of_a_newer_version_is_a_clear_error(casebook: Casebook, place: str) -> None:
    with casebook.writing() as transaction:
        transaction.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for opening in (open_casebook, make_casebook):
        with pytest.raises(CasebookError, match="newer accordingto; update"):
            opening(place)


def test_a_casebook_between_two_versions_is_a_clear_error(old: Path) -> None:
    with sqlite3.connect(old / "casebook.db") as connection:
        connection.execute("CREATE TABLE carried (id INTEGER)")
    with pytest.raises(CasebookError, match="between two"):
        open_casebook(str(old))
