"""Casebooks for tests, on SQLite and on a throw-away PostgreSQL that the tests start themselves."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine

from accordingto.acquire.incoming import Incoming
from accordingto.casebook.adding import Read, add
from accordingto.casebook.store import Casebook, make_casebook
from accordingto.casebook.writing import Added, Run
from accordingto.types import Failure, Record
from tests.casebook import made

Make = Callable[[], Casebook]
RUN = Run("made", {"version": 1})


@pytest.fixture(autouse=True)
def person(monkeypatch: pytest.MonkeyPatch) -> str:
    """Who is at work in the tests."""
    monkeypatch.setenv("ACCORDINGTO_PERSON", "Tester")
    return "Tester"


@pytest.fixture(autouse=True)
def closed_engines(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Closes the connections of every casebook that a test opened."""
    engines: list[Engine] = []

    def create(*arguments: Any, **options: Any) -> Engine:
        engines.append(create_engine(*arguments, **options))
        return engines[-1]

    monkeypatch.setattr("accordingto.casebook.engine.create_engine", create)
    yield
    for engine in engines:
        engine.dispose()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a throw-away PostgreSQL server; without PostgreSQL the test is skipped."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not binaries:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql); ./test installs it")
    bin = binaries[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="accordingto-postgresql-"))  # not pytest's: others may not enter that one
    as_user: list[str] = []
    if os.getuid() == 0:  # initdb refuses root
        try:
            user = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("initdb refuses root, and there is no user postgres to run it as")
        os.chown(folder, user.pw_uid, user.pw_gid)
        as_user = ["runuser", "-u", "postgres", "--"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    run = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*as_user, str(bin / "initdb"), "-D", str(data), "-A", "trust", "-U", "tester", "-E", "UTF8"], **run)  # type: ignore[call-overload]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    control = [*as_user, str(bin / "pg_ctl"), "-D", str(data)]
    subprocess.run([*control, "-o", options, "-l", str(folder / "log"), "-w", "start"], **run)  # type: ignore[call-overload]
    yield f"postgresql://tester@127.0.0.1:{port}"
    subprocess.run([*control, "-m", "immediate", "stop"], **{**run, "check": False})  # type: ignore[call-overload]
    shutil.rmtree(folder, ignore_errors=True)


_databases = itertools.count()


def new_database(server: str) -> str:
    """The address of a new, empty database of the server."""
    import pg8000.native

    name = f"case{os.getpid()}_{next(_databases)}"
    host, _, port = server.rpartition("@")[2].partition(":")
    with pg8000.native.Connection("tester", host=host, port=int(port), database="postgres") as connection:
        connection.run(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a casebook can be made, on each database."""
    if request.param == "sqlite":
        return str(tmp_path / "case")
    return new_database(request.getfixturevalue("postgresql"))


@pytest.fixture
def casebook(place: str) -> Casebook:
    """An empty casebook, on each database."""
    return make_casebook(place)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a casebook in a folder can be made."""
    return tmp_path / "folder"


def read_made(pairs: Iterable[tuple[Incoming, Record]]) -> Read:
    """A reader that knows the records of made reports."""
    known = {incoming.sha256: record for incoming, record in pairs}

    def read(items: Iterable[Incoming | Failure]) -> Iterator[Record | Failure]:
        for item in items:
            yield known[item.sha256] if isinstance(item, Incoming) else item

    return read


def fill(casebook: Casebook, reports: int, seed: int = 0, run: Run = RUN, first: int = 0) -> list[Added | Failure]:
    """Adds made reports; what became of each."""
    pairs = list(made.pairs(first, first + reports, seed))
    return list(add(casebook, [incoming for incoming, _ in pairs], read_made(pairs), run))


def put(casebook: Casebook, *records: Record, run: Run = RUN) -> list[Added | Failure]:
    """Adds records as they are, each with a line of JSON as its bytes."""
    pairs = [(made.incoming(record), record) for record in records]
    return list(add(casebook, [incoming for incoming, _ in pairs], read_made(pairs), run))
