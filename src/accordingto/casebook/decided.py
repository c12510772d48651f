"""Reads reports as people's decisions have them, through the door."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from accordingto.casebook import carrying, rows, schema
from accordingto.casebook.door import Door, Held
from accordingto.casebook.protection import Pseudonyms
from accordingto.casebook.reviews import ReviewedRecord, spans
from accordingto.errors import ClashError, MissingError


class Decided(Door):
    """Reports with the reviews of people on top, and blind codings by themselves."""

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

    def size(self) -> int:
        """How many reports there are, those too that may not leave."""
        with self._casebook.reading() as connection:
            return connection.execute(select(func.count()).where(schema.record.c.current)).scalar_one()

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
        done = carrying.standing(there, past, back, held)
        if coding is None:
            return done
        shared = self._reviewed(connection, pseudonyms, held, None)
        return {id: one.with_archive(shared[id].held.archive) for id, one in done.items()}

    def _standing(
        self, connection: Connection, pseudonyms: Pseudonyms, ids: Sequence[int]
    ) -> dict[int, ReviewedRecord]:
        """Reports by record as people's decisions have them."""
        held = self._held(connection, pseudonyms, ids) if ids else {}
        return self._reviewed(connection, pseudonyms, held, None) if held else {}
