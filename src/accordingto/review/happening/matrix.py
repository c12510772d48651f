"""The positions matrix: a row for each party, a column for each stance, the quotes in the cells; silence is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accordingto.reconcile.types import STANCES, PartyStance, Position, Telling
from accordingto.review.happening.loading import Happening
from accordingto.review.quoting import Quote, outlet_of, quote
from accordingto.types import Statement

CSS: dict[PartyStance, str] = {
    "asserts": "say", "denies_act": "deny", "denies_responsibility": "deny", "other_explanation": "act",
    "accepts_responsibility": "say", "no_comment": "mute", "does_not_mention": "mute", "not_quoted": "mute",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A quote, and the further reports that have the same words: copies of it, or of the same source."""

    quote: Quote
    also: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party says of one stance; `note` where it is silent: in which reports it was looked for."""

    stance: PartyStance
    quotes: tuple[Told, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One party's row."""

    party: str
    aliases: tuple[str, ...]
    cells: dict[PartyStance, Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The table; columns: the stances that somebody takes, in the order of the codebook.

    silent: parties that speak in these reports and are not quoted on this, each with where that was looked for.
    """

    columns: tuple[tuple[PartyStance, str, str], ...]
    lines: tuple[Line, ...]
    silent: tuple[tuple[str, str], ...]


def matrix(happening: Happening) -> Matrix:
    """Who stands where, and who is silent."""
    lines: dict[str, Line] = {}
    for position in happening.event.positions:
        line = lines.setdefault(position.party, Line(position.party, position.aliases, {}))
        cell = _cell(happening, position)
        if cell.quotes or cell.note:
            line.cells[position.stance] = cell
    silent = tuple((line.party, line.cells["not_quoted"].note) for line in lines.values() if "not_quoted" in line.cells)
    for line in lines.values():
        line.cells.pop("not_quoted", None)
    taken = {stance for line in lines.values() for stance in line.cells}
    columns = tuple((stance, told, CSS[stance]) for stance, told in STANCES.items() if stance in taken)
    return Matrix(columns, tuple(line for line in lines.values() if line.cells), silent)


def _cell(happening: Happening, position: Position) -> Cell:
    quotes = tuple(folded(happening, _quotes(happening, position)))
    note = position.words if position.stance == "not_quoted" or not quotes else ""
    return Cell(position.stance, quotes, note)


def _quotes(happening: Happening, position: Position) -> Iterator[Quote]:
    for telling in (Telling(position.report, position.statement), *position.also):
        source = happening.sources.get(telling.report)
        if source is None:
            continue
        item = source.items.get(telling.statement or "")
        if isinstance(item, Statement):
            yield quote(source.held, source.record, item)
        elif telling.statement is None and position.stance != "not_quoted" and position.words:
            yield Quote(telling.report, position.words, position.party, outlet_of(source.held), source.day, "")


def folded(happening: Happening, quotes: Iterable[Quote]) -> Iterator[Told]:
    """The quotes, each once: the same words in other reports stand behind the first, originals before copies."""
    same: dict[str, list[Quote]] = {}
    for one in quotes:
        same.setdefault(" ".join(one.words.casefold().split()), []).append(one)
    for some in same.values():
        first, *others = sorted(some, key=lambda q: (q.copy_of is not None, q.day or "9", int(q.report)))
        yield Told(first, tuple(others))
