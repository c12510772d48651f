"""Verifies a casebook: the journal against itself and a seal, captures, records and decisions against the journal."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from accordingto.casebook import journal, rows, schema
from accordingto.casebook.checking import keepable
from accordingto.casebook.judgments import JOURNALLED, row_digest
from accordingto.casebook.protection import unsealed
from accordingto.casebook.seals import Seal
from accordingto.casebook.store import Casebook
from accordingto.casebook.terms import Known
from accordingto.errors import CasebookError
from accordingto.types import Record


@dataclass(slots=True)
class Findings:
    """What verifying found. damage: what is not as the journal says; notes: what a reader should know besides."""

    damage: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    entries: int = 0
    captures: int = 0
    records: int = 0
    quotes: int = 0
    decisions: int = 0


def verify(casebook: Casebook, seal: Seal | None = None) -> Findings:
    """Checks everything. seal: the head of the journal as it was kept outside; without one a cut-off end can hide.

    Protected records are checked as they stand and, where the passphrase of names is at hand, as they were read.
    """
    with casebook.reading() as connection:
        return _Verifier(casebook, connection, seal).all()


class _Verifier:
    def __init__(self, casebook: Casebook, connection: Connection, seal: Seal | None) -> None:
        self.casebook = casebook
        self.connection = connection
        self.seal = seal
        self.found = Findings()
        self.told: dict[str, dict[str, dict[str, object]]] = {}  # kind -> subject -> details of the last entry
        self.destroyed: dict[str, str] = {}  # subject -> how it was destroyed
        self.known = Known(connection)
        self.strange = Counter[tuple[str, str]]()  # (list, value) that is no known term

    def all(self) -> Findings:
        self.found.damage += journal.broken_at(self.connection)
        for entry in journal.entries(self.connection):
            self._take(entry)
        self._check_seal()
        self._check_captures()
        self._check_records()
        for table in JOURNALLED:
            self._check_rows(table.name)
        for (name, value), times in sorted(self.strange.items()):
            self.found.notes.append(f"{name} {value[:40]!r} is no known term (list terms); it comes {times} times")
        return self.found

    def _take(self, entry: journal.Entry) -> None:
        self.found.entries += 1
        try:
            details = dict(json.loads(entry.details))
        except (ValueError, TypeError):
            self.found.damage.append(f"journal entry {entry.seq}: its details are no JSON object")
            return
        if entry.kind == "destruction":
            why = f"destroyed on {entry.at[:10]} by {entry.person} because {details.get('why')}"
            for subject in [entry.subject, *details.get("with", [])]:
                self.destroyed[subject] = why
            self.found.notes.append(f"{entry.subject}: {why}")
        if entry.kind == "redaction ended":
            self.told.get("redaction", {}).pop(entry.subject, None)
        self.told.setdefault(entry.kind, {})[entry.subject] = details

    def _check_seal(self) -> None:
        if self.seal is None:
            self.found.notes.append("no seal was given: entries cut off at the end of the journal may go unseen")
            return
        if self.seal.casebook != self.casebook.id:
            self.found.damage.append(f"the seal is of another casebook ({self.seal.casebook})")
            return
        table = schema.custody_event
        there = self.connection.execute(select(table.c.hash).where(table.c.seq == self.seal.entries)).scalar()
        if there is None and self.seal.entries:
            self.found.damage.append(
                f"the journal was cut off: it has {self.found.entries} entries, "
                f"the seal of {self.seal.at} {self.seal.entries}"
            )
        elif self.seal.entries and there != self.seal.head:
            self.found.damage.append(
                f"the journal was rewritten: entry {self.seal.entries} is not the one that was sealed"
            )

    def _check_captures(self) -> None:
        table, known = schema.capture, set()
        told = self.told.get("capture", {})
        for row in self.connection.execute(select(table).order_by(table.c.id)).all():
            subject, sha256 = f"capture {row.id}", row.sha256
            known.add(sha256)
            if subject in self.destroyed:
                self._expect_gone(subject, sha256)
            elif subject not in told:
                self.found.damage.append(f"{subject}: the journal does not know it")
            elif (told[subject].get("sha256"), told[subject].get("bytes")) != (sha256, row.bytes):
                self.found.damage.append(f"{subject}: its row is not as the journal says")
            else:
                self._check_bytes(subject, sha256, row.key)
        for subject in told.keys() - {f"capture {id}" for id in self.connection.execute(select(table.c.id)).scalars()}:
            self.found.damage.append(f"{subject}: the journal tells of it, but its row is gone")
        strangers = sum(name not in known for name in self.casebook.captures.names(self.connection))
        if strangers:
            self.found.notes.append(f"{strangers} captures that were never finished lie in the folder; they do no harm")

    def _check_bytes(self, subject: str, sha256: str, key: bytes | None) -> None:
        self.found.captures += 1
        try:
            data = self.casebook.bytes_of(self.connection, sha256, key)
        except CasebookError as error:
            if "passphrase of protected names" in str(error):
                self.found.notes.append(f"{subject}: protected; its bytes were not checked without that passphrase")
            else:
                self.found.damage.append(f"{subject}: {error}")
            return
        if data is None:
            self.found.damage.append(f"{subject}: its bytes are missing")
        elif hashlib.sha256(data).hexdigest() != sha256:
            self.found.damage.append(f"{subject}: its bytes were changed")

    def _expect_gone(self, subject: str, sha256: str) -> None:
        if self.casebook.captures.get(self.connection, sha256) is not None:
            self.found.damage.append(f"{subject}: its bytes are there, though the journal says they were destroyed")

    def _check_records(self) -> None:
        ids = list(self.connection.execute(select(schema.record.c.id).order_by(schema.record.c.id)).scalars())
        sealed = set(self.connection.execute(select(schema.sealed.c.record_id)).scalars())
        for start in range(0, len(ids), rows.IN_ONE_QUERY):
            some = ids[start : start + rows.IN_ONE_QUERY]
            try:
                self._check_some(some, sealed & set(some))
            except (ValueError, IndexError, KeyError, TypeError, AttributeError):
                for one in some:
                    self._check_alone(one, sealed)
        for subject in self.told.get("record", {}).keys() - {f"record {id}" for id in ids} - self.destroyed.keys():
            self.found.damage.append(f"{subject}: the journal tells of it, but its row is gone")

    def _check_alone(self, id: int, sealed: set[int]) -> None:
        try:
            self._check_some([id], sealed & {id})
        except (ValueError, IndexError, KeyError, TypeError, AttributeError):
            self.found.damage.append(f"record {id}: its rows make no record any more")

    def _check_some(self, some: list[int], sealed: set[int]) -> None:
        stands = rows.load(self.connection, some)
        self._look_at_values(stands)
        originals = {}
        if sealed:
            try:
                originals = unsealed(self.casebook, self.connection, sealed)
            except CasebookError:
                self.found.notes.append(
                    f"{len(sealed)} protected records were checked as they stand, not as they were read"
                )
        for id in some:
            subject = f"record {id}"
            if subject in self.destroyed:
                if id in stands:
                    self.found.damage.append(f"{subject}: is there, though the journal says it was destroyed")
                continue
            if id not in stands:
                self.found.damage.append(f"{subject}: its text or head is gone")
                continue
            self.found.records += 1
            record = stands[id]
            self.found.quotes += _quotes(record)
            told = self.told.get("redaction" if id in sealed else "record", {}).get(subject)
            if told is None:
                self.found.damage.append(f"{subject}: the journal does not know it")
            elif keepable(record)[1] != told.get("digest"):
                self.found.damage.append(f"{subject}: words, quotes or fields were changed")
            if id in originals and keepable(originals[id])[1] != self.told.get("record", {}).get(subject, {}).get(
                "digest"
            ):
                self.found.damage.append(f"{subject}: what lies under seal was changed")

    def _look_at_values(self, records: dict[int, Record]) -> None:
        r = schema.record
        for row in self.connection.execute(select(r.c.id, r.c.run_id).where(r.c.id.in_(list(records)))):
            self.strange.update(self.known.strange(row.run_id, records[row.id]))

    def _check_rows(self, name: str) -> None:
        table, seen = schema.metadata.tables[name], set()
        told = self.told.get(name, {})
        for row in self.connection.execute(select(table)):
            subject = f"{name} {row.id}"
            seen.add(subject)
            self.found.decisions += 1
            digest = self.told.get("redaction", {}).get(subject, told.get(subject, {})).get("digest")
            if digest != row_digest(dict(row._mapping)):
                self.found.damage.append(f"{subject}: is not as the journal says")
        for subject in told.keys() - seen - self.destroyed.keys():
            self.found.damage.append(f"{subject}: the journal tells of it, but its row is gone")


def _quotes(record: Record) -> int:
    """How many passages a record quotes; each is the text's own words by construction, the text is in the digest."""

    def count(value: object) -> Iterator[bool]:
        if isinstance(value, dict):
            yield "exact" in value and "start" in value
            for inner in value.values():
                yield from count(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from count(inner)

    return sum(count(record.to_dict()))
