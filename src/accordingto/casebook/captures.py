"""Keeps the bytes of captures by their SHA-256: whole and durable, or not there at all."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, delete, insert, select

from accordingto.casebook import schema

WRITERS = 16
NOTE = "waiting-"
_NAME = re.compile(r"[0-9a-f]{64}")


class Captures(Protocol):
    """A place for bytes, by name. A name is 64 hexadecimal digits."""

    def put(self, connection: Connection, contents: Mapping[str, bytes]) -> None:
        """Keeps each content under its name, durably, in place of what has that name.

        What a killed writer left may have it; no committed capture may, and the connection must hold the write lock.
        """

    def settle(self) -> None:
        """Says that the transaction of the last `put` is committed."""

    def sweep(self, connection: Connection) -> None:
        """Removes what killed writers left. The connection must hold the write lock, so that nobody else puts."""

    def get(self, connection: Connection, name: str) -> bytes | None:
        """The bytes, None where there are none."""

    def remove(self, connection: Connection, name: str) -> None:
        """Takes the bytes away; nothing happens where there are none."""

    def names(self, connection: Connection) -> Iterator[str]:
        """The names of all that is kept."""


class Folder:
    """Captures as files ``ab/abcdef…``. A file gets its name only when its bytes are on the disk.

    A note in ``unfinished`` lists the names that wait for their transaction: should the writer be killed, the next one
    finds there what nothing in the casebook speaks of.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.unfinished = root / "unfinished"
        self.notes: list[Path] = []

    def put(self, connection: Connection, contents: Mapping[str, bytes]) -> None:
        if not contents:
            return
        self.unfinished.mkdir(parents=True, exist_ok=True)
        self.notes.append(self.unfinished / f"{NOTE}{os.getpid()}-{secrets.token_hex(8)}")
        self.notes[-1].write_text("\n".join(contents))
        paths = {self._path(name): data for name, data in contents.items()}
        parents = {path.parent for path in paths}
        for parent in parents:
            parent.mkdir(exist_ok=True)
        with ThreadPoolExecutor(WRITERS) as pool:  # each waits for the disk most of the time
            for done in [pool.submit(write_whole, path, data, self.unfinished) for path, data in paths.items()]:
                done.result()
            for synced in [pool.submit(sync, folder) for folder in (*parents, self.root)]:
                synced.result()

    def get(self, connection: Connection, name: str) -> bytes | None:
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, connection: Connection, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def names(self, connection: Connection) -> Iterator[str]:
        for folder in sorted(self.root.glob("??")):
            yield from sorted(path.name for path in folder.iterdir())

    def settle(self) -> None:
        while self.notes:
            self.notes.pop().unlink(missing_ok=True)

    def sweep(self, connection: Connection) -> None:
        if not self.unfinished.is_dir():
            return
        for path in sorted(self.unfinished.iterdir()):
            if path.name.startswith(NOTE):
                names = [name for name in path.read_text(errors="replace").split() if _NAME.fullmatch(name)]
                known = select(schema.capture.c.sha256).where(schema.capture.c.sha256.in_(names))
                for name in set(names) - set(connection.execute(known).scalars()):
                    self.remove(connection, name)
            path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.root / name[:2] / name


def write_whole(path: Path, data: bytes, unfinished: Path) -> None:
    """Writes a file that is either there whole or not at all. Both must lie on one disk; durable after a `sync`."""
    waiting = unfinished / f"{os.getpid()}-{secrets.token_hex(8)}"
    try:
        with waiting.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        waiting.replace(path)
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise


def sync(folder: Path) -> None:
    """Makes the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class InDatabase:
    """Captures in the database itself, for casebooks that a team reaches over the network."""

    def put(self, connection: Connection, contents: Mapping[str, bytes]) -> None:
        rows = [{"sha256": name, "content": data} for name, data in contents.items()]
        if rows:
            connection.execute(insert(schema.capture_content), rows)

    def settle(self) -> None:
        """The transaction did it."""

    def sweep(self, connection: Connection) -> None:
        """What was not committed is not there."""

    def get(self, connection: Connection, name: str) -> bytes | None:
        table = schema.capture_content
        return connection.execute(select(table.c.content).where(table.c.sha256 == name)).scalar()

    def remove(self, connection: Connection, name: str) -> None:
        connection.execute(delete(schema.capture_content).where(schema.capture_content.c.sha256 == name))

    def names(self, connection: Connection) -> Iterator[str]:
        yield from connection.execute(select(schema.capture_content.c.sha256)).scalars()
