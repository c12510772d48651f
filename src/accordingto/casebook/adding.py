"""Adds reports and records to a casebook: in batches that are there whole or not at all, each report once per run."""

from __future__ import annotations

import hashlib
import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from accordingto.acquire.incoming import MAX_BYTES, Given, Incoming
from accordingto.casebook.checking import check
from accordingto.casebook.journal import canonical
from accordingto.casebook.store import Casebook
from accordingto.casebook.writing import RECORD_LINE, Added, BatchWriter, Run, there
from accordingto.errors import InputError
from accordingto.settings import Settings
from accordingto.types import Failure, Record

BATCH = 200
"""Records written in one transaction."""
BATCH_SECONDS = 2.0
"""A slow reader's records are written after this long, so that a kill loses little work."""


Read = Callable[[Iterable[Incoming | Failure]], Iterator[Record | Failure]]
"""Reads inputs into records, in order; what `pipeline.read_all` does."""


def run_of(settings: Settings, given: Given | None = None) -> Run:
    """The run of this program with these settings."""
    from accordingto.acts import vocabulary

    told = {"codebook": vocabulary.fingerprint(settings.codebook), "model": _hash_of(settings.model),
            "max_characters": settings.max_characters, **(given or Given()).to_dict()}  # fmt: skip
    terms = partial(vocabulary.codebook_terms, settings.codebook)
    return Run(f"accordingto {version('accordingto')}", told, terms)


def _hash_of(path: Path | None) -> str | None:
    if path is None:
        return None
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    hashes = [[p.name, hashlib.sha256(p.read_bytes()).hexdigest()] for p in files]
    return hashlib.sha256(canonical(hashes).encode()).hexdigest()


def add(casebook: Casebook, items: Iterable[Incoming | Failure], read: Read, run: Run) -> Iterator[Added | Failure]:
    """Reads what the casebook does not hold yet from this run, and adds it; what becomes of each, in input order.

    Idempotent and resumable: after a kill the next call goes on where the last whole batch ended.
    """
    waiting: deque[Incoming | Failure | Added] = deque()

    def unknown() -> Iterator[Incoming | Failure]:
        for item in items:
            known = _known(casebook, item, run) if isinstance(item, Incoming) else None
            waiting.append(known or item)
            if known is None:
                yield item

    batch = _Batch(casebook, run)
    try:
        for outcome in read(unknown()):
            while isinstance(known := waiting[0], Added):
                waiting.popleft()
                yield from batch.take(known)
            item = waiting.popleft()
            if isinstance(outcome, Record) and isinstance(item, Incoming):
                yield from batch.take((item, outcome))
            elif isinstance(outcome, Failure):
                yield from batch.take(outcome)
    except KeyboardInterrupt:
        yield from batch.write()  # what is read is not read in vain
        raise
    yield from batch.write()
    yield from (known for known in waiting if isinstance(known, Added))


def add_records(casebook: Casebook, path: Path) -> Iterator[Added | Failure]:
    """Adds records that were read before or elsewhere, one a line as `accordingto read` writes them.

    The line itself is kept as the capture: of the page that it tells of only the hash is known here.
    """
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    batch = _Batch(casebook, Run("records read elsewhere", {"file": path.name, "sha256": digest}))
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(MAX_BYTES):
            number += 1
            if not line.endswith(b"\n") and len(line) == MAX_BYTES:
                raise InputError("too-large", f"{path.name} line {number}: larger than {MAX_BYTES >> 20} MiB; split it")
            if line.strip():
                yield from batch.take(_parse(line.rstrip(b"\r\n"), f"{path.name} line {number}"))
    yield from batch.write()


def _parse(line: bytes, place: str) -> tuple[Incoming, Record] | Failure:
    try:
        data = json.loads(line)
        if isinstance(data, dict) and "error" in data:
            raise InputError("not-read", "was not read where it came from: " + str(data["error"])[:200])
        if not isinstance(data, dict) or data.get("version") != 1:
            raise InputError("bad-record", 'is no record of version 1: needs {"version": 1, "report": …}')
        record = _with_fractions(Record.from_dict(data))
        check(record)
        return Incoming(None, line, RECORD_LINE, place), record
    except InputError as error:
        return Failure(place, None, error.kind, f"{place}: {error}")
    except (ValueError, TypeError, RecursionError, AttributeError) as error:
        return Failure(place, None, "bad-record", f"{place}: is no record ({str(error)[:200]})")


def _with_fractions(record: Record) -> Record:
    """JSON writes 1 for 1.0; here a confidence or a degree is always a fraction."""
    sure: dict[str, Any] = {name: tuple(replace(i, confidence=_fraction(i.confidence)) for i in getattr(record, name))
            for name in ("statements", "acts")}  # fmt: skip
    places = tuple(replace(p, lat=_fraction(p.lat), lon=_fraction(p.lon)) for p in record.places)
    return replace(record, places=places, **sure)


def _fraction(value: Any) -> Any:
    return float(value) if type(value) is int and abs(value) < 2**53 else value


def _known(casebook: Casebook, item: Incoming, run: Run) -> Added | None:
    with casebook.reading() as connection:
        return there(connection, [item.sha256], run).get(item.sha256)


class _Batch:
    """Records on their way into the casebook, with the other outcomes between them, in order."""

    def __init__(self, casebook: Casebook, run: Run) -> None:
        self.casebook = casebook
        self.run = run
        self.waiting: list[Added | Failure | tuple[Incoming, Record]] = []
        self.pending = 0
        self.since = time.monotonic()

    def take(self, outcome: Added | Failure | tuple[Incoming, Record]) -> Iterator[Added | Failure]:
        """Takes one outcome; gives all that are done where it was time to write."""
        self.waiting.append(outcome)
        self.pending += isinstance(outcome, tuple)
        late = time.monotonic() - self.since > BATCH_SECONDS
        if late or self.pending >= BATCH or not self.pending:
            yield from self.write()

    def write(self) -> Iterator[Added | Failure]:
        """Writes what waits, in one transaction."""
        done: list[Added | Failure] = []
        if self.pending:
            captures = self.casebook.captures
            with self.casebook.writing() as transaction:
                captures.sweep(transaction.connection)
                writer = BatchWriter(self.casebook, transaction, self.run)
                writer.look_up([o for o in self.waiting if isinstance(o, tuple)])
                done = [writer.add(*o) if isinstance(o, tuple) else o for o in self.waiting]
                writer.flush()
            captures.settle()
        else:
            done = [o for o in self.waiting if not isinstance(o, tuple)]
        self.waiting.clear()
        self.pending = 0
        self.since = time.monotonic()
        yield from done
