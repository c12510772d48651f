"""The one reader through which everything is read that leaves a casebook; what is protected comes covered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, select

from accordingto.casebook import named, rows, schema
from accordingto.casebook.concluded import Concluded
from accordingto.casebook.counting import count_by
from accordingto.casebook.decided import Decided
from accordingto.casebook.door import HIDDEN as HIDDEN
from accordingto.casebook.door import PORTION as PORTION
from accordingto.casebook.door import Held as Held
from accordingto.casebook.protection import Protection, Pseudonyms
from accordingto.casebook.query import Group, Query, check, contradicts, or_also, or_linked, terms
from accordingto.casebook.reviews import ReviewedRecord
from accordingto.casebook.search import Found, matches
from accordingto.casebook.tokens import words
from accordingto.errors import CasebookError, MissingError, UsageError
from accordingto.types import Act, Statement


@dataclass(frozen=True, slots=True)
class Hit:
    """One statement, act or uncoded report that was found; `item` is None for a report.

    The record in `held` holds what the hit needs, not every statement and act of its report.
    """

    held: Held
    item: Statement | Act | None

    @property
    def id(self) -> str:
        """What `show` takes: 12.c3."""
        return f"{self.held.number}.{self.item.id}" if self.item else str(self.held.number)


class Reader(Decided, Concluded):
    """Reads a casebook for one recipient.

    recipient: whose pseudonyms are used; empty for the people of the casebook. why: the reason for which the person at
    work sees protected names; it is journalled, and raises `UsageError` where the person may not. Without a reason
    names are covered, for whoever asks. again: the reason was journalled before, in the same session; the right is
    asked for anew, and names are covered where it is gone.
    """

    def find(self, query: Query) -> list[Hit]:
        """The best hits of a search; the newest first where it has no words. Of their records only what hits show."""
        with self._open() as (connection, pseudonyms):
            if (all_of := self._terms(connection, pseudonyms, query)) is None:
                return []
            found = matches(connection, all_of, query)
            read = [f for f in found if not f.reviewed]
            held = self._held(connection, pseudonyms, sorted({f.record_id for f in read}), read) if read else {}
            reviewed = self._standing(connection, pseudonyms, sorted({f.record_id for f in found if f.reviewed}))
            hits = (_standing_hit(reviewed[f.record_id], f) if f.record_id in reviewed else _hit(held[f.record_id], f)
                    for f in found if f.record_id in held or f.record_id in reviewed)  # fmt: skip
            return [hit for hit in hits if hit is not None]

    def count(self, query: Query, by: Sequence[str]) -> list[Group]:
        """How many items, reports and independent sources there are in each group of a search's hits."""
        with self._open() as (connection, pseudonyms):
            if (all_of := self._terms(connection, pseudonyms, query)) is None:
                return []
            groups = count_by(connection, all_of, query, by)
            shown: list[Any] = [
                replace(g, values=tuple(pseudonyms.show(v) if v else v for v in g.values)) for g in groups
            ]
            return shown

    def report(self, number: int, run: int | None = None) -> Held:
        """One report, by its number; the newest reading, or that of one run."""
        with self._open() as (connection, pseudonyms):
            r = schema.record
            query = select(r.c.id).where(r.c.report_id == number)
            query = query.where(r.c.run_id == run) if run is not None else query.where(r.c.current)
            id = connection.execute(query).scalar()
            held = self._held(connection, pseudonyms, [id]) if id is not None else {}
            if id is None or id not in held:
                raise MissingError(f"no report {number}" + (f" of run {run}" if run is not None else ""))
            return held[id]

    def reports(self, first: int = 1, limit: int = 100) -> list[Held]:
        """Reports from number `first` on, in the order in which they came."""
        with self._open() as (connection, pseudonyms):
            r = schema.record
            query = select(r.c.id).where(r.c.current, r.c.report_id >= first).order_by(r.c.report_id).limit(limit)
            held = self._held(connection, pseudonyms, list(connection.execute(query).scalars()))
            return sorted(held.values(), key=lambda h: h.number)

    def records(self, run: int | None = None) -> Iterator[Held]:
        """Every report, for exports; a few hundred in memory at a time."""
        with self._open() as (connection, pseudonyms):
            r = schema.record
            query = select(r.c.id).where(r.c.current if run is None else r.c.run_id == run).order_by(r.c.report_id)
            ids = list(connection.execute(query).scalars())
            for start in range(0, len(ids), rows.IN_ONE_QUERY):
                held = self._held(connection, pseudonyms, ids[start : start + rows.IN_ONE_QUERY])
                yield from sorted(held.values(), key=lambda h: h.number)

    def runs(self) -> list[dict[str, Any]]:
        """The runs, each with its program, settings and number of records."""
        with self._open() as (connection, pseudonyms):
            n, r = schema.run, schema.record
            query = (
                select(n.c.id, n.c.program, n.c.settings, n.c.started_at, func.count(r.c.id).label("records"))
                .outerjoin(r).group_by(n.c.id, n.c.program, n.c.settings, n.c.started_at).order_by(n.c.id)
            )  # fmt: skip
            return [{**row._mapping, "settings": pseudonyms.show(row.settings)} for row in connection.execute(query)]

    def terms(self) -> list[dict[str, Any]]:
        """The terms of all codebooks that runs used and of every record, each with its plain words."""
        from accordingto.casebook.terms import all_terms

        with self._open() as (connection, pseudonyms):
            shown = dict.fromkeys(("codebook", "code", "label"), pseudonyms.show)
            return [{k: shown[k](v) if k in shown else v for k, v in one.items()} for one in all_terms(connection)]

    def journal(self, first: int = 1, limit: int = 100) -> list[dict[str, Any]]:
        """Entries of the custody journal from number `first` on."""
        with self._open() as (connection, pseudonyms):
            table = schema.custody_event
            query = select(table).where(table.c.seq >= first).order_by(table.c.seq).limit(limit)
            return [{**row._mapping, "details": pseudonyms.show(row.details)} for row in connection.execute(query)]

    def protected(self) -> list[dict[str, Any]]:
        """Number, kind and pseudonym of all protected people; names are nobody's to list."""
        with self._open() as (connection, pseudonyms):
            table = schema.protected
            rows_ = connection.execute(select(table.c.id, table.c.kind, table.c.token).order_by(table.c.id))
            return [{"id": r.id, "kind": r.kind, "pseudonym": pseudonyms.show(f"⟦person{r.token}⟧")} for r in rows_]

    def translations(self, number: int) -> list[dict[str, Any]]:
        """The translations of a report; `aligned`: (start, end) in its text and in the translation, part by part."""
        held = self.report(number)
        with self._open() as (connection, pseudonyms):
            t, text = schema.translation, self._edits(connection, pseudonyms, held)
            query = select(t.c.id, t.c.language, t.c.body, t.c.aligned).where(t.c.report_id == number).order_by(t.c.id)
            shown = [(row, pseudonyms.edits(row.body)) for row in connection.execute(query)]
            return [{"id": row.id, "language": row.language, "body": body.text,
                     "aligned": [[*text.span(*part[:2]), *body.span(*part[2:])] for part in json.loads(row.aligned)]}
                    for row, body in shown]  # fmt: skip

    def capture(self, number: int) -> bytes:
        """The bytes of a report's capture; `UsageError` where they name a protected person and the right is missing."""
        held = self.report(number)
        with self._open() as (connection, _):
            c, p, r, s = schema.capture, schema.report, schema.record, schema.sealed
            sealed = select(s.c.record_id).join(r, s.c.record_id == r.c.id).where(r.c.report_id == held.number)
            if not self._names and connection.execute(sealed).first():
                raise UsageError(
                    f"report {number}: its page names a protected person; it is not shown without the right"
                )
            row = connection.execute(select(c.c.sha256, c.c.key).join(p).where(p.c.id == held.number)).one()
            data = self._casebook.bytes_of(connection, row.sha256, row.key)
            if data is None:
                raise CasebookError(f"report {number}: its capture is missing; run verify")
            return data

    def named(self, name: str, media_type: str) -> bytes | None:
        """The bytes of the newest report that came under this name in this form; None where there is none to show."""
        with self._open() as (connection, _):
            c, p, r = schema.capture, schema.report, schema.record
            query = select(p.c.id).select_from(p).join(r, r.c.report_id == p.c.id).join(c, p.c.capture_id == c.c.id)
            query = query.where(r.c.input == name, r.c.current, c.c.media_type == media_type).order_by(p.c.id.desc())
            number = connection.execute(query.limit(1)).scalar()
        try:
            return self.capture(number) if number is not None else None
        except UsageError:  # withdrawn, or its page names a protected person
            return None

    def _terms(self, connection: Connection, pseudonyms: Pseudonyms, query: Query) -> Any:
        check(query)
        if contradicts(query):
            return None
        parts = {name: getattr(query, name) for name in ("words", "party")}
        parts = {name: pseudonyms.tokens(value) if value else value for name, value in parts.items()}
        if self._names:  # the index holds tokens; who has the right may search by name
            protection = Protection.load(self._casebook, connection)
            parts = {name: protection.cover_text(value) if value else value for name, value in parts.items()}
        publications, also = None, protection.parts() if self._names else {}
        if query.publisher is not None:
            wanted, table = " ".join(words(query.publisher)), schema.publication
            publications = [row.id for row in connection.execute(select(table)) if wanted in " ".join(words(row.name))]
            if not publications:
                return None
        found = or_also(terms(replace(query, **parts), publications), also)
        if query.party is None:
            return found
        linked = named.items_of(connection, self._stored(connection, pseudonyms, query.party))
        return or_linked(found, str(parts["party"]), linked)


def _hit(held: Held, found: Found) -> Hit:
    if found.kind == "report":
        return Hit(held, None)
    items: Sequence[Statement | Act] = held.record.acts if found.kind == "act" else held.record.statements
    return Hit(held, next(item for item in items if item.id == found.key))


def _standing_hit(reviewed: ReviewedRecord, found: Found) -> Hit | None:
    """None where what people wrote does not stand in the text as this reader sees it."""
    held = replace(reviewed.held, record=reviewed.record)
    if found.kind == "report":
        return Hit(held, None)
    one = next((one for one in reviewed.items if one.item.id == found.key), None)
    if one is None:
        return None
    items: list[Statement | Act] = [*held.record.acts, *held.record.statements]
    return Hit(held, next((item for item in items if item.id == found.key), one.item))
