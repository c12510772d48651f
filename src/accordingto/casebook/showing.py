"""Events as the reader gives them out: records become report numbers, what is hidden is left out, names are covered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select

from accordingto.casebook import happenings, schema
from accordingto.casebook.rows import IN_ONE_QUERY

Row = dict[str, Any]
Show = Callable[[str], str]


def show_events(connection: Connection, rows: Iterable[Row], show: Show) -> Iterator[Row]:
    """Each event as a dict of the public form, its reports by number. show: what a reader may see of a string."""
    rows = iter(rows)
    while some := list(islice(rows, IN_ONE_QUERY)):
        ids = {record for row in some for record, _ in row["acts"]}
        ids |= {told["record_id"] for row in some for told in (*row["positions"], *row["told"])}
        ids |= {record for row in some for p in row["positions"] for record, _ in happenings.also(p["also"])}
        teller = _Teller(_numbers(connection, ids), _act_keys(connection, ids), show)
        yield from (event for row in some if (event := teller.event(row)))


class _Teller:
    def __init__(self, numbers: dict[int, str], acts: dict[tuple[int, int], str], show: Show) -> None:
        self.numbers, self.acts, self.show = numbers, acts, show

    def event(self, row: Row) -> Row | None:
        """None where none of its acts may be seen."""
        acts = [{"report": self.numbers[r], "act": self.acts[r, n]} for r, n in row["acts"] if r in self.numbers]
        if not acts:
            return None
        dated = row["earliest"] or row["latest"]
        return {
            "id": row["key"],
            "title": self.show(row["title"]),
            "acts": acts,
            "when": {"earliest": row["earliest"], "latest": row["latest"]} if dated else None,
            "where": {"name": self.show(row["place"]), "country": row["country"]} if row["place"] else None,
            "positions": [self._position(p) for p in row["positions"] if p["record_id"] in self.numbers],
            "counts": [self._told(c) for c in row["told"] if c["record_id"] in self.numbers],
            "reasons": self._lines(row["reasons"]),
            "confidence": row["confidence"],
        }

    def _position(self, row: Row) -> Row:
        also = happenings.also(row["also"])
        return {
            "party": self.show(row["party"]),
            "stance": row["stance"],
            "report": self.numbers[row["record_id"]],
            "statement": row["statement"],
            "words": self.show(row["words"]),
            "date": row["date"],
            "aliases": self._lines(row["aliases"]),
            "also": [{"report": self.numbers[r], "statement": s} for r, s in also if r in self.numbers],
            "confidence": row["confidence"],
        }

    def _told(self, row: Row) -> Row:
        copied, start = row["copy_of"], row["passage_start"]
        return {
            "what": row["what"],
            "min": row["count_min"],
            "max": row["count_max"],
            "approx": row["approx"],
            "source": self.show(row["source"]),
            "report": self.numbers[row["record_id"]],
            "act": row["act"],
            "date": row["date"],
            "span": None if start is None else
                    {"start": start, "end": row["passage_end"], "exact": self.show(row["words"] or "")},
            "copy_of": None if copied is None else str(copied),
            "repeats": None if row["repeats"] is None else self.show(row["repeats"]),
        }  # fmt: skip

    def _lines(self, value: str | None) -> list[str]:
        return [self.show(line) for line in value.split("\n")] if value else []


def _numbers(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    """The report numbers of records that may be seen."""
    return {record: str(number) for record, number in happenings.numbers(connection, ids).items()}


def _act_keys(connection: Connection, ids: Iterable[int]) -> dict[tuple[int, int], str]:
    a = schema.act
    found: dict[tuple[int, int], str] = {}
    for some in happenings.parts(ids):
        query = select(a.c.record_id, a.c.n, a.c.key).where(a.c.record_id.in_(some))
        found |= {(row[0], row[1]): row[2] for row in connection.execute(query)}
    return found


def topics_of(connection: Connection, numbers: Iterable[str]) -> dict[str, list[str]]:
    """The topic keys of these reports, each with the numbers of all reports that it leads to."""
    ids = happenings.current(connection, map(int, numbers)).values()
    keys = {key for some in happenings.keys_of(connection, ids, "topic").values() for key in some}
    members = happenings.members(connection, keys)
    told = _numbers(connection, {record for some in members.values() for record, _ in some})
    return {key: [told[r] for r, _ in some if r in told] for key, some in members.items()}


def decided_of(connection: Connection, numbers: Iterable[str]) -> dict[str, list[str]]:
    """Of each report the lines of those of its actors whom people's decisions concern."""
    by_record = {record: str(number) for number, record in happenings.current(connection, map(int, numbers)).items()}
    laid = happenings.keys_of(connection, by_record, "decided")
    return {by_record[r]: [key.removeprefix("decided ") for key in keys] for r, keys in laid.items()}


def speakers_of(connection: Connection, numbers: Iterable[str]) -> dict[str, tuple[str | None, list[str]]]:
    """The day of each report and the lines of who speaks in it."""
    by_record = {record: str(number) for number, record in happenings.current(connection, map(int, numbers)).items()}
    spoken = happenings.keys_of(connection, by_record, "speaks")
    r, found = schema.record, {}
    for some in happenings.parts(by_record):
        for row in connection.execute(select(r.c.id, r.c.published_at).where(r.c.id.in_(some))):
            lines = [key.removeprefix("speaks ") for key in spoken.get(row.id, ())]
            found[by_record[row.id]] = (row.published_at, lines)
    return found
