"""Writes batches of records while it alone may write, and rewrites one where words must go out of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, Table, bindparam, func, insert, select, update

from accordingto.acquire.incoming import Incoming
from accordingto.casebook import happenings, index, kills, rereading, schema, sheets
from accordingto.casebook.checking import keepable
from accordingto.casebook.engine import insert_many
from accordingto.casebook.journal import canonical
from accordingto.casebook.protection import Protection
from accordingto.casebook.reader import HIDDEN
from accordingto.casebook.standing import indexed, settle
from accordingto.casebook.store import Casebook, Transaction, now
from accordingto.types import Record

if TYPE_CHECKING:
    from accordingto.acts.vocabulary import Term

RECORD_LINE = "application/x-accordingto-record+json"
"""The media type of a capture that is a record read elsewhere, not the page that it was read from."""


@dataclass(frozen=True, slots=True)
class Run:
    """What read the records: a program and its settings. The same program and settings are the same run.

    terms: gives the terms of its codebook, asked for once, when the casebook first hears of the run.
    """

    program: str
    settings: dict[str, Any]
    terms: Callable[[], Iterable[Term]] = field(default=tuple, compare=False)

    @property
    def digest(self) -> str:
        """What tells runs apart."""
        return hashlib.sha256(canonical([self.program, self.settings]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one input. `new`: ``report`` and its record, a ``record`` of a report that was there, nothing."""

    report: int
    key: str
    new: Literal["report", "record", "nothing"]


def there(connection: Connection, origins: list[str], run: Run) -> dict[str, Added]:
    """Which of these reports hold a record of this run, or are destroyed and must not come back."""
    rows = connection.execute(_there(), {"origins": origins, "digest": run.digest})
    return {row.origin: Added(row.id, row.key, "nothing") for row in rows}


@cache
def _there() -> Any:
    r, p, n = schema.record, schema.report, schema.run
    this_run = select(n.c.id).where(n.c.digest == bindparam("digest")).scalar_subquery()
    return (
        select(p.c.id, p.c.origin, func.coalesce(r.c.key, "destroyed").label("key"))
        .select_from(p)
        .outerjoin(r, (r.c.report_id == p.c.id) & (r.c.run_id == this_run))
        .where(p.c.origin.in_(bindparam("origins", expanding=True)), p.c.destroyed | r.c.id.is_not(None))
    )


class BatchWriter:
    """Writes one batch while it alone may write."""

    def __init__(self, casebook: Casebook, transaction: Transaction, run: Run) -> None:
        self.casebook = casebook
        self.transaction = transaction
        self.connection = transaction.connection
        self.run = run
        self.protection = Protection.load(casebook, self.connection)
        self.writer = sheets.Writer()
        self.items: list[index.Item] = []
        self.contents: dict[str, bytes] = {}
        self.stories: list[kills.StoryVersion] = []
        self.reread: dict[int, int] = {}
        self.new: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("capture", "report", "record", "text", "sealed")
        }
        self.next: dict[str, int] = {table.name: _next(self.connection, table) for table in
                     (schema.capture, schema.report, schema.record)}  # fmt: skip
        top = select(func.coalesce(func.max(schema.record.c.top_item), 0))
        self.top_item = int(self.connection.execute(top).scalar_one())

    def look_up(self, pairs: list[tuple[Incoming, Record]]) -> None:
        """Reads in a few queries what the casebook knows of these reports."""
        connection, origins = self.connection, [_origin(*pair) for pair in pairs]
        self.run_id = self._run_id()
        self.there = there(connection, origins, self.run)
        self.reports = self._numbers(schema.report, "origin", origins)
        self.captures = self._numbers(schema.capture, "sha256", [incoming.sha256 for incoming, _ in pairs])
        self.publications: dict[str, int] = {}

    def _numbers(self, table: Table, column: str, values: list[str]) -> dict[str, int]:
        query = select(table.c[column], table.c.id).where(table.c[column].in_(values))
        return {row[0]: row.id for row in self.connection.execute(query)}

    def add(self, incoming: Incoming, record: Record) -> Added:
        """One record of this run, unless the casebook holds it."""
        origin = _origin(incoming, record)
        if origin in self.there:
            return self.there[origin]
        capture_id = self._capture(incoming)
        record, digest = keepable(record)
        new: Literal["report", "record"] = "record" if origin in self.reports else "report"
        report_id = self.reports.get(origin) or self._report(origin, capture_id)
        record_id = self._take("record")
        self.transaction.note("record", f"record {record_id}", report=report_id, run=self.run_id, digest=digest)
        if new == "record":
            self.reread |= dict.fromkeys(retire(self.connection, self.flush, report_id), record_id)
        record, sealed = self.protection.guard(self.transaction, record_id, record)
        self.new["sealed"] += [sealed] if sealed else []
        self._record(record_id, report_id, record, hidden=new == "record" and hidden(self.connection, report_id))
        if new == "report" and (version := kills.version_of(record.report, report_id)):
            self.stories.append(version)
        self.reports[origin] = report_id
        self.there[origin] = Added(report_id, record.report.id, "nothing")
        return Added(report_id, record.report.id, new)

    def flush(self) -> None:
        """Writes the collected captures and rows."""
        self.casebook.captures.put(self.connection, self.contents)
        self.contents.clear()
        for name, some in self.new.items():
            if some:
                insert_many(self.connection, schema.metadata.tables[name], some)
                some.clear()
        self.writer.flush(self.connection)
        index.add(self.connection, self.items)
        self.items.clear()
        self._carry_over()
        withdrawn = kills.settle(self.transaction, self.stories)
        self.stories.clear()
        if withdrawn:
            r = schema.record
            shown = select(r.c.id).where(r.c.report_id.in_(withdrawn), r.c.current)
            index.remove(self.connection, indexed(self.connection, list(self.connection.execute(shown).scalars())))

    def _carry_over(self) -> None:
        if self.reread:
            rereading.carry_over(self.transaction, self.reread)
            settle(self.casebook, self.connection, self.reread.values())
            self.top_item = int(self.connection.execute(select(func.max(schema.record.c.top_item))).scalar_one())
            self.reread.clear()

    def _take(self, table: str) -> int:
        self.next[table] += 1
        return self.next[table] - 1

    def _run_id(self) -> int:
        table = schema.run
        found = self.connection.execute(select(table.c.id).where(table.c.digest == self.run.digest)).scalar()
        if found is not None:
            return int(found)
        id = _next(self.connection, table)
        cover = self.protection.cover_text
        row = {"id": id, "digest": self.run.digest, "program": cover(self.run.program),
               "settings": cover(canonical(self.run.settings)), "started_at": now()}  # fmt: skip
        self.connection.execute(insert(table), row)
        self.transaction.note("run", f"run {id}", digest=self.run.digest)
        self._keep_terms()
        return id

    def _keep_terms(self) -> None:
        from accordingto.acts.vocabulary import format_terms
        from accordingto.casebook import terms

        terms.keep(self.connection, [*format_terms(), *self.run.terms()], self.protection.cover_text)

    def _capture(self, incoming: Incoming) -> int:
        sha256 = incoming.sha256
        if sha256 in self.captures:
            return self.captures[sha256]
        id = self.captures[sha256] = self._take("capture")
        self.contents[sha256], key = self.casebook.keys.wrap_content(sha256, incoming.data)
        self.new["capture"].append({"id": id, "sha256": sha256, "bytes": len(incoming.data),
                                    "media_type": incoming.media_type, "key": key, "destroyed": False})  # fmt: skip
        self.transaction.note("capture", f"capture {id}", sha256=sha256, bytes=len(incoming.data),
                              media_type=incoming.media_type)  # fmt: skip
        return id

    def _report(self, origin: str, capture_id: int) -> int:
        id = self._take("report")
        self.new["report"].append({"id": id, "origin": origin, "capture_id": capture_id, "consent": None,
                                   "destroyed": False})  # fmt: skip
        return id

    def _record(self, record_id: int, report_id: int, record: Record, *, hidden: bool) -> None:
        publication_id = self._publication(record.report.publisher)
        self.top_item += index.size(record)
        self.new["record"].append({"id": record_id, "report_id": report_id, "run_id": self.run_id, "current": True,
                                   "top_item": self.top_item, "publication_id": publication_id,
                                   **sheets.head_row(record)})  # fmt: skip
        self.new["text"].append({"record_id": record_id, "body": record.report.text})
        self.writer.add(record_id, record)
        if not hidden:
            self.items.extend(index.items(record, self.top_item, publication_id))

    def _publication(self, name: str | None) -> int | None:
        if name is None:
            return None
        if name not in self.publications:
            self.publications[name] = publication_id(self.connection, name)
        return self.publications[name]


def publication_id(connection: Connection, name: str) -> int:
    """The number of the publication with this name, made where there is none."""
    table = schema.publication
    found = connection.execute(select(table.c.id).where(table.c.name == name)).scalar()
    if found is None:
        found = _next(connection, table)
        connection.execute(insert(table), {"id": found, "name": name})
    return int(found)


def retire(connection: Connection, flush: Callable[[], None], report_id: int) -> Sequence[int]:
    """Takes a report's older reading out of search and lists, and gives it; it stays in the casebook."""
    flush()
    table = schema.record
    old = connection.execute(select(table.c.id).where(table.c.report_id == report_id, table.c.current)).scalars().all()
    if not hidden(connection, report_id):
        index.remove(connection, indexed(connection, old))
    happenings.forget(connection, list(old))
    connection.execute(update(table).where(table.c.report_id == report_id).values(current=False))
    return old


def hidden(connection: Connection, report_id: int) -> bool:
    """Whether a report must not be found, for want of consent."""
    table = schema.report
    return connection.execute(select(table.c.consent).where(table.c.id == report_id)).scalar() in HIDDEN


def rewrite(connection: Connection, record_id: int, record: Record) -> None:
    """Puts another record in the place of one: its rows, its head, its entries in the index."""
    head = connection.execute(select(schema.record).where(schema.record.c.id == record_id)).one()
    if head.current:
        index.remove(connection, indexed(connection, [record_id]))
    clear(connection, record_id)
    publisher = record.report.publisher
    publication = publication_id(connection, publisher) if publisher is not None else None
    values = {**sheets.head_row(record), "publication_id": publication}
    connection.execute(update(schema.record).where(schema.record.c.id == record_id).values(**values))
    connection.execute(insert(schema.text), {"record_id": record_id, "body": record.report.text})
    writer = sheets.Writer()
    writer.add(record_id, record)
    writer.flush(connection)
    if head.current:
        index.add(connection, list(index.items(record, head.top_item, publication)))


def clear(connection: Connection, record_id: int) -> None:
    """Deletes all rows of a record but its head, and what was concluded from it."""
    happenings.forget(connection, [record_id])
    for table in (*schema.OF_RECORD, schema.standing, schema.watch_item, schema.text):
        connection.execute(table.delete().where(table.c.record_id == record_id))


def _origin(incoming: Incoming, record: Record) -> str:
    """What makes two readings the same report: the hash of the bytes, also where only the record tells it."""
    if incoming.media_type != RECORD_LINE:
        return incoming.sha256
    told = record.report.capture
    return told.sha256 if told else hashlib.sha256(record.report.text.encode("utf-8", "surrogatepass")).hexdigest()


def _next(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()) + 1
