"""The search index: what each statement, act and uncoded report can be found by, in SQLite (FTS5) and PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from accordingto.casebook import dates
from accordingto.casebook.tokens import facet, words
from accordingto.types import Act, Record, Role, Span, Statement

KINDS = ("act", "statement", "report")
HULL = 400
"""Characters: an act is found by all words from the first to the last of its passages, if they lie so close."""

_N_BITS, _KIND_BITS = 19, 2


def item_id(record_id: int, kind: str, n: int) -> int:
    """The number of a statement or act in the index."""
    return (record_id << (_N_BITS + _KIND_BITS)) | (KINDS.index(kind) << _N_BITS) | n


def split_id(item: int) -> tuple[int, str, int]:
    """(record, kind, n) of `item_id`."""
    kind = KINDS[(item >> _N_BITS) & ((1 << _KIND_BITS) - 1)]
    return item >> (_N_BITS + _KIND_BITS), kind, item & ((1 << _N_BITS) - 1)


@dataclass(frozen=True, slots=True)
class Item:
    """What one statement, act or report is found by, each column as tokens between spaces."""

    id: int
    words: str
    parties: str
    places: str
    facets: str


def items(record_id: int, record: Record, publication_id: int | None) -> Iterator[Item]:
    """The index entries of a record. A report without statements and acts is found by its whole text."""
    maker = _Maker(record_id, record, publication_id)
    for n, act in enumerate(record.acts):
        yield maker.act(n, act)
    for n, statement in enumerate(record.statements):
        yield maker.statement(n, statement)
    if not record.acts and not record.statements:
        yield maker.report()


class _Maker:
    def __init__(self, record_id: int, record: Record, publication_id: int | None) -> None:
        self.record_id = record_id
        self.record = record
        self.common = [f"pub{publication_id}"] if publication_id else []
        self.common += facet("language", record.report.language)
        self.names = {a.id: words(f"{a.name or a.description or ''}") for a in record.actors}
        self.places = {p.id: p for p in record.places}

    def act(self, n: int, act: Act) -> Item:
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
            *facet("stage", act.stage),
            *(facet("country", place.country) if place else []),
            *self._dates(act),
        ]
        return self._item("act", n, told, self._parties([*act.initiators, *act.targets]),
                          words(f"{place.name} {place.region or ''}") if place else [], facets)  # fmt: skip

    def statement(self, n: int, s: Statement) -> Item:
        roles = [*s.sources, *(r for r in (s.about, s.addressee) if r)]
        facets = ["kindstatement", *self.common, *facet("stance", s.stance), *self._dates(None)]
        parties = self._parties(roles) + self.names.get(s.speaker or "", [])
        return self._item("statement", n, self._words([*([s.cue] if s.cue else []), *s.content]), parties, [], facets)

    def report(self) -> Item:
        report = self.record.report
        facets = ["kindreport", *self.common, *self._dates(None)]
        return self._item("report", 0, words(f"{report.title or ''}\n{report.text}"), [], [], facets)

    def _item(
        self, kind: str, n: int, told: list[str], parties: list[str], places: list[str], facets: list[str]
    ) -> Item:
        columns = (" ".join(tokens) for tokens in (told, parties, places, facets))
        return Item(item_id(self.record_id, kind, n), *columns)

    def _words(self, spans: Sequence[Span | Role]) -> list[str]:
        return [token for span in spans for token in words(span.exact)]

    def _parties(self, roles: Sequence[Role]) -> list[str]:
        found: list[str] = []
        for role in roles:
            phrase, name = words(role.exact), self.names.get(role.actor or "", [])
            found += phrase if name == phrase else phrase + name
            found += [token for code in role.codes for token in words(code)]
        return found

    def _dates(self, act: Act | None) -> list[str]:
        days = dates.effective(act.when if act else None, self.record.report.published_at)
        return dates.tokens(*days) if days else []


def add(connection: Connection, some: Sequence[Item]) -> None:
    """Puts items into the index."""
    if not some:
        return
    if connection.dialect.name == "sqlite":
        values = [(i.id, i.words, i.parties, i.places, i.facets) for i in some]
        connection.exec_driver_sql(
            "INSERT INTO search (rowid, words, parties, places, facets) VALUES (?,?,?,?,?)", values
        )
    else:
        told = json.dumps([{"item": i.id, "vector": _vector(i)} for i in some])
        query = "SELECT item, vector FROM json_to_recordset(CAST(:rows AS json)) AS x(item BIGINT, vector TSVECTOR)"
        connection.execute(text(f"INSERT INTO search (item, vector) {query}"), {"rows": told})


def remove(connection: Connection, some: Sequence[Item]) -> None:
    """Takes items out; they must be as they were put in, for the index keeps no words of its own."""
    if not some:
        return
    if connection.dialect.name == "sqlite":
        values = [(i.id, i.words, i.parties, i.places, i.facets) for i in some]
        connection.exec_driver_sql(
            "INSERT INTO search (search, rowid, words, parties, places, facets) VALUES ('delete',?,?,?,?,?)", values
        )
    else:
        connection.execute(text("DELETE FROM search WHERE item = :item"), [{"item": i.id} for i in some])


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
