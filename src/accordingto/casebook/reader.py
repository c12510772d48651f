"""The one door through which everything is read that leaves a casebook; what is protected goes through it covered."""

from __future__ import annotations

import copy
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, func, select

from accordingto.casebook import access, carrying, event_lists, excerpts, happenings, named, rows, schema
from accordingto.casebook.blaming import blamed_in
from accordingto.casebook.counting import count_by
from accordingto.casebook.event_lists import Listing
from accordingto.casebook.named import Known, Named, Standing
from accordingto.casebook.protection import Protection, Pseudonyms, unsealed
from accordingto.casebook.query import Group, Query, check, contradicts, or_also, or_linked, terms
from accordingto.casebook.redaction import Edits
from accordingto.casebook.reviews import ReviewedRecord, spans
from accordingto.casebook.search import Found, matches
from accordingto.casebook.showing import show_events, speakers_of, topics_of
from accordingto.casebook.sources import killed, originals
from accordingto.casebook.store import Casebook
from accordingto.casebook.tokens import words
from accordingto.errors import CasebookError, ClashError, MissingError, UsageError
from accordingto.types import Act, Record, Statement

PORTION = rows.IN_ONE_QUERY
"""Reports that are best asked for together."""

HIDDEN = ("refused", "withdrawn")
"""Consent without which material does not leave the casebook."""


@dataclass(frozen=True, slots=True)
class Held:
    """A report as the casebook holds it, for one reader. archive: where people noted that a web archive keeps it."""

    number: int
    record_id: int
    run: int
    record: Record
    copy_of: int | None
    consent: str | None
    killed: bool = False
    archive: str | None = None

    def item(self, key: str) -> Statement | Act:
        """The statement or act with this key. Raises `UsageError` where there is none."""
        items: list[Statement | Act] = [*self.record.statements, *self.record.acts]
        found = next((i for i in items if i.id == key), None)
        if found is None:
            raise MissingError(f"report {self.number} has no statement or act {key[:40]!r}")
        return found


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


class Reader:
    """Reads a casebook for one recipient.

    recipient: whose pseudonyms are used; empty for the people of the casebook. why: the reason for which the person at
    work sees protected names; it is journalled, and raises `UsageError` where the person may not. Without a reason
    names are covered, for whoever asks. again: the reason was journalled before, in the same session; the right is
    asked for anew, and names are covered where it is gone.
    """

    def __init__(self, casebook: Casebook, recipient: str = "", why: str | None = None, *, again: bool = False) -> None:
        self._casebook = casebook
        self._recipient = recipient
        self._names = why is not None
        if again:
            with casebook.reading() as connection:
                self._names = access.level_of(connection, casebook.person) == "names"
        if why is not None:
            with casebook.writing() as transaction:
                access.need_names(casebook, transaction.connection)
                told = access.told(casebook, transaction.connection, why)
                transaction.note("names shown", f"person {casebook.person}", why=told)

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

    def happenings(self, since: str | None = None, key: str | None = None) -> list[dict[str, Any]]:
        """The events by day, each in the public form with reports by number; `reconcile.case.events` makes nouns of it.

        since: those that may have happened on or after this day. key: the one with this id.
        """
        with self._open() as (connection, pseudonyms):
            return list(show_events(connection, happenings.event_rows(connection, since, key), pseudonyms.show))

    def topics(self, numbers: Iterable[str]) -> dict[str, list[str]]:
        """The keys by which these reports are found as one topic, each with all reports that it leads to."""
        with self._open() as (connection, _):
            return topics_of(connection, numbers)

    def speakers(self, numbers: Iterable[str]) -> dict[str, tuple[str | None, list[str]]]:
        """Of each of these reports its day and who speaks in it, as `reconcile.silence.write_mention` wrote it."""
        with self._open() as (connection, pseudonyms):
            return {number: (day, [pseudonyms.show(line) for line in lines])
                    for number, (day, lines) in speakers_of(connection, numbers).items()}  # fmt: skip

    def journal(self, first: int = 1, limit: int = 100) -> list[dict[str, Any]]:
        """Entries of the custody journal from number `first` on."""
        with self._open() as (connection, pseudonyms):
            table = schema.custody_event
            query = select(table).where(table.c.seq >= first).order_by(table.c.seq).limit(limit)
            return [{**row._mapping, "details": pseudonyms.show(row.details)} for row in connection.execute(query)]

    def listed(self, what: Literal["parties", "people", "places"], words: str, first: int, limit: int) -> list[Named]:
        """Parties, persons to whom something was done, or places of acts, those of most reports first.

        words: parts of the name; of protected names only their pseudonyms are known.
        """
        with self._open() as (connection, pseudonyms):
            lists = {"parties": named.parties, "people": named.people, "places": named.places}
            found = lists[what](connection, pseudonyms.stored(words), first, limit)
            return [replace(one, name=pseudonyms.show(one.name)) for one in found]

    def standings(self, name: str) -> list[Standing]:
        """Every actor of a report that bears this name or pseudonym."""
        with self._open() as (connection, pseudonyms):
            found = named.standings(connection, self._stored(connection, pseudonyms, name))
            return [replace(one, name=pseudonyms.show(one.name)) for one in found]

    def known(self, words: str, limit: int = 100) -> list[Known]:
        """Who is known with these words in a name or pseudonym, across reports; those of most reports first."""
        with self._open() as (connection, pseudonyms):
            found = named.known(connection, self._stored(connection, pseudonyms, words), limit)
            return [replace(one, names=tuple(map(pseudonyms.show, one.names)),
                            reasons=tuple(map(pseudonyms.show, one.reasons))) for one in found]  # fmt: skip

    def acts_at(self, name: str, country: str | None) -> list[int]:
        """The reports that tell of an act at a place of this name and country (alpha-2)."""
        with self._open() as (connection, pseudonyms):
            return named.acts_at(connection, self._stored(connection, pseudonyms, name), country)

    def events_with(
        self, names: Collection[str], limit: int = 50, reports: Collection[int] | None = None
    ) -> list[dict[str, Any]]:
        """The events on which a party of these names stands somewhere, as `happenings` gives them, the newest first.

        reports: as these reports have it, by number.
        """
        with self._open() as (connection, pseudonyms):
            stored = [self._stored(connection, pseudonyms, name) for name in names]
            keys = named.events_with(connection, stored, limit, reports)
            rows_ = (row for key in keys for row in happenings.event_rows(connection, key=key))
            return list(show_events(connection, rows_, pseudonyms.show))

    def events(self, asked: Listing, first: int, limit: int) -> tuple[int, list[dict[str, Any]]]:
        """How many events fit, and those from number `first` on as `happenings` gives them, the newest first."""
        with self._open() as (connection, pseudonyms):
            keys = event_lists.keys(connection, asked, pseudonyms.stored, first, limit)
            rows_ = (row for key in keys for row in happenings.event_rows(connection, key=key))
            shown = list(show_events(connection, rows_, pseudonyms.show))
            return event_lists.total(connection, asked, pseudonyms.stored), shown

    def blamed_in(
        self, keys: Iterable[str], done_by: Collection[str], done_to: Collection[str]
    ) -> dict[str, list[str]]:
        """The named persons whom the acts of each of these events blame, by its key; types as `blaming` has them."""
        with self._open() as (connection, pseudonyms):
            found = blamed_in(connection, keys, () if self._names else HIDDEN, done_by, done_to)
            return {key: [pseudonyms.show(name) for name in names] for key, names in found.items()}

    def _stored(self, connection: Connection, pseudonyms: Pseudonyms, name: str) -> str:
        stored = pseudonyms.stored(name)
        return Protection.load(self._casebook, connection).cover_text(stored) if self._names else stored

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

    def reviews(self, run: int) -> dict[tuple[int, str], str]:
        """The last decision on each item of a run's records, by report and item."""
        with self._open() as (connection, _):
            return carrying.last_decisions(connection, run)

    def reviewed(self, number: int, coding: str | None = None) -> ReviewedRecord:
        """A report as it stands with its reviews; coding: with those of this person's blind coding alone."""
        with self._casebook.reading() as connection:
            return self.reviewed_in(connection, number, coding)

    def reviewed_in(self, connection: Connection, number: int, coding: str | None = None) -> ReviewedRecord:
        """What `reviewed` gives, inside a transaction that is open."""
        pseudonyms = self._pseudonyms(connection)
        r = schema.record
        id = connection.execute(select(r.c.id).where(r.c.report_id == number, r.c.current)).scalar()
        held = self._held(connection, pseudonyms, [id]) if id is not None else {}
        if id is None or id not in held:
            raise MissingError(f"no report {number}")
        return self._reviewed(connection, pseudonyms, held, coding)[id]

    def reviewed_records(self, first: int = 1, limit: int | None = None) -> Iterator[ReviewedRecord]:
        """Every report from number `first` on as it stands with its reviews, in the order in which they came."""
        with self._open() as (connection, pseudonyms):
            r = schema.record
            query = select(r.c.id).where(r.c.current, r.c.report_id >= first).order_by(r.c.report_id).limit(limit)
            ids = list(connection.execute(query).scalars())
            for start in range(0, len(ids), rows.IN_ONE_QUERY):
                held = self._held(connection, pseudonyms, ids[start : start + rows.IN_ONE_QUERY])
                done = self._reviewed(connection, pseudonyms, held, None)
                yield from sorted(done.values(), key=lambda r: r.held.number)

    def reviewed_of(self, numbers: Iterable[int]) -> dict[int, ReviewedRecord]:
        """These reports as they stand with their reviews, by number; without those that this reader may not see."""
        with self._open() as (connection, pseudonyms):
            r, wanted = schema.record, sorted(set(numbers))
            found: dict[int, ReviewedRecord] = {}
            for start in range(0, len(wanted), rows.IN_ONE_QUERY):
                some = wanted[start : start + rows.IN_ONE_QUERY]
                query = select(r.c.id).where(r.c.current, r.c.report_id.in_(some))
                held = self._held(connection, pseudonyms, list(connection.execute(query).scalars()))
                done = self._reviewed(connection, pseudonyms, held, None)
                found |= {one.held.number: one for one in done.values()}
            return found

    def codings(self, number: int) -> list[str]:
        """Who has coded a report blind."""
        with self._open() as (connection, _):
            r, v = schema.record, schema.review
            query = select(v.c.coding).join(r, v.c.record_id == r.c.id).where(r.c.report_id == number)
            return sorted(set(connection.execute(query.where(v.c.coding.is_not(None))).scalars()))

    def kept(self, connection: Connection, held: Held, value: Any) -> Any:
        """A review's value as the casebook keeps it: passages as places in the casebook's own text.

        Raises `ClashError` where a passage comes with words (`exact`) that do not stand there as this reader sees it.
        """
        value, text = copy.deepcopy(value), held.record.report.text
        back = self._edits(connection, self._pseudonyms(connection), held).backward()
        for span in spans(value):
            exact = span.pop("exact", None)
            if exact is not None and exact != text[span["start"] : span["end"]]:
                raise ClashError(f"report {held.number}: the text has changed; open the report again")
            span["start"], span["end"] = back.span(span["start"], span["end"])
        return value

    def _reviewed(
        self, connection: Connection, pseudonyms: Pseudonyms, held: dict[int, Held], coding: str | None
    ) -> dict[int, ReviewedRecord]:
        back = carrying.steps(connection, held, coding)
        older = {step.earlier for step in back.values()} - held.keys()
        there = held | (self._held(connection, pseudonyms, sorted(older)) if older else {})
        past = carrying.reviews(connection, there, coding, pseudonyms.show)
        for id, reviews in past.items():
            moved = self._edits(connection, pseudonyms, there[id])
            for span in (span for review in reviews for span in spans(review.value)):
                span["start"], span["end"] = moved.span(span["start"], span["end"])
        return carrying.standing(there, past, back, held)

    def _standing(
        self, connection: Connection, pseudonyms: Pseudonyms, ids: Sequence[int]
    ) -> dict[int, ReviewedRecord]:
        """Reports by record as people's decisions have them."""
        held = self._held(connection, pseudonyms, ids) if ids else {}
        return self._reviewed(connection, pseudonyms, held, None) if held else {}

    def _edits(self, connection: Connection, pseudonyms: Pseudonyms, held: Held) -> Edits:
        """Where each place of the casebook's own text lies in the text that this reader sees."""
        if self._names:
            return Protection.load(self._casebook, connection).edits(held.record).backward()
        t = schema.text
        body = connection.execute(select(t.c.body).where(t.c.record_id == held.record_id)).scalar_one()
        return pseudonyms.edits(body)

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

    def show(self, text: str) -> str:
        """Any other string of the casebook, covered."""
        with self._open() as (_, pseudonyms):
            return pseudonyms.show(text)

    @contextmanager
    def _open(self) -> Iterator[tuple[Connection, Pseudonyms]]:
        with self._casebook.reading() as connection:
            yield connection, self._pseudonyms(connection)

    def _pseudonyms(self, connection: Connection) -> Pseudonyms:
        return Pseudonyms(connection, self._casebook.secret, self._recipient)

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

    def _may_see(self, consent: str | None) -> bool:
        return self._names or consent not in HIDDEN

    def _held(
        self, connection: Connection, pseudonyms: Pseudonyms, ids: Sequence[int], found: Sequence[Found] = ()
    ) -> dict[int, Held]:
        """Reports by record, without those that may not leave; found: of their records only what these hits show."""
        r, p = schema.record, schema.report
        query = select(r.c.id, r.c.run_id, p.c.id.label("number"), p.c.consent).join_from(r, p).where(r.c.id.in_(ids))
        heads = {row.id: row for row in connection.execute(query)
                 if self._may_see(row.consent)}  # fmt: skip
        records = excerpts.load(connection, found) if found else rows.load(connection, list(heads))
        if self._names:
            records |= unsealed(self._casebook, connection, list(heads))
        else:
            records = {id: pseudonyms.show_record(record) for id, record in records.items()}
        numbers = [row.number for row in heads.values()]
        copies, dead = originals(connection, numbers), killed(connection, numbers)
        return {id: Held(row.number, id, row.run_id, records[id], copies.get(row.number), row.consent,
                         row.number in dead) for id, row in heads.items()}  # fmt: skip


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
