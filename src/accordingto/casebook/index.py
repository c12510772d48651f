"""The search index: what each statement, act and uncoded report can be found by, in SQLite (FTS5) and PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, text

from accordingto.casebook import dates
from accordingto.casebook.tokens import facet, words
from accordingto.types import Act, Record, Role, Span, Statement

KINDS = ("act", "statement", "report")
HULL = 400
"""Characters: an act is found by all words from the first to the last of its passages, if they lie so close."""


@dataclass(frozen=True, slots=True)
class Item:
    """What one statement, act or report is found by, each column as tokens between spaces; `id`: its number there."""

    id: int
    words: str
    parties: str
    places: str
    facets: str


def items(record: Record, top: int, publication_id: int | None) -> Iterator[Item]:
    """The index entries of a record, numbered from `top` downwards: its acts, then its statements.

    A report that has neither is found by its whole text.
    """
    maker = _Maker(record, publication_id)
    made = [*map(maker.act, record.acts), *map(maker.statement, record.statements)] or [maker.report()]
    for n, columns in enumerate(made):
        yield Item(top - n, *(" ".join(tokens) for tokens in columns))


def size(record: Record) -> int:
    """How many entries a record has in the index."""
    return len(record.acts) + len(record.statements) or 1


Columns = tuple[list[str], list[str], list[str], list[str]]
"""The tokens of words, parties, places and facets."""


class _Maker:
    def __init__(self, record: Record, publication_id: int | None) -> None:
        self.record = record
        self.common = [f"pub{publication_id}"] if publication_id else []
        self.names = {a.id: words(a.name or a.description or "") for a in record.actors}
        self.places = {p.id: p for p in record.places}
        self.phrase = cache(lambda exact: tuple(words(exact)))  # the same parties come again in one report

    def act(self, act: Act) -> Columns:
        spans: list[Span | Role] = [act.trigger, *act.initiators, *act.targets, *([act.grounds] if act.grounds else [])]
        first, last = min(s.start for s in spans), max(s.end for s in spans)
        told = words(self.record.report.text[first:last]) if last - first <= HULL else self._words(spans)
        place = self.places.get(act.where or "")
        facets = [
            "kindact",
            *self.common,
            *facet("type", act.type),
            *facet("mode", act.mode),
            *facet("status", act.status),
            *(["statuscontested"] if act.denied_by else []),
            *facet("harm", act.harm),
            *(facet("country", place.country) if place else ()),
            *self._dates(act),
        ]
        where = words(f"{place.name} {place.region or ''}") if place else []
        return told, self._parties([*act.initiators, *act.targets]), where, facets

    def statement(self, s: Statement) -> Columns:
        roles = [*s.sources, *(r for r in (s.about, s.addressee) if r)]
        facets = ["kindstatement", *self.common, *facet("stance", s.stance), *self._dates(None)]
        parties = self._parties(roles) + self.names.get(s.speaker or "", [])
        return self._words([*([s.cue] if s.cue else []), *s.content]), parties, [], facets

    def report(self) -> Columns:
        report = self.record.report
        facets = ["kindreport", *self.common, *self._dates(None)]
        return words(f"{report.title or ''}\n{report.text}"), [], [], facets

    def _words(self, spans: Sequence[Span | Role]) -> list[str]:
        return [token for span in spans for token in words(span.exact)]

    def _parties(self, roles: Sequence[Role]) -> list[str]:
        found: list[str] = []
        for role in roles:
            phrase, name = self.phrase(role.exact), self.names.get(role.actor or "", [])
            found += phrase
            found += name if name != list(phrase) else []
            found += [token for code in role.codes for token in self.phrase(code)]
        return found

    def _dates(self, act: Act | None) -> tuple[str, ...]:
        days = dates.effective(act.when if act else None, self.record.report.published_at)
        return dates.tokens(*days) if days else ()


def add(connection: Connection, some: Sequence[Item]) -> None:
    """Puts items into the index."""
    if connection.dialect.name == "sqlite":
        _tell_fts5(connection, "rowid, words, parties, places, facets", "?,?,?,?,?", some)
    elif some:
        told = json.dumps([{"item": i.id, "vector": _vector(i)} for i in some])
        query = "SELECT item, vector FROM json_to_recordset(CAST(:rows AS json)) AS x(item BIGINT, vector TSVECTOR)"
        connection.execute(text(f"INSERT INTO search (item, vector) {query}"), {"rows": told})


def remove(connection: Connection, some: Sequence[Item]) -> None:
    """Takes items out; they must be as they were put in, for the index keeps no words of its own."""
    if connection.dialect.name == "sqlite":
        _tell_fts5(connection, "search, rowid, words, parties, places, facets", "'delete',?,?,?,?,?", some)
    elif some:
        connection.execute(text("DELETE FROM search WHERE item = :item"), [{"item": i.id} for i in some])


def _tell_fts5(connection: Connection, columns: str, values: str, some: Sequence[Item]) -> None:
    if some:
        rows = [(i.id, i.words, i.parties, i.places, i.facets) for i in some]
        connection.exec_driver_sql(f"INSERT INTO search ({columns}) VALUES ({values})", rows)


def forget(connection: Connection) -> None:
    """Rewrites the index, so that words that were taken out are not left in its pages."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO search (search) VALUES ('optimize')")


_WEIGHTS = (("words", "A"), ("parties", "B"), ("places", "C"), ("facets", "D"))
_LAST_POSITION = 16_000  # PostgreSQL counts positions up to 16,383


def _vector(item: Item) -> str:
    """The item as PostgreSQL's tsvector; columns are weights, and a gap parts them so that no phrase spans two."""
    position, lexemes = 0, []
    for column, weight in _WEIGHTS:
        for token in getattr(item, column).split():
            position = min(position + 1, _LAST_POSITION)
            lexemes.append(f"'{token}':{position}{weight}")
        position += 2
    return " ".join(lexemes)
